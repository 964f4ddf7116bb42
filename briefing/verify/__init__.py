"""Checks of finished files: they read what listeners get, and trust nothing recorded while it was made."""
