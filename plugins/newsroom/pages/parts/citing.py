"""How to cite a document: plain text, BibTeX, RIS and CSL-JSON, from one set of facts."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from plugins.newsroom.library.addresses import page_address
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.parts.cards import optional_date
from plugins.newsroom.pages.views.document import Reference
from plugins.records.dates import local_day
from plugins.records.schema import Document

CSL_TYPES = {
    "complaint": "legal_case", "order": "legal_case", "brief": "legal_case", "letter": "personal_communication",
    "memo": "report", "record": "document", "request": "document", "response": "document", "analysis": "report",
}  # fmt: skip
RIS_TYPES = {"legal_case": "CASE", "personal_communication": "PCOMM", "report": "RPRT", "document": "GEN"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    key: str
    kind: str
    title: str
    authors: tuple[str, ...]
    date: date | None
    date_text: str
    publisher: str
    pages: int
    url: str


def citation(edition: Edition, item: Item[Document], page: int = 0) -> str:
    """Author, title (date), page, address: the order of most style guides, as one line."""
    facts = _facts(edition, item)
    who = f"{', '.join(facts.authors)}, " if facts.authors else ""
    when = f" ({facts.date_text})" if facts.date_text else ""
    if not page:
        return f"{who}{facts.title}{when}, {facts.url}"
    address = edition.settings.absolute_url(page_address(item.address, page, facts.pages))
    return f"{who}{facts.title}{when}, p. {page}, {address}#page={page}"


def references(edition: Edition, item: Item[Document]) -> tuple[Reference, ...]:
    """The same for reference managers."""
    facts = _facts(edition, item)
    return (
        Reference(name="BibTeX", text=_bibtex(facts)),
        Reference(name="RIS", text=_ris(facts)),
        Reference(name="CSL-JSON", text=_csl(facts)),
    )


def _facts(edition: Edition, item: Item[Document]) -> _Facts:
    record = item.record
    written = optional_date(edition, record.date, item.lang)
    value = record.date
    return _Facts(
        key=item.slug,
        kind=CSL_TYPES[record.kind],
        title=record.title,
        authors=record.authors,
        date=local_day(value, edition.settings.zone) if isinstance(value, date | datetime) else None,
        date_text=written.text if written else "",
        publisher=edition.settings.site_name,
        pages=item.file.pages if item.file else 0,
        url=edition.settings.absolute_url(item.address),
    )


def _bibtex(facts: _Facts) -> str:
    """https://www.bibtex.com/e/entry-types/: `misc` holds any of our kinds."""
    fields = {
        "title": f"{{{_tex(facts.title)}}}",
        "author": " and ".join(f"{{{_tex(author)}}}" for author in facts.authors),
        "year": f"{facts.date.year}" if facts.date else "",
        "month": f"{facts.date.month}" if facts.date else "",
        "pagetotal": f"{facts.pages}" if facts.pages else "",
        "howpublished": _tex(facts.publisher),
        "url": facts.url,
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{facts.key},\n{lines}\n}}"


def _tex(text: str) -> str:
    """Escape characters that TeX reads as commands."""
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(special.get(c) or (f"\\{c}" if c in "&%$#_{}" else c) for c in text)


def _ris(facts: _Facts) -> str:
    """https://en.wikipedia.org/wiki/RIS_(file_format): two letters, two spaces, a hyphen, a space."""
    rows = [("TY", RIS_TYPES[facts.kind]), ("TI", facts.title)]
    rows += [("AU", author) for author in facts.authors]
    if facts.date:
        rows += [("PY", f"{facts.date.year}"), ("DA", facts.date.strftime("%Y/%m/%d"))]
    rows += [("PB", facts.publisher), ("UR", facts.url), ("ER", "")]
    return "\n".join(f"{name}  - {' '.join(value.split())}" for name, value in rows)


def _csl(facts: _Facts) -> str:
    """https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html"""
    data: dict[str, object] = {"id": facts.key, "type": facts.kind, "title": facts.title}
    if facts.authors:
        data["author"] = [{"literal": author} for author in facts.authors]
    if facts.date:
        data["issued"] = {"date-parts": [[facts.date.year, facts.date.month, facts.date.day]]}
    if facts.pages:
        data["number-of-pages"] = str(facts.pages)
    data |= {"publisher": facts.publisher, "URL": facts.url}
    return json.dumps([data], ensure_ascii=False, indent=2)
