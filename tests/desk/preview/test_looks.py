"""What the preview says of a page, and the other ways to look at it."""

import http.client
import json
import re
from collections.abc import Iterator
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from plugins.checks.for_preview import report_file
from plugins.desk.building import pelican_settings, run_build
from plugins.desk.mailing.looking import as_email
from plugins.desk.preview.listening import listen
from plugins.desk.preview.reload import Announcer
from plugins.desk.preview.report import Report
from plugins.desk.preview.routes import Shown
from plugins.desk.preview.web import PreviewServer
from tests.conftest import ContentMaker

NOW = "2010-10-01T12:00:00Z"
HEAD = (
    "---\ntitle: {title}\ndate: 2010-09-01\nuid: urn:sample:{title}\nsummary: Sample <b>data</b>.\n"
    "{fields}---\n{body}\n"
)


def release(title: str, fields: str = "", body: str = "Sample data.") -> str:
    return HEAD.format(title=title, fields=fields, body=body)


@pytest.fixture
def ask(make_content: ContentMaker, tmp_path: Path) -> Iterator[object]:
    content = make_content(
        {
            "releases/plain.md": release("Plain"),
            "releases/wrong.md": release("Wrong", body="Click here."),
            "releases/draft.md": release("Draft", "status: draft\n"),
            "releases/unread.md": release("Un: read", "status: draft\n"),
            "releases/hour.md": release("Hour", "status: draft\nembargo: WRITE THE TIME\n"),
        }
    )
    output, cache = tmp_path / "out", tmp_path / "cache"
    build = partial(
        run_build, content=content, output=output, now=NOW, site_url="http://127.0.0.1",
        more={"PREVIEW": True, "SHOW_HELD": True, "CACHE_PATH": str(cache)},
    )  # fmt: skip
    built = build()
    assert built.exit_code == 0, built.text
    listener, announcer = listen(0), Announcer()
    report = Report(report_file(cache, output))
    shown = Shown(output, announcer, report=report, email=lambda page: as_email(pelican_settings(build), page))
    server = PreviewServer(listener, shown)
    server.start()

    def get(path: str) -> tuple[int, http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection("127.0.0.1", listener.getsockname()[1], timeout=10)
        connection.request("GET", f"/{quote(path)}")
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()

    yield get
    announcer.close()
    server.close()
    listener.close()


def _without_tags_in_words(problems: list[dict[str, object]]) -> list[dict[str, object]]:
    """The summary of each release has a tag in it, for the tests of what is escaped."""
    return [p for p in problems if p["code"] != "F012"]


def test_a_page_is_told_of_its_own_problems_first_and_of_all_others(ask) -> None:  # type: ignore[no-untyped-def]
    here, elsewhere = (
        _without_tags_in_words(json.loads(ask("_preview/report/releases/2010/wrong/")[2])[name])
        for name in ("here", "elsewhere")
    )
    assert [(p["code"], p["line"], p["severity"]) for p in here] == [("L006", 7, "publication")]
    assert here[0]["file"].endswith("releases/wrong.md")
    assert here[0]["fix"]
    assert {p["path"] for p in elsewhere} == {"releases/unread.md", "releases/hour.md"}
    assert _without_tags_in_words(json.loads(ask("_preview/report/releases/2010/plain/")[2])["here"]) == []


def test_a_draft_that_cannot_be_read_says_why_in_place_of_its_page(ask) -> None:  # type: ignore[no-untyped-def]
    status, _, text = ask("releases/2010/unread/")
    assert status == 404
    assert "title: &#39;Un: read&#39;" in text
    assert "releases/unread.md:2" in text
    assert "can&#39;t be shown" in text or "can't be shown" in text
    assert "unread.md" not in ask("releases/2010/nothing/")[2]


def test_a_draft_whose_hour_is_still_to_be_written_is_shown_with_that_in_its_drawer(ask) -> None:  # type: ignore[no-untyped-def]
    status, _, page = ask("releases/2010/hour/")
    assert status == 200
    assert "DRAFT" in page
    [found] = _without_tags_in_words(json.loads(ask("_preview/report/releases/2010/hour/")[2])["here"])
    assert (found["code"], found["line"], found["severity"]) == ("F007", 7, "warning")
    assert "WRITE THE TIME" in found["what"]


def test_each_look_shows_the_page_and_leads_back(ask) -> None:  # type: ignore[no-untyped-def]
    for look, said in (("feed", "<h2>Plain</h2>"), ("shared", "card.png"), ("phone", "<iframe")):
        status, _, text = ask(f"_preview/{look}/releases/2010/plain/")
        assert status == 200
        assert said in text
        assert '<a href="/releases/2010/plain/">Back to the page</a>' in text
    assert "Sample &lt;b&gt;data&lt;/b&gt;." in ask("_preview/feed/releases/2010/plain/")[2]
    assert ask("_preview/other/releases/2010/plain/")[0] == 404
    assert "No feed has an item" in ask("_preview/feed/releases/")[2]
    assert "Page not found." in ask("_preview/shared/nothing/")[2]


def test_the_email_of_a_release_is_shown_and_that_of_a_draft_says_so(ask) -> None:  # type: ignore[no-untyped-def]
    status, _, text = ask("_preview/email/releases/2010/draft/")
    assert status == 200
    shown = [unescape(html) for html in re.findall(r'srcdoc="([^"]*)"', text)]
    assert len(shown) == 2
    assert ">DRAFT</td>" in shown[0]
    assert 'href="http://127.0.0.1/releases/2010/draft/"' in shown[0]
    assert "<b>Subject:</b> DRAFT: Draft" in text
    assert "Only a release can be sent" in ask("_preview/email/releases/")[2]


def test_an_embed_is_as_it_is_published_and_any_site_may_frame_it(ask) -> None:  # type: ignore[no-untyped-def]
    status, headers, text = ask("embed/release/plain/")
    assert status == 200
    assert headers["X-Frame-Options"] is None
    assert "frame-ancestors *" in headers["Content-Security-Policy"]
    assert "<script" not in text


def test_a_frame_of_this_server_alone_may_show_a_page(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("releases/2010/plain/")[1]["X-Frame-Options"] == "SAMEORIGIN"
    assert ask("releases/2010/plain/index.txt")[1]["X-Frame-Options"] == "DENY"


def test_the_report_is_in_no_output(ask, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert not [file for file in (tmp_path / "out").rglob("*") if file.is_file() and b"L006" in file.read_bytes()]


def test_a_build_that_is_no_preview_writes_no_report(make_content: ContentMaker, tmp_path: Path) -> None:
    content = make_content({"releases/wrong.md": release("Wrong", body="Click here.")})
    more = {"CACHE_PATH": str(tmp_path / "cache")}
    run_build(content=content, output=tmp_path / "out", now=NOW, site_url="https://example.org", more=more)
    assert not list((tmp_path / "cache").glob("preview-*"))


def test_a_preview_says_nothing_of_taking_off_what_was_never_on(make_content: ContentMaker, tmp_path: Path) -> None:
    more = {"CACHE_PATH": str(tmp_path / "cache"), "PREVIEW": True}
    for fields in ("", "status: draft\n"):
        content = make_content({"releases/a.md": release("A", fields), "releases/b.md": release("B")})
        built = run_build(content=content, output=tmp_path / "out", now=NOW, site_url="https://example.org", more=more)
    assert "Taken off" not in built.text
    assert not (tmp_path / "out/releases/2010/a").exists()
