"""What the published copy tells a screen reader, and that it tells nothing else of what the original said of itself."""

import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from plugins.evidence.publishing.sanitize import sanitize
from tests.evidence import hostile_pdfs
from tests.evidence import pdf_samples as samples

SHOWN = "Declining to take part"
PRIVATE = ("Quillfeather", "Dalrympole", "WordStar", "2010-09-01", "Muskhambe")
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="WordStar 9"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">TITLE</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Quillfeather</rdf:li></rdf:Seq></dc:creator><dc:description>Dalrympole</dc:description>
<xmp:CreateDate>2010-09-01T10:00:00Z</xmp:CreateDate><xmpMM:DocumentID>uuid:Muskhambe</xmpMM:DocumentID>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def tagged(title: str = SHOWN, *, write: Callable[[samples.Sheet], object] | None = None) -> Pdf:
    """A tagged PDF of one page that claims PDF/UA; `write` puts the title on it, or anything else."""
    pdf, sheet = samples.begun()
    (write or (lambda sheet: sheet.write(SHOWN, y=650)))(sheet)
    sheet.finish()
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pdf.Root.Lang = String("en-GB")
    pdf.Root.Metadata = metadata(pdf, XMP.replace("TITLE", title).encode())
    pdf.docinfo["/Author"] = PRIVATE[0]
    return pdf


def metadata(pdf: Pdf, data: bytes) -> Any:
    return pdf.make_indirect(Stream(pdf, data, Type=Name.Metadata, Subtype=Name.XML))


def said(folder: Path, pdf: Pdf) -> dict[str, str]:
    return told_by(copied(folder, pdf))


def told_by(target: Path) -> dict[str, str]:
    """What the copy says of itself; and it holds no private word."""
    with Pdf.open(target) as copy:
        assert "/Info" not in copy.trailer
        streams = [thing for thing in copy.objects if isinstance(thing, Stream) and thing.get("/Type") == Name.Metadata]
        data = b"".join(stream.read_bytes() for stream in streams)
        assert len(streams) <= 1
        assert [word for word in PRIVATE if word.encode() in data + target.read_bytes()] == []
        with copy.open_metadata() as xmp:
            return {name.rpartition("}")[2]: _in_words(xmp[name]) for name in xmp}


def _in_words(value: Any) -> str:
    return value if isinstance(value, str) else " ".join(value)


def copied(folder: Path, pdf: Pdf) -> Path:
    source, target = folder / "source.pdf", folder / "target.pdf"
    source.write_bytes(samples.saved(pdf, fix_metadata_version=False))
    sanitize(source, target)
    return target


def test_a_tagged_pdf_keeps_its_claim_its_language_and_a_title_that_its_first_page_shows(tmp_path: Path) -> None:
    assert said(tmp_path, tagged()) == {"part": "1", "title": SHOWN, "language": "en-GB"}


@pytest.mark.parametrize(
    "title",
    [
        "DRAFT - privileged - v3 (Quillfeather).docx",
        f"{SHOWN} - v3",
        f"{SHOWN}\u200b",
        "clining to take",
        "…",
        "",
        pytest.param("x" * 5000, id="endless"),
    ],
)
def test_no_other_title_stays(title: str, tmp_path: Path) -> None:
    assert said(tmp_path, tagged(title)) == {"part": "1", "language": "en-GB"}


@pytest.mark.parametrize(
    "write",
    [
        lambda sheet: sheet.write(SHOWN, y=650, ink="1 g"),
        lambda sheet: (sheet.write(SHOWN, y=650), sheet.fill(60, 640, 300, 30)),
        lambda sheet: sheet.write(SHOWN, y=900),
        lambda sheet: (sheet.finish(), samples.Sheet(sheet.pdf).write(SHOWN)),
    ],
    ids=["white", "covered", "off the page", "on no page"],
)
def test_a_title_that_no_reader_of_the_first_page_can_see_does_not_stay(write: Any, tmp_path: Path) -> None:
    assert "title" not in said(tmp_path, tagged(write=write))


def test_a_title_on_several_lines_and_in_capitals_is_the_same(tmp_path: Path) -> None:
    def write(sheet: samples.Sheet) -> None:
        sheet.write("DECLINING TO", y=650, size=20)
        sheet.write("TAKE PART", y=620, size=20)

    assert said(tmp_path, tagged(write=write))["title"] == SHOWN


def test_a_title_of_the_older_kind_stays_too(tmp_path: Path) -> None:
    pdf = tagged("Dalrympole")
    pdf.docinfo["/Title"] = f"{SHOWN} & more <now>"
    assert "title" not in said(tmp_path, pdf)
    pdf = tagged("Dalrympole", write=lambda sheet: sheet.write(f"{SHOWN} & more <now>", y=650))
    pdf.docinfo["/Title"] = f"{SHOWN} & more <now>"
    assert said(tmp_path, pdf)["title"] == f"{SHOWN} & more <now>"


