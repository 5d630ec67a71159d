"""A scoring sheet as offices have it (评分表) becomes the draft of a rubric: one file a step."""
