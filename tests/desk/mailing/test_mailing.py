"""`invoke email`: what it writes is read by a MIME parser, and what may not go out is refused."""

import email
import re
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from plugins.desk.mailing.mailing import write_email
from plugins.desk.refusal import Refused
from tests.conftest import THEME, ContentMaker

HEAD = "---\ntitle: {title}\ndate: {date}\nuid: urn:uuid:{uid:08d}-0000-4000-8000-000000000000\n{fields}---\n{body}\n"
EMBARGO = "embargo: 2010-10-09T10:00-04:00\n"


def release(title: str, uid: int, fields: str = "", body: str = "Sample data.", date: str = "2010-09-01") -> str:
    return HEAD.format(title=title, date=date, uid=uid, fields=fields, body=body)


@pytest.fixture
def content(make_content: ContentMaker, png: Callable[[int, int], bytes]) -> Path:
    images = "images: [{file: lead.png, alt: A sample picture, caption: Sample caption, credit: Nobody, lead: true}]\n"
    return make_content(
        {
            "contacts.yml": "ana:\n  name: Ana Sample\n  email: ana@example.org\n  phone: +1 415 555 0100\n",
            "releases/open.md": release(
                "Sample & more <b>",
                1,
                f"dateline: Sampletown\ncontacts: [ana]\nsummary: A sample.\n{images}",
                "See [the other]({release}other) and ![inside](lead.png).\n\n[below](#part) is it.\n\n## Part {#part}",
            ),
            "releases/open.es.md": release("Muestra", 2, "lang: es\ntranslation: true\n"),
            "releases/lead.png": png(1600, 900),
            "releases/other.md": release("Other", 3),
            "releases/later.md": release("Later", 4, EMBARGO + images, "See [this one]({release}same)."),
            "releases/same.md": release("Same hour", 11, EMBARGO),
            "releases/reveals.md": release("Reveals", 12, EMBARGO, "Go to [next]({release}next)."),
            "releases/next.md": release("Next", 5, "embargo: 2011-01-01T10:00-05:00\n"),
            "releases/draft.md": release("Draft", 6, "status: draft\n"),
            "releases/drafts/folder.md": release("In a folder", 7),
            "releases/gone.md": release("Gone", 8, "status: withdrawn\nwithdrawn: {date: 2010-09-02, reason: No.}\n"),
            "releases/wrong.md": release("Wrong", 9, body="Click [here](https://example.com/) TK."),
            "releases/arabic.md": release("بيان", 10, "lang: ar\n"),
        }
    )


@pytest.fixture
def write(content: Path, tmp_path: Path, cache: Path) -> Callable[..., str]:
    def make(slug: str, now: str = "2010-10-01T12:00:00Z", **options: object) -> str:
        given = {
            "PATH": str(content), "OUTPUT_PATH": str(tmp_path / "output"), "CACHE_PATH": str(cache),
            "THEME": str(THEME), "SITENAME": "The Record", "SITEURL": "https://example.org",
            "TIMEZONE": "America/New_York", "DEFAULT_LANG": "en", "NOW": now,
        }  # fmt: skip
        return write_email(given, slug, **{"folder": tmp_path / "mail", **options})  # type: ignore[arg-type]

    return make


def read(file: Path) -> tuple[EmailMessage, str, str]:
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    assert not [defect for part in message.walk() for defect in part.defects]
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    said = (part.get_content().replace("\r\n", "\n") for part in (text, html))
    return message, *said  # type: ignore[return-value]


def test_a_parser_reads_subject_parts_and_the_mark_of_a_draft(write: Callable[..., str], tmp_path: Path) -> None:
    said = write("open")
    message, text, html = read(tmp_path / "mail/open.eml")
    assert message["Subject"] == "Sample & more <b>"
    assert message["X-Unsent"] == "1"
    assert message["Date"].datetime.isoformat() == "2010-10-01T12:00:00+00:00"
    assert message["Content-Language"] == "en"
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", message["Message-ID"])
    assert not {"From", "To", "List-Unsubscribe"} & set(message.keys())
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert text.startswith("FOR IMMEDIATE RELEASE\n")
    assert "Ana Sample" in text and "ana@example.org" in html
    assert "Sample &amp; more &lt;b&gt;" in html
    assert "never published: run `invoke publish`" in said


def test_every_link_is_whole_and_all_pictures_are_of_our_own_site(write: Callable[..., str], tmp_path: Path) -> None:
    write("open")
    _, _, html = read(tmp_path / "mail/open.eml")
    links = set(re.findall(r'href="([^"]*)"', html))
    assert "https://example.org/releases/2010/other/" in links
    assert "https://example.org/releases/2010/open/#part" in links
    assert all(link.startswith(("https://example.org/", "mailto:", "tel:")) for link in links)
    sources = re.findall(r'src="([^"]*)"', html)
    assert len(sources) == 2
    assert all(source.startswith("https://example.org/releases/2010/open/lead") for source in sources)
    assert not re.search(r"<link|<script|@import|url\(|srcset|\sbackground=\"http", html)


def test_pictures_within_it_are_attached_once_and_shown_by_their_ids(write: Callable[..., str], tmp_path: Path) -> None:
    write("open", inline_pictures=True)
    message, _, html = read(tmp_path / "mail/open.eml")
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds[:4] == ["multipart/alternative", "text/plain", "multipart/related", "text/html"]
    pictures = [part for part in message.walk() if part.get_content_maintype() == "image"]
    assert len(pictures) == 1
    assert pictures[0].get_content()[:3] in (b"\xff\xd8\xff", b"\x89PN")
    assert set(re.findall(r'src="([^"]*)"', html)) == {f"cid:{pictures[0]['Content-ID'].strip('<>')}"}


