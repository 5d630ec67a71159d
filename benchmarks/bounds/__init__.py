"""What a good engineer would write by hand for this one task: the bounds that an engine is held against."""
