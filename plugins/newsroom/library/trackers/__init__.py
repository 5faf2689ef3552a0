"""What each place of a tracker stands at, and what changed."""
