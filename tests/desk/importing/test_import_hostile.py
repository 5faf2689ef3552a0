"""Files made to harm, or only damaged: each is refused with its fix, or read without harm; never a traceback."""

import io
import time
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.desk.importing import import_release
from plugins.desk.refusal import Refused
from tests.desk.importing.samples import opendocument as o
from tests.desk.importing.samples.cases import CASES, DATELINE, SAMPLE, page
from tests.desk.importing.samples.word import NAMESPACES, R, Word, p, png, r, zipped

TODAY = date(2026, 1, 1)


def bring_in(folder: Path, name: str, data: bytes) -> str:
    """The draft; the lists and pictures beside it are in the folder."""
    (folder / name).write_bytes(data)
    return import_release(folder / name, folder / "content", today=TODAY).path.read_text(encoding="utf-8")


def refusal(folder: Path, name: str, data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        bring_in(folder, name, data)
    assert "\n  Fix: " in str(refused.value)
    assert not (folder / "content").exists()
    return str(refused.value)


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {one: archive.read(one) for one in archive.namelist()}
    return zipped({**parts, name: part})


WORD = Word().save(p("A County Leaves", style="Title"), DATELINE, SAMPLE)
ODT = o.save(o.p("A County Leaves", style="Title"), DATELINE, SAMPLE)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize(
    ("name", "data", "part"), [("a.docx", WORD, "word/document.xml"), ("a.odt", ODT, "content.xml")]
)
def test_entities_are_refused(doctype: str, name: str, data: bytes, part: str, tmp_path: Path):
    xml = f"{doctype}<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    assert "declares entities" in refusal(tmp_path, name, with_part(data, part, xml.encode()))


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE])
def test_entities_of_a_page_are_words_at_most(doctype: str, tmp_path: Path):
    text = bring_in(tmp_path, "a.html", doctype.encode() + page(f"<h1>A County Leaves</h1><p>&e; {SAMPLE}</p>"))
    assert SAMPLE in text and "root:" not in text and len(text) < 3000


@pytest.mark.parametrize(
    ("name", "data", "part"), [("a.docx", WORD, "word/document.xml"), ("a.odt", ODT, "content.xml")]
)
def test_a_file_that_unpacks_without_end_is_refused_at_once(name: str, data: bytes, part: str, tmp_path: Path):
    started = time.monotonic()
    assert "unpacks to" in refusal(tmp_path, name, with_part(data, part, b"<a>" + b" " * 60_000_000 + b"</a>"))
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("depth", [300, 20_000])
def test_nesting_without_end_is_refused(depth: int, tmp_path: Path):
    deep = "<w:ins>" * depth + "</w:ins>" * depth
    xml = f"<w:document {NAMESPACES}><w:body><w:p>{deep}</w:p></w:body></w:document>"
    assert "damaged, or larger" in refusal(tmp_path, "a.docx", with_part(WORD, "word/document.xml", xml.encode()))
    lists = "<text:list><text:list-item>" * depth + "</text:list-item></text:list>" * depth
    odt = ODT[:0] + o.save(o.p("A", style="Title"), lists)
    assert "Fix" in refusal(tmp_path, "a.odt", odt)


def test_tables_in_tables_are_read_or_refused(tmp_path: Path):
    inner = p("innermost")
    for _ in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner}{p('x')}</w:tc></w:tr></w:tbl>"
    try:
        text = bring_in(tmp_path, "a.docx", Word().save(p("A County Leaves", style="Title"), inner))
    except Refused as refused:
        assert "nested too deeply" in str(refused) or "damaged" in str(refused)
    else:
        assert "innermost" in text


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path):
    with (tmp_path / "a.docx").open("wb") as stream:
        stream.write(WORD)
        stream.truncate(51 * 1024 * 1024)
    with pytest.raises(Refused, match=r"53\.5 MB, too large for a release \(at most 52 MB\)"):
        import_release(tmp_path / "a.docx", tmp_path / "content", today=TODAY)


