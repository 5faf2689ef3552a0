"""Daylight: a campaign's newsroom as a pipeline of Pelican plugins."""
