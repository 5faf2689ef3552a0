"""`invoke check`: everything that a build would say, and what it can fix itself."""
