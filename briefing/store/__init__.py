"""Store: items, aired items, episodes and runs in a database; clips in files; locks for work in progress."""
