"""The pictures of a record as its page shows them: in several sizes, and whole only where a text links to that."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from plugins.evidence.ingest.downloads import Download, SizedFile
from plugins.newsroom.library.downloads import downloads, downloads_of
from plugins.newsroom.library.edition import Edition, assets_of, picture_reference
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Asset, Elsewhere, names_file
from plugins.newsroom.pages.views.shared import Link, Picture
from plugins.prose.model import Reference
from plugins.records.schema import Image, Record, Release

RESERVED = ("card.png", "index.html", "index.txt", "briefing.ics")
"""Names beside a record's page that are no picture's."""


@dataclass(frozen=True, slots=True)
class FileBeside:
    """A file to publish beside a record's page."""

    name: str
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class _Named:
    """A picture in one size, by the name that it has beside the page."""

    name: str
    size: SizedFile


def files_beside(edition: Edition, item: Item[Record]) -> Iterator[FileBeside]:
    """Everything that goes out beside the page: pictures in their sizes, and other files as they are."""
    names, shown = assets_of(edition, item), _shown_in_sizes(edition, item)
    linked = _linked(edition, item)
    for path, file in downloads_of(edition, item).items():
        if path not in shown or path in linked:
            yield FileBeside(names[path], file.path, file.sha256)
        for named in shown.get(path, ()):
            yield FileBeside(named.name, named.size.path, named.size.sha256)


def picture_shown(edition: Edition, item: Item[Record], path: str, *, absolute: bool = False) -> Picture:
    """How the page of a record shows a picture of the content folder that it names."""
    settings, names = edition.settings, assets_of(edition, item)
    place = settings.absolute_url if absolute else settings.url

    def url(name: str) -> str:
        return place(f"{item.address}{quote(name)}")

    sizes = _shown_in_sizes(edition, item).get(path, ())
    if not sizes:
        file = downloads(edition).get(path)
        width, height = (file.width, file.height) if isinstance(file, Download) else (0, 0)
        return Picture(url=url(names[path]), alt="", credit="", width=width, height=height)
    plain = [each for each in sizes if each.size.ending != "webp"]
    return Picture(
        url=url(plain[-1].name),
        alt="",
        credit="",
        width=plain[-1].size.width,
        height=plain[-1].size.height,
        webp=_srcset(url(each.name) + f" {each.size.width}w" for each in sizes if each.size.ending == "webp"),
        plain=_srcset(url(each.name) + f" {each.size.width}w" for each in plain) if len(plain) > 1 else "",
    )


def picture_instead(edition: Edition, item: Item[Record], name: str) -> str:
    """The picture that the page shows in place of one that was published beside it by this name; empty for none."""
    sizes = (
        _shown_in_sizes(edition, item).get(path, ()) for path, own in assets_of(edition, item).items() if own == name
    )
    return next((row[-1].name for row in sizes if row), "")


def _srcset(candidates: Iterator[str]) -> str:
    return ", ".join(candidates)


def path_of_image(edition: Edition, item: Item[Record], image: Image) -> str:
    """The file of an entry of `images`: its path in the content folder; empty where nothing goes out."""
    target = edition.links.resolve(picture_reference(image.file, image.alt, 1), item.path)
    return target.path if isinstance(target, Asset) else ""


def pictures_elsewhere(edition: Edition, item: Item[Record]) -> Iterator[Link]:
    """Entries of `images` that are on another site, as links: no page loads anything from there."""
    for image in item.record.images if isinstance(item.record, Release) and not item.is_withdrawn else ():
        target = edition.links.resolve(picture_reference(image.file, image.alt, 1), item.path)
        if isinstance(target, Elsewhere) and image.alt:
            yield Link(text=image.alt, url=target.url)


