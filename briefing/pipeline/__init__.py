"""One edition, from claimed to published."""
