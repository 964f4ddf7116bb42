"""`briefing install` and `briefing uninstall`: options in `command` and `uninstall`, work in `body` and `uninstall_body`."""
