"""`python -m bench.comparison [COUNT …]`: build the same releases with each generator in turn, and report the cost.

Seconds are wall time of the whole process, medians of alternating rounds. Memory is measured in a separate round: the
peak of all processes of a build together, with shared memory counted once (`bench.running.megabytes`).
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import peers
from bench.peers import Peer
from bench.running import megabytes, seconds
from bench.tables import Figures, goal, show

ROUNDS = 3
GOALS_AT = 10_000
"""Number of releases from which the goals apply: with fewer, every build is mostly program startup."""
MOST_TIMES_HUGO = {"Daylight": 1.0, "Daylight, one edit": 0.12, "Daylight, nothing changed": 0.08}
MOST_TIMES_THE_MEMORY_OF_HUGO = 0.4
GROWTH = 10
MOST_GROWTH = {"Daylight": 10.5, "Daylight, one edit": 4.0}
ONE_EDIT, NOTHING_CHANGED = "Daylight, one edit", "Daylight, nothing changed"
COPY, START = "floor: cp -r of what Daylight wrote", "floor: pelican --version"
SETTLED = 2.1
"""Seconds after which Daylight trusts a file's time. Rounds of a small archive are shorter than that."""

Measure = Callable[[Sequence[str], Path], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The cost of one kind of build."""

    seconds: float
    megabytes: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The cost of every kind of build with so many releases; the names are in the order of the table."""

    count: int
    taken: Mapping[str, Taken]


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
    with tempfile.TemporaryDirectory(prefix="daylight-bench-") as temporary:
        room = Path(temporary)
        makers = [peers.hugo, peers.stock_pelican, peers.daylight]
        if not peers.why_no_eleventy():
            makers.insert(1, peers.eleventy)
        runners = [make(room / make.__name__, count) for make in makers]
        rounds = [_round(runners, count, number, seconds) for number in range(ROUNDS)]
        memory = _round(runners, count, ROUNDS, megabytes)
    return Comparison(
        count=count,
        taken={
            name: Taken(seconds=statistics.median(each[name] or 0 for each in rounds), megabytes=memory[name])
            for name in memory
        },
    )


def _round(runners: Sequence[Peer], count: int, number: int, measure: Measure) -> dict[str, float | None]:
    """Each generator from scratch; then Daylight again, and with one release edited. Each output is checked."""
    found: dict[str, float | None] = {}
    for runner in runners:
        runner.forget()
        if runner.cache:
            time.sleep(SETTLED)
        found[runner.name] = measure(runner.command, runner.folder)
        if (written := runner.releases()) != count:
            raise SystemExit(f"{runner.name} wrote {written} of {count} releases: the comparison would be false.")
    ours = runners[-1]
    found[NOTHING_CHANGED] = measure(ours.command, ours.folder)
    found[ONE_EDIT] = edited(ours, number, measure)
    copy = ours.folder / "copy"
    found[COPY] = measure(("cp", "-r", str(ours.output), str(copy)), ours.folder)
    shutil.rmtree(copy)
    found[START] = measure((sys.executable, "-m", "pelican", "--version"), ours.folder)
    return found


def edited(ours: Peer, number: int, measure: Measure) -> float | None:
    """Build after one more line in one release; the line must then be on its page."""
    line = f"One more line, number {number}."
    source = ours.a_release()
    with source.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    taken = measure(ours.command, ours.folder)
    (page,) = ours.output.glob(f"releases/*/{source.stem}/index.html")
    if line not in page.read_text(encoding="utf-8"):
        raise SystemExit(f"{page} does not have the edit: the comparison would be false.")
    return taken


def table(compared: Comparison) -> Figures:
    """One row for each kind of build, and the goals if they apply."""
    hugo = compared.taken["Hugo"]
    rows = tuple(
        (name, f"{taken.seconds:.2f}", f"{taken.seconds / hugo.seconds:.2f}", _shown(taken.megabytes))
        for name, taken in compared.taken.items()
    )
    return Figures(
        title=f"{compared.count:,} releases of 670 words: from nothing, unless the row says otherwise",
        columns=("seconds", "÷ Hugo", "MB at most"),
        rows=rows,
        notes=tuple(_goals(compared) if compared.count >= GOALS_AT else ()) + _left_out(),
    )


def _goals(compared: Comparison) -> Iterator[str]:
    hugo = compared.taken["Hugo"]
    for name, most in MOST_TIMES_HUGO.items():
        yield goal(f"{name}, seconds ÷ Hugo", compared.taken[name].seconds / hugo.seconds, most)
    peaks = [compared.taken[name].megabytes for name in MOST_TIMES_HUGO]
    if hugo.megabytes and all(peaks):
        ratio = max(peak or 0 for peak in peaks) / hugo.megabytes
        yield goal("Daylight, the most memory of the three ÷ Hugo", ratio, MOST_TIMES_THE_MEMORY_OF_HUGO)


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
