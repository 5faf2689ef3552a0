"""A case's docket on its page: newest first, and what the court gave no number keeps its place."""

from typing import Any

from plugins.newsroom.pages.record_pages import case_view


def test_an_entry_without_a_number_is_sorted_by_its_date_and_then_by_its_place(edition: Any) -> None:
    rows = [("1", "2010-01-05", "Complaint"), ("", "2010-01-07", "Hearing"), ("3", "2010-01-07", "Order"),
            ("", "2010-01-06", "Call"), ("", "2010-01-07", "Recess")]  # fmt: skip
    docket = [
        f"- {{{f'entry_number: {number}, ' if number else ''}date_filed: {day}, description: {what}}}"
        for number, day, what in rows
    ]
    text = "\n".join(["---", "title: A suit", "summary: A suit.", "uid: c", "docket:", *docket, "---", "Words.\n"])
    made = edition({"cases/a.md": text})
    assert made.library.problems == ()
    (item,) = made.library.items
    view = case_view(made, item)
    assert [event.title for event in view.events] == ["Recess", "Order", "Hearing", "Call", "Complaint"]
    assert view.latest is not None and view.latest.title == "Order"
