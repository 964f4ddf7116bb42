"""What the house remembers: items, what was aired, episodes and runs in a database; sound in files; who is at work in locks."""
