"""What is held does not exist: the site with it is, byte for byte, the site without it."""

from typing import Any

import pytest

from plugins.checks.rules import find_problems
from tests.conftest import EditionMaker
from tests.newsroom.pages.drawing import drawn

WORD = "Zanzibar"
SHORT = WORD.lower()


def head(kind: str, slug: str, fields: str = "") -> str:
    own = "kind: memo\n" if kind == "document" else ""
    date = "" if "\ndate:" in f"\n{fields}" else "date: 2010-09-01\n"
    return f"---\ntitle: About {slug}\nuid: {kind}-{slug}\n{date}{own}{fields}---\n"


BRIEFING = "briefing: {start: 2010-11-05T10:00-04:00, where: A hall}\n"
SPOKEN = "recordings:\n- {{title: {0}, url: 'https://x.example/', transcript: {1}}}\n"
STATUSES = "summary: S\nstatuses: [{{slug: in, name: {0}}}]\n"


def visible(pdf: Any, png: Any) -> dict[str, str | bytes]:
    body = "See [the memo]({document}memo#page=2) and [the suit]({case}suit).\n\n![A letter]({static}letter.png)\n"
    return {
        "releases/2010/a.md": head("release", "a", "tags: [ice]\ncases: [suit]\norganizations: [ccr]\n") + body,
        "releases/2010/letter.png": png(4, 3),
        "releases/2010/b.md": head("release", "b", "tags: [ice, detainers]\nmodified: 2010-09-03\n") + "Words.\n",
        "cases/suit.md": head("case", "suit", "summary: A suit.\n") + "Words.\n",
        "documents/memo/index.md": head("document", "memo", "case: suit\n") + "Words.\n",
        "documents/memo/memo.pdf": pdf(2),
        "pages/about.md": head("page", "about") + "Words.\n",
        "releases/2010/c.md": head("release", "c", BRIEFING + SPOKEN.format("Sample talk", "Said.")) + "Words.\n",
        "trackers/t.md": head("tracker", "t", STATUSES.format("In")) + "Words.\n",
        "trackers/t.csv": (
            "place,state,status,date,document,note\nMarin,CA,in,2010-09-01,memo,\nNapa,CA,in,2010-09-02,,\n"
        ),
        "site.yml": f"name: S\nfeatured: {{release: {SHORT}, case: {SHORT}, documents: [{SHORT}]}}\n",
        "organizations.yml": f"ccr:\n  name: The Center\nzan:\n  name: {WORD} League\n",
        "contacts.yml": f"ana:\n  name: Ana\n  organization: ccr\n  public: true\nzoe:\n  name: {WORD}\n",
    }


HOLDS = {
    "a draft": "status: draft\n",
    "a future date": "date: 2010-10-01T12:00:01Z\n",
    "a draft with an alias": "status: draft\naliases: [/zanzibar-old/]\n",
    "a withdrawal of the future": (
        "date: 2010-11-01\nstatus: withdrawn\nwithdrawn:\n  date: 2010-11-02\n  reason: Zanzibar\n"
    ),
    "a change of the future": "date: 2010-11-01\nchanges:\n- date: 2010-11-02\n  note: Zanzibar\n",
}


