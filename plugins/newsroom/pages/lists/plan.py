"""Every page that lists, named before any is made, and the parts of long lists: by year, by month, then by number."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from plugins.newsroom.library.addresses import (
    FACETS,
    case_address,
    facet_address,
    kind_address,
    month_address,
    organization_address,
    topic_address,
    year_address,
)
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.relations import Topic
from plugins.newsroom.pages.lists.members import Member, Part, by_month, by_year, declared_in
from plugins.newsroom.pages.parts.in_language import cases_in, documents_in, listed, releases_in
from plugins.newsroom.pages.parts.release_kinds import RELEASE_KINDS
from plugins.records.schema import Case, Document, Record

MOST = 60
"""In a list that is shown whole; of a longer one its page shows the newest, and each year has a page."""
NEWEST = 30
FEW = 10
"""Shown of what is in other languages alone where that is more than NEWEST: it has a list of its own there."""
MOST_ON_PAGE = 120
"""Of a year, from which on each month has a page; and of a month, from which on it has several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A part of a list that has a page of its own."""

    key: str
    """`2010`, `09`, `memo`, `on-file`, or the slug of a case."""
    address: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A page that lists, with all that belongs on it and no word of it yet."""

    lang: str
    address: str
    """Without the folder of its language."""
    page: str
    """What it is, as in `ListView`."""
    slug: str = ""
    """Of the topic, organization or case that it is about."""
    facet: tuple[str, str] = ("", "")
    """Of documents: (kind, memo)."""
    year: str = ""
    month: str = ""
    number: int = 0
    """Of several pages for one month, or for what has no date: which."""
    above: str = ""
    """The page that it is a part of, as `address`."""
    parts: tuple[Part, ...]
    only_newest: bool = False
    """Whether it shows the newest alone, for each year has a page."""
    divisions: Mapping[str, tuple[Division, ...]] = field(default_factory=dict)
    """By name: year, month, number, kind, case, file."""

    @property
    def count(self) -> int:
        return sum(len(part.own) for part in self.parts)

    def shown(self) -> Iterator[tuple[Part, tuple[Member, ...], tuple[Member, ...]]]:
        """Each part with what the page shows of it: in its language, and after that in others."""
        for part in self.parts:
            own = part.own[:NEWEST] if self.only_newest else part.own
            foreign = part.foreign if len(part.foreign) <= NEWEST else part.foreign[:FEW]
            yield part, own, foreign


ListPlan = Mapping[str, Mapping[str, ListPage]]
"""By language, then by the address without its folder."""


def list_plan(edition: Edition) -> ListPlan:
    key = ("list plan",)
    if key not in edition.kept:
        edition.kept[key] = {
            lang: {page.address: page for page in _pages_in(edition, lang)} for lang in edition.relations.languages
        }
    return edition.kept[key]  # type: ignore[return-value]


def languages_with(edition: Edition, address: str) -> tuple[str, ...]:
    """The languages that have this page."""
    return tuple(lang for lang, pages in list_plan(edition).items() if address in pages)


def _pages_in(edition: Edition, lang: str) -> Iterator[ListPage]:
    releases, cases, documents = releases_in(edition, lang), cases_in(edition, lang), documents_in(edition, lang)
    if releases.all:
        part = Part(kind="releases", own=releases.own, foreign=releases.foreign)
        yield from _releases(edition, part, lang)
    if cases.all:
        part = Part(kind="cases", own=cases.own, foreign=cases.foreign)
        yield from _divided(edition, ListPage(lang=lang, address="cases/", page="cases", parts=(part,)))
        yield from _of_cases(edition, cases.own, lang)
    if documents.all:
        newest = _newest_first(edition, documents.own), _newest_first(edition, documents.foreign)
        yield from _documents(edition, Part(kind="documents", own=newest[0], foreign=newest[1]), lang)
    for topic in edition.relations.topics_of(lang).values():
        parts = tuple(part for part in _of_topic(edition, topic, lang) if part.own or part.foreign)
        page = ListPage(lang=lang, address=topic_address(topic.slug), page="topic", slug=topic.slug, parts=parts)
        yield from _divided(edition, page)
    yield from _of_organizations(edition, lang)
    changes = declared_in(edition, lang)
    page = ListPage(lang=lang, address="corrections/", page="corrections", parts=(changes,))
    yield from _divided(edition, page)


