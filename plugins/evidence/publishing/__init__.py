"""Publishing: the published copy of a file, without what nobody meant to publish."""
