"""Files that are published beside a page: each once, under a plain name."""

from typing import Any

from plugins.newsroom.library.edition import Edition, assets_of
from tests.conftest import EditionMaker


def release(body: str, fields: str = "") -> str:
    return f"---\ntitle: R\ndate: 2010-09-01\n{fields}---\n{body}\n"


def assets(edition: Edition) -> dict[str, str]:
    (item,) = edition.library.releases
    return assets_of(edition, item)


def test_names_are_plain_and_in_the_order_of_their_use(edition: EditionMaker, png: Any) -> None:
    found = edition(
        {
            "releases/a.md": release(
                "![A]({static}Our%20Poster.PNG) [b]({attach}data/table.csv)", "images:\n- file: c.jpg\n  alt: x\n"
            ),
            "releases/Our Poster.PNG": png(2, 2),
            "releases/data/table.csv": "a",
            "releases/c.jpg": png(3, 3),
        }
    )
    assert list(assets(found).items()) == [
        ("releases/Our Poster.PNG", "our-poster.png"),
        ("releases/data/table.csv", "table.csv"),
        ("releases/c.jpg", "c.jpg"),
    ]


def test_two_files_of_one_name_are_told_apart_and_one_file_used_twice_is_one(edition: EditionMaker) -> None:
    names = ("x/t.csv", "y/t.csv", "T!.csv", "index.txt", "———.csv")
    body = " ".join(f"[a]({{static}}{name})" for name in (*names, names[0]))
    files = {f"releases/{name}": name for name in names}
    assert list(assets(edition({"releases/a.md": release(body), **files})).values()) == [
        "t.csv",
        "t-2.csv",
        "t-3.csv",
        "index-2.txt",
        "file.csv",
    ]


def test_a_withdrawn_release_publishes_no_file(edition: EditionMaker, png: Any) -> None:
    gone = "status: withdrawn\nwithdrawn:\n  date: 2010-09-05\n  reason: x\nimages:\n- file: c.png\n  alt: x\n"
    found = edition({"releases/a.md": release("![A]({static}c.png)", gone), "releases/c.png": png(2, 2)})
    assert assets(found) == {}


def test_an_image_of_the_fields_may_be_written_as_in_the_text(edition: EditionMaker, png: Any) -> None:
    for written in ("c.png", "'{static}c.png'", "'{attach}/releases/c.png'", "/releases/c.png"):
        fields = f"images:\n- file: {written}\n  alt: x\n"
        found = edition({"releases/a.md": release("x", fields), "releases/c.png": png(2, 2)})
        assert assets(found) == {"releases/c.png": "c.png"}
