"""Prose: Markdown → safe HTML with holes for what only the site knows, plain text, and what is wrong."""
