"""Sites of a few files, as a build leaves them: enough to be sent somewhere. All is sample data."""

from collections.abc import Mapping
from pathlib import Path

from plugins.desk.publishing.model import File, Site, State, kept_before
from plugins.records.ledger import LEDGER
from plugins.render.checksums import digest
from plugins.render.manifest import MANIFEST, Entry, Manifest, encoded

LEDGERS = '{"version": 1,\n "pages": [],\n "records": {\n%s\n }}\n'


def ledger_of(*names: str, taken_down: tuple[str, ...] = ()) -> str:
    """One in which these records were published, each at an address of its name."""
    rows = []
    for name in names:
        down = ', "taken_down": true' if name in taken_down else ""
        rows.append(
            f'  "urn:{name}": {{"path": "releases/{name}.md", "addresses": ["releases/2024/{name}/"], '
            f'"first_published": "2024-05-01T00:00:00Z", "text": "x", "changes": 0, "title": "{name}"{down}}}'
        )
    return LEDGERS % ",\n".join(rows)


def small_site(
    folder: Path, files: Mapping[str, str], number: int, live: State | None = None, ledger: str = ""
) -> Site:
    """What a build of these files would hand to a target."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = {}
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        entries[path] = Entry("", digest(text.encode()), len(text.encode()))
    manifest = Manifest(complete=True, publication=True, now=f"2024-05-{number:02}T00:00:00Z", entries=entries)
    (folder / MANIFEST).write_bytes(encoded(manifest))
    state = State(
        id=f"2024050{number // 10}T0000{number:02}Z-{digest(str(sorted(files.items())).encode())[:8]}",
        last=f"2024-05-{number:02}T00:00:00+00:00",
        next="",
        who="sample",
        ledger=ledger,
        files={path: File(entry.sha256, entry.size) for path, entry in entries.items()},
        before=kept_before(live),
    )
    assert LEDGER
    return Site(folder=folder, state=state)
