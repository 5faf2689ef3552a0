"""Page numbers in the words of a link: readers must land on the page that the words name."""

import re
from collections.abc import Iterator

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Address
from plugins.newsroom.library.quotations import pin_cite
from plugins.prose.model import Prose, Reference
from plugins.records.problems import Problem, problem
from plugins.records.schema import Record

EDGE = 4
"""Lines at the top or bottom of a page that may have its printed number."""


def check(edition: Edition) -> Iterator[Problem]:
    for item in (*edition.library.items, *edition.library.held):
        bodies = [(item.prose, item.front.body_line)]
        bodies += [(prose, item.event_line(index)) for index, prose in enumerate(item.events)]
        for prose, first in bodies:
            for reference, said in _said(prose):
                if found := _mismatch(edition, item, reference, said):
                    yield problem("Q003", item.path, first + reference.line - 1, *found)


def _said(prose: Prose) -> Iterator[tuple[Reference, str]]:
    """The links to pages, and where each names one: in its own words, or in the source line around it."""
    sources = {q.reference: q.speaker for q in prose.quotations if q.reference is not None and not q.others}
    for index, reference in enumerate(prose.references):
        if reference.fragment.startswith(("page=", "bates=")):
            yield reference, reference.text if _PIN.search(reference.text) else sources.get(index, "")


def _mismatch(edition: Edition, item: Item[Record], reference: Reference, said: str) -> tuple[str, str] | None:
    named = _pages_named(said)
    target = edition.links.resolve(reference, item.path) if named else None
    if not isinstance(target, Address) or target.item is None or not target.page:
        return None
    pages = range(target.page, target.last_page + 1)
    if named.intersection(pages) or (target.item.file is not None and _prints(target.item, pages, named)):
        return None
    pin, page = pin_cite(target.page, target.last_page), min(named)
    what = f"the words “{said}” say page {page}, and the link leads to page {pin} of {target.item.slug}"
    return what, f"write #page={page} in the link, or page {pin} in its words"


def _pages_named(said: str) -> set[int]:
    named: set[int] = set()
    for found in _PIN.finditer(said):
        for first, last in _NUMBERS.findall(found[1] or found[2]):
            end = f"{first[: max(len(first) - len(last), 0)]}{last}" if last else first
            named.update(range(int(first), min(int(end), int(first) + 1000) + 1))
    return named


def _prints(target: Item[Record], pages: range, named: set[int]) -> bool:
    """Whether a page has that printed number: the pages of the file may be numbered differently."""
    assert target.file is not None
    for number in pages:
        lines = [line for line in target.file.evidence.pages[number - 1].text.split("\n") if line.strip()]
        edges = (*lines[:EDGE], *lines[-EDGE:])
        if any((m := _PRINTED.fullmatch(line)) and int(m[1]) in named for line in edges):
            return True
    return False


_PIN = re.compile(
    r"(?<![\w.])(?:pp?|pgs?|págs?|s)\.? ?((?:\d{1,4}(?!\d)(?: ?[-–—] ?\d{1,4}(?!\d))?(?:, ?| ?(?:and|&|y|und) )?)+)"
    r"|(?<!\w)(?:pages?|páginas?|seiten?) ((?:\d{1,4}(?!\d)(?: ?[-–—] ?\d{1,4}(?!\d))?(?:, ?| ?(?:and|&|y|und) )?)+)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"(\d+)(?: ?[-–—] ?(\d+))?")
_PRINTED = re.compile(r"[\s–—-]*(?:page )?(\d{1,4})(?: of \d{1,4})?[\s–—-]*", re.IGNORECASE | re.ASCII)