def _releases(edition: Edition, part: Part, lang: str) -> Iterator[ListPage]:
    """All of them, and a page for each kind where there are several."""
    found: dict[str, tuple[list[Member], list[Member]]] = {kind: ([], []) for kind in RELEASE_KINDS}
    for index, members in enumerate((part.own, part.foreign)):
        for member in members:
            found[member.record.kind][index].append(member)  # type: ignore[union-attr]
    kinds = {
        kind: Part(kind="releases", own=tuple(own), foreign=tuple(foreign))
        for kind, (own, foreign) in found.items()
        if own or foreign
    }
    divisions = {
        "kind": tuple(
            Division(key=kind, address=kind_address(kind), count=_count((members,))) for kind, members in kinds.items()
        )
    }
    divisions = divisions if len(kinds) > 1 else {}
    page = ListPage(lang=lang, address="releases/", page="releases", parts=(part,), divisions=divisions)
    yield from _divided(edition, page, always=True)
    for kind in (kind for kind in kinds if divisions):
        of_kind = replace(
            page, address=kind_address(kind), facet=("kind", kind), above="releases/", parts=(kinds[kind],)
        )
        yield from _divided(edition, of_kind)


def _newest_first(edition: Edition, items: Iterable[Item[Document]]) -> tuple[Item[Document], ...]:
    """What has no date comes last, in the order of titles."""
    days = ((item, item.record.date) for item in items)
    return tuple(item for item, day in sorted(days, key=lambda row: str(row[1] or ""), reverse=True))


def _documents(edition: Edition, part: Part, lang: str) -> Iterator[ListPage]:
    """All of them, and a page for each value of each facet that divides those in the language."""
    values: dict[str, dict[str, list[Member]]] = {name: {} for name in FACETS}
    for item in part.own:
        for name, value in _facets_of(edition, item, lang):  # type: ignore[arg-type]
            values[name].setdefault(value, []).append(item)
    own = Part(kind="documents", own=part.own)
    years = by_year(edition, (own,))
    divisions = {"year": tuple(_years_of("documents/", years))} | {
        name: tuple(
            Division(key=value, address=facet_address(name, value), count=len(found[value]))
            for value in _in_order(name, found)
        )
        for name, found in values.items()
    }
    is_long = len(part.own) > MOST
    divisions = {
        name: parts
        for name, parts in divisions.items()
        if (name == "year" and is_long) or any(division.count < len(part.own) for division in parts)
    }
    page = ListPage(lang=lang, address="documents/", page="documents", parts=(part,), divisions=divisions)
    yield replace(page, only_newest=is_long)
    for year, parts in years.items():
        if "year" in divisions:
            yield from _year(edition, page, year, parts, divisions["year"])
    for name in (name for name in FACETS if name in divisions):
        for value, members in values[name].items():
            of_value = ListPage(
                lang=lang,
                address=facet_address(name, value),
                page="documents",
                facet=(name, value),
                above="documents/",
                parts=(Part(kind="documents", own=tuple(members)),),
                divisions={name: divisions[name]},
            )
            yield from _divided(edition, of_value)


def _facets_of(edition: Edition, item: Item[Document], lang: str) -> Iterator[tuple[str, str]]:
    record = item.record
    yield "kind", record.kind
    case = edition.links.item("case", record.case, lang) if record.case else None
    if case is not None and not case.is_withdrawn:
        yield "case", case.slug
    yield "file", "on-file" if item.file is not None else "missing"


def _in_order(name: str, found: Mapping[str, list[Member]]) -> list[str]:
    """Those with the most first; of the file, what there is before what is missing."""
    if name == "file":
        return [value for value in ("on-file", "missing") if value in found]
    return sorted(found, key=lambda value: (-len(found[value]), value))


def _of_topic(edition: Edition, topic: Topic, lang: str) -> Iterator[Part]:
    """What is in the language, and what the site's own topic of that name has besides."""
    home = edition.relations.topics.get(topic.slug, topic)
    for kind in ("releases", "cases", "documents"):
        members: dict[str, Item[Record]] = {item.address: item for item in getattr(topic, kind)}
        if home is not topic:
            members |= {item.address: item for item in getattr(home, kind)}
        found = listed(edition, members.values(), lang)
        own, foreign = found.own, found.foreign
        if kind == "documents":
            own, foreign = _newest_first(edition, own), _newest_first(edition, foreign)  # type: ignore[arg-type]
        yield Part(kind=kind, own=own, foreign=foreign)


