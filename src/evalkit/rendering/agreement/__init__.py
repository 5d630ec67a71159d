"""How far evaluators agree made into something to look at: terminal, JSON, workbook, page."""
