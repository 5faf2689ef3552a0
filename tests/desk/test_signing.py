"""`invoke sign`: what a person has seen is what is signed, and nothing else of the file changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.checks.rules import find_problems
from plugins.desk.refusal import Refused
from plugins.desk.signing import content_of, sign
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.reading import read_library
from tests.conftest import ContentMaker, SettingsMaker
from tests.evidence import pdf_samples as samples
from tests.newsroom.library.quoted import MEMO, PAGES, files, memo
from tests.newsroom.library.test_audit_findings import failing

ALTERED = "> A county must ask in writing to decline the program.\n> — [Memo, p. 1]({document}memo#page=1)"
OTHER = "\n\n> A county shall ask in writing to decline the program.\n> — [Memo, p. 1]({document}memo#page=1)"
PLACE = "releases/a.md:7"

Signer = Callable[..., bool]


@pytest.fixture
def signs(settings: SettingsMaker, tmp_path: Path, cache: Path) -> Signer:
    """Sign in a content folder, as `invoke sign` does; what was said is in the list `said`."""

    def make(
        content: Path, place: str = PLACE, *, by: str = "Maria", reason: str = "The scan is cut.", ask=None, said=None
    ):
        given = {
            "PATH": str(content), "OUTPUT_PATH": str(tmp_path / "output"), "CACHE_PATH": str(cache), "THEME": "theme",
            "SITEURL": "https://example.org", "TIMEZONE": "America/New_York", "DEFAULT_LANG": "en",
            "NOW": "2010-10-01T12:00:00Z",
        }  # fmt: skip
        return sign(given, place, by=by, reason=reason, ask=ask, say=[].append if said is None else said.append)

    return make


def problems(content: Path, settings: SettingsMaker) -> list[str]:
    """Without what is said of a release itself, such as that it has no summary."""
    found = find_problems(make_edition(read_library(settings(content), read_held=True)))
    return [p.code for p in found if not p.code.startswith("R")]


def test_a_signed_quotation_is_settled_and_the_file_keeps_every_other_line(
    make_content: ContentMaker, settings: SettingsMaker, signs: Signer
) -> None:
    content = make_content(files(ALTERED))
    assert "Q001" in problems(content, settings)
    assert signs(content)
    text = (content / "documents/memo/index.md").read_text()
    head, _, entry = text.partition("quote_review:\n")
    assert head + "---\n" == MEMO
    assert entry.split("sha256: ")[0] == (
        "  - by: Maria\n    date: 2010-10-01\n    reason: The scan is cut.\n    page: 1\n"
        "    words: A county must ask in writing to decline the program.\n    "
    )
    assert problems(content, settings) == []


def test_a_sign_off_covers_the_very_words_alone(
    make_content: ContentMaker, settings: SettingsMaker, signs: Signer
) -> None:
    content = make_content(files(ALTERED + OTHER))
    assert signs(content)
    assert problems(content, settings) == ["Q001"]
    page = (content / "releases/a.md").read_text()
    (content / "releases/a.md").write_text(page.replace("county must ask", "county may not ask"))
    assert problems(content, settings) == ["Q001", "Q001"]


@pytest.mark.parametrize("line", [6, 8])
def test_words_below_the_link_that_introduces_them_are_signed_at_either(
    make_content: ContentMaker, settings: SettingsMaker, signs: Signer, line: int
) -> None:
    content = make_content(files("The [memo]({document}memo#page=1) says:\n\n> A county must ask in writing."))
    assert signs(content, f"releases/a.md:{line}")
    assert problems(content, settings) == []


def test_a_sign_off_covers_what_is_struck_out(
    make_content: ContentMaker, settings: SettingsMaker, signs: Signer
) -> None:
    struck = "> A county may <s>ask</s> in writing.\n> — [Memo, p. 1]({document}memo#page=1)"
    content = make_content(files(struck))
    assert problems(content, settings) == ["Q001"]
    assert signs(content)
    assert problems(content, settings) == []
    page = (content / "releases/a.md").read_text()
    (content / "releases/a.md").write_text(page.replace("may <s>ask</s>", "<s>may</s> ask"))
    assert problems(content, settings) == ["Q001"]


def test_a_sign_off_covers_the_very_page_alone(
    make_content: ContentMaker, settings: SettingsMaker, signs: Signer
) -> None:
    content = make_content(files(ALTERED))
    assert signs(content)
    (content / "documents/memo/memo.pdf").write_bytes(memo((("Another text of the page.",), PAGES[1])))
    assert problems(content, settings) == ["Q001"]


def test_words_that_move_to_another_page_are_told_from_a_page_that_changed(
    make_content: ContentMaker, settings: SettingsMaker, signs: Signer
) -> None:
    content = make_content(files(ALTERED))
    assert signs(content)
    page = (content / "releases/a.md").read_text()
    (content / "releases/a.md").write_text(page.replace("p. 1](", "p. 2](").replace("page=1", "page=2"))
    found = find_problems(make_edition(read_library(settings(content), read_held=True)))
    (problem,) = [p for p in found if p.code == "Q001"]
    assert problem.what.endswith("what Maria signed on 2010-10-01 was for page 1")


def test_both_texts_are_shown_before_anything_is_asked(make_content: ContentMaker, signs: Signer) -> None:
    content, said, asked = make_content(files(ALTERED)), [], []
    before = (content / "documents/memo/index.md").read_bytes()

    def no(question: str) -> bool:
        asked.append("\n".join(said) + question)
        return False

    assert not signs(content, ask=no, said=said)
    assert (content / "documents/memo/index.md").read_bytes() == before
    (screen,) = asked
    assert "A county must ask in writing to           A county may ask in writing to" in screen
    assert "         ^^^^                                      ^^^" in screen
    assert all(len(line) <= 80 for line in screen.split("\n") if "/" not in line)


@pytest.mark.parametrize("change", ["words", "page"])
def test_what_changed_while_the_person_looked_is_not_signed(
    make_content: ContentMaker, signs: Signer, change: str
) -> None:
    content = make_content(files(ALTERED))
    before = (content / "documents/memo/index.md").read_bytes()

    def yes(_: str) -> bool:
        if change == "words":
            text = (content / "releases/a.md").read_text()
            (content / "releases/a.md").write_text(text.replace("must ask", "cannot ask"))
        else:
            (content / "documents/memo/memo.pdf").write_bytes(memo((("A county may ask or not.",), PAGES[1])))
        return True

    with pytest.raises(Refused, match="changed while you were looking"):
        signs(content, ask=yes)
    assert (content / "documents/memo/index.md").read_bytes() == before


@pytest.mark.parametrize(
    ("body", "place", "why"),
    [
        (ALTERED.replace("must", "may"), PLACE, "its words are on the page"),
        (ALTERED, "releases/a.md:3", "has no quotation .*\n.*sign one of these: .*a.md:7"),
        (ALTERED, "releases/b.md:7", "there is no file"),
        (ALTERED, "releases/a.md", "is not FILE:LINE"),
        (ALTERED, "../outside.md:7", "there is no file"),
        ("> Words of nobody.\n> — [Memo]({document}memo)", PLACE, "there is no page to sign for"),
    ],
)
def test_where_nothing_is_to_be_signed_that_is_said(
    make_content: ContentMaker, signs: Signer, body: str, place: str, why: str
) -> None:
    content = make_content(files(body))
    (content.parent / "outside.md").write_text("x")
    before = {file: file.read_bytes() for file in content.rglob("*") if file.is_file()}
    with pytest.raises(Refused, match=why):
        signs(content, place)
    assert {file: file.read_bytes() for file in content.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("more", [{"by": " "}, {"reason": ""}, {"by": "a\x1b[31m"}])
def test_a_name_and_a_reason_are_needed(make_content: ContentMaker, signs: Signer, more: dict[str, str]) -> None:
    with pytest.raises(Refused, match=r"is empty|control characters"):
        signs(make_content(files(ALTERED)), **more)


def test_signing_twice_is_refused_and_says_who_has(make_content: ContentMaker, signs: Signer) -> None:
    content = make_content(files(ALTERED))
    assert signs(content)
    with pytest.raises(Refused, match="Maria signed it on 2010-10-01"):
        signs(content)


def test_an_old_sign_off_without_words_holds_for_nothing_is_told_once_and_is_renewed(
    make_content: ContentMaker, settings: SettingsMaker, signs: Signer
) -> None:
    content = make_content(files(ALTERED))
    assert signs(content)
    file = content / "documents/memo/index.md"
    signed = file.read_text()
    lines = [line for line in signed.split("\n") if not line.startswith(("    words:", "    page:"))]
    file.write_text("\n".join(lines))
    found = find_problems(make_edition(read_library(settings(content), read_held=True)))
    assert [p.code for p in found if p.code != "R015"] == ["Q002", "Q001"]
    assert (found[0].path, found[0].line) == ("documents/memo/index.md", 7)
    assert f"invoke sign {content.as_posix()}/releases/a.md:7" in found[0].fix
    assert signs(content)
    assert file.read_text() == signed


def test_a_sign_off_lists_words_over_a_page_break_with_both_pages(
    make_content: ContentMaker, settings: SettingsMaker, signs: Signer
) -> None:
    words = "The agency must answer every county that asks in writing to decline the program"
    content = make_content(files(f"> {words}\n> — [Memo, p. 1]({{document}}memo#page=1)"))
    assert signs(content)
    assert "page: 1-2\n" in (content / "documents/memo/index.md").read_text()
    assert problems(content, settings) == []


def test_the_content_folder_is_that_of_the_file(tmp_path: Path) -> None:
    default = tmp_path / "content"
    assert content_of(f"{default}/releases/a.md:3", default) == default
    assert content_of(f"{tmp_path}/other/releases/2010/a.md:3", default) == tmp_path / "other"
    assert content_of("a.md:3", default) == default


def test_what_the_audit_found_is_shown_signed_by_name_and_open_again_with_the_next_finding(
    make_content: ContentMaker, settings: SettingsMaker, signs: Signer
) -> None:
    one = samples.saved(failing((samples.rectangle, "Quillfeather")))
    content = make_content({"documents/memo/index.md": MEMO, "documents/memo/memo.pdf": one})
    said: list[str] = []
    assert problems(content, settings) == ["D003"]
    assert signs(content, "documents/memo/index.md:1", said=said)
    assert "- on page 1, " in said[0]
    assert "memo-page-1.png" in said[0]
    assert "Quillfeather" not in "".join(said)
    text = (content / "documents/memo/index.md").read_text()
    assert "audit_review:\n  - by: Maria\n" in text
    assert "    findings:\n      - page-1-covered-text-" in text
    assert problems(content, settings) == []
    with pytest.raises(Refused, match="no open audit finding"):
        signs(content, "documents/memo/index.md:1")
    two = samples.saved(failing((samples.rectangle, "Quillfeather"), (samples.white_text, "Jessamyne")))
    (content / "documents/memo/memo.pdf").write_bytes(two)
    assert problems(content, settings) == ["D003"]
