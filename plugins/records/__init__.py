"""Records: what a release, a case or a document may say, and who may see it when. No Pelican here."""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""No other library looks on as records are read, and pydantic need not look through all that are installed for one."""
