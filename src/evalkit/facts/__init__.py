"""Text becomes facts with evidence; what a report says against itself becomes findings."""
