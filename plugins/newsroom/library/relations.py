"""Relations between records, found in one pass: topics, organizations, cases, citations, translations."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from plugins.newsroom.library.addresses import topic_slug
from plugins.newsroom.library.items import Item, R
from plugins.newsroom.library.links import Address, LinkIndex, make_link_index
from plugins.newsroom.library.reading import Library
from plugins.newsroom.library.translations import language_of, languages_of
from plugins.records.dates import local_day
from plugins.records.schema import Case, Document, Record, Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A tag, in the one spelling that the site shows: that of its newest use."""

    slug: str
    name: str
    lang: str
    """Of the name."""
    releases: tuple[Item[Release], ...]
    cases: tuple[Item[Case], ...]
    documents: tuple[Item[Document], ...]

    @property
    def count(self) -> int:
        return len(self.releases) + len(self.cases) + len(self.documents)


@dataclass(frozen=True, slots=True)
class Citation:
    """One record links to a document, or to pages of it."""

    item: Item[Record]
    pages: tuple[int, ...]
    words: tuple[str, ...]
    """What it quotes from the document, or the linked words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """Indexes keyed by the address of an item, unless noted. Withdrawn records are left out."""

    links: LinkIndex
    topics: Mapping[str, Topic]
    """By slug, sorted by name."""
    documents_of_release: Mapping[str, tuple[Item[Document], ...]]
    """First those named in its fields, then those in its text, in order."""
    releases_of_case: Mapping[str, tuple[Item[Release], ...]]
    documents_of_case: Mapping[str, tuple[Item[Document], ...]]
    releases_of_organization: Mapping[str, tuple[Item[Release], ...]]
    """By slug."""
    organizations: tuple[str, ...]
    """Slugs of those named by a visible release or contact, or public themselves, sorted by name."""
    citations: Mapping[str, tuple[Citation, ...]]
    translations: Mapping[tuple[str, str], tuple[Item[Record], ...]]
    """By `Item.text`: all translations of one text."""
    listed: frozenset[str]
    """Addresses of what lists show: no translations, unless the original cannot be seen."""
    outcomes: Mapping[str, tuple[Item[Release], ...]]
    """By the address of a release with a briefing: later releases that link to it, oldest first."""
    neighbors: Mapping[str, tuple[Item[Release] | None, Item[Release] | None]]
    """(newer, older) release."""
    languages: tuple[str, ...] = ()
    """Those that have pages: the site's own, then each that something visible is written in."""
    topics_in: Mapping[str, Mapping[str, Topic]] = field(default_factory=dict)
    """By language, but for the site's own: the topics of what is written in it, as `topics` has them."""

    def topics_of(self, lang: str) -> Mapping[str, Topic]:
        """The topics that have a page in a language, by slug."""
        return self.topics_in.get(lang, self.topics)

    def topic_slugs(self, item: Item[Record]) -> tuple[str, ...]:
        """The topics of one record, in its own order."""
        topics = self.topics_of(item.lang)
        return tuple(slug for slug in topic_slugs(item.record) if slug in topics)


def topic_slugs(record: Record) -> tuple[str, ...]:
    """The slugs of a record's tags, each once, in order."""
    return tuple(dict.fromkeys(slug for tag in record.tags if (slug := topic_slug(tag))))


