"""The filled score sheet (评分表) that an office hands in: the scorecard as an Excel workbook."""
