"""Preview: the site on this computer, made again on every save."""
