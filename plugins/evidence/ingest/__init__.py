"""Ingest: reads many files once each, in supervised worker processes."""
