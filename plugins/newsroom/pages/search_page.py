"""The search page of each language: where its index lies, and what it offers."""

from plugins.newsroom.library.edition import Edition, words_of
from plugins.newsroom.library.translations import language_of
from plugins.newsroom.pages.parts.heads import head_of_list
from plugins.newsroom.pages.parts.in_language import url_at
from plugins.newsroom.pages.parts.navigation import SEARCH, crumbs, index_address
from plugins.newsroom.pages.views.search import OtherSearch, SearchView
from plugins.records.schema import Document, Release

KINDS = ("release", "case", "document", "tracker", "page")


def search_view(edition: Edition, lang: str) -> SearchView:
    settings = edition.settings
    found = [i for i in edition.library.items if language_of(i, settings.lang) == lang and not i.is_withdrawn]
    kinds = {item.kind for item in found}
    title = words_of(edition, lang).gettext("Search")
    languages = edition.relations.languages
    head = head_of_list(edition, title, SEARCH, lang=lang, languages=languages, section="search")
    return SearchView(
        head=head,
        breadcrumbs=crumbs(edition, lang),
        state=settings.search,
        url=url_at(edition, lang, SEARCH),
        index_url=settings.url(index_address(edition, lang)),
        kinds=tuple(kind for kind in KINDS if kind in kinds),
        release_kinds=tuple(sorted({item.record.kind for item in found if isinstance(item.record, Release)})),
        document_kinds=tuple(sorted({item.record.kind for item in found if isinstance(item.record, Document)})),
        others=tuple(OtherSearch(lang=other.lang, name=other.name, url=other.url) for other in head.alternates),
    )
