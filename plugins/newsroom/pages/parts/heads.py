"""What a page says about itself to machines: canonical address, languages, feeds, JSON-LD."""

import json
from dataclasses import replace
from datetime import UTC
from typing import Any

from plugins.newsroom.library.addresses import FEED_FORMATS, tracker_file
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.translations import language_of
from plugins.newsroom.pages.parts.cards import summary_of
from plugins.newsroom.pages.parts.drawn_cards import card_image
from plugins.newsroom.pages.parts.formats import date_text, direction
from plugins.newsroom.pages.parts.held import held_note
from plugins.newsroom.pages.parts.in_language import alternate, at, other_languages, site_language
from plugins.newsroom.pages.parts.language_names import in_order_of_names
from plugins.newsroom.pages.parts.pictures import picture_to_share
from plugins.newsroom.pages.parts.recordings import recording_files
from plugins.newsroom.pages.parts.release_kinds import SCHEMA_TYPES
from plugins.newsroom.pages.parts.subscriptions import ALL, feeds_of, subscriptions
from plugins.newsroom.pages.views.shared import Alternate, CardImage, FeedLink, Head
from plugins.records.schema import Briefing, Case, Document, Record, Release, Tracker

PICTURE_TYPES = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "gif": "gif", "webp": "webp", "avif": "avif"}


def head_of_item(edition: Edition, item: Item[Record], section: str) -> Head:
    """The head of a record's own page."""
    settings = edition.settings
    date = getattr(item.record, "date", None)
    alternates = _alternates(edition, item)
    return Head(
        title=item.record.title,
        description=("" if item.is_withdrawn else summary_of(item)) or settings.tagline or settings.site_name,
        absolute_url=settings.absolute_url(item.address),
        lang=item.lang,
        direction=direction(item.lang),
        alternates=alternates,
        default_url=_default_url(edition, item) if alternates else "",
        languages=_switch(edition, site_language(edition, item.lang), alternates),
        feeds=feed_links(edition, feeds_of(edition, item)),
        own_feed=_own_feed(edition, feeds_of(edition, item)) if isinstance(item.record, Case | Tracker) else (),
        kind="article" if isinstance(item.record, Release) else "website",
        published_iso=date_text(date, item.lang, settings.zone).iso if date else "",
        modified_iso=item.modified.astimezone(UTC).isoformat() if item.modified else "",
        json_ld_html=_json_ld(edition, item),
        held=held_note(edition, item, item.lang),
        section=section,
        card=card_image(edition, item) or _picture_instead(edition, item),
    )


def _picture_instead(edition: Edition, item: Item[Record]) -> CardImage | None:
    """Of a site that draws no cards: the picture of the release itself."""
    picture = picture_to_share(edition, item)
    if picture is None or not picture.width:
        return None
    kind = PICTURE_TYPES[picture.url.rpartition(".")[2]]
    return CardImage(
        absolute_url=picture.url, width=picture.width, height=picture.height, alt=picture.alt, type=f"image/{kind}"
    )


def head_of_list(
    edition: Edition,
    title: str,
    address: str,
    *,
    lang: str = "",
    languages: tuple[str, ...] = (),
    section: str = "",
    description: str = "",
    data: Any = None,
    feeds: tuple[str, ...] = (),
) -> Head:
    """The head of a page that is the site's own. Its address is without the folder of its language.

    `languages` are those that have this page.
    """
    settings = edition.settings
    lang = lang or settings.lang
    alternates = tuple(
        alternate(edition, other, at(edition, other, address))
        for other in other_languages(edition, lang)
        if other in languages
    )
    words = edition.library.site.words(lang, settings.lang)
    return Head(
        title=title,
        description=description or words.tagline or settings.tagline or settings.site_name,
        absolute_url=settings.absolute_url(at(edition, lang, address)),
        lang=lang,
        direction=direction(lang),
        alternates=alternates,
        default_url=settings.absolute_url(address) if alternates and settings.lang in languages else "",
        languages=_switch(edition, lang, alternates),
        feeds=feed_links(edition, feeds),
        own_feed=_own_feed(edition, feeds),
        json_ld_html=escaped_json(data) if data else "",
        section=section,
        card=card_image(edition),
    )


