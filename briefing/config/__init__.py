"""Configuration: reads feeds.yaml into a frozen Config; reports every mistake at once, each with its line and column."""
