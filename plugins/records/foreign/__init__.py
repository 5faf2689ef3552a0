"""Names and values from other programs, translated to those of this site."""
