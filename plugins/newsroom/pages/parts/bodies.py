"""Fills the holes of a body: links, images and citations get their addresses, once the site is known."""

from dataclasses import dataclass
from gettext import NullTranslations
from html import escape
from urllib.parse import quote

from plugins.evidence.publishing.pictures import PictureError, picture_size
from plugins.newsroom.library.edition import Edition, assets_of, words_of
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Address, Asset, Elsewhere, Target
from plugins.newsroom.library.quotations import CheckedQuotation, checked_references
from plugins.newsroom.pages.parts.pictures import listed_images, picture_shown
from plugins.newsroom.pages.views.shared import Source
from plugins.prose.model import Prose, Reference, Slot
from plugins.records.schema import Record
from plugins.render.checksums import digest
from plugins.render.words import catalog_of, is_english

MATCHED = ' class="matched"'
"""Class of a blockquote whose words are on the cited page: the theme marks it."""
IN_TEXT = "(min-width: 46rem) 42rem, calc(100vw - 2rem)"
"""How wide a picture is in the text (`sizes`): the theme's `--measure`, or a phone without its margins."""
_SAFE_IN_PATHS = "/@,+"
"""Characters left as they are in addresses; not the backslash, which browsers take for a slash."""


@dataclass(frozen=True, slots=True)
class WireText:
    """A body as plain text, with its links numbered as [1], and the list of their targets."""

    text: str
    sources: tuple[Source, ...]


def body_html(
    edition: Edition, item: Item[Record], prose: Prose, *, absolute: bool = False, sources: tuple[Source, ...] = ()
) -> str:
    """Safe HTML. With `absolute`, every address is a full URL, for use outside the site.

    Links to `sources` say their numbers, which a printed page shows.
    """
    parts: list[str] = []
    numbers = {source.absolute_url: source.number for source in sources}
    for part in prose.html:
        if isinstance(part, str):
            parts.append(part)
            continue
        reference = prose.references[part.reference]
        target = edition.links.resolve(reference, item.path)
        url = _url(edition, item, target, absolute=absolute or part.kind == "cite")
        if url is None:
            continue
        match part.kind:
            case "open":
                number = numbers.get(_url(edition, item, target, absolute=True) or "") if numbers else None
                numbered = f' data-source="{number}"' if number else ""
                parts.append(f'<a href="{escape(url)}"{part.extra}{numbered}>')
            case "close":
                parts.append("</a>")
            case "cite":
                matched = not absolute and (item.path, reference) in checked_references(edition)
                parts.append(f'{MATCHED if matched else ""} cite="{escape(url)}"')
            case "image":
                parts.append(_image(edition, item, reference, target, url, absolute=absolute))
            case "mark":
                parts.append(_mark(edition, item, reference, absolute=absolute))
            case "note":
                pass
    return "".join(parts)


def wire_text(edition: Edition, item: Item[Record], prose: Prose) -> WireText:
    """Plain text for `index.txt`, and the sources that a printed page lists; one number for one address."""
    numbers: dict[str, Source] = {}
    parts: list[str] = []
    for part in prose.text:
        if isinstance(part, str):
            parts.append(part)
        elif (source := _source(edition, item, prose, part, numbers)) is not None:
            parts.append(f" [{source.number}]")
    return WireText("".join(parts), tuple(numbers.values()))


def _source(
    edition: Edition, item: Item[Record], prose: Prose, slot: Slot, numbers: dict[str, Source]
) -> Source | None:
    reference = prose.references[slot.reference]
    if reference.scheme == "fragment":
        return None
    url = url_of(edition, item, reference, absolute=True)
    if url is None:
        return None
    if url not in numbers:
        numbers[url] = Source(number=len(numbers) + 1, text=reference.text, absolute_url=url)
    return numbers[url]


def url_of(edition: Edition, item: Item[Record], reference: Reference, *, absolute: bool = False) -> str | None:
    """Where a reference leads, as a URL; None if there is nothing that may be linked to."""
    return _url(edition, item, edition.links.resolve(reference, item.path), absolute=absolute)


