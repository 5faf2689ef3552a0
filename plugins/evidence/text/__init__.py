"""Text: what a page says and shows (characters, words, pictures)."""
