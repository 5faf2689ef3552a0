"""Tables of figures: for a terminal, and for docs/performance.md."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

MARKS = ("<!-- invoke bench, {}: begin -->", "<!-- invoke bench, {}: end -->")
WIDTH = 120
"""Of what is not printed on a terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A table. The first column names each row; all others are numbers."""

    title: str
    columns: tuple[str, ...]
    """Without the first, which has no name."""
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    """Lines below: goals, and what was left out."""

    def shown(self) -> Group:
        table = Table()
        table.add_column("")
        for column in self.columns:
            table.add_column(column, justify="right")
        for row in self.rows:
            table.add_row(*row)
        return Group("", Text(self.title, style="bold"), table, *map(Text, self.notes))

    def markdown(self) -> str:
        lines = [f"### {self.title}", ""]
        lines += [_row(("", *self.columns)), _row(("---", *("---:" for _ in self.columns)))]
        lines += [_row(row) for row in self.rows]
        return "\n".join([*lines, "", *(f"- {note}" for note in self.notes)]).rstrip()


def _row(cells: Sequence[str]) -> str:
    return f"|{'|'.join(f' {cell} ' if cell else ' ' for cell in cells)}|"


def show(tables: Iterable[Figures]) -> list[Figures]:
    """Print each as soon as it is available. Returns all."""
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    shown = []
    for figures in tables:
        console.print(figures.shown(), highlight=False)
        shown.append(figures)
    return shown


def goal(what: str, value: float, most: float, *, unit: str = "", digits: int = 2) -> str:
    """One line: the measurement, the goal, and whether it is met."""
    verdict = "met" if value <= most else "MISSED"
    return f"{what}: {value:.{digits}f}{unit}, at most {most:g}{unit} asked for: {verdict}"


def write_into(file: Path, part: str, text: str) -> None:
    """Put the text between the two marks of a part. Raises `SystemExit` if the file has none."""
    begin, end = (mark.format(part) for mark in MARKS)
    old = file.read_text(encoding="utf-8")
    before, found, rest = old.partition(begin)
    _, ended, after = rest.partition(end)
    if not found or not ended:
        raise SystemExit(f"{file} has no place for the part {part}.\n  Fix: write two lines into it: {begin} and {end}")
    file.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
