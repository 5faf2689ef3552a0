"""Recordings play on their page, can be read there, and go with the release wherever it goes."""

import io
import zipfile

import pytest

from plugins.desk.demo.recordings import tones as wav
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.site import theme_of
from tests.conftest import EditionMaker
from tests.evidence.publishing.test_downloads import found_in, mp4

HEAD = "---\ntitle: A\ndate: 2010-09-01\nuid: a\nrecordings:\n{rows}---\n\nWords.\n"
ROWS = (
    "  - {title: A sample talk, file: talk.wav, duration: '1:05', transcript: talk.txt}\n"
    "  - title: A sample walk\n    file: walk.mp4\n    transcript: |\n      Here we see **samples**.\n"
    "  - {title: Elsewhere, url: 'https://video.example/1', transcript: Nothing is said.}\n"
)
FILES: dict[str, str | bytes] = {
    "releases/a.md": HEAD.format(rows=ROWS),
    "releases/talk.wav": wav(),
    "releases/talk.txt": "First speaker: *Sample* words.\n\nSecond speaker: The end.\n",
    "releases/walk.mp4": mp4(b""),
}


def drawn(edition: EditionMaker, files: dict[str, str | bytes]) -> dict[str, bytes]:
    found = edition(files)
    theme = theme_of(found)
    return {
        place.path.removeprefix("releases/2010/a/"): place.make().content(theme)
        for place in outline(found)
        if place.path.startswith("releases/2010/a/")
    }


def test_each_plays_on_the_page_and_nothing_is_loaded_before(edition: EditionMaker) -> None:
    made = drawn(edition, FILES)
    page = made["index.html"].decode()
    assert '<audio class="recording__player no-print" controls preload="none" aria-label="A sample talk">' in page
    assert '<source src="/releases/2010/a/talk.wav" type="audio/wav">' in page
    assert '<source src="/releases/2010/a/walk.mp4" type="video/mp4">' in page
    assert page.count("<audio") == page.count("<video") == 1
    assert not found_in(made["talk.wav"]) and not found_in(made["walk.mp4"])


def test_what_lies_elsewhere_is_a_link_and_loads_nothing(edition: EditionMaker) -> None:
    page = drawn(edition, FILES)["index.html"].decode()
    assert '<a href="https://video.example/1">Elsewhere</a>' in page and "On another site" in page
    assert 'src="https:' not in page


def test_every_transcript_stands_on_the_page_wherever_it_was_written(edition: EditionMaker) -> None:
    page = drawn(edition, FILES)["index.html"].decode()
    assert "<p>First speaker: <em>Sample</em> words.</p>" in page
    assert "<p>Here we see <strong>samples</strong>.</p>" in page
    assert page.count("Transcript of") == 3


def test_the_kit_and_the_plain_text_have_them_too(edition: EditionMaker) -> None:
    made = drawn(edition, FILES)
    kit = zipfile.ZipFile(io.BytesIO(made["a.zip"]))
    assert {"a/recordings/talk.wav", "a/recordings/talk.txt", "a/recordings/walk.mp4"} <= set(kit.namelist())
    assert "Second speaker: The end." in kit.read("a/recordings/talk.txt").decode()
    text = made["index.txt"].decode()
    assert "A sample talk (1:05)" in text and "/releases/2010/a/talk.wav" in text and "https://video.example/1" in text


def test_a_changed_transcript_changes_the_page_and_what_was_published(edition: EditionMaker) -> None:
    first = edition(FILES).library.releases[0]
    other = edition({**FILES, "releases/talk.txt": "First speaker: Other words.\n"}).library.releases[0]
    assert first.fingerprint != other.fingerprint
    from plugins.newsroom.library.words import words_fingerprint

    assert words_fingerprint(first) != words_fingerprint(other)


def test_a_transcript_may_quote_a_page_and_link_to_records_and_files(edition: EditionMaker) -> None:
    files = {**FILES, "releases/talk.txt": "See [the other]({release}b) and [the notes]({attach}notes.txt).\n"}
    files |= {"releases/b.md": "---\ntitle: B\ndate: 2010-08-01\nuid: b\n---\n\nMore.\n", "releases/notes.txt": "n"}
    made = drawn(edition, files)
    assert 'href="/releases/2010/b/"' in made["index.html"].decode() and "notes.txt" in made


def test_a_withdrawn_release_keeps_none(edition: EditionMaker) -> None:
    gone = "status: withdrawn\nwithdrawn:\n  date: 2010-09-02\n  reason: It did not hold.\nrecordings:\n"
    made = drawn(edition, {**FILES, "releases/a.md": HEAD.replace("recordings:\n", gone).format(rows=ROWS)})
    assert set(made) - {"card.png"} == {"index.html", "index.txt"}
    assert b"sample talk" not in made["index.html"]


@pytest.mark.parametrize("name", ["talk.md", "../transcripts/talk.md", "/transcripts/talk.md"])
def test_a_file_of_markdown_lies_where_no_record_is_read(edition: EditionMaker, name: str) -> None:
    path = "releases/talk.md" if name == "talk.md" else "transcripts/talk.md"
    rows = f"  - {{title: A sample talk, file: talk.wav, transcript: {name}}}\n"
    text = "---\ntitle: T\ndate: 2010-08-01\nuid: t\n---\nx\n" if name == "talk.md" else "# Said\n\nSample words.\n"
    found = edition({**FILES, "releases/a.md": HEAD.format(rows=rows), path: text})
    codes = {problem.code for problem in found.library.problems}
    assert codes == ({"C004"} if name == "talk.md" else set())