def relate(library: Library) -> Relations:
    """One pass over the visible records, in linear time."""
    links = make_link_index(library)
    leads = {item.path: tuple(_leads(item, links)) for item in library.items}
    documents_of = {item.path: _documents_of(item, leads[item.path], links) for item in library.items}
    releases = [item for item in library.releases if not item.is_withdrawn]
    releases_of_case: dict[str, list[Item[Release]]] = {}
    documents_of_case: dict[str, dict[str, Item[Document]]] = {}
    releases_of_organization: dict[str, list[Item[Release]]] = {}
    translations: dict[tuple[str, str], list[Item[Record]]] = {}
    for item in library.items:
        if not item.is_withdrawn:
            translations.setdefault(item.text, []).append(item)
    listed = frozenset(item.address for versions in translations.values() for item in _listed(versions))
    for release in (release for release in releases if release.address in listed):
        for slug in release.record.cases:
            for case in links.by_slug.get(("case", slug), ()):
                version = _in_language(release, case.lang, translations)
                releases_of_case.setdefault(case.address, []).append(version)
        roles = release.record.organizations
        for slug in dict.fromkeys((*roles.lead, *roles.with_)):
            releases_of_organization.setdefault(slug, []).append(release)
    for case in library.cases:
        documents_of_case[case.address] = {document.address: document for document in documents_of[case.path]}
    for document in library.documents:
        if document.address in listed:
            for case in links.by_slug.get(("case", document.record.case), ()):
                of_language = _in_language(document, case.lang, translations)
                documents_of_case.setdefault(case.address, {})[of_language.address] = of_language
    originals = [item for item in releases if not item.record.translation]
    home = library.settings.lang
    languages = languages_of(library.items, home)
    return Relations(
        links=links,
        languages=languages,
        topics=_topics(item for item in library.items if item.address in listed),
        topics_in=_topics_in(library, languages, home),
        listed=listed,
        documents_of_release={item.address: documents_of[item.path] for item in releases},
        releases_of_case={key: tuple(value) for key, value in releases_of_case.items()},
        documents_of_case={key: tuple(value.values()) for key, value in documents_of_case.items()},
        releases_of_organization={key: tuple(value) for key, value in releases_of_organization.items()},
        organizations=_organizations(library),
        citations=_citations(library, leads, documents_of),
        translations={key: tuple(value) for key, value in translations.items() if len(value) > 1},
        outcomes=_outcomes(library, leads, listed),
        neighbors={
            item.address: (
                originals[index - 1] if index else None,
                originals[index + 1] if index + 1 < len(originals) else None,
            )
            for index, item in enumerate(originals)
        },
    )


class _Lead(NamedTuple):
    """A link from a text to a record."""

    item: Item[Record]
    pages: range
    """Pages of a document; empty for none."""
    words: str
    """What it quotes, or the linked words."""


def _leads(item: Item[Record], links: LinkIndex) -> Iterator[_Lead]:
    """The links from a record's texts to records, in order."""
    for prose in (item.prose, *item.events):
        quoted = {q.reference: q.text for q in prose.quotations if q.reference is not None}
        for index, reference in enumerate(prose.references):
            if links.leads_out(reference):
                continue
            target = links.resolve(reference, item.path)
            if isinstance(target, Address) and target.item is not None:
                pages = range(target.page, target.last_page + 1) if target.page else range(0)
                yield _Lead(target.item, pages, quoted.get(index, reference.text))
    for row in item.rows:
        document = links.item("document", row.document, item.lang) if row.document else None
        if document is not None:
            yield _Lead(document, range(row.page, row.page + 1) if row.page else range(0), "")


def _documents_of(item: Item[Record], leads: Iterable[_Lead], links: LinkIndex) -> tuple[Item[Document], ...]:
    """Documents named in a record's fields, then those linked in its text."""
    slugs: list[str] = []
    if isinstance(item.record, Release):
        slugs += item.record.documents
    if isinstance(item.record, Case):
        slugs += (slug for entry in item.record.docket for slug in entry.documents)
        slugs += (event.document for event in item.record.timeline if event.document)
    found = [links.item("document", slug, item.lang) for slug in slugs]
    found += (lead.item for lead in leads)
    documents: dict[str, Item[Document]] = {}
    for candidate in found:
        if candidate is not None and isinstance(candidate.record, Document) and not candidate.is_withdrawn:
            documents.setdefault(candidate.address, candidate)  # type: ignore[arg-type]
    return tuple(documents.values())


@dataclass(slots=True)
class _Citing:
    """One record's links to one document, while being collected."""

    item: Item[Record]
    pages: set[int] = field(default_factory=set)
    words: dict[str, None] = field(default_factory=dict)


