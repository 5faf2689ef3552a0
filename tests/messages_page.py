"""docs/messages.md: every code with what it means, an example as a build says it, and the line that it is about.

The examples are sample data: the table of mistakes that the checks are tested with, and the few below.
"""

import io
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from plugins.checks.rules import find_problems
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import SettingsError, read_settings
from plugins.newsroom.pages.parts.site import assets_of_theme
from plugins.records.problems import CATALOG, Problem, Severity
from plugins.render.assets import ThemeError
from tests.checks.test_mistakes import MISTAKES, A, document, release
from tests.conftest import NOW, THEME
from tests.evidence import pdf_samples as samples
from tests.newsroom.library.quoted import MEMO
from tests.newsroom.library.quoted import files as quoted

HEAD = """# Messages

Made from the code by `invoke reference`; a test fails when it is out of date. Each message has a code, the file and
line, what is wrong, and how to fix it. Below, each code with what it means and one example, as `invoke check` says it.
The examples are sample data. What severities mean is in [reference.md](reference.md#problems).
"""
ROOMS = {
    "F": "Front matter: the fields at the head of a file",
    "R": "What the fields of a record say to one another",
    "C": "Files and folders of the content",
    "L": "Links",
    "I": "Pictures",
    "V": "Recordings",
    "T": "The text of a body",
    "M": "Trackers and their maps",
    "D": "Documents",
    "Q": "Quotations",
    "H": "What was published before",
    "B": "The brand and the theme",
    "S": "Settings",
}
SHA = "0" * 64
SIGNED = "3e7de30a8762d27a668c82bbb01ca27f7314ef6283167c1fce8cd070cfab6397"
"""Of the text of page 1 of the memo that quotations are tried on."""


@dataclass(frozen=True)
class Example:
    """A content folder in which something is wrong."""

    files: Mapping[str, str | bytes]
    settings: Mapping[str, Any] = field(default_factory=dict)
    theme: Mapping[str, str] = field(default_factory=dict)
    """Files laid into a copy of the theme."""


def _ledger(**entry: Any) -> str:
    known = {
        "path": A, "addresses": ["releases/2010/a/"], "first_published": "2010-09-02T00:00:00Z", "text": SHA,
        "changes": 0, **entry,
    }  # fmt: skip
    return json.dumps({"version": 1, "pages": [], "records": {"a": known}})


def _pdf(pages: samples.Pdf) -> dict[str, str | bytes]:
    return {"documents/memo/index.md": document(), "documents/memo/memo.pdf": samples.saved(pages)}


ES = "releases/2010/a.es.md"
CONTACTS = "ana:\n  name: Ana Sample\n"
TRACKER = (
    "---\ntitle: Sample\nsummary: Sample data.\nuid: t\nmap: us-states\nstatuses:\n"
    "- {slug: asked, name: Asked, tone: open}\n---\nSample data.\n"
)


def _table(*rows: str) -> Example:
    lines = ("place,state,status,date,document,page,note", *rows)
    return Example({"trackers/t.md": TRACKER, "trackers/t.csv": "\n".join(lines) + "\n"})


EXAMPLES: dict[str, Example] = {
    "M001": Example({"trackers/t.md": TRACKER}),
    "M002": Example({"trackers/t.md": TRACKER, "trackers/t.csv": "town,status\nA,asked\n"}),
    "M003": _table("A,CA,askd,,,,"),
    "M004": _table("A,CA,asked,,,,", "A,CA,asked,,,,"),
    "M005": _table("A,CA,asked,,,3,"),
    "F011": Example({A: release("date_published: 2010-09-01T10:00-05:00").replace("date_published", "embargo")}),
    "R011": Example({ES: release("lang: es", "translation: true")}),
    "R012": Example({A: release("modified: 2062-09-05")}),
    "R013": Example({A: release("tags: C, C++")}),
    "R014": Example({A: release("dateline: San Francisco", body="SAN FRANCISCO – The words.\n")}),
    "R015": Example({A: release()}),
    "R016": Example({A: release("summary: Words."), "contacts.yml": CONTACTS}),
    "R017": Example({A: release("briefing:", "  start: 2010-09-15T10:00-07:00", "  end: 2010-09-15T09:00-07:00")}),
    "R018": Example(
        {A: release("briefing:", "  start: 2010-09-15T10:00-07:00", "  audience: press", "  code: '4711'")}
    ),
    "R021": Example(
        {
            A: release("embargo: 2030-09-05T10:00-04:00", body="See [the letter]({document}letter).\n"),
            "documents/letter/index.md": "---\ntitle: A letter\nkind: letter\nuid: d\n---\n",
        }
    ),
    "I004": Example({A: release(body="![photo.png]({static}photo.png)\n"), "releases/2010/photo.png": b"picture"}),
    "I006": Example(
        {A: release("image: photo.png"), "releases/2010/photo.png": b"picture"}, {"FIELD_NAMES": {"image": "images"}}
    ),
    "I007": Example(
        {
            A: release("images: [{file: a.png, alt: One, lead: true}, {file: b.png, alt: Two, lead: true}]"),
            "releases/2010/a.png": b"picture",
            "releases/2010/b.png": b"picture",
        }
    ),
    "V001": Example({A: release("recordings: [{title: The call, transcript: Words.}]")}),
    "V002": Example({A: release("recordings: [{title: The call, url: 'https://example.org/call'}]")}),
    "T006": Example({A: release(body="Words.\n\n>>>>>>> other\n\nMore words.\n")}),
    "D003": Example(_pdf(samples.rectangle("Quillfeather"))),
    "D004": Example(_pdf(samples.text_box("Ingleborrow"))),
    "Q001": Example(quoted("> A county must ask in writing.\n> — [Memo, p. 1]({document}memo#page=1)")),
    "Q002": Example(
        quoted(
            "> A county must ask in writing.\n> — [Memo, p. 1]({document}memo#page=1)",
            MEMO.replace(
                "# kept\n", "quote_review: {by: A, date: 2010-09-01, reason: Sample, sha256: " + SIGNED + "}\n"
            ),
        )
    ),
    "Q003": Example(quoted("> Any county may ask.\n> — [Memo, p. 2]({document}memo#page=1)")),
    "Q004": Example(quoted("> Any county may ask.\n> — Memo, page 1")),
    "H001": Example({A: release(), "ledger.json": _ledger()}),
    "H002": Example({"ledger.json": _ledger()}),
    "H003": Example({A: release(), "ledger.json": "{"}),
    "H004": Example(
        {
            A: release("slug: b", uid="b"),
            "releases/2010/c.md": release(),
            "ledger.json": _ledger(addresses=["releases/2010/b/"], path="releases/2010/c.md"),
        }
    ),
    "H005": Example({A: release("status: draft"), "ledger.json": _ledger()}),
    "B001": Example({"site.yml": 'brand:\n  color: "#777777"\n'}),
    "B002": Example({A: release()}, theme={"static/notes.docx": "Sample data."}),
    "B003": Example({"site.yml": "brand:\n  logo: logo.svg\n"}),
    "B004": Example({A: release("lang: cs", "summary: Words.")}),
    "S001": Example({A: release()}, {"NOW": "soon"}),
    "S002": Example({A: release("summary: Words.")}, {"SITEURL": ""}),
}
"""By code: those that the table of mistakes does not have."""


