"""The review page: the report's text beside its scorecard, each leading to the other."""
