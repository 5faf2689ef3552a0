"""Reports records that were in the output and are held again: this build removes them, but copies may exist
elsewhere."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from plugins.newsroom.library.edition import Edition
from plugins.records.reading import Reading

SHOWN = 5
"""Most addresses listed in the line; it counts the others."""


def taken_down(edition: Edition, removed: Iterable[str]) -> tuple[str, ...]:
    """The addresses of removed pages whose records are held now, even if their dates have changed."""
    held = {_name(reading) for reading in edition.library.unseen}
    pages = (PurePosixPath(path).parent for path in sorted(removed) if path.endswith("/index.html"))
    return tuple(f"{page}/" for page in pages if _without_year(page.parts) in held)


def _name(reading: Reading) -> tuple[str, ...]:
    prefix = (reading.lang.lower(),) if reading.is_translation else ()
    folder = () if reading.kind == "page" else (f"{reading.kind}s",)
    return (*prefix, *folder, reading.slug)


def _without_year(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The year in a release's address comes from its date, which may be the reason it is held now."""
    return (*parts[:-2], parts[-1]) if parts[-3:-2] == ("releases",) else parts


def remark(edition: Edition, removed: Iterable[str]) -> tuple[str, ...]:
    """One line on what was removed and where copies may remain; none if nothing was taken down.

    What `invoke serve` shows was never on the web.
    """
    if edition.settings.preview:
        return ()
    addresses = [edition.settings.url(address) for address in taken_down(edition, removed)]
    if not addresses:
        return ()
    more = f" and {len(addresses) - SHOWN} more" if len(addresses) > SHOWN else ""
    return (
        f"Taken off the site: {', '.join(addresses[:SHOWN])}{more}. Search engines, feed readers, browsers and web "
        "archives may keep copies.",
    )