def _switch(edition: Edition, lang: str, alternates: tuple[Alternate, ...]) -> tuple[Alternate, ...]:
    """Every other language: this page where it is to be had in it, else the home page."""
    if len(edition.relations.languages) == 1:
        return alternates
    same = {found.lang: found for found in alternates}
    others = [lang for lang in other_languages(edition, lang) if lang not in same]
    homes = (alternate(edition, other, at(edition, other, "")) for other in others)
    return tuple(sorted((*alternates, *homes), key=lambda found: in_order_of_names(found.lang)))


def feed_links(edition: Edition, names: tuple[str, ...] = ()) -> tuple[FeedLink, ...]:
    """The feed of all releases, then those by name, in every format."""
    return tuple(link for name in dict.fromkeys((ALL, *names)) for link in _links_of_feed(edition, name))


def feed_title(edition: Edition, name: str) -> str:
    """`The Record: Detainers`; the site's name alone for the feed of all releases."""
    own = subscriptions(edition)[name].title
    site = edition.settings.site_name or edition.settings.site_url
    return f"{site}: {own}" if own else site


def _own_feed(edition: Edition, names: tuple[str, ...]) -> tuple[FeedLink, ...]:
    """The feed of a page that has its own feed."""
    links = _links_of_feed(edition, names[-1]) if names else ()
    return tuple(replace(link, title=form) for link, (_, _, form) in zip(links, FEED_FORMATS, strict=False))


def _links_of_feed(edition: Edition, name: str) -> tuple[FeedLink, ...]:
    key = ("feed links", name)
    if key not in edition.kept:
        title, url = feed_title(edition, name), edition.settings.url
        edition.kept[key] = tuple(
            FeedLink(title=f"{title} ({form})", type=mime, url=url(f"{name}{ending}"))
            for ending, mime, form in FEED_FORMATS
        )
    return edition.kept[key]  # type: ignore[return-value]


def escaped_json(data: Any) -> str:
    """JSON for a script element: nothing in it can close the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def home_data(edition: Edition, lang: str) -> list[dict[str, Any]]:
    settings = edition.settings
    words = edition.library.site.words(lang, settings.lang)
    name, url = words.name or settings.site_name, settings.absolute_url(at(edition, lang, ""))
    return [
        _typed("WebSite", name=name, url=url, inLanguage=lang),
        _typed("NGO", name=name, url=url, description=words.tagline or settings.tagline),
    ]


def _alternates(edition: Edition, item: Item[Record]) -> tuple[Alternate, ...]:
    versions = edition.relations.translations.get(item.text, ())
    return tuple(
        alternate(edition, other.lang, other.address)
        for other in sorted(versions, key=lambda other: in_order_of_names(other.lang))
        if other.address != item.address
    )


def _default_url(edition: Edition, item: Item[Record]) -> str:
    """Of the version in the site's own language, else of the original."""
    versions = edition.relations.translations[item.text]
    home = edition.settings.lang
    chosen = next((other for other in versions if language_of(other, home) == home), None)
    chosen = chosen or next((other for other in versions if not other.record.translation), versions[0])
    return edition.settings.absolute_url(chosen.address)


def _json_ld(edition: Edition, item: Item[Record]) -> str:
    if item.is_withdrawn:
        return ""
    record = item.record
    if isinstance(record, Release):
        return escaped_json(_release(edition, item, record))
    if isinstance(record, Case):
        return escaped_json(_collection_page(edition, item, record))
    if isinstance(record, Document):
        return escaped_json(_digital_document(edition, item, record))
    if isinstance(record, Tracker):
        return escaped_json(_dataset(edition, item, record))
    return ""


def _release(edition: Edition, item: Item[Record], record: Release) -> Any:
    """The release, and what it invites to."""
    article = _article(edition, item, record)
    return article if record.briefing is None else [article, _event(edition, item, record, record.briefing)]


def _event(edition: Edition, item: Item[Record], record: Release, briefing: Briefing) -> dict[str, Any]:
    settings = edition.settings
    place = _typed("Place", name=briefing.where, address=briefing.where) if briefing.where else None
    online = _typed("VirtualLocation", url=briefing.url) if briefing.url else None
    mode = "Mixed" if place and online else "Online" if online else "Offline" if place else ""
    return _typed(
        "Event",
        name=record.title,
        description=summary_of(item),
        url=settings.absolute_url(item.address),
        inLanguage=item.lang,
        startDate=briefing.start.isoformat(),
        endDate=briefing.end.isoformat() if briefing.end else None,
        eventStatus="https://schema.org/EventScheduled",
        eventAttendanceMode=f"https://schema.org/{mode}EventAttendanceMode" if mode else None,
        location=[part for part in (place, online) if part],
        performer=[_typed("Person", name=name) for name in briefing.speakers],
        organizer=_typed("Organization", name=settings.site_name, url=f"{settings.site_url}/"),
    )


