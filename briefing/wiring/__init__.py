"""Config to Workspace to Studio: the only place that knows engines by name."""
