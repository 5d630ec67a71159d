"""Many scorecards together: who stands where, what that is worth, and how it changes over the years."""
