"""Which release is meant, and whether it may be sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from plugins.checks.report import shown_folder
from plugins.checks.rules import find_problems
from plugins.desk.refusal import Refused
from plugins.newsroom.library.edition import Edition, make_edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.reading import Library, read_library
from plugins.newsroom.library.settings import Settings
from plugins.newsroom.library.translations import opening
from plugins.records.calendar.spoken import in_full
from plugins.records.dates import iso
from plugins.records.problems import Severity, printable
from plugins.records.reading import State
from plugins.records.schema import Record, Release
from plugins.records.sources import in_drafts
from plugins.records.suggest import nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    edition: Edition
    """As of the moment at which the release may be read: nothing in it comes out later."""
    item: Item[Release]
    embargo: datetime | None
    """Until when it is held; None for one that is out."""


def choose(settings: Settings, slug: str, *, lang: str, embargoed: bool) -> Chosen:
    """Raises `Refused` for what may not be sent, and for names that nothing has."""
    library = read_library(settings)
    item = _among(library.releases, slug, lang, settings)
    embargo = None
    if item is None:
        embargo, item = _held(settings, slug, lang, embargoed=embargoed)
        library = read_library(replace(settings, now=embargo), keep=False)
        item = next(found for found in library.releases if found.path == item.path)
    elif embargoed:
        raise Refused(f"{slug} is not held, so it has no embargo", f"run `invoke email {slug}`")
    edition = make_edition(library)
    _refuse_unfit(edition, item)
    return Chosen(edition=edition, item=item, embargo=embargo)


def _among(items: Sequence[Item[Record]], slug: str, lang: str, settings: Settings) -> Item[Release] | None:
    """The release with a slug in a language; without one in the site's, else in that of the original."""
    found = [item for item in items if isinstance(item.record, Release) and slug in (item.slug, item.original)]
    if lang:
        return cast(Item[Release] | None, next((item for item in found if item.lang.lower() == lang.lower()), None))
    found.sort(key=lambda item: (item.slug != slug, item.lang != settings.lang, item.record.translation))
    return cast(Item[Release] | None, next(iter(found), None))


def _held(settings: Settings, slug: str, lang: str, *, embargoed: bool) -> tuple[datetime, Item[Release]]:
    """A release that is not out yet, and until when; refuses whatever is not just waiting."""
    library = read_library(settings, read_held=True)
    item = _among(library.held, slug, lang, settings)
    if item is None:
        raise _unknown(library, slug, lang)
    moment = opening(library.held, library.unseen, settings.zone).get(item.path)
    place = f"{shown_folder(settings.content)}/{item.path}"
    if moment is None and in_drafts(item.path):
        raise Refused(f"{place} is in a folder of drafts", f"move it to another folder, then run {_line(slug, lang)}")
    if moment is None and item.record.status != "draft":
        original = next(reading.waits_for for reading in library.unseen if reading.path == item.path)
        what = f"{place} waits for its original, {shown_folder(settings.content)}/{original}"
        raise Refused(what, "finish that first: it is a draft, or has an error that `invoke check` shows")
    if moment is None:
        what = f"{place}:{item.line('status')} is a draft"
        raise Refused(what, f"delete the line status: draft, then run {_line(slug, lang)}")
    if not embargoed:
        local = moment.astimezone(settings.zone)
        what = f"{slug} is held until {in_full(local, settings.zone)}"
        raise Refused(what, f"wait, or send it under embargo: {_line(slug, lang, ' --embargoed')}")
    return moment, item


def _line(slug: str, lang: str, more: str = "") -> str:
    return f"`invoke email {slug}{f' --lang {lang}' if lang else ''}{more}`"


def _unknown(library: Library, slug: str, lang: str) -> Refused:
    """Why there is no such release: it cannot be read, it has no such translation, or it does not exist."""
    for reading in library.unseen:
        if reading.kind == "release" and reading.slug == slug and reading.state is State.FAULTY:
            place = f"{shown_folder(library.settings.content)}/{reading.path}"
            return Refused(f"{place} can't be read", "run `invoke check`, and correct what it says of that file")
    everything = [*library.releases, *library.held]
    languages = sorted({i.lang for i in everything if i.kind == "release" and slug in (i.slug, i.original)})
    if languages:
        what = f"{slug} is in no language {lang}, only in {', '.join(languages)}"
        return Refused(printable(what), f"run `invoke email {slug} --lang {languages[0]}`")
    guess = nearest(slug, {item.slug for item in everything if item.kind == "release"})
    fix = f"did you mean `invoke email {guess}`?" if guess else "give the last part of its address, as in opt-out"
    return Refused(printable(f"there is no release {slug}"), fix)


def _refuse_unfit(edition: Edition, item: Item[Release]) -> None:
    """An e-mail cannot be taken back: what would stop a publication stops it too."""
    folder = shown_folder(edition.settings.content)
    if item.is_withdrawn:
        what = f"{folder}/{item.path}:{item.line('status')} is withdrawn since {iso(item.record.withdrawn.date)}"  # type: ignore[union-attr]
        raise Refused(what, "send the release that replaces it")
    found = [p for p in find_problems(edition) if p.path == item.path and p.severity is not Severity.WARNING]
    if found:
        listed = "\n".join(p.text(folder) for p in found)
        raise Refused(f"{listed}\nNothing was written.", "correct that first: an e-mail can't be taken back")
