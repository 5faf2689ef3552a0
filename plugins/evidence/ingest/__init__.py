"""Ingest: all that is known of many files, found out once, in processes that are watched."""
