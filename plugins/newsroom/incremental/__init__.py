"""Incremental: what the last build left, and what a change affects."""
