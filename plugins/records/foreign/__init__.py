"""What other programs call things, read in the words of this site."""
