# ruff: noqa: E501  (files written out, byte by byte)
"""What files beside a page would give away: it is gone from the published copy, or named for a person to take out."""

import io
import struct
import zipfile
from collections.abc import Mapping

import pytest
from PIL import Image

from plugins.evidence.publishing.cleaned import REMOVED, DownloadError
from plugins.evidence.publishing.downloads import clean_download

SECRET = b"SECRETCANARY"
WORDS = SECRET.decode()
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
EXTERNAL = ' TargetMode="External"'


def archive(files: Mapping[str, bytes | str], comment: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name, data in files.items():
            made.writestr(zipfile.ZipInfo(name), data)
        made.comment = comment
    return stream.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {entry.filename: opened.read(entry) for entry in opened.infolist()}


def rels(**types: str) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{R}/{value.split()[0]}" Target="{value.split()[1]}"'
        f"{EXTERNAL if len(value.split()) > 2 else ''}/>"
        for name, value in types.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def photo() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = WORDS
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def docx(body: str = "", *, more: Mapping[str, bytes | str] | None = None, **types: str) -> bytes:
    body = body or '<w:p w:rsidR="00AB12CD"><w:r><w:t>The statement.</w:t></w:r></w:p>'
    return archive(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/comments.xml" ContentType="x"/></Types>',
            "_rels/.rels": rels(a="officeDocument word/document.xml", b="metadata/core-properties docProps/core.xml"),
            "docProps/core.xml": f"<a>{WORDS}</a>",
            "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:a="urn:a"><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": rels(**types),
            "unused.bin": SECRET,
            **(more or {}),
        }
    )


def found_in(data: bytes) -> bool:
    """Whether the secret is anywhere in it, in archives too."""
    if data.startswith(b"PK"):
        return any(found_in(part) for part in unpacked(data).values()) or SECRET in data
    return SECRET in data


@pytest.mark.parametrize(
    ("name", "types", "more", "removed"),
    [
        ("author", {}, {}, "author"),
        ("comments", {"c": "comments comments.xml"}, {"word/comments.xml": f"<a>{WORDS}</a>"}, "comments"),
        ("data", {"c": "customXml ../customXml/item1.xml"}, {"customXml/item1.xml": f"<a>{WORDS}</a>"}, "data"),
        ("template", {"c": f"attachedTemplate file:///C:/Users/{WORDS}/x.dotx External"}, {}, "paths"),
        ("a picture", {"c": "image media/image1.jpg"}, {"word/media/image1.jpg": photo()}, "camera"),
    ],
)
def test_what_a_program_can_take_out_of_a_document_of_word_is_gone(name, types, more, removed) -> None:  # type: ignore[no-untyped-def]
    data = docx(more=more, **types)
    assert found_in(data)
    cleaned = clean_download(data, "docx")
    assert not found_in(cleaned.data)
    assert removed in cleaned.removed
    assert "revisions" in cleaned.removed
    assert set(cleaned.removed) <= set(REMOVED)
    assert cleaned.left == ()
    document = unpacked(cleaned.data)["word/document.xml"]
    assert b"The statement." in document
    assert b"rsid" not in document
    assert b"comments" not in unpacked(cleaned.data)["[Content_Types].xml"]


@pytest.mark.parametrize(
    ("body", "types", "words"),
    [
        ('<w:p><w:ins w:author="A"><w:r><w:t>x</w:t></w:r></w:ins></w:p>', {}, "tracked changes"),
        ('<w:p><w:del w:author="A"><w:r><w:delText>x</w:delText></w:r></w:del></w:p>', {}, "tracked changes"),
        ('<w:p><w:pPr><w:pPrChange w:author="A"/></w:pPr></w:p>', {}, "tracked changes"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>", {}, "hidden text"),
        ('<w:p><a:srcRect l="25000"/></w:p>', {}, "cropped picture"),
        ("", {"c": "oleObject embeddings/x.bin"}, "embedded file"),
        ("", {"c": "vbaProject vba.bin"}, "macros"),
        ("", {"c": "image http://example.org/pixel.png External"}, "loaded from elsewhere"),
        ("", {"c": "hyperlink file:///home/ana/x.docx External"}, "file on a computer"),
        ("", {"c": "somethingNew new.xml"}, "not known"),
    ],
)
def test_what_only_a_person_can_decide_is_named_with_what_to_do(body: str, types: dict[str, str], words: str) -> None:
    more = {"word/embeddings/x.bin": SECRET, "word/vba.bin": SECRET, "word/new.xml": f"<a>{WORDS}</a>"}
    (left,) = clean_download(docx(body, more=more, **types), "docx").left
    assert words in left
    assert ": " in left


def test_text_that_says_it_is_not_hidden_is_not() -> None:
    assert clean_download(docx('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr></w:r></w:p>'), "docx").left == ()


def xlsx(workbook: str, sheet: str = "<row/>") -> bytes:
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": rels(a="officeDocument xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns:r="{R}">{workbook}</workbook>',
            "xl/_rels/workbook.xml.rels": rels(s="worksheet worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns:r="{R}">{sheet}</worksheet>',
            "xl/worksheets/_rels/sheet1.xml.rels": rels(
                p="printerSettings ../p.bin", c="comments ../c.xml", v="vmlDrawing ../v.vml"
            ),
            "xl/p.bin": SECRET,
            "xl/c.xml": f"<c>{WORDS}</c>",
            "xl/v.vml": f"<v>{WORDS}</v>",
        }
    )


