"""The published copy of a PDF: the same pages, and nothing about who made them, how, when, or from what.

Works by an allowlist: anything not named here is left out. Runs inside a worker process.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from plugins.evidence.publishing.accessibility import describe, description_of
from plugins.evidence.publishing.annotations import drawn_look, is_shown, look_of, quads, rectangle
from plugins.evidence.publishing.jpeg import JpegError, without_metadata, without_metadata_2000
from plugins.evidence.publishing.ocr_layer import take_out_ocr, take_out_unseen
from plugins.evidence.text.unseen import Unseen

OF_THE_DOCUMENT = frozenset(
    [
        "/Type",
        "/Pages",
        "/PageLabels",
        "/Outlines",
        "/Lang",
        "/MarkInfo",
        "/StructTreeRoot",
        "/ViewerPreferences",
        "/PageLayout",
        "/PageMode",
        "/OCProperties",
        "/OutputIntents",
        "/URI",
        "/Extensions",
        "/Version",
    ]
)
OF_A_PAGE = frozenset(
    [
        "/Type",
        "/Parent",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Contents",
        "/Rotate",
        "/Group",
        "/Annots",
        "/StructParents",
        "/Tabs",
        "/UserUnit",
    ]
)
OF_A_LINK = frozenset(
    ["/Type", "/Subtype", "/Rect", "/Border", "/BS", "/C", "/H", "/QuadPoints", "/F", "/StructParent", "/A", "/Dest"]
)
OF_A_HEADING = frozenset(
    ["/Title", "/Parent", "/Prev", "/Next", "/First", "/Last", "/Count", "/Dest", "/A", "/C", "/F"]
)
OF_NOTHING = frozenset(
    [
        "/Metadata",
        "/PieceInfo",
        "/AF",
        "/AA",
        "/OpenAction",
        "/Thumb",
        "/LastModified",
        "/Alternates",
        "/OPI",
        "/EmbeddedFiles",
    ]
)
"""Removed wherever they occur."""
NOT_DRAWN = frozenset(("/Link", "/Popup", "/FileAttachment", "/PrinterMark", "/TrapNet", ""))
"""Other annotations become part of the page as it looks: a form's answers, a signature, a line through words."""
SCHEMES = ("http://", "https://", "mailto:")
DEEPEST = 200
"""Depth of nested direct objects."""


MALFORMED = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError, RuntimeError)
"""Errors from reading parts that do not follow the standard."""


