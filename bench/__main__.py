"""`python -m bench [COUNT …]`: measure everything, alongside the peers, and print the tables."""

import argparse
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from bench import archive, comparison, documents, downloads, reader, search, serving, steps
from bench.machine import described
from bench.tables import Figures, show, write_into

COUNTS = (100, 1_000, 10_000)
MACHINE = "machine"

Measure = Callable[[], Iterable[Figures]]


def main(
    counts: Sequence[int] = (),
    only: Sequence[str] = (),
    pdfs: Path | None = None,
    pages: int = search.PAGES,
    markdown: Path | None = None,
) -> None:
    """Print each table as soon as it is measured; write each part into `markdown`, between its marks, once complete.

    `only` are names of `parts`; all if empty. `pdfs` is a folder for the tables of documents, `pages`
    how many pages of documents are searched.
    """
    known = parts(sorted(set(counts)) or COUNTS, pdfs, pages)
    if unknown := sorted({*only} - {*known}):
        raise SystemExit(f"There is no part {', '.join(unknown)} to measure.\n  Fix: name some of {', '.join(known)}.")
    machine = f"Measured on {date.today()}: {described()}"
    print(machine)
    for name in only or known:
        shown = show(known[name]())
        if markdown:
            write_into(markdown, MACHINE, machine)
            write_into(markdown, name, "\n\n".join(figures.markdown() for figures in shown))


def parts(counts: Sequence[int], pdfs: Path | None = None, pages: int = search.PAGES) -> dict[str, Measure]:
    """What can be measured, by name. Serving measures the smallest and the largest size."""
    return {
        "builds": lambda: comparison.tables(counts),
        "steps": lambda: steps.tables(counts[-1]),
        "archive": lambda: archive.tables(counts[-1]),
        "search": lambda: search.tables(pages),
        "documents": lambda: documents.tables(pdfs),
        "downloads": downloads.tables,
        "reader": reader.tables,
        "serving": lambda: serving.tables(sorted({counts[0], counts[-1]})),
    }


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("counts", nargs="*", type=int, metavar="COUNT", help="releases; default: 100 1000 10000")
    arguments.add_argument("--only", action="append", default=[], choices=[*parts(COUNTS)], help="one part alone")
    arguments.add_argument("--pdfs", type=Path, help="a folder of PDFs, for the tables of documents")
    arguments.add_argument("--pages", type=int, default=search.PAGES, help="pages of documents to search")
    arguments.add_argument("--markdown", type=Path, help="a file to write the tables to, such as docs/performance.md")
    main(**vars(arguments.parse_args()))
