"""Make a fresh copy the campaign's own."""
