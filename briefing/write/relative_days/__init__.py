"""Relative days ("yesterday") as the days they mean."""
