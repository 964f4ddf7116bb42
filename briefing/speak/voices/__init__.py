"""Bundled voices, one file each."""