def listed_images(edition: Edition, item: Item[Record]) -> dict[str, Image]:
    """The entries of `images` whose files go out, by path."""
    key = ("listed images", item.address)
    if key not in edition.kept:
        images = item.record.images if isinstance(item.record, Release) and not item.is_withdrawn else ()
        found = {path_of_image(edition, item, image): image for image in reversed(images)}
        edition.kept[key] = {path: found[path] for path in reversed(found) if path}
    return edition.kept[key]  # type: ignore[return-value]


def lead_image(item: Item[Record]) -> Image | None:
    """The picture above the text: the one that says `lead: true`."""
    images = item.record.images if isinstance(item.record, Release) and not item.is_withdrawn else ()
    return next((image for image in images if image.lead), None)


def picture_to_share(edition: Edition, item: Item[Record]) -> Picture | None:
    """The picture that stands for a record elsewhere, with whole addresses: its lead, else its first."""
    images = item.record.images if isinstance(item.record, Release) and not item.is_withdrawn else ()
    image = lead_image(item) or next(iter(images), None)
    path = path_of_image(edition, item, image) if image is not None else ""
    if image is None or not path:
        return None
    return described(picture_shown(edition, item, path, absolute=True), image)


def described(shown: Picture, image: Image) -> Picture:
    return replace(shown, alt=image.alt, credit=image.credit, caption=image.caption)


def pictures_of_text(edition: Edition, item: Item[Record]) -> dict[str, Reference]:
    """The pictures that stand in the text itself: by path, where they do first."""
    found: dict[str, Reference] = {}
    for path, reference in _files_named(edition, item):
        if reference.role == "image":
            found.setdefault(path, reference)
    return found


def _linked(edition: Edition, item: Item[Record]) -> frozenset[str]:
    """Paths of the files that a text links to, as one does to a picture in its full size."""
    key = ("linked files", item.address)
    if key not in edition.kept:
        edition.kept[key] = frozenset(path for path, named in _files_named(edition, item) if named.role != "image")
    return edition.kept[key]  # type: ignore[return-value]


def _files_named(edition: Edition, item: Item[Record]) -> Iterator[tuple[str, Reference]]:
    for prose in (item.prose, *item.events):
        for reference in prose.references:
            if names_file(reference):
                target = edition.links.resolve(reference, item.path)
                if isinstance(target, Asset):
                    yield target.path, reference


def _shown_in_sizes(edition: Edition, item: Item[Record]) -> dict[str, tuple[_Named, ...]]:
    """By path, each picture that the page shows and that there are sizes of."""
    key = ("pictures", item.address)
    if key not in edition.kept:
        edition.kept[key] = _name_sizes(edition, item)
    return edition.kept[key]  # type: ignore[return-value]


def _name_sizes(edition: Edition, item: Item[Record]) -> dict[str, tuple[_Named, ...]]:
    """The widest for every browser is called as the picture is, so that its address of before often stays."""
    files, linked, names = downloads_of(edition, item), _linked(edition, item), assets_of(edition, item)
    shown = pictures_of_text(edition, item).keys() | listed_images(edition, item).keys()
    sized = {path: file.sizes for path, file in files.items() if path in shown and file.sizes}
    taken = {
        f"{item.slug}.zip",
        *RESERVED,
        *(name for path, name in names.items() if path in linked or path not in sized),
    }
    found: dict[str, tuple[_Named, ...]] = {}
    for path, sizes in sized.items():
        stem, row = names[path].rpartition(".")[0], []
        for size in sizes:
            wanted = stem if size is sizes[-1] else f"{stem}-{size.width}"
            row.append(_Named(_free(wanted, f"{stem}-{size.width}", size.ending, taken), size))
            taken.add(row[-1].name)
        found[path] = tuple(row)
    return found


def _free(wanted: str, otherwise: str, ending: str, taken: set[str]) -> str:
    if f"{wanted}.{ending}" not in taken:
        return f"{wanted}.{ending}"
    name, number = f"{otherwise}.{ending}", 2
    while name in taken:
        name, number = f"{otherwise}-{number}.{ending}", number + 1
    return name
