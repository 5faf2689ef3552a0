"""Records: what a release, a case or a document may say, and who may see it when. No Pelican here."""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""No other library hooks into pydantic here, so it need not search all installed packages for plugins."""
