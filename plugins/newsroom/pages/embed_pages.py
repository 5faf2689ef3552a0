"""Records in small, for other sites to frame: a release, a tracker, one page of a document."""

from typing import cast

from plugins.newsroom.library.addresses import page_address
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.quotations import quoted_pages
from plugins.newsroom.pages.document_pages import page_text, page_url, words_on
from plugins.newsroom.pages.parts.cards import optional_date, summary_of, withdrawal_of
from plugins.newsroom.pages.parts.formats import direction
from plugins.newsroom.pages.parts.held import held_note
from plugins.newsroom.pages.proofs import proof_of
from plugins.newsroom.pages.trackers.pages import counted
from plugins.newsroom.pages.views.embed import EmbeddedPage, EmbedView
from plugins.newsroom.pages.views.shared import Head
from plugins.records.schema import Document, Record, Release, Tracker

MOST_QUOTED = 3


def embed_view(edition: Edition, item: Item[Record], number: int = 0) -> EmbedView:
    """`number` is that of a document's page."""
    record, gone = item.record, item.is_withdrawn
    document = cast(Item[Document], item)
    page = _page(edition, document, number) if number and not gone else None
    if page is not None:
        address, url = page_address(item.address, number, page.count), page_url(edition, document, number)
    else:
        address, url = item.address, edition.settings.url(item.address)
    dated = record.as_of if isinstance(record, Tracker) else record.date
    return EmbedView(
        head=Head(
            title=record.title,
            description="",
            absolute_url=edition.settings.absolute_url(address),
            lang=item.lang,
            direction=direction(item.lang),
            held=held_note(edition, item, item.lang),
        ),
        url=url,
        kind=item.kind,
        label=record.kind if isinstance(record, Release | Document) else "",
        title=record.title,
        date=optional_date(edition, dated, item.lang),
        summary="" if gone else summary_of(item),
        withdrawal=withdrawal_of(edition, item),
        proof=proof_of(edition, item, item.lang) if isinstance(record, Release) and not gone else None,
        table=counted(edition, cast(Item[Tracker], item)) if isinstance(record, Tracker) and not gone else None,
        page=page,
    )


def _page(edition: Edition, item: Item[Document], number: int) -> EmbeddedPage | None:
    if item.file is None or number > item.file.pages:
        return None
    text = page_text(edition, item, number)
    quotations = quoted_pages(edition).get(item.address, {}).get(number, ())
    quoted = dict.fromkeys(words_on(item, q, number) for q in quotations if q.holds)
    return EmbeddedPage(
        number=number,
        count=item.file.pages,
        picture=text.picture,
        kind=text.kind,
        paragraphs=text.paragraphs,
        quoted=tuple(words for words in quoted if words)[:MOST_QUOTED],
        citation=text.citation,
    )
