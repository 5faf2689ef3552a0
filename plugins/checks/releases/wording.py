"""What readers of a release would see twice, or look for in vain."""

import re
from collections import Counter
from collections.abc import Iterator, Set

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.records.examples import SENTENCE, added
from plugins.records.fixing.fixes import ANYTHING, scalar
from plugins.records.problems import Problem, problem
from plugins.records.schema import Record, Release

BEHIND_PLACE = r"(?:[\s,(]+(?:[A-Z][\w.]*|\d+|of|de))*[).,]*\s*(?:—|–|--|-(?=\s))"
"""More of the place, and the day, as wires write them, up to the dash."""
LONGEST_SUMMARY = 110
"""Characters of a first sentence that is offered as a summary."""


def check(edition: Edition) -> Iterator[Problem]:
    for item in (*edition.library.items, *edition.library.held):
        record = item.record
        if isinstance(record, Release) and record.status == "published":
            yield from _dateline(item, record)
            yield from _summary(item, record)
            yield from _contact(edition, item, record)


def _dateline(item: Item[Record], record: Release) -> Iterator[Problem]:
    """A dateline in its field and in the text: the page, the feeds and the plain text would begin with both."""
    if not record.dateline:
        return
    found = re.match(rf"\W*(?i:{re.escape(record.dateline)}){BEHIND_PLACE}", item.prose.lead)
    if found is not None:
        what = f"the dateline {record.dateline} is in its field, and as “{found[0].strip()}” in the text"
        fix = "keep one of the two: delete the line of the field, or the place and its dash in the text"
        yield problem("R014", item.path, item.line("dateline"), what, fix)


def _summary(item: Item[Record], record: Release) -> Iterator[Problem]:
    """Lists, feeds, search engines and shared links show its beginning instead."""
    if record.summary:
        return
    sentence = SENTENCE.search(item.prose.lead)
    text = sentence[0] if sentence and len(sentence[0]) <= LONGEST_SUMMARY else ANYTHING
    line = f"summary: {scalar(text) if item.front.is_yaml else text}"
    what = "the release has no summary: lists, feeds and search engines show the beginning of its text"
    yield problem("R015", item.path, 1, what, f"say it in one sentence: {added(line, item.front)}")


def _contact(edition: Edition, item: Item[Record], record: Release) -> Iterator[Problem]:
    """Reporters look for a name and a telephone number: of news, not of a guide or a letter."""
    known = edition.library.contacts.keys() | edition.library.unseen_contacts
    if record.contacts or not known or record.kind in ("guide", "letter"):
        return
    what = "the release names no contact, so reporters have nobody to call"
    fix = added(f"contacts: {_likely(edition, known)}", item.front)
    yield problem("R016", item.path, 1, what, f"with the right name, {fix}")


def _likely(edition: Edition, known: Set[str]) -> str:
    """Whom most releases name."""
    key = ("likely contact",)
    if key not in edition.kept:
        named = Counter(slug for release in edition.library.releases for slug in release.record.contacts)
        edition.kept[key] = min(known, key=lambda slug: (-named[slug], slug))
    return edition.kept[key]  # type: ignore[return-value]
