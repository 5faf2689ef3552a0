"""`invoke email SLUG`: write a release as an e-mail."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins.checks.site_address import is_of_demonstration
from plugins.desk.existing import refuse_within_site, replace_whole
from plugins.desk.mailing.choosing import Chosen, choose
from plugins.desk.mailing.message import message_of
from plugins.desk.refusal import Refused
from plugins.newsroom.library.history import entry_of
from plugins.newsroom.library.settings import read_settings
from plugins.newsroom.pages.mail import mail_view
from plugins.records.calendar.spoken import in_full


def write_email(
    given: Mapping[str, Any],
    slug: str,
    *,
    lang: str = "",
    embargoed: bool = False,
    inline_pictures: bool = False,
    folder: Path,
) -> str:
    """Write `SLUG.eml`, or `SLUG.es.eml` for a translation, and return what to know of it.

    Raises `Refused` and `SettingsError`; then nothing was written.
    """
    settings = read_settings(given)
    chosen = choose(settings, slug, lang=lang, embargoed=embargoed)
    item, embargo = chosen.item, chosen.embargo
    view = mail_view(chosen.edition, item, embargo)
    # The pictures of a held release are nowhere yet that a link could lead to.
    raw = message_of(chosen.edition, item, view, inline_pictures=inline_pictures or embargo is not None)
    file = folder / f"{item.slug}{f'.{item.lang}' if item.record.translation else ''}.eml"
    refuse_within_site(file, settings.output, "--output, as in --output .")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_whole(file, raw)
    except OSError as error:
        raise Refused(f"{file} can't be written: {error.strerror}", "give another folder with --output") from None
    return "\n".join((f"Wrote {file} ({len(raw) // 1000 + 1} kB).", *_notes(chosen)))


def _notes(chosen: Chosen) -> Iterator[str]:
    settings = chosen.edition.settings
    yield "Open it in your mail program, add sender and recipients, look at it, and send it."
    if chosen.embargo is not None:
        yield f"Held until {in_full(chosen.embargo, settings.zone)}:"
        yield "until then, its links lead nowhere, so its pictures are within it."
    elif entry_of(chosen.edition, chosen.item) is None:
        yield "This release was never published: run `invoke publish` before you send it, or its links lead nowhere."
    if settings.site_url_is_missing or is_of_demonstration(settings.site_url):
        yield f"Its links lead to {settings.site_url}, which is nobody's site."
        yield 'Fix: write the line SITEURL = "https://www.example.org" in pelicanconf.py, with your own address'
