"""The table of a tracker: its CSV → rows, each checked at its line."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from plugins.records.calendar.days import DateError, Unfinished
from plugins.records.dates import FORMS, iso, parse_date
from plugins.records.pickling import quickly_pickled
from plugins.records.problems import Problem, problem
from plugins.records.schema import SLUG, Tracker
from plugins.records.slugs import slugify
from plugins.records.suggest import nearest
from plugins.records.trackers.states import STATES, state_code

PAGE = re.compile(r"(?:p(?:age|g)?\.? ?|#page=)?0*([1-9][0-9]{0,5})", re.IGNORECASE)
"""As people write it, `p. 3` included."""
COLUMNS = ("place", "state", "status", "date", "document", "page", "note")
REQUIRED = ("place", "status")
MOST_ROWS = 10_000
LONGEST = 500
"""Characters of one cell."""
ALL = ", ".join(COLUMNS)


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one place had done on one day."""

    place: str
    state: str
    """Two letters, or empty."""
    status: str
    """The slug of one of the tracker's statuses."""
    date: date | None
    document: str
    """The slug of the document that proves it, or empty."""
    page: int
    """0 for none."""
    note: str
    line: int
    """1-based line of the CSV."""

    @property
    def anchor(self) -> str:
        """What it is known by, in its address too: state, place and date."""
        return slugify(" ".join((self.state, self.place, self.date.isoformat() if self.date else "")), limit=200)

    @property
    def of_place(self) -> str:
        """The same for all entries of one place."""
        return slugify(f"{self.state} {self.place}", limit=200)


def read_rows(text: str, path: str, tracker: Tracker) -> tuple[tuple[Row, ...], list[Problem]]:
    """Every row, in the order of the file. A row with a fault is left out; the fault is an error."""
    problems: list[Problem] = []
    delimiter = _delimiter(text)
    table = list(_records(text, delimiter, path, problems))
    if not table:
        if not problems:
            problems.append(problem("M002", path, 1, "the table is empty", f"write as its first line {ALL}"))
        return (), problems
    (first, header), *records = table
    names = _header(header, first, delimiter, path, problems)
    if problems:
        return (), problems
    if len(records) > MOST_ROWS:
        what = f"the table has {len(records):,} rows, and {MOST_ROWS:,} is the most"
        return (), [problem("M002", path, first, what, "make a second tracker of a part of it")]
    statuses = {status.slug: status.slug for status in tracker.statuses}
    statuses |= {status.name.casefold(): status.slug for status in tracker.statuses}
    rows: list[Row] = []
    known: dict[str, int] = {}
    for line, cells in records:
        row = _RowReader(path, line, names, cells, statuses, delimiter, problems).row()
        if row is None:
            continue
        other = known.setdefault(row.anchor, line)
        if other != line:
            said = ", ".join(part for part in (row.place, row.state, row.date.isoformat() if row.date else "") if part)
            what = f"{said} is in the table twice, here and on line {other}"
            problems.append(problem("M004", path, line, what, "give one of the two its own date, or delete it"))
            continue
        rows.append(row)
    return tuple(rows), problems


