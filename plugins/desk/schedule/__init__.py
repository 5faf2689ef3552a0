"""What is not yet public, why, and until when."""
