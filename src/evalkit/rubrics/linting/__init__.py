"""Each kind of doubt about a rubric that loads: one file a subject."""
