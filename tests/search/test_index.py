"""The index: what is found and what never is, the same bytes for the same pages, and what is said without a program."""

import gzip
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from plugins.newsroom.library.edition import Edition
from plugins.search import making, pagefind
from plugins.search.making import make_search
from plugins.search.pagefind import PagefindError, SearchRecord, make_index
from plugins.search.records import records_by_language
from plugins.search.reproducible import with_order
from tests.conftest import EditionMaker
from tests.newsroom.pages.drawing import drawn

NEWS = "---\ntitle: Sample news\ndate: 2010-09-01\ntags: [Sample rights]\ncases: [sample-case]\n---\nOn a sample day.\n"
FILES = {
    "releases/2010/a.md": NEWS,
    "releases/2010/a.es.md": "---\ntitle: Noticia\ndate: 2010-09-01\nlang: es\ntranslation: true\n---\n"
    "Un día de prueba.\n",
    "cases/sample-case.md": "---\ntitle: Sample v. Example\nsummary: A sample suit.\n"
    "docket:\n- entry_number: 1\n  date_filed: 2010-02-01\n  description: Sample motion\n---\n",
    "documents/memo/index.md": "---\ntitle: Sample memo\nkind: memo\ncase: sample-case\n"
    "notes:\n- page: 2\n  text: A remark of the staff.\n---\nA memo.\n",
    "trackers/asked.md": "---\ntitle: Sample tracker\nsummary: Who asked.\nmethod: Counted by hand.\n"
    "statuses: [{slug: asked, name: Asked to leave}]\n---\n",
    "trackers/asked.csv": "place,state,status,date,document,page,note\n"
    "Sample County,CA,asked,2010-09-01,,,By letter\nCanaryplace,NY,asked,2031-01-01,,,Canarynote\n",
    "pages/about.md": "---\ntitle: About the sample\n---\nWho we are.\n",
}
HELD = {
    "releases/2010/draft.md": "---\ntitle: Canaryhead\nstatus: draft\ntags: [Canarytag]\n---\nCanarybody.\n",
    "releases/2010/later.md": "---\ntitle: Canarylater\ndate: 2031-01-01\ncases: [canarycase]\n---\nCanarybody.\n",
    "cases/canarycase.md": "---\ntitle: Canarycase\nsummary: Canarysum.\nstatus: draft\n---\n",
    "documents/canarydoc/index.md": "---\ntitle: Canarydoc\nkind: memo\nstatus: draft\n---\nCanarybody.\n",
    "releases/2010/gone.md": "---\ntitle: Canarygone\ndate: 2010-08-01\nstatus: withdrawn\n"
    "withdrawn: {date: 2010-09-01, reason: A sample reason.}\n---\nCanarybody.\n",
}


def made(edition: Edition) -> dict[str, bytes]:
    outputs = make_search({"edition": edition})
    return {output.path: output.content(None) for output in outputs}  # type: ignore[arg-type]


def unpacked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for path, data in files.items()}


def fragments(files: Mapping[str, bytes], folder: str = "search/") -> dict[str, dict[str, Any]]:
    plain = unpacked({path: data for path, data in files.items() if path.startswith(f"{folder}pagefind/fragment/")})
    found = (json.loads(data.removeprefix(b"pagefind_dcd")) for data in plain.values())
    return {record["url"]: record for record in found}


def test_what_is_public_is_found_in_its_language(edition: EditionMaker):
    files = made(edition(FILES))
    found = fragments(files)
    assert set(found) == {"/releases/2010/a/", "/cases/sample-case/", "/documents/memo/", "/trackers/asked/", "/about/"}
    assert set(fragments(files, "es/search/")) == {"/es/releases/2010/a/"}
    assert found["/releases/2010/a/"]["meta"] == {"title": "Sample news", "date": "September 1, 2010"}
    assert found["/releases/2010/a/"]["filters"] == {
        "kind": ["release", "release:release"], "year": ["2010"],
        "case": ["Sample v. Example"], "topic": ["Sample rights"],
    }  # fmt: skip
    assert "Sample motion" in found["/cases/sample-case/"]["content"]
    assert found["/documents/memo/"]["filters"]["kind"] == ["document", "document:memo"]
    assert found["/documents/memo/"]["filters"]["document"] == ["memo"]
    assert "A remark of the staff." in found["/documents/memo/"]["content"]
    tracker = found["/trackers/asked/"]
    assert (tracker["meta"]["title"], tracker["filters"]["kind"]) == ("Sample tracker", ["tracker"])
    for said in ("Who asked.", "Counted by hand.", "Asked to leave", "Sample County, California", "By letter"):
        assert said in tracker["content"], said


