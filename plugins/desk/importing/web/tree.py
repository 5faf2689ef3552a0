"""Looking around in a page that Beautiful Soup has read."""

import re
from collections.abc import Iterator

from bs4.element import PreformattedString, Tag

BREAKING = re.compile(
    r"address|article|aside|blockquote|body|center|d[dlt]|details|div|figcaption|figure|footer|h[1-6]|header|hr|html|li"
    r"|main|[ou]l|p|pre|section|summary|table|tbody|thead|tfoot|tr|td|th|caption"
)


def tags(tag: Tag, *names: str) -> list[Tag]:
    """The elements within one, of these names or of any."""
    return [found for found in tag.find_all(names or True) if isinstance(found, Tag)]


def said(tag: Tag) -> str:
    """Its words on one line."""
    return " ".join(tag.get_text(" ").split())


def attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")


def classes(tag: Tag) -> list[str]:
    return attribute(tag, "class").split()


def breaks(tag: Tag) -> bool:
    """Whether it has lines of its own, or holds something that does."""
    return any(BREAKING.fullmatch(inner.name) for inner in (tag, *tags(tag)))


def children(tag: Tag) -> Iterator[object]:
    """What stands directly in it, but for comments and declarations."""
    return (child for child in list(tag.children) if not isinstance(child, PreformattedString))


def is_within(tag: Tag, *names: str) -> bool:
    return any(parent.name in names for parent in tag.parents)
