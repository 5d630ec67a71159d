"""Many reports: which are due, what becomes of each, and what is left when the work stops half-way."""
