"""`python -m bench.comparison [COUNT …]`: build the same releases with each generator in turn, and report the cost.

Seconds are wall time of the whole process, medians of alternating rounds. Memory is measured in a separate round: the
peak of all processes of a build together, with shared memory counted once (`bench.running.megabytes`).
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from bench import peers
from bench.changes import add_line, change_tags, change_title, clone
from bench.peers import HUGO_ALIKE, Peer
from bench.rooms import put_away, room
from bench.running import megabytes, timed
from bench.tables import Figures, goal, show

ROUNDS = 3
GOALS_AT = 10_000
"""Number of releases from which the goals apply: with fewer, every build is mostly program startup."""
ONE_EDIT, NOTHING_CHANGED = "Daylight, one edit", "Daylight, nothing changed"
TITLE, TAGS = "Daylight, another title", "Daylight, other topics"
CLONED, CLONED_EMPTY = "Daylight, cache and output restored", "Daylight, cache restored, output empty"
EXTRAS = "Daylight with search and cards"
MOST_TIMES_HUGO = {
    "Daylight": 2.0,
    CLONED_EMPTY: 0.25,
    CLONED: 0.2,
    TITLE: 0.15,
    TAGS: 0.15,
    ONE_EDIT: 0.08,
    NOTHING_CHANGED: 0.05,
}
MOST_TIMES_THE_MEMORY_OF_HUGO = 0.4
GROWTH = 10
MOST_GROWTH = {"Daylight": 10.5, ONE_EDIT: 4.0}
COPY, START = "floor: cp -r of what Daylight wrote", "floor: pelican --version"
SETTLED = 2.1
"""Seconds after which Daylight trusts a file's time. Rounds of a small archive are shorter than that."""
NOTE = "“Restored” is a run of CI: program and content are cloned, all that is restored is copied, so each file is new."

