"""Compares quotations from documents with the pages that they cite."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from plugins.evidence.model import Evidence
from plugins.evidence.quoting.verdicts import VERSION, Found, Verdict
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Address
from plugins.prose.model import Prose, Quotation, Reference
from plugins.records.schema import Document, QuoteReview, Record
from plugins.render.checksums import digest
from plugins.sealing import sealed, unsealed


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuotation:
    """One quotation, with the result of comparing it with its page."""

    item: Item[Record]
    """The record that quotes."""
    line: int
    """1-based line of the link to the page, in the record's file."""
    first_line: int
    """The line on which the words begin."""
    text: str
    source: str
    """The line that names the source, as plain text, or the linked words."""
    reference: Reference
    """The link to the page; if there are several, the first whose page has the words."""
    mark: Reference
    """The link after which the page shows the result: the first."""
    document: Item[Document]
    page: int
    """The page on which the words were looked for: the cited page, else the one that has them; 0 for none."""
    last_page: int
    """The last of the pages, if the words run over several."""
    page_sha256: str
    """SHA-256 of the text of these pages, which a sign-off is tied to."""
    verdict: Verdict
    found_on: tuple[int, int]
    """For a quotation at review: first and last of the other pages that have the words; zeros for none."""
    signed: QuoteReview | None
    """The sign-off of exactly these words on exactly this text."""
    lapsed: QuoteReview | None
    """A sign-off of these words on an earlier text of these pages, or of other words on this text."""

    @property
    def holds(self) -> bool:
        """Whether the page may say that it was checked."""
        return self.verdict.kind != "review" or self.signed is not None

    @property
    def state(self) -> Literal["checked", "signed", "review"]:
        if self.verdict.kind != "review":
            return "checked"
        return "signed" if self.signed is not None else "review"

    @property
    def pin(self) -> str:
        """The pages as written in a link: 3, or 3-4."""
        return pin_cite(self.page, self.last_page)


def pin_cite(first: int, last: int) -> str:
    return f"{first}-{last}" if last > first else f"{first}"


def checked_quotations(edition: Edition) -> tuple[CheckedQuotation, ...]:
    """Every quotation in every record from a document on file, in the order of the library."""
    key = ("quotations",)
    if key not in edition.kept:
        verdicts = _Verdicts(edition)
        edition.kept[key] = tuple(_checked(edition, verdicts))
        verdicts.save()
    return edition.kept[key]  # type: ignore[return-value]


def checked_references(edition: Edition) -> dict[tuple[str, Reference], CheckedQuotation]:
    """By the record's path and the link that names the page; if one link has several, the one that a person must see.

    A link may occur twice on one line, and a mark must not say of one what is true only of the other.
    """
    key = ("quotation marks",)
    if key not in edition.kept:
        marks: dict[tuple[str, Reference], CheckedQuotation] = {}
        for quotation in checked_quotations(edition):
            place = quotation.item.path, quotation.mark
            if place not in marks or marks[place].holds:
                marks[place] = quotation
        edition.kept[key] = marks
    return edition.kept[key]  # type: ignore[return-value]


SHORT = 140
"""Letters of a quotation that stands well on its own; a longer one is taken where there is no other."""


def verified_in(edition: Edition, item: Item[Record]) -> Iterator[CheckedQuotation]:
    """The quotations in a record's text that stand on their pages, the short ones first, else as the text has them."""
    if not item.prose.quotations:
        return
    checked = checked_references(edition)
    found = []
    for quotation in item.prose.quotations:
        if quotation.reference is None or quotation.is_link:
            continue
        one = checked.get((item.path, item.prose.references[quotation.reference]))
        if one is not None and one.page and one.holds and one.text == quotation.text:
            found.append(one)
    yield from sorted(found, key=lambda one: len(one.text) > SHORT)


def quoted_pages(edition: Edition) -> dict[str, dict[int, list[CheckedQuotation]]]:
    """The verified quotations, by the address of their document and each page that they stand on."""
    key = ("quoted pages",)
    if key not in edition.kept:
        found: dict[str, dict[int, list[CheckedQuotation]]] = {}
        for quotation in checked_references(edition).values():
            if quotation.page:
                of_document = found.setdefault(quotation.document.address, {})
                for page in range(quotation.page, quotation.last_page + 1):
                    of_document.setdefault(page, []).append(quotation)
        edition.kept[key] = found
    return edition.kept[key]  # type: ignore[return-value]


def _checked(edition: Edition, verdicts: "_Verdicts") -> Iterator[CheckedQuotation]:
    for item in (*edition.library.items, *edition.library.held):
        bodies = [(item.prose, item.front.body_line)]
        bodies += [(prose, item.event_line(index)) for index, prose in enumerate(item.events)]
        for prose, first in bodies:
            for quotation in prose.quotations:
                checked = _check(edition, verdicts, item, prose, quotation, first - 1)
                if checked is not None:
                    yield checked


def _check(
    edition: Edition, verdicts: "_Verdicts", item: Item[Record], prose: Prose, quotation: Quotation, above: int
) -> CheckedQuotation | None:
    """The result for the first of its links whose page has the words, else for its first link."""
    if quotation.reference is None:
        return None
    mark = prose.references[quotation.reference]
    first = None
    for index in (quotation.reference, *quotation.others):
        checked = _check_link(edition, verdicts, item, prose.references[index], mark, quotation, above)
        if checked is not None and checked.holds:
            return checked
        first = first or checked
    return first


