"""Fingerprints of what a release's pages are made from: while they are the same, its pages are not made again.

Every value that its page, text, kit or feed item takes from elsewhere must be part of this, or of what all pages share.
Property tests check this by comparing a build after an edit with one from scratch.
"""

from collections.abc import Iterable, Iterator
from typing import cast

from plugins.newsroom.library.downloads import downloads_of
from plugins.newsroom.library.edition import Edition, assets_of
from plugins.newsroom.library.history import first_published, last_declared
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.quotations import checked_references, quoted_pages
from plugins.newsroom.library.reading_cache import code_version
from plugins.newsroom.pages.embedding import embedded_pages
from plugins.newsroom.pages.parts.bodies import url_of
from plugins.newsroom.pages.parts.cards import original_of, replacement_of, summary_of, withdrawal_of
from plugins.newsroom.pages.parts.heads import feed_title
from plugins.newsroom.pages.parts.held import held_note
from plugins.newsroom.pages.parts.hours import is_over
from plugins.newsroom.pages.parts.navigation import others_on_case, others_on_topic, own_sections
from plugins.newsroom.pages.parts.pictures import files_beside
from plugins.newsroom.pages.parts.subscriptions import feeds_of
from plugins.newsroom.pages.proofs import proof_of
from plugins.records.schema import Document, Record, Release
from plugins.render.checksums import digest

ROOMS = ("records", "prose", "evidence", "newsroom", "render", "feeds")
DRAWING = (*(f"{room}/**/*.py" for room in ROOMS), "cards/view.py")
"""The code that decides what a page says."""
OF_ONE_BUILD = (
    "content",
    "extra_fields",
    "output",
    "cache",
    "theme",
    "now",
    "now_text",
    "publication",
    "publishing",
    "minor",
    "take_down",
    "keep_files",
    "preview",
    "cards_font",
    "dask_scheduler",
)
"""Settings that no page shows; the theme has a separate fingerprint."""


def shared_fingerprint(edition: Edition) -> str:
    """What any page may show: settings, people and organizations, and the code that draws."""
    key = ("shared inputs",)
    if key not in edition.kept:
        settings = edition.settings
        shown = {name: getattr(settings, name) for name in settings.__slots__ if name not in OF_ONE_BUILD}
        library = edition.library
        people = (sorted(library.contacts.items()), sorted(library.organizations.items()), library.site.site)
        languages = [(lang, own_sections(edition, lang)) for lang in edition.relations.languages]
        edition.kept[key] = digest(f"{code_version(*DRAWING)}\0{shown!r}\0{people!r}\0{languages!r}".encode())
    return edition.kept[key]  # type: ignore[return-value]


def record_fingerprint(edition: Edition, item: Item[Record]) -> str:
    """Of a record, with everything that its pages, card and feed item may show of other records."""
    key = ("inputs", item.address)
    if key not in edition.kept:
        parts = (
            shared_fingerprint(edition),
            item.fingerprint,
            item.address,
            held_note(edition, item, item.lang),
            first_published(edition, item).isoformat(),
            last_declared(edition, item).isoformat(),
            tuple(_links(edition, item)),
            tuple(_neighbors(edition, item)),
        )
        edition.kept[key] = digest(repr(parts).encode())
    return edition.kept[key]  # type: ignore[return-value]


def embed_fingerprint(edition: Edition, item: Item[Record]) -> str:
    """Of what other sites may frame of a release: not of its text, so that an edit of a few words leaves it alone."""
    parts = (
        shared_fingerprint(edition),
        _card_digest(edition, item),
        held_note(edition, item, item.lang),
        withdrawal_of(edition, item),
        proof_of(edition, item, item.lang),
    )
    return digest(repr(parts).encode())


def list_fingerprint(edition: Edition, items: Iterable[Item[Record]], *more: object) -> str:
    """Of a page that lists records as cards, in this order."""
    items = list(items)
    cards: list[object] = [_card_digest(edition, item) for item in items]
    if edition.settings.show_held:
        cards += [held_note(edition, item, item.lang) for item in items]
    return digest(f"{shared_fingerprint(edition)}\0{cards!r}\0{more!r}".encode())