Found = TypeVar("Found")
Measure = Callable[[Sequence[str], Path], Found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The cost of one kind of build."""

    seconds: float
    processor: float
    megabytes: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The cost of every kind of build with so many releases; the names are in the order of the table."""

    count: int
    taken: Mapping[str, Taken]
    written: Mapping[str, tuple[int, int]]
    """By name of a generator: files, and their bytes."""


def main(counts: Sequence[int]) -> None:
    show(tables(counts))


def tables(counts: Sequence[int]) -> Iterator[Figures]:
    """One for each size, as soon as it is measured; then how the cost grows, if sizes are ten times apart."""
    compared = []
    for count in counts:
        compared.append(compare(count))
        yield table(compared[-1])
    if steps := [(few, many) for few in compared for many in compared if many.count == GROWTH * few.count]:
        yield growth(steps)


def compare(count: int) -> Comparison:
    place = room()
    makers = [peers.hugo, peers.hugo_alike, peers.stock_pelican]
    if not peers.why_no_eleventy():
        makers.insert(2, peers.eleventy)
    runners = [make(place / make.__name__, count) for make in makers]
    ours, extras = (place / name / "program" for name in ("daylight", "extras"))
    for program in (ours, extras):
        peers.copy_program(program)
    runners += [
        peers.daylight(ours.parent, count, program=ours),
        replace(peers.daylight(extras.parent, count, program=extras, search=True, cards=True), name=EXTRAS),
    ]
    rounds = [_round(runners, count, number, timed) for number in range(ROUNDS)]
    memory = _round(runners, count, ROUNDS, megabytes)
    return Comparison(
        count=count,
        taken={
            name: Taken(
                seconds=statistics.median(each[name].wall for each in rounds),
                processor=statistics.median(each[name].processor for each in rounds),
                megabytes=memory[name],
            )
            for name in memory
        },
        written={runner.name: runner.written() for runner in runners},
    )


def _round(runners: Sequence[Peer], count: int, number: int, measure: Measure[Found]) -> dict[str, Found]:
    """Each generator from scratch; then Daylight again, after edits and as in CI. Each output is checked."""
    found: dict[str, Found] = {}
    for runner in runners:
        runner.forget()
        if runner.cache:
            time.sleep(SETTLED)
        found[runner.name] = measure(runner.command, runner.folder)
        if (written := runner.releases()) != count:
            raise SystemExit(f"{runner.name} wrote {written} of {count} releases: the comparison would be false.")
        if runner.cache:
            for name, change in _changes(runner, number):
                with change:
                    found[name] = measure(runner.command, runner.folder)
    ours = next(runner for runner in runners if runner.cache)
    copy = ours.folder / "copy"
    found[COPY] = measure(("cp", "-r", str(ours.output), str(copy)), ours.folder)
    put_away(copy)
    found[START] = measure((sys.executable, "-m", "pelican", "--version"), ours.folder)
    return found


def _changes(ours: Peer, number: int) -> Iterator[tuple[str, AbstractContextManager[None]]]:
    """What happens to Daylight's content or files before each further build, and the name of its row."""
    yield f"{ours.name}, nothing changed", nullcontext()
    yield f"{ours.name}, one edit", add_line(ours, number)
    if ours.name == EXTRAS:
        return
    yield TITLE, change_title(ours, number)
    yield TAGS, change_tags(ours, number)
    yield CLONED, clone(ours, with_output=True)
    yield CLONED_EMPTY, clone(ours, with_output=False)


def table(compared: Comparison) -> Figures:
    """One row for each kind of build, and the goals if they apply."""
    hugo = compared.taken[HUGO_ALIKE]
    rows = tuple(
        (
            name,
            f"{taken.seconds:.2f}",
            f"{taken.processor:.2f}",
            f"{taken.seconds / hugo.seconds:.2f}",
            _shown(taken.megabytes),
        )
        for name, taken in compared.taken.items()
    )
    wrote = (f"{name} {files:,} files, {size / 1e6:,.0f} MB" for name, (files, size) in compared.written.items())
    return Figures(
        title=f"{compared.count:,} releases of 670 words: from nothing, unless the row says otherwise",
        columns=("seconds", "of processors", f"÷ {HUGO_ALIKE}", "MB at most"),
        rows=rows,
        notes=(
            *(_goals(compared) if compared.count >= GOALS_AT else ()),
            f"Written: {'; '.join(wrote)}.",
            NOTE,
            *_left_out(),
        ),
    )


def _goals(compared: Comparison) -> Iterator[str]:
    hugo = compared.taken[HUGO_ALIKE]
    for name, most in MOST_TIMES_HUGO.items():
        yield goal(f"{name}, seconds ÷ {HUGO_ALIKE}", compared.taken[name].seconds / hugo.seconds, most)
    peaks = [compared.taken[name].megabytes for name in MOST_TIMES_HUGO]
    if hugo.megabytes and all(peaks):
        ratio = max(peak or 0 for peak in peaks) / hugo.megabytes
        yield goal(f"Daylight, the most memory ÷ {HUGO_ALIKE}", ratio, MOST_TIMES_THE_MEMORY_OF_HUGO)


def growth(steps: Sequence[tuple[Comparison, Comparison]]) -> Figures:
    """How many times more the same build costs with ten times the releases."""
    names = [name for name in steps[0][0].taken if name not in (COPY, START)]
    return Figures(
        title=f"Growth: {GROWTH} times the releases cost so many times the seconds",
        columns=tuple(f"{few.count:,} to {many.count:,}" for few, many in steps),
        rows=tuple((name, *(f"{_times(name, few, many):.1f}" for few, many in steps)) for name in names),
        notes=tuple(
            goal(f"{name}, {few.count:,} to {many.count:,}", _times(name, few, many), most, digits=1)
            for name, most in MOST_GROWTH.items()
            for few, many in steps
        ),
    )


def _times(name: str, few: Comparison, many: Comparison) -> float:
    return many.taken[name].seconds / few.taken[name].seconds


def _shown(megabytes: float | None) -> str:
    return "–" if megabytes is None else f"{megabytes:.0f}"


def _left_out() -> tuple[str, ...]:
    return tuple(filter(None, (peers.why_no_eleventy(),)))


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [100, 1000])