def _check_link(
    edition: Edition,
    verdicts: "_Verdicts",
    item: Item[Record],
    reference: Reference,
    mark: Reference,
    quotation: Quotation,
    above: int,
) -> CheckedQuotation | None:
    target = edition.links.resolve(reference, item.path)
    if not isinstance(target, Address) or target.item is None or target.item.file is None:
        return None
    document: Item[Document] = target.item  # type: ignore[assignment]
    evidence = target.item.file.evidence
    page, last = (target.page, target.last_page) if target.page else verdicts.find(quotation.text, evidence)
    if not page and quotation.is_link:
        return None  # a title in quotation marks that links to the whole document is not a quotation from a page
    found = verdicts.verify(quotation.text, evidence, page, last) if page else Found(_NO_PAGE, 0, 0)
    at_review = found.verdict.kind == "review"
    found_on = verdicts.find(quotation.text, evidence) if at_review and page else (0, 0)
    sha256 = sha256_of_pages(evidence, found.first, found.last) if page else ""
    signed, lapsed = _sign_offs(document.record, quotation.text, found, sha256) if at_review and page else (None, None)
    return CheckedQuotation(
        item=item,
        line=above + reference.line,
        first_line=above + (quotation.line or reference.line),
        text=quotation.text,
        source=quotation.speaker or reference.text,
        reference=reference,
        mark=mark,
        document=document,
        page=found.first,
        last_page=found.last,
        page_sha256=sha256,
        verdict=found.verdict,
        found_on=found_on if found_on != (page, last) else (0, 0),
        signed=signed,
        lapsed=lapsed,
    )


_NO_PAGE = Verdict("review", "The words are not on any page of the document, and the link names no page.")


def sha256_of_pages(evidence: Evidence, first: int, last: int) -> str:
    """SHA-256 of the text of one page, or of several together."""
    if first == last:
        return evidence.pages[first - 1].sha256
    from plugins.evidence.quoting.page_breaks import text_of_pages

    return digest(text_of_pages([page.text for page in evidence.pages], first, last).encode())


def _sign_offs(
    record: Document, words: str, found: Found, sha256: str
) -> tuple[QuoteReview | None, QuoteReview | None]:
    """The valid sign-off, and an outdated one."""
    from plugins.evidence.quoting.words import spoken

    pin, said = pin_cite(found.first, found.last), spoken(words)
    lapsed = None
    for review in record.quote_review:
        same_words = bool(review.words) and spoken(review.words) == said
        same_page = review.page in ("", pin)
        if same_words and same_page and review.sha256 == sha256:
            return review, None
        if review.words and (same_words or (same_page and review.sha256 == sha256)):
            lapsed = review
    return None, lapsed


_SCANS = frozenset({"ocr", "stamp"})


class _Verdicts:
    """Cache of verdicts, by the words, the pages' text and the version of the comparing code."""

    def __init__(self, edition: Edition):
        self._file = edition.settings.cache / "verdicts.json"
        self._known = self._read()
        self._used: dict[str, Any] = {}
        self._texts: dict[int, tuple[Evidence, str]] = {}

    def _read(self) -> dict[str, Any]:
        try:
            data = json.loads(unsealed(self._file.name, self._file.read_bytes()))
            return dict(data["verdicts"]) if data["version"] == VERSION else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def verify(self, words: str, evidence: Evidence, first: int, last: int) -> Found:
        key = self._key(words, evidence, f"{first}-{last}")
        found = _read_back(self._known.get(key), len(evidence.pages))
        if found is None:
            from plugins.evidence.quoting.page_breaks import verify_on

            scans = [page.kind in _SCANS for page in evidence.pages]
            found = verify_on(words, [page.text for page in evidence.pages], first, last, scans=scans)
        verdict = found.verdict
        self._used[key] = (verdict.kind, verdict.reason, verdict.differences, found.first, found.last)
        return found

    def find(self, words: str, evidence: Evidence) -> tuple[int, int]:
        """First and last of the pages that have the words; zeros for none."""
        key = self._key(words, evidence, "")
        known = self._known.get(key)
        match known:
            case [int(first), int(last)] if 0 <= first <= last <= len(evidence.pages):
                found = first, last
            case _:
                from plugins.evidence.quoting.page_breaks import find_pages

                scan = any(page.kind in _SCANS for page in evidence.pages)
                found = find_pages(words, [page.text for page in evidence.pages], scan=scan)
        self._used[key] = found
        return found

    def _key(self, words: str, evidence: Evidence, pages: str) -> str:
        if id(evidence) not in self._texts:
            texts = "".join(page.sha256 + page.kind for page in evidence.pages)
            self._texts[id(evidence)] = evidence, digest(texts.encode())
        return digest(f"{words}\0{self._texts[id(evidence)][1]}\0{pages}".encode())

    def save(self) -> None:
        """Save the verdicts that were used, along with those of other content folders; writes only if something is
        new."""
        if not self._used.keys() - self._known.keys():
            return
        temporary = self._file.with_name(f"verdicts.{os.getpid()}.tmp")
        data = {"version": VERSION, "verdicts": {**self._known, **self._used}}
        with suppress(OSError):  # without the cache, the next build only takes longer
            self._file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(sealed(self._file.name, json.dumps(data).encode()))
            temporary.replace(self._file)


def _read_back(known: Any, pages: int) -> Found | None:
    try:
        kind, reason, differences, first, last = known
        verdict = Verdict(kind, reason, tuple((str(a), str(b)) for a, b in differences))
        return Found(verdict, first, last) if 1 <= first <= last <= pages else None
    except (TypeError, ValueError):
        return None
