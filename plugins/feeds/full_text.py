"""The body of a feed item: all that its page says, in HTML that stands on its own."""

import re
from collections.abc import Iterator

from markupsafe import Markup

from plugins.newsroom.bodies import asset_size, body_html
from plugins.newsroom.cards import replacement_of
from plugins.newsroom.edition import Edition, assets_of, picture_reference, words_of
from plugins.newsroom.formats import date_text
from plugins.newsroom.items import Item
from plugins.newsroom.links import Asset
from plugins.records.schema import Case, Record, Release

CHANGES = {"correction": "Corrected %(date)s", "update": "Updated %(date)s"}
"""By the kind of a change; these and the other words are the theme's own, and its catalogues translate them."""
_LINK_WITHIN = re.compile(r"""(<a (?:[^>"]|"[^"]*")*?href=")(#[^"]+)""")
"""The start of a link to a place in the same text, such as a footnote."""


def full_text_html(edition: Edition, item: Item[Release]) -> str:
    """What changed, the deck, the text behind its dateline, the pictures, the cases; or why all that is gone."""
    if item.is_withdrawn:
        return "\n".join(_withdrawal(edition, item))
    parts = (
        *_changes(edition, item),
        *_deck(item),
        *_text(edition, item),
        *_pictures(edition, item),
        *_cases(edition, item),
    )
    return "\n".join(parts)


def withdrawal_text(edition: Edition, item: Item[Record]) -> str:
    """The notice of a withdrawn record as plain text, in one or two sentences; empty for any other."""
    withdrawn = item.record.withdrawn
    return f"{_withdrawn_on(edition, item)} {withdrawn.reason}" if withdrawn and item.is_withdrawn else ""


def _withdrawal(edition: Edition, item: Item[Record]) -> Iterator[str]:
    if (withdrawn := item.record.withdrawn) is not None:
        yield Markup("<p><strong>{}</strong> {}</p>").format(_withdrawn_on(edition, item), withdrawn.reason)
    if (replacement := replacement_of(edition, item)) is not None:
        words = words_of(edition, item.lang).gettext("Instead, read:")
        url = edition.settings.absolute_url(replacement.address)
        yield Markup('<p>{} <a href="{}">{}</a></p>').format(words, url, replacement.record.title)


def _withdrawn_on(edition: Edition, item: Item[Record]) -> str:
    withdrawn = item.record.withdrawn
    day = date_text(withdrawn.date, item.lang, edition.settings.zone).text if withdrawn else ""
    return words_of(edition, item.lang).gettext("This page was withdrawn on %(date)s.") % {"date": day}


def _changes(edition: Edition, item: Item[Record]) -> Iterator[str]:
    """Corrections stand before updates: nobody may miss them."""
    words = words_of(edition, item.lang)
    for change in sorted(item.changes, key=lambda change: change.kind != "correction"):
        day = date_text(change.date, item.lang, edition.settings.zone).text
        marked = words.gettext(CHANGES[change.kind]) % {"date": day}
        yield Markup("<p><strong>{}:</strong> {}</p>").format(marked, change.note)


def _deck(item: Item[Release]) -> Iterator[str]:
    if item.record.subtitle:
        yield Markup("<p><strong>{}</strong></p>").format(item.record.subtitle)


def _text(edition: Edition, item: Item[Release]) -> Iterator[str]:
    """The text; its dateline runs into the first paragraph, if it starts with one."""
    page = edition.settings.absolute_url(item.address)
    html = body_html(edition, item, item.prose, absolute=True)
    html = _LINK_WITHIN.sub(lambda found: f"{found[1]}{page}{found[2]}", html)
    if html and item.record.dateline:
        runs_in = html.startswith("<p>")
        opening = Markup("<p>{} — ") if runs_in else Markup("<p>{} —</p>\n")
        html = opening.format(item.record.dateline) + Markup(html.removeprefix("<p>") if runs_in else html)
    if html:
        yield html


def _pictures(edition: Edition, item: Item[Release]) -> Iterator[str]:
    for image in item.record.images:
        target = edition.links.resolve(picture_reference(image.file, image.alt, 1), item.path)
        if not isinstance(target, Asset):
            continue
        url = edition.settings.absolute_url(f"{item.address}{assets_of(edition, item)[target.path]}")
        width, height = asset_size(edition, target.path)
        size = Markup(' width="{}" height="{}"').format(width, height) if width else ""
        words = words_of(edition, item.lang).gettext("Picture: %(credit)s")
        caption = Markup("<figcaption>{}</figcaption>").format(words % {"credit": image.credit}) if image.credit else ""
        yield Markup('<figure><img src="{}" alt="{}"{}>{}</figure>').format(url, image.alt, size, caption)


def _cases(edition: Edition, item: Item[Release]) -> Iterator[str]:
    """Why it matters: each case in a sentence or two."""
    for slug in item.record.cases:
        case = edition.links.item("case", slug, item.lang)
        if case is None or case.is_withdrawn or not isinstance(case.record, Case):
            continue
        lang = Markup(' lang="{}"').format(case.lang) if case.lang != item.lang else ""
        url = edition.settings.absolute_url(case.address)
        name = case.record.case_name_short or case.record.title
        yield Markup('<p{}><a href="{}">{}</a>: {}</p>').format(lang, url, name, case.record.summary)
