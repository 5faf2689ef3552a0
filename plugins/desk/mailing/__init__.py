"""Desk, mailing: a release becomes an e-mail that a person opens and sends."""
