"""A rubric made ready to score many reports: the same forms, run on one report and on a table of them."""