def test_a_pdf_without_tags_says_nothing(tmp_path: Path) -> None:
    for key in ("/MarkInfo", "/StructTreeRoot"):
        pdf = tagged()
        del pdf.Root[key]
        assert said(tmp_path, pdf) == {}


def test_a_pdf_that_claims_nothing_is_made_to_claim_nothing(tmp_path: Path) -> None:
    pdf = tagged()
    pdf.Root.Metadata = metadata(pdf, XMP.replace("TITLE", SHOWN).replace('pdfuaid:part="1"', "").encode())
    assert said(tmp_path, pdf) == {"title": SHOWN, "language": "en-GB"}
    del pdf.Root.Metadata
    assert said(tmp_path, pdf) == {}


def test_the_second_part_of_the_standard_is_claimed_with_its_year(tmp_path: Path) -> None:
    pdf = tagged()
    element = "><pdfuaid:part>2</pdfuaid:part></rdf:Description>"
    pdf.Root.Metadata = metadata(pdf, XMP.replace(' pdfuaid:part="1"/>', element).encode())
    assert said(tmp_path, pdf) == {"part": "2", "rev": "2024", "language": "en-GB"}


@pytest.mark.parametrize("language", ["Quillfeather of Dalrympole", "<en>", ""])
def test_a_language_that_is_none_is_not_said(language: str, tmp_path: Path) -> None:
    pdf = tagged()
    pdf.Root.Lang = String(language)
    with Pdf.open(copied(tmp_path, pdf)) as copy, copy.open_metadata() as xmp:
        assert "dc:language" not in xmp


@pytest.mark.parametrize("subtype", ["Text", "Square"])
def test_the_claim_goes_with_the_first_annotation(subtype: str, tmp_path: Path) -> None:
    def write(sheet: samples.Sheet) -> None:
        sheet.write(SHOWN, y=650)
        sheet.annotate(subtype, (300, 300, 320, 320), Contents=String("Quillfeather"))

    assert said(tmp_path, tagged(write=write)) == {"title": SHOWN, "language": "en-GB"}


def test_links_of_a_pdf_with_a_claim_say_where_they_lead_and_not_what_was_written_there(tmp_path: Path) -> None:
    def write(sheet: samples.Sheet) -> None:
        web = Dictionary(S=Name.URI, URI=String("https://example.org/"))
        sheet.annotate("Link", (72, 640, 200, 652), A=web, Contents=String("Quillfeather"))
        sheet.annotate("Link", (72, 600, 200, 612), Dest=String("here"), Contents=String("Dalrympole"))

    pdf = tagged(write=write)
    pdf.Root.Dests = Dictionary(here=Array([pdf.pages[0].obj, Name.Fit]))
    assert said(tmp_path, pdf)["part"] == "1"
    with Pdf.open(tmp_path / "target.pdf") as copy:
        assert [str(link.Contents) for link in copy.pages[0].Annots] == ["https://example.org/", "p. 1"]


def packed(metadata: bytes) -> bytes:
    """A tagged PDF with this as its packed metadata: to write it, pikepdf would unpack it."""
    return hostile_pdfs.pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 4 0 R /Metadata 5 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
            4: b"<< /Type /StructTreeRoot >>",
            5: hostile_pdfs.stream(metadata, b"/Type /Metadata /Subtype /XML /Filter /FlateDecode"),
        }
    )


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (zlib.compress(XMP.encode()), {"part": "1"}),
        (zlib.compress(XMP.encode())[:40], {}),
        (zlib.compress(bytes(64 * 1024**2) + XMP.encode()), {}),
    ],
    ids=["whole", "cut", "a bomb"],
)
def test_metadata_that_is_packed_is_read_and_a_bomb_is_not_unpacked(
    metadata: bytes, expected: dict[str, str], tmp_path: Path
) -> None:
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(packed(metadata))
    tracemalloc.start()
    sanitize(source, target)
    assert tracemalloc.get_traced_memory()[1] < 16 * 1024**2
    tracemalloc.stop()
    assert told_by(target) == expected


def test_the_same_source_gives_the_same_bytes(tmp_path: Path) -> None:
    first = copied(tmp_path, tagged()).read_bytes()
    sanitize(tmp_path / "source.pdf", tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == first


def test_the_packet_is_all_that_is_added(tmp_path: Path) -> None:
    pdf = tagged()
    with Pdf.open(copied(tmp_path, pdf)) as copy:
        assert set(copy.Root.keys()) == {"/Type", "/Pages", "/MarkInfo", "/StructTreeRoot", "/Lang", "/Metadata"}
        assert set(copy.Root.Metadata.keys()) <= {"/Type", "/Subtype", "/Length", "/Filter"}
        assert isinstance(copy.Root.Metadata, pikepdf.Stream)
