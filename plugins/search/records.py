"""What a search finds: each public page of a record, and each page of a document by itself."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import cast

from plugins.evidence.text.reading_text import reading_text
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.translations import language_of
from plugins.newsroom.pages.document_pages import page_url
from plugins.newsroom.pages.parts.formats import date_text
from plugins.newsroom.pages.parts.language_names import codes_of_scan
from plugins.newsroom.pages.record_pages import case_view
from plugins.prose.model import Prose
from plugins.records.dates import local_day
from plugins.records.schema import Case, Document, Record, Release, Tracker
from plugins.records.trackers.states import STATES
from plugins.search.pagefind import SearchRecord


def records_by_language(edition: Edition) -> dict[str, tuple[SearchRecord, ...]]:
    """What each language's search finds, in the order of the library. What is withdrawn is not found."""
    found: dict[str, list[SearchRecord]] = {lang: [] for lang in edition.relations.languages}
    for item in edition.library.items:
        if item.is_withdrawn:
            continue
        found[language_of(item, edition.settings.lang)] += _records(edition, item, item.lang)
        if isinstance(item.record, Document):
            document = cast(Item[Document], item)
            for lang in _further_languages(edition, document):
                found[lang] += _pages(edition, document, lang)
    return {lang: tuple(records) for lang, records in found.items()}


def _records(edition: Edition, item: Item[Record], lang: str) -> Iterator[SearchRecord]:
    yield SearchRecord(
        url=edition.settings.url(item.address),
        text=_joined(_said(edition, item)),
        meta=_meta(edition, item, lang, "title"),
        filters=_filters(edition, item),
    )
    if isinstance(item.record, Document):
        yield from _pages(edition, cast(Item[Document], item), lang)


def _said(edition: Edition, item: Item[Record]) -> Iterator[str]:
    """What its page says, without what it says of others."""
    record = item.record
    yield record.summary
    match record:
        case Release():
            yield from (record.subtitle, record.dateline)
        case Case():
            yield from (record.case_name_short, record.status_line)
            for proceeding in record.proceedings:
                yield from (proceeding.court, proceeding.docket_number, proceeding.judge, proceeding.cause)
            yield from (party.name for party in record.parties)
            yield from (counsel.name for counsel in record.counsel)
            yield from (request.agency for request in record.requests)
            yield from (event.title for event in case_view(edition, cast(Item[Case], item)).events)
        case Document():
            yield from (*record.authors, record.recipient, record.source, *record.exemptions)
            yield from (section.title for section in record.sections)
            if item.file is None:
                yield from (note.text for note in record.notes)
        case Tracker():
            yield record.method
            yield from (status.name for status in record.statuses)
            for row in item.rows:
                yield from (f"{row.place}, {STATES[row.state]}" if row.state else row.place, row.note)
    yield from (_plain(prose) for prose in (item.prose, *item.events))


def _pages(edition: Edition, item: Item[Document], lang: str) -> Iterator[SearchRecord]:
    """Each page of a document that has words, where it is read on the site."""
    pages = item.file.evidence.pages if item.file else ()
    notes: dict[int, list[str]] = {}
    for note in item.record.notes:
        notes.setdefault(note.page, []).append(note.text)
    meta, filters = _meta(edition, item, lang, "document"), _filters(edition, item)
    for page, text in zip(pages, reading_text([page.text for page in pages]), strict=True):
        if words := _joined((text, *notes.get(page.number, ()))):
            yield SearchRecord(url=page_url(edition, item, page.number), text=words, meta=meta, filters=filters)


def _further_languages(edition: Edition, item: Item[Document]) -> tuple[str, ...]:
    """Languages that its pages are in and its record is not, and in which no other record shows them."""
    shown = {item.lang, *(other.lang for other in edition.relations.translations.get(item.text, ()))}
    spoken = codes_of_scan(item.record.language)
    return tuple(lang for lang in edition.relations.languages if lang not in shown and lang.partition("-")[0] in spoken)


def _meta(edition: Edition, item: Item[Record], lang: str, name: str) -> tuple[tuple[str, str], ...]:
    when: date | datetime | None = getattr(item.record, "date", None)
    dated = (("date", date_text(_day(edition, when), lang, edition.settings.zone).text),) if when else ()
    return (name, item.record.title), *dated


def _filters(edition: Edition, item: Item[Record]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    record = item.record
    when: date | datetime | None = getattr(record, "date", None)
    named = {
        "kind": (item.kind, f"{item.kind}:{record.kind}") if isinstance(record, Document | Release) else (item.kind,),
        "year": (str(_day(edition, when).year),) if when else (),
        "case": tuple(dict.fromkeys(_cases(edition, item))),
        "topic": tuple(edition.relations.topics[slug].name for slug in edition.relations.topic_slugs(item)),
        "document": (item.slug,) if isinstance(record, Document) else (),
    }
    return tuple((name, values) for name, values in named.items() if values)


def _cases(edition: Edition, item: Item[Record]) -> Iterator[str]:
    """The names of those that may be seen."""
    match item.record:
        case Case():
            yield item.record.case_name_short or item.record.title
            return
        case Release(cases=slugs):
            pass
        case Document(case=slug):
            slugs = (slug,) if slug else ()
        case _:
            return
    for slug in slugs:
        case = edition.links.item("case", slug, item.lang)
        if case is not None and isinstance(case.record, Case):
            yield case.record.case_name_short or case.record.title


def _day(edition: Edition, when: date | datetime) -> date:
    return local_day(when, edition.settings.zone) if isinstance(when, datetime) else when


def _plain(prose: Prose) -> str:
    return "".join(part for part in prose.text if isinstance(part, str))


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip())
