"""Write the sample archive: whole, or not at all."""

import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from plugins.desk.building import build_arguments
from plugins.desk.demo.cases import case_files
from plugins.desk.demo.documents import document_files
from plugins.desk.demo.pages import README, page_files
from plugins.desk.demo.plan import Archive, plan
from plugins.desk.demo.releases import release_files
from plugins.desk.demo.trackers import tracker_files
from plugins.desk.demo.writing import File
from plugins.desk.refusal import Refused

CONTENT, NOTE = "content", "README.txt"
UNFINISHED = ".unfinished"
SITE = {
    "SITENAME": "Sample Newsroom",
    "SITE_TAGLINE": "Sample data: nobody and nothing here is real.",
    "SITE_NOTICE": "Sample data, invented for a demonstration. Do not quote it.",
}
"""Settings with which a site of the archive says what it is on every page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReport:
    """What was made."""

    content: Path
    """The content folder."""
    releases: int
    translations: int
    """Of releases; on top of those."""
    cases: int
    documents: int
    """Each with a PDF that can be seen."""
    pages: int
    """Of their PDFs."""
    files: int
    """Written in all, held ones included."""

    @property
    def text(self) -> str:
        """What a person who asked for it wants to know."""
        command = build_arguments(content=self.content, output=self.content.with_name("output"), more=SITE)
        return (
            f"Wrote {self.files} files of sample data to {self.content}: {self.releases} releases "
            f"({self.translations} of them in Spanish too), {self.cases} cases and {self.documents} documents "
            f"with {self.pages} pages.\n"
            f"To look at it: invoke serve --content {shlex.quote(str(self.content))}\n"
            f"To build it under its own name: pelican {shlex.join(command)}"
        )


def make_demo(
    folder: Path, *, releases: int = 200, cases: int = 12, documents: int = 60, seed: int = 2010
) -> DemoReport:
    """Write an archive of sample data to `folder`/content; the same bytes for the same numbers.

    Drafts and what waits for its hour, a few older versions and documents without a PDF come on top of the numbers.
    Raises `Refused` where the folder holds anything already, or cannot be written; then nothing is left of it.
    """
    _check_counts(releases=releases, cases=cases, documents=documents)
    folder = folder.absolute()
    was_there = _check_free(folder)
    archive = plan(releases=releases, cases=cases, documents=documents, seed=seed)
    unfinished = folder / UNFINISHED
    try:
        unfinished.mkdir(parents=True)
        files = _write(unfinished, _files(archive))
        unfinished.rename(folder / CONTENT)
        (folder / NOTE).write_text(README, encoding="utf-8", newline="\n")
    except OSError as error:
        _remove(folder, was_there)
        fix = "check that the disk has room, and that you may write to the folder"
        raise Refused(f"{folder} cannot be written: {error.strerror}", fix) from None
    except BaseException:
        _remove(folder, was_there)
        raise
    return DemoReport(
        content=folder / CONTENT,
        releases=len(archive.releases),
        translations=sum(release.is_translated and not release.is_withdrawn for release in archive.releases),
        cases=len(archive.cases),
        documents=len(archive.papers),
        pages=sum(len(paper.leaves) for paper in archive.papers),
        files=files + 1,
    )


def _files(archive: Archive) -> Iterator[File]:
    return chain(
        *(page_files(archive), case_files(archive), release_files(archive)),
        *(document_files(archive), tracker_files(archive)),
    )


def _check_counts(**counts: int) -> None:
    for name, count in counts.items():
        if count < 1:
            raise Refused(f"{count} {name} make no archive", f"ask for one of the {name} at least")


def _check_free(folder: Path) -> bool:
    """Whether the folder is there; it must be empty then."""
    fix = "give a new or empty folder"
    if not folder.exists() and not folder.is_symlink():
        return False
    if not folder.is_dir():
        raise Refused(f"{folder} is not a folder", fix)
    try:
        held = next(folder.iterdir(), None)
    except OSError as error:
        raise Refused(f"{folder} cannot be read: {error.strerror}", fix) from None
    if held is not None:
        raise Refused(f"{folder} is not empty: {held.name} is in it", fix)
    return True


def _write(folder: Path, files: Iterator[File]) -> int:
    count = 0
    for path, data in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(data)
        count += 1
    return count


def _remove(folder: Path, was_there: bool) -> None:
    shutil.rmtree(folder if not was_there else folder / UNFINISHED, ignore_errors=True)
    if was_there:
        shutil.rmtree(folder / CONTENT, ignore_errors=True)
