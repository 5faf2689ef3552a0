"""Pages: the library as views, one for each page of the site."""
