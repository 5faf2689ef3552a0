"""Desk: the commands that staff type, called by tasks.py."""
