"""Shows the progress of an ingest on a terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from plugins.evidence.model import Progress


@contextmanager
def progress_bar(console: Console) -> Iterator[Callable[[Progress], None]]:
    """Yield what `ingest` wants as `progress`: pages done, rate and time left; nothing if this is not a terminal.

    `console` must be the one that the rest of the process writes to: rich stacks live displays on one console, while
    two consoles would overwrite each other. The display appears with the first page to do.
    """
    if not console.is_terminal:
        yield _say_nothing
        return
    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f} pages"),
        _Rate(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
    task = bar.add_task("Reading documents", total=0)

    def show(progress: Progress) -> None:
        if not bar.live.is_started:
            bar.start()
        left = progress.documents - progress.documents_done
        words = "1 document" if left == 1 else f"{left:,} documents"
        bar.update(task, description=f"Reading {words}", total=progress.pages, completed=progress.pages_done)

    try:
        yield show
    finally:
        if bar.live.is_started:
            bar.stop()


def _say_nothing(progress: Progress) -> None:
    pass


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.0f} pages/s" if task.speed else "")
