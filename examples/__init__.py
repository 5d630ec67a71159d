"""A report of an invented bureau with what goes with it: its facts and an evaluator's judgements."""
