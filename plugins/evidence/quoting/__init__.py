"""Quoting: whether the words of a quotation stand on the page that it names."""
