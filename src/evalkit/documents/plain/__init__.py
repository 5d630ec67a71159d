"""Plain text, Markdown and CSV."""
