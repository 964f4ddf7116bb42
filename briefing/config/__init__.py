"""feeds.yaml in, a frozen Config out; every mistake at once, each with its line and column."""
