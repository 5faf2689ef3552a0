"""`python -m bench.archive [COUNT]`: what document pages in an archive add to the build after one edit.

The same releases twice, once with documents: one and a half pages per release, so 15,000 for 10,000, in documents of a
hundred pages. Every tenth release cites a page of one; so does the one that is edited.
"""

import random
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from bench import corpus, peers
from bench.changes import add_line
from bench.peers import Peer
from bench.rooms import room
from bench.running import seconds
from bench.tables import Figures, goal, show

PAGES = 100
PAGES_PER_RELEASE = 1.5
CITED_EVERY = 10
ROUNDS = 5
EDIT, AGAIN = "one edit", "nothing changed"
MOST_MORE = 10
"""Percent."""
LINES, FIRST_LINE, LEADING = 10, 700, 16
"""Few lines: their content does not affect the build after one edit, and reading more would take an hour."""
RECORD = """---
title: Sample document {number}
kind: record
date: 2010-{month:02d}-01
uid: urn:sample:document-{number}
summary: {pages} invented pages, to measure with.
---

Sample data.
"""


def main(count: int) -> None:
    show(tables(count))


def tables(count: int) -> Iterator[Figures]:
    place = room()
    without, with_documents = (peers.daylight(place / name, count) for name in ("without", "with"))
    documents = max(1, round(count * PAGES_PER_RELEASE / PAGES))
    write_documents(with_documents.folder / "content" / "documents", documents)
    cite_documents(with_documents, documents)
    archives = {"releases alone": without, f"with {documents * PAGES:,} pages of documents": with_documents}
    first = {name: seconds(archive.command, archive.folder) for name, archive in archives.items()}
    for archive in archives.values():
        seconds(archive.command, archive.folder)
    rounds = [
        {(name, what): taken for name, archive in archives.items() for what, taken in _edit_and_again(archive, number)}
        for number in range(ROUNDS)
    ]
    medians = {of: statistics.median(each[of] for each in rounds) for of in rounds[0]}
    few, many = archives
    yield Figures(
        title=f"{count:,} releases: the builds after one edit and after none, without documents and with them",
        columns=("one edit, seconds", "÷ without", "nothing changed, seconds", "÷ without", "from nothing, seconds"),
        rows=tuple(
            (
                name,
                *(
                    f"{value:.2f}"
                    for what in (EDIT, AGAIN)
                    for value in (medians[name, what], medians[name, what] / medians[few, what])
                ),
                f"{first[name]:.1f}",
            )
            for name in archives
        ),
        notes=tuple(
            goal(
                f"Documents make it slower by, {what}",
                100 * (medians[many, what] / medians[few, what] - 1),
                MOST_MORE,
                unit=" %",
                digits=0,
            )
            for what in (EDIT, AGAIN)
        ),
    )


def _edit_and_again(archive: Peer, number: int) -> Iterator[tuple[str, float]]:
    with add_line(archive, number):
        yield EDIT, seconds(archive.command, archive.folder)
    yield AGAIN, seconds(archive.command, archive.folder)


def write_documents(folder: Path, count: int, lines: int = LINES) -> None:
    source = random.Random(2010)
    for number in range(count):
        document = folder / f"sample-document-{number}"
        document.mkdir(parents=True)
        record = RECORD.format(number=number, month=number % 12 + 1, pages=PAGES)
        (document / "index.md").write_text(record, encoding="utf-8")
        write_pdf(document / "sample.pdf", source, lines=lines)


def write_pdf(file: Path, source: random.Random, pages: int = PAGES, lines: int = LINES) -> None:
    """Pages of text in a font that every PDF reader has."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        fonts = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(612, 792))
            texts = (" ".join(source.choices(corpus.WORDS, k=11)) for _ in range(lines))
            shown = "\n".join(f"({text}) ' " for text in texts)
            page.Contents = pdf.make_stream(f"BT /F 11 Tf {LEADING} TL 72 {FIRST_LINE} Td\n{shown}\nET".encode())
            page.Resources = fonts
        pdf.save(file)


def cite_documents(archive: Peer, documents: int) -> None:
    releases = sorted((archive.folder / "content").rglob("sample-*.md"))
    chosen = {*releases[::CITED_EVERY], archive.a_release()}
    for number, release in enumerate(sorted(chosen)):
        slug = f"sample-document-{number % documents}"
        with release.open("a", encoding="utf-8") as file:
            file.write(f"\nIt is on [page 3 of a sample document]({{document}}{slug}#page=3).\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
