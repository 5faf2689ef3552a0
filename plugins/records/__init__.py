"""Records: what a release, a case or a document may say, and who may see it when. No Pelican here."""
