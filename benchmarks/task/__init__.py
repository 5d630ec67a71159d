"""The task that every engine is measured by: a rubric, records to score, and what is right for each.

Nothing here imports evalkit or a peer: both sides are handed the same records, and neither decides
what is right.
"""
