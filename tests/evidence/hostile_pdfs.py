"""PDFs made to break whoever reads them: each a small file that asks for endless time, memory or patience."""

import io
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf

MEGABYTE = 1024**2


def pdf(objects: dict[int, bytes], *, root: int = 1, trailer: bytes = b"") -> bytes:
    """A file of these objects, with a table that says where each one is."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    size = max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.write(b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n")
    out.write(b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, table))
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def zeros(megabytes: int) -> bytes:
    """A zlib stream of so many megabytes of nothing, made without holding them."""
    press = zlib.compressobj(9)
    start = press.compress(bytes(MEGABYTE)) + press.flush(zlib.Z_FULL_FLUSH)
    again = press.compress(bytes(MEGABYTE)) + press.flush(zlib.Z_FULL_FLUSH)
    return start + again * (megabytes - 1) + press.flush()


def one_page(
    content: bytes = b"", *, box: bytes = b"0 0 612 792", resources: bytes = b"", page: bytes = b"", **more: bytes
) -> bytes:
    """`more` are further objects, by number: `o10=…`."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << %s >> %s >>"
        % (box, resources, page),
        4: content if content.startswith(b"<<") else stream(content),
    }
    return pdf(objects | {int(name[1:]): body for name, body in more.items()})


TEXT = b"BT /F1 12 Tf 72 700 Td (A plain line of text.) Tj ET"
FONT = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def nothing() -> bytes:
    return b""


def web_page() -> bytes:
    return b"<!DOCTYPE html>\n<html><head><title>404</title></head><body>Not found</body></html>"


def word_file() -> bytes:
    return b"PK\x03\x04" + bytes(400)


def noise() -> bytes:
    return b"%PDF-1.7\n" + random.Random(7).randbytes(100_000)


def truncated() -> bytes:
    whole = one_page(TEXT * 4000, resources=FONT)
    return whole[: len(whole) // 2]


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(one_page(TEXT, resources=FONT))) as document:
        data = io.BytesIO()
        document.save(data, encryption=pikepdf.Encryption(owner="owner", user="user", R=6))
    return data.getvalue()


def no_pages() -> bytes:
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"})


def content_bomb() -> bytes:
    bomb = zlib.compress(zeros(4096))
    return one_page(stream(bomb, b"/Filter [/FlateDecode /FlateDecode]"))


def picture_bomb() -> bytes:
    entries = b"""/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8
        /ColorSpace /DeviceRGB /Filter [/FlateDecode /FlateDecode]"""
    picture = stream(zlib.compress(zeros(4096)), entries)
    return one_page(b"q 612 0 0 792 0 0 cm /Im0 Do Q", resources=b"/XObject << /Im0 10 0 R >>", o10=picture)


def picture_that_lies_about_its_size() -> bytes:
    entries = b"""/Type /XObject /Subtype /Image /Width 2147483647 /Height 2147483647 /BitsPerComponent 16
        /ColorSpace /DeviceCMYK"""
    return one_page(
        b"q 612 0 0 792 0 0 cm /Im0 Do Q", resources=b"/XObject << /Im0 10 0 R >>", o10=stream(b"x", entries)
    )


def large_picture_of_one_bit() -> bytes:
    entries = b"""/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /BitsPerComponent 1
        /ColorSpace /DeviceGray /Filter [/FlateDecode /FlateDecode]"""
    picture = stream(zlib.compress(zeros(108)), entries)
    return one_page(b"q 612 0 0 792 0 0 cm /Im0 Do Q", resources=b"/XObject << /Im0 10 0 R >>", o10=picture)


def many_pictures() -> bytes:
    entries = b"""/Type /XObject /Subtype /Image /Width 8000 /Height 8000 /BitsPerComponent 8
        /ColorSpace /DeviceRGB /Filter [/FlateDecode /FlateDecode]"""
    objects = {f"o{number}": stream(zlib.compress(zeros(184)), entries) for number in range(10, 60)}
    names = b" ".join(b"/Im%d %d 0 R" % (number, number) for number in range(10, 60))
    content = b"\n".join(b"q 612 0 0 792 0 0 cm /Im%d Do Q" % number for number in range(10, 60))
    return one_page(content, resources=b"/XObject << %s >>" % names, **objects)


def endless_page() -> bytes:
    return one_page(TEXT, box=b"0 0 1000000000 1000000000", resources=FONT)


def page_like_a_thread() -> bytes:
    return one_page(TEXT, box=b"0 0 1 100000000", resources=FONT)


def page_without_a_size() -> bytes:
    return one_page(TEXT, box=b"0 0 0 0", resources=FONT)


def page_tree_in_a_ring() -> bytes:
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 2 /Parent 3 0 R >>",
            3: b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>",
        }
    )


def two_million_pages() -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    kids = b"3 0 R " * 2_000_000
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Count 2000000 /Kids [%s] >>" % kids,
            3: page,
        }
    )


def count_that_lies() -> bytes:
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 4999 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
        }
    )


def page_tree_like_a_well() -> bytes:
    depth = 20_000
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    for number in range(2, depth):
        objects[number] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (number + 1, number - 1)
    objects[depth] = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 612 792] >>" % (depth - 1)
    return pdf(objects)


