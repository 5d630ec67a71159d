"""A file becomes text with positions."""
