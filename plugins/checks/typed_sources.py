"""Quotations whose source names a page and has no link, or one to no document: nothing compares the two."""

import re
from collections.abc import Iterator

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Address
from plugins.prose.model import Prose, Quotation
from plugins.prose.walk.sources import PAGES
from plugins.records.fixing.fixes import LONGEST, write
from plugins.records.problems import Problem, problem
from plugins.records.schema import Document, Record
from plugins.records.sources import read_text

_AROUND = re.compile(r"\A[\s,;:(\[]+|[\s,;:.)\]]+\Z")
_LEAD_IN = re.compile(r"\A(?:source|from|see|in|the|fuente|de|véase|el|la)\b:?\s+", re.IGNORECASE)
_PAGES = re.compile(rf"(?:{PAGES.pattern})(?: ?[-–—] ?(\d{{1,4}})\b)?", re.IGNORECASE)
FARTHEST = 80
"""Lines below its first in which the source of a quotation is looked for."""


def check(edition: Edition) -> Iterator[Problem]:
    documents = _documents(edition)
    if not documents:
        return
    for item in (*edition.library.items, *edition.library.held):
        bodies = [(item.prose, item.front.body_line)]
        bodies += [(prose, item.event_line(index)) for index, prose in enumerate(item.events)]
        for prose, first in bodies:
            for quotation in _unlinked(prose):
                if found := _told(edition, documents, item, quotation, first - 1):
                    yield found
            yield from _elsewhere(edition, item, prose, first - 1)


def _elsewhere(edition: Edition, item: Item[Record], prose: Prose, above: int) -> Iterator[Problem]:
    """Sources that name a page and link to something of this site that has none."""
    for quotation in prose.quotations:
        if quotation.reference is None or quotation.is_link or not PAGES.search(quotation.speaker):
            continue
        reference = prose.references[quotation.reference]
        target = edition.links.resolve(reference, item.path)
        if isinstance(target, Address) and (target.item is None or target.item.kind != "document"):
            what = f"“{quotation.speaker}” names a page and links to none: nobody checks the words quoted"
            fix = f"link to the page of the document, as in [{quotation.speaker}]({{document}}NAME#page=1)"
            yield problem("Q004", item.path, above + reference.line, what, fix)


def _unlinked(prose: Prose) -> Iterator[Quotation]:
    linked = {quotation.text for quotation in prose.quotations if quotation.reference is not None}
    for quotation in prose.quotations:
        if quotation.reference is None and quotation.speaker and quotation.text not in linked:
            yield quotation


def _told(
    edition: Edition, documents: dict[str, Item[Record]], item: Item[Record], quotation: Quotation, above: int
) -> Problem | None:
    source = quotation.speaker
    page = _PAGES.search(source)
    name = _name(f"{source[: page.start()]} {source[page.end() :]}" if page else source)
    named = documents.get(name)
    if page is None and named is None:
        return None
    named = named or _meant(edition, documents, item, name)
    pin = f"#page={'-'.join(re.findall(r'[0-9]+', page[0]))}" if page else ""
    target = f"{{document}}{named.slug if named else 'NAME'}{pin or '#page=1'}"
    line, text = _line_of(edition, item.path, quotation, above, page[0].split()[-1] if page else source)
    what = f"“{source}” names {'a page' if page else 'a document'} and has no link: nobody checks the words quoted"
    better = text.replace(source, f"[{source}]({target})", 1) if named and pin and text.count(source) == 1 else ""
    if better and "](" not in text and len(better) <= LONGEST:
        return problem("Q004", item.path, line, what, write(better))
    return problem("Q004", item.path, line, what, f"link it to the page, as in [{source}]({target})")


def _meant(edition: Edition, documents: dict[str, Item[Record]], item: Item[Record], name: str) -> Item[Record] | None:
    """The only document whose title or kind has these words: of those that the record links to, else of all."""
    words = set(name.split())
    fits = {one.path: one for one in documents.values() if words and words <= _words(one)}
    cited = {reference.target for reference in item.prose.references if reference.scheme == "document"}
    cited.update(getattr(item.record, "documents", ()))
    for found in ([one for one in fits.values() if one.slug in cited], list(fits.values())):
        if len(found) == 1:
            return found[0]
    return None


def _words(document: Item[Record]) -> set[str]:
    return {*_name(document.record.title).split(), *document.slug.split("-"), getattr(document.record, "kind", "")}


def _documents(edition: Edition) -> dict[str, Item[Record]]:
    """By title and by slug, as somebody may type them."""
    found: dict[str, Item[Record]] = {}
    for item in (*edition.library.items, *edition.library.held):
        if isinstance(item.record, Document):
            found |= {_name(item.record.title): item, item.slug: item}
    found.pop("", None)
    return found


def _name(text: str) -> str:
    text = _AROUND.sub("", text)
    return _AROUND.sub("", _LEAD_IN.sub("", " ".join(text.split()))).casefold()


def _line_of(edition: Edition, path: str, quotation: Quotation, above: int, words: str) -> tuple[int, str]:
    """The line that has the source, and its text: below the first line of the quotation, else right above it."""
    first = above + quotation.line
    lines = read_text(edition.settings.content, path)[0].split("\n")
    near = [*range(first, first + FARTHEST), *range(first - 1, max(first - 4, 0), -1)]
    for number in near:
        if number <= len(lines) and words in lines[number - 1]:
            return number, lines[number - 1]
    return first, ""