def test_pictures_outside_of_the_file_are_never_opened(tmp_path: Path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(png(9))
    w = Word()
    w.rels.append(f'<Relationship Id="out" Type="{R}/image" Target="{secret.as_uri()}" TargetMode="External"/>')
    w.rels.append(f'<Relationship Id="up" Type="{R}/image" Target="../../secret.png"/>')
    blip = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip {}/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'  # noqa: E501
    data = w.save(p("A County Leaves", style="Title"), SAMPLE, p(r("before"), blip.format('r:link="out"')))
    with suppress(Refused):
        bring_in(tmp_path, "a.docx", data)
    assert not list((tmp_path / "content").rglob("*.png"))
    data = w.save(p("A County Leaves", style="Title"), SAMPLE, p(r("before"), blip.format('r:embed="up"')))
    with suppress(Refused):
        bring_in(tmp_path, "b.docx", data)
    assert not list((tmp_path / "content").rglob("*.png"))


@pytest.mark.parametrize(
    "address", ["../secret.png", "/etc/secret.png", "file:///etc/x.png", "%2e%2e/secret.png", "link.png"]
)
@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_a_page_opens_nothing_outside_of_its_folder(address: str, name: str, tmp_path: Path):
    (tmp_path / "secret.png").write_bytes(png(9))
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "link.png").symlink_to(tmp_path / "secret.png")
    html = page(f"<h1>A County Leaves</h1><p>{SAMPLE}</p><img src='{address}'>")
    markdown = f"# A County Leaves\n\n{SAMPLE}\n\n![x]({address})\n".encode()
    bring_in(inner, name, html if name == "a.html" else markdown)
    assert not list((inner / "content").rglob("*.png"))


def test_a_picture_that_is_none_is_left_out_and_said(tmp_path: Path):
    w = Word()
    data = w.save(p("A County Leaves", style="Title"), SAMPLE, p(w.picture(b"<svg onload=alert(1)>", "x")))
    text = bring_in(tmp_path, "a.docx", data)
    assert "was left out" in text and "{attach}" not in text


def test_the_remark_in_a_picture_does_not_come_along(tmp_path: Path):
    w = Word()
    bring_in(
        tmp_path,
        "a.docx",
        w.save(p("A County Leaves", style="Title"), SAMPLE, p(w.picture(png(1, told="SECRETREMARK")))),
    )
    [picture] = (tmp_path / "content").rglob("*.png")
    assert b"SECRETREMARK" not in picture.read_bytes()


@pytest.mark.parametrize("words", ["--> <script>alert(1)</script>", "x' onerror='alert(1)", "]( javascript:alert(1) )"])
def test_words_of_a_source_never_become_markup(words: str, tmp_path: Path):
    from plugins.prose.markup import to_html
    from plugins.prose.sanitize import sanitize

    w = Word()
    data = w.save(
        p("A County Leaves", style="Title"), p(words), p(w.picture(png(), words)), p(w.picture(b"x", words)),
        p(w.link("https://example.org/\"onclick='x", words)), f"“{words},” said Jane Doe.",
    )  # fmt: skip
    body = bring_in(tmp_path, "a.docx", data).split("\n---\n", 1)[1]
    html = sanitize(to_html(body))
    assert "<script" not in html and "onerror=" not in html.replace("x' onerror", "") and 'href="javascript' not in html


def test_long_lines_take_no_time(tmp_path: Path):
    started = time.monotonic()
    for number, words in enumerate(
        ("“" * 20_000, "[" * 20_000, "Contact: " + "a@" * 5_000, "1 " * 20_000, "**a " * 5_000, "a (" * 9_000)
    ):
        try:
            bring_in(tmp_path, f"{number}.docx", Word().save(p(f"Headline {number}", style="Title"), words, SAMPLE))
            bring_in(tmp_path, f"{number}.txt", f"Headline number {number}\n\n{words}\n\n{SAMPLE}".encode())
            bring_in(tmp_path, f"{number}.html", page(f"<h1>Number {number}</h1><p>{words}</p><p>{SAMPLE}</p>"))
        except Refused:
            continue
    assert time.monotonic() - started < 60


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_files_are_refused_or_read(data: st.DataObject):
    from tempfile import TemporaryDirectory

    case = data.draw(st.sampled_from(CASES))
    raw = bytearray(case.make())
    for at in data.draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=30)):
        raw[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        raw = raw[: data.draw(st.integers(0, len(raw)))]
    with TemporaryDirectory() as place:
        file = Path(place) / case.file
        file.write_bytes(bytes(raw))
        try:
            import_release(file, Path(place) / "content", today=TODAY, accept_changes=True)
        except Refused as refused:
            assert "\n  Fix: " in str(refused)


def test_a_folder_with_a_link_out_of_it_is_not_followed(tmp_path: Path):
    from plugins.desk.importing import import_files

    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text("A secret\n\nSECRETWORD")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "link").symlink_to(tmp_path / "outside")
    (tmp_path / "folder" / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    with pytest.raises(Refused, match="holds no text"):
        import_files([tmp_path / "folder"], tmp_path / "content", today=TODAY, lang="en")
