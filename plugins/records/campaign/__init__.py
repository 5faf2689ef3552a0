"""Campaign: who publishes here, in words and colors."""
