"""Briefing: news feeds in, a daily audio programme out."""
