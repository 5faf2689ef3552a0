"""What the last build found wrong, by page, as it was written down for the preview."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Report:
    """Read again when the file has changed."""

    file: Path | None
    """None where nobody writes one."""
    _known: tuple[int, int] = (0, 0)
    _said: dict[str, Any] = field(default_factory=dict)

    def problems(self) -> list[dict[str, Any]]:
        """Each with `file`, `line`, `code`, `severity`, `what`, `fix`, and the `address` of its page or None."""
        found: list[dict[str, Any]] = self._read().get("problems", [])
        return found

    def of_page(self, address: str) -> dict[str, Any]:
        """What a page shows: its own problems, and all others. `address` is its folder: `releases/2010/a/`."""
        said: dict[str, list[dict[str, Any]]] = {"here": [], "elsewhere": []}
        for problem in self.problems():
            of = problem["address"]
            said["here" if of is not None and _is_of(address, of) else "elsewhere"].append(problem)
        return said

    def unread_at(self, address: str) -> list[dict[str, Any]]:
        """The problems of the record that would be at this address if it could be read; empty where there is none."""
        slug = address.rstrip("/").rpartition("/")[2]
        paths = {record["path"] for record in self._read().get("unread", []) if record["slug"] == slug}
        return [p for p in self.problems() if p["path"] in paths]

    def _read(self) -> dict[str, Any]:
        if self.file is None:
            return {}
        try:
            found = self.file.stat()
            if (found.st_mtime_ns, found.st_ino) != self._known:
                self._said = json.loads(self.file.read_text(encoding="utf-8"))
                self._known = found.st_mtime_ns, found.st_ino
        except (OSError, ValueError):
            return {}
        return self._said


def _is_of(page: str, record: str) -> bool:
    """Whether a page is a record's own or lies beneath it, as a part of a long document does."""
    return page == record or bool(record and page.startswith(record))
