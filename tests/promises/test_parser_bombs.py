"""A text that asks more of a parser than any honest one ends quickly, in little memory, with a problem that names it.

Each is tried in a process of its own, beside a draft with an ordinary mistake, which is reported all the same.
"""

from collections.abc import Iterable, Iterator

import pytest

from tests.depth import DEEP, cases
from tests.promises.bombs import (
    COUNTED,
    FURTHER,
    HEADS,
    NAMED,
    PRELUDE,
    WHOLE,
    Bomb,
    Ground,
    Outcome,
    counted,
    ground,
    mixed,
    of_file,
    of_head,
    of_list,
    of_piece,
    of_timeline,
)
from tests.whole.commands import pelican

SECONDS = 5
MEGABYTES = 512
DRAFT = "releases/2010/neighbor.md"
NEIGHBORS = {
    DRAFT: b"---\ntitel: Sample\ndate: 2010-09-01\nstatus: draft\n---\n\nWords.\n",
    "pages/whole.md": b"---\ntitle: Sample\nuid: whole\n---\n\nWords.\n",
}
SIZES = (8_000, 32_000, 128_000, 512_000)
HEAD_SIZES = (8_000, 60_000, 500_000)
EVERY = cases(3, 1)
"""In the quick profile, one in three."""


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with ground(tmp_path_factory.mktemp("bombs")) as started:
        yield started


def test_markup_without_end_is_read_or_refused(trial: Ground):
    end_well(trial, (of_piece(piece, 512_000) for piece in (NAMED if DEEP else NAMED[:20])))
    end_well(trial, (of_piece(piece, size, behind=PRELUDE) for piece in NAMED[::EVERY] for size in sizes(SIZES, 8_000)))


@pytest.mark.skipif(not DEEP, reason="takes minutes")
def test_any_other_markup_without_end_is_read_or_refused(trial: Ground):
    end_well(trial, (of_piece(p, size, behind=b) for p in FURTHER for size in SIZES for b in ("", PRELUDE)))
    end_well(trial, (of_timeline(piece, 60_000) for piece in (*NAMED, *FURTHER)))


def test_thousands_of_different_mistakes_are_told_in_time(trial: Ground):
    end_well(trial, (counted(name, size) for name in list(COUNTED)[::EVERY] for size in sizes(SIZES, 32_000)))


def test_front_matter_without_end_is_read_or_refused(trial: Ground):
    end_well(trial, (of_head(name, size) for name in list(HEADS)[::EVERY] for size in sizes(HEAD_SIZES, 60_000)))
    end_well(trial, (of_file(name, size) for name in list(WHOLE)[::EVERY] for size in sizes(HEAD_SIZES, 500_000)))


def test_lists_of_people_without_end_are_read_or_refused(trial: Ground):
    names = HEADS if DEEP else ("one key", "merged keys", "boilerplate")
    end_well(trial, (of_list(name, size) for name in names for size in sizes(HEAD_SIZES, 300_000)))


def test_mixed_markup_without_end_is_read_or_refused(trial: Ground):
    end_well(trial, map(mixed, range(cases(10, 1_000))))


def test_a_bomb_costs_one_line_and_the_rest_is_checked(tmp_path):
    content = tmp_path / "content"
    bombs = [of_piece(piece, 512_000).data for piece in ("[", "![", "[^a]", "<a ", "> ", "<div>")]
    bombs += [of_head(name, 500_000).data for name in ("brackets", "a huge value")]
    files = NEIGHBORS | {f"releases/2010/bomb-{number}.md": data for number, data in enumerate(bombs)}
    for path, data in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(data)
    done = pelican(content, tmp_path / "output", NOW="2020-01-01T00:00:00Z", CACHE_PATH=str(tmp_path / "cache"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "output" / "index.html").exists()
    for number in range(len(bombs)):
        assert f"bomb-{number}.md:" in done.stderr
    assert f"{DRAFT}:2: F004" in done.stderr


def test_the_ground_does_notice_a_process_that_dies(tmp_path):
    with ground(tmp_path) as started:
        assert started.try_out(NEIGHBORS).died == ""
        assert started.try_out({}).died.startswith("SettingsError")
    dead = Outcome(seconds=6, megabytes=600, problems=(), is_drawn=False, died="")
    assert len(list(faults(of_piece("[", 8), dead))) == 4


def sizes(deep: tuple[int, ...], quick: int) -> tuple[int, ...]:
    return deep if DEEP else (quick,)


def end_well(trial: Ground, bombs: Iterable[Bomb]) -> None:
    """Try each; name every one that ends badly, and print which was the slowest and which the largest."""
    outcomes = [(bomb, trial.try_out({bomb.path: bomb.data, **NEIGHBORS})) for bomb in bombs]
    bad = [
        f"{bomb.name}: {fault} ({outcome.seconds} s)" for bomb, outcome in outcomes for fault in faults(bomb, outcome)
    ]
    slowest = max(outcomes, key=lambda tried: tried[1].seconds)
    largest = max(outcomes, key=lambda tried: tried[1].megabytes)
    print(f"\n{len(outcomes)} bombs; slowest {slowest[1].seconds} s ({slowest[0].name});", end=" ")
    print(f"largest {largest[1].megabytes} MB ({largest[0].name})")
    assert bad == []


def faults(bomb: Bomb, outcome: Outcome) -> Iterator[str]:
    if outcome.died:
        yield f"died of {outcome.died}"
        return
    if outcome.seconds > SECONDS:
        yield f"took {outcome.seconds} s"
    if outcome.megabytes > MEGABYTES:
        yield f"took {outcome.megabytes} MB"
    errors = {path for path, _, severity in outcome.problems if severity == "error"}
    if not outcome.is_drawn and errors != {bomb.path}:
        yield f"stopped the build, and the errors are in {sorted(errors)}"
    if (DRAFT, "F004", "warning") not in outcome.problems:
        yield "the mistake beside it was not found"
