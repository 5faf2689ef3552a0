"""Publishing: the copy of a file that goes out, without what nobody meant to publish."""
