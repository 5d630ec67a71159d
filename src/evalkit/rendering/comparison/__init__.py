"""A comparison of two scorecards as something to look at: terminal, JSON, HTML."""
