"""What readers of a release would see twice."""

import re
from collections.abc import Iterator

from plugins.newsroom.library.edition import Edition
from plugins.records.problems import Problem, problem
from plugins.records.schema import Release

BEHIND_PLACE = r"(?:[\s,(]+(?:[A-Z][\w.]*|\d+|of|de))*[).,]*\s*(?:—|–|--|-(?=\s))"
"""More of the place, and the day, as wires write them, up to the dash."""


def check(edition: Edition) -> Iterator[Problem]:
    """A dateline in its field and in the text: the page, the feeds and the plain text would begin with both."""
    for item in edition.library.items:
        record = item.record
        if not isinstance(record, Release) or not record.dateline:
            continue
        found = re.match(rf"\W*(?i:{re.escape(record.dateline)}){BEHIND_PLACE}", item.prose.lead)
        if found is not None:
            what = f"the dateline {record.dateline} stands in its field, and as “{found[0].strip()}” in the text"
            fix = "keep one of the two: delete the line of the field, or the place and its dash in the text"
            yield problem("R014", item.path, item.line("dateline"), what, fix)
