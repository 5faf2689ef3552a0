"""Quoting: whether the words of a quotation are on the page that it cites."""