def written_rows(rows: Sequence[Row]) -> bytes:
    """The table as it is published (RFC 4180): the same rows give the same bytes, however they were written."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=lambda row: (row.state, row.place.casefold(), row.date or date.min, row.anchor)):
        day = row.date.isoformat() if row.date else ""
        writer.writerow([row.place, row.state, row.status, day, row.document, row.page or "", row.note])
    return stream.getvalue().encode()


def _delimiter(text: str) -> str:
    """The sign between the cells of a table, as a spreadsheet program of its country writes it."""
    top = next((line for line in text.split("\n") if line.strip()), "")
    return max((",", ";", "\t"), key=lambda sign: (top.count(sign), sign == ","))


def _records(text: str, delimiter: str, path: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """(First line, cells) of each record that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [" ".join(cell.split()) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        fix = 'put a cell that has quotation marks in it in quotes, and double its own: "He said ""no"""'
        problems.append(problem("M002", path, line, f"the row cannot be read: {error}", fix))


def _header(cells: Sequence[str], line: int, delimiter: str, path: str, problems: list[Problem]) -> tuple[str, ...]:
    names = [cell.lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    for index, name in enumerate(names):
        if name not in COLUMNS:
            guess = nearest(name, [column for column in COLUMNS if column not in names])
            better = delimiter.join([*names[:index], guess, *names[index + 1 :]])
            fix = f"did you mean {guess}? write {better}" if guess else f"remove the column; the columns are {ALL}"
            problems.append(problem("M002", path, line, f"there is no column “{cells[index]}”", fix))
        elif name in names[:index]:
            problems.append(problem("M002", path, line, f"the column {name} is there twice", "remove one of them"))
    missing = [] if problems else [name for name in REQUIRED if name not in names]
    for name in missing:
        fix = f"write {delimiter.join([*names, name])}, and in each row its {name}"
        problems.append(problem("M002", path, line, f"the column {name} is missing", fix))
    return tuple(names)


class _RowReader:
    """One record of the table, while it is being checked."""

    def __init__(
        self, path: str, line: int, names: Sequence[str], cells: Sequence[str],
        statuses: Mapping[str, str], delimiter: str, problems: list[Problem],
    ):  # fmt: skip
        self.path, self.line, self.statuses, self.problems = path, line, statuses, problems
        self.before = len(problems)
        self.cells = dict(zip(names, cells, strict=False))
        self.names = names
        self.delimiter = delimiter
        if any(cells[len(names) :]):
            what = f"the row has {len(cells)} cells, and the table {len(names)} columns"
            self.say("M005", what, 'put quotes around a cell that has a comma in it: "Marin County, North"')
        if long := next((name for name, cell in self.cells.items() if len(cell) > LONGEST), ""):
            self.say("M005", f"{long} has more than {LONGEST} characters", "say it in fewer words")

    def row(self) -> Row | None:
        place = self.cells.get("place", "")
        if not slugify(place):
            self.say("M005", f"place “{place}” names no place" if place else "place is empty", "write the place's name")
        row = Row(
            place=place,
            state=self.state(),
            status=self.status(),
            date=self.day(),
            document=self.document(),
            page=self.page(),
            note=self.cells.get("note", ""),
            line=self.line,
        )
        return row if len(self.problems) == self.before else None

    def say(self, code: str, what: str, fix: str) -> None:
        self.problems.append(problem(code, self.path, self.line, what, fix))

    def with_cell(self, name: str, value: str) -> str:
        """The whole line with another value in one cell."""
        stream = io.StringIO(newline="")
        cells = {**self.cells, name: value}
        csv.writer(stream, lineterminator="", delimiter=self.delimiter).writerow(
            [cells.get(column, "") for column in self.names]
        )
        return stream.getvalue()

    def state(self) -> str:
        written = self.cells.get("state", "")
        code = state_code(written)
        if code or not written:
            return code
        by_name = {name.casefold(): code for code, name in STATES.items()}
        guess = by_name.get(nearest(written, by_name), "")
        fix = f"did you mean {guess}? write {self.with_cell('state', guess)}" if guess else "write its two letters: CA"
        self.say("M003", f"there is no state “{written}”", fix)
        return ""

    def status(self) -> str:
        written = self.cells.get("status", "")
        known = self.statuses.get(written) or self.statuses.get(written.casefold())
        if known:
            return known
        slugs = list(dict.fromkeys(self.statuses.values()))
        guess = self.statuses.get(nearest(written, self.statuses), "") if written else ""
        fix = f"did you mean {guess}? write {self.with_cell('status', guess)}" if guess else ""
        fix = fix or f"write one of {', '.join(slugs)}, or add it under statuses: of the tracker"
        self.say("M003", f"status “{written}” is not one of {', '.join(slugs)}" if written else "status is empty", fix)
        return ""

    def day(self) -> date | None:
        written = self.cells.get("date", "")
        if not written:
            return None
        try:
            parsed = parse_date(written)
        except DateError as error:
            meant = [iso(value) for value in error.meant if not isinstance(value, Unfinished)]
            fix = f"write {self.with_cell('date', meant[-1])}" if meant else f"write it as {FORMS.partition(',')[0]}"
            if len(meant) > 1:
                fix = f"if it is not {' or '.join(meant[:-1])}, {fix}"
            self.say("F007", f"date “{written}” {error.what}", fix)
            return None
        return parsed.date() if isinstance(parsed, datetime) else parsed

    def document(self) -> str:
        written = self.cells.get("document", "")
        if written and not SLUG.fullmatch(written):
            better = slugify(written, 80)
            fix = f"write {self.with_cell('document', better)}" if better else "write the document's slug"
            self.say("M005", f"document “{written}” is not a slug", fix)
        return written

    def page(self) -> int:
        written = self.cells.get("page", "")
        if not written:
            return 0
        number = PAGE.fullmatch(written)
        if not number:
            self.say("M005", f"page “{written}” is not a whole number from 1", "write just the number, as in 3")
            return 0
        if not self.cells.get("document"):
            self.say("M005", f"page {number[1]} is given, but no document", "write the document's slug, or no page")
        return int(number[1])
