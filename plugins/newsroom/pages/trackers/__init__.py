"""The pages of trackers."""
