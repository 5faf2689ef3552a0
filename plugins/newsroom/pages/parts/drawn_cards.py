"""What the card of a page says: the picture that stands for it where its link is shared."""

from pathlib import Path

from plugins.cards.card import Card
from plugins.cards.view import HEIGHT, NAME, WIDTH, CardView
from plugins.evidence.ingest.downloads import Download
from plugins.newsroom.library.downloads import downloads
from plugins.newsroom.library.edition import Edition, may_be_shown, words_of
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.quotations import verified_in
from plugins.newsroom.pages.parts.bodies import file_digest
from plugins.newsroom.pages.parts.formats import date_text
from plugins.newsroom.pages.parts.release_kinds import RELEASE_KINDS
from plugins.newsroom.pages.parts.site import site_name
from plugins.newsroom.pages.views.shared import CardImage
from plugins.prose.languages import is_right_to_left
from plugins.records.dates import local_day
from plugins.records.schema import Case, Document, Record, Release, Tracker
from plugins.render.checksums import digest

SITE_CARD = NAME
"""Of the pages that are the site's own."""
VERDICTS = {"exact": "Matches the page", "scan": "Matches the scan"}


def has_card(edition: Edition, item: Item[Record]) -> bool:
    return edition.settings.cards and isinstance(item.record, Release | Case | Document | Tracker)


def card_file(item: Item[Record]) -> str:
    return f"{item.address}{NAME}"


def card_image(edition: Edition, item: Item[Record] | None = None) -> CardImage | None:
    """What the head of a record's page says of its card; of any other page, that of the site."""
    settings = edition.settings
    if not settings.cards:
        return None
    own = item is not None and has_card(edition, item)
    name = site_name(edition, item.lang if item else settings.lang)
    return CardImage(
        absolute_url=settings.absolute_url(card_file(item) if own and item else SITE_CARD),
        width=WIDTH,
        height=HEIGHT,
        alt=f"{item.record.title} · {name}" if own and item else name,
    )


def card_of(edition: Edition, item: Item[Record]) -> Card:
    record, lang = item.record, item.lang
    words = words_of(edition, lang)
    if isinstance(record, Release):
        label = words.gettext(RELEASE_KINDS[record.kind])
    elif isinstance(record, Document):
        label = words.gettext(record.kind.capitalize())
    elif isinstance(record, Tracker):
        label = words.gettext("Tracker")
    else:
        label = words.gettext("Case")
    dated = record.as_of if isinstance(record, Tracker) else record.date
    day = local_day(dated, edition.settings.zone) if dated is not None else None
    word_for_word = (one for one in verified_in(edition, item) if one.verdict.kind in VERDICTS)
    quoted = None if item.is_withdrawn else next(word_for_word, None)
    return _card(
        edition,
        card_file(item),
        lang,
        title=record.title,
        label=words.gettext("Withdrawn") if item.is_withdrawn else label,
        date=date_text(day, lang, edition.settings.zone).text if day else "",
        quotation=quoted.text if quoted else "",
        verdict=words.gettext(VERDICTS[quoted.verdict.kind]) if quoted else "",
        source=quoted.document.record.title if quoted else "",
        page=words.gettext("Page %(number)s") % {"number": quoted.pin} if quoted else "",
        withdrawn=item.is_withdrawn,
    )


def site_card(edition: Edition) -> Card:
    settings = edition.settings
    words = edition.library.site.words(settings.lang, settings.lang)
    name = site_name(edition, settings.lang)
    return _card(edition, SITE_CARD, settings.lang, title=name, deck=words.tagline or settings.tagline)


def _card(edition: Edition, path: str, lang: str, **shown: str | bool) -> Card:
    brand = edition.library.site.site.brand
    logo, font = _logo(edition), edition.settings.cards_font
    view = CardView(
        site_name=site_name(edition, lang),
        lang=lang,
        is_right_to_left=is_right_to_left(lang),
        color=brand.color,
        marker=brand.marker,
        logo_sha256=logo[1] if logo else "",
        font_sha256=_font_digest(edition, font) if font else "",
        **shown,  # type: ignore[arg-type]
    )
    return Card(path=path, view=view, logo=logo[0] if logo else None, font=font)


def _font_digest(edition: Edition, font: Path) -> str:
    """Taken once a build."""
    key = ("cards font",)
    if key not in edition.kept:
        edition.kept[key] = digest(font.read_bytes())
    return edition.kept[key]  # type: ignore[return-value]


def _logo(edition: Edition) -> tuple[Path, str] | None:
    """As it is published, and its checksum. A drawing (SVG) is for browsers."""
    name = edition.library.site.site.brand.logo
    if not name.lower().endswith(".png") or not may_be_shown(edition, name):
        return None
    found = downloads(edition).get(name)
    if isinstance(found, Download):
        return found.path, found.sha256
    return edition.settings.content / name, file_digest(edition, name)