class SanitizeError(Exception):
    """A PDF cannot be cleaned; the text tells people why, without quoting its content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanitized:
    sha256: str
    bytes: int
    signature_broken: bool
    """It was signed: the published copy, being a different file, no longer has a valid signature."""


def sanitize(
    source: Path,
    target: Path,
    *,
    without_ocr: Collection[int] = (),
    unseen: Mapping[int, Unseen] = MappingProxyType({}),
) -> Sanitized:
    """Write the copy for publication to `target`: the same bytes each time for the same source.

    The pages `without_ocr` (1-based) lose all OCR text; other pages lose the OCR text in `unseen`.

    Text, links to the web and inside the document, bookmarks, page labels and tags are kept, and so is what a screen
    reader needs: see `accessibility`. Raises `SanitizeError`.
    """
    try:
        with Pdf.open(source) as pdf:
            signed = is_signed(pdf)
            description = description_of(pdf, source)
            for number in without_ocr:
                take_out_ocr(pdf, pdf.pages[number - 1])
            for number in sorted(unseen.keys() - set(without_ocr)):
                take_out_unseen(pdf, pdf.pages[number - 1], unseen[number])
            has_all_annotations = _clean(pdf)
            if description is not None:
                describe(pdf, description if has_all_annotations else replace(description, part=""))
            pdf.save(
                target,
                deterministic_id=True,
                linearize=True,
                compress_streams=True,
                recompress_flate=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                preserve_pdfa=False,
                fix_metadata_version=False,
            )
    except pikepdf.PasswordError:
        raise SanitizeError("it is locked with a password") from None
    except pikepdf.PikepdfError as error:
        raise SanitizeError("it is not a PDF, or it is damaged") from error
    except JpegError as error:
        raise SanitizeError(f"one of its pictures is damaged: {error}") from error
    except MALFORMED as error:
        raise SanitizeError("its parts do not have the form that a PDF prescribes") from error
    with target.open("rb") as written:
        sha256 = hashlib.file_digest(written, "sha256").hexdigest()
    return Sanitized(sha256=sha256, bytes=target.stat().st_size, signature_broken=signed)


def is_signed(pdf: Pdf) -> bool:
    """Whether it has a signature, and not just an empty signature field."""
    return any(
        isinstance(thing, Dictionary) and ("/ByteRange" in thing or _is_signature(thing.get("/V")))
        for thing in pdf.objects
    )


def _is_signature(value: Any) -> bool:
    return isinstance(value, Dictionary) and "/ByteRange" in value


def _clean(pdf: Pdf) -> bool:
    """Whether every annotation was kept: links are, if they lead anywhere."""
    places = _named_places(pdf)
    fields = pdf.Root.get("/AcroForm")
    if isinstance(fields, Dictionary) and bool(fields.get("/NeedAppearances")):
        pdf.generate_appearance_streams()
    settled = [_settle_annotations(pdf, page, places) for page in pdf.pages]
    _clean_headings(pdf, places)
    _keep(pdf.Root, OF_THE_DOCUMENT)
    for page in pdf.pages:
        _keep(page.obj, OF_A_PAGE)
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    pdf.remove_unreferenced_resources()
    _clean_what_stays(pdf)
    return all(settled)


def _clean_what_stays(pdf: Pdf) -> None:
    """Clean all objects that can be reached from the catalog; the rest is not written."""
    pages = {page.obj.objgen for page in pdf.pages}
    waiting, seen = [pdf.Root], {pdf.Root.objgen}
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Dictionary) and thing.get("/Type") == Name.Page and thing.objgen not in pages:
            _keep(thing, frozenset())
        if isinstance(thing, Stream):
            _clean_picture(pdf, thing)
        for reference in _scrubbed(thing, 0):
            if reference.objgen not in seen:
                seen.add(reference.objgen)
                waiting.append(reference)


def _keep(thing: Any, allowed: frozenset[str]) -> None:
    for key in list(thing.keys()):
        if key not in allowed:
            del thing[key]


def _scrubbed(thing: Any, depth: int) -> Iterator[Any]:
    """Remove from an object, and from direct objects inside it, what is never allowed. Returns the objects it refers
    to."""
    if depth > DEEPEST:
        raise SanitizeError("it nests more deeply than any document does")
    if isinstance(thing, Dictionary | Stream):
        for key in list(thing.keys()):
            if key in OF_NOTHING or key.startswith("/PTEX."):
                del thing[key]
        values = [thing[key] for key in list(thing.keys())]
    else:
        values = list(thing)
    for value in values:
        if isinstance(value, Array | Dictionary | Stream):
            if value.is_indirect:
                yield value
            else:
                yield from _scrubbed(value, depth + 1)


# ---- links and bookmarks


Places = dict[str, Any]


def _named_places(pdf: Pdf) -> Places:
    """Named destinations of both kinds, so that links can point to the place itself."""
    places: Places = {}
    old = pdf.Root.get("/Dests")
    if isinstance(old, Dictionary):
        places.update((key.lstrip("/"), old[key]) for key in list(old.keys()))
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary) and isinstance(names.get("/Dests"), Dictionary):
        tree = pikepdf.NameTree(names.Dests)
        places.update((str(name), tree[name]) for name in tree)
    return places


def _destination(value: Any, places: Places) -> Any:
    """The destination in this document, as an array; None if there is none."""
    for _ in range(2):
        if isinstance(value, pikepdf.String | Name):
            value = places.get(str(value).lstrip("/"))
        if isinstance(value, Dictionary):
            value = value.get("/D")
    if not isinstance(value, Array) or len(value) == 0 or not isinstance(value[0], Dictionary):
        return None
    return value


def _lead(thing: Any, places: Places) -> bool:
    """Reduce a link or bookmark to one plain target, on the web or in the document, or none. Returns which."""
    action, place = thing.get("/A"), thing.get("/Dest")
    for key in ("/A", "/Dest"):
        if key in thing:
            del thing[key]
    if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
        place = action.get("/D")
    if (target := _destination(place, places)) is not None:
        thing.Dest = Array(list(target))
        return True
    if isinstance(action, Dictionary) and action.get("/S") == Name.URI:
        address = str(action.get("/URI", ""))
        if address.strip().lower().startswith(SCHEMES):
            thing.A = Dictionary(S=Name.URI, URI=action.URI)
            return True
    return False


def _clean_headings(pdf: Pdf, places: Places) -> None:
    outlines = pdf.Root.get("/Outlines")
    if not isinstance(outlines, Dictionary):
        return
    _keep(outlines, frozenset(("/Type", "/First", "/Last", "/Count")))
    waiting, seen = [outlines.get("/First")], set()
    while waiting:
        heading = waiting.pop()
        if not isinstance(heading, Dictionary) or heading.objgen in seen:
            continue
        seen.add(heading.objgen)
        waiting += [heading.get("/Next"), heading.get("/First")]
        _lead(heading, places)
        _keep(heading, OF_A_HEADING)


# ---- annotations


def _settle_annotations(pdf: Pdf, page: pikepdf.Page, places: Places) -> bool:
    """Keeps links, draws other visible annotations into the page, and drops the rest. Returns whether none was
    dropped."""
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, Array):
        return True
    links, operators, gone = [], [], []
    for annotation in list(annotations):
        if not isinstance(annotation, Dictionary):
            continue
        kind = str(annotation.get("/Subtype", ""))
        if kind == "/Link" and _lead(annotation, places):
            _keep(annotation, OF_A_LINK)
            links.append(pdf.make_indirect(annotation))
            continue
        if kind not in NOT_DRAWN and is_shown(annotation):
            operators.append(_drawn(pdf, page, annotation, kind))
        gone.append(annotation)
    if any(operators):
        before, after = _unbalanced(page)
        page.contents_add(b"q\n" * before, prepend=True)
        page.contents_add(("\n" + "Q\n" * after + "".join(operators)).encode("ascii"))
    for annotation in gone:
        _keep(annotation, frozenset())
    if links:
        page.obj.Annots = Array(links)
    else:
        del page.obj["/Annots"]
    return not gone


def _unbalanced(page: pikepdf.Page) -> tuple[int, int]:
    """How often to save the graphics state before the page's own operators and restore it after them, to balance
    both."""
    depth = lowest = 0
    for instruction in pikepdf.parse_content_stream(page, "q Q"):
        depth += 1 if str(instruction.operator) == "q" else -1
        lowest = min(lowest, depth)
    return 1 - lowest, 1 - lowest + depth


def _drawn(pdf: Pdf, page: pikepdf.Page, annotation: Any, kind: str) -> str:
    """Operators that paint the annotation as a viewer does. A redaction mark is painted black, as it was meant to
    hide."""
    rect = rectangle(annotation.get("/Rect"))
    if kind == "/Redact":
        return "".join(_filled(box, (0.0,)) for box in quads(annotation) or [rect])
    look = _look(annotation)
    if look is None:
        if (drawn := drawn_look(pdf, annotation)) is None:
            return ""
        look, rect = drawn
    fields = pdf.Root.get("/AcroForm")
    if "/Resources" not in look and isinstance(fields, Dictionary) and "/DR" in fields:
        look.Resources = fields.DR
    placed = _placed(look, rect)
    if placed is None:
        return ""
    name = page.add_resource(look, Name.XObject, _new_name(page))
    return f"q {' '.join(_number(value) for value in placed)} cm {name} Do Q\n"


def _new_name(page: pikepdf.Page) -> Name:
    """A name that is free, and the same each time."""
    known = page.resources.get("/XObject", Dictionary())
    return next(Name(f"/Look{number}") for number in count() if f"/Look{number}" not in known)


def _look(annotation: Any) -> Any:
    look = look_of(annotation)
    if look is None:
        return None
    look.Type, look.Subtype = Name.XObject, Name.Form
    if "/OC" in annotation:
        look.OC = annotation.OC
    return look


def _placed(look: Any, rect: tuple[float, ...]) -> tuple[float, ...] | None:
    """The matrix that maps the appearance's box to the rectangle: ISO 32000-2, 12.5.5, algorithm 8."""
    left, bottom, right, top = rectangle(look.get("/BBox"))
    a, b, c, d, e, f = (float(value) for value in look.get("/Matrix", Array([1, 0, 0, 1, 0, 0])))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if width <= 0 or height <= 0:
        return None
    across, down = (rect[2] - rect[0]) / width, (rect[3] - rect[1]) / height
    return across, 0, 0, down, rect[0] - min(xs) * across, rect[1] - min(ys) * down


