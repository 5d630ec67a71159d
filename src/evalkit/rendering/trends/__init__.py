"""The years of one department made into something to look at: terminal, JSON, workbook, page."""
