"""The overview of a province made into something to look at: terminal, JSON, workbook, page."""
