"""The published copy has the same pages as its source, and nothing private in any of its bytes."""

import hashlib
import io
import time
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image, ImageChops

from plugins.evidence.audit.audit import audit
from plugins.evidence.publishing.sanitize import SanitizeError, sanitize
from plugins.evidence.text.hidden import visible_text
from tests.evidence import pdf_samples
from tests.evidence.pdf_samples import CLEAN, FAILURES, PRIVATE, Failure, begun, dossier, saved

FILINGS = Path(__file__).parents[4] / "shared/corpora/court-filings"
STRIPPED = [failure for failure in FAILURES if failure.severity == "review" and failure.kind != "note"]
"""A text box shows over its page, and so does its copy; a person is told of it."""
UNSEEN = [failure for failure in FAILURES if failure.kind != "note"]


def _sanitized(folder: Path, data: bytes) -> Path:
    source, target = folder / "source.pdf", folder / "target.pdf"
    source.write_bytes(data)
    sanitize(source, target)
    return target


def _all_bytes(file: Path) -> bytes:
    """The file as it is, and with every stream and object of it unpacked, pictures excepted."""
    plain = io.BytesIO()
    with Pdf.open(file) as pdf:
        pdf.save(
            plain,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.specialized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return file.read_bytes() + plain.getvalue()


def _is_in(word: str, data: bytes) -> bool:
    forms = (word.encode(), word.encode("utf-16-be"), word.encode("utf-16-le"), word.encode().hex().encode())
    return any(form in data or form.upper() in data for form in forms)


def _texts(file: Path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]


def _drawn(file: Path, *, annotations: bool = True) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(file)
    document.init_forms()
    return [page.render(scale=1, draw_annots=annotations).to_pil().convert("L") for page in document]


def _differs(one: Image.Image, other: Image.Image) -> int:
    return sum(ImageChops.difference(one, other).histogram()[32:])


def test_every_private_word_of_the_dossier_can_be_found_before():
    data = dossier()
    with Pdf.open(io.BytesIO(data)) as pdf:
        plain = io.BytesIO()
        pdf.save(plain, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert [word for word in PRIVATE if not _is_in(word, data + plain.getvalue())] == []


def test_no_private_word_is_in_any_byte_afterwards(tmp_path):
    data = _all_bytes(_sanitized(tmp_path, dossier()))
    assert [word for word in PRIVATE if _is_in(word, data)] == []


@pytest.mark.parametrize("failure", STRIPPED, ids=lambda failure: failure.make.__name__)
def test_what_the_audit_leaves_for_review_is_in_no_byte_afterwards(failure: Failure, tmp_path):
    data = _all_bytes(_sanitized(tmp_path, saved(failure.make(failure.secret))))
    assert not _is_in(failure.secret, data)


@pytest.mark.parametrize("failure", UNSEEN, ids=lambda failure: failure.make.__name__)
def test_the_visible_text_of_the_copy_has_no_hidden_word(failure: Failure, tmp_path):
    target = _sanitized(tmp_path, saved(failure.make(failure.secret)))
    text = "".join(visible_text(page) for page in pypdfium2.PdfDocument(target))
    pieces = {failure.secret[start : start + 5] for start in range(len(failure.secret) - 4)}
    assert not [piece for piece in pieces if piece in text]


def test_only_what_a_page_needs_is_left(tmp_path):
    with Pdf.open(_sanitized(tmp_path, dossier())) as pdf:
        assert set(pdf.Root.keys()) == {
            "/Type", "/Pages", "/PageLabels", "/Outlines", "/Lang", "/StructTreeRoot"
        }  # fmt: skip
        assert "/Info" not in pdf.trailer
        assert pdf.trailer.ID[0] == pdf.trailer.ID[1]
        assert not pdf.is_encrypted
        assert set(pdf.pages[0].obj.keys()) == {
            "/Type", "/Parent", "/Resources", "/MediaBox", "/Contents", "/Annots"
        }  # fmt: skip
        assert "/Unused" not in pdf.pages[0].Resources.XObject


def test_links_to_the_web_and_in_the_document_stay_and_no_other(tmp_path):
    with Pdf.open(_sanitized(tmp_path, dossier())) as pdf:
        web, inside = pdf.pages[0].Annots
        assert Dictionary(S=Name.URI, URI=String("https://example.org/")) == web.A
        assert "/Contents" not in web
        assert inside.Dest[0].objgen == pdf.pages[1].obj.objgen
        assert list(inside.Dest)[1:] == [Name.Fit]


def test_bookmarks_and_page_labels_stay_and_lead_to_their_page(tmp_path):
    with Pdf.open(_sanitized(tmp_path, dossier())) as pdf:
        with pdf.open_outline() as outline:
            (heading,) = outline.root
            assert heading.title == "The answer"
        assert pdf.Root.Outlines.First.Dest[0].objgen == pdf.pages[1].obj.objgen
        assert "/A" not in pdf.Root.Outlines.First
        assert pdf.pages[0].label == "i"


def test_a_bookmark_that_runs_a_script_leads_nowhere(tmp_path):
    pdf, sheet = begun()
    sheet.finish()
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("One", 0))
    heading = pdf.Root.Outlines.First
    del heading["/Dest"]
    heading.A = Dictionary(S=Name.JavaScript, JS=String("Quillfeather"))
    target = _sanitized(tmp_path, saved(pdf))
    assert not _is_in("Quillfeather", _all_bytes(target))
    with Pdf.open(target) as copy:
        assert str(copy.Root.Outlines.First.Title) == "One"


def test_the_answers_on_a_form_become_part_of_the_page(tmp_path):
    target = _sanitized(tmp_path, dossier())
    assert "Springfield" in _texts(target)[0]


def test_a_form_that_leaves_drawing_its_answers_to_the_viewer_keeps_them(tmp_path):
    pdf, sheet = begun()
    page = sheet.finish()
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, Rect=Array([72, 400, 192, 418]), F=4, FT=Name.Tx, T=String("city"),
            V=String("Springfield"), DA=String("/F1 10 Tf 0 g"),
        )
    )  # fmt: skip
    page.Annots = Array([field])
    resources = Dictionary(Font=Dictionary(F1=pdf_samples.font("Helvetica")))
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([field]), NeedAppearances=True, DR=resources, DA=String("/F1 10 Tf 0 g")
    )
    assert "Springfield" in _texts(_sanitized(tmp_path, saved(pdf)))[0]


