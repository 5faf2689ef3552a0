"""`python -m bench.documents [FOLDER]`: pages a second, beside pypdfium2 called bare, on the same files in one run.

FOLDER holds PDFs; each is repeated until it has 100 pages. What is compared is text and thumbnails, in seconds of a
processor, by the medians of rounds that take turns; what else an ingest does is timed apart, and a whole ingest at the
end, cold and again, both by the clock.
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from rich.console import Console
from rich.table import Table

from bench.page_work import audit, bare, pictures, publish, sketch, timed
from plugins.evidence.ingest import ingest
from plugins.evidence.model import PdfError
from plugins.evidence.sandbox import Sandbox, Task

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "court-filings"
PAGES = 100
ROUNDS, MOST_ROUNDS = 3, 15
PATIENCE = 5
"""Seconds after which a file has no more rounds than it must have."""
MOST_TIMES_BARE = 1.3
"""What issue 3 asks of every file."""
MOST_MILLISECONDS = 1.0
"""What it asks of a document in which nothing changed."""


def main(folder: Path) -> None:
    originals = sorted(folder.glob("*.pdf"))
    if not originals:
        raise SystemExit(f"No PDF in {folder}: name a folder that holds some.")
    console = Console()
    with tempfile.TemporaryDirectory(prefix="daylight-bench-") as temporary:
        room = Path(temporary)
        files = lengthened(originals, room / "long")
        console.print(text_and_thumbnails(files, room))
        console.print(the_rest(files, room))
        console.print(whole(originals, room, "as they are"))
        console.print(whole(files, room, f"repeated to {PAGES} pages"))


def lengthened(originals: Sequence[Path], folder: Path) -> list[Path]:
    """Each file, its pages repeated until there are at least 100."""
    folder.mkdir()
    files = []
    for original in originals:
        with pikepdf.open(original) as pdf:
            pages = list(pdf.pages)
            while len(pdf.pages) < PAGES:
                pdf.pages.extend(pages)
            pdf.save(folder / original.name)
        files.append(folder / original.name)
    return files


@dataclass(frozen=True, slots=True)
class Round:
    """Processor seconds that a file took, one work after the other: what else the computer does slows both alike."""

    bare: float
    ours: float


def text_and_thumbnails(files: Sequence[Path], room: Path) -> Table:
    table = _table(
        "Text and thumbnails, one process, processor time", "pages", "bare, pages/s", "Daylight, pages/s", "time ÷ bare"
    )
    pages, bare_seconds, seconds = 0, 0.0, 0.0
    ratios: dict[str, float] = {}
    with Sandbox(1) as bare_worker, Sandbox(1) as worker:
        for file in files:
            count, rounds = _rounds(file, room / "sketches", bare_worker, worker)
            floor, ours = (statistics.median(each) for each in ([r.bare for r in rounds], [r.ours for r in rounds]))
            ratios[file.stem] = statistics.median(r.ours / r.bare for r in rounds)
            table.add_row(file.stem, *_speeds(count, floor, ours), f"{ratios[file.stem]:.2f}")
            pages, bare_seconds, seconds = pages + count, bare_seconds + floor, seconds + ours
    table.add_section()
    table.add_row("all", *_speeds(pages, bare_seconds, seconds), f"{seconds / bare_seconds:.2f}")
    name = max(ratios, key=ratios.__getitem__)
    is_met = _verdict(ratios[name] <= MOST_TIMES_BARE)
    table.caption = f"The slowest is {name}: {ratios[name]:.2f}. At most {MOST_TIMES_BARE} is asked for: {is_met}."
    return table


def _rounds(file: Path, out: Path, bare_worker: Sandbox, worker: Sandbox) -> tuple[int, list[Round]]:
    """Pages of the file, and its rounds. Bare goes first in every other one."""
    rounds: list[Round] = []
    pages = 0

    def seconds(sandbox: Sandbox, work: Callable[[str, str], int]) -> float:
        nonlocal pages
        out.mkdir()
        pages, taken = sandbox.submit(Task(timed, (work, str(file), str(out)), 600)).result()
        shutil.rmtree(out)
        return taken

    begun = time.perf_counter()
    while len(rounds) < ROUNDS or (len(rounds) < MOST_ROUNDS and time.perf_counter() - begun < PATIENCE):
        if len(rounds) % 2:
            rounds.append(Round(ours=seconds(worker, sketch), bare=seconds(bare_worker, bare)))
        else:
            rounds.append(Round(bare=seconds(bare_worker, bare), ours=seconds(worker, sketch)))
    return pages, rounds


def _speeds(pages: int, floor: float, ours: float) -> tuple[str, str, str]:
    return f"{pages}", f"{pages / floor:,.0f}", f"{pages / ours:,.0f}"


def _verdict(is_met: bool) -> str:
    return "met" if is_met else "MISSED"


def the_rest(files: Sequence[Path], room: Path) -> Table:
    """Each in a worker of its own, once for all files."""
    table = _table("The rest, one process", "pages", "seconds", "pages/s")
    works: tuple[tuple[str, Callable[[str, str], int]], ...] = (
        ("audit, and which characters are seen", audit),
        ("copy for publication", publish),
        ("pictures to read", pictures),
    )
    for name, work in works:
        out = room / "rest"
        out.mkdir()
        with Sandbox(1) as worker:
            worker.submit(bare, str(files[0]), str(out)).result()
            started = time.perf_counter()
            pages = sum(worker.submit(Task(work, (str(file), str(out)), 600)).result() for file in files)
            seconds = time.perf_counter() - started
        shutil.rmtree(out)
        table.add_row(name, f"{pages}", f"{seconds:.1f}", f"{pages / seconds:,.0f}")
    return table


def whole(files: Sequence[Path], room: Path, how: str) -> Table:
    table = _table(f"A whole ingest of {len(files)} files {how}, all processors", "seconds", "pages/s", "ms a document")
    cache = room / "cache"
    for name, rounds in (("from nothing", 1), ("again, nothing changed", MOST_ROUNDS)):
        taken = []
        for _ in range(rounds):
            started = time.perf_counter()
            found = ingest(files, cache)
            taken.append(time.perf_counter() - started)
        for file, evidence in found.items():
            if isinstance(evidence, PdfError):
                raise SystemExit(f"{file.name}: {evidence}")
        pages = sum(len(evidence.pages) for evidence in found.values() if not isinstance(evidence, PdfError))
        seconds = statistics.median(taken)
        apiece = 1000 * seconds / len(files)
        table.add_row(name, f"{seconds:.3f}", f"{pages / seconds:,.0f}", f"{apiece:.2f}")
    is_met = _verdict(apiece < MOST_MILLISECONDS)
    table.caption = f"Less than {MOST_MILLISECONDS:.0f} ms a document is asked for where nothing changed: {is_met}."
    shutil.rmtree(cache)
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", caption_justify="left")
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    return table


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
