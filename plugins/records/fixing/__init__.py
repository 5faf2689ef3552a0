"""What is wrong with the lines of a head, and the lines to write instead."""
