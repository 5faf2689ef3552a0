"""The search page."""

from dataclasses import dataclass

from plugins.newsroom.pages.views.shared import Head, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSearch:
    """The search of another language."""

    lang: str
    name: str
    """The language in its own words: `Español`."""
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    state: str
    """`on`; `later` in a preview that has no index; `missing` where none could be made."""
    url: str
    """Of this page, where its form leads."""
    index_url: str
    """The folder of the index, with a slash at its end."""
    kinds: tuple[str, ...]
    """What there is to be found: release, case, document, tracker, page."""
    release_kinds: tuple[str, ...]
    """Kinds of releases that there are."""
    document_kinds: tuple[str, ...]
    """Kinds of documents that there are."""
    others: tuple[OtherSearch, ...]
