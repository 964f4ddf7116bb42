"""Fetch: feeds in, clean items out."""
