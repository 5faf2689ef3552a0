"""`invoke ingest`: read new documents and nothing else, so that the next build finds them read."""

from collections.abc import Callable, Mapping
from typing import Any

from rich.console import Console

from plugins.checks.report import report
from plugins.desk.refusal import Refused
from plugins.evidence.ingest.cluster import ClusterError, joined
from plugins.evidence.ingest.ingest import no_cluster
from plugins.evidence.ingest.progress import progress_bar
from plugins.evidence.model import Progress
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import read_settings

UNREADABLE = "D001"


def ingest_documents(given: Mapping[str, Any], say: Callable[[str], None]) -> bool:
    """Read the PDFs of all records, including held ones; returns whether each could be read.

    Raises `SettingsError`; and `Refused` if there should be a cluster and is none: a million pages are not for one
    computer, and nobody may be looking.
    """
    settings = read_settings(given)
    if settings.dask_scheduler:
        try:
            with joined(settings.dask_scheduler):
                pass
        except ClusterError as error:
            raise Refused(*no_cluster(settings.dask_scheduler, error)) from None
    last = Progress(documents=0, documents_done=0, pages=0, pages_done=0)
    with progress_bar(Console()) as show:

        def note(progress: Progress) -> None:
            nonlocal last
            last = progress
            show(progress)

        library = read_library(settings, read_held=True, progress=note)
    unreadable = sorted(problem for problem in library.problems if problem.code == UNREADABLE)
    if unreadable:
        say(report(unreadable, settings))
    if last.documents:
        say(f"Read {_count(last.documents, 'new document')} with {_count(last.pages_done, 'page')}.")
    else:
        say("There is no new document.")
    return not unreadable


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
