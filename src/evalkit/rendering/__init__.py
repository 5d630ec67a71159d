"""A scorecard becomes something to look at. No scoring here."""
