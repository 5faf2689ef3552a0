"""Old addresses of lists and feeds, which no record answers for, and where the like is here."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from plugins.desk.migrating.names import Named
from plugins.desk.migrating.old_addresses import moment_of
from plugins.desk.migrating.old_settings import OldSettings
from plugins.desk.migrating.old_site import OldText, items_of, old_slug
from plugins.newsroom.library.addresses import topic_address, topic_slug

LISTS = ("archives", "categories", "authors", "tags")


def old_lists(settings: OldSettings, named: Sequence[Named], tags: Mapping[str, str]) -> dict[str, str]:
    """Old address of a list or feed → that of the like here."""
    default = settings.lang
    others = {"/": "/"} | {f"/{name}.html": "/releases/" for name in LISTS}
    for one in named:
        if one.is_draft:
            continue
        if one.text.lang != default:
            others.setdefault(f"/{one.text.lang}/", f"/{one.lang.lower()}/")
            for address, kind in _feeds("TRANSLATION_FEED", one.text.lang, settings):
                others.setdefault(address, f"/feeds/languages/{one.lang.lower()}.{kind}.xml")
        if one.text.is_page:
            continue
        for tag in tag_words(one.text):
            topic = topic_slug(tags.get(tag, tag))
            if address := _filled(settings.text("TAG_URL"), old_slug(tag, settings)):
                others[address] = f"/{topic_address(topic)}"
            for address, kind in _feeds("TAG_FEED", old_slug(tag, settings), settings):
                others[address] = f"/feeds/topics/{topic}.{kind}.xml"
        category = one.text.category or settings.text("DEFAULT_CATEGORY")
        for what, name in (("CATEGORY", category), *(("AUTHOR", author) for author in authors_of(one.text))):
            slug = old_slug(name, settings)
            if address := _filled(settings.text(f"{what}_URL"), slug):
                others.setdefault(address, "/releases/")
            for address, kind in _feeds(f"{what}_FEED", slug, settings):
                others.setdefault(address, f"/feeds/all.{kind}.xml")
        for address in _periods(settings, one.text.date):
            year = one.date.year if one.date is not None else 0
            others.setdefault(address, f"/releases/{year:04d}/")
    for kind in ("atom", "rss"):
        for name in (f"FEED_ALL_{kind.upper()}", f"FEED_{kind.upper()}"):
            if settings.text(name):
                others[f"/{settings.text(name).lstrip('/')}"] = f"/feeds/all.{kind}.xml"
        for address, _ in _feeds("TRANSLATION_FEED", default, settings, (kind,)):
            others.setdefault(address, f"/feeds/all.{kind}.xml")
    return others


def tag_words(text: OldText) -> list[str]:
    return items_of(text.fields.get("tags", ""))


def authors_of(text: OldText) -> list[str]:
    return items_of(text.fields.get("authors", "") or text.fields.get("author", ""))


def _feeds(
    name: str, slug: str, settings: OldSettings, kinds: tuple[str, ...] = ("atom", "rss")
) -> Iterator[tuple[str, str]]:
    for kind in kinds:
        if address := _filled(settings.text(f"{name}_{kind.upper()}"), slug):
            yield address, kind


def _filled(form: str, slug: str) -> str:
    """Old versions of Pelican wrote %s for what is {slug} or {lang} now."""
    try:
        return f"/{form.replace('%s', slug).format(slug=slug, lang=slug).lstrip('/')}" if slug and form else ""
    except (KeyError, ValueError, IndexError, AttributeError):
        return ""


def _periods(settings: OldSettings, moment: date | datetime | None) -> Iterator[str]:
    """The archives of a year, month and day."""
    for name in ("YEAR", "MONTH", "DAY") if moment is not None else ():
        form = settings.text(f"{name}_ARCHIVE_URL") or settings.text(f"{name}_ARCHIVE_SAVE_AS")
        try:
            address = form.format(date=moment_of(moment)) if form else ""
        except (KeyError, ValueError, IndexError, AttributeError):
            continue
        if address := re.sub(r"(?:^|/)index\.html$", "/", address):
            yield f"/{address.lstrip('/')}"
