"""Library: the content folder read, every record related to the others, with its history."""
