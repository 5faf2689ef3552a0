"""Finds where a PDF says more than its pages show: the known ways in which redaction fails, checked page by page.

Runs inside a worker process. No finding means that no known failure was found, not that there is none.
"""

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from plugins.evidence.audit.grouping import grouped
from plugins.evidence.audit.redactions import Cover, covered_pictures
from plugins.evidence.audit.revisions import pages_that_showed_more
from plugins.evidence.model import LOST, MISPLACED, AuditFinding, Place
from plugins.evidence.publishing.annotations import is_lost, rectangle
from plugins.evidence.publishing.sanitize import MALFORMED
from plugins.evidence.text.characters import Cause, Character, PageText, around, lines_of
from plugins.evidence.text.hidden import judged, text_of
from plugins.evidence.text.rendering import Box, difference, draw, draw_twice, things
from plugins.evidence.text.unseen import Unseen, unseen_of

KINDS = {
    Cause.OFF_PAGE: "text off the page",
    Cause.RUNS_OFF: "text off the page",
    Cause.COVERED: "covered text",
    Cause.COVERED_BY_NOTE: "covered text",
    Cause.SAME_COLOR: "hidden text",
    Cause.INVISIBLE: "hidden text",
    Cause.CLIPPED: "hidden text",
    Cause.LAYER: "hidden layer",
    Cause.PICTURE_BLACK: "text under a redacted scan",
    Cause.PICTURE_BLANK: "text under a redacted scan",
}
"""Causes that are reported. With any other cause, the text is visible elsewhere or is not a word."""
UNTRUSTED = frozenset(("text under a redacted scan", MISPLACED))
FEWEST_LETTERS = 2
"""Fewer than this may be a bug in the program that made the file."""
FEWEST_LETTERS_OF_OCR = 3
"""Fewer than this is a speck that OCR took for a letter."""
LAYER_PIXELS = 40
"""How much must appear when all layers are turned on."""
DEEPEST = 100
FARTHEST = 100_000
"""Points from the corner of a page: places beyond this are marked there."""


class AuditError(Exception):
    """A file cannot be read as a PDF; the text says why, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Result of reading a file once."""

    findings: tuple[AuditFinding, ...]
    texts: tuple[str, ...]
    """One text per page, without any character that a reader cannot see."""
    untrusted: tuple[int, ...] = ()
    """Pages (1-based) whose OCR text does not match their scan as it is now: that text must not be published."""
    unseen: Mapping[int, Unseen] = field(default_factory=dict)
    """By page, OCR text that cannot be seen, reported or not: it must not be published either."""


def audit(file: Path) -> tuple[AuditFinding, ...]:
    """All findings, in page order. Raises `AuditError`."""
    return examine(file).findings


def examine(file: Path) -> Examination:
    """Findings and visible text at once: both need each page drawn. Raises `AuditError`."""
    data = file.read_bytes()
    try:
        with Pdf.open(io.BytesIO(data)) as pdf:
            findings = [*_of_objects(pdf), *_of_annotations(pdf)]
            texts, unseen = [], {}
            for number, (found, text, left_out) in enumerate(_pages(data, _with_all_layers(pdf)), 1):
                findings += found
                texts.append(text)
                if left_out is not None:
                    unseen[number] = left_out
            findings += _of_revisions(data, pdf, texts)
            untrusted = {finding.page for finding in findings if finding.kind in UNTRUSTED}
    except pikepdf.PasswordError:
        raise AuditError("it is locked with a password") from None
    except (pikepdf.PikepdfError, pypdfium2.PdfiumError) as error:
        raise AuditError("it is not a PDF, or it is damaged") from error
    except MALFORMED as error:
        raise AuditError("its parts do not have the form that a PDF prescribes") from error
    return Examination(
        findings=grouped(findings), texts=tuple(texts), untrusted=tuple(sorted(untrusted)), unseen=unseen
    )


def unremoved(page: int) -> AuditFinding:
    """For a page built in a way that keeps us from removing its unseen words from the copy."""
    reason = "OCR has read words that nobody sees, and they cannot be taken out of the published copy"
    return _review("hidden text", page, reason)


# ---- pages


_Page = tuple[list[AuditFinding], str, Unseen | None]


def _pages(data: bytes, all_layers: bytes) -> Iterator[_Page]:
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    layered = pypdfium2.PdfDocument(all_layers) if all_layers else None
    for index in range(len(document)):
        page = document[index]
        other = layered[index] if layered is not None else None
        yield _page(page, index + 1, other)
        page.close()
    document.close()


def _page(page: Any, number: int, all_layers: Any) -> _Page:
    objects = things(page)
    drawings = draw_twice(page, objects)
    text = judged(page, objects, drawings)
    findings = [*_of_characters(text, number), *_of_covers(covered_pictures(text, objects, drawings), number)]
    if all_layers is not None and not any(finding.kind == "hidden layer" for finding in findings):
        layered = draw(all_layers)
        more = Image.frombytes("L", layered.size, difference(drawings.seen, layered))
        if (amount := more.histogram()[255]) >= LAYER_PIXELS:
            place = drawings.frame.box(more.getbbox() or (0, 0, 1, 1))
            reason = "a layer that is switched off holds something"
            findings.append(_high("hidden layer", number, reason, [place], amount))
    if text.misplaced:
        reason = "the text of the scan does not lie over its words, and the published copy is without it"
        findings.append(_review(MISPLACED, number, f"{reason}: run `invoke ocr`"))
    return findings, text_of(text), unseen_of(text, objects)


