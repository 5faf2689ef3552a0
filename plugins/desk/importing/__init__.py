"""`invoke import`: a text written elsewhere → a draft release."""

from plugins.desk.importing.release import Imported, import_release

__all__ = ["Imported", "import_release"]
