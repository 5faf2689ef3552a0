"""The page of a document: what it is, its pages, their text, and what cites them."""

from dataclasses import replace

from plugins.evidence.model import LOST, StoredFile
from plugins.newsroom.library.addresses import document_file, document_version_file, text_address
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.parts.bodies import body_html
from plugins.newsroom.pages.parts.cards import (
    change_list,
    facts_of,
    file_facts,
    optional_date,
    topic_links,
    withdrawal_of,
)
from plugins.newsroom.pages.parts.citing import citation, references
from plugins.newsroom.pages.parts.formats import date_text
from plugins.newsroom.pages.parts.heads import head_of_item
from plugins.newsroom.pages.parts.navigation import crumbs, press_url
from plugins.newsroom.pages.views.document import (
    CitedIn,
    DocumentTextView,
    DocumentView,
    PageNote,
    PageText,
    PageTile,
    Section,
    Version,
)
from plugins.newsroom.pages.views.shared import Link
from plugins.records.schema import Case, Document, Record

TOGETHER = 25
"""Pages whose text stands on one page of the site."""


def document_view(edition: Edition, item: Item[Document]) -> DocumentView:
    record, lang = item.record, item.lang
    gone = item.is_withdrawn
    case = edition.links.item("case", record.case, lang) if record.case and not gone else None
    case_url = edition.settings.url(case.address) if case else ""
    entries = {entry.entry_number for entry in case.record.docket} if case and isinstance(case.record, Case) else set()
    obtained = record.obtained
    return DocumentView(
        head=head_of_item(edition, item, "documents"),
        breadcrumbs=crumbs(edition, ("Documents", "documents/")),
        title=record.title,
        kind=record.kind,
        summary=record.summary,
        body_html=body_html(edition, item, item.prose),
        file=file_facts(edition, item, lang),
        date=optional_date(edition, record.date, lang),
        authors=record.authors,
        source=record.source,
        recipient=record.recipient,
        obtained_via=obtained.via if obtained else "",
        obtained_date=optional_date(edition, obtained.date, lang) if obtained else None,
        release_batch=obtained.release_batch if obtained else "",
        bates=_bates(record),
        exemptions=record.exemptions,
        redacted_by=record.redacted_by,
        language=record.language,
        rights=record.rights,
        case=Link(text=_case_name(case.record), url=case_url) if case else None,
        docket_entry=record.docket_entry,
        docket_url=f"{case_url}#entry-{record.docket_entry}" if record.docket_entry in entries else "",
        sections=tuple(Section(page=s.page, title=s.title) for s in record.sections),
        notes=() if gone else tuple(PageNote(page=n.page, text=n.text) for n in record.notes),
        versions=() if gone else _versions(edition, item),
        cited_in=_cited_in(edition, item),
        citation=citation(edition, item),
        topics=() if gone else topic_links(edition, item),
        changes=change_list(edition, item, lang),
        withdrawal=withdrawal_of(edition, item),
        press_url=press_url(edition),
        references=() if gone else references(edition, item),
        received_sha256=item.file.evidence.sha256 if item.file else "",
        signature_broken=item.file is not None and item.file.evidence.signature_broken,
        lost_marks_on=_lost_marks_on(item),
        tiles=_tiles(edition, item),
        texts=_texts(edition, item, 1, item.file.pages) if item.file and item.file.pages <= TOGETHER else (),
        parts=_part_links(edition, item),
    )


def _lost_marks_on(item: Item[Document]) -> tuple[int, ...]:
    lost = [found for found in item.file.evidence.findings if found.kind == LOST] if item.file else []
    return tuple(sorted({page for found in lost for page in found.pages or (found.page,)}))


def document_text_view(edition: Edition, item: Item[Document], first: int) -> DocumentTextView:
    """Twenty-five pages of a long document, from `first`."""
    assert item.file is not None
    pages = item.file.pages
    last = min(first + TOGETHER - 1, pages)
    settings = edition.settings
    address = text_address(item.address, first, last)
    head = head_of_item(edition, item, "documents")
    previous, following = first - TOGETHER, first + TOGETHER
    return DocumentTextView(
        head=replace(head, absolute_url=settings.absolute_url(address), alternates=(), json_ld_html=""),
        breadcrumbs=crumbs(edition, ("Documents", "documents/")),
        title=item.record.title,
        document=Link(text=item.record.title, url=settings.url(item.address)),
        first=first,
        last=last,
        pages=pages,
        texts=_texts(edition, item, first, last),
        previous_url=settings.url(part_address(item, previous)) if previous > 0 else "",
        next_url=settings.url(part_address(item, following)) if following <= pages else "",
    )


