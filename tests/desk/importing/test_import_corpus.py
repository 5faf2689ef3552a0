"""Every file of the corpus becomes the draft that is recorded for it, and no word of it is lost in silence.

`python -m tests.desk.importing.test_import_corpus` records the drafts again; read the difference before you commit it.
"""

import re
from collections import Counter
from datetime import date
from email import message_from_bytes, policy
from html import unescape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from plugins.desk.existing import RULES
from plugins.desk.importing import Imported, import_release
from plugins.desk.importing.source import Unsettled
from plugins.records.reading import read_record
from plugins.records.sources import find_sources
from tests.desk.importing.samples.cases import CASES, Case

DRAFTS = Path(__file__).parent / "drafts"
TODAY = date(2026, 1, 1)
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)


def bring_in(case: Case, folder: Path, *, accept: bool) -> Imported:
    file = folder / case.file
    file.write_bytes(case.make())
    for name, data in case.beside.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return import_release(file, folder / "content", today=TODAY, accept_changes=accept)


def recorded(imported: Imported) -> str:
    """The draft, with what differs from one import to the next left out."""
    text = imported.path.read_text(encoding="utf-8")
    text = re.sub(r"sha256 [0-9a-f]{64}", "sha256 …", text)
    said = "\n".join(f"[{one.kind}] {one.what}: {one.text}" for one in imported.left_out)
    lists = [file for file in sorted(imported.path.parents[2].glob("*.yml")) if file.is_file()]
    others = "".join(f"\n===== {file.name}\n{file.read_text(encoding='utf-8')}" for file in lists)
    text = re.sub(r"urn:uuid:[0-9a-f-]{36}", "urn:uuid:…", text)
    return f"{text}\n===== left out\n{said}\n{others}".rstrip() + "\n"


def test_the_corpus_is_large_enough_and_each_file_has_its_draft():
    assert len(CASES) >= 60
    assert {f"{case.file}.draft" for case in CASES} == {file.name for file in DRAFTS.iterdir()}


@EACH
def test_a_file_becomes_the_draft_that_is_recorded(case: Case, tmp_path: Path):
    imported = bring_in(case, tmp_path, accept=case.accept)
    assert recorded(imported) == (DRAFTS / f"{case.file}.draft").read_text(encoding="utf-8")


@EACH
def test_a_draft_says_what_it_must_and_nothing_that_it_must_not(case: Case, tmp_path: Path):
    imported = bring_in(case, tmp_path, accept=case.accept)
    text = imported.path.read_text(encoding="utf-8")
    [source] = [one for one in find_sources(tmp_path / "content").records if one.path.startswith("releases/")]
    reading = read_record(tmp_path / "content", source, RULES)
    assert [p.what for p in reading.problems if p.code not in ("R012", "F011")] == []
    assert reading.record is not None and reading.record.title == case.title
    body = text.split("\n---\n", 1)[1]
    for words in case.has:
        assert words in body
    for words in case.never:
        assert words not in body
        if re.fullmatch(r"(?:SECRET|COMMENT|DELETED|MOVED|GONE|PRE)[A-Z]+", words):  # not even in a remark
            assert words not in text


@EACH
def test_tracked_changes_and_comments_stop_an_import(case: Case, tmp_path: Path):
    if not case.accept:
        bring_in(case, tmp_path, accept=False)
        return
    with pytest.raises(Unsettled) as refused:
        bring_in(case, tmp_path, accept=False)
    assert f"invoke import --accept-changes {tmp_path / case.file}" in str(refused.value)
    assert not (tmp_path / "content").exists()


@EACH
def test_no_word_of_a_file_is_lost_in_silence(case: Case, tmp_path: Path):
    imported = bring_in(case, tmp_path, accept=case.accept)
    kept = imported.path.read_text(encoding="utf-8")
    kept += " ".join(file.read_text(encoding="utf-8") for file in (tmp_path / "content").glob("*.yml"))
    said = " ".join([*imported.notes, *(one.text for one in imported.left_out)])
    there = words(re.sub(r"</?su[bp]>", "", unescape(kept))) + words(said)
    lost = Counter(words_of_file(case)) - Counter(there)
    squeezed = "".join(there)
    lost = Counter(
        {word: n for word, n in lost.items() if not _is_in_pieces(word, there, squeezed) and word not in SYNTAX}
    )
    assert not lost


