"""`briefing demo`: its options in `command`, what it does in `body`, its sample news in folders."""
