"""A review as people do it: judgements and corrections, each saved as it is made, until somebody signs."""
