"""The tracker of the sample archive: a place in every state, what it asked, and the page that says so."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

from plugins.desk.demo.plan import Archive
from plugins.desk.demo.words import HELD_MARK
from plugins.desk.demo.writing import FAR, File, record
from plugins.records.trackers.rows import COLUMNS
from plugins.records.trackers.states import STATES

STATUSES = [
    {"slug": "given", "name": "Sample: list given", "tone": "good"},
    {"slug": "refused", "name": "Sample: list refused", "tone": "bad"},
    {"slug": "asked", "name": "Sample: asked", "tone": "open"},
    {"slug": "silent", "name": "Sample: no answer", "tone": "none"},
]
PLACES = ("Sample City", "Example County", "Samplebury")


def tracker_files(archive: Archive) -> Iterator[File]:
    fields = {
        "title": "Sample tracker: who gave out its list of bus shelters",
        "summary": "What made-up places in every state answered to a made-up question.",
        "as_of": archive.releases[-1].day,
        "method": "Sample: nobody was asked, and nobody answered.",
        "statuses": STATUSES,
        "map": "us-states",
    }
    yield record(
        "trackers/sample-lists.md", fields, ["Each row names a page of a sample document, which says nothing of it."]
    )
    yield "trackers/sample-lists.csv", _table(archive)


def _table(archive: Archive) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    papers = [paper for paper in archive.papers if paper.can_be_quoted]
    for number, state in enumerate(STATES):
        for place in PLACES[: number % 3 + 1]:
            paper, first = papers[number % len(papers)], archive.releases[number % len(archive.releases)].day
            writer.writerow(
                [place, state, "asked", first, paper.slug, number % len(paper.leaves) + 1, "A made-up letter"]
            )
            if number % 4 != 2:
                later = first + timedelta(days=30)
                writer.writerow([place, state, STATUSES[number % 4]["slug"], later, "", "", ""])
    writer.writerow([f"{HELD_MARK} Town", "TX", "asked", FAR, "", "", "Not yet public"])
    return stream.getvalue().encode()