def test_a_workbook_loses_comments_printer_and_paths() -> None:
    data = xlsx(
        f'<absPath url="C:\\{WORDS}\\"/><sheets/>', '<pageSetup r:id="p" paperSize="9"/><legacyDrawing r:id="v"/>'
    )
    cleaned = clean_download(data, "xlsx")
    assert not found_in(cleaned.data)
    assert cleaned.left == ()
    sheet = unpacked(cleaned.data)["xl/worksheets/sheet1.xml"]
    assert b'<pageSetup paperSize="9"/>' in sheet
    assert b"legacyDrawing" not in sheet


@pytest.mark.parametrize(
    ("workbook", "sheet", "words"),
    [
        ('<sheets><sheet name="x" state="hidden"/></sheets>', "<row/>", "hidden sheet"),
        ('<sheets><sheet name="x" state="veryHidden"/></sheets>', "<row/>", "hidden sheet"),
        ("", '<row hidden="1"/>', "hidden rows"),
        ("", '<col hidden="true"/>', "hidden rows"),
    ],
)
def test_what_a_workbook_hides_is_named(workbook: str, sheet: str, words: str) -> None:
    assert words in clean_download(xlsx(workbook, sheet), "xlsx").left[0]


def odt(body: str = "", **more: bytes | str) -> bytes:
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": '<o xmlns:office="urn:o" xmlns:text="urn:t" xmlns:dc="urn:d" xmlns:style="urn:s" xmlns:table="urn:b">'
            f"<text:p>Before {body or f'<office:annotation><dc:creator>{WORDS}</dc:creator></office:annotation>'}after.</text:p></o>",
            "meta.xml": f"<m>{WORDS}</m>",
            "settings.xml": f"<m>{WORDS}</m>",
            "Thumbnails/thumbnail.png": SECRET,
            "Versions/Version1": SECRET,
            "META-INF/manifest.xml": '<m xmlns:m="urn:m"><m:e m:full-path="/"/><m:e m:full-path="content.xml"/>'
            '<m:e m:full-path="meta.xml"/></m>',
            **more,
        }
    )


def test_a_text_of_libreoffice_loses_what_it_tells() -> None:
    cleaned = clean_download(odt(), "odt")
    assert not found_in(cleaned.data)
    assert cleaned.left == ()
    parts = unpacked(cleaned.data)
    assert next(iter(parts)) == "mimetype"
    assert b"Before after." in parts["content.xml"]
    assert b"meta.xml" not in parts["META-INF/manifest.xml"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<text:tracked-changes/>", "tracked changes"),
        ("<text:hidden-text/>", "hidden text"),
        ('<style:text-properties text:display="none"/>', "hidden text"),
        ('<style:table-properties table:display="false"/>', "hidden sheet"),
        ('<table:table-row table:visibility="collapse"/>', "hidden rows"),
    ],
)
def test_what_a_text_of_libreoffice_hides_is_named(body: str, words: str) -> None:
    assert words in clean_download(odt(body), "odt").left[0]


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def mp4(told: bytes, *, where: str = "moov", kind: bytes = b"soun") -> bytes:
    """A recording of eight bytes of sound behind its head, and `told` beside it."""
    ftyp = box(b"ftyp", b"isom" + bytes(4) + b"isom")

    def made(offset: int) -> bytes:
        stbl = box(b"stbl", box(b"stsz", struct.pack(">IIII", 0, 0, 1, 8)) + box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1))
                   + box(b"stco", struct.pack(">III", 0, 1, offset)))  # fmt: skip
        mdia = box(b"mdia", box(b"mdhd", bytes(4) + struct.pack(">II", 77, 77) + bytes(12))
                   + box(b"hdlr", bytes(8) + kind + bytes(12) + SECRET + b"\0") + box(b"minf", stbl))  # fmt: skip
        trak = box(
            b"trak",
            box(b"tkhd", bytes(4) + struct.pack(">II", 77, 77) + bytes(72)) + mdia + (told if where == "trak" else b""),
        )
        moov = box(
            b"moov",
            box(b"mvhd", bytes(4) + struct.pack(">II", 77, 77) + bytes(88)) + trak + (told if where == "moov" else b""),
        )
        return ftyp + moov + (told if where == "top" else b"")

    return made(len(made(0)) + 8) + box(b"mdat", b"SOUNDING" if kind == b"soun" else SECRET[:8])


