"""Publishing to a branch of a repository, tried with Git itself. All content is sample data."""

import subprocess
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from plugins.desk.publishing.model import State, TargetError
from plugins.desk.publishing.online.asking import Answer
from plugins.desk.publishing.targets.git import GitTarget
from tests.desk.publishing.small_sites import ledger_of, small_site


def git(*words: str, where: Path) -> str:
    done = subprocess.run(["git", "-C", str(where), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    git("init", "-q", "--bare", str(tmp_path / "remote.git"), where=tmp_path)
    return tmp_path / "remote.git"


def target(remote: Path, tmp_path: Path, who: str = "one", url: str = "https://sample.invalid") -> GitTarget:
    return GitTarget(
        name="live", url=url, remote=f"file://{remote}", branch="pages", repository=tmp_path / f"{who}.git"
    )


def files(number: int) -> dict[str, str]:
    return {"index.html": f"site {number}", "same.html": "same", f"theme/a.{number:012x}.css": "css", "_a/b.txt": "x"}


def go(place: GitTarget, tmp_path: Path, number: int, ledger: str = "") -> State:
    live = place.live()
    site = small_site(tmp_path / f"build{number}-{place.repository.name}", files(number), number, live, ledger)
    place.put(site, live)
    place.switch(site, live)
    return site.state


def shown(remote: Path) -> dict[str, str]:
    names = git("ls-tree", "-r", "--name-only", "pages", where=remote).splitlines()
    return {name: git("show", f"pages:{name}", where=remote) for name in names}


def test_each_publication_is_one_commit_and_the_history_stays(remote: Path, tmp_path: Path):
    place = target(remote, tmp_path)
    assert place.live() is None
    go(place, tmp_path, 1)
    assert shown(remote) == {**files(1), ".nojekyll": "", "CNAME": "sample.invalid"}
    go(place, tmp_path, 2)
    assert shown(remote) == {**files(2), "theme/a.000000000001.css": "css", ".nojekyll": "", "CNAME": "sample.invalid"}
    go(target(remote, tmp_path, "another computer"), tmp_path, 3)
    assert "theme/a.000000000001.css" not in shown(remote)
    log = git("log", "--format=%s", "pages", where=remote).splitlines()
    assert log == [f"Publish as of 2024-05-0{n}T00:00:00+00:00" for n in (3, 2, 1)]
    refs = git("for-each-ref", "--format=%(refname)", where=remote).splitlines()
    assert refs == ["refs/daylight/state", "refs/heads/pages"]
    assert place.listing() == frozenset({*files(3), "theme/a.000000000002.css"})


def test_a_site_below_the_hosts_own_name_has_no_cname(remote: Path, tmp_path: Path):
    go(target(remote, tmp_path, url="https://sample.invalid.github.io/site"), tmp_path, 1)
    assert "CNAME" not in shown(remote)


def test_a_rollback_is_a_new_commit_with_the_tree_of_before(remote: Path, tmp_path: Path):
    place = target(remote, tmp_path)
    first = go(place, tmp_path, 1, ledger_of("a"))
    go(place, tmp_path, 2, ledger_of("a", "b"))
    go(place, tmp_path, 3, ledger_of("a", "b", "c"))
    other = target(remote, tmp_path, "another computer")
    for number, ledger in ((2, ledger_of("a", "b")), (1, first.ledger)):
        live, earlier = other.live(), other.earlier()
        assert live and earlier and earlier.ledger == ledger
        other.back(earlier, live)
        assert shown(remote)["index.html"] == f"site {number}"
        now = other.live()
        assert now and now.ledger == ledger
    assert other.earlier() is None
    assert len(git("log", "--format=%s", "pages", where=remote).splitlines()) == 5


def test_who_pushes_second_is_refused_and_told_who_was_first(remote: Path, tmp_path: Path):
    one, two = target(remote, tmp_path), target(remote, tmp_path, "two")
    go(one, tmp_path, 1)
    live = two.live()
    site = small_site(tmp_path / "late", files(9), 9, live)
    two.put(site, live)
    go(one, tmp_path, 2)
    with pytest.raises(TargetError, match="Another publication went out first: "):
        two.switch(site, live)
    assert shown(remote)["index.html"] == "site 2"


def test_moments_alone_are_renewed_without_a_commit(remote: Path, tmp_path: Path):
    place = target(remote, tmp_path)
    go(place, tmp_path, 1)
    live = place.live()
    assert live
    place.renew(State(id=live.id, last="2024-06-01T00:00:00+00:00", next="", files=live.files, ledger=live.ledger))
    now = place.live()
    assert now and now.last.startswith("2024-06-01") and now.id == live.id
    assert len(git("log", "--format=%s", "pages", where=remote).splitlines()) == 1


def test_what_was_taken_down_is_still_in_the_history_and_this_is_said(remote: Path, tmp_path: Path):
    place = target(remote, tmp_path)
    go(place, tmp_path, 1, ledger_of("a", "b"))
    go(place, tmp_path, 2, ledger_of("a", "b", taken_down=("b",)))
    assert "still holds what was taken down" in place.tidy(["urn:b"], "https://example.org")[0]
    go(place, tmp_path, 3, ledger_of("a", "b", taken_down=("b",)))
    assert place.tidy(["urn:b"], "https://example.org") == []


def test_a_push_that_is_refused_or_cut_leaves_the_old_site(remote: Path, tmp_path: Path):
    place = target(remote, tmp_path)
    go(place, tmp_path, 1)
    hook = remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    for script in ("echo 'remote: No space left on device' >&2; exit 1", "kill -9 $PPID"):
        hook.write_text(f"#!/bin/sh\n{script}\n")
        hook.chmod(0o755)
        with pytest.raises(TargetError) as error:
            go(place, tmp_path, 2)
        assert "The site is unchanged.\n  Fix: " in str(error.value)
        assert shown(remote)["index.html"] == "site 1"
    hook.unlink()
    go(place, tmp_path, 2)
    gone = GitTarget(name="x", url="", remote=f"file://{tmp_path}/none", branch="b", repository=tmp_path / "x.git")
    with pytest.raises(TargetError, match="There is no repository"):
        gone.live()


def test_a_clock_that_is_ahead_of_the_host_stops(remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def hour_ago(url: str) -> Answer:
        date = {"date": format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)}
        return Answer(url=url, status=404, headers=date, body=b"", sha256="", size=0)

    monkeypatch.setattr("plugins.desk.publishing.targets.git.ask", hour_ago)
    with pytest.raises(TargetError, match="clock is 60 minutes ahead of that of https://sample"):
        target(remote, tmp_path).live()