def test_a_hidden_annotation_is_not_drawn_into_the_page(tmp_path):
    pdf, sheet = begun()
    look = pdf_samples.form(pdf, "BT /F1 10 Tf 2 4 Td (Quillfeather) Tj ET", (0, 0, 120, 20))
    sheet.annotate("Stamp", (300, 500, 420, 520), AP=Dictionary(N=look))
    sheet.annotations[0].F = 2
    sheet.finish()
    assert not _is_in("Quillfeather", _all_bytes(_sanitized(tmp_path, saved(pdf))))


@pytest.mark.parametrize("matrix", [[1, 0, 0, 1, 0, 0], [0, 1, -1, 0, 30, 7], [Decimal("0.5"), 0, 0, 2, -5, 5]])
def test_a_signature_is_drawn_where_its_annotation_stood(matrix, tmp_path):
    pdf, sheet = begun()
    look = pdf_samples.form(pdf, "0 0 1 rg 5 5 60 10 re f 1 0 0 RG 3 w 0 0 m 100 40 l S", (0, 0, 100, 40))
    look.Matrix = Array(matrix)
    sheet.annotate("Square", (300, 400, 480, 470), AP=Dictionary(N=look))
    sheet.content.append("2 0 0 2 10 10 cm q")
    sheet.finish()
    target = _sanitized(tmp_path, saved(pdf))
    with Pdf.open(target) as copy:
        assert "/Annots" not in copy.pages[0].obj
    (before,), (after,) = _drawn(tmp_path / "source.pdf"), _drawn(target, annotations=False)
    (bare,) = _drawn(tmp_path / "source.pdf", annotations=False)
    assert _differs(bare, before) > 1000
    assert _differs(before, after) < 20


def test_a_mark_for_redaction_becomes_a_black_box(tmp_path):
    target = _sanitized(tmp_path, saved(pdf_samples.unapplied_redaction("Dalrympole")))
    x, y, width, height = (round(number) for number in pdf_samples.cover_of("Dalrympole"))
    (page,) = _drawn(target)
    assert page.crop((x + 1, 792 - y - height + 1, x + width - 2, 792 - y - 1)).getextrema() == (0, 0)


def test_a_page_that_was_taken_out_but_is_still_referred_to_is_gone(tmp_path):
    pdf, sheet = begun()
    sheet.finish()
    gone = pdf_samples.Sheet(pdf)
    gone.write("Quillfeather")
    page = gone.finish()
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pdf.Root.StructTreeRoot.K = Dictionary(Type=Name.StructElem, S=Name.P, Pg=page, K=0)
    del pdf.pages[1]
    source = saved(pdf, compress_streams=False)
    assert _is_in("Quillfeather", source)
    target = _sanitized(tmp_path, source)
    assert not _is_in("Quillfeather", _all_bytes(target))
    with Pdf.open(target) as copy:
        assert not list(copy.Root.StructTreeRoot.K.Pg.keys())


