"""`invoke import`: a text that somebody wrote elsewhere → a draft release, with no word lost."""

from plugins.desk.importing.release import Imported, import_release

__all__ = ["Imported", "import_release"]
