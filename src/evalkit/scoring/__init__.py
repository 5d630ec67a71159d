"""A rubric, facts and judgements become a scorecard. No I/O here."""
