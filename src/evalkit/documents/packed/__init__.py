"""Packed and compound files, opened within limits."""
