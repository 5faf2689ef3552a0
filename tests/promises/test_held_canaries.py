"""Words planted in all that is held stand nowhere in the output before its hour, and after it where readers look."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from plugins.newsroom.pages.recording import recorded
from plugins.records.ledger import LEDGER, ledger_text
from tests.depth import cases
from tests.newsroom.pages.drawing import drawn
from tests.promises.sites import (
    LATER,
    MARK,
    SampleSite,
    edition_of,
    sample_jpeg,
    sample_pdf,
    sample_png,
    sample_sites,
)

PLANTED = (re.compile(rf"{MARK}[a-z]{{3,}}".encode()), re.compile(rb"q\x00z\x00v\x00(?:[a-z]\x00){3,}"))

NEVER_SHOWN = {
    "release": {"file", "picture notes", "images notes"},
    "case": {"file", "picture notes"},
    "document": {"file", "pdf file", "pdf notes", "older pdf file"},
    "page": {"file", "category", "authors", "picture notes"},
}
"""Places that no reader sees, even of what is out: names on the disk, metadata, fields without a use there."""
REMAINS = {
    "release": {"uid", "authors", "tags"},
    "case": {"uid", "authors", "tags", "summary", "case_name_short", "status_line", "next_date.title"},
    "document": {
        *("uid", "authors", "tags", "summary", "source", "recipient", "rights", "language", "docket_entry"),
        *("obtained.via", "obtained.release_batch", "bates.prefix", "exemptions", "sections.title"),
    },
    "page": {"uid", "authors"},
}
"""Of what is withdrawn, beside ALWAYS_REMAINS. Of a case also what the court's own record says of it."""
ALWAYS_REMAINS = {"title", "slug", "aliases", "changes.note", "withdrawn.reason"}
COURT_RECORD = ("proceedings.", "parties.", "counsel.", "requests.")


def is_shown(where: str) -> bool:
    """Whether readers find the words of that place once they are out."""
    kind, _, place = where.removeprefix("withdrawn ").partition(".")
    if where.startswith("withdrawn "):
        return place in REMAINS[kind] | ALWAYS_REMAINS or (kind == "case" and place.startswith(COURT_RECORD))
    return place not in NEVER_SHOWN.get(kind, ())


@settings(max_examples=cases(12, 300), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(site=sample_sites())
def test_planted_words_come_out_at_their_hour_and_not_before(site: SampleSite, cache: Path) -> None:
    with TemporaryDirectory() as folder:
        before = drawn(edition_of(site.everything, Path(folder), cache))
        after = drawn(edition_of(site.everything, Path(folder), cache, LATER))
    assert words_in(before) == set()
    found = words_in(after)
    assert {p.where for p in site.planted if p.word in found and not (p.comes_out and is_shown(p.where))} == set()
    assert {p.where for p in site.planted if p.word not in found and p.comes_out and is_shown(p.where)} == set()
    assert found <= {p.word for p in site.planted}


@settings(max_examples=cases(4, 60), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(site=sample_sites())
def test_what_was_published_before_and_is_held_again_is_known_to_no_reader(site: SampleSite, cache: Path) -> None:
    """The ledger remembers it, with its addresses, topics and feeds; the site does not."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        published = recorded(edition_of(site.everything, place / "published", cache, LATER))
        ledger = {LEDGER: ledger_text(published).encode()}
        without = drawn(edition_of({**site.out, **ledger}, place / "without", cache))
        beside = drawn(edition_of({**site.everything, **ledger}, place / "beside", cache))
    assert beside == without
    assert words_in(beside) == set()


# What is looked for, and where


def words_in(site: Mapping[str, bytes]) -> set[str]:
    """Every planted word that stands in any layer of any file."""
    return {word for path, data in site.items() for word in (*_words(path.encode()), *_words_of(data))}


@lru_cache(maxsize=2048)
def _words_of(data: bytes) -> frozenset[str]:
    return frozenset(word for layer in unpacked(data) for word in _words(layer))


def _words(layer: bytes) -> list[str]:
    """In letters of ASCII, whatever their case, and as PDF writes text in 16 bits."""
    layer = layer.lower()
    return [word.replace(b"\0", b"").decode() for pattern in PLANTED for word in pattern.findall(layer)]


def unpacked(data: bytes) -> Iterator[bytes]:
    """Every layer of a file in which words can hide: its bytes, and what they are packed from, names included."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))
    elif data.startswith(b"%PDF"):
        yield from _pdf_layers(data)
    elif data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF")):
        with Image.open(io.BytesIO(data)) as picture:
            yield picture.convert("L").tobytes()
            yield repr((picture.info, dict(picture.getexif()))).encode()


def _pdf_layers(data: bytes) -> Iterator[bytes]:
    """Streams without their filters, and every string."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in (*pdf.objects, pdf.trailer):
            yield repr(thing).encode("utf-8", "replace")
            if isinstance(thing, pikepdf.Stream):
                yield _stream(thing)


def _stream(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # a picture, whose pixels are packed in another way
        return stream.read_raw_bytes()


# The search finds what it is for


@pytest.mark.parametrize(
    "data",
    [
        f"<p>{MARK.upper()}abc</p>".encode(),
        f"a{MARK}abc".encode("utf-16"),
        sample_png(f"{MARK}abc"),
        sample_png("pixels", f"{MARK}abc"),
        sample_jpeg(f"{MARK}abc"),
        sample_pdf(1, f"{MARK}abc"),
        sample_pdf(1, "text", f"{MARK}abc"),
        sample_pdf(1, "text", "", f"{MARK}abc"),
    ],
    ids=["text", "16 bits", "pixels", "notes of a PNG", "EXIF", "PDF text", "PDF information", "XMP"],
)
def test_a_planted_word_is_found_in_every_layer(data: bytes) -> None:
    assert words_in({"a": data}) == {f"{MARK}abc"}
    assert words_in({"kit.zip": zipped({f"inner/{MARK}name.bin": data})}) == {f"{MARK}abc", f"{MARK}name"}
    assert words_in({f"{MARK}path/index.html": b""}) == {f"{MARK}path"}


def zipped(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()
