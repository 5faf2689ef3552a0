"""`invoke sign`: a person signs off a quotation or audit findings, valid only for what they have seen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any

from plugins.checks.report import shown_folder
from plugins.desk.audited_files import AuditedFile, files_to_sign, shown_file
from plugins.desk.existing import replace_unchanged
from plugins.desk.front_matter_edits import Entry, add_entry
from plugins.desk.refusal import Refused
from plugins.desk.side_by_side import side_by_side
from plugins.desk.yaml_writing import folded_field
from plugins.evidence.quoting.comparison import compare
from plugins.evidence.quoting.page_breaks import text_of_pages
from plugins.evidence.quoting.words import spoken
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.quotations import CheckedQuotation, checked_quotations, pin_cite
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import Settings, read_settings
from plugins.records.dates import local_day
from plugins.records.fixing.fixes import scalar
from plugins.records.problems import printable
from plugins.records.sources import CONTROL

COLUMNS = 80
SECTIONS = frozenset({"releases", "cases", "documents", "pages", "trackers"})
Ask = Callable[[str], bool]
"""Asks a question; returns whether the answer is yes."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file below the content folder."""

    path: str
    line: int


def content_of(place: str, default: Path) -> Path:
    """The content folder that a file is in, by the names of the folders above it; else the default."""
    file = Path(place.rpartition(":")[0] or place).resolve()
    if file.is_relative_to(default.resolve()):
        return default
    return next((folder.parent for folder in reversed(file.parents) if folder.name in SECTIONS), default)


def sign(
    given: Mapping[str, Any], where: str, *, by: str, reason: str, ask: Ask | None, say: Callable[[str], None]
) -> bool:
    """Show what is to be signed off at `FILE:LINE`, ask, and write it; returns whether it was written.

    Without `ask`, nobody is asked. Raises `Refused` and `SettingsError`.
    """
    settings = read_settings(given)
    by, reason = _one_line("--by", by, "your name"), _one_line("--reason", reason, "why it is right as it is")
    place = _place(where, settings)
    found = _to_sign(settings, place)
    for number, one in enumerate(found):
        say(("\n" if number else "") + printable(_shown(one, settings)))
    if ask is not None and not ask(f"\nSign {_counted(found)} as {by}, because “{reason}”?"):
        return False
    if [_seen(one) for one in _to_sign(settings, place)] != [_seen(one) for one in found]:
        raise Refused("the text or a sign-off changed while you were looking", "run the same command again")
    for one in found:
        say(f"Wrote {_write(settings, one, by, reason)}.")
    return True


def _counted(found: Sequence[CheckedQuotation | AuditedFile]) -> str:
    if isinstance(found[0], AuditedFile):
        count = sum(len(one.findings) for one in found if isinstance(one, AuditedFile))
        return "this finding" if count == 1 else f"these {count} findings"
    return "this quotation" if len(found) == 1 else f"these {len(found)} quotations"


def _shown(one: CheckedQuotation | AuditedFile, settings: Settings) -> str:
    if isinstance(one, AuditedFile):
        return shown_file(one, settings)
    return shown(one, settings)


def _seen(quotation: CheckedQuotation | AuditedFile) -> object:
    """Everything that the person has seen."""
    if isinstance(quotation, AuditedFile):
        return quotation.path, quotation.file.evidence.sha256, quotation.findings
    file = quotation.document.file
    return (
        quotation.line,
        quotation.text,
        quotation.document.path,
        quotation.pin,
        quotation.page_sha256,
        file and file.sha256,
    )


def shown(quotation: CheckedQuotation, settings: Settings) -> str:
    """The quoted words beside the page's own, and what differs."""
    document, file = quotation.document, quotation.document.file
    assert file is not None
    text = text_of_pages([page.text for page in file.evidence.pages], quotation.page, quotation.last_page)
    ours, theirs = compare(quotation.text, text)
    folder = shown_folder(settings.content)
    pages = f"page{'s' if quotation.last_page > quotation.page else ''} {quotation.pin.replace('-', '–')}"
    head = [
        f"{folder}/{quotation.item.path}:{quotation.line}",
        f"{document.record.title}, {pages}: {folder}/{file.path}",
    ]
    notes = [quotation.verdict.reason]
    if any(quotation.found_on):
        notes.append(
            f"These words are on page {pin_cite(*quotation.found_on).replace('-', '–')}: cite that one instead?"
        )
    notes += _of_lapsed(quotation)
    texts = side_by_side(("The quotation", f"What {pages} of {document.slug} says"), (ours, theirs))
    if not theirs:
        texts += "\n\nThere is no text on this page to compare. Look at the page itself."
    said = (line for note in notes for line in wrap(note, COLUMNS))
    return "\n".join([*head, "", *said, "", texts])


