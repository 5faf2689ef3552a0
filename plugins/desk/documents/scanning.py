"""`invoke ocr`: run OCR on scanned documents, and save the text next to each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from plugins.desk.refusal import Refused
from plugins.evidence.model import PdfError
from plugins.evidence.ocr.ocr import BOTH, OcrError, Reading, languages_of, ocr, what_is_missing
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import read_settings
from plugins.records.schema import Document, Record
from plugins.records.suggest import did_you_mean


def read_scans(slugs: Sequence[str], given: Mapping[str, Any], *, again: bool, say: Callable[[str], None]) -> bool:
    """Read those documents, including held ones, or all; returns whether every one could be read.

    An existing text is kept, unless `again`. Raises `Refused`, or `SettingsError`.
    """
    settings = read_settings(given)
    library = read_library(settings, read_held=True, sidecars=False)  # a stale text must not hide its document
    documents = [i for i in (*library.documents, *library.held) if isinstance(i.record, Document) and i.file]
    known = {item.slug for item in documents}
    for slug in slugs:
        if slug not in known:
            raise Refused(
                f"there is no document {slug}", did_you_mean(slug, known, "give the name of a folder in documents/")
            )
    chosen = [item for item in documents if not slugs or item.slug in slugs]
    languages = {language for item in chosen for language in _languages(item)}
    if chosen and (missing := what_is_missing(sorted(languages))):
        raise Refused(*_as_refusal(missing))
    well = True
    for item in chosen:
        assert item.file is not None
        name, done = item.file.path, 0
        try:
            with _progress(name, say) as tell:

                def count(number: int, pages: int, tell: Callable[[int, int], None] = tell) -> None:
                    nonlocal done
                    done = number
                    tell(number, pages)

                file = settings.content / name
                reading = ocr(file, _languages(item), cache=settings.cache, again=again, tell=count)
        except KeyboardInterrupt:
            say(f"{name}: stopped. {_kept(done)}. Run the same command to continue.")
            return False
        except (OcrError, PdfError) as error:
            well = False
            say(f"{name}: {error}{f'; {_kept(done)}' if done else ''}")
            continue
        say(f"{name}: {_told(reading)}")
    if not chosen:
        say("There are no documents.")
    return well


@contextmanager
def _progress(name: str, say: Callable[[str], None]) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, a line for each page elsewhere."""
    console = Console()
    if not console.is_terminal:
        yield lambda done, pages: say(f"{name}: page {done} of {pages}")
        return
    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(PurePosixPath(name).name, total=None)
        yield lambda done, pages: bar.update(
            task, description=f"{PurePosixPath(name).name}: page {done} of {pages}", completed=done, total=pages
        )


def _kept(done: int) -> str:
    if not done:
        return "No page has been read yet"
    return "1 page read so far is kept" if done == 1 else f"{done} pages read so far are kept"


def _languages(item: Item[Record]) -> tuple[str, ...]:
    """The languages stated in the record, such as eng+spa; else those suggested by its own language."""
    record = item.record
    assert isinstance(record, Document)
    if record.language == "both":
        return BOTH
    return tuple(part for part in record.language.split("+") if part) or languages_of(item.lang)


def _as_refusal(missing: str) -> tuple[str, str]:
    what, _, fix = missing.partition(": ")
    return what, fix


def _told(reading: Reading) -> str:
    if reading.sidecar is None:
        return "nothing to read: every page has text"
    name = PurePosixPath(reading.sidecar).name
    unread = f"; found no text on {_pages(reading.unread)}" if reading.unread else ""
    slow = f"; {_pages(reading.slow)} took too long: with `--again`, all are tried again" if reading.slow else ""
    read = _pages(reading.pages) if reading.pages else "no page was"
    return f"{read} read into {name}{'' if reading.is_new else ' before'}{unread}{slow}"


def _pages(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    return f"{len(numbers)} pages"
