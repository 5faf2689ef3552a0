"""Translating: the theme's words, gathered for a translator, and a catalog brought up to date."""