def held(hold: str, pdf: Any, png: Any) -> dict[str, str | bytes]:
    """One held record of each kind, tied to everything that can be seen; and its files."""
    fields = HOLDS[hold]
    tagged = f"tags: [ice, {WORD}]\n{fields}"
    tied = f"cases: [suit]\ndocuments: [memo]\norganizations: [ccr, zan]\ncontacts: [zoe]\n{tagged}"
    tied += BRIEFING.replace("A hall", WORD) + SPOKEN.format(WORD, f"{SHORT}.txt")
    zhuang = f"slug: a\nlang: za\ntranslation: true\n{fields}"
    picture = f"releases/2010/{SHORT}.png"
    body = f"{WORD}: [the memo]({{document}}memo#page=1), [the suit]({{case}}suit), ![{WORD}]({{static}}/{picture})\n"
    return {
        f"releases/2010/{SHORT}.md": head("release", SHORT, tied) + body,
        picture: png(5, 5),
        "releases/2010/a.za.md": head("release", f"a-{SHORT}", zhuang) + body,
        f"cases/{SHORT}.md": head("case", SHORT, f"summary: {WORD}\n{tagged}") + body,
        f"documents/{SHORT}/index.md": head("document", SHORT, f"case: suit\n{tagged}") + f"{WORD}\n",
        f"documents/{SHORT}/{SHORT}.pdf": pdf(3),
        f"pages/{SHORT}.md": head("page", SHORT, tagged) + f"{WORD}\n",
        f"releases/2010/{SHORT}.txt": f"{WORD}\n",
        f"trackers/{SHORT}.md": head("tracker", SHORT, STATUSES.format(WORD) + tagged) + f"{WORD}\n",
        f"trackers/{SHORT}.csv": f"place,state,status,date,document,note\n{WORD},NV,in,2010-09-01,memo,{WORD}\n",
        "trackers/t.csv": (
            "place,state,status,date,document,note\nMarin,CA,in,2010-09-01,memo,\nNapa,CA,in,2010-09-02,,\n"
            f"{WORD},NV,in,2010-11-01,memo,{WORD}\n"
        ),
    }


@pytest.mark.parametrize("hold", HOLDS)
def test_held_records_of_every_kind_leave_no_byte(edition: EditionMaker, pdf: Any, png: Any, hold: str) -> None:
    files = visible(pdf, png)
    without = drawn(edition(files))
    with_held = edition({**files, **held(hold, pdf, png)})
    assert len(with_held.library.unseen) == 6
    assert with_held.library.problems == ()
    site = drawn(with_held)
    assert site == without
    assert [
        path for path, data in site.items() if SHORT in path or WORD.encode() in data or SHORT.encode() in data
    ] == []


def test_an_embargo_leaves_no_byte_until_its_second_and_then_all(edition: EditionMaker, pdf: Any, png: Any) -> None:
    files = visible(pdf, png)
    without = drawn(edition(files))
    files["releases/2010/z.md"] = (
        head("release", "z", "embargo: 2010-10-01T08:00:00-04:00\ntags: [Zanzibar]\n") + "Zanzibar.\n"
    )
    assert drawn(edition(files, now="2010-10-01T11:59:59Z")) == without
    site = drawn(edition(files, now="2010-10-01T12:00:00Z"))
    assert {"releases/2010/z/index.html", "releases/2010/z/index.txt", "topics/zanzibar/index.html"} <= site.keys()


def test_a_faulty_record_leaves_no_byte_either(edition: EditionMaker, pdf: Any, png: Any) -> None:
    files = visible(pdf, png)
    without = drawn(edition(files))
    files["releases/2010/z.md"] = head("release", "z", "stauts: draft\ntags: [Zanzibar]\n") + "Zanzibar.\n"
    found = edition(files)
    assert found.library.problems != ()
    assert drawn(found) == without


def test_a_link_to_what_is_held_shows_its_words_alone(edition: EditionMaker) -> None:
    files = {
        "releases/a.md": head("release", "a") + "We will [say more]({release}z), and [here]({filename}z.md#x) too.\n",
        "releases/z.md": head("release", "z", "status: draft\n"),
    }
    site = drawn(edition(files))
    page = site["releases/2010/a/index.html"].decode()
    assert "We will say more, and here too." in page
    assert "/z/" not in page
    assert "say more, and here too." in site["releases/2010/a/index.txt"].decode()


SITE_FILE = "name: S\npress: {{kit: [{{file: {0}, title: K}}]}}\n"
RECORDING = "recordings: [{{title: T, url: 'https://x.example/', transcript: {0}}}]\n"
OF_ANOTHER = {
    "a table in a folder of drafts": ("releases/drafts/zanzibar.csv", "kit", "L002"),
    "a logo in a folder of drafts": ("releases/drafts/zanzibar.svg", "logo", "L002"),
    "a transcript in a folder of drafts": ("releases/drafts/zanzibar.txt", "transcript", "L002"),
    "the table of a held tracker": ("trackers/held.csv", "kit", "L002"),
    "the table of a tracker, whose rows wait": ("trackers/out.csv", "kit", "B003"),
    "the text of a held PDF in the kit": ("documents/held/held.txt", "kit", "L002"),
    "the text of a held PDF as a transcript": ("documents/held/held.txt", "transcript", "C004"),
    "the text of a held PDF as a link": ("documents/held/held.txt", "link", "L002"),
}


