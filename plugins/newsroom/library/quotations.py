"""Quotations from documents, held against the pages that they name."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from plugins.evidence.model import Evidence
from plugins.evidence.quoting.quotations import VERSION, Verdict, find_page, verify
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Address
from plugins.prose.model import Prose, Quotation, Reference
from plugins.records.schema import Document, Record
from plugins.render.checksums import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuotation:
    """One quotation, with what comparing it with its page found."""

    item: Item[Record]
    """The record that quotes."""
    line: int
    """1-based line of its file."""
    text: str
    reference: Reference
    document: Item[Document]
    page: int
    """Where the words were looked for: the page that is named, else the one that they stand on; 0 for nowhere."""
    page_sha256: str
    """Of that page's text: what a sign-off is tied to."""
    verdict: Verdict
    found_on: int
    """For a quotation at review: another page on which the words stand; 0 for none."""
    signed_by: str
    """Who signed it off in `quote_review`; empty for nobody."""

    @property
    def holds(self) -> bool:
        """Whether the page may say that it was checked."""
        return self.verdict.kind != "review" or bool(self.signed_by)


def checked_quotations(edition: Edition) -> tuple[CheckedQuotation, ...]:
    """Every quotation of every record from a document that is on file, in the order of the library."""
    key = ("quotations",)
    if key not in edition.kept:
        verdicts = _Verdicts(edition)
        edition.kept[key] = tuple(_checked(edition, verdicts))
        verdicts.save()
    return edition.kept[key]  # type: ignore[return-value]


def checked_references(edition: Edition) -> dict[tuple[str, Reference], CheckedQuotation]:
    """Those that hold, by the record's path and the link that names the page."""
    key = ("quotation marks",)
    if key not in edition.kept:
        edition.kept[key] = {(q.item.path, q.reference): q for q in checked_quotations(edition) if q.holds}
    return edition.kept[key]  # type: ignore[return-value]


def _checked(edition: Edition, verdicts: "_Verdicts") -> Iterator[CheckedQuotation]:
    for item in (*edition.library.items, *edition.library.held):
        bodies = [(item.prose, item.front.body_line)]
        bodies += [(prose, item.line("timeline", index, "body")) for index, prose in enumerate(item.events)]
        for prose, first in bodies:
            for quotation in prose.quotations:
                checked = _check(edition, verdicts, item, prose, quotation, first - 1)
                if checked is not None:
                    yield checked


def _check(
    edition: Edition, verdicts: "_Verdicts", item: Item[Record], prose: Prose, quotation: Quotation, above: int
) -> CheckedQuotation | None:
    if quotation.reference is None:
        return None
    reference = prose.references[quotation.reference]
    target = edition.links.resolve(reference, item.path)
    if not isinstance(target, Address) or target.item is None or target.item.file is None:
        return None
    evidence = target.item.file.evidence
    page = target.page or verdicts.find(quotation.text, evidence)
    if not page and quotation.is_link:
        return None  # a title in quotation marks that links to the whole document quotes no page
    verdict = verdicts.verify(quotation.text, evidence, page) if page else _NO_PAGE
    found_on = verdicts.find(quotation.text, evidence) if verdict.kind == "review" else 0
    sha256 = evidence.pages[page - 1].sha256 if page else ""
    return CheckedQuotation(
        item=item,
        line=above + reference.line,
        text=quotation.text,
        reference=reference,
        document=target.item,  # type: ignore[arg-type]
        page=page,
        page_sha256=sha256,
        verdict=verdict,
        found_on=found_on if found_on != page else 0,
        signed_by=_signed_by(target.item.record, sha256),
    )


_NO_PAGE = Verdict("review", "The words stand on no page of the document, and the link names none.")


def _signed_by(record: Record, sha256: str) -> str:
    assert isinstance(record, Document)
    return next((review.by for review in record.quote_review if sha256 and review.sha256 == sha256), "")


class _Verdicts:
    """Verdicts, kept from build to build by the words, the page's text and the version of the code that compares."""

    def __init__(self, edition: Edition):
        self._file = edition.settings.cache / "verdicts.json"
        self._known = self._read()
        self._used: dict[str, Any] = {}

    def _read(self) -> dict[str, Any]:
        try:
            data = json.loads(self._file.read_text(encoding="utf-8"))
            return dict(data["verdicts"]) if data["version"] == VERSION else {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}

    def verify(self, words: str, evidence: Evidence, page: int) -> Verdict:
        found = evidence.pages[page - 1]
        key = digest(f"{words}\0{found.sha256}\0{found.kind}".encode())
        known = self._known.get(key)
        try:
            verdict = Verdict(known[0], known[1], tuple((str(a), str(b)) for a, b in known[2])) if known else None
        except (TypeError, ValueError, IndexError, KeyError):
            verdict = None
        if verdict is None:
            verdict = verify(words, found.text, scan=found.kind in ("ocr", "stamp"))
        self._used[key] = (verdict.kind, verdict.reason, verdict.differences)
        return verdict

    def find(self, words: str, evidence: Evidence) -> int:
        """The page on which the words stand; 0 for none."""
        key = digest(f"{words}\0{evidence.sha256}\0{[page.sha256 for page in evidence.pages]}".encode())
        known = self._known.get(key)
        if not isinstance(known, int) or not 0 <= known <= len(evidence.pages):
            scan = any(page.kind in ("ocr", "stamp") for page in evidence.pages)
            known = find_page(words, [page.text for page in evidence.pages], scan=scan) or 0
        self._used[key] = known
        return known

    def save(self) -> None:
        """Keep what was used, beside what other content folders left; nothing is written where nothing is new."""
        if not self._used.keys() - self._known.keys():
            return
        temporary = self._file.with_name(f"verdicts.{os.getpid()}.tmp")
        data = {"version": VERSION, "verdicts": {**self._known, **self._used}}
        with suppress(OSError):  # a cache that cannot be written costs the next build its time
            self._file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(data), encoding="utf-8")
            temporary.replace(self._file)
