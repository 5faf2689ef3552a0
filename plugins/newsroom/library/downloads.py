"""Files that records publish next to their pages, as published."""

from plugins.evidence.ingest.downloads import Download, Refused, clean_files
from plugins.newsroom.library.edition import Edition, assets_of, may_be_shown
from plugins.newsroom.library.items import Item
from plugins.records.schema import Record

DOWNLOADS = "downloads"


def downloads(edition: Edition) -> dict[str, Download | Refused]:
    """The published copy of every file that a record or site.yml names, by its path in the content folder."""
    key = (DOWNLOADS,)
    if key not in edition.kept:
        items = (*edition.library.items, *edition.library.held)
        site = edition.library.site.site
        named = {site.brand.logo, *(entry.file.lstrip("/") for entry in site.press.kit)}
        named = {name for name in named if may_be_shown(edition, name)}
        paths = sorted({path for item in items for path in assets_of(edition, item)} | named)
        settings = edition.settings
        found = clean_files([settings.content / path for path in paths], settings.cache) if paths else {}
        edition.kept[key] = {path: found[settings.content / path] for path in paths}
    return edition.kept[key]  # type: ignore[return-value]


def downloads_of(edition: Edition, item: Item[Record]) -> dict[str, Download]:
    """The files of one record that can be published, in order of use."""
    known = downloads(edition) if assets_of(edition, item) else {}
    found = {path: known.get(path) for path in assets_of(edition, item)}
    return {path: file for path, file in found.items() if isinstance(file, Download)}
