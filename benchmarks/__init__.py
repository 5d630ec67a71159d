"""What is measured, against whom: `python -m benchmarks` (see docs/performance.md)."""
