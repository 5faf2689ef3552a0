"""The files that a record's text links to, as its page lists them for readers."""

from plugins.newsroom.library.downloads import downloads_of
from plugins.newsroom.library.edition import Edition, assets_of
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import IMAGE_KINDS
from plugins.newsroom.pages.parts.formats import size_text
from plugins.newsroom.pages.views.shared import LinkedFile
from plugins.records.schema import Record


def linked_files(edition: Edition, item: Item[Record]) -> tuple[LinkedFile, ...]:
    """Those that are not pictures: pictures are shown in the text."""
    if item.is_withdrawn:
        return ()
    names = assets_of(edition, item)
    return tuple(
        LinkedFile(
            url=edition.settings.url(f"{item.address}{names[source]}"),
            name=names[source],
            kind=names[source].rpartition(".")[2].upper(),
            size_text=size_text(file.bytes, item.lang),
            sha256=file.sha256,
            removed=file.removed,
        )
        for source, file in downloads_of(edition, item).items()
        if names[source].rpartition(".")[2] not in IMAGE_KINDS
    )
