"""What is wrong with lines of the front matter, and the lines to write instead."""
