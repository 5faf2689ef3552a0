"""A quotation of a record that stands on its page, with the page."""

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.quotations import verified_in
from plugins.newsroom.pages.document_pages import page_url
from plugins.newsroom.pages.parts.cards import other_lang, page_picture
from plugins.newsroom.pages.views.shared import Proof
from plugins.records.schema import Record


def proof_of(edition: Edition, item: Item[Record], lang: str) -> Proof | None:
    """On a page in a language; None where the record quotes nothing that was found."""
    found = next(verified_in(edition, item), None)
    if found is None:
        return None
    return Proof(
        words=found.text,
        title=found.document.record.title,
        page=found.page,
        url=page_url(edition, found.document, found.page),
        picture=page_picture(edition, found.document, found.page),
        kind="person" if found.verdict.kind == "review" else found.verdict.kind,
        lang=other_lang(item, lang),
        document_lang=other_lang(found.document, lang),
    )
