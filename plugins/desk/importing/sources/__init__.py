"""What staff bring: each kind of file read into one form, the same for all."""
