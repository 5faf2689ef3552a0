"""What readers of a language are shown: what is written in it, and after that what exists in other languages alone."""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.translations import below, language_of
from plugins.newsroom.pages.parts.language_names import in_order_of_names, own_name
from plugins.newsroom.pages.views.shared import Alternate
from plugins.records.schema import Case, Document, Page, Record, Release
from plugins.render.words import Words

R = TypeVar("R", bound=Record, covariant=True)


class Listed(NamedTuple, Generic[R]):
    """Some records, as readers of one language are shown them; no text stands in it twice, and nothing withdrawn."""

    own: tuple[Item[R], ...]
    """Those in the language."""
    foreign: tuple[Item[R], ...]
    """Those that are not to be had in it."""

    @property
    def all(self) -> tuple[Item[R], ...]:
        return (*self.own, *self.foreign)


NOTHING: Listed[Record] = Listed((), ())


def at(edition: Edition, lang: str, address: str) -> str:
    """Where a page of the site's own lies for readers of a language: `releases/` → `es/releases/`."""
    return f"{below(lang, edition.settings.lang)}{address}"


def url_at(edition: Edition, lang: str, address: str) -> str:
    return edition.settings.url(at(edition, lang, address))


def site_language(edition: Edition, lang: str) -> str:
    """The language of the lists and the navigation around a record: its own, where that has pages."""
    return lang if lang in edition.relations.languages else edition.settings.lang


def in_home_language(edition: Edition, written_in: str, lang: str) -> bool:
    """Whether a word in one language is at home on the pages of another: in the same one, or a variety of it."""
    return written_in == lang or site_language(edition, written_in) == lang


def listed(edition: Edition, items: Iterable[Item[R]], lang: str) -> Listed[R]:
    """Of some records, with all of their translations or without, in their order."""
    home, versions, names = edition.settings.lang, edition.relations.translations, edition.relations.listed
    own: list[Item[R]] = []
    foreign: list[Item[R]] = []
    seen: set[tuple[str, str]] = set()
    for item in items:
        if item.is_withdrawn:
            continue
        if language_of(item, home) == lang:
            shown = item
        elif item.text in versions:
            of_text: tuple[Item[R], ...] = versions[item.text]  # type: ignore[assignment]
            in_it = next((version for version in of_text if language_of(version, home) == lang), None)
            shown = in_it or next((version for version in of_text if version.address in names), item)
        else:
            shown = item
        if shown.text in versions:
            if shown.text in seen:
                continue
            seen.add(shown.text)
        (own if language_of(shown, home) == lang else foreign).append(shown)
    return Listed(tuple(own), tuple(foreign))


def releases_in(edition: Edition, lang: str) -> Listed[Release]:
    return _kept(edition, "releases", edition.library.releases, lang)


def cases_in(edition: Edition, lang: str) -> Listed[Case]:
    return _kept(edition, "cases", edition.library.cases, lang)


def documents_in(edition: Edition, lang: str) -> Listed[Document]:
    return _kept(edition, "documents", edition.library.documents, lang)


def _kept(edition: Edition, name: str, items: tuple[Item[R], ...], lang: str) -> Listed[R]:
    key = ("listed", name, lang)
    if key not in edition.kept:
        edition.kept[key] = listed(edition, items, lang)
    return edition.kept[key]  # type: ignore[return-value]


def page_in(edition: Edition, slug: str, lang: str) -> Item[Page] | None:
    """The page of that name which says, in this language, what a page of the site's own begins with."""
    home = edition.settings.lang
    pages = [page for page in edition.library.pages if page.slug == slug and not page.is_withdrawn]
    own = next((page for page in pages if language_of(page, home) == lang), None)
    if own is not None or lang != home:
        return own
    return next((page for page in pages if not page.record.translation), None)


def alternate(edition: Edition, lang: str, address: str) -> Alternate:
    """A page in another language, by its address below the output."""
    settings = edition.settings
    return Alternate(
        lang=lang, name=own_name(lang), url=settings.url(address), absolute_url=settings.absolute_url(address)
    )  # fmt: skip


def other_languages(edition: Edition, lang: str) -> list[str]:
    """Every other language of the site, in the order of their names."""
    return sorted((other for other in edition.relations.languages if other != lang), key=in_order_of_names)


def said_in(edition: Edition, lang: str) -> Words:
    """The theme's words, for what a view says with them; one that is missing says that it is English."""
    key = ("page words", lang)
    if key not in edition.kept:
        edition.kept[key] = Words(edition.settings.theme, lang)
    return edition.kept[key]  # type: ignore[return-value]
