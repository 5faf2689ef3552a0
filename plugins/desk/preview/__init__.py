"""Preview: the site on this computer, rebuilt on every save."""
