"""Many scored reports in one SQLite database: what is recorded, and how it is read again."""
