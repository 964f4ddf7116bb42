"""The checks of finished files: they read what listeners get, and believe nothing that was said while it was made."""
