"""`python -m bench [COUNT …]`: build the same releases with each generator in turn, and print what it took."""

import statistics
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import peers

ROUNDS = 3


def main(counts: list[int]) -> None:
    console = Console()
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="daylight-bench-") as folder:
            console.print(compare(Path(folder), count))


def compare(folder: Path, count: int) -> Table:
    """From nothing, rounds interleaved; then what Daylight alone does: nothing changed, one release edited."""
    makers = (peers.hugo, peers.stock_pelican, peers.daylight)
    runners = [make(folder / make.__name__, count) for make in makers]
    taken: dict[str, list[peers.Run]] = {runner.name: [] for runner in runners}
    for _ in range(ROUNDS):
        for runner in runners:
            taken[runner.name].append(runner.build())
            if (found := runner.releases()) != count:
                raise SystemExit(f"{runner.name} wrote {found} of {count} releases: the comparison would be false.")
    ours = runners[-1]
    taken["Daylight, nothing changed"] = [ours.build(clean=False) for _ in range(ROUNDS)]
    edited: list[peers.Run] = []
    release = next((ours.folder / "content" / "releases").rglob("*.md"))
    for number in range(ROUNDS):
        with release.open("a", encoding="utf-8") as file:
            file.write(f"\nOne more line, number {number}.\n")
        edited.append(ours.build(clean=False))
    taken["Daylight, one edit"] = edited

    floor = statistics.median(run.seconds for run in taken["Hugo"])
    table = Table(title=f"{count:,} releases of 670 words, medians of {ROUNDS} rounds", title_justify="left")
    for name, justify in (("", "left"), ("seconds", "right"), ("÷ Hugo", "right"), ("MB at most", "right")):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for name, runs in taken.items():
        seconds = statistics.median(run.seconds for run in runs)
        peak = max(run.megabytes for run in runs)
        table.add_row(name, f"{seconds:.2f}", f"{seconds / floor:.2f}", f"{peak:.0f}")
    return table


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [100, 1000])
