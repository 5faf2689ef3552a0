"""The Markdown that authors write, read as CommonMark 0.31 reads it: an extension of Python-Markdown."""
