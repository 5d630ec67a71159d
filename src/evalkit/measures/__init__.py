"""Facts become values."""
