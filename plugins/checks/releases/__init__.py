"""What only a release can say twice, leave out or contradict."""
