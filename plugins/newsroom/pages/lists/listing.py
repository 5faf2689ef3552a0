"""The view of a page that lists: its cards, what is in other languages alone, and the ways to divide it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from babel.dates import format_skeleton

from plugins.newsroom.library.addresses import topic_address
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.translations import language_of
from plugins.newsroom.pages.fingerprints import list_fingerprint
from plugins.newsroom.pages.lists.members import Declared, Member, day_of
from plugins.newsroom.pages.lists.plan import ListPage, languages_with, list_plan
from plugins.newsroom.pages.lists.titles import facet_title, kind_title, section_title, trail_of
from plugins.newsroom.pages.parts.cards import (
    case_card,
    contact_cards,
    document_card,
    organization_card,
    release_card,
)
from plugins.newsroom.pages.parts.formats import direction, known_locale
from plugins.newsroom.pages.parts.heads import head_of_list
from plugins.newsroom.pages.parts.in_language import in_home_language, other_languages, said_in, url_at
from plugins.newsroom.pages.parts.language_names import names_in, own_name
from plugins.newsroom.pages.parts.navigation import crumbs
from plugins.newsroom.pages.parts.subscriptions import CORRECTIONS, DOCUMENTS, language_feed, list_feed
from plugins.newsroom.pages.views.lists import Card, Facet, FacetValue, Foreign, Listing, ListView, OrganizationView
from plugins.newsroom.pages.views.shared import CountedLink
from plugins.records.schema import Case, Document, Release

TOPICS_BESIDE = 12
SECTIONS_OF = {"releases": "releases", "cases": "cases", "documents": "documents", "case": "cases"}
"""Pages that belong to an entry of the navigation."""
ANCHORS = {("releases/", "year"): "year-", ("documents/", "kind"): "kind-"}
"""Fragments under which a list had its parts when it was one page."""


def list_inputs(edition: Edition, page: ListPage) -> str:
    """A fingerprint of all that `list_view` looks at."""
    members = [member for _, own, foreign in page.shown() for member in (*own, *foreign)]
    items = [member for member in members if not isinstance(member, Declared)]
    changes = [member.change for member in members if isinstance(member, Declared)]
    facets = _facets(edition, page)
    counts = [(part.kind, len(part.own), len(part.foreign)) for part in page.parts]
    more = (page.year, page.month, page.number, counts, changes, facets, _of_page(edition, page))
    return list_fingerprint(edition, items, *more, languages_with(edition, page.address))


def list_view(edition: Edition, page: ListPage) -> ListView | OrganizationView:
    lang = page.lang
    title, description, feeds = _of_page(edition, page)
    head = head_of_list(
        edition,
        _told_apart(edition, page, _whole_title(edition, page, title)),
        page.address,
        lang=lang,
        languages=languages_with(edition, page.address),
        section=SECTIONS_OF.get(page.page, ""),
        description=description,
        feeds=feeds,
    )
    listings, facets = tuple(_listings(edition, page)), _facets(edition, page)
    if page.page == "organization" and not page.year:
        organization = edition.library.organizations[page.slug]
        contacts = tuple(name for name, c in edition.library.contacts.items() if c.organization == page.slug)
        return OrganizationView(
            head=head,
            breadcrumbs=crumbs(edition, lang, *trail_of(edition, page)),
            name=organization.name,
            short_name=organization.short_name,
            site_url=organization.url,
            boilerplate=organization.boilerplate_in(lang, edition.settings.lang),
            boilerplate_lang=organization.boilerplate_lang(lang, edition.settings.lang),
            contacts=contact_cards(edition, contacts, lang),
            listings=listings,
            facets=facets,
        )
    members = (member for part in page.parts for member in (*part.own, *part.foreign))
    return ListView(
        head=head,
        breadcrumbs=crumbs(edition, lang, *trail_of(edition, page)),
        page=page.page,
        title=_whole_title(edition, page, title),
        count=sum(len(part.own) + len(part.foreign) for part in page.parts),
        on_file=sum(not isinstance(member, Declared) and member.file is not None for member in members),
        listings=listings,
        facets=facets,
    )


def _of_page(edition: Edition, page: ListPage) -> tuple[str, str, tuple[str, ...]]:
    """Its title, without its year; what it says of itself to machines; and its feeds, the nearest last."""
    of_language = language_feed(edition, page.lang)
    match page.page:
        case "topic":
            topic = edition.relations.topics_of(page.lang)[page.slug]
            return topic.name, "", (*of_language, *list_feed(edition, "topics", page.slug))
        case "organization":
            organization = edition.library.organizations[page.slug]
            feeds = (*of_language, *list_feed(edition, "organizations", page.slug))
            return organization.name, organization.boilerplate_in(page.lang, edition.settings.lang)[:300], feeds
        case "case":
            case = edition.links.item("case", page.slug, page.lang)
            assert case is not None and isinstance(case.record, Case)
            return case.record.case_name_short or case.record.title, "", list_feed(edition, "cases", page.slug)
        case "documents":
            return facet_title(edition, page), "", (*of_language, DOCUMENTS)
        case "releases":
            return kind_title(edition, page), "", of_language
        case "corrections":
            return section_title(edition, page.page, page.lang), "", (*of_language, CORRECTIONS)
        case _:
            return section_title(edition, page.page, page.lang), "", of_language


def _whole_title(edition: Edition, page: ListPage, title: str) -> str:
    """`News, 2010`, `Detainers, September 2010`."""
    said = said_in(edition, page.lang)
    if page.month:
        title = said.gettext("%(title)s, %(period)s", title=title, period=_month(page.year, page.month, page.lang))
    elif page.year:
        period = page.year if page.year.isdigit() else said.gettext("undated")
        title = said.gettext("%(title)s, %(period)s", title=title, period=period)
    if page.number > 1:
        title = said.gettext("%(title)s, page %(number)s", title=title, number=str(page.number))
    return title


def _told_apart(edition: Edition, page: ListPage, title: str) -> str:
    """The title of a window: no two pages have the same, and a name is one name in every language."""
    home = edition.settings.lang
    same = list_plan(edition)[home].get(page.address) if page.lang != home else None
    if same is None or _whole_title(edition, same, _of_page(edition, same)[0]) != title:
        return title
    return f"{title} ({own_name(page.lang)})"


def _month(year: str, month: str, lang: str) -> str:
    """`September 2010`, in the language of the page, else in numbers."""
    locale = known_locale(lang)
    if locale is None:
        return f"{year}-{month}"
    said: str = format_skeleton("yMMMM", date(int(year), int(month), 1), locale=locale)
    return f"{said[:1].upper()}{said[1:]}"


def _listings(edition: Edition, page: ListPage) -> Iterator[Listing]:
    for part, own, foreign in page.shown():
        if not own and not foreign:
            continue
        languages = tuple(_foreign(edition, page, part.kind, foreign, len(part.foreign)))
        count = len(part.own) if len(own) < len(part.own) else 0
        if len(page.parts) == 1 and page.year and not page.month and page.year.isdigit() and not page.only_newest:
            yield from _months_of(edition, page, part.kind, own, languages)
        else:
            cards = tuple(_card(edition, member, page.lang) for member in own)
            yield Listing(kind=part.kind, cards=cards, foreign=languages, count=count)


def _months_of(
    edition: Edition, page: ListPage, kind: str, own: tuple[Member, ...], foreign: tuple[Foreign, ...]
) -> Iterator[Listing]:
    """A year of one kind, month by month."""
    months = [
        (month, tuple(_card(edition, member, page.lang) for member in members))
        for month, members in groupby(own, key=lambda member: _month_of(edition, member))
    ]
    for index, (month, cards) in enumerate(months):
        yield Listing(
            kind=kind,
            title=_month(page.year, month, page.lang),
            anchor=f"month-{month}",
            cards=cards,
            foreign=foreign if index == len(months) - 1 else (),
        )
    if not months:
        yield Listing(kind=kind, cards=(), foreign=foreign)


def _month_of(edition: Edition, member: Member) -> str:
    day = day_of(edition, member)
    return f"{day.month:02d}" if day else ""


def _foreign(edition: Edition, page: ListPage, kind: str, shown: Iterable[Member], count: int) -> Iterator[Foreign]:
    """A group for each language, in the order of their names."""
    home = edition.settings.lang
    groups: dict[str, list[Member]] = {}
    for member in shown:
        item = member.item if isinstance(member, Declared) else member
        groups.setdefault(language_of(item, home), []).append(member)
    is_cut = count > sum(len(members) for members in groups.values())
    for other in other_languages(edition, page.lang):
        if members := groups.get(other):
            yield Foreign(
                lang=other,
                direction=direction(other),
                language=names_in((other,), page.lang, home),
                cards=tuple(_card(edition, member, page.lang) for member in members),
                more_url=_same_list(edition, other, page) if is_cut else "",
            )


def _same_list(edition: Edition, lang: str, page: ListPage) -> str:
    """The nearest page of another language that has what this one leaves out."""
    pages = list_plan(edition)[lang]
    address = page.address
    while address and address not in pages:
        address = "/".join([*address.split("/")[:-2], ""]) if address.count("/") > 1 else ""
    return url_at(edition, lang, address)


def _card(edition: Edition, member: Member, lang: str) -> Card:
    if isinstance(member, Declared):
        return member.change
    if isinstance(member.record, Release):
        return release_card(edition, member, lang)  # type: ignore[arg-type]
    if isinstance(member.record, Document):
        return document_card(edition, member, lang)  # type: ignore[arg-type]
    return case_card(edition, member, lang)  # type: ignore[arg-type]


def _facets(edition: Edition, page: ListPage) -> tuple[Facet, ...]:
    found = tuple(Facet(name=name, values=tuple(_values(edition, page, name))) for name in page.divisions)
    topics = _topics_beside(edition, page) if page.address == "releases/" else ()
    return (*found, Facet(name="topic", values=topics)) if topics else found


def _values(edition: Edition, page: ListPage, name: str) -> Iterator[FacetValue]:
    anchor = ANCHORS.get((page.address, name), "")
    current = {"year": page.year, "month": page.month, "number": str(page.number)}.get(name, page.facet[1])
    for division in page.divisions[name]:
        key = "" if name in ("year", "month", "number", "case") else division.key
        if page.page == "releases" and name == "kind":
            key = f"news-{key}"
        text, lang = division.key, ""
        if name == "month":
            text = _month(page.year, division.key, page.lang)
        elif name == "year" and not text.isdigit():
            key = text
        elif name == "case":
            case = edition.links.item("case", division.key, page.lang)
            assert case is not None and isinstance(case.record, Case)
            text = case.record.case_name_short or case.record.title
            lang = case.lang if case.lang != page.lang else ""
        yield FacetValue(
            key=key,
            text="" if key else text,
            url=url_at(edition, page.lang, division.address),
            count=division.count,
            current=division.key == current,
            anchor=f"{anchor}{division.key}" if anchor else "",
            lang=lang,
        )


def _topics_beside(edition: Edition, page: ListPage) -> tuple[FacetValue, ...]:
    topics = edition.relations.topics_of(page.lang).values()
    most = sorted((topic for topic in topics if topic.releases), key=lambda topic: -len(topic.releases))
    return tuple(
        FacetValue(
            key="",
            text=topic.name,
            url=url_at(edition, page.lang, topic_address(topic.slug)),
            count=topic.count,
            lang=topic.lang if topic.lang != page.lang else "",
        )
        for topic in most[:TOPICS_BESIDE]
    )


def topics_view(edition: Edition, lang: str) -> ListView:
    """Every topic in order of name; in another language than the site's, its own and then those of the site."""
    own = [topic for topic in edition.relations.topics_of(lang).values() if in_home_language(edition, topic.lang, lang)]
    known = {topic.slug for topic in own}
    others: dict[str, list[CountedLink]] = {}
    for place in dict.fromkeys((lang, edition.settings.lang)):
        for topic in edition.relations.topics_of(place).values():
            if topic.slug not in known:
                known.add(topic.slug)
                url = url_at(edition, place, topic_address(topic.slug))
                others.setdefault(topic.lang, []).append(
                    CountedLink(text=topic.name, url=url, count=topic.count, lang=topic.lang)
                )
    cards = tuple(
        CountedLink(text=topic.name, url=url_at(edition, lang, topic_address(topic.slug)), count=topic.count)
        for topic in own
    )
    foreign = tuple(
        Foreign(
            lang=other,
            direction=direction(other),
            language=names_in((other,), lang, edition.settings.lang),
            cards=tuple(links),
            more_url="",
        )
        for other, links in sorted(others.items())
    )
    listing = Listing(kind="topics", cards=cards, foreign=foreign)
    return _index(edition, lang, "topics", listing, len(known))


def organizations_view(edition: Edition, lang: str) -> ListView:
    slugs = edition.relations.organizations
    cards = tuple(card for slug in slugs if (card := organization_card(edition, slug, lang)) is not None)
    return _index(edition, lang, "organizations", Listing(kind="organizations", cards=cards), len(cards))


def _index(edition: Edition, lang: str, page: str, listing: Listing, count: int) -> ListView:
    title = section_title(edition, page, lang)
    return ListView(
        head=head_of_list(edition, title, f"{page}/", lang=lang, languages=edition.relations.languages),
        breadcrumbs=crumbs(edition, lang),
        page=page,
        title=title,
        count=count,
        listings=(listing,) if listing.cards or listing.foreign else (),
    )
