"""The page of a document: what it is, its pages, their text, and what cites them."""

from collections.abc import Sequence
from dataclasses import replace

from plugins.evidence.model import LOST, PageEvidence
from plugins.evidence.text.reading_text import blocks, reading_text
from plugins.newsroom.library.addresses import (
    TOGETHER,
    document_file,
    document_text_file,
    document_version_file,
    page_address,
    text_address,
    together,
)
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.quotations import CheckedQuotation, quoted_pages
from plugins.newsroom.pages.embedding import embed_code, embedded_pages
from plugins.newsroom.pages.parts.bodies import body_html
from plugins.newsroom.pages.parts.cards import (
    change_list,
    facts_of,
    file_facts,
    optional_date,
    original_of,
    other_lang,
    picture_file,
    topic_links,
    withdrawal_of,
)
from plugins.newsroom.pages.parts.citing import citation, references
from plugins.newsroom.pages.parts.formats import date_text
from plugins.newsroom.pages.parts.heads import head_of_item
from plugins.newsroom.pages.parts.in_language import site_language
from plugins.newsroom.pages.parts.language_names import names_of_scan
from plugins.newsroom.pages.parts.linked_files import linked_files
from plugins.newsroom.pages.parts.navigation import crumbs, press_url
from plugins.newsroom.pages.views.document import (
    CitedHere,
    CitedIn,
    DocumentTextView,
    DocumentView,
    PageNote,
    PageText,
    PageTile,
    Paragraph,
    Section,
    Version,
)
from plugins.newsroom.pages.views.shared import Link, PagePicture
from plugins.records.schema import Case, Document, Record

MOST_CITING = 10
"""Most records listed below one page of a document."""


def document_view(edition: Edition, item: Item[Document]) -> DocumentView:
    record, lang = item.record, item.lang
    gone = item.is_withdrawn
    case = edition.links.item("case", record.case, lang) if record.case and not gone else None
    case_url = edition.settings.url(case.address) if case else ""
    entries = {entry.entry_number for entry in case.record.docket} if case and isinstance(case.record, Case) else set()
    obtained = record.obtained
    most_cited = _most_cited(edition, item)
    return DocumentView(
        head=head_of_item(edition, item, "documents"),
        breadcrumbs=crumbs(edition, site_language(edition, item.lang), ("Documents", "documents/")),
        title=record.title,
        kind=record.kind,
        summary=record.summary,
        body_html=body_html(edition, item, item.prose),
        files=linked_files(edition, item),
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
        language=names_of_scan(record.language, lang),
        rights=record.rights,
        case=Link(text=_case_name(case.record), url=case_url, lang=other_lang(case, lang)) if case else None,
        docket_entry=record.docket_entry,
        docket_url=f"{case_url}#entry-{record.docket_entry}" if record.docket_entry in entries else "",
        sections=tuple(Section(page=s.page, title=s.title) for s in record.sections),
        notes=() if gone else tuple(PageNote(page=n.page, text=n.text) for n in record.notes),
        versions=() if gone else _versions(edition, item),
        cited_in=_cited_in(edition, item),
        citation=citation(edition, item),
        topics=() if gone else topic_links(edition, item),
        changes=change_list(edition, item, lang),
        original=original_of(edition, item),
        withdrawal=withdrawal_of(edition, item),
        press_url=press_url(edition, site_language(edition, lang)),
        references=() if gone else references(edition, item),
        received_sha256=item.file.evidence.sha256 if item.file else "",
        signature_broken=item.file is not None and item.file.evidence.signature_broken,
        lost_marks_on=_lost_marks_on(item),
        tiles=_tiles(edition, item),
        texts=_page_texts(edition, item, 1) if item.file and item.file.pages <= TOGETHER else (),
        parts=_part_links(edition, item),
        most_cited=most_cited,
        most_cited_url=page_url(edition, item, most_cited) if most_cited else "",
        text_url=edition.settings.url(document_text_file(item.address, item.slug)) if has_text(item) else "",
        search_slug=item.slug if has_text(item) and not gone else "",
    )


