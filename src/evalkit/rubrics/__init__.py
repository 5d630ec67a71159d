"""TOML becomes a rubric."""