SYNTAX = frozenset(
    [
        "true",
        "false",
        "layout",
        "figure",
        "src",
        "alt",
        "caption",
        "more",
        "highlight",
        "endhighlight",
        "taxonomies",
        "categories",
        "author",
        "lastmod",
        "description",
        "excerpt",
        "permalink",
        "title",
        "date",
        "utm",
        "source",
        "x",
        "medium",
        "y",
        "fbclid",
        "include",
        "youtube",
        "baseurl",
        "site",
        "notice",
        "from",
        "sent",
        "to",
        "subject",
        "00",
        "map",
        "00",
        "map",
    ]
)
"""Words of the forms themselves, and of trackers."""


def _is_in_pieces(word: str, there: list[str], squeezed: str) -> bool:
    """Whether it is two words that run together in one of the two readings, or a part of a word."""
    if any(word[:at] in there and word[at:] in there for at in range(1, len(word))):
        return True
    return word in squeezed and word not in there


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unquote(text).replace("\u00ad", ""))


def words_of_file(case: Case) -> list[str]:
    """The words of a file, read in another way than the import reads it."""
    data = case.make()
    if case.file.endswith((".docx", ".docm", ".odt")):
        with ZipFile(BytesIO(data)) as package:
            parts = [
                name
                for name in package.namelist()
                if re.search(r"document|notes|header|comments|content\.xml|styles", name)
            ]
            roots = [
                etree.fromstring(package.read(name)) for name in parts if name.endswith(".xml") and "Types" not in name
            ]
        return [word for root in roots for word in words(_text(root))]
    if case.file.endswith((".eml", ".mht")):
        message = message_from_bytes(data, policy=policy.default)
        part = message.get_body(("html", "plain"))
        assert part is not None
        raw = part.get_payload(decode=True)
        assert isinstance(raw, bytes)
        text = raw.decode("cp1252" if b"\x93no" in raw else "utf-8")
        return words(_visible(text) if part.get_content_type() == "text/html" else text)
    if case.file.endswith((".html", ".htm")):
        encoding = {"windows.html": "cp1252", "utf-16.html": "utf-16"}.get(case.file, "utf-8")
        return words(_visible(data.decode(encoding)))
    return words(data.decode({"windows.txt": "cp1252", "utf-16.txt": "utf-16"}.get(case.file, "utf-8")))


def _text(root: etree._Element) -> str:
    """The text of `w:t` and of OpenDocument's own elements; a run goes on without a space."""
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = etree.QName(element).localname
        if event == "start" and name in (
            "p",
            "h",
            "tc",
            "table-cell",
            "tab",
            "br",
            "del",
            "ins",
            "rt",
            "rubyBase",
            "note-citation",
        ):
            parts.append(" ")
        if any(
            etree.QName(parent).localname in ("Fallback", "note-citation", "creator")
            for parent in element.iterancestors()
        ) or name in ("note-citation", "creator"):
            continue
        if event == "start" and element.text and name not in ("instrText",):
            parts.append(element.text)
        elif event == "end" and element.tail:
            parts.append(element.tail)
    return "".join(parts)


def _visible(html: str) -> str:
    soup = BeautifulSoup(html, "lxml")
    for tag in soup.find_all(["script", "style", "title"]):
        tag.extract()
    for mark in soup.find_all(string=re.compile(r"^\s*(?:\[(?:\d+|[a-z]|A1)\]|\d|[·o]|\d\.)\s*$")):
        mark.extract()  # the signs of notes, comments and lists
    for block in soup.find_all(["p", "li", "div", "td", "br", "h1", "h2", "h3", "del", "span"]):
        block.insert(0, " ")
    return soup.get_text()


if __name__ == "__main__":
    DRAFTS.mkdir(exist_ok=True)
    for old in DRAFTS.iterdir():
        old.unlink()
    for one in CASES:
        with TemporaryDirectory() as place:
            text = recorded(bring_in(one, Path(place), accept=one.accept))
        (DRAFTS / f"{one.file}.draft").write_text(text, encoding="utf-8")