def _lost_marks_on(item: Item[Document]) -> tuple[int, ...]:
    lost = [found for found in item.file.evidence.findings if found.kind == LOST] if item.file else []
    return tuple(sorted({page for found in lost for page in found.pages or (found.page,)}))


def document_text_view(edition: Edition, item: Item[Document], first: int) -> DocumentTextView:
    """Twenty-five pages of a long document, from `first`."""
    assert item.file is not None
    pages = item.file.pages
    _, last = together(first, pages)
    settings = edition.settings
    address = text_address(item.address, first, last)
    head = head_of_item(edition, item, "documents")
    previous, following = first - TOGETHER, first + TOGETHER
    return DocumentTextView(
        head=replace(head, absolute_url=settings.absolute_url(address), alternates=(), default_url="", json_ld_html=""),
        breadcrumbs=crumbs(edition, site_language(edition, item.lang), ("Documents", "documents/")),
        title=item.record.title,
        document=Link(text=item.record.title, url=settings.url(item.address)),
        first=first,
        last=last,
        pages=pages,
        texts=_page_texts(edition, item, first),
        previous_url=settings.url(part_address(item, previous)) if previous > 0 else "",
        next_url=settings.url(part_address(item, following)) if following <= pages else "",
        previous=_range(previous, pages) if previous > 0 else "",
        next=_range(following, pages) if following <= pages else "",
        language=item.record.language,
    )


def has_text(item: Item[Document]) -> bool:
    """Whether a document has any text."""
    return item.file is not None and any(page.text.strip() for page in item.file.evidence.pages)


def whole_text(item: Item[Document]) -> bytes:
    """The text of every page as extracted, separated by form feeds."""
    assert item.file is not None
    return "\f".join(page.text for page in item.file.evidence.pages).encode()


def part_starts(item: Item[Document]) -> range:
    """The first page of each part of a long document; empty for a short one."""
    pages = item.file.pages if item.file else 0
    return range(1, pages + 1, TOGETHER) if pages > TOGETHER else range(0)


def part_address(item: Item[Document], first: int) -> str:
    assert item.file is not None
    return page_address(item.address, first, item.file.pages)


def page_url(edition: Edition, item: Item[Document], number: int) -> str:
    assert item.file is not None
    return f"{edition.settings.url(page_address(item.address, number, item.file.pages))}#page={number}"


def _range(number: int, pages: int) -> str:
    """The pages that are shown with this one: `26–50`."""
    return "{}–{}".format(*together(number, pages))


def _part_links(edition: Edition, item: Item[Document]) -> tuple[Link, ...]:
    pages = item.file.pages if item.file else 0
    return tuple(
        Link(text=_range(first, pages), url=edition.settings.url(part_address(item, first)))
        for first in part_starts(item)
    )


def _tiles(edition: Edition, item: Item[Document]) -> tuple[PageTile, ...]:
    if item.file is None:
        return ()
    tiles = []
    for page in item.file.evidence.pages:
        small = page.thumbnail
        tiles.append(
            PageTile(
                number=page.number,
                url=page_url(edition, item, page.number),
                thumbnail_url=edition.settings.url(picture_file(item, page.number, small, "-small")) if small else "",
                width=small.width if small else 0,
                height=small.height if small else 0,
            )
        )
    return tuple(tiles)


def _page_texts(edition: Edition, item: Item[Document], number: int) -> tuple[PageText, ...]:
    """Of the pages that are shown together with this one."""
    assert item.file is not None
    first, last = together(number, item.file.pages)
    return tuple(page_text(edition, item, page) for page in range(first, last + 1))