@pytest.mark.parametrize("where", ["moov", "trak", "top"])
@pytest.mark.parametrize(
    "told",
    [
        box(b"udta", box(b"\xa9xyz", b"\0\x12\x15\xc7+37.5-122.0/" + SECRET)),
        box(b"udta", box(b"meta", bytes(4) + box(b"ilst", SECRET))),
        box(b"udta", box(b"loci", SECRET)),
        box(b"meta", box(b"keys", b"mdtacom.apple.quicktime.location.ISO6709") + box(b"ilst", SECRET)),
        box(b"uuid", SECRET * 2),
        box(b"free", SECRET),
        box(b"XTRA", SECRET),
    ],
)
def test_place_device_and_author_of_a_recording_are_gone_wherever_they_stand(told: bytes, where: str) -> None:
    data = mp4(told, where=where)
    cleaned = clean_download(data, "mp4")
    assert SECRET not in cleaned.data
    assert b"location" not in cleaned.data
    assert cleaned.removed == ("recording",)
    assert struct.pack(">II", 77, 77) not in cleaned.data
    assert len(cleaned.data) == len(data)
    assert cleaned.data.endswith(b"SOUNDING")


def test_a_track_of_measurements_beside_the_picture_is_gone_with_what_it_says() -> None:
    cleaned = clean_download(mp4(b"", kind=b"meta"), "mp4")
    assert SECRET[:8] not in cleaned.data
    assert cleaned.data.endswith(box(b"mdat", bytes(8)))


def test_a_recording_that_is_cut_off_is_refused() -> None:
    with pytest.raises(DownloadError, match="cut off"):
        clean_download(mp4(b"")[:-4], "m4a")


def test_what_follows_the_last_box_is_gone() -> None:
    assert SECRET not in clean_download(mp4(b"") + SECRET[:7], "mp4").data


FRAME = b"\xff\xfb\x90\x00" + bytes(413)
ID3 = b"ID3\x04\0\0" + bytes([0, 0, 0, len(SECRET)]) + SECRET
APE_FOOT = b"APETAGEX" + struct.pack("<IIII", 2000, 32 + len(SECRET), 1, 0) + bytes(8)


@pytest.mark.parametrize(
    "data",
    [
        ID3 + FRAME * 3,
        ID3 + ID3 + FRAME * 3,
        FRAME * 3 + b"TAG" + SECRET + bytes(113),
        FRAME * 3 + SECRET + APE_FOOT,
        FRAME * 3 + APE_FOOT + SECRET + APE_FOOT + b"TAG" + bytes(125),
        ID3 + FRAME * 3 + b"LYRICSBEGIN" + SECRET + b"000023LYRICS200" + b"TAG" + bytes(125),
    ],
)
def test_no_tag_of_an_mp3_stays(data: bytes) -> None:
    assert clean_download(data, "mp3").data == FRAME * 3


