"""`invoke import`: texts written elsewhere become draft releases, and whatever is left out is said."""

from plugins.desk.importing.batch import Batch, import_files
from plugins.desk.importing.release import Imported, import_release

__all__ = ["Batch", "Imported", "import_files", "import_release"]