@pytest.mark.parametrize("case", OF_ANOTHER)
def test_a_file_that_waits_with_another_record_gets_out_by_no_other_name(
    edition: EditionMaker, pdf: Any, case: str
) -> None:
    path, how, code = OF_ANOTHER[case]
    words = f"<svg xmlns='http://www.w3.org/2000/svg'><title>{WORD}</title></svg>" if path.endswith("svg") else WORD
    rows = f"place,status,date,note\nMarin,in,2010-09-01,\nYolo,in,2011-01-01,{WORD}\n"
    tracker = "summary: S\nstatuses: [{slug: in, name: In}]\n"
    files: dict[str, str | bytes] = {
        "releases/a.md": head("release", "a", RECORDING.format(f"/{path}") if how == "transcript" else "")
        + (f"[It]({{static}}/{path})\n" if how == "link" else "Words.\n"),
        "site.yml": {"kit": SITE_FILE.format(path), "logo": f"brand: {{logo: {path}}}\n"}.get(how, "name: S\n"),
        "trackers/held.md": f"---\ntitle: {WORD}\nuid: urn:t\nstatus: draft\n{tracker}---\n",
        "trackers/held.csv": rows,
        "trackers/out.md": f"---\ntitle: T\nuid: urn:u\n{tracker}---\n",
        "trackers/out.csv": rows,
        "documents/held/index.md": head("document", "held", "status: draft\n"),
        "documents/held/held.pdf": pdf(1),
        "documents/held/held.txt": WORD,
        **({path: words} if "/drafts/" in path else {}),
    }
    found = edition(files)
    assert code in {p.code for p in find_problems(found) if p.path in ("site.yml", "releases/a.md")}
    site = drawn(found)
    assert [at for at, data in site.items() if SHORT in at or WORD.encode() in data] == []


def test_a_plain_file_beside_a_held_document_may_be_named_by_what_is_out(edition: EditionMaker, pdf: Any) -> None:
    files = {
        "releases/a.md": head("release", "a") + "[It]({static}/documents/held/notes.txt)\n",
        "documents/held/index.md": head("document", "held", "status: draft\n"),
        "documents/held/held.pdf": pdf(1),
        "documents/held/notes.txt": "Sample notes.",
    }
    assert drawn(edition(files))["releases/2010/a/notes.txt"] == b"Sample notes."


def test_files_of_the_content_are_published_only_where_a_visible_record_names_them(
    edition: EditionMaker, png: Any, pdf: Any
) -> None:
    files = {
        "releases/a.md": head("release", "a") + "![A]({static}used.png)\n",
        "releases/used.png": png(2, 2),
        "releases/unused.png": png(3, 3),
        "releases/notes.txt": "secret",
        "documents/d/index.md": head("document", "d", "file: d.pdf\n"),
        "documents/d/d.pdf": pdf(1),
        "documents/d/working-copy.pdf": pdf(2),
        "documents/d/scan.png": png(4, 4),
        ".env": "secret",
    }
    site = drawn(edition(files))
    assert {"documents/d/d.pdf", "releases/2010/a/used.png"} <= site.keys()
    names = ("unused.png", "notes.txt", "working-copy.pdf", "scan.png", ".env")
    kept = {name: data for name, data in files.items() if name.endswith(names)}
    assert len(kept) == len(names)
    assert not any(path.endswith(names) for path in site)
    assert not site.keys() & kept.keys()
    secret = [data if isinstance(data, bytes) else data.encode() for data in kept.values()]
    assert [path for path, data in site.items() if data in secret] == []