def riff(kind: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    body = kind + b"".join(
        name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def test_a_wav_keeps_its_sound_alone() -> None:
    sound = ((b"fmt ", bytes(16)), (b"data", b"SOUND!"))
    data = riff(b"WAVE", (b"bext", SECRET), sound[0], (b"LIST", b"INFO" + SECRET), sound[1], (b"iXML", SECRET))
    assert clean_download(data, "wav").data == riff(b"WAVE", *sound)


def ogg(comment: bytes) -> bytes:
    import mutagen._util  # noqa: F401
    from mutagen.ogg import OggPage

    head = b"OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0"
    tags = b"OpusTags" + struct.pack("<I", 1) + b"x" + struct.pack("<II", 1, len(comment)) + comment
    pages = []
    for number, packet in enumerate((head, tags, b"SOUNDING" * 10)):
        page = OggPage()
        page.packets, page.sequence, page.serial, page.first, page.last = [packet], number, 7, number == 0, number == 2
        page.position = 0 if number < 2 else 960
        pages.append(page.write())
    return b"".join(pages)


def test_an_opus_recording_keeps_its_sound_alone() -> None:
    cleaned = clean_download(ogg(b"ARTIST=" + SECRET), "opus")
    assert SECRET not in cleaned.data
    assert b"SOUNDING" in cleaned.data


def element(name: bytes, content: bytes) -> bytes:
    return (
        name + bytes([0x80 | len(content)]) + content
        if len(content) < 100
        else name + (len(content) | 1 << 56).to_bytes(8, "big") + content
    )


def test_a_webm_keeps_its_picture_alone() -> None:
    info = element(
        b"\x15\x49\xa9\x66",
        element(b"\x7b\xa9", SECRET) + element(b"\x44\x61", SECRET[:8]) + element(b"\x57\x41", SECRET),
    )
    tags = element(b"\x12\x54\xc3\x67", SECRET * 12)
    cluster = element(b"\x1f\x43\xb6\x75", b"PICTURES")
    data = element(b"\x1a\x45\xdf\xa3", b"") + element(b"\x18\x53\x80\x67", info + tags + cluster)
    cleaned = clean_download(data, "webm")
    assert SECRET[:8] not in cleaned.data
    assert len(cleaned.data) == len(data)
    assert cleaned.data.endswith(b"PICTURES")


def test_an_archive_is_looked_into() -> None:
    inner = archive({"a.jpg": photo(), "b.docx": docx()})
    data = archive({"in/": b"", "in/inner.zip": inner, "photo.jpg": photo(), "notes.txt": "Words.", "__MACOSX/._x": SECRET,
                    ".DS_Store": SECRET}, comment=SECRET)  # fmt: skip
    cleaned = clean_download(data, "zip")
    assert not found_in(cleaned.data)
    assert cleaned.left == ()
    assert {"camera", "author", "noise"} <= set(cleaned.removed)
    assert set(unpacked(cleaned.data)) == {"in/inner.zip", "photo.jpg", "notes.txt"}


@pytest.mark.parametrize("name", ["letter.pdf", "x.psd", "photo.heic", "a.docx", "deep.zip"])
def test_what_in_an_archive_cannot_be_cleaned_is_named(name: str) -> None:
    deep = archive({"a.zip": archive({"b.zip": archive({"c.txt": ""})})})
    (left,) = clean_download(archive({name: deep if name == "deep.zip" else SECRET}), "zip").left
    assert name in left or name == "deep.zip"
    assert ": " in left


@pytest.mark.parametrize("name", ["../x.txt", "/x.txt", "C:\\x.txt", "..\\x.txt"])
def test_an_archive_that_leads_out_of_its_folder_is_refused(name: str) -> None:
    with pytest.raises(DownloadError, match="outside"):
        clean_download(archive({name: "x"}), "zip")


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    many = archive({f"{number}.txt": "" for number in range(5_001)})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made, made.open("a.txt", "w", force_zip64=True) as file:
        for _ in range(700):
            file.write(bytes(1024**2))
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    for data, kind, words in (
        (many, "zip", "5,000 are the most"),
        (stream.getvalue(), "zip", "600 MB"),
        (docx(more={"word/document.xml": entities}), "docx", "entities"),
        (odt(**{"meta.xml": "<a/>", "content.xml": entities}), "odt", "entities"),
    ):
        with pytest.raises(DownloadError, match=words):
            clean_download(data, kind)


@pytest.mark.parametrize(
    "kind", ["docx", "xlsx", "odt", "mp4", "m4a", "mp3", "wav", "ogg", "opus", "webm", "zip", "jpg"]
)
@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"rubbish" * 99, b"RIFF\x10\0\0\0WAVEfmt ", b"\x1a\x45\xdf\xa3\xff" + bytes(9), b"OggS"],
)
def test_what_is_no_such_file_is_refused_in_words(kind: str, data: bytes) -> None:
    try:
        cleaned = clean_download(data, kind)
    except DownloadError as error:
        assert 10 < len(str(error)) < 150
    else:
        assert kind == "wav" and data.startswith(b"RIFF"), cleaned


@pytest.mark.parametrize("data", [b"PK\x03\x04x", b"%PDF-1.7", b"a\0b", photo()])
def test_a_text_is_a_text(data: bytes) -> None:
    with pytest.raises(DownloadError, match="plain text"):
        clean_download(data, "csv")
    assert clean_download("a;b\nñ;ö\n".encode("latin-1"), "csv").data == b"a;b\n\xf1;\xf6\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [(docx(), "docx"), (odt(), "odt"), (archive({"b.txt": "b", "a.jpg": photo()}), "zip"), (ogg(b"A=b"), "ogg")],
)
def test_the_same_file_gives_the_same_bytes(data: bytes, kind: str) -> None:
    first = clean_download(data, kind)
    assert first == clean_download(data, kind)
    assert clean_download(first.data, kind).data == first.data
