"""Items in, rundown out: what the same event is, what matters more, and what fits the minutes."""