def page() -> str:
    """The whole page, as Markdown."""
    parts = [HEAD]
    for letter, title in ROOMS.items():
        parts.append(f"## {title}\n")
        parts += [_part(code) for code in CATALOG if code.startswith(letter)]
    return "\n".join(parts)


def example_of(code: str) -> Example:
    if code in EXAMPLES:
        return EXAMPLES[code]
    return Example(next(mistake.files for mistake in MISTAKES if mistake.code == code))


def _part(code: str) -> str:
    kind = CATALOG[code]
    said, line = problem_of(code)
    shown = [f"    {line}", ""] if line.strip() else []
    return "\n".join(
        [f"### {code}", "", f"*{kind.severity}*: {kind.meaning}.", "", *shown, *(f"    {part}" for part in said), ""]
    )


@cache
def problem_of(code: str) -> tuple[list[str], str]:
    """What a build says of the example, and the line that it is about; empty where it is about no line."""
    example = example_of(code)
    with tempfile.TemporaryDirectory(prefix="messages-") as place:
        folder = Path(place)
        content = folder / "content"
        content.mkdir()
        for path, text in example.files.items():
            file = content / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(_real(text))
        try:
            found = next(p for p in _problems(folder, example) if p.code == code)
        except (SettingsError, ThemeError) as error:
            return _without(str(error), folder).splitlines(), ""
        said = _without(found.text("content"), folder).splitlines()
        return said, _line(content, found)


def _problems(folder: Path, example: Example) -> Iterator[Problem]:
    theme = THEME
    if example.theme:
        theme = folder / "theme"
        shutil.copytree(THEME, theme)
        for path, text in example.theme.items():
            (theme / path).parent.mkdir(parents=True, exist_ok=True)
            (theme / path).write_text(text, encoding="utf-8")
    given = {
        "PATH": str(folder / "content"), "OUTPUT_PATH": str(folder / "output"), "CACHE_PATH": str(folder / "cache"),
        "THEME": str(theme), "SITENAME": "Sample", "SITEURL": "https://example.org", "TIMEZONE": "America/New_York",
        "DEFAULT_LANG": "en", "NOW": NOW, **example.settings,
    }  # fmt: skip
    edition = make_edition(read_library(read_settings(given), read_held=True))
    assets_of_theme(edition)
    yield from find_problems(edition)


def _real(text: str | bytes) -> bytes:
    """The bytes `2 pages` stand for such a PDF, `picture` for a PNG: as in the tests of the checks."""
    if isinstance(text, str):
        return text.encode()
    stream = io.BytesIO()
    if pages := re.fullmatch(rb"(\d) pages?", text):
        made = pypdfium2.PdfDocument.new()
        for _ in range(int(pages[1])):
            made.new_page(200, 200)
        made.save(stream)
        return stream.getvalue()
    if text in (b"picture", b"half a picture"):
        Image.new("L", (4, 3), 128).save(stream, "PNG")
        return stream.getvalue()[: None if text == b"picture" else -20]
    if text == b"large picture":
        Image.effect_noise((1500, 1500), 90).save(stream, "PNG")
        return stream.getvalue()
    return text


def _line(content: Path, found: Problem) -> str:
    file = content / found.path
    if not found.path or not file.is_file() or found.severity not in Severity:
        return ""
    lines = file.read_bytes().decode("utf-8", "replace").splitlines()
    return lines[found.line - 1] if 0 < found.line <= len(lines) and lines[found.line - 1].isprintable() else ""


def _without(text: str, folder: Path) -> str:
    """Without the name of the folder in which it was tried."""
    return re.sub(rf"(?:\.\./)*{re.escape(str(folder).lstrip('/'))}/|/?{re.escape(str(folder))}/", "", text)
