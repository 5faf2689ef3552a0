"""`python -m bench.steps [COUNT]`: where the time of a build goes, step by step, medians of rounds."""

import json
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from bench import peers
from bench.changes import add_line
from bench.comparison import ROUNDS, SETTLED
from bench.peers import Peer
from bench.rooms import room
from bench.running import seconds
from bench.tables import Figures, show
from bench.watched import CHECK, DRAW, END, READ

START, OVER = "start", "over"
STEPS = {
    START: "start: Python, Pelican, plugins, settings",
    READ: "gate, read, records",
    CHECK: "check",
    DRAW: "pages: what they say, drawing, writing",
    END: "end of the process",
}
NOTE = "Where nothing has changed, the build ends while it looks for what to read."


def main(count: int) -> None:
    show(tables(count))


def tables(count: int) -> Iterator[Figures]:
    ours = peers.daylight(room(), count)
    rounds = [_round(ours, number) for number in range(ROUNDS)]
    builds = tuple(rounds[0])
    medians = {
        (build, step): statistics.median(each[build].get(step, 0.0) for each in rounds)
        for build in builds
        for step in STEPS
    }
    rows = [(name, *(_shown(medians[build, step]) for build in builds)) for step, name in STEPS.items()]
    yield Figures(
        title=f"Where the time goes: {count:,} releases, seconds",
        columns=builds,
        rows=(*rows, ("all", *(_shown(sum(medians[build, step] for step in STEPS)) for build in builds))),
        notes=(NOTE,),
    )


def _round(ours: Peer, number: int) -> dict[str, Mapping[str, float]]:
    """Seconds of each step, by kind of build."""
    ours.forget()
    time.sleep(SETTLED)
    spent: list[Mapping[str, float]] = []

    def watch(command: Sequence[str], folder: Path) -> None:
        spent.append(_watched(command, folder))

    watch(ours.command, ours.folder)
    watch(ours.command, ours.folder)
    with add_line(ours, number):
        watch(ours.command, ours.folder)
    return dict(zip(("from nothing", "nothing changed", "one edit"), spent, strict=True))


def _watched(command: Sequence[str], folder: Path) -> dict[str, float]:
    """The same command, its steps timed."""
    file = folder / "steps.json"
    python, _, _, *arguments = command
    taken = seconds([python, "-m", "bench.watched", str(file), *arguments], peers.ROOT)
    over = time.monotonic()
    began = {START: over - taken, **json.loads(file.read_text(encoding="utf-8")), OVER: over}
    return {step: after - before for (step, before), (_, after) in pairwise(began.items())}


def _shown(taken: float) -> str:
    return f"{taken:.2f}" if taken else ""


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