def part_starts(item: Item[Document]) -> range:
    """The first page of each part of a long document's text; empty for a short one."""
    pages = item.file.pages if item.file else 0
    return range(1, pages + 1, TOGETHER) if pages > TOGETHER else range(0)


def part_address(item: Item[Document], first: int) -> str:
    assert item.file is not None
    return text_address(item.address, first, min(first + TOGETHER - 1, item.file.pages))


def _part_links(edition: Edition, item: Item[Document]) -> tuple[Link, ...]:
    pages = item.file.pages if item.file else 0
    return tuple(
        Link(text=f"{first}–{min(first + TOGETHER - 1, pages)}", url=edition.settings.url(part_address(item, first)))
        for first in part_starts(item)
    )


def _tiles(edition: Edition, item: Item[Document]) -> tuple[PageTile, ...]:
    if item.file is None:
        return ()
    tiles = []
    for page in item.file.evidence.pages:
        first = page.number - (page.number - 1) % TOGETHER
        place = part_address(item, first) if item.file.pages > TOGETHER else item.address
        small = page.thumbnail
        tiles.append(
            PageTile(
                number=page.number,
                url=f"{edition.settings.url(place)}#page={page.number}",
                thumbnail_url=edition.settings.url(picture_file(item, page.number, small, "-small")) if small else "",
                width=small.width if small else 0,
                height=small.height if small else 0,
            )
        )
    return tuple(tiles)


def picture_file(item: Item[Document], number: int, picture: StoredFile, size: str = "") -> str:
    """Where the picture of a page lies: beside the document's page."""
    return f"{item.address}page-{number}{size}{picture.suffix}"


def _texts(edition: Edition, item: Item[Document], first: int, last: int) -> tuple[PageText, ...]:
    assert item.file is not None
    url = edition.settings.url(document_file(item.address, item.slug))
    notes: dict[int, list[str]] = {}
    for note in item.record.notes:
        notes.setdefault(note.page, []).append(note.text)
    return tuple(
        PageText(
            number=page.number,
            text=page.text,
            kind="scan" if page.kind == "stamp" else page.kind,
            pdf_url=f"{url}#page={page.number}",
            image_url=edition.settings.url(picture_file(item, page.number, page.image)) if page.image else "",
            notes=tuple(notes.get(page.number, ())),
        )
        for page in item.file.evidence.pages[first - 1 : last]
    )


def _bates(record: Document) -> str:
    if record.bates is None:
        return ""
    prefix, start, end = record.bates.prefix, record.bates.start, record.bates.end
    first = start if start.startswith(prefix) else f"{prefix}{start}"
    last = end if not end or end.startswith(prefix) else f"{prefix}{end}"
    return f"{first}–{last}" if last and last != first else first


def _case_name(record: Record) -> str:
    return (record.case_name_short if isinstance(record, Case) else "") or record.title


def _versions(edition: Edition, item: Item[Document]) -> tuple[Version, ...]:
    versions = []
    for version, file in zip(item.record.versions, item.versions, strict=True):
        path = document_version_file(item.address, item.slug, version.date.isoformat())
        versions.append(
            Version(
                date=date_text(version.date, item.lang, edition.settings.zone),
                comment=version.comment,
                file=facts_of(edition, file, path, item.lang) if file else None,
            )
        )
    return tuple(versions)


def _cited_in(edition: Edition, item: Item[Document]) -> tuple[CitedIn, ...]:
    return tuple(
        CitedIn(
            title=citing.item.record.title,
            url=edition.settings.url(citing.item.address),
            pages=citing.pages,
            date=optional_date(edition, citing.item.record.date, item.lang),
            words=citing.words,
        )
        for citing in edition.relations.citations.get(item.address, ())
    )
