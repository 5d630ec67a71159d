"""Values become deductions: one file a rule shape."""
