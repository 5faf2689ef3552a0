"""`python -m bench.documents [FOLDER]`: pages per second, compared with plain pypdfium2 and pdftotext, in one run.

FOLDER has PDFs, by default those of `invoke demo`; each is repeated until it has 100 pages. Compares text, and text
with thumbnails, in processor seconds, by the medians of alternating rounds; the other steps of an ingest are timed
separately, and a whole ingest at the end, cold and again, both in wall time.
"""

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from bench.page_work import audit, bare, bare_text, pictures, publish, sketch, text, timed
from bench.tables import Figures, goal, show
from plugins.desk.demo import make_demo
from plugins.evidence.ingest.ingest import ingest
from plugins.evidence.ingest.sandbox import Sandbox, Task
from plugins.evidence.model import PdfError

DEMO_DOCUMENTS = 8
COPIES = 6
"""Of each file, where they are read as they are: an archive has more than eight."""
PAGES = 100
ROUNDS, MOST_ROUNDS = 3, 15
PATIENCE = 5
"""Seconds after which a file gets only the required rounds."""
MOST_TIMES_BARE = 1.3
"""The goal for every file."""
MOST_MILLISECONDS = 0.5
"""The goal for a document in which nothing changed."""


def main(folder: Path | None) -> None:
    show(tables(folder))


def tables(folder: Path | None) -> Iterator[Figures]:
    with tempfile.TemporaryDirectory(prefix="daylight-bench-") as temporary:
        room = Path(temporary)
        originals = _pdfs(folder, room / "demo")
        files = lengthened(originals, room / "long")
        yield text_alone(files, room)
        yield text_and_thumbnails(files, room)
        yield the_rest(files, room)
        yield whole(copies(originals, room / "copies"), room, "as they are")
        yield whole(files, room, f"repeated to {PAGES} pages", goals=False)


def _pdfs(folder: Path | None, demo: Path) -> list[Path]:
    if folder is None:
        make_demo(demo, releases=DEMO_DOCUMENTS, cases=1, documents=DEMO_DOCUMENTS)
        return sorted(demo.rglob("documents/sample-*/sample-*.pdf"))[:DEMO_DOCUMENTS]
    if found := sorted(folder.glob("*.pdf")):
        return found
    raise SystemExit(f"There is no PDF in {folder}.\n  Fix: name a folder that holds some.")


def copies(originals: Sequence[Path], folder: Path) -> list[Path]:
    """Of each file several, with other bytes: a comment after its end, which readers ignore."""
    folder.mkdir()
    files = []
    for original in originals:
        for number in range(COPIES):
            files.append(folder / f"{original.stem}-{number}.pdf")
            files[-1].write_bytes(original.read_bytes() + b"%% copy %d\n" % number)
    return files


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


def text_alone(files: Sequence[Path], room: Path) -> Figures:
    """All files with one program, then with the next, and again; pdftotext is started for each file, as usual."""
    works: dict[str, Callable[[Path], tuple[int, float]]] = {}
    with Sandbox(1) as bare_worker, Sandbox(1) as worker:
        works["pypdfium2, bare"] = lambda file: _in(bare_worker, bare_text, file, room)
        works["Daylight"] = lambda file: _in(worker, text, file, room)
        if shutil.which("pdftotext"):
            works["pdftotext"] = lambda file: _pdftotext(file, room / "pdftotext.txt")
        for work in works.values():
            work(files[0])
        rounds = [{name: [work(file) for file in files] for name, work in works.items()} for _ in range(ROUNDS)]
    pages = sum(count for count, _ in rounds[0]["Daylight"])
    taken = {name: statistics.median(sum(spent for _, spent in each[name]) for each in rounds) for name in works}
    floor = taken["pypdfium2, bare"]
    return Figures(
        title=f"Documents: the text of {pages:,} pages, one process, processor time",
        columns=("pages/s", "time ÷ bare"),
        rows=tuple((name, f"{pages / spent:,.0f}", f"{spent / floor:.2f}") for name, spent in taken.items()),
        notes=() if "pdftotext" in works else ("pdftotext was left out: apt install poppler-utils.",),
    )


