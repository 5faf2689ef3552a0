"""The seal of the cache: nobody without the key makes one, and the key lies outside of it."""

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins import sealing
from plugins.sealing import BrokenSealError, key, sealed, unsealed


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A virtual environment without a key."""
    folder = tmp_path / "environment"
    folder.mkdir()
    monkeypatch.delenv(sealing.VARIABLE, raising=False)
    monkeypatch.setattr(sys, "prefix", str(folder))
    key.cache_clear()
    yield folder
    monkeypatch.undo()
    key.cache_clear()


def of_another_process() -> sealing.Key:
    key.cache_clear()
    return key()


def test_what_was_sealed_is_read_back_as_what_it_is_and_as_nothing_else():
    data = sealed("verdicts", b"words")
    assert unsealed("verdicts", data) == b"words"
    with pytest.raises(BrokenSealError):
        unsealed("readings", data)


@pytest.mark.parametrize("at", [0, 31, 32, -1])
def test_one_bit_breaks_the_seal(at: int):
    data = bytearray(sealed("verdicts", b"words"))
    data[at] ^= 1
    with pytest.raises(BrokenSealError):
        unsealed("verdicts", bytes(data))


@pytest.mark.parametrize("data", [b"", b"{}", b"\0" * 100])
def test_what_bears_no_seal_of_ours_counts_as_nothing(data: bytes):
    with pytest.raises(BrokenSealError):
        unsealed("verdicts", data)


def test_the_key_is_made_once_for_its_user_alone(environment: Path):
    first = key()
    (file,) = environment.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert first.is_kept and first == of_another_process()


def test_a_key_that_was_cut_short_is_made_anew(environment: Path):
    (environment / "cache-key").write_bytes(b"short")
    assert key() == of_another_process() != sealing._named(b"short")
    assert [file.name for file in environment.iterdir()] == ["cache-key"]


def test_where_no_key_can_be_kept_the_next_build_takes_nothing(environment: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "prefix", str(environment / "not there"))
    data = sealed("verdicts", b"words")
    assert not key().is_kept and unsealed("verdicts", data) == b"words"
    of_another_process()
    with pytest.raises(BrokenSealError):
        unsealed("verdicts", data)


def test_without_an_environment_of_its_own_no_key_is_put_into_the_system(
    environment: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "base_prefix", sys.prefix)
    assert not key().is_kept
    assert not any(environment.iterdir())


def test_a_key_that_is_given_is_taken(environment: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(sealing.VARIABLE, "a" * 32)
    data = sealed("verdicts", b"words")
    assert of_another_process().is_kept and unsealed("verdicts", data) == b"words"
    assert not any(environment.iterdir())
    monkeypatch.setenv(sealing.VARIABLE, "b" * 32)
    of_another_process()
    with pytest.raises(BrokenSealError):
        unsealed("verdicts", data)


def test_a_key_that_could_be_guessed_is_refused_with_the_line_that_makes_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(sealing.VARIABLE, "secret")
    with pytest.raises(SystemExit, match=r"has 6 characters[^\n]*\n  Fix: .*openssl rand -hex 32"):
        key()
