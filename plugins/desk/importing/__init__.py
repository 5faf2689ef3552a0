"""`invoke import`: texts that somebody wrote elsewhere → draft releases, with no word lost in silence."""

from plugins.desk.importing.batch import Batch, import_files
from plugins.desk.importing.release import Imported, import_release

__all__ = ["Batch", "Imported", "import_files", "import_release"]
