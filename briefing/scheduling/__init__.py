"""Which editions are due: cron's round and the daemon."""