def arrays_in_arrays() -> bytes:
    return one_page(TEXT, resources=FONT, page=b"/Deep " + b"[" * 300_000 + b"]" * 300_000)


def dictionaries_in_dictionaries() -> bytes:
    return one_page(b"/P " + b"<< /A " * 100_000 + b"0" + b" >>" * 100_000 + b" DP " + TEXT, resources=FONT)


def form_in_itself() -> bytes:
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /Fm 10 0 R >> >>"
    return one_page(b"/Fm Do", resources=b"/XObject << /Fm 10 0 R >>", o10=stream(b"/Fm Do /Fm Do", entries))


def thousand_million_laughs() -> bytes:
    forms = {}
    for number in range(10, 20):
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /Fm %d 0 R >> >>" % (
            number + 1
        )
        forms[f"o{number}"] = stream(b"/Fm Do " * 10, entries)
    forms["o20"] = stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 612 792]")
    return one_page(b"/Fm Do", resources=b"/XObject << /Fm 10 0 R >>", **forms)


def letter_that_writes_itself() -> bytes:
    font = b"""<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65
        /Widths [9] /Encoding << /Differences [65 /A] >> /CharProcs << /A 11 0 R >>
        /Resources << /Font << /F1 10 0 R >> >> >>"""
    return one_page(
        b"BT /F1 12 Tf 72 700 Td (AAAA) Tj ET",
        resources=b"/Font << /F1 10 0 R >>",
        o10=font,
        o11=stream(b"9 0 0 0 9 9 d1 BT /F1 1 Tf (AA) Tj ET"),
    )


def pattern_of_dust() -> bytes:
    entries = b"""/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 0.001 0.001]
        /XStep 0.001 /YStep 0.001 /Resources << >>"""
    return one_page(
        b"/Pattern cs /P1 scn 0 0 612 792 re f",
        resources=b"/Pattern << /P1 10 0 R >>",
        o10=stream(b"0 0 1 1 re f", entries),
    )


def dashes_of_dust() -> bytes:
    return one_page(b"[0.00001 0.00001] 0 d 1 w " + b"0 0 m 612 792 l 0 792 l S " * 2000)


def table_in_a_ring() -> bytes:
    whole = one_page(TEXT, resources=FONT)
    return whole.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d" % whole.rindex(b"xref\n0"))


def length_that_is_itself() -> bytes:
    return one_page(b"<< /Length 4 0 R >>\nstream\n" + TEXT + b"\nendstream", resources=FONT)


def objects_in_themselves() -> bytes:
    inner = stream(b"10 0 << /Type /ObjStm >>", b"/Type /ObjStm /N 1 /First 5 /Extends 10 0 R")
    return one_page(TEXT, resources=FONT, o10=inner)


def bookmarks_in_a_ring() -> bytes:
    document = one_page(TEXT, resources=FONT, o10=b"<< /Type /Outlines /First 11 0 R /Last 11 0 R /Count 9 >>",
                        o11=b"<< /Title (A) /Parent 10 0 R /Next 11 0 R /First 11 0 R /Prev 11 0 R >>")  # fmt: skip
    return document.replace(b"/Type /Catalog", b"/Type /Catalog /Outlines 10 0 R")


def million_strokes() -> bytes:
    random_ = random.Random(7)
    numbers = " ".join(f"{random_.randrange(612)} {random_.randrange(792)} l" for _ in range(1_000_000))
    return one_page(stream(zlib.compress(f"0 0 m {numbers} S".encode()), b"/Filter /FlateDecode"))


def three_million_letters() -> bytes:
    text = b"BT /F1 1 Tf 1 0 0 1 10 700 Tm " + b"(abcdefghij) Tj " * 300_000 + b"ET"
    return one_page(stream(zlib.compress(text), b"/Filter /FlateDecode"), resources=FONT)


def hundred_thousand_notes() -> bytes:
    note = b"<< /Type /Annot /Subtype /Square /Rect [0 0 99 99] /IC [0 0 0] >> "
    return one_page(TEXT, resources=FONT, page=b"/Annots [%s]" % (note * 100_000))


def thousands_of_revisions() -> bytes:
    whole = one_page(TEXT, resources=FONT)
    return whole + b"".join(
        b"4 0 obj\n%s\nendobj\n%%%%EOF\n" % stream(TEXT + b" %d" % number) for number in range(20_000)
    )


HOSTILE: tuple[Callable[[], bytes], ...] = (
    nothing, web_page, word_file, noise, truncated, locked, no_pages, content_bomb, picture_bomb,
    picture_that_lies_about_its_size, large_picture_of_one_bit, many_pictures, endless_page, page_like_a_thread,
    page_without_a_size, page_tree_in_a_ring, two_million_pages, count_that_lies, page_tree_like_a_well,
    arrays_in_arrays, dictionaries_in_dictionaries, form_in_itself, thousand_million_laughs,
    letter_that_writes_itself, pattern_of_dust, dashes_of_dust, table_in_a_ring, length_that_is_itself,
    objects_in_themselves, bookmarks_in_a_ring, million_strokes, three_million_letters, hundred_thousand_notes,
    thousands_of_revisions,
)  # fmt: skip


def write_all(folder: Path) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for make in HOSTILE:
        file = folder / f"{make.__name__}.pdf"
        file.write_bytes(make())
        files.append(file)
    return files
