"""What publish promises."""