def test_each_kind_that_is_found_has_a_word_on_the_search_page(edition: EditionMaker):
    page = drawn(edition(FILES))["search/index.html"].decode()
    kinds = {kind for record in fragments(made(edition(FILES))).values() for kind in record["filters"]["kind"]}
    assert "tracker" in kinds
    offered = dict(re.findall(r'<option value="([a-z:]+)" data-one="([^"]+)">', page))
    assert {kind for kind in kinds if ":" not in kind} <= offered.keys()
    assert offered["tracker"] == "Tracker"


def test_nothing_of_what_is_held_or_withdrawn_is_in_any_file_of_it(edition: EditionMaker):
    files = unpacked(made(edition({**FILES, **HELD})))
    assert len(files) > 10
    told = [path for path, data in files.items() if b"canary" in (path.encode() + data).lower()]
    assert told == []
    assert files == unpacked(made(edition(FILES)))


def test_the_same_pages_keep_their_index_and_another_word_makes_another(
    edition: EditionMaker, monkeypatch: pytest.MonkeyPatch
):
    first = made(edition(FILES))
    with monkeypatch.context() as without_program:
        without_program.setattr(making, "make_index", None)
        assert made(edition(FILES)) == first
    changed = made(edition({**FILES, "pages/about.md": "---\ntitle: About the sample\n---\nWho they are.\n"}))
    assert changed != first


def test_the_index_of_the_same_records_is_the_same_without_a_cache():
    values = [f"Sample topic {number}" for number in range(30)]
    records = [
        SearchRecord(
            url=f"/{number}/", text=f"Sample text {number}", meta=(("title", f"Sample {number}"),),
            filters=(("topic", tuple(values[: number + 1])), ("year", (str(2000 + number),)), ("kind", ("release",))),
        )
        for number in range(30)
    ]  # fmt: skip
    assert make_index(records, "en") == make_index(records, "en")


def test_an_index_of_another_format_stays_as_it_is():
    entry = json.dumps({"languages": {"en": {"hash": "en_1"}}}).encode()
    files = {"pagefind-entry.json": entry, "pagefind.en_1.pf_meta": gzip.compress(b"another format")}
    assert with_order(files) == files


def test_a_damaged_index_in_the_cache_is_made_again(edition: EditionMaker, cache: Path):
    first = made(edition(FILES))
    for file in cache.glob("search-*"):
        file.write_bytes(file.read_bytes()[:-100])
    assert made(edition(FILES)) == first


def test_without_its_program_the_build_says_what_to_install_and_goes_on(
    edition: EditionMaker, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("plugins.newsroom.library.settings.installed", dict)
    context: dict[str, Any] = {"edition": edition(FILES)}
    assert make_search(context) == []
    (said,) = context["search remarks"]
    assert "pagefind-bin-extended" in said and "SEARCH = False" in said and "pip install" in said
    assert max(map(len, said.splitlines())) <= 80 + 20


def test_a_program_that_gives_up_is_told_and_the_build_goes_on(edition: EditionMaker, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> dict[str, bytes]:
        raise PagefindError("no reason given")

    monkeypatch.setattr(making, "make_index", fail)
    context: dict[str, Any] = {"edition": edition({"pages/other.md": "---\ntitle: Other\n---\nAnother page.\n"})}
    assert make_search(context) == []
    assert "no reason given" in context["search remarks"][0]


def test_a_program_that_ends_at_once_is_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr("pagefind_bin_extended.get_executable", lambda: program)
    with pytest.raises(PagefindError):
        make_index([SearchRecord(url="/", text="a", meta=(), filters=())] * 5, "en")


@pytest.mark.parametrize(("given", "state"), [({"SEARCH": False}, "off"), ({"PREVIEW": True}, "later"), ({}, "on")])
def test_the_settings_say_whether_there_is_a_search(given: dict[str, bool], state: str, edition: EditionMaker):
    found = edition(FILES, **given)
    assert found.settings.search == state
    assert bool(made(found)) is (state == "on")


def test_a_document_is_found_in_the_languages_that_it_is_written_in(edition: EditionMaker, pdf: Callable[[int], bytes]):
    spanish = FILES["documents/memo/index.md"].replace("kind: memo", "kind: memo\nlanguage: eng+spa")
    found = records_by_language(edition({**FILES, "documents/memo/index.md": spanish, "documents/memo/m.pdf": pdf(2)}))
    assert [record.url for record in found["es"]] == ["/es/releases/2010/a/", "/documents/memo/#page=2"]
    assert "/documents/memo/#page=2" in [record.url for record in found["en"]]
    assert pagefind.version().startswith("pagefind_bin_extended-")