def _article(edition: Edition, item: Item[Record], record: Release) -> dict[str, Any]:
    settings = edition.settings
    leads = [
        edition.library.organizations[slug]
        for slug in record.organizations.lead
        if slug in edition.library.organizations
    ]
    documents = edition.relations.documents_of_release.get(item.address, ())
    return _typed(
        SCHEMA_TYPES[record.kind],
        headline=record.title,
        description=summary_of(item),
        url=settings.absolute_url(item.address),
        inLanguage=item.lang,
        datePublished=date_text(record.date, item.lang, settings.zone).iso,
        dateModified=item.modified.astimezone(UTC).isoformat() if item.modified else None,
        dateline=record.dateline,
        keywords=list(record.tags),
        author=[_typed("Person", name=name) for name in record.authors]
        or [_typed("Organization", name=o.name) for o in leads],
        publisher=_typed("Organization", name=settings.site_name, url=f"{settings.site_url}/"),
        citation=[
            _typed("DigitalDocument", name=d.record.title, url=settings.absolute_url(d.address)) for d in documents
        ],
        correction=[
            _typed("CorrectionComment", text=c.note, dateCreated=date_text(c.date, item.lang, settings.zone).iso)
            for c in item.changes
            if c.kind == "correction"
        ],
        wordCount=item.prose.words,
        image=_images(edition, item),
        associatedMedia=[
            _typed(
                "VideoObject" if file.type.startswith("video") else "AudioObject",
                name=file.recording.title,
                contentUrl=settings.absolute_url(file.path),
                encodingFormat=file.type,
                contentSize=str(file.bytes),
            )
            for file in recording_files(edition, item).values()
        ],
    )


def _images(edition: Edition, item: Item[Record]) -> list[str]:
    """The picture of the release, then its card."""
    picture, card = picture_to_share(edition, item), card_image(edition, item)
    return [*([picture.url] if picture else []), *([card.absolute_url] if card else [])]


def _collection_page(edition: Edition, item: Item[Record], record: Case) -> dict[str, Any]:
    documents = edition.relations.documents_of_case.get(item.address, ())
    return _typed(
        "CollectionPage",
        name=record.title,
        description=record.summary,
        url=edition.settings.absolute_url(item.address),
        inLanguage=item.lang,
        hasPart=[
            _typed("DigitalDocument", name=d.record.title, url=edition.settings.absolute_url(d.address))
            for d in documents
        ],
    )


def _digital_document(edition: Edition, item: Item[Record], record: Document) -> dict[str, Any]:
    settings = edition.settings
    file = item.file
    return _typed(
        "DigitalDocument",
        name=record.title,
        description=summary_of(item),
        url=settings.absolute_url(item.address),
        inLanguage=item.lang,
        author=[_typed("Organization", name=name) for name in record.authors],
        dateCreated=date_text(record.date, item.lang, settings.zone).iso if record.date else None,
        encoding=_typed(
            "MediaObject",
            contentUrl=settings.absolute_url(f"{item.address}{item.slug}.pdf"),
            encodingFormat="application/pdf",
            contentSize=str(file.bytes),
            sha256=file.sha256,
        )
        if file
        else None,
    )


def _dataset(edition: Edition, item: Item[Record], record: Tracker) -> dict[str, Any]:
    settings = edition.settings
    return _typed(
        "Dataset",
        name=record.title,
        description=record.summary,
        url=settings.absolute_url(item.address),
        inLanguage=item.lang,
        keywords=list(record.tags),
        measurementTechnique=record.method,
        spatialCoverage="United States" if record.map == "us-states" else None,
        dateModified=record.as_of.isoformat() if record.as_of else None,
        creator=_typed("Organization", name=settings.site_name, url=f"{settings.site_url}/"),
        license=settings.rights if settings.rights.startswith("https://") else None,
        distribution=[
            _typed(
                "DataDownload",
                contentUrl=settings.absolute_url(tracker_file(item.address, item.slug)),
                encodingFormat="text/csv",
            )
        ],
    )


def _typed(kind: str, **fields: Any) -> dict[str, Any]:
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": kind}
    return data | {name: value for name, value in fields.items() if value not in (None, "", [], ())}