def _card_digest(edition: Edition, item: Item[Record]) -> str:
    """A record stands in several lists."""
    key = ("card", item.path)
    if key not in edition.kept:
        edition.kept[key] = digest(repr(_card(edition, item)).encode())
    return edition.kept[key]  # type: ignore[return-value]


def _card(edition: Edition, item: Item[Record]) -> object:
    """A release's card shows only part of it; the card of any other record changes whenever the record does."""
    if not isinstance(item.record, Release):
        file = item.file
        return item.fingerprint, item.address, file and (file.sha256, file.bytes, file.pages)
    record = item.record
    briefing = record.briefing
    return (
        *(record.title, item.address, record.date, summary_of(item), item.lang, item.is_withdrawn, record.kind),
        briefing and (briefing.start, briefing.end, is_over(edition, briefing)),
    )


def _links(edition: Edition, item: Item[Record]) -> Iterator[object]:
    """Where its links lead on this site, which files are next to it, and which of its quotations are verified."""
    for prose in (item.prose, *item.events):
        for reference in prose.references:
            if edition.links.leads_out(reference):
                continue
            yield url_of(edition, item, reference)
            if prose.quotations and (checked := checked_references(edition).get((item.path, reference))) is not None:
                yield checked.page, checked.last_page, checked.verdict.kind, checked.holds
    names = assets_of(edition, item)
    for source, file in downloads_of(edition, item).items():
        yield names[source], file.sha256, file.bytes, file.removed, file.width, file.height
    for beside in files_beside(edition, item):
        yield beside.name, beside.sha256


def _neighbors(edition: Edition, item: Item[Record]) -> Iterator[object]:
    """What its pages say about other records."""
    relations, links = edition.relations, edition.links
    for neighbor in relations.neighbors.get(item.address, ()):
        yield neighbor and (neighbor.record.title, neighbor.address, neighbor.lang)
    for version in relations.translations.get(item.text, ()):
        yield version.lang, version.address
    if (original := original_of(edition, item)) is not None:
        yield original
    yield tuple((slug, relations.topics_of(item.lang)[slug].name) for slug in relations.topic_slugs(item))
    yield tuple((name, feed_title(edition, name)) for name in feeds_of(edition, item))
    if (replacement := replacement_of(edition, item)) is not None:
        yield replacement.record.title, replacement.address, replacement.lang
    file = item.file
    yield file and (file.sha256, file.bytes, file.pages)
    if isinstance(item.record, Document):
        yield from _document(edition, item)
    for slug in _cases(item.record):
        case = links.item("case", slug, item.lang)
        yield case and (case.fingerprint, case.address)
    if isinstance(item.record, Release):
        if item.record.briefing is not None:
            yield is_over(edition, item.record.briefing)
            yield [(release.record.title, release.address) for release in relations.outcomes.get(item.address, ())]
        release = cast(Item[Release], item)
        for others in (others_on_case(edition, release), others_on_topic(edition, release)):
            yield [_card_digest(edition, other) for other in others]
        for document in relations.documents_of_release.get(item.address, ()):
            file = document.file
            yield document.fingerprint, document.address, file and (file.sha256, file.bytes, file.pages)


def _document(edition: Edition, item: Item[Record]) -> Iterator[object]:
    """What a document's page also shows: its text, its versions, who cites it, and which quotations are verified."""
    if item.file is not None:
        evidence = item.file.evidence
        yield evidence.sha256, evidence.signature_broken, [(page.sha256, page.kind) for page in evidence.pages]
    yield [version and (version.sha256, version.bytes) for version in item.versions]
    for citation in edition.relations.citations.get(item.address, ()):
        citing = citation.item
        yield citing.record.title, citing.address, citing.record.date, citing.lang, citation.pages, citation.words
    for page, quotations in sorted(quoted_pages(edition).get(item.address, {}).items()):
        yield page, [(q.item.address, q.text, q.verdict.kind, q.holds) for q in quotations]
    yield embedded_pages(edition, item)


def _cases(record: Record) -> tuple[str, ...]:
    if isinstance(record, Release):
        return record.cases
    return (record.case,) if isinstance(record, Document) and record.case else ()
