"""Copies of a store: made each day and by hand, kept for a year, put back."""
