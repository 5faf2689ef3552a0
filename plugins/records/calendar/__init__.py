"""Days and times: which exist, and how people and programs write them."""
