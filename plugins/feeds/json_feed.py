"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from typing import Any

from plugins.feeds.items import Author, Enclosure, FeedItem, FeedView

_text = json.JSONEncoder(ensure_ascii=False).encode
ENDING = ".json"
END = b"\n}\n"
"""What follows the items of a feed."""


def json_feed(view: FeedView) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": view.title,
        "home_page_url": view.home_url,
        "feed_url": f"{view.url}{ENDING}",
        **({"next_url": f"{view.older_url}{ENDING}"} if view.older_url else {}),
        "description": view.description,
        "language": view.lang,
        "authors": [_author(Author(name=view.author, url=view.home_url))],
        **({"hubs": [{"type": "WebSub", "url": view.hub_url}]} if view.hub_url else {}),
        "items": [],
    }
    frame = f"{_indented(feed)}\n".encode()
    items = b",\n  ".join([item.written(_item, "") for item in view.items])
    return b"%b[\n  %b\n ]%b" % (frame.removesuffix(b"[]" + END), items, END) if items else frame


def _item(item: FeedItem, _feed_lang: str) -> bytes:
    """The format has only authors: the organizations follow them."""
    wanted = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.content_html,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "language": item.lang,
        "authors": [_author(author) for author in (*item.authors, *item.organizations)],
        "tags": list(item.categories),
        "attachments": [_attachment(enclosure) for enclosure in item.enclosures],
    }
    said = {name: value for name, value in wanted.items() if value or name == "content_html"}
    return _indented(said, "\n  ").encode()


def _attachment(enclosure: Enclosure) -> dict[str, Any]:
    said = {
        "url": enclosure.url, "mime_type": enclosure.type, "title": enclosure.title, "size_in_bytes": enclosure.length,
    }  # fmt: skip
    return {**said, "duration_in_seconds": enclosure.seconds} if enclosure.seconds else said


def _author(author: Author) -> dict[str, str]:
    return {"name": author.name, "url": author.url} if author.url else {"name": author.name}


def _indented(value: Any, end: str = "\n") -> str:
    """Same as `json.dumps` with `ensure_ascii=False, indent=1`, in half the time; `end` is a line end and indent."""
    inner = f"{end} "
    match value:
        case str():
            return _text(value)
        case dict() if value:
            return (
                f"{{{inner}{f',{inner}'.join([f'{_text(k)}: {_indented(v, inner)}' for k, v in value.items()])}{end}}}"
            )
        case list() if value:
            return f"[{inner}{f',{inner}'.join([_indented(part, inner) for part in value])}{end}]"
        case _:
            return json.dumps(value)
