"""`invoke publish --target`: what TARGETS may say, what a dry run prints, what is due, and what stops a publication."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from plugins.desk.building import BuildResult
from plugins.desk.publishing.due import due
from plugins.desk.publishing.model import Plan, State
from plugins.desk.publishing.place import alone
from plugins.desk.publishing.publish import Wanted, publish
from plugins.desk.publishing.report import refuse_many_removals
from plugins.desk.publishing.rollback import rollback
from plugins.desk.publishing.targets.folder import FolderTarget
from plugins.desk.publishing.targets.naming import read_target
from plugins.desk.publishing.targets.opening import open_target
from plugins.desk.refusal import Refused
from tests.conftest import THEME, ContentMaker, SettingsMaker
from tests.desk.publishing.servers import ssh_target, sshd
from tests.desk.publishing.test_publish import FIRST, SECOND, THIRD, release

SSH = {"kind": "ssh", "host": "www.example.org", "path": "/srv/site"}


@pytest.mark.parametrize(
    ("target", "what", "fix"),
    [
        ({"kind": "shh"}, "has the kind 'shh'", '"kind": "ssh"'),
        ({**SSH, "hosst": "x"}, "has “hosst”", '"host": "x"'),
        ({**SSH, "password": "x"}, "secrets never stand in a file", "ssh-add"),
        ({"kind": "ssh", "host": "www.example.org"}, "has no path", '"path": "/srv/site"'),
        ({**SSH, "path": "site"}, "has path 'site'", '"path": "/srv/site"'),
        ({**SSH, "host": "-oProxyCommand=x"}, "has host", '"host": "www.example.org"'),
        ({**SSH, "port": "22"}, "has port '22'", '"port": 22'),
        ({**SSH, "options": ["-i"]}, "has options", "IdentityFile"),
        ({**SSH, "url": "example.org"}, "has url", "https://example.org"),
        ({"kind": "s3", "bucket": "example", "secret_key": "x"}, "secrets never", "AWS_ACCESS_KEY_ID"),
        ({"kind": "git", "remote": "https://u:pw@x.example/r", "branch": "b"}, "has a password", "https://x.example/r"),
    ],
)
def test_a_target_that_cannot_be_used_is_refused_with_the_line_to_write(target: Any, what: str, fix: str):
    with pytest.raises(Refused) as refused:
        read_target({"TARGETS": {"live": target}, "SITEURL": "https://example.org"}, "live")
    first, second = str(refused.value).split("\n")
    assert what in first and fix in second and "pw@" not in second
    if "TARGETS = " in second:
        line = second.partition("TARGETS = ")[2]
        assert read_target({"TARGETS": json.loads(line)}, "live")


def test_a_name_that_is_not_there_is_told_with_the_nearest():
    given = {"TARGETS": {"live": SSH, "folder": {"kind": "folder", "path": "/srv/x"}}}
    with pytest.raises(Refused, match="Fix: write --target live"):
        read_target(given, "life")
    with pytest.raises(Refused, match=r"TARGETS in publishconf[.]py is empty"):
        read_target({}, "live")
    assert read_target({**given, "SITEURL": "https://example.org/"}, "live")["url"] == "https://example.org"
    assert open_target(given, "folder", Path()).url == ""


@pytest.fixture
def content(make_content: ContentMaker) -> Path:
    return make_content({"releases/2024/a.md": release()})


@pytest.fixture
def go(content: Path, tmp_path: Path) -> Any:
    def run(now: str, target: Any = None, **wanted: Any) -> BuildResult:
        take_down = wanted.pop("take_down", False)
        return publish(
            content=content, output=tmp_path / "work", now=now, site_url="https://example.org",
            more={"SEARCH": False, "CACHE_PATH": str(tmp_path / "cache")}, take_down=take_down,
            target=target or FolderTarget(path=tmp_path / "out", name="live"), wanted=Wanted(**wanted),
        )  # fmt: skip

    return run


def something_due(content: Path) -> None:
    """Between the first and the second moment, without a warning."""
    fields = "embargo: 2024-05-02T07:00-04:00\nsummary: It counts.\n"
    (content / "releases/2024/due.md").write_text(release("tag:x,2024:due", "Due sample", fields))


def given(content: Path, tmp_path: Path, now: str) -> dict[str, Any]:
    return {
        "PATH": str(content), "CACHE_PATH": str(tmp_path / "cache"), "THEME": str(THEME), "NOW": now,
        "SITEURL": "https://example.org", "TIMEZONE": "America/New_York",
    }  # fmt: skip


def test_a_dry_run_says_what_would_change_and_changes_nothing(go: Any, content: Path, tmp_path: Path):
    go(FIRST)
    (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", "Second sample"))
    later = release("tag:x,2024:c", "Later sample", "embargo: 2024-06-01T10:00-04:00\n")
    (content / "releases/2024/c.md").write_text(later)
    before = (content / "ledger.json").read_bytes(), sorted((tmp_path / "out").rglob("*"))
    said = go(SECOND, dry_run=True).text
    assert "new        Second sample\n             https://example.org/releases/2024/b/" in said
    assert (
        "scheduled  Saturday, June 1, 2024, 10:00 a.m. (America/New_York)\n             Later sample\n"
        "             releases/2024/c.md" in said
    )
    assert "new or changed (" in said and "this was a dry run" in said
    assert ((content / "ledger.json").read_bytes(), sorted((tmp_path / "out").rglob("*"))) == before
    assert "Later sample" not in go(SECOND, dry_run=True, when_due=True).text


def test_each_target_is_told_what_is_new_to_its_own_readers(go: Any, content: Path, tmp_path: Path):
    """A trial elsewhere makes nothing old there."""
    trial = FolderTarget(path=tmp_path / "trial", name="trial")
    go(FIRST)
    (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", "Second sample"))
    said = go(SECOND, trial).text
    assert "new        Sample news\n" in said and "new        Second sample\n" in said
    for done in (go(SECOND, dry_run=True), go(SECOND)):
        assert "new        Second sample\n" in done.text and "new        Sample news\n" not in done.text
    assert "Nothing is new or changed." in go(SECOND).text
    (content / "releases/2024/b.md").unlink()
    assert "TAKEN DOWN Second sample" in go(THIRD, trial, take_down=True).text
    assert "TAKEN DOWN Second sample" in go(THIRD, take_down=True).text


def test_what_is_due_is_published_once_and_titles_stay_out_of_logs(go: Any, content: Path):
    assert "new " in go(FIRST, when_due=True).text
    later = release("tag:x,2024:c", "Later sample", "embargo: 2024-05-03T11:00-04:00\n")
    (content / "releases/2024/c.md").write_text(later)
    quiet = go(SECOND, when_due=True)
    remembered = b"".join(file.read_bytes() for file in content.parent.glob(".out.state/*"))
    assert remembered and b"Later" not in remembered and b"2024/c" not in remembered
    assert (quiet.exit_code, quiet.text) == (
        0,
        "Nothing is due. Next: Friday, May 3, 2024, 11:00 a.m. (America/New_York).",
    )
    assert "Later sample\n             https://example.org/" in go("2024-05-03T16:00:00Z", when_due=True).text
    assert "Nothing is due." in go("2024-05-03T16:01:00Z", when_due=True).text


def test_a_warning_of_what_is_held_stays_out_of_logs(go: Any, content: Path):
    later = release("tag:x,2024:c", "Later sample", "embargo: 2024-06-01T10:00-02:00\n")
    (content / "releases/2024/c.md").write_text(later)
    (content / "releases/_drafts").mkdir()
    (content / "releases/_drafts/merger.md").write_text(release("tag:x,2024:d", "A draft"))
    said = go(FIRST, dry_run=True).text
    assert "releases/2024/c.md:" in said and "has an offset that is not in use" in said
    assert "in a folder of drafts: releases/_drafts/merger.md." in said
    for quiet in (go(FIRST, dry_run=True, when_due=True).text, go(FIRST, when_due=True).text):
        assert "2024/c" not in quiet and "offset" not in quiet and "merger" not in quiet
        assert "1 warning is left out, because it names something that may not be public yet." in quiet
        assert "Not yet public, because they are in a folder of drafts: 1." in quiet


@pytest.mark.parametrize(
    ("file", "fields", "number"),
    [
        ("c", "embargo: 2024-06-01T10:17\n", "1 error is"),
        ("merger", "embargo: 2024-06-01T10:17-04:00\ncolour: blue\n", "1 error is"),
        ("merger", "embargo: 2024-06-01T10:17-04:00\n", "1 publication problem is"),
    ],
)
def test_an_error_of_what_is_held_stays_out_of_logs(go: Any, content: Path, file: str, fields: str, number: str):
    """Its file, title and hour are in no line, nor its slug in what is wrong with a public record that names it."""
    something_due(content)
    go(FIRST)
    (content / f"releases/2024/{file}.md").write_text(release("tag:x,2024:c", "Later sample", fields))
    public = content / "releases/2024/a.md"
    if number.startswith("1 publication"):
        public.write_text(f"{public.read_text()}\nSee [another]({{release}}merger).\n")
    plain = go(SECOND)
    assert plain.exit_code == 1 and file in plain.text and "left out" not in plain.text
    for quiet in (go(SECOND, when_due=True), go(SECOND, dry_run=True, when_due=True)):
        assert quiet.exit_code == 1
        for word in (f"{file}.md", "merger", "Later", "10:17", "2024-06-01"):
            assert word not in quiet.text
        assert (
            f"{number} left out, because it names something that may not be public yet. Run `invoke check`"
            in quiet.text
        )


def test_an_error_at_the_hour_itself_stays_out_of_logs_for_it_did_not_go_out(go: Any, content: Path):
    go(FIRST)
    later = release("tag:x,2024:c", "Later sample", "embargo: 2024-05-02T08:00-04:00\n")
    (content / "releases/2024/merger.md").write_text(f"{later}\nSee [another]({{release}}nothing).\n")
    quiet = go(SECOND, when_due=True)
    assert quiet.exit_code == 1 and "merger" not in quiet.text and "Later" not in quiet.text
    assert "1 error and 1 warning are left out, because they name something" in quiet.text


def test_an_error_of_what_is_public_is_named_in_logs(go: Any, content: Path):
    something_due(content)
    go(FIRST)
    public = content / "releases/2024/a.md"
    public.write_text(f"{public.read_text()}\nSee [another]({{release}}nothing).\n")
    said = go(SECOND, when_due=True)
    assert said.exit_code == 1 and "releases/2024/a.md:" in said.text and "L001" in said.text
    assert "left out" not in said.text


def test_what_falls_due_within_a_minute_is_waited_for(settings: SettingsMaker, content: Path, monkeypatch):
    from dataclasses import replace
    from datetime import UTC, datetime, timedelta

    soon = datetime.now(UTC) + timedelta(seconds=30)
    later = release("tag:x,2024:c", "Later sample", f"embargo: {soon.isoformat(timespec='seconds')}\n")
    (content / "releases/2024/c.md").write_text(later)
    now = replace(settings(content), now=datetime.now(UTC), now_text="")
    waited: list[float] = []
    answer = due(now, State(id="x", last=datetime.now(UTC).isoformat(), next=""), waited.append)
    assert answer.is_due and 25 < waited[0] <= 30


def test_a_moment_that_the_target_remembers_counts_whatever_files_say(settings: SettingsMaker, content: Path):
    now = settings(content, "2024-05-03T12:00:00Z")
    for moment, is_due in (("2024-05-03T11:00:00+00:00", True), ("2024-05-03T13:00:00+00:00", False)):
        state = State(id="x", last="2024-05-02T12:00:00+00:00", next=moment)
        assert due(now, state).is_due is is_due


def test_a_ledger_that_goes_on_from_ours_is_taken_up_and_another_stops(go: Any, content: Path, tmp_path: Path):
    go(FIRST)
    old = (content / "ledger.json").read_bytes()
    (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", "Second sample"))
    go(SECOND)
    new = (content / "ledger.json").read_bytes()
    (content / "ledger.json").write_bytes(old)
    said = go(THIRD)
    assert said.exit_code == 0 and "ledger.json was brought up to date from" in said.text
    assert (content / "ledger.json").read_bytes() == new
    (content / "ledger.json").write_bytes(old.replace(b"2024-05-01T12:00:00Z", b"2024-04-30T12:00:00Z").replace(
        b"2024-04-01T04:00:00Z", b"2024-03-01T04:00:00Z"))  # fmt: skip
    with pytest.raises(Refused, match="does not go on from") as refused:
        go(THIRD)
    assert "--force-ledger" in str(refused.value)


def test_a_site_that_would_lose_more_than_a_fifth_stops():
    removed = tuple(f"releases/{n}/index.html" for n in range(30))
    plan = Plan(new=(), changed=(), removed=removed, bytes=0, before=100)
    with pytest.raises(Refused, match="would remove 30 of the 100 files") as refused:
        refuse_many_removals(plan, "sample")
    assert "--force-removals" in str(refused.value)
    hashed = tuple(f"theme/a{n}.0123456789ab.css" for n in range(30))
    refuse_many_removals(Plan(new=(), changed=(), removed=hashed, bytes=0, before=100), "sample")


def test_the_same_content_published_twice_at_once_is_told_who_does_and_a_timer_leaves_it_alone(
    go: Any, content: Path, tmp_path: Path
):
    place = FolderTarget(path=tmp_path / "out", name="live")
    with alone(content, tmp_path / "out"), place.locked("sample person on sample, since noon"):
        with pytest.raises(Refused, match="in progress: sample person on sample, since noon"):
            go(FIRST)
        quiet = go(FIRST, when_due=True)
    assert quiet.exit_code == 0 and "sample person" in quiet.text


def test_the_ledger_is_committed_when_asked_for(go: Any, content: Path):
    with pytest.raises(Refused, match="is not in a Git checkout"):
        go(FIRST, commit=True)

    def git(*words: str) -> str:
        command = ["git", "-c", "user.name=Sample", "-c", "user.email=sample@example.org", "-C", str(content), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    git("init", "-q")
    git("config", "user.name", "Sample")
    git("config", "user.email", "sample@example.org")
    said = go(FIRST, commit=True).text
    assert "Committed ledger.json: " in said
    assert git("show", "--name-only", "--format=%s").split("\n\n")[-1].strip().endswith("ledger.json")


def test_the_ledger_is_committed_by_the_user_of_a_timer_and_what_stops_it_is_said_with_the_line_to_type(
    go: Any, content: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    git = ["git", "-C", str(content)]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "config", "user.useConfigOnly", "true"], check=True)
    assert "Committed ledger.json: " in go(FIRST, commit=True).text
    log = subprocess.run([*git, "log", "--format=%an <%ae>"], check=True, capture_output=True, text=True).stdout
    assert log == "Publication <publication@localhost>\n"
    hook = content / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho Sample hook >&2\nexit 1\n")
    hook.chmod(0o755)
    (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", "Second sample"))
    said = go(SECOND, commit=True).text
    assert f"was not committed: Sample hook. Commit it yourself: git commit {content}/ledger.json" in said


def test_a_site_goes_out_over_ssh_and_comes_back(go: Any, content: Path, tmp_path: Path):
    with sshd(tmp_path / "sshd") as remote:
        target = ssh_target(remote, tmp_path / "srv")
        shown = tmp_path / "srv/current"
        assert go(FIRST, target).exit_code == 0
        first = (shown / "index.html").read_bytes()
        first_ledger = (content / "ledger.json").read_bytes()
        assert not (shown / ".daylight.json").exists()
        (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", "Second sample"))
        said = go(SECOND, target).text
        assert f"Published {target.place}, as of Thursday, May 2, 2024, 8:00 a.m. (America/New_York): " in said
        assert (shown / "releases/2024/b/index.html").exists()
        done = rollback(output=tmp_path / "work", given=given(content, tmp_path, THIRD), target=target)
        assert "removed    “Second sample”" in done.text
        assert "before the last publication, as of Wednesday, May 1, 2024, 8:00 a.m. (America/New_York): " in done.text
        assert (shown / "index.html").read_bytes() == first
        assert (content / "ledger.json").read_bytes() == first_ledger
        assert "Nothing is due" in go(THIRD, target, when_due=True).text
        assert not list(tmp_path.glob("work*")) and not list(tmp_path.glob(".work.pub*"))
        (content / "releases/2024/b.md").unlink()
        shutil.rmtree(tmp_path / "srv/releases")