def _of_characters(text: PageText, number: int) -> Iterator[AuditFinding]:
    hidden: dict[Cause, list[Character]] = defaultdict(list)
    for character in text.characters:
        cause = text.hidden.get(character.index)
        if cause in KINDS and character.is_letter:
            hidden[cause].append(character)
    for cause, characters in hidden.items():
        count = len(characters)
        if count < FEWEST_LETTERS_OF_OCR and cause in (Cause.PICTURE_BLACK, Cause.PICTURE_BLANK):
            continue
        letters = f"{count} letters are" if count > 1 else "one letter is"
        them = "them" if count > 1 else "it"
        give = _high if count >= FEWEST_LETTERS and cause is not Cause.RUNS_OFF else _review
        places = [around(character.box for character in line) for line in lines_of(characters)]
        reason = f"{letters} {cause.value}, and anyone who copies the text reads {them}"
        yield give(KINDS[cause], number, reason, places, count)


def _of_covers(covers: Iterable[Cover], number: int) -> Iterator[AuditFinding]:
    alike: dict[tuple[bool, bool], list[Box]] = defaultdict(list)
    for cover in covers:
        alike[cover.is_annotation, cover.shows_writing].append(cover.box)
    for (is_annotation, shows_writing), places in alike.items():
        one = "an annotation" if is_annotation else "a shape"
        what = one if len(places) == 1 else f"{len(places)} {one.partition(' ')[2]}s"
        if shows_writing:
            verb = "hides" if len(places) == 1 else "hide"
            reason = f"{what} {verb} writing that is still there below"
            yield _high("covered picture", number, reason, places, len(places))
        else:
            verb = "covers" if len(places) == 1 else "cover"
            reason = f"{what} {verb} a part of a picture that is still there"
            yield _review("covered picture", number, reason, places, len(places))


# ---- the file


def _with_all_layers(pdf: Pdf) -> bytes:
    """The same document with every layer turned on, if any is off."""
    layers = pdf.Root.get("/OCProperties")
    state = layers.get("/D") if isinstance(layers, Dictionary) else None
    if not isinstance(state, Dictionary):
        return b""
    off = state.get("/OFF")
    if not (isinstance(off, Array) and len(off)) and state.get("/BaseState") != Name.OFF:
        return b""
    del pdf.Root["/OCProperties"]
    data = io.BytesIO()
    pdf.save(data)
    pdf.Root.OCProperties = layers
    return data.getvalue()


def _of_objects(pdf: Pdf) -> Iterator[AuditFinding]:
    found: Counter[str] = Counter()
    for thing in pdf.objects:
        _count(thing, found, 0)
    if scripts := found["script"]:
        yield _review(
            "script", 0, f"the file holds {_number(scripts, 'script')}; the published copy has none", (), scripts
        )
    if files := found["attachment"]:
        yield _review(
            "attachment", 0, f"the file holds {_number(files, 'attached file')}; the published copy has none", (), files
        )


def _count(thing: Any, found: Counter[str], depth: int) -> None:
    if depth > DEEPEST:
        return
    if isinstance(thing, Dictionary | Stream):
        kind = thing.get("/S")
        found["script"] += kind in (Name.JavaScript, Name.Launch, Name.Rendition) or ("/JS" in thing and kind is None)
        found["attachment"] += "/EF" in thing
        values: Iterable[Any] = [thing[key] for key in list(thing.keys())]
    elif isinstance(thing, Array):
        values = thing
    else:
        return
    for value in values:
        if isinstance(value, Array | Dictionary) and not value.is_indirect:
            _count(value, found, depth + 1)


def _of_annotations(pdf: Pdf) -> Iterator[AuditFinding]:
    for number, page in enumerate(pdf.pages, 1):
        annotations = page.obj.get("/Annots")
        kinds: dict[str, list[Box]] = defaultdict(list)
        for annotation in annotations if isinstance(annotations, Array) else ():
            if isinstance(annotation, Dictionary) and annotation.get("/IT") != Name("/FreeTextTypewriter"):
                kind = LOST if is_lost(annotation) else str(annotation.get("/Subtype"))
                kinds[kind].append(rectangle(annotation.get("/Rect")))
        if marks := kinds["/Redact"]:
            reason = f"{_number(len(marks), 'place')} marked for redaction, which was never applied"
            yield _high("unapplied redaction", number, reason, marks, len(marks))
        if notes := kinds["/FreeText"]:
            what = _number(len(notes), "text box", "text boxes")
            reason = f"{what} laid over the page, drawn into the published copy"
            yield _review("note", number, reason, notes, len(notes))
        if lost := kinds[LOST]:
            what = _number(len(lost), "mark")
            reason = f"{what} laid over the page that cannot be drawn, and that the published copy leaves out"
            yield _review(LOST, number, reason, lost, len(lost))


def _of_revisions(data: bytes, pdf: Pdf, texts: list[str]) -> Iterator[AuditFinding]:
    for number in pages_that_showed_more(data, pdf, texts):
        yield _review(
            "older revision",
            number,
            "an older state of this page, still in the file, shows more; the published copy has one",
        )


def _number(count: int, one: str, many: str = "") -> str:
    return f"one {one}" if count == 1 else f"{count} {many or one + 's'}"


def _high(kind: str, page: int, reason: str, places: Iterable[Box] = (), amount: int = 0) -> AuditFinding:
    return AuditFinding(page, kind, "high", reason, tuple(map(_place, places)), (), amount)


def _review(kind: str, page: int, reason: str, places: Iterable[Box] = (), amount: int = 0) -> AuditFinding:
    return AuditFinding(page, kind, "review", reason, tuple(map(_place, places)), (), amount)


def _place(box: Box) -> Place:
    left, bottom, right, top = (round(max(min(edge, FARTHEST), -FARTHEST)) for edge in box)
    return left, bottom, right, top
