"""Health, alerts, notifications, metrics and logs."""
