"""What a changed rubric would do to all recorded reports, for people and for programs."""