def _in(worker: Sandbox, work: Callable[[str, str], int], file: Path, out: Path) -> tuple[int, float]:
    pages, spent = worker.submit(Task(timed, (work, str(file), str(out)), 600)).result()
    return pages, spent


def _pdftotext(file: Path, out: Path) -> tuple[int, float]:
    """The pages, which the program itself does not count, and its processor seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["pdftotext", str(file), str(out)], check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 0, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@dataclass(frozen=True, slots=True)
class Round:
    """Processor seconds that a file took, alternating, so that other load on the computer slows both alike."""

    bare: float
    ours: float


def text_and_thumbnails(files: Sequence[Path], room: Path) -> Figures:
    pages, bare_seconds, seconds = 0, 0.0, 0.0
    ratios: dict[str, float] = {}
    rows = []
    with Sandbox(1) as bare_worker, Sandbox(1) as worker:
        for file in files:
            count, rounds = _rounds(file, room / "sketches", bare_worker, worker)
            floor, ours = (statistics.median(each) for each in ([r.bare for r in rounds], [r.ours for r in rounds]))
            ratios[file.stem] = statistics.median(r.ours / r.bare for r in rounds)
            rows.append((file.stem, *_speeds(count, floor, ours), f"{ratios[file.stem]:.2f}"))
            pages, bare_seconds, seconds = pages + count, bare_seconds + floor, seconds + ours
    rows.append(("all", *_speeds(pages, bare_seconds, seconds), f"{seconds / bare_seconds:.2f}"))
    slowest = max(ratios, key=ratios.__getitem__)
    return Figures(
        title="Documents: text and thumbnails, one process, processor time",
        columns=("pages", "bare, pages/s", "Daylight, pages/s", "time ÷ bare"),
        rows=tuple(rows),
        notes=(goal(f"The slowest file, {slowest}, time ÷ bare", ratios[slowest], MOST_TIMES_BARE),),
    )


def _rounds(file: Path, out: Path, bare_worker: Sandbox, worker: Sandbox) -> tuple[int, list[Round]]:
    """Pages of the file, and its rounds. Plain pypdfium2 goes first in every other one."""
    rounds: list[Round] = []
    pages = 0

    def seconds(sandbox: Sandbox, work: Callable[[str, str], int]) -> float:
        nonlocal pages
        out.mkdir()
        pages, taken = _in(sandbox, work, file, out)
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


def the_rest(files: Sequence[Path], room: Path) -> Figures:
    """Each in a separate worker, once for all files."""
    works: tuple[tuple[str, Callable[[str, str], int]], ...] = (
        ("audit, and which characters are seen", audit),
        ("copy for publication", publish),
        ("pictures to read", pictures),
    )
    rows = []
    for name, work in works:
        out = room / "rest"
        out.mkdir()
        with Sandbox(1) as worker:
            worker.submit(bare, str(files[0]), str(out)).result()
            started = time.perf_counter()
            pages = sum(worker.submit(Task(work, (str(file), str(out)), 600)).result() for file in files)
            seconds = time.perf_counter() - started
        shutil.rmtree(out)
        rows.append((name, f"{pages}", f"{seconds:.1f}", f"{pages / seconds:,.0f}"))
    return Figures(title="Documents: the rest, one process", columns=("pages", "seconds", "pages/s"), rows=tuple(rows))


def whole(files: Sequence[Path], room: Path, how: str, *, goals: bool = True) -> Figures:
    cache = room / "cache"
    rows = []
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
        rows.append((name, f"{seconds:.3f}", f"{pages / seconds:,.0f}", f"{apiece:.2f}"))
    shutil.rmtree(cache)
    return Figures(
        title=f"Documents: a whole ingest of {len(files)} files {how}, all processors",
        columns=("seconds", "pages/s", "ms a document"),
        rows=tuple(rows),
        notes=(goal("Nothing changed, a document", apiece, MOST_MILLISECONDS, unit=" ms"),) if goals else (),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