def page_text(edition: Edition, item: Item[Document], number: int) -> PageText:
    """One page, as it stands among those that are shown together."""
    assert item.file is not None
    page = item.file.evidence.pages[number - 1]
    quoted = quoted_pages(edition).get(item.address, {}).get(number, ())
    citing = _citing_pages(edition, item).get(number, ())
    pdf_url = edition.settings.url(document_file(item.address, item.slug))
    return PageText(
        number=number,
        paragraphs=_paragraphs(_reading_text(edition, item, number), [words_on(item, q, number) for q in quoted]),
        kind="scan" if page.kind == "stamp" else page.kind,
        pdf_url=f"{pdf_url}#page={number}",
        picture=_reading_picture(edition, item, page),
        notes=tuple(note.text for note in item.record.notes if note.page == number),
        citation=citation(edition, item, number),
        cited=_cited_here(edition, item, citing[:MOST_CITING], quoted),
        cited_more=max(0, len(citing) - MOST_CITING),
        embed=embed_code(edition, item, number) if number in embedded_pages(edition, item) else None,
    )


def _reading_text(edition: Edition, item: Item[Document], number: int) -> str:
    """Of one page. It depends on the pages shown with it; theirs is kept for them."""
    assert item.file is not None
    first, last = together(number, item.file.pages)
    key = ("reading text",)
    kept: tuple[str, int, tuple[str, ...]] | None = edition.kept.get(key)  # type: ignore[assignment]
    if kept is None or kept[:2] != (item.address, first):
        kept = item.address, first, reading_text([page.text for page in item.file.evidence.pages[first - 1 : last]])
        edition.kept[key] = kept
    return kept[2][number - first]


def words_on(item: Item[Document], quotation: CheckedQuotation, number: int) -> str:
    """What is on that page of a quotation, which may run on to the next one."""
    first, last = quotation.page, quotation.last_page
    if last <= first:
        return quotation.text
    from plugins.evidence.quoting.marking import over_two_pages

    assert item.file is not None
    texts = [page.text for page in item.file.evidence.pages[first - 1 : last]]
    if number == first:
        return over_two_pages(quotation.text, texts[0], "\n".join(texts[1:]))[0]
    return over_two_pages(quotation.text, "\n".join(texts[:-1]), texts[-1])[1] if number == last else ""


def _paragraphs(text: str, quotations: Sequence[str]) -> tuple[Paragraph, ...]:
    from plugins.evidence.quoting.marking import marked  # a build after one edit of a release has no page to mark

    parts = list(blocks(text))
    found = marked([words for words, _ in parts], quotations)
    return tuple(
        Paragraph(segments=segments, kind="heading" if is_heading else "lines")
        for segments, (_, is_heading) in zip(found, parts, strict=True)
        if segments
    )


def _reading_picture(edition: Edition, item: Item[Document], page: PageEvidence) -> PagePicture | None:
    if page.image is None:
        return None
    url = edition.settings.url(picture_file(item, page.number, page.image))
    return PagePicture(url=url, width=page.image.width, height=page.image.height)


def _citing_pages(edition: Edition, item: Item[Document]) -> dict[int, list[Item[Record]]]:
    """By page, the records that cite it."""
    key = ("citing pages", item.address)
    if key not in edition.kept:
        found: dict[int, list[Item[Record]]] = {}
        for citing in edition.relations.citations.get(item.address, ()):
            for page in citing.pages:
                found.setdefault(page, []).append(citing.item)
        edition.kept[key] = found
    return edition.kept[key]  # type: ignore[return-value]


def _cited_here(
    edition: Edition, item: Item[Document], citing: Sequence[Item[Record]], quoted: Sequence[CheckedQuotation]
) -> tuple[CitedHere, ...]:
    verdicts = {q.item.address: "person" if q.verdict.kind == "review" else q.verdict.kind for q in quoted if q.holds}
    return tuple(
        CitedHere(
            title=other.record.title,
            url=edition.settings.url(other.address),
            date=optional_date(edition, other.record.date, item.lang),
            verdict=verdicts.get(other.address, ""),
            lang=other_lang(other, item.lang),
        )
        for other in citing
    )


def _most_cited(edition: Edition, item: Item[Document]) -> int:
    """The page that most records cite, the first of several; 0 if none is cited, or there is only one page."""
    if item.file is None or item.file.pages < 2:
        return 0
    citing = _citing_pages(edition, item)
    return min(citing, key=lambda page: (-len(citing[page]), page), default=0)


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
            lang=other_lang(citing.item, item.lang),
        )
        for citing in edition.relations.citations.get(item.address, ())
    )
