"""What the old content folder holds: articles, pages, files, and what no program can carry over."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from pelican.utils import get_date, slugify

from plugins.desk.importing.decoding import decode
from plugins.desk.migrating.heads import read_head
from plugins.desk.migrating.old_settings import OldSettings
from plugins.desk.refusal import Refused
from plugins.records.calendar.days import DateError
from plugins.records.dates import parse_date
from plugins.records.names import is_noise
from plugins.records.sources import LARGEST

MARKDOWN = frozenset({"md", "markdown", "mkd", "mdown"})
BY_HAND = frozenset({"rst", "html", "htm", "asc", "adoc", "asciidoc", "org", "ipynb", "txt", "docx"})
"""Texts of other forms: a person has to look at them."""
PANDOC = "pandoc -s -f rst -t gfm --wrap=none {file}.rst -o {file}.md"
NOT_CONTENT = frozenset({"node_modules", "__pycache__", "output", "venv", "env", "theme", "themes", "plugins", "cache"})
"""Folders passed over where the project itself is the content folder."""
MOST = 50_000
"""Files."""


@dataclass(slots=True, kw_only=True, eq=False)
class OldText:
    """One article or page of the old site."""

    path: str
    """POSIX path below the old content folder."""
    is_page: bool
    fields: dict[str, Any]
    body: str
    body_line: int
    title: str = ""
    date: date | datetime | None = None
    slug: str = ""
    lang: str = ""
    category: str = ""
    status: str = "published"
    """As Pelican understood it: published, draft, hidden, or a word that it did not know."""
    notes: list[tuple[int, str]] = field(default_factory=list)
    """(Line of the old file, what a person must look at)."""

    def note(self, what: str, line: int = 1) -> None:
        self.notes.append((line, what))

    def word(self, name: str) -> str:
        """A field that is one text; empty where it is none."""
        value = self.fields.get(name, "")
        return " ".join(value.split()) if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldSite:
    settings: OldSettings
    texts: tuple[OldText, ...]
    files: tuple[str, ...]
    """Everything else that a reader could ask for."""
    by_hand: tuple[tuple[str, str], ...]
    """(Path, why) of what was not read."""


def survey(settings: OldSettings) -> OldSite:
    """Read every text of the old site. Raises `Refused` where there is none."""
    texts, files, by_hand = [], [], []
    for path in _files(settings.content):
        ending = PurePosixPath(path).suffix.lower().lstrip(".")
        if ending in MARKDOWN:
            text = _read(path, settings)
            if isinstance(text, OldText):
                texts.append(text)
            else:
                by_hand.append((path, text))
        elif ending in BY_HAND and not _below(path, settings.texts("STATIC_PATHS")):
            by_hand.append((path, _how_to_read(path, ending)))
        else:
            files.append(path)
    if not texts:
        _refuse(settings.content, by_hand)
    return OldSite(settings=settings, texts=tuple(texts), files=tuple(files), by_hand=tuple(by_hand))


def _how_to_read(path: str, ending: str) -> str:
    if ending == "rst":
        return f"an article in reStructuredText. Before the import: {PANDOC.format(file=PurePosixPath(path).stem)}"
    return f"a text in another form (.{ending}): invoke import reads .docx, .html and .txt"


def _refuse(content: Path, by_hand: Sequence[tuple[str, str]]) -> None:
    """Say why there is no article."""
    fix = "give the folder of the old site, where its pelicanconf.py is, or its content folder"
    written = [path for path, _ in by_hand if path.endswith(".rst")]
    if written:
        fix = f"in their folders, for each: {PANDOC.format(file=PurePosixPath(written[0]).stem)}"
        raise Refused(f"{content} holds {len(written):,} articles in reStructuredText, and none in Markdown", fix)
    if by_hand:
        path, why = by_hand[0]
        more = f", and so on for {len(by_hand):,} files" if len(by_hand) > 1 else ""
        raise Refused(f"{content} holds no article of Pelican: {path} {why}{more}", fix)
    raise Refused(f"{content} holds no article", fix)


def _files(content: Path) -> list[str]:
    """Every file, links and hidden ones left out, in one order."""
    found: list[str] = []
    is_project = (content / "pelicanconf.py").exists()
    for folder, names, files in os.walk(content):
        names[:] = sorted(
            name for name in names
            if not name.startswith(".") and not Path(folder, name).is_symlink()
            and not (is_project and Path(folder) == content and name.lower() in NOT_CONTENT)
        )  # fmt: skip
        below = Path(folder).relative_to(content).as_posix()
        prefix = "" if below == "." else f"{below}/"
        found += [f"{prefix}{name}" for name in files if not is_noise(name) and not Path(folder, name).is_symlink()]
        if len(found) > MOST:
            raise Refused(f"{content} holds more than {MOST:,} files", "give the content folder of one site")
    return sorted(name for name in found if not (is_project and "/" not in name and name.endswith((".py", ".pyc"))))


def _below(path: str, folders: Iterable[str]) -> bool:
    plain = (name.strip("/").removeprefix("./") for name in folders)
    return any(folder in ("", ".") or path == folder or path.startswith(f"{folder}/") for folder in plain)


def _read(path: str, settings: OldSettings) -> OldText | str:
    file = settings.content / path
    try:
        if file.stat().st_size > LARGEST:
            return "larger than a text that a person wrote"
        decoded, guesses = decode(file.read_bytes(), path)
    except Refused as refusal:
        return str(refusal).partition("\n")[0]
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    head = read_head(decoded, path)
    if not head.fields:
        return "begins with no fields, so Pelican made no page of it"
    is_page = _is_of("PAGE", path, settings)
    if not is_page and not _is_of("ARTICLE", path, settings):
        return "is outside of ARTICLE_PATHS and PAGE_PATHS, so Pelican made no page of it"
    fields = {**_from_settings(path, settings), **{k: v for k, v in head.fields.items() if v != ""}}
    text = OldText(path=path, is_page=is_page, fields=fields, body=head.body, body_line=head.body_line)
    for note in (*guesses, *head.notes):
        text.note(note)
    _understand(text, settings)
    return text


def _is_of(kind: str, path: str, settings: OldSettings) -> bool:
    return _below(path, settings.texts(f"{kind}_PATHS")) and not _below(path, settings.texts(f"{kind}_EXCLUDES"))


def _from_settings(path: str, settings: OldSettings) -> dict[str, Any]:
    """What Pelican takes from the file's name, and for every text."""
    given = settings.values.get("DEFAULT_METADATA")
    fields = {str(k).lower(): str(v) for k, v in dict(given or {}).items()} if _is_pairs(given) else {}
    stem = PurePosixPath(path).stem
    for name, data in (("FILENAME_METADATA", stem), ("PATH_METADATA", path)):
        try:
            match = re.match(settings.text(name), data) if settings.text(name) else None
        except re.error:
            continue
        fields |= {k.lower(): v for k, v in (match.groupdict() if match else {}).items() if v}
    return fields


