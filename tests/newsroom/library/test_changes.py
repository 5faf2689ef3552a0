"""The number of a declared change: it is part of an id, so it stays."""

import pytest

from plugins.newsroom.library.changes import notes_of, numbered_changes
from plugins.newsroom.pages.recording import recorded
from plugins.records.ledger import ledger_text
from tests.conftest import EditionMaker

HEAD = "---\ntitle: Sample\nuid: urn:sample:a\ndate: 2010-09-01\nchanges:\n{0}---\nSample data.\n"


def release(*changes: tuple[str, str]) -> str:
    return HEAD.format("".join(f"- date: {day}\n  note: {note}\n" for day, note in changes))


def numbers(edition: EditionMaker, ledger: str, *changes: tuple[str, str]) -> tuple[dict[str, int], str]:
    """The number of each note, and the ledger once that is published."""
    made = edition({"releases/a.md": release(*changes), **({"ledger.json": ledger} if ledger else {})})
    (item,) = made.library.releases
    return {change.note: number for change, number in numbered_changes(made, item)}, ledger_text(recorded(made))


A, B, C = ("2010-09-03", "a"), ("2010-09-03", "b"), ("2010-09-05", "c")
LATE = ("2010-09-03T15:00-04:00", "late")
HELD = ("2011-01-01", "held")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((A, B), {"a": 1, "b": 2}),
        ((C, B, A), {"a": 1, "b": 2, "c": 1}),
        ((LATE, A), {"a": 1, "late": 2}),
        ((A, LATE), {"a": 1, "late": 2}),
        ((LATE, A, HELD), {"a": 1, "late": 2}),
        ((HELD, A, B), {"a": 1, "b": 2}),
    ],
)
def test_changes_of_one_day_are_numbered_as_they_came(
    edition: EditionMaker, changes: tuple[tuple[str, str], ...], expected: dict[str, int]
) -> None:
    assert numbers(edition, "", *changes)[0] == expected


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ((B, A), {"a": 1, "b": 2}),
        ((C, A), {"a": 1, "c": 1}),
        ((("2010-09-03T00:00-04:00", "earlier"), A), {"a": 1, "earlier": 2}),
        ((("2010-09-03", "reworded"),), {"reworded": 1}),
        ((B, ("2010-09-03", "reworded")), {"b": 1, "reworded": 2}),
        ((A, A), {"a": 2}),
    ],
)
def test_a_published_number_stays(
    edition: EditionMaker, then: tuple[tuple[str, str], ...], expected: dict[str, int]
) -> None:
    _, ledger = numbers(edition, "", A)
    assert numbers(edition, ledger, *then)[0] == expected


def test_the_number_of_a_deleted_note_is_not_given_again(edition: EditionMaker) -> None:
    _, ledger = numbers(edition, "", A, B)
    _, ledger = numbers(edition, ledger, A)
    found, ledger = numbers(edition, ledger, A, ("2010-09-03", "new"))
    assert found == {"a": 1, "new": 3}
    assert numbers(edition, ledger, A, B, ("2010-09-03", "new"))[0] == {"a": 1, "b": 4, "new": 3}


def test_what_waits_is_no_part_of_a_fingerprint(edition: EditionMaker) -> None:
    without = edition({"releases/a.md": release(A)})
    beside = edition({"releases/a.md": release(A, HELD).replace("changes:", "modified: 2011-01-01\nchanges:")})
    (plain,), (waiting,) = without.library.releases, beside.library.releases
    assert waiting.fingerprint == plain.fingerprint
    assert notes_of(beside, waiting) == notes_of(without, plain)
