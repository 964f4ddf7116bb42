"""Tells people: messages through Apprise or a command, and pings to a monitor."""
