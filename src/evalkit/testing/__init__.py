"""A rubric becomes tests: its examples run, and what came out otherwise is named with its line."""
