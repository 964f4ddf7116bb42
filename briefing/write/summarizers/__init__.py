"""The summarizers that come with the package."""
