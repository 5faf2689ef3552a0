"""Publishing to an object store, tried on moto's server on loopback. All content is sample data."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.desk.publishing.model import Busy, State, TargetError
from plugins.desk.publishing.targets import s3
from plugins.desk.publishing.targets.s3 import S3Target
from plugins.hosting.policy import ALWAYS_ASK, FOR_EVER
from tests.depth import cases
from tests.desk.publishing.small_sites import ledger_of, small_site

boto3 = pytest.importorskip("boto3", reason="boto3 is absent: pip install -r requirements-s3.txt")


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server_module = pytest.importorskip("moto.server", reason="moto is absent: pip install -r requirements-dev.txt")
    server = server_module.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def target(endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> S3Target:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "sample")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "sample")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    bucket = f"sample-{abs(hash(str(tmp_path)))}"
    place = S3Target(
        name="live", url="", bucket=bucket, kept=tmp_path / "kept", endpoint=endpoint, region="us-east-1",
        prefix="press/",
    )  # fmt: skip
    place._connect()
    place.client.create_bucket(Bucket=bucket)
    return place


def files(number: int) -> dict[str, str]:
    return {
        "index.html": f"site {number}",
        "releases/2024/a/index.html": f"release {number}",
        "documents/memo/memo.pdf": "pdf",
        "feeds/all.rss.xml": f"feed {number}",
        f"theme/site.{number:012x}.css": f"css {number}",
        "_headers": "for another host",
        "releases/2024/old/index.html": "leads on",
        "_redirects": "/releases/2024/old/ /releases/2024/a/ 301\n/feeds/old.rss.xml /feeds/all.rss.xml 301\n",
    }


def go(place: S3Target, tmp_path: Path, number: int, ledger: str = "", **changed: Any) -> State:
    with place.locked("sample person"):
        live = place.live()
        wanted = {path: text for path, text in {**files(number), **changed}.items() if text is not None}
        site = small_site(tmp_path / f"build{number}", wanted, number, live, ledger)
        place.put(site, live)
        place.switch(site, live)
        taken_down = [f"urn:{name}" for name in "abc" if f'"title": "{name}", "taken_down"' in ledger]
        place.tidy(taken_down, "https://example.org")
    return site.state


def shown(place: S3Target) -> dict[str, str]:
    return {
        path: place.client.get_object(Bucket=place.bucket, Key=f"press/{path}")["Body"].read().decode()
        for path in sorted(place.listing() or ())
    }


def expected(number: int) -> dict[str, str]:
    sent = {path: text for path, text in files(number).items() if not path.startswith("_")}
    return {**sent, "feeds/old.rss.xml": f"feed {number}"}


def test_objects_have_their_types_their_caching_and_their_redirects(target: S3Target, tmp_path: Path):
    assert target.live() is None
    first = go(target, tmp_path, 1)
    assert shown(target) == expected(1)
    assert target.live() == first

    def head(path: str) -> dict[str, Any]:
        found: dict[str, Any] = target.client.head_object(Bucket=target.bucket, Key=f"press/{path}")
        return found

    css, page = head("theme/site.000000000001.css"), head("releases/2024/old/index.html")
    assert (css["ContentType"], css["CacheControl"]) == ("text/css; charset=utf-8", FOR_EVER)
    assert (page["ContentType"], page["CacheControl"]) == ("text/html; charset=utf-8", ALWAYS_ASK)
    assert page["WebsiteRedirectLocation"] == "/releases/2024/a/"
    assert head("feeds/all.rss.xml")["ContentType"] == "application/rss+xml; charset=utf-8"
    assert head("feeds/old.rss.xml")["WebsiteRedirectLocation"] == "/feeds/all.rss.xml"


def test_hashed_files_go_one_publication_late_and_what_was_removed_goes(target: S3Target, tmp_path: Path):
    go(target, tmp_path, 1)
    go(target, tmp_path, 2, **{"documents/memo/memo.pdf": None})
    two = {path: text for path, text in expected(2).items() if path != "documents/memo/memo.pdf"}
    assert shown(target) == {**two, "theme/site.000000000001.css": "css 1"}
    go(target, tmp_path, 3)
    assert shown(target) == {**expected(3), "theme/site.000000000002.css": "css 2"}


def test_a_strangers_object_is_left_alone(target: S3Target, tmp_path: Path):
    target.client.put_object(Bucket=target.bucket, Key="press/theirs.txt", Body=b"x")
    target.client.put_object(Bucket=target.bucket, Key="other.txt", Body=b"x")
    go(target, tmp_path, 1)
    go(target, tmp_path, 2)
    assert "theirs.txt" in shown(target)
    assert target.client.get_object(Bucket=target.bucket, Key="other.txt")


def test_pages_come_after_what_they_link_to_and_what_was_taken_down_goes_first(
    target: S3Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    go(target, tmp_path, 1, ledger_of("a", "b"), **{"releases/2024/b/index.html": "b"})
    calls: list[tuple[str, str]] = []
    put, delete = target.client.put_object, target.client.delete_objects

    def put_object(**given: Any) -> Any:
        calls.append(("put", given["Key"].removeprefix("press/")))
        return put(**given)

    def delete_objects(**given: Any) -> Any:
        calls.extend(("delete", row["Key"].removeprefix("press/")) for row in given["Delete"]["Objects"])
        return delete(**given)

    monkeypatch.setattr(target.client, "put_object", put_object)
    monkeypatch.setattr(target.client, "delete_objects", delete_objects)
    go(target, tmp_path, 2, ledger_of("a", "b", taken_down=("b",)))
    order = [path for _, path in calls if not path.startswith(".daylight")]
    assert order[0] == "theme/site.000000000002.css"
    assert calls[[path for _, path in calls].index("releases/2024/b/index.html")][0] == "delete"
    assert order.index("releases/2024/b/index.html") < order.index("releases/2024/a/index.html")
    assert order.index("releases/2024/a/index.html") < order.index("index.html") < order.index("feeds/all.rss.xml")
    assert target.earlier().gone == ("“b”, https://example.org/releases/2024/b/",)  # type: ignore[union-attr]
    assert not list((tmp_path / "kept").glob("*00001Z*/site"))


def test_a_rollback_sends_the_output_that_was_kept(target: S3Target, tmp_path: Path):
    first = go(target, tmp_path, 1)
    go(target, tmp_path, 2)
    live, earlier = target.live(), target.earlier()
    assert live and earlier and earlier.id == first.id
    target.back(earlier, live)
    assert shown(target) == {**expected(1), "theme/site.000000000002.css": "css 2"}
    now = target.live()
    assert now and now.id == first.id
    go(target, tmp_path, 3)
    target.kept = tmp_path / "another computer"
    with pytest.raises(TargetError, match="is kept on the computer that published it"):
        target.earlier()


def test_two_at_once_one_wins_and_a_dead_lock_is_taken_over(
    target: S3Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with target.locked("sample person, since noon"), pytest.raises(Busy, match="sample person, since noon"):
        target._take_lock("another")
    target._take_lock("who was killed")
    with pytest.raises(Busy, match=r"(?s)who was killed.*3 minutes if it was killed"), target.locked("next"):
        pass
    later = datetime.now(UTC) + timedelta(seconds=s3.STALE + 5)

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return later

    monkeypatch.setattr(s3, "datetime", Later)
    with target.locked("next"):
        pass


def test_a_state_that_somebody_replaced_meanwhile_stops_the_second(target: S3Target, tmp_path: Path):
    go(target, tmp_path, 1)
    live = target.live()
    other = S3Target(
        name="x", url="", bucket=target.bucket, kept=tmp_path / "o", endpoint=target.endpoint, region="us-east-1",
        prefix="press/",
    )  # fmt: skip
    other.live()
    target.renew(replace(live, last="2024-06-01T00:00:00+00:00"))  # type: ignore[type-var]
    with pytest.raises(TargetError, match="Another publication went out meanwhile"):
        other.renew(State(id="x", last="", next=""))


def test_a_publication_that_is_cut_leaves_whole_pages_and_the_next_finishes_it(
    target: S3Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    go(target, tmp_path, 1)
    real = target.client.put_object
    for last in range(1, cases(5, 12)):
        left = [last]

        def put_object(left: list[int] = left, **given: Any) -> Any:
            left[0] -= not given["Key"].endswith("lock")
            if left[0] < 0:
                raise s3_error(503, "SlowDown")
            return real(**given)

        with monkeypatch.context() as patched:
            patched.setattr(target.client, "put_object", put_object)
            try:
                go(target, tmp_path, 2)
            except TargetError as error:
                assert "answers 503" in str(error) and "\n  Fix: " in str(error)
        for path, text in shown(target).items():
            assert text in (expected(1).get(path), expected(2).get(path)), path
        pages = [text for path, text in shown(target).items() if path == "index.html"]
        assert pages != ["site 2"] or "theme/site.000000000002.css" in shown(target)
    if not target.is_whole:
        assert not target.renew(State(id="x", last="", next=""))
    go(target, tmp_path, 3)
    assert target.live() and target.is_whole
    assert {path for path in shown(target) if "theme" not in path} == {p for p in expected(3) if "theme" not in p}


def s3_error(status: int, code: str) -> Exception:
    from botocore.exceptions import ClientError

    said = {"Error": {"Code": code, "Message": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(said, "PutObject")  # type: ignore[arg-type]


def test_each_fault_says_what_to_do(target: S3Target, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def told(**given: Any) -> str:
        place = S3Target(**{"name": "x", "url": "", "bucket": target.bucket, "kept": tmp_path, **given})
        with pytest.raises(TargetError) as error:
            place.live()
        assert "\n  Fix: " in str(error.value)
        return str(error.value)

    assert "There is no bucket" in told(bucket="no-such-bucket-here", endpoint=target.endpoint, region="us-east-1")
    assert "can't be reached" in told(endpoint="http://127.0.0.1:9", region="us-east-1")
    ahead = datetime.now(UTC).timestamp() + 3600
    monkeypatch.setattr(s3, "time", SimpleNamespace(time=lambda: ahead))
    assert "clock is 60 minutes ahead" in told(endpoint=target.endpoint, region="us-east-1")
    monkeypatch.undo()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    said = told(endpoint=target.endpoint, region="us-east-1")
    assert "There are no credentials" in said and "AWS_ACCESS_KEY_ID" in said


def test_readers_meet_whole_pages_and_no_dead_link_while_objects_change(target: S3Target, tmp_path: Path):
    go(target, tmp_path, 1)
    faults: list[str] = []
    stop, asked = threading.Event(), [0]

    def read() -> None:
        while not stop.is_set():
            try:
                page = target.client.get_object(Bucket=target.bucket, Key="press/index.html")["Body"].read().decode()
                number = int(page.removeprefix("site "))
                css = f"press/theme/site.{number:012x}.css"
                target.client.get_object(Bucket=target.bucket, Key=css)["Body"].read()
                asked[0] += 1
            except Exception as error:
                faults.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(2, cases(4, 14)):
        go(target, tmp_path, number)
    stop.set()
    for reader in readers:
        reader.join()
    assert faults == [] and asked[0] > 5
