"""One publication after another, as staff make them. All content is sample data."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import feedparser
import pytest

from plugins.desk.building import BuildResult
from plugins.desk.publishing.publish import publish
from plugins.desk.refusal import Refused
from plugins.records.ledger import read_ledger
from tests.conftest import ContentMaker

FIRST, SECOND, THIRD = "2024-05-01T12:00:00Z", "2024-05-02T12:00:00Z", "2024-05-03T12:00:00Z"


def release(uid: str = "tag:x,2024:a", title: str = "Sample news", more: str = "", body: str = "Sample words.") -> str:
    return f"---\ntitle: {title}\nuid: {uid}\ndate: 2024-04-01\n{more}---\n{body}\n"


@pytest.fixture
def content(make_content: ContentMaker) -> Path:
    return make_content({"releases/2024/a.md": release()})


@pytest.fixture
def go(content: Path, tmp_path: Path) -> Any:
    def run(now: str, **more: Any) -> BuildResult:
        settings = {"SEARCH": False, "CACHE_PATH": str(tmp_path / "cache"), **more.pop("settings_too", {})}
        return publish(
            content=content, output=tmp_path / "out", now=now, site_url="https://example.org", more=settings, **more
        )

    return run


def ids(out: Path, name: str = "all") -> list[str]:
    parsed = feedparser.parse((out / f"feeds/{name}.rss.xml").read_bytes())
    assert not parsed.bozo
    return [entry.id for entry in parsed.entries]


def test_the_first_publication_writes_the_ledger_and_the_site(go: Any, content: Path, tmp_path: Path):
    done = go(FIRST)
    assert done.exit_code == 0, done.text
    ledger, problems = read_ledger(content)
    assert not problems
    [entry] = ledger.records.values()
    assert entry.addresses == ("releases/2024/a/",)
    assert "commit it" in done.text
    assert "Sample news\n             https://example.org/releases/2024/a/" in done.text
    assert (tmp_path / "out/releases/2024/a/index.html").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".out.lock", ".out.state", "cache", "content", "out"]


def test_published_again_nothing_moves_not_even_a_time(go: Any, content: Path, tmp_path: Path):
    go(FIRST)
    before = times(tmp_path / "out"), (content / "ledger.json").read_bytes()
    done = go(SECOND)
    assert done.exit_code == 0
    assert (times(tmp_path / "out"), (content / "ledger.json").read_bytes()) == before
    assert "Nothing is new or changed" in done.text


def times(folder: Path) -> dict[str, tuple[int, bytes]]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.name.startswith(".daylight"))
    return {str(file.relative_to(folder)): (file.stat().st_mtime_ns, file.read_bytes()) for file in files}


def test_what_is_dug_out_later_comes_first_in_the_feed(go: Any, content: Path, tmp_path: Path):
    go(FIRST)
    old = release("tag:x,2010:old", "Sample of 2010").replace("2024-04-01", "2010-09-01")
    (content / "releases/2024/old.md").write_text(old)
    assert go(SECOND).exit_code == 0
    assert ids(tmp_path / "out") == ["tag:x,2010:old", "tag:x,2024:a"]
    item = feedparser.parse((tmp_path / "out/feeds/all.rss.xml").read_bytes()).entries[0]
    assert item.published == "Thu, 02 May 2024 12:00:00 +0000"
    assert "Dated September 1, 2010." in item.content[0].value


def test_a_text_that_changes_in_silence_is_stopped_and_a_note_or_minor_lets_it_out(
    go: Any, content: Path, tmp_path: Path
):
    go(FIRST)
    file = content / "releases/2024/a.md"
    file.write_text(release(body="Other words."))
    before = times(tmp_path / "out")
    refused = go(SECOND)
    assert refused.exit_code == 1
    assert "H001" in refused.text and "releases/2024/a.md:" in refused.text and "--minor" in refused.text
    assert times(tmp_path / "out") == before
    assert "minor " in go(SECOND, minor=True).text
    file.write_text(release(more="changes:\n- date: 2024-05-03\n  note: A word was wrong.\n", body="Third words."))
    assert "corrected" in go(THIRD).text
    assert ids(tmp_path / "out") == ["tag:x,2024:a"]
    assert ids(tmp_path / "out", "corrections") == ["tag:x,2024:a#change-2024-05-03"]


def test_typography_and_line_breaks_are_no_change_of_text(go: Any, content: Path):
    go(FIRST)
    (content / "releases/2024/a.md").write_text(release(body="Sample\nwords."))
    assert go(SECOND).exit_code == 0


def test_a_record_that_is_gone_is_stopped_and_a_withdrawn_one_leaves_its_notice(go: Any, content: Path, tmp_path: Path):
    (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", "Second sample"))
    go(FIRST)
    (content / "releases/2024/b.md").unlink()
    refused = go(SECOND)
    assert refused.exit_code == 1
    assert "H002" in refused.text and "releases/2024/b.md was published at /releases/2024/b/" in refused.text
    gone = "status: withdrawn\nwithdrawn:\n  date: 2024-05-02\n  reason: It was wrong.\n"
    (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", "Second sample", gone))
    done = go(SECOND)
    assert done.exit_code == 0 and "withdrawn" in done.text
    assert b"It was wrong." in (tmp_path / "out/releases/2024/b/index.html").read_bytes()
    assert sorted(ids(tmp_path / "out")) == ["tag:x,2024:a", "tag:x,2024:b"]


def test_another_uid_for_the_same_file_is_told_as_what_it_is(go: Any, content: Path):
    go(FIRST)
    (content / "releases/2024/a.md").write_text(release("tag:x,2024:other"))
    refused = go(SECOND)
    assert refused.exit_code == 1
    assert "releases/2024/a.md:3: H002" in refused.text and "Fix: write uid: tag:x,2024:a" in refused.text


def test_a_new_slug_leaves_a_page_that_leads_on_and_lines_for_servers(go: Any, content: Path, tmp_path: Path):
    go(FIRST)
    (content / "releases/2024/a.md").write_text(release(more="slug: better\n"))
    done = go(SECOND)
    assert done.exit_code == 0 and "moved" in done.text
    out = tmp_path / "out"
    assert b'url=/releases/2024/better/"' in (out / "releases/2024/a/index.html").read_bytes()
    assert (out / "releases/2024/a/index.txt").read_bytes() == (out / "releases/2024/better/index.txt").read_bytes()
    assert "/releases/2024/a/ /releases/2024/better/ 301" in (out / "_redirects").read_text()
    assert ids(out) == ["tag:x,2024:a"]
    assert go(THIRD).exit_code == 0


def test_the_address_of_one_record_is_never_given_to_another(go: Any, content: Path):
    go(FIRST)
    (content / "releases/2024/a.md").write_text(release(more="slug: better\n"))
    (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", more="slug: a\n"))
    refused = go(SECOND)
    assert refused.exit_code == 1
    assert "releases/2024/b.md:5: H004 the address /releases/2024/a/ was that of releases/2024/a.md" in refused.text


def test_a_topic_that_loses_its_last_record_keeps_its_addresses(go: Any, content: Path, tmp_path: Path):
    file = content / "releases/2024/a.md"
    file.write_text(release(more="tags: [Sample topic]\n"))
    go(FIRST)
    file.write_text(release())
    assert go(SECOND).exit_code == 0
    out = tmp_path / "out"
    assert b'http-equiv="refresh"' in (out / "topics/sample-topic/index.html").read_bytes()
    assert ids(out, "topics/sample-topic") == []
    assert b"sample-topic" not in (out / "subscribe/index.html").read_bytes()


def test_what_is_held_again_leaves_no_trace_though_the_ledger_knows_it(go: Any, content: Path, tmp_path: Path):
    (content / "releases/2024/zanzibar.md").write_text(release("tag:x,2024:b", "Zanzibar", "tags: [Zanzibar]\n"))
    go(FIRST)
    (content / "releases/2024/zanzibar.md").write_text(
        release("tag:x,2024:b", "Zanzibar", "tags: [Zanzibar]\nstatus: draft\n")
    )
    assert go(SECOND, take_down=True).exit_code == 0
    found = {path: data for path, (_, data) in times(tmp_path / "out").items()}
    assert not [path for path, data in found.items() if "zanzibar" in path or b"anzibar" in data]
    (content / "releases/2024/zanzibar.md").write_text(release("tag:x,2024:b", "Zanzibar", "tags: [Zanzibar]\n"))
    assert go(THIRD).exit_code == 0
    assert read_ledger(content)[0].records["tag:x,2024:b"].first_published.year == 2024


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 9, "records": {}, "pages": []}', '{"version": 1}', "<<<<<<< HEAD\n",
             '{"version": 1, "pages": ["../"], "records": {}}',
             '{"version": 1, "pages": [], "records": {"a": {"addresses": []}}}']
)  # fmt: skip
def test_a_broken_ledger_stops_everything_with_one_line(go: Any, content: Path, tmp_path: Path, text: str):
    (content / "ledger.json").write_text(text)
    refused = go(FIRST)
    assert refused.exit_code == 1
    assert "content/ledger.json:1: H003 the ledger of what was published cannot be read" in refused.text
    assert (content / "ledger.json").read_text() == text
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_no_site_of_ours_is_not_replaced(go: Any, tmp_path: Path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    with pytest.raises(Refused, match=r"no build is known to have made.*: thesis[.]txt"):
        go(FIRST)
    assert (tmp_path / "out" / "thesis.txt").read_text() == "years of work"


KEEP = {"settings_too": {"KEEP_FILES": [".well-known/*", "CNAME"]}}


def test_what_a_host_keeps_in_the_output_goes_along_where_the_settings_name_it(go: Any, tmp_path: Path):
    go(FIRST)
    (tmp_path / "out" / ".well-known").mkdir()
    (tmp_path / "out" / ".well-known" / "token").write_text("proof")
    (tmp_path / "out" / "CNAME").write_text("example.org")
    assert go(SECOND, **KEEP).exit_code == 0
    assert (tmp_path / "out" / ".well-known" / "token").read_text() == "proof"
    assert (tmp_path / "out" / "CNAME").read_text() == "example.org"


@pytest.mark.parametrize("damage", ["none", "lost", "cut", "another's"])
def test_a_page_that_no_build_is_known_to_have_made_stops_a_publication(
    go: Any, content: Path, tmp_path: Path, damage: str
):
    go(FIRST)
    page, manifest = tmp_path / "out/releases/2024/zanzibar/index.html", tmp_path / "out/.daylight.json"
    page.parent.mkdir()
    page.write_text("held once, and never taken away")
    match damage:
        case "lost":
            manifest.unlink()
        case "cut":
            manifest.write_bytes(manifest.read_bytes()[:-99])
        case "another's":
            manifest.write_text('{"version": 1, "complete": true, "publication": true, "now": "", "files": {}}')
    before = (content / "ledger.json").read_bytes()
    with pytest.raises(Refused, match=r"releases/2024/zanzibar/index[.]html") as refused:
        go(SECOND, **KEEP)
    assert "KEEP_FILES" in str(refused.value)
    assert (content / "ledger.json").read_bytes() == before
    page.unlink()
    done = go(SECOND, **KEEP)
    assert done.exit_code == 0, done.text
    assert ("list of files" in done.text) == (damage in ("lost", "cut"))


@pytest.mark.parametrize("place", ["content/site", "."])
def test_an_output_in_or_around_the_content_is_refused(content: Path, tmp_path: Path, place: str):
    with pytest.raises(Refused, match="content"):
        publish(content=content, output=tmp_path / place, now=FIRST, more={"CACHE_PATH": str(tmp_path / "cache")})
    assert sorted(path.name for path in content.iterdir()) == ["releases"]


def test_a_publication_reads_each_byte_whatever_the_disk_says(
    go: Any, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """As a checkout with times set back and a kept cache would have it."""
    from plugins.newsroom.library import reading_cache

    (content / "releases/2024/b.md").write_text(
        release("tag:x,2024:b", "Second sample", "embargo: 2024-05-01T10:00Z\n")
    )
    kept: dict[str, tuple[int, int, int, int]] = {}
    monkeypatch.setattr(reading_cache, "_stat", lambda path: kept.setdefault(path, (100, 10**18, 10**18, 7)))
    assert go(FIRST).exit_code == 0
    (content / "releases/2024/b.md").write_text(
        release("tag:x,2024:b", "Second sample", "embargo: 2024-05-31T10:00Z\n")
    )
    assert "TAKEN DOWN: “Second sample”, https://example.org/releases/2024/b/" in go(SECOND).text
    done = go(SECOND, take_down=True)
    assert done.exit_code == 0, done.text
    assert not (tmp_path / "out/releases/2024/b/index.html").exists()


def test_a_publication_that_was_killed_between_its_renames_is_fixed(go: Any, tmp_path: Path):
    go(FIRST)
    (tmp_path / "out").rename(tmp_path / ".out.before")
    done = go(SECOND)
    assert done.exit_code == 0 and "Nothing is new or changed" in done.text
    assert not (tmp_path / ".out.before").exists()


def test_two_publications_at_once_are_refused(go: Any, content: Path):
    import fcntl
    import os

    handle = os.open(content, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    with pytest.raises(Refused, match="Another publication is in progress"):
        go(FIRST)
    os.close(handle)
    assert go(FIRST).exit_code == 0


@contextmanager
def hub(status: int = 204) -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """A WebSub hub on this machine, and what it was told."""
    told: list[dict[str, list[str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", told
    finally:
        server.shutdown()
        server.server_close()


def test_the_hub_hears_of_the_feeds_that_moved_and_of_no_other(go: Any, content: Path, tmp_path: Path):
    with hub() as (url, told):
        assert "Told the hub" in go(FIRST, settings_too={"WEBSUB_HUB": url}).text
        assert told[0]["hub.mode"] == ["publish"]
        assert "https://example.org/feeds/all.rss.xml" in told[0]["hub.url"]
        told.clear()
        go(SECOND, settings_too={"WEBSUB_HUB": url})
        assert told == []
        change = "changes:\n- date: 2024-05-03\n  note: A word was wrong.\n"
        (content / "releases/2024/a.md").write_text(release(more=change, body="New words."))
        go(THIRD, settings_too={"WEBSUB_HUB": url})
        moved = {address.removeprefix("https://example.org/feeds/") for address in told[0]["hub.url"]}
        assert {"all.rss.xml", "all.atom.xml", "all.json", "corrections.rss.xml", "languages/en.json"} <= moved
    page = (tmp_path / "out/feeds/all.atom.xml").read_text()
    assert f'<link rel="hub" href="{url}"/>' in page


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://no-such-host.invalid/"])
def test_a_hub_that_is_away_stops_nothing(go: Any, tmp_path: Path, url: str):
    done = go(FIRST, settings_too={"WEBSUB_HUB": url})
    assert done.exit_code == 0
    assert f"The hub {url} was not told" in done.text
    assert (tmp_path / "out/index.html").exists()


def test_a_hub_that_refuses_is_told_too(go: Any):
    with hub(status=500) as (url, _):
        assert "was not told" in go(FIRST, settings_too={"WEBSUB_HUB": url}).text
