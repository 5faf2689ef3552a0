"""`python -m bench.documents [FOLDER]`: pages a second, beside pypdfium2 called bare, on the same files in one run.

FOLDER holds PDFs; each is repeated until it has 100 pages. What is compared is text and thumbnails; what else an ingest
does is timed apart. The last table is a whole ingest, cold and again.
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
from rich.console import Console
from rich.table import Table

from bench.page_work import audit, bare, pictures, publish, sketch
from plugins.evidence.ingest import ingest
from plugins.evidence.model import PdfError
from plugins.evidence.sandbox import Sandbox, Task

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "court-filings"
PAGES = 100
ROUNDS = 5
PATIENCE = 20
"""Seconds after which a file has no further round."""


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


def text_and_thumbnails(files: Sequence[Path], room: Path) -> Table:
    table = _table("Text and thumbnails, one process", "pages", "bare, pages/s", "Daylight, pages/s", "time ÷ bare")
    totals = [0.0, 0.0]
    pages = 0
    with Sandbox(1) as bare_worker, Sandbox(1) as worker:
        for file in files:
            taken: list[list[float]] = [[], []]
            begun = time.perf_counter()
            while len(taken[0]) < ROUNDS and (not taken[0] or time.perf_counter() - begun < PATIENCE):
                for which, (sandbox, work) in enumerate(((bare_worker, bare), (worker, sketch))):
                    out = room / "sketches"
                    out.mkdir()
                    started = time.perf_counter()
                    count = sandbox.submit(Task(work, (str(file), str(out)), 600)).result()
                    taken[which].append(time.perf_counter() - started)
                    shutil.rmtree(out)
            floor, ours = (min(rounds) for rounds in taken)
            pages += count
            totals = [totals[0] + floor, totals[1] + ours]
            table.add_row(file.stem, f"{count}", f"{count / floor:,.0f}", f"{count / ours:,.0f}", f"{ours / floor:.2f}")
    floor, ours = totals
    table.add_section()
    table.add_row("all", f"{pages}", f"{pages / floor:,.0f}", f"{pages / ours:,.0f}", f"{ours / floor:.2f}")
    return table


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
    for name, rounds in (("from nothing", 1), ("again, nothing changed", ROUNDS)):
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
        table.add_row(name, f"{seconds:.3f}", f"{pages / seconds:,.0f}", f"{1000 * seconds / len(files):.2f}")
    shutil.rmtree(cache)
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right")
    return table


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
