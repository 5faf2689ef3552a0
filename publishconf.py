"""Settings for publication: what staff may see in a preview stops the build here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403

PUBLICATION = True
