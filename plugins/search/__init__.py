"""Search: what the public pages say, as an index for the search page of each language."""

from typing import Any

from plugins.render import outputs_wanted, remarks_wanted
from plugins.render.manifest import Report


def add_search(context: dict[str, Any]) -> list[Any]:
    from plugins.search.making import make_search  # not before there is something to make

    return list(make_search(context))


def add_remark(context: dict[str, Any], report: Report) -> tuple[str, ...]:
    return tuple(context.get("search remarks", ()))


def register() -> None:
    outputs_wanted.connect(add_search)
    remarks_wanted.connect(add_remark)