def test_the_same_source_gives_the_same_bytes(tmp_path):
    first = _sanitized(tmp_path, dossier()).read_bytes()
    time.sleep(1.1)
    sanitize(tmp_path / "source.pdf", tmp_path / "another name.pdf")
    assert (tmp_path / "another name.pdf").read_bytes() == first


def test_the_facts_of_the_copy_are_those_of_its_file(tmp_path):
    source, target = tmp_path / "source.pdf", tmp_path / "target.pdf"
    source.write_bytes(saved(pdf_samples.clean()))
    facts = sanitize(source, target)
    assert facts.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert facts.bytes == target.stat().st_size
    assert not facts.signature_broken


def test_a_signed_form_is_said_to_lose_its_signature(tmp_path):
    source = tmp_path / "source.pdf"
    source.write_bytes(dossier())
    assert sanitize(source, tmp_path / "target.pdf").signature_broken


def test_a_copy_gives_no_finding_of_what_was_taken_out(tmp_path):
    assert audit(_sanitized(tmp_path, dossier())) == ()


def test_a_file_that_opens_without_a_password_is_decrypted(tmp_path):
    target = _sanitized(tmp_path, saved(pdf_samples.clean(), encryption=pikepdf.Encryption(owner="b", user="")))
    with Pdf.open(target) as pdf:
        assert not pdf.is_encrypted
    assert "sheriff" in _texts(target)[0]


def test_a_file_that_is_locked_or_no_pdf_says_so(tmp_path):
    with pytest.raises(SanitizeError, match="locked with a password"):
        _sanitized(tmp_path, saved(pdf_samples.clean(), encryption=pikepdf.Encryption(owner="b", user="a")))
    with pytest.raises(SanitizeError, match="not a PDF"):
        _sanitized(tmp_path, b"<html>" * 100)


def test_a_wrapped_jpeg_loses_its_exif_and_keeps_its_pixels(tmp_path):
    pdf, sheet = begun()
    exif = Image.Exif()
    exif[0x013B] = "Quillfeather"
    picture, _ = pdf_samples.scanned_page()
    stream = pdf_samples.image_stream(pdf, picture, 70, exif.tobytes())
    wrapped = stream.read_raw_bytes().hex().encode() + b">"
    stream.write(wrapped, filter=Array([Name.ASCIIHexDecode, Name.DCTDecode]))
    sheet.pictures["/Im0"] = stream
    sheet.draw("300 0 0 390 100 100 cm /Im0 Do")
    sheet.finish()
    target = _sanitized(tmp_path, saved(pdf))
    assert not _is_in("Quillfeather", _all_bytes(target))
    (before,), (after,) = _drawn(tmp_path / "source.pdf"), _drawn(target)
    assert _differs(before, after) == 0


def test_names_that_are_no_utf_8_stop_nothing(tmp_path):
    pdf, sheet = begun()
    page = sheet.finish()
    page.Resources.Odd = pikepdf.Object.parse(b"<< /F#E9 << /Metadata (Quillfeather) >> >>")
    assert not _is_in("Quillfeather", _all_bytes(_sanitized(tmp_path, saved(pdf))))


@pytest.mark.parametrize("make", CLEAN, ids=lambda make: make.__name__)
def test_text_and_look_of_a_page_stay_as_they_are(make, tmp_path):
    target = _sanitized(tmp_path, saved(make()))
    assert _texts(target) == _texts(tmp_path / "source.pdf")
    for before, after in zip(_drawn(tmp_path / "source.pdf"), _drawn(target), strict=True):
        assert _differs(before, after) == 0


@pytest.mark.skipif(not FILINGS.is_dir(), reason="the court filings are not beside the project")
@pytest.mark.parametrize("file", sorted(FILINGS.glob("*.pdf")), ids=lambda file: file.stem)
def test_text_and_look_of_a_real_court_filing_stay_as_they_are(file, tmp_path):
    target = tmp_path / "target.pdf"
    sanitize(file, target)
    assert _texts(target) == _texts(file)
    for before, after in zip(_drawn(file), _drawn(target), strict=True):
        assert _differs(before, after) == 0
    with Pdf.open(target) as pdf:
        assert "/Info" not in pdf.trailer
        metadata = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and "/Subtype" in thing]
        told = [stream.read_bytes() for stream in metadata if stream.get("/Type") == Name.Metadata]
        assert len(told) == ("ca9_19" in file.stem)
        assert all(b"<pdfuaid:part>1</pdfuaid:part></rdf:Description>" in words for words in told)
