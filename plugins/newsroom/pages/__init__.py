"""Pages: turns the library into views, one for each page of the site."""