def _url(edition: Edition, item: Item[Record], target: Target, *, absolute: bool) -> str | None:
    settings = edition.settings
    place = settings.absolute_url if absolute else settings.url
    match target:
        case Address(path=path, fragment=fragment):
            return f"{place(quote(path, safe=_SAFE_IN_PATHS))}{f'#{fragment}' if fragment else ''}"
        case Asset(path=path):
            return place(f"{item.address}{assets_of(edition, item)[path]}")
        case Elsewhere(url=url):
            return f"{place(item.address)}{url}" if absolute and url.startswith("#") else url
        case _:
            return None


def _mark(edition: Edition, item: Item[Record], reference: Reference, *, absolute: bool) -> str:
    """A quiet mark after words that are on the cited page, linking to it.

    After words that are not, a loud mark for the author, which is never published.
    """
    checked = checked_references(edition).get((item.path, reference))
    if checked is None or (checked.state == "review" and edition.settings.publication):
        return ""
    url = url_of(edition, item, checked.reference, absolute=absolute) or ""
    page = url if "#" in url else f"{url}#page={checked.page}"
    kind = " checked--not" if checked.state == "review" else ""
    said = escape(_said_of(checked, words_of(edition, item.lang)))
    is_foreign = not is_english(item.lang) and catalog_of(edition.settings.theme, item.lang) is None
    lang = ' lang="en" dir="ltr"' if is_foreign else ""
    return f' <a class="checked{kind}" href="{escape(page if checked.page else url)}"{lang}>{said}</a>'


def _said_of(checked: CheckedQuotation, words: NullTranslations) -> str:
    if not checked.page:
        return words.gettext("not confirmed: on no page of the document")
    if checked.last_page > checked.page:
        sayings = {
            "checked": words.gettext("checked against pages %(numbers)s"),
            "signed": words.gettext("checked by our staff against pages %(numbers)s"),
            "review": words.gettext("not confirmed by pages %(numbers)s"),
        }
        return sayings[checked.state] % {"numbers": f"{checked.page}–{checked.last_page}"}
    sayings = {
        "checked": words.gettext("checked against page %(number)s"),
        "signed": words.gettext("checked by our staff against page %(number)s"),
        "review": words.gettext("not confirmed by page %(number)s"),
    }
    return sayings[checked.state] % {"number": checked.page}


def _image(
    edition: Edition, item: Item[Record], reference: Reference, target: Target, url: str, *, absolute: bool
) -> str:
    alt = f'alt="{escape(reference.text)}"'
    if not isinstance(target, Asset):
        return f'<img src="{escape(url)}" {alt} loading="lazy">'
    shown = picture_shown(edition, item, target.path, absolute=absolute)
    size = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
    said = _caption(edition, item, target.path)
    if absolute or not shown.webp:
        return f'<img src="{escape(shown.url)}" {alt}{size} loading="lazy">{said}'
    others = f' srcset="{escape(shown.plain)}" sizes="{IN_TEXT}"' if shown.plain else ""
    return (
        f'<picture><source type="image/webp" srcset="{escape(shown.webp)}" sizes="{IN_TEXT}">'
        f'<img src="{escape(shown.url)}"{others} {alt}{size} loading="lazy"></picture>{said}'
    )


def _caption(edition: Edition, item: Item[Record], path: str) -> str:
    """What `images` says of a picture that is in the text, which has no figure there."""
    image = listed_images(edition, item).get(path)
    if image is None or image.lead or not (image.caption or image.credit):
        return ""
    credit = words_of(edition, item.lang).gettext("Picture: %(credit)s") % {"credit": image.credit}
    said = " ".join(words for words in (image.caption, credit if image.credit else "") if words)
    return f' <span class="picture__caption">{escape(said)}</span>'


def asset_size(edition: Edition, path: str) -> tuple[int, int]:
    """Width and height of an image of the content folder; zeros if it cannot be read."""
    key = ("size", path)
    if key not in edition.kept:
        try:
            edition.kept[key] = picture_size(edition.settings.content / path)
        except PictureError:
            edition.kept[key] = (0, 0)
    return edition.kept[key]  # type: ignore[return-value]


def file_digest(edition: Edition, path: str) -> str:
    """The SHA-256 of a file of the content folder, computed once per build."""
    key = ("file digest", path)
    if key not in edition.kept:
        edition.kept[key] = digest((edition.settings.content / path).read_bytes())
    return edition.kept[key]  # type: ignore[return-value]