def _of_lapsed(quotation: CheckedQuotation) -> Iterator[str]:
    review = quotation.lapsed
    if review is None:
        return
    of = "for another text of this page" if spoken(review.words) == spoken(quotation.text) else "for other words"
    yield f"{review.by} signed on {review.date:%Y-%m-%d} {of}: “{review.reason}”"


def _place(where: str, settings: Settings) -> Place:
    name, _, line = where.rpartition(":")
    if not name or not line.isascii() or not line.isdigit():
        fix = "give the file and line shown in the problem, such as content/releases/2010/opt-out.md:12"
        raise Refused(f"“{where}” is not FILE:LINE", fix)
    candidates = [Path(name).absolute(), settings.content / name]
    file = next((path.resolve() for path in candidates if path.is_file()), None)
    if file is None or not file.is_relative_to(settings.content):
        raise Refused(
            f"there is no file {name} in {settings.content}", "copy the place from the problem, or give --content"
        )
    return Place(file.relative_to(settings.content).as_posix(), int(line))


def _to_sign(settings: Settings, place: Place) -> Sequence[CheckedQuotation | AuditedFile]:
    """What a person must look at on that line: files, or else quotations. Raises `Refused` where there is nothing."""
    library = read_library(settings, read_held=True)
    if files := files_to_sign(library, place.path, place.line):
        return files
    edition = make_edition(library)
    shown_path = f"{shown_folder(settings.content)}/{place.path}"
    of_file = [q for q in checked_quotations(edition) if q.item.path == place.path]
    here = [q for q in of_file if min(q.first_line, q.line) <= place.line <= max(q.first_line, q.line)]
    if not here:
        open_lines = sorted({q.line for q in of_file if not q.holds})
        lines = ", ".join(f"{shown_path}:{line}" for line in open_lines)
        fix = f"sign one of these: {lines}" if lines else "`invoke quotes` lists every quotation and its place"
        what = f"{shown_path}:{place.line} has no quotation from a document"
        raise Refused(f"{what}, and no open audit finding", fix)
    found = [q for q in here if not q.holds]
    if not found:
        review = here[0].signed
        why = f"{review.by} signed it on {review.date:%Y-%m-%d}" if review else "its words are on the page"
        raise Refused(f"there is nothing to sign at {shown_path}:{place.line}: {why}", "leave it as it is")
    for quotation in found:
        if not quotation.page:
            fix = "name the page in the link, such as #page=3, and sign if the words are right"
            raise Refused(
                "there is no page to sign for: the link names none, and the words are not in the document", fix
            )
    return found


def _one_line(option: str, text: str, what: str) -> str:
    line = " ".join(text.split())
    if not line or CONTROL.search(line):
        raise Refused(
            f"{option} is empty" if not line else f"{option} contains control characters",
            f"write {what} after {option}",
        )
    return line


def _write(settings: Settings, one: CheckedQuotation | AuditedFile, by: str, reason: str) -> str:
    """Write into the document's own file, replacing outdated sign-offs; returns what was written, and where."""
    document = one.item if isinstance(one, AuditedFile) else one.document
    file, name = settings.content / document.path, f"{shown_folder(settings.content)}/{document.path}"
    today = local_day(settings.now, settings.zone).isoformat()
    lines = [f"by: {scalar(by)}", f"date: {today}", *folded_field("reason", reason)]
    field = "audit_review" if isinstance(one, AuditedFile) else "quote_review"
    if isinstance(one, AuditedFile):
        lines += [f"sha256: {one.file.evidence.sha256}", "findings:", *(f"  - {scalar(n)}" for n in one.names)]
    else:
        lines += [f"page: {one.pin}", *folded_field("words", " ".join(one.text.split())), f"sha256: {one.page_sha256}"]
    entry = [f"{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)]
    before = file.read_bytes()
    after = add_entry(before, field, entry, lambda old: _is_superseded(old, one), name)
    replace_unchanged(file, before, after, name)
    return f"{field} into {name}"


def _is_superseded(entry: Entry, one: CheckedQuotation | AuditedFile) -> bool:
    if isinstance(one, AuditedFile):
        return bool(entry.get("sha256") == one.file.evidence.sha256)
    named = str(entry.get("words", ""))
    if not named.strip():
        return bool(entry.get("sha256") == one.page_sha256)
    return spoken(named) == spoken(one.text) and entry.get("page", one.pin) == one.pin
