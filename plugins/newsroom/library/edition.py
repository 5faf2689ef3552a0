"""The data of one build: the library, its relations, and values that are made once for several pages."""

import re
from dataclasses import dataclass, field, replace
from gettext import NullTranslations

from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Asset, LinkIndex, names_file
from plugins.newsroom.library.reading import Library
from plugins.newsroom.library.relations import Relations, relate
from plugins.newsroom.library.settings import Settings
from plugins.prose.model import Reference
from plugins.records.schema import Record, Recording, Release
from plugins.records.slugs import slugify
from plugins.render.words import translations


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything a page may be made from. Values made for one page are kept for the others."""

    library: Library
    relations: Relations
    kept: dict[tuple[object, ...], object] = field(default_factory=dict, repr=False)
    only: frozenset[str] | None = None
    """The records whose pages are to be made, by their paths below the content folder: only their words have changed.

    None for the whole site.
    """

    @property
    def settings(self) -> Settings:
        return self.library.settings

    @property
    def links(self) -> LinkIndex:
        return self.relations.links


def make_edition(library: Library) -> Edition:
    return Edition(library, relate(library))


def words_of(edition: Edition, lang: str) -> NullTranslations:
    """The theme's words in a language, for text made outside its templates."""
    key = ("words", lang)
    if key not in edition.kept:
        edition.kept[key] = translations(edition.settings.theme, lang)
    return edition.kept[key]  # type: ignore[return-value]


REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)


def picture_reference(file: str, alt: str, line: int) -> Reference:
    """The file of an `images` field, as a link that is resolved like those of the text."""
    file = without_braces(file)
    if REMOTE.match(file):
        url = f"https:{file}" if file.startswith("//") else file
        return Reference(scheme="external", target=url, text=alt, line=line, role="image")
    return Reference(scheme="attach", target=file, text=alt, line=line, role="image")


def without_braces(file: str) -> str:
    """Fields name files; that a link would begin with a kind in braces is often written all the same."""
    for prefix in ("{static}", "{attach}", "{filename}"):
        file = file.removeprefix(prefix)
    return file


def recording_reference(recording: Recording, line: int) -> Reference:
    """The file of an entry of `recordings`, as a link that is resolved like those of the text."""
    return replace(picture_reference(recording.file, recording.title, line), role="link")


def assets_of(edition: Edition, item: Item[Record]) -> dict[str, str]:
    """Files published next to a record's page: path in the content folder → name, in order of use."""
    key = ("assets", item.address)
    if key not in edition.kept:
        edition.kept[key] = _assets_of(edition, item)
    return edition.kept[key]  # type: ignore[return-value]


def may_be_shown(edition: Edition, name: str) -> bool:
    """Whether a file that site.yml names may be published as it is: it belongs to no record, and to no drafts."""
    return name in edition.library.files and edition.links.owner(name) is None


def _assets_of(edition: Edition, item: Item[Record]) -> dict[str, str]:
    references = [*item.prose.references, *(r for prose in item.events for r in prose.references)]
    references = [r for r in references if names_file(r)]
    if isinstance(item.record, Release) and not item.is_withdrawn:
        references += [picture_reference(image.file, image.alt, 1) for image in item.record.images]
        references += [recording_reference(r, 1) for r in item.record.recordings if r.file]
    names: dict[str, str] = {}
    for reference in references:
        target = edition.links.resolve(reference, item.path)
        if isinstance(target, Asset) and target.path not in names:
            names[target.path] = _free_name(target.path, {f"{item.slug}.zip", *names.values()})
    return names


def _free_name(path: str, taken: set[str]) -> str:
    """`Our Poster.PNG` → `our-poster.png`; a second file with that name gets a number."""
    stem, _, ending = path.rpartition("/")[2].rpartition(".")
    base = slugify(stem) or "file"
    name = f"{base}.{ending.lower()}"
    number = 2
    while name in taken or name in ("index.txt", "index.html", "card.png", "briefing.ics"):
        name = f"{base}-{number}.{ending.lower()}"
        number += 1
    return name
