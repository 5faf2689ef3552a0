"""`invoke typeset`: the same source gives the same bytes anywhere, and the guide that is committed is what it gives."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from plugins.desk.refusal import Refused
from plugins.desk.typesetting import typeset
from plugins.evidence.quoting.quotations import verify
from plugins.newsroom.library.reading import Library, read_library
from plugins.requirements import install_line
from tests.demonstration import demonstration

ROOT = Path(__file__).parents[2]
GUIDE = Path("documents/opting-out-guide")
RELEASE = Path("releases/2010/readers-guide-opting-out.md")
"""Below the demonstration's content."""
SEED = ROOT.parent / "shared" / "seed" / "press-release-2010-09-01.txt"
SOURCE = '#set document(title: "A")\n= One\nWords.\n'
Write = Callable[[dict[str, str]], Path]


@pytest.fixture
def typst() -> Any:
    return pytest.importorskip("typst", reason=f"typst is not installed: {install_line('requirements-typeset.txt')}")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write `{path: text}` below `documents/` of a content folder."""

    def make(files: dict[str, str]) -> Path:
        for path, text in files.items():
            file = tmp_path / "documents" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return make


@pytest.fixture(scope="module")
def pages() -> list[str]:
    """The text of each page of the guide, as a reader copies it."""
    with pypdfium2.PdfDocument(demonstration() / GUIDE / "guide.pdf") as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


@pytest.fixture
def library(settings: Any) -> Library:
    return read_library(settings(demonstration(), now="2026-11-23T00:00:00Z"))


# The task


def test_each_source_becomes_the_pdf_of_its_name_beside_it(typst: Any, write: Write):
    content = write({"a/one.typ": SOURCE, "a/two.typ": SOURCE, "b/guide.typ": SOURCE})
    documents = content / "documents"
    assert typeset(content) == (documents / "a/one.pdf", documents / "a/two.pdf", documents / "b/guide.pdf")
    assert (documents / "b/guide.pdf").read_bytes().startswith(b"%PDF")
    assert sorted(file.name for file in (documents / "a").iterdir()) == ["one.pdf", "one.typ", "two.pdf", "two.typ"]


def test_what_an_editor_hides_and_what_lies_elsewhere_is_left_alone(typst: Any, write: Write):
    assert typeset(write({"a/.one.typ": "#nonsense", "a/parts/two.typ": "#nonsense", "three.typ": "#nonsense"})) == ()


def test_a_pdf_that_is_as_its_source_says_is_not_written_again(typst: Any, write: Write):
    content = write({"a/one.typ": SOURCE})
    [pdf] = typeset(content)
    os.utime(pdf, (1, 1))
    assert typeset(content) == ()
    assert pdf.stat().st_mtime == 1
    write({"a/one.typ": SOURCE.replace("Words", "Other words")})
    assert typeset(content) == (pdf,)


def test_a_source_that_asks_for_today_gets_the_same_day_for_ever(typst: Any, write: Write):
    content = write({"a/one.typ": '#set document(title: "A")\n= One\n#datetime.today().display()\n'})
    [file] = typeset(content)
    with pypdfium2.PdfDocument(file) as pdf:
        assert "1970-01-01" in pdf[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Words.\n\n#nonsense\n", r"one\.typ:3: unknown variable: nonsense\n  Fix: \S"),
        (SOURCE + "#panic(\"two\\nlines\")", r"one\.typ:4: panicked with: two lines\n  Fix: \S"),
        (SOURCE + '#set text(font: "Nowhere")\nMore.\n', r"one\.typ:4: unknown font family: nowhere\n  Fix: \S"),
        ("= One\n", r"one\.typ: PDF/UA-1 error: missing document title\n  Fix: set the title with"),
        (SOURCE + '#read("../b/secret.txt")\n', r"one\.typ:4: .+would escape the project root\n  Fix: \S"),
    ],
)  # fmt: skip
def test_a_fault_in_a_source_names_file_and_line_and_nothing_is_written(typst: Any, write: Write, text: str, said: str):
    content = write({"a/good.typ": SOURCE, "a/one.typ": text})
    with pytest.raises(Refused) as refusal:
        typeset(content)
    assert re.fullmatch(re.escape(f"{content.resolve()}/documents/a/") + said + ".*", str(refusal.value))
    assert not list(content.rglob("*.pdf"))


def test_without_typst_the_fix_is_named(monkeypatch: pytest.MonkeyPatch, write: Write):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(Refused, match=r"one\.typ: .+ typst is not installed\n  Fix: run ") as refusal:
        typeset(write({"a/one.typ": SOURCE}))
    assert f"Fix: run `{install_line('requirements-typeset.txt')}`, then" in str(refusal.value)
    assert typeset(ROOT / "tests") == ()


# The guide


def test_the_committed_guide_is_what_its_source_gives(typst: Any, write: Write):
    content = write({"opting-out-guide/guide.typ": (demonstration() / GUIDE / "guide.typ").read_text(encoding="utf-8")})
    [made] = typeset(content)
    assert made.read_bytes() == (demonstration() / GUIDE / "guide.pdf").read_bytes(), (
        "run invoke typeset, then look at the pages cited"
    )


def test_folder_zone_and_language_of_the_computer_leave_no_trace(typst: Any, write: Write):
    content = write({"a b/guide.typ": (demonstration() / GUIDE / "guide.typ").read_text(encoding="utf-8")})
    run = "from pathlib import Path; from plugins.desk.typesetting import typeset; typeset(Path('.'))"
    about = {**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", run], cwd=content, env=about, check=True)
    assert (content / "documents/a b/guide.pdf").read_bytes() == (demonstration() / GUIDE / "guide.pdf").read_bytes()


def test_the_guide_can_be_heard():
    with pikepdf.open(demonstration() / GUIDE / "guide.pdf") as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("en-GB", True)
        assert str(pdf.docinfo["/Title"]) == "Opting out of Secure Communities"
        assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"]) == "D:20261122000000Z"
        assert "/StructTreeRoot" in pdf.Root
        assert b"<pdfuaid:part>1<" in pdf.Root.Metadata.read_bytes()


def test_its_text_can_be_copied_as_it_was_written(pages: list[str]):
    assert 3 <= len(pages) <= 5
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        assert not re.search(r"[\x02\u00ad\ufb00-\ufb06\ufffd]|-\r?\n", text)


def test_each_section_of_its_record_stands_on_the_page_that_is_named(library: Library, pages: list[str]):
    [guide] = [item.record for item in library.documents if item.slug == "opting-out-guide"]
    assert len(guide.sections) == 7
    for number, section in enumerate(guide.sections, 1):
        assert f"{number} {section.title}" in pages[section.page - 1].splitlines()


def test_each_quotation_from_it_is_exact_on_the_page_that_is_cited(library: Library, pages: list[str]):
    found = 0
    for item in library.items:
        for quotation in item.prose.quotations:
            source = None if quotation.reference is None else item.prose.references[quotation.reference]
            if source and (source.scheme, source.target) == ("document", "opting-out-guide"):
                page = int(source.fragment.removeprefix("page="))
                assert verify(quotation.text, pages[page - 1], scan=False).kind == "exact", quotation.text
                assert f"p. {page}" in source.text
                found += 1
    assert found >= 2


@pytest.mark.skipif(not SEED.exists(), reason="../shared/seed is not beside the project")
def test_no_six_words_in_a_row_are_those_of_the_statement(pages: list[str]):
    theirs = runs(SEED.read_text(encoding="utf-8"))
    ours = [
        "\n".join(pages),
        *(
            file.read_text(encoding="utf-8")
            for file in (demonstration() / GUIDE / "index.md", demonstration() / RELEASE)
        ),
    ]
    assert [sorted(runs(text) & theirs) for text in ours] == [[], [], []]


def runs(text: str, length: int = 6) -> set[str]:
    """Every run of so many words, without marks and capitals, and with the program spelled one way."""
    words = re.findall(r"\w+", text.lower().replace("programme", "program").replace("’", "").replace("'", ""))
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}