def items_of(value: object) -> list[str]:
    """As Pelican reads a list in a field: between semicolons where there is one, else between commas."""
    parts = value.split(";" if ";" in value else ",") if isinstance(value, str) else value
    items = parts if isinstance(parts, list) else []
    return [" ".join(item.split()) for item in items if isinstance(item, str) and item.strip()]


def _is_pairs(given: object) -> bool:
    if isinstance(given, Mapping):
        return True
    return isinstance(given, tuple) and all(isinstance(pair, tuple) and len(pair) == 2 for pair in given)


def _understand(text: OldText, settings: OldSettings) -> None:
    stem = PurePosixPath(text.path).stem
    text.title = text.word("title")
    if not text.title:
        text.title = (
            re.sub(r"^\d{4}-\d{2}-\d{2}[-_ ]*", "", stem).replace("-", " ").replace("_", " ").strip().capitalize()
        )
        text.note(f"it has no title, so Pelican made no page of it: a draft was made, called “{text.title}”")
        text.status = "draft"
    text.lang = text.word("lang") or settings.lang
    folder = PurePosixPath(text.path).parent.name
    by_folder = folder if settings.values.get("USE_FOLDER_AS_CATEGORY") and not text.is_page else ""
    text.category = text.word("category") or by_folder
    if text.word("status") and text.status != "draft":
        text.status = text.word("status").lower()
    _understand_date(text, settings)
    source = stem if settings.text("SLUGIFY_SOURCE") == "basename" else text.title
    text.slug = text.word("slug") or old_slug(source, settings)


def _understand_date(text: OldText, settings: OldSettings) -> None:
    written = text.word("date").replace("_", " ")
    default = settings.values.get("DEFAULT_DATE")
    if written:
        try:
            text.date = parse_date(written)
        except DateError as error:
            text.date = _as_pelican_read(written)
            if text.date is None:
                text.note(f"its date {written} {error.what}: a draft was made")
                text.status = "draft"
            else:
                text.note(f"its date {written} {error.what}: the old site read it as {text.date.isoformat()[:10]}")
    elif text.is_page:
        return
    elif isinstance(default, tuple) and all(isinstance(part, int) for part in default):
        with suppress(TypeError, ValueError):
            text.date = datetime(*default).date()
    elif default == "fs":
        text.date = date.fromtimestamp((settings.content / text.path).stat().st_mtime)
        text.note(f"its date is that of its file, {text.date}, as DEFAULT_DATE = 'fs' says")
    if text.date is None and not written:
        text.note("it has no date, so Pelican made no page of it: a draft was made")
        text.status = "draft"


def _as_pelican_read(written: str) -> date | datetime | None:
    """With dateutil, which takes the month first."""
    try:
        found: datetime = get_date(written)
    except (ValueError, OverflowError):
        return None
    return found if re.search(r"\d:\d\d", written) else found.date()


def old_slug(words: str, settings: OldSettings) -> str:
    given = settings.values.get("SLUG_REGEX_SUBSTITUTIONS") or ()
    pairs = [(str(pair[0]), str(pair[1])) for pair in given if len(pair) == 2]
    try:
        return str(slugify(
            words, pairs, bool(settings.values.get("SLUGIFY_PRESERVE_CASE")),
            bool(settings.values.get("SLUGIFY_USE_UNICODE")),
        ))  # fmt: skip
    except re.error:
        return str(slugify(words))


def is_static(path: str, settings: OldSettings) -> bool:
    """Whether the old site published the file without being asked."""
    excluded = any(fnmatchcase(path, pattern) for pattern in settings.texts("STATIC_EXCLUDES"))
    return _below(path, settings.texts("STATIC_PATHS")) and not excluded