def _filled(box: tuple[float, float, float, float], color: tuple[float, ...]) -> str:
    operator = {1: "g", 3: "rg", 4: "k"}[len(color)]
    numbers = (*color, box[0], box[1], box[2] - box[0], box[3] - box[1])
    split = len(color)
    paint = " ".join(_number(number) for number in numbers[:split])
    place = " ".join(_number(number) for number in numbers[split:])
    return f"q {paint} {operator} {place} re f Q\n"


def _number(value: float) -> str:
    return f"{value:.5f}".rstrip("0").rstrip(".")


# ---- pictures


def _clean_picture(pdf: Pdf, stream: Any) -> None:
    filters = stream.get("/Filter")
    names = [str(filters)] if isinstance(filters, Name) else [str(name) for name in filters or ()]
    cleaners: dict[str, Callable[[bytes], bytes]] = {
        "/DCTDecode": without_metadata,
        "/DCT": without_metadata,
        "/JPXDecode": without_metadata_2000,
    }
    if not names or names[-1] not in cleaners:
        return
    before = _encoded(pdf, stream, names[:-1])
    after = cleaners[names[-1]](before)
    if after != before or len(names) > 1:
        parameters = stream.get("/DecodeParms")
        if isinstance(parameters, Array):
            parameters = parameters[-1] if len(parameters) else None
        stream.write(
            after, filter=Name(names[-1]), decode_parms=parameters if isinstance(parameters, Dictionary) else None
        )


def _encoded(pdf: Pdf, stream: Any, outer: list[str]) -> bytes:
    """The picture's own bytes, without their outer filters."""
    raw: bytes = stream.read_raw_bytes()
    if not outer:
        return raw
    parameters = stream.get("/DecodeParms")
    wrapped = Stream(pdf, raw, Filter=Array([Name(name) for name in outer]))
    if isinstance(parameters, Array):
        wrapped.DecodeParms = Array(list(parameters)[: len(outer)])
    return wrapped.read_bytes()
