"""`briefing episodes`: its options in `command`, what it does in `body`."""
