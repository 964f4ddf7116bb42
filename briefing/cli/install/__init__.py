"""Texts for the schedulers that a machine has already: lines for cron, units for systemd; nothing here touches the machine."""
