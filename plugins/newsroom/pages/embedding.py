"""Which records other sites may frame, and what they write for it."""

from plugins.newsroom.library.addresses import embed_address, embedded_page
from plugins.newsroom.library.edition import Edition, words_of
from plugins.newsroom.library.history import entry_of
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.quotations import quoted_pages
from plugins.newsroom.pages.parts.site import site_name
from plugins.newsroom.pages.views.shared import EmbedCode
from plugins.records.schema import Document, Record, Release, Tracker

PLAIN, PROOF, MAP, PAGE = 440, 640, 900, 900
"""Heights in pixels, as wide as a column: of words, of words with a quotation, of a map, of a page; what
is longer scrolls within its frame."""


def embedded_pages(edition: Edition, item: Item[Record]) -> tuple[int, ...]:
    """The pages of a document that have an embed: the first, each that is cited, and each that ever had one.

    A long document has hundreds that nobody points to.
    """
    key = ("embedded pages", item.address)
    if key not in edition.kept:
        entry = entry_of(edition, item)
        pages = {page for path in (entry.files if entry is not None else ()) if (page := embedded_page(path))}
        if item.file is not None:
            cited = {page for citation in edition.relations.citations.get(item.address, ()) for page in citation.pages}
            cited |= quoted_pages(edition).get(item.address, {}).keys()
            pages |= {1, *(page for page in cited if page <= item.file.pages)}
        edition.kept[key] = tuple(sorted(pages))
    return edition.kept[key]  # type: ignore[return-value]


def embed_code(edition: Edition, item: Item[Record], page: int = 0) -> EmbedCode | None:
    """None where readers are shown nothing that could be framed."""
    if item.is_withdrawn:
        return None
    title = item.record.title
    if page:
        title = f"{title}, {words_of(edition, item.lang).gettext('page %(number)s') % {'number': page}}"
    return EmbedCode(
        absolute_url=edition.settings.absolute_url(embed_address(item.address, page)),
        title=f"{title} · {site_name(edition, item.lang)}",
        height=_height(item),
    )


def _height(item: Item[Record]) -> int:
    match item.record:
        case Document():
            return PAGE
        case Tracker(map="us-states"):
            return MAP
        case Release() if any(q.reference is not None and not q.is_link for q in item.prose.quotations):
            return PROOF
        case _:
            return PLAIN
