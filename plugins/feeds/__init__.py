"""Feeds: what is new, as RSS 2.0, Atom 1.0 and JSON Feed 1.1."""

from typing import Any

from plugins.render import outputs_wanted


def add_feeds(context: dict[str, Any]) -> list[Any]:
    from plugins.feeds.making import make_feeds  # imported only if there is something to make

    return list(make_feeds(context))


def register() -> None:
    outputs_wanted.connect(add_feeds)
