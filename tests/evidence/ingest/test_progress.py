"""The bar that says how far an ingest is."""

import io
import time

from rich.console import Console

from plugins.evidence.ingest.progress import progress_bar
from plugins.evidence.model import Progress


def shown(console: Console) -> str:
    with progress_bar(console) as progress:
        progress(Progress(documents=3, documents_done=1, pages=1200, pages_done=30))
        progress(Progress(documents=3, documents_done=2, pages=1200, pages_done=450))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def terminal() -> Console:
    return Console(file=io.StringIO(), force_terminal=True, width=120)


def test_a_terminal_shows_pages_done_and_what_is_left() -> None:
    text = shown(terminal())
    assert "450 of 1,200 pages" in text
    assert "Reading 1 document" in text


def test_a_log_file_shows_nothing() -> None:
    assert shown(Console(file=io.StringIO(), force_terminal=False)) == ""


def test_a_bar_inside_another_live_display_of_the_same_console_is_drawn_with_it() -> None:
    console = terminal()
    assert isinstance(console.file, io.StringIO)
    with console.status("Generating..."), progress_bar(console) as progress:
        progress(Progress(documents=3, documents_done=2, pages=1200, pages_done=450))
        for _ in range(100):
            if "450 of 1,200 pages" in console.file.getvalue():
                break
            time.sleep(0.05)
    text = console.file.getvalue()
    assert "Generating..." in text
    assert "450 of 1,200 pages" in text


def test_nothing_is_drawn_where_there_is_nothing_to_do() -> None:
    console = terminal()
    with progress_bar(console):
        pass
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == ""
