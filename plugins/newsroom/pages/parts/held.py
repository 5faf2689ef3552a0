"""The note on an item that is not public yet, only for `invoke serve --held`."""

from babel.dates import format_timedelta

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.parts.formats import date_text, locale_of
from plugins.newsroom.pages.views.shared import HeldNote
from plugins.records.dates import instant
from plugins.records.gate import visible_from
from plugins.records.schema import Record


def held_note(edition: Edition, item: Item[Record], lang: str) -> HeldNote | None:
    """None for public items, and in every output but that of `serve --held`. A translation waits for its original."""
    settings = edition.settings
    if not settings.show_held:
        return None
    versions = edition.relations.translations.get(item.text, ()) if item.record.translation else ()
    moments = []
    for each in (item, *(other for other in versions if not other.record.translation)):
        if (opens := visible_from(each.record, settings.zone)) is None:
            return HeldNote(embargo=False, until=None)
        moments.append((opens, each))
    moment, item = max(moments, key=lambda known: known[0])
    zone = settings.zone
    if moment <= settings.now:
        return None
    embargo = item.record.embargo
    is_embargo = embargo is not None and instant(embargo, zone) == moment
    locale = locale_of(lang)
    distance = format_timedelta(moment - settings.now, threshold=1, add_direction=True, locale=locale)
    return HeldNote(embargo=is_embargo, until=date_text(moment, lang, zone, day="full"), distance=distance)
