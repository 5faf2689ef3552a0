"""The checksums of a whole publication, and their signature."""

import subprocess
from dataclasses import replace
from pathlib import Path

from plugins.desk.refusal import Refused
from plugins.hosting.files import APACHE_FILE, HEADERS_FILE, NGINX_FILE, REDIRECTS_FILE
from plugins.newsroom.pages.press_kit import checksums
from plugins.newsroom.pages.verify_page import NAMESPACE, SIGNATURE, SUMS
from plugins.render.checksums import digest
from plugins.render.manifest import MANIFEST, Entry, Manifest, encoded, put

UNLISTED = frozenset({SUMS, SIGNATURE, APACHE_FILE, HEADERS_FILE, NGINX_FILE, REDIRECTS_FILE})
TWINS = (".br", ".gz")
ADDED = "publication"
"""The fingerprint of files that no build makes: the next one makes them again."""


def with_sums(folder: Path, manifest: Manifest, key: str) -> Manifest:
    """List every file but the list itself, signatures, files for servers and compressed twins; and sign the list.

    `key` is the path of a public key whose private half an agent holds; empty for no signature. Raises `Refused`.
    """
    listed = ((e.sha256, path) for path, e in manifest.entries.items() if is_listed(path))
    data = checksums(tuple(sorted(listed, key=lambda row: row[1])))
    put(folder / SUMS, data)
    added = {SUMS: data}
    if key:
        added[SIGNATURE] = _signed(folder / SUMS, key)
    return with_files(folder, manifest, added)


def with_files(folder: Path, manifest: Manifest, added: dict[str, bytes]) -> Manifest:
    """The manifest with files that a publication adds to a build."""
    entries = {path: Entry(ADDED, digest(data), len(data)) for path, data in added.items()}
    now = replace(manifest, entries={**manifest.entries, **entries})
    written = encoded(now)
    put(folder / MANIFEST, written)
    return replace(now, sha256=digest(written))


def is_listed(path: str) -> bool:
    return path not in UNLISTED and not path.endswith(TWINS)


def _signed(file: Path, key: str) -> bytes:
    place = file.with_name(SIGNATURE)
    place.unlink(missing_ok=True)
    command = ["ssh-keygen", "-Y", "sign", "-n", NAMESPACE, "-f", key, str(file)]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        raise Refused(
            "There is no program ssh-keygen on this computer.", "install it: apt-get install openssh-client"
        ) from None
    if done.returncode or not place.is_file():
        said = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        private = key.removesuffix(".pub")
        raise Refused(
            f"The checksums can't be signed with {key}: {said}. Nothing was published.",
            f"load the key into the agent: ssh-add {private}",
        )
    return place.read_bytes()