def _citations(
    library: Library, leads: Mapping[str, Iterable[_Lead]], documents_of: Mapping[str, Iterable[Item[Document]]]
) -> dict[str, tuple[Citation, ...]]:
    """For each document, the records that link to it, in the order of the library. Both mappings are keyed by path."""
    found: dict[str, dict[str, _Citing]] = {}
    for item in library.items:
        if item.is_withdrawn:
            continue
        for document in documents_of[item.path]:
            if document.address != item.address:
                found.setdefault(document.address, {}).setdefault(item.address, _Citing(item))
        for lead in leads[item.path]:
            citing = found.get(lead.item.address, {}).get(item.address)
            if citing is not None:
                citing.pages.update(lead.pages)
                if lead.words:
                    citing.words[lead.words] = None
    return {
        address: tuple(Citation(c.item, tuple(sorted(c.pages)), tuple(c.words)) for c in citing.values())
        for address, citing in found.items()
    }


def _outcomes(
    library: Library, leads: Mapping[str, Iterable[_Lead]], listed: frozenset[str]
) -> dict[str, tuple[Item[Release], ...]]:
    """What came of each briefing: releases from its day on that link to the one that invited to it."""
    found: dict[str, dict[str, Item[Release]]] = {}
    zone = library.settings.zone
    for release in reversed(library.releases):
        for lead in leads[release.path] if release.address in listed else ():
            invited = lead.item.record
            if not isinstance(invited, Release) or invited.briefing is None or lead.item.address == release.address:
                continue
            if local_day(release.record.date, zone) >= local_day(invited.briefing.start, zone):
                found.setdefault(lead.item.address, {})[release.address] = release
    return {address: tuple(releases.values()) for address, releases in found.items()}


def _organizations(library: Library) -> tuple[str, ...]:
    known = library.organizations
    named = {contact.organization for contact in library.contacts.values()}
    named |= {slug for slug, organization in known.items() if organization.public}
    for release in library.releases:
        if not release.is_withdrawn:
            roles = release.record.organizations
            named |= {*roles.lead, *roles.with_, *release.record.boilerplate}
    return tuple(sorted(named & known.keys(), key=lambda slug: (known[slug].name.casefold(), slug)))


def _listed(versions: list[Item[Record]]) -> list[Item[Record]]:
    """Which version of a text lists show: the original, or a single translation if the original cannot be seen."""
    return [item for item in versions if not item.record.translation] or versions[:1]


def _in_language(item: Item[R], lang: str, translations: Mapping[tuple[str, str], list[Item[Record]]]) -> Item[R]:
    """The version of a record for readers of a language, else the record itself."""
    versions: list[Item[R]] = translations[item.text]  # type: ignore[assignment]
    return next((version for version in versions if version.lang == lang), item)


def _topics_in(library: Library, languages: Iterable[str], home: str) -> dict[str, dict[str, Topic]]:
    items: dict[str, list[Item[Record]]] = {lang: [] for lang in languages if lang != home}
    if items:
        for item in library.items:
            if not item.is_withdrawn and (lang := language_of(item, home)) != home:
                items[lang].append(item)
    return {lang: _topics(of_language) for lang, of_language in items.items()}


def _topics(listed: Iterable[Item[Record]]) -> dict[str, Topic]:
    names: dict[str, tuple[str, str]] = {}
    members: dict[str, list[Item[Record]]] = {}
    for item in listed:
        for slug, name in {topic_slug(tag): tag for tag in reversed(item.record.tags)}.items():
            if slug:
                names.setdefault(slug, (name, item.lang))
                members.setdefault(slug, []).append(item)
    topics = [
        Topic(
            slug=slug,
            name=names[slug][0],
            lang=names[slug][1],
            releases=tuple(i for i in items if isinstance(i.record, Release)),  # type: ignore[misc]
            cases=tuple(i for i in items if isinstance(i.record, Case)),  # type: ignore[misc]
            documents=tuple(i for i in items if isinstance(i.record, Document)),  # type: ignore[misc]
        )
        for slug, items in members.items()
    ]
    return {topic.slug: topic for topic in sorted(topics, key=lambda topic: (topic.name.casefold(), topic.slug))}
