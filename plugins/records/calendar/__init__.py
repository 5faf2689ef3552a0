"""Days and times: which there are, and how people and programs write them."""
