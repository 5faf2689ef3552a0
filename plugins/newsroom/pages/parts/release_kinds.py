"""The kinds of release: what each is called, and which lists, feeds and search engines tell them apart."""

from plugins.newsroom.library.addresses import kind_address
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.parts.navigation import listed_releases

RELEASE_KINDS = {
    "release": "Press release",
    "statement": "Statement",
    "advisory": "Media advisory",
    "guide": "Guide",
    "letter": "Letter",
}
"""Words of the theme, in the order in which lists offer them; its catalogs translate them."""
SCHEMA_TYPES = {
    "release": "NewsArticle",
    "statement": "OpinionNewsArticle",
    "advisory": "NewsArticle",
    "guide": "Article",
    "letter": "Article",
}
"""The type of each in schema.org."""


def kinds_listed(edition: Edition) -> dict[str, int]:
    """Each kind that has a list of its own, with how many are in it; none where there is only one kind."""
    key = ("kinds of releases",)
    if key not in edition.kept:
        counts = dict.fromkeys(RELEASE_KINDS, 0)
        for item in listed_releases(edition):
            counts[item.record.kind] += 1
        found = {kind: count for kind, count in counts.items() if count}
        edition.kept[key] = found if len(found) > 1 else {}
    return edition.kept[key]  # type: ignore[return-value]


def kind_addresses(edition: Edition) -> dict[str, str]:
    """The address of each of these lists, by kind."""
    return {kind: kind_address(kind) for kind in kinds_listed(edition)}
