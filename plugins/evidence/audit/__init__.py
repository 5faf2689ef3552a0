"""Audit: what a PDF would give away."""
