"""Hosting: configuration for web servers (headers, redirects, file types)."""

from typing import Any

from plugins.render import outputs_wanted


def add_hosting_files(context: dict[str, Any]) -> list[Any]:
    from plugins.hosting.making import make_hosting_files  # imported only if there is something to make

    return list(make_hosting_files(context))


def register() -> None:
    outputs_wanted.connect(add_hosting_files)
