"""The old site and the new one are exchanged at one stroke, and what a publication did can be undone."""

import errno
import threading
from pathlib import Path
from typing import Any

import pytest

from plugins.desk.publishing import exchange as exchanging
from plugins.desk.publishing.exchange import exchange
from plugins.desk.publishing.kept import kept_sites
from plugins.desk.publishing.rollback import rollback
from plugins.desk.publishing.targets import folder as folders
from plugins.desk.refusal import Refused
from plugins.records.ledger import read_ledger
from tests.conftest import THEME
from tests.desk.publishing.test_publish import FIRST, SECOND, THIRD, content, go, release, times  # noqa: F401

FOURTH, FIFTH = "2024-05-04T12:00:00Z", "2024-05-05T12:00:00Z"


@pytest.fixture
def back(content: Path, tmp_path: Path) -> Any:  # noqa: F811
    def run(now: str = FIFTH) -> str:
        given = {
            "PATH": str(content), "CACHE_PATH": str(tmp_path / "cache"), "THEME": str(THEME), "NOW": now,
            "SITEURL": "https://example.org", "TIMEZONE": "America/New_York",
        }  # fmt: skip
        done = rollback(output=tmp_path / "out", given=given)
        assert done.exit_code == 0, done.text
        return done.text

    return run


def site(tmp_path: Path) -> dict[str, bytes]:
    return {path: data for path, (_, data) in times(tmp_path / "out").items()}


def test_a_rollback_puts_back_site_and_ledger_byte_for_byte(go: Any, back: Any, content: Path, tmp_path: Path):  # noqa: F811
    go(FIRST)
    before = site(tmp_path), (content / "ledger.json").read_bytes()
    (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", "Second sample"))
    go(SECOND)
    said = back()
    assert (site(tmp_path), (content / "ledger.json").read_bytes()) == before
    assert "“Second sample”, https://example.org/releases/2024/b/" in said
    with pytest.raises(Refused, match="has no earlier site to go back to"):
        back()
    assert go(THIRD).exit_code == 0
    assert "releases/2024/b/index.html" in site(tmp_path)


def test_the_last_three_are_kept_and_come_back_one_by_one(go: Any, back: Any, content: Path, tmp_path: Path):  # noqa: F811
    sites = []
    for number, now in enumerate((FIRST, SECOND, THIRD, FOURTH, FIFTH)):
        (content / f"releases/2024/n{number}.md").write_text(release(f"tag:x,2024:{number}", f"Sample {number}"))
        assert go(now).exit_code == 0
        sites.append(site(tmp_path))
    assert len(kept_sites(tmp_path / "out")) == 3
    for wanted in (sites[3], sites[2], sites[1]):
        back()
        assert site(tmp_path) == wanted
    with pytest.raises(Refused):
        back()


HOLD = {
    "draft": "status: draft\n",
    "embargo": "embargo: 2024-06-01T10:00Z\n",
    "faulty draft": "status: draft\nfoo: x\n",
    "deleted": "",
}


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("how", HOLD)
def test_what_was_taken_down_or_is_held_since_never_comes_back(
    go: Any,  # noqa: F811
    back: Any,
    content: Path,  # noqa: F811
    tmp_path: Path,
    how: str,
    published: bool,
):
    file = content / "releases/2024/b.md"
    file.write_text(release("tag:x,2024:b", "Zanzibar"))
    go(FIRST)
    (content / "releases/2024/c.md").write_text(release("tag:x,2024:c", "Third"))
    go(SECOND)
    file.write_text(release("tag:x,2024:b", "Zanzibar", HOLD[how])) if HOLD[how] else file.unlink()
    if published:
        assert go(THIRD, take_down=True).exit_code == 0
    before = site(tmp_path), (content / "ledger.json").read_bytes()
    with pytest.raises(Refused, match=r"“Zanzibar”, https://example[.]org/releases/2024/b/"):
        back()
    assert (site(tmp_path), (content / "ledger.json").read_bytes()) == before
    kept = [path for path in (tmp_path / ".out.kept").rglob("*") if path.is_file() and b"Zanzibar" in path.read_bytes()]
    if published:
        assert {path.name for path in kept} <= {"ledger.json", "state.json"}


def test_readers_meet_the_old_site_or_the_new_one_at_every_moment(tmp_path: Path):
    place, new = tmp_path / "out", tmp_path / "new"
    for folder in (place, new):
        folder.mkdir()
        (folder / "index.html").write_text("x")
    stop, missed = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            if not (place / "index.html").exists():
                missed.append(1)

    reader = threading.Thread(target=read)
    reader.start()
    said = [exchange(new, place) for _ in range(300)]
    stop.set()
    reader.join()
    assert (set(said), missed) == ({""}, [])


def without_exchange(one: Path, other: Path) -> bool:
    return False


def test_where_folders_cannot_be_exchanged_a_link_is_and_this_is_said(
    go: Any,  # noqa: F811
    back: Any,
    content: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(exchanging, "_exchanged", without_exchange)
    out = tmp_path / "out"
    go(FIRST)
    first = site(tmp_path)
    (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", "Second sample"))
    assert "is a link from now on" in go(SECOND).text
    assert out.is_symlink()
    (content / "releases/2024/c.md").write_text(release("tag:x,2024:c", "Third"))
    done = go(THIRD)
    assert done.exit_code == 0 and "for a moment" not in done.text
    assert "releases/2024/c/index.html" in site(tmp_path)
    back()
    back()
    assert site(tmp_path) == first
    assert len(list(tmp_path.glob(".out.site-*"))) == 1


def test_where_there_are_no_links_either_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refused(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(exchanging, "_exchanged", without_exchange)
    monkeypatch.setattr(Path, "symlink_to", refused)
    for name in ("out", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert "was unavailable for a moment" in exchange(tmp_path / "new", tmp_path / "out")
    assert (tmp_path / "out/new").exists() and (tmp_path / "new/out").exists()


class Killed(BaseException):
    pass


def killed(*_: Any, **__: Any) -> None:
    raise Killed


def test_killed_right_after_the_exchange_the_old_site_is_still_kept(
    go: Any,  # noqa: F811
    back: Any,
    content: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    go(FIRST)
    before = site(tmp_path), (content / "ledger.json").read_bytes()
    (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", "Second sample"))
    with monkeypatch.context() as patch:
        patch.setattr(folders, "put_aside", killed)
        with pytest.raises(Killed):
            go(SECOND)
    assert "releases/2024/b/index.html" in site(tmp_path)
    back()
    assert (site(tmp_path), (content / "ledger.json").read_bytes()) == before


@pytest.mark.parametrize("at", ["exchange", "put_back"])
def test_a_rollback_that_was_killed_is_finished_or_never_was(
    go: Any,  # noqa: F811
    content: Path,  # noqa: F811
    back: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    at: str,
):
    from plugins.desk.publishing import rollback as going_back

    go(FIRST)
    (content / "releases/2024/b.md").write_text(release("tag:x,2024:b", "Second sample"))
    go(SECOND)
    with monkeypatch.context() as patch:
        patch.setattr(going_back if at == "put_back" else folders, at, killed)
        with pytest.raises(Killed):
            back()
    done = go(THIRD)
    assert done.exit_code == 0, done.text
    assert set(read_ledger(content)[0].records) == {"tag:x,2024:a", "tag:x,2024:b"}
    assert "releases/2024/b/index.html" in site(tmp_path)
    back()
