"""One file per schema version, in order; a file never changes after its release."""
