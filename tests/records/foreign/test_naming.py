"""FIELD_NAMES: fields under another program's names are read as ours, and hold what ours would hold."""

from typing import Any

import pytest

from plugins.records.fixing.fixes import pasted
from plugins.records.problems import Severity

A = "releases/2010/a.md"
NAMES = {"Image": "images", "cover": "images", "Excerpt": "summary", "state": "status", "publishdate": "date"}


def release(*fields: str) -> str:
    return "\n".join(["---", "title: The memo", "uid: a", *fields, "---", "The words.\n"])


@pytest.fixture
def read(edition: Any, png: Any) -> Any:
    """The record that the fields make, if it is seen, and what is wrong."""

    def read_in(*fields: str, **given: Any) -> Any:
        text = fields[0] if fields[0].endswith("\n") else release("date: 2010-09-01", *fields)
        files = {A: text, "releases/2010/x.png": png(4, 3), "uploads/y.png": png(4, 3)}
        made = edition(files, **{"FIELD_NAMES": NAMES, **given})
        problems = [p for p in made.library.problems if p.path == A]
        return next((item.record for item in made.library.items), None), problems

    return read_in


@pytest.mark.parametrize(
    ("written", "files", "fix"),
    [
        ("image: x.png", ["x.png"], "write images: [{file: x.png, alt: …}]"),
        ("IMAGE: /uploads/y.png", ["/uploads/y.png"], "write images: [{file: /uploads/y.png, alt: …}]"),
        ("image: [x.png]", ["x.png"], "give it alt: and what it shows"),
        ("image:\n- x.png\n- /uploads/y.png", ["x.png", "/uploads/y.png"], "write - {file: x.png, alt: …}"),
        ("cover:\n  file: x.png\n  credit: A", ["x.png"], "give it alt: and what it shows"),
        ("cover:\n  file: x.png\n  alt:", ["x.png"], "give it alt: and what it shows"),
    ],
)
def test_a_picture_under_a_foreign_name_is_decoration_with_a_warning(
    read: Any, written: str, files: list[str], fix: str
) -> None:
    record, problems = read(written)
    assert [(image.file, image.alt) for image in record.images] == [(file, "") for file in files]
    assert {(p.code, p.severity) for p in problems} == {("I006", Severity.WARNING)}
    assert len(problems) == len(files)
    assert problems[0].fix.endswith(fix)
    if (paste := pasted(problems[0].fix, problems[0].line)) is not None:
        lines = release("date: 2010-09-01", written).split("\n")
        lines[paste.first - 1 : paste.last] = [paste.line]
        record, left = read("\n".join(lines))
        assert record.images[0].alt == "…"
        assert [p.code for p in left] == ["I006"] * (len(files) - 1) + ["T009"]  # the … is still to be filled in


def test_a_picture_under_a_foreign_name_that_has_alt_text_is_as_our_own(read: Any) -> None:
    record, problems = read("image: {file: x.png, alt: A memo}")
    assert [image.alt for image in record.images] == ["A memo"]
    assert problems == []


@pytest.mark.parametrize("none", ["none", "false", "No", "null", "~", ""])
def test_no_picture_by_any_name_is_none(read: Any, none: str) -> None:
    record, problems = read(f"image: {none}")
    assert (list(record.images), problems) == ([], [])


@pytest.mark.parametrize(
    "lines",
    [
        ("image: x.png", "image_alt: A memo", "image_credit: A"),
        ("cover: x.png", "cover-alt: A memo", "cover-credit: A"),
        ("image: x.png", "alt: A memo", "image_credit: A"),
        ("image:\n  path: x.png\n  alt: A memo\n  credit: A",),
        ("image: {src: x.png, alt: A memo}", "image_credit: A"),
    ],
)
def test_what_is_said_of_a_picture_beside_it_is_read_with_it(read: Any, lines: tuple[str, ...]) -> None:
    record, problems = read(*lines)
    assert [(image.file, image.alt, image.credit) for image in record.images] == [("x.png", "A memo", "A")]
    assert problems == []


def test_a_picture_under_our_own_name_needs_alt_text(read: Any) -> None:
    record, problems = read("images: [{file: x.png}]")
    assert record is None
    assert [p.code for p in problems] == ["F005"]


def test_a_plain_header_is_read_by_its_foreign_names_too(read: Any) -> None:
    record, problems = read(
        "Title: A\nUid: a\nPublishDate: 2010-09-01\nImage: x.png\nExcerpt: What it says.\n\nText.\n"
    )
    assert (record.summary, [image.file for image in record.images]) == ("What it says.", ["x.png"])
    assert [(p.code, p.line) for p in problems] == [("I006", 4)]
    assert "between two lines ---" in problems[0].fix


def test_a_foreign_name_beside_ours_is_a_field_given_twice(read: Any) -> None:
    record, problems = read("summary: One.", "excerpt: Two.")
    assert record is None
    assert [(p.code, p.line) for p in problems] == [("F003", 6)]
    assert {(p.code, p.line) for p in read("image: x.png", "cover: x.png")[1]} == {("I006", 5), ("F003", 6)}


@pytest.mark.parametrize(
    "held", ["state: draft", "state: Hidden", "state: x", "state:", "state: draft\nstatus: published"]
)
def test_what_a_foreign_name_holds_is_held(read: Any, held: str) -> None:
    assert read(held)[0] is None


def test_a_foreign_date_holds_and_is_named_at_its_line(read: Any) -> None:
    assert read(release("publishDate: 2011-01-01"))[0] is None
    assert read(release("publishDate: 2010-01-01"))[0] is not None
    _, problems = read(release("publishDate: 2010-31-08"))
    assert [(p.code, p.line, p.fix) for p in problems] == [("F007", 4, "write publishDate: 2010-08-31")]
    _, problems = read(release("publishDate: 2010-09-01", "modified: 2010-08-01"))
    assert [(p.code, p.line) for p in problems] == [("R010", 5)]


def test_where_a_record_has_no_such_field_the_name_stays_foreign(edition: Any) -> None:
    page = "---\ntitle: About\nuid: p\nimage: x.png\n---\nWords.\n"
    problems = edition({"pages/a.md": page}, FIELD_NAMES=NAMES).library.problems
    assert [(p.code, p.line) for p in problems] == [("F004", 4)]
    assert not edition({"pages/a.md": page}, FIELD_NAMES=NAMES, EXTRA_FIELDS=["image"]).library.problems
