"""Results held against each other as data: scorecards, and the judgements of several evaluators."""
