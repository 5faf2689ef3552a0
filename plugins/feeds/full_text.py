"""The body of a feed item: all that its page says, as self-contained HTML."""

import re
from collections.abc import Iterator

from markupsafe import Markup

from plugins.newsroom.library.edition import Edition, words_of
from plugins.newsroom.library.history import first_published
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.parts.bodies import body_html
from plugins.newsroom.pages.parts.briefings import briefing_of
from plugins.newsroom.pages.parts.cards import replacement_of
from plugins.newsroom.pages.parts.formats import date_text
from plugins.newsroom.pages.parts.pictures import path_of_image, picture_shown, pictures_of_text
from plugins.newsroom.pages.parts.recordings import recording_files
from plugins.records.dates import local_day
from plugins.records.schema import Case, Change, Document, Record, Release

CHANGES = {"correction": "Corrected %(date)s", "update": "Updated %(date)s"}
"""By the kind of a change; these and the other words are the theme's own, and its catalogs translate them."""
_LINK_WITHIN = re.compile(r"""(<a (?:[^>"]|"[^"]*")*?href=")(#[^"]+)""")
"""The start of a link to a place in the same text, such as a footnote."""


def full_text_html(edition: Edition, item: Item[Record]) -> str:
    """What changed, the deck, the text after its dateline, the pictures, the cases; or why it was withdrawn."""
    if item.is_withdrawn:
        return "\n".join(_withdrawal(edition, item))
    parts = (
        *_changes(edition, item),
        *_dated(edition, item),
        *_deck(edition, item),
        *_briefing(edition, item),
        *_text(edition, item),
        *_recordings(edition, item),
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


def _case_slugs(record: Record) -> tuple[str, ...]:
    if isinstance(record, Release):
        return record.cases
    return (record.case,) if isinstance(record, Document) and record.case else ()


def change_html(edition: Edition, item: Item[Record], change: Change) -> str:
    """One change, and where to read what it changed."""
    return f"{_change(edition, item, change)}\n" + Markup('<p><a href="{}">{}</a></p>').format(
        edition.settings.absolute_url(item.address), item.record.title
    )


def _changes(edition: Edition, item: Item[Record]) -> Iterator[str]:
    """Corrections come before updates, so that nobody misses them."""
    for change in sorted(item.changes, key=lambda change: change.kind != "correction"):
        yield _change(edition, item, change)


def _change(edition: Edition, item: Item[Record], change: Change) -> str:
    day = date_text(change.date, item.lang, edition.settings.zone).text
    marked = words_of(edition, item.lang).gettext(CHANGES[change.kind]) % {"date": day}
    return Markup("<p><strong>{}:</strong> {}</p>").format(marked, change.note)


def _dated(edition: Edition, item: Item[Record]) -> Iterator[str]:
    """The date of a record that was published on another day, such as one from an old archive."""
    zone = edition.settings.zone
    written = item.record.date
    if written is not None and local_day(written, zone) != local_day(first_published(edition, item), zone):
        day = date_text(local_day(written, zone), item.lang, zone).text
        yield Markup("<p>{}</p>").format(words_of(edition, item.lang).gettext("Dated %(date)s.") % {"date": day})


def _deck(edition: Edition, item: Item[Record]) -> Iterator[str]:
    """What is above the text: the deck of a release, the status of a case, what a document is."""
    record = item.record
    if isinstance(record, Release) and record.subtitle:
        yield Markup("<p><strong>{}</strong></p>").format(record.subtitle)
    if isinstance(record, Case) and record.status_line:
        yield Markup("<p><strong>{}</strong></p>").format(record.status_line)
    if isinstance(record, Document):
        kind = words_of(edition, item.lang).gettext(record.kind.capitalize())
        yield Markup("<p>{}</p>").format(" · ".join((kind, *record.authors)))
    if not isinstance(record, Release) and record.summary:
        yield Markup("<p>{}</p>").format(record.summary)


def _text(edition: Edition, item: Item[Record]) -> Iterator[str]:
    """The text; its dateline runs into the first paragraph, if it starts with one."""
    page = edition.settings.absolute_url(item.address)
    html = body_html(edition, item, item.prose, absolute=True)
    html = _LINK_WITHIN.sub(lambda found: f"{found[1]}{page}{found[2]}", html)
    if html and isinstance(item.record, Release) and item.record.dateline:
        runs_in = html.startswith("<p>")
        opening = Markup("<p>{} — ") if runs_in else Markup("<p>{} —</p>\n")
        html = opening.format(item.record.dateline) + Markup(html.removeprefix("<p>") if runs_in else html)
    if html:
        yield html


def _recordings(edition: Edition, item: Item[Record]) -> Iterator[str]:
    """Each as a link: feed readers play what is enclosed."""
    files = recording_files(edition, item)
    for index, recording in enumerate(item.record.recordings if isinstance(item.record, Release) else ()):
        url = edition.settings.absolute_url(files[index].path) if index in files else recording.url
        if url:
            duration = f" ({recording.duration})" if recording.duration else ""
            yield Markup('<p><a href="{}">{}</a>{}</p>').format(url, recording.title, duration)


def _briefing(edition: Edition, item: Item[Record]) -> Iterator[str]:
    """When, how to join, and who speaks."""
    briefing = briefing_of(edition, item) if isinstance(item.record, Release) else None  # type: ignore[arg-type]
    if briefing is None:
        return
    words = words_of(edition, item.lang)
    over = f" {words.gettext('This briefing is over.')}" if briefing.time.is_over else ""
    when = f"{briefing.time.day.text}, {' / '.join(briefing.time.hours)}."
    yield Markup("<p><strong>{}:</strong> {}{}</p>").format(words.gettext("Briefing"), when, over)
    rows = (
        (words.gettext("Where"), briefing.where, ""),
        (words.gettext("Join"), briefing.url, briefing.url),
        (words.gettext("Phone"), briefing.phone, ""),
        (words.gettext("Code"), briefing.code, ""),
        (words.gettext("Speakers"), "; ".join(briefing.speakers), ""),
        (words.gettext("For"), words.gettext("the press") if briefing.for_press else words.gettext("everyone"), ""),
    )
    told = [
        Markup('<li>{}: <a href="{}">{}</a></li>').format(name, url, text)
        if url
        else Markup("<li>{}: {}</li>").format(name, text)
        for name, text, url in rows
        if text
    ]
    yield Markup("<ul>{}</ul>").format(Markup("").join(told))


def _pictures(edition: Edition, item: Item[Record]) -> Iterator[str]:
    for image in item.record.images if isinstance(item.record, Release) else ():
        path = path_of_image(edition, item, image)
        if not path or path in pictures_of_text(edition, item):
            continue
        shown = picture_shown(edition, item, path, absolute=True)
        size = Markup(' width="{}" height="{}"').format(shown.width, shown.height) if shown.width else ""
        credit = words_of(edition, item.lang).gettext("Picture: %(credit)s") % {"credit": image.credit}
        said = " ".join(words for words in (image.caption, credit if image.credit else "") if words)
        caption = Markup("<figcaption>{}</figcaption>").format(said) if said else ""
        yield Markup('<figure><img src="{}" alt="{}"{}>{}</figure>').format(shown.url, image.alt, size, caption)


def _cases(edition: Edition, item: Item[Record]) -> Iterator[str]:
    """Background: each case in a sentence or two."""
    for slug in _case_slugs(item.record):
        case = edition.links.item("case", slug, item.lang)
        if case is None or case.is_withdrawn or not isinstance(case.record, Case):
            continue
        lang = Markup(' lang="{}"').format(case.lang) if case.lang != item.lang else ""
        url = edition.settings.absolute_url(case.address)
        name = case.record.case_name_short or case.record.title
        yield Markup('<p{}><a href="{}">{}</a>: {}</p>').format(lang, url, name, case.record.summary)
