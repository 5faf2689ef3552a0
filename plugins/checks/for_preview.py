"""What is wrong, and with which page, for what `invoke serve` shows. It is kept in the cache, never in an output."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from plugins.checks.report import shown_folder
from plugins.newsroom.library.edition import Edition
from plugins.records.problems import Problem
from plugins.records.reading import State
from plugins.render.checksums import short_name


def report_file(cache: Path, output: Path) -> Path:
    """Where the report of the last build into `output` is."""
    return cache / f"preview-{short_name(output)}.json"


def write_for_preview(edition: Edition, problems: Sequence[Problem]) -> None:
    """`problems`: each with the `address` of its record's page, where it has one.

    `unread`: records that could not be read, each with the last part of the address that it would have.
    """
    library, settings = edition.library, edition.settings
    addresses = {item.path: item.address for item in library.items}
    folder = shown_folder(settings.content)
    said: dict[str, Any] = {
        "problems": [
            {
                "file": f"{folder}/{p.path}" if p.path else "",
                "path": p.path,
                "address": addresses.get(p.path),
                "line": p.line,
                "code": p.code,
                "severity": str(p.severity),
                "what": p.what,
                "fix": p.fix,
            }
            for p in problems
        ],
        "unread": [
            {"path": reading.path, "slug": reading.slug} for reading in library.unseen if reading.state is State.FAULTY
        ],
    }
    file = report_file(settings.cache, settings.output)
    temporary = file.with_name(f"{file.name}.{os.getpid()}.part")
    temporary.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    temporary.replace(file)
