"""Settings for publication: problems that a preview only prints stop the build here."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403

PUBLICATION = True

# Where the site goes, by names of your own: invoke publish --target live. docs/operating.md lists kinds and keys.
# TARGETS = {"live": {"kind": "ssh", "host": "www.example.org", "path": "/srv/site"}}
TARGETS: dict[str, dict[str, object]] = {}

# A public key with which the checksums of a publication are signed (docs/operating.md); an agent holds the private one.
# SIGNING_KEY = "~/.ssh/newsroom.pub"
SIGNING_KEY = ""
