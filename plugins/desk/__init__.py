"""Desk: what staff type, behind tasks.py."""