def test_the_same_content_gives_the_same_bytes_and_other_words_another_id(
    write: Callable[..., str], content: Path, tmp_path: Path
) -> None:
    write("open", inline_pictures=True)
    first = (tmp_path / "mail/open.eml").read_bytes()
    write("open", inline_pictures=True)
    assert (tmp_path / "mail/open.eml").read_bytes() == first
    (content / "releases/open.md").write_text(release("Corrected", 1))
    write("open")
    ids = {email.message_from_bytes(raw)["Message-ID"] for raw in (first, (tmp_path / "mail/open.eml").read_bytes())}
    assert len(ids) == 2


def test_a_held_release_is_refused_and_under_embargo_says_so_on_top_of_both_parts(
    write: Callable[..., str], tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refusal:
        write("later")
    assert "held until Saturday, October 9, 2010, 10:00 a.m. (America/New_York)" in str(refusal.value)
    assert "`invoke email later --embargoed`" in str(refusal.value)
    assert not (tmp_path / "mail").exists()
    said = write("later", embargoed=True)
    message, text, html = read(tmp_path / "mail/later.eml")
    line = "EMBARGOED UNTIL SATURDAY, OCTOBER 9, 2010"
    assert text.startswith(line)
    assert "FOR IMMEDIATE RELEASE" not in text
    assert message["Subject"].startswith(line)
    shown = re.sub(r"<[^>]+>|\s+", " ", html.partition("<body")[2])
    assert shown.index(line) < shown.index("The Record")
    assert "in 8 days" not in html + text  # it is read at another hour
    assert [part for part in message.walk() if part.get_content_maintype() == "image"]  # they are nowhere else yet
    assert "its links lead nowhere" in said
    assert "/same/" in html


def test_an_embargoed_release_may_not_name_what_is_held_for_longer(write: Callable[..., str]) -> None:
    with pytest.raises(Refused, match="L002 the link “next” leads to next, which is held"):
        write("reveals", embargoed=True)


@pytest.mark.parametrize("folder", ["output", "output/releases", "mail/../output"])
def test_it_is_not_written_where_readers_see_it(write: Callable[..., str], tmp_path: Path, folder: str) -> None:
    with pytest.raises(Refused, match="which is the site that readers see"):
        write("later", embargoed=True, folder=tmp_path / folder)
    assert not (tmp_path / "output").exists()


def test_what_is_out_has_no_embargo_to_write(write: Callable[..., str]) -> None:
    with pytest.raises(Refused, match="open is not held") as refusal:
        write("open", embargoed=True)
    assert str(refusal.value).endswith("Fix: run `invoke email open`")


@pytest.mark.parametrize("embargoed", [False, True])
@pytest.mark.parametrize("original", ["status: draft\n", "embargo: soon\n"])
def test_a_translation_waits_for_an_original_that_is_not_finished(
    write: Callable[..., str], content: Path, original: str, embargoed: bool
) -> None:
    (content / "releases/half.md").write_text(release("Half", 20, original), encoding="utf-8")
    spanish = release("Mitad", 21, f"lang: es\ntranslation: true\n{EMBARGO}")
    (content / "releases/half.es.md").write_text(spanish, encoding="utf-8")
    with pytest.raises(Refused, match=r"half\.es\.md waits for its original, .*releases/half\.md"):
        write("half", lang="es", embargoed=embargoed)


@pytest.mark.parametrize("embargoed", [False, True])
@pytest.mark.parametrize(
    ("slug", "what", "fix"),
    [
        ("draft", "releases/draft.md:5 is a draft", "delete the line status: draft, then run `invoke email draft`"),
        ("folder", "releases/drafts/folder.md is in a folder of drafts", "move it to another folder"),
        ("arabc", "there is no release arabc", "did you mean `invoke email arabic`?"),
        ("gone", "is withdrawn since 2010-09-02", "send the release that replaces it"),
        ("wrong", "T009 ", "an e-mail can't be taken back"),
    ],
)
def test_what_may_not_go_out_is_refused(
    write: Callable[..., str], tmp_path: Path, slug: str, what: str, fix: str, embargoed: bool
) -> None:
    if embargoed and slug in ("gone", "wrong"):
        pytest.skip("these are not held")
    with pytest.raises(Refused) as refusal:
        write(slug, embargoed=embargoed)
    assert what in str(refusal.value)
    assert fix in str(refusal.value)
    assert not (tmp_path / "mail").exists()


def test_a_translation_has_its_own_file_and_words(write: Callable[..., str], tmp_path: Path) -> None:
    write("open", lang="es")
    message, text, html = read(tmp_path / "mail/open.es.eml")
    assert message["Content-Language"] == "es"
    assert text.startswith("PARA PUBLICACIÓN INMEDIATA")
    assert '<html lang="es" dir="ltr">' in html
    with pytest.raises(Refused, match="in no language fr, only in en, es"):
        write("open", lang="fr")


def test_it_runs_from_right_to_left_where_its_language_does(write: Callable[..., str], tmp_path: Path) -> None:
    write("arabic")
    message, _, html = read(tmp_path / "mail/arabic.eml")
    assert message["Subject"] == "بيان"
    assert 'dir="rtl"' in html
    assert "text-align: right" in html and "text-align: left" not in html