def _of_organizations(edition: Edition, lang: str) -> Iterator[ListPage]:
    releases = releases_in(edition, lang)
    found: dict[str, tuple[list[Item[Record]], list[Item[Record]]]] = {}
    cases: dict[str, dict[str, None]] = {}
    for index, of_language in enumerate((releases.own, releases.foreign)):
        for release in of_language:
            roles = release.record.organizations
            for slug in dict.fromkeys((*roles.lead, *roles.with_)):
                found.setdefault(slug, ([], []))[index].append(release)
                cases.setdefault(slug, {}).update(dict.fromkeys(release.record.cases))
    for slug in edition.relations.organizations:
        own, foreign = found.get(slug, ([], []))
        named = (edition.links.item("case", case, lang) for case in cases.get(slug, ()))
        of_cases = listed(edition, [case for case in named if case is not None], lang)
        parts = (
            Part(kind="releases", own=tuple(own), foreign=tuple(foreign)),
            Part(kind="cases", own=of_cases.own, foreign=of_cases.foreign),
        )
        page = ListPage(lang=lang, address=organization_address(slug), page="organization", slug=slug, parts=parts)
        yield from _divided(edition, page)


def _of_cases(edition: Edition, cases: tuple[Item[Case], ...], lang: str) -> Iterator[ListPage]:
    """The years of what is told of a case, where it is much; the first of them stands on its own page."""
    for case in cases:
        releases = edition.relations.releases_of_case.get(case.address, ())
        if len(releases) > MOST:
            found = listed(edition, releases, lang)
            part = Part(kind="releases", own=found.own, foreign=found.foreign)
            page = ListPage(lang=lang, address=case_address(case.slug), page="case", slug=case.slug, parts=(part,))
            yield from list(_divided(edition, page, always=True))[1:]


def _count(parts: Iterable[Part]) -> int:
    return sum(len(part.own) + len(part.foreign) for part in parts)


def _years_of(of_list: str, years: Mapping[str, tuple[Part, ...]]) -> Iterator[Division]:
    for year, parts in years.items():
        yield Division(key=year, address=year_address(of_list, year), count=_count(parts))


def _divided(edition: Edition, page: ListPage, *, always: bool = False) -> Iterator[ListPage]:
    """A page; of a long one, the newest, and a page for each year."""
    if not always and all(len(part.own) <= MOST for part in page.parts):
        yield page
        return
    years = by_year(edition, page.parts)
    base = page.address
    counted = tuple(_years_of(base, years))
    is_long = any(len(part.own) > NEWEST for part in page.parts)
    yield replace(page, only_newest=is_long, divisions={"year": counted, **page.divisions})
    for year, parts in years.items():
        yield from _year(edition, page, year, parts, counted)


def _year(
    edition: Edition, page: ListPage, year: str, parts: tuple[Part, ...], years: tuple[Division, ...]
) -> Iterator[ListPage]:
    address = year_address(page.address, year)
    of_year = replace(
        page, address=address, above=page.address, year=year, parts=parts, only_newest=False, divisions={"year": years}
    )
    if of_year.count <= MOST_ON_PAGE:
        yield of_year
        return
    months = by_month(edition, parts)
    if list(months) == [""]:
        yield from _numbered(of_year)
        return
    counted = tuple(
        Division(key=month, address=month_address(address, month), count=_count(found))
        for month, found in months.items()
    )
    yield replace(of_year, only_newest=True, divisions={"month": counted, "year": years})
    for month, found in months.items():
        yield from _numbered(
            replace(
                of_year,
                address=month_address(address, month),
                above=address,
                month=month,
                parts=found,
                divisions={"month": counted},
            )
        )


def _numbered(page: ListPage) -> Iterator[ListPage]:
    """A page, or as many as its members need."""
    if page.count <= MOST_ON_PAGE:
        yield page
        return
    every = [(part.kind, member) for part in page.parts for member in part.own]
    chunks = [every[start : start + MOST_ON_PAGE] for start in range(0, len(every), MOST_ON_PAGE)]
    numbered = tuple(
        Division(key=str(number), address=f"{page.address}{number}/" if number > 1 else page.address, count=len(chunk))
        for number, chunk in enumerate(chunks, 1)
    )
    for number, chunk in enumerate(chunks, 1):
        kinds = dict.fromkeys(kind for kind, _ in chunk)
        parts = tuple(Part(kind=kind, own=tuple(m for of_kind, m in chunk if of_kind == kind)) for kind in kinds)
        if number == 1:
            own = {part.kind: part for part in page.parts}
            parts = tuple(replace(part, foreign=own[part.kind].foreign) for part in parts)
        yield replace(
            page,
            address=numbered[number - 1].address,
            number=number,
            above=page.above if number == 1 else page.address,
            parts=parts,
            divisions={"number": numbered, **page.divisions},
        )
