"""The pages that belong to no single record: home, lists, topics, organizations, press, corrections, subscribe."""

from itertools import groupby

from plugins.evidence.ingest.downloads import Download
from plugins.newsroom.library.addresses import (
    FEED_FORMATS,
    OPML,
    kind_address,
    organization_address,
    topic_address,
)
from plugins.newsroom.library.downloads import downloads
from plugins.newsroom.library.edition import Edition, words_of
from plugins.newsroom.library.relations import Topic
from plugins.newsroom.pages.parts.bodies import body_html
from plugins.newsroom.pages.parts.cards import (
    case_card,
    change_list,
    contact_cards,
    document_card,
    organization_card,
    release_card,
    withdrawal_of,
)
from plugins.newsroom.pages.parts.formats import size_text
from plugins.newsroom.pages.parts.heads import head_of_item, head_of_list
from plugins.newsroom.pages.parts.linked_files import linked_files
from plugins.newsroom.pages.parts.navigation import (
    crumbs,
    listed_cases,
    listed_documents,
    listed_releases,
    originals,
    page_named,
    sections,
)
from plugins.newsroom.pages.parts.release_kinds import RELEASE_KINDS, kinds_listed
from plugins.newsroom.pages.parts.site import KitEntry, kit_files
from plugins.newsroom.pages.parts.subscriptions import CORRECTIONS, DOCUMENTS, list_feed, offered, subscriptions
from plugins.newsroom.pages.record_pages import document_groups
from plugins.newsroom.pages.views.lists import (
    CasesView,
    CorrectionsView,
    DocumentsView,
    FeedGroup,
    FeedListing,
    KindCount,
    OrganizationsView,
    OrganizationView,
    ReleasesView,
    SubscribeView,
    TopicsView,
    TopicView,
    YearOfReleases,
)
from plugins.newsroom.pages.views.prose import NotFoundView, PressFile, PressView, RedirectView
from plugins.newsroom.pages.views.shared import Change, Link
from plugins.records.dates import local_day

RELEASES_ON_PRESS = 6


def topic_link(edition: Edition, topic: Topic) -> Link:
    return Link(text=topic.name, url=edition.settings.url(topic_address(topic.slug)))


def releases_view(edition: Edition, kind: str = "") -> ReleasesView:
    """All releases, or those of one kind."""
    lang, zone, url = edition.settings.lang, edition.settings.zone, edition.settings.url
    releases = tuple(item for item in listed_releases(edition) if kind in ("", item.record.kind))
    words = words_of(edition, lang)
    years = groupby(releases, key=lambda item: local_day(item.record.date, zone).year)
    return ReleasesView(
        head=head_of_list(edition, words.gettext(RELEASE_KINDS[kind]), kind_address(kind), section="releases")
        if kind
        else head_of_list(edition, "Releases", "releases/", section="releases"),
        breadcrumbs=crumbs(edition, ("Releases", "releases/")) if kind else crumbs(edition),
        kind=kind,
        kinds=tuple(
            KindCount(kind=name, count=count, url=url(kind_address(name)), is_shown=name == kind)
            for name, count in kinds_listed(edition).items()
        ),
        all_url=url("releases/") if kind else "",
        years=tuple(
            YearOfReleases(year=year, releases=tuple(release_card(edition, item, lang) for item in items))
            for year, items in years
        ),
        count=len(releases),
    )


def cases_view(edition: Edition) -> CasesView:
    return CasesView(
        head=head_of_list(edition, "Cases", "cases/", section="cases"),
        breadcrumbs=crumbs(edition),
        cases=tuple(case_card(edition, item, edition.settings.lang) for item in listed_cases(edition)),
    )


def documents_view(edition: Edition) -> DocumentsView:
    documents = listed_documents(edition)
    cards = tuple(document_card(edition, item, edition.settings.lang) for item in documents)
    return DocumentsView(
        head=head_of_list(edition, "Documents", "documents/", section="documents", feeds=(DOCUMENTS,)),
        breadcrumbs=crumbs(edition),
        groups=document_groups(cards),
        count=len(cards),
        on_file=sum(card.file is not None for card in cards),
    )


def topics_view(edition: Edition) -> TopicsView:
    return TopicsView(
        head=head_of_list(edition, "Topics", "topics/"),
        breadcrumbs=crumbs(edition),
        topics=tuple((topic_link(edition, topic), topic.count) for topic in edition.relations.topics.values()),
    )


def topic_view(edition: Edition, topic: Topic) -> TopicView:
    lang = edition.settings.lang
    return TopicView(
        head=head_of_list(
            edition, topic.name, topic_address(topic.slug), feeds=list_feed(edition, "topics", topic.slug)
        ),
        breadcrumbs=crumbs(edition, ("Topics", "topics/")),
        name=topic.name,
        releases=tuple(release_card(edition, item, lang) for item in topic.releases),
        cases=tuple(case_card(edition, item, lang) for item in topic.cases),
        documents=tuple(document_card(edition, item, lang) for item in topic.documents),
    )


def organizations_view(edition: Edition) -> OrganizationsView:
    cards = (organization_card(edition, slug) for slug in edition.relations.organizations)
    return OrganizationsView(
        head=head_of_list(edition, "Organizations", "organizations/"),
        breadcrumbs=crumbs(edition),
        organizations=tuple(card for card in cards if card is not None),
    )


def organization_view(edition: Edition, slug: str) -> OrganizationView:
    lang = edition.settings.lang
    organization = edition.library.organizations[slug]
    releases = edition.relations.releases_of_organization.get(slug, ())
    cases = dict.fromkeys(case for release in releases for case in release.record.cases)
    found = [edition.links.item("case", case, lang) for case in cases]
    contacts = [name for name, c in edition.library.contacts.items() if c.organization == slug]
    return OrganizationView(
        head=head_of_list(
            edition,
            organization.name,
            organization_address(slug),
            description=organization.boilerplate[:300],
            feeds=list_feed(edition, "organizations", slug),
        ),
        breadcrumbs=crumbs(edition, ("Organizations", "organizations/")),
        name=organization.name,
        short_name=organization.short_name,
        site_url=organization.url,
        boilerplate=organization.boilerplate,
        contacts=contact_cards(edition, tuple(contacts), lang),
        releases=tuple(release_card(edition, item, lang) for item in originals(edition, releases)),  # type: ignore[arg-type]
        cases=tuple(case_card(edition, item, lang) for item in found if item and not item.is_withdrawn),  # type: ignore[arg-type]
    )


def press_view(edition: Edition) -> PressView:
    page = page_named(edition, "press")
    organizations = (organization_card(edition, slug) for slug in edition.relations.organizations)
    lang = edition.settings.lang
    return PressView(
        head=head_of_item(edition, page, "press")
        if page
        else head_of_list(edition, "Press", "press/", section="press"),
        breadcrumbs=crumbs(edition),
        title=page.record.title if page else "Press",
        body_html=body_html(edition, page, page.prose) if page else "",
        contacts=contact_cards(edition, tuple(edition.library.contacts), lang),
        organizations=tuple(card for card in organizations if card is not None),
        releases=tuple(release_card(edition, item, lang) for item in listed_releases(edition)[:RELEASES_ON_PRESS]),
        files=linked_files(edition, page) if page else (),
        kit=tuple(_press_file(edition, entry) for entry in kit_files(edition)),
    )


def _press_file(edition: Edition, entry: KitEntry) -> PressFile:
    found = downloads(edition).get(entry.source)
    size = found.bytes if isinstance(found, Download) else (edition.settings.content / entry.source).stat().st_size
    return PressFile(
        title=entry.title,
        url=edition.settings.url(entry.path),
        kind=entry.path.rpartition(".")[2].upper(),
        size_text=size_text(size, edition.settings.lang),
        rights=entry.rights,
    )


def corrections_view(edition: Edition) -> CorrectionsView:
    """Every dated change of every page, and every withdrawal, newest first."""
    lang = edition.settings.lang
    changes: list[Change] = []
    for item in edition.library.items:
        page = Link(text=item.record.title, url=edition.settings.url(item.address))
        changes += change_list(edition, item, lang, page=page)
        if (withdrawal := withdrawal_of(edition, item)) is not None:
            changes.append(Change(date=withdrawal.date, note=withdrawal.reason, kind="withdrawal", page=page))
    return CorrectionsView(
        head=head_of_list(edition, "Corrections", "corrections/", feeds=(CORRECTIONS,)),
        breadcrumbs=crumbs(edition),
        changes=tuple(sorted(changes, key=lambda change: change.date.iso, reverse=True)),
    )


def subscribe_view(edition: Edition) -> SubscribeView:
    groups = groupby(offered(edition), key=lambda subscription: subscription.group)
    return SubscribeView(
        head=head_of_list(edition, "Subscribe", "subscribe/", section="subscribe"),
        breadcrumbs=crumbs(edition),
        groups=tuple(
            FeedGroup(group=group, feeds=tuple(_listing(edition, subscription.name) for subscription in members))
            for group, members in groups
        ),
        opml_url=edition.settings.url(OPML),
    )


def _listing(edition: Edition, name: str) -> FeedListing:
    settings = edition.settings
    rss, atom, json = (f"{name}{ending}" for ending, *_ in FEED_FORMATS)
    subscription = subscriptions(edition)[name]
    return FeedListing(
        title=subscription.title,
        lang=subscription.lang if subscription.lang != settings.lang else "",
        rss_url=settings.url(rss),
        atom_url=settings.url(atom),
        json_url=settings.url(json),
        rss_absolute_url=settings.absolute_url(rss),
        atom_absolute_url=settings.absolute_url(atom),
        json_absolute_url=settings.absolute_url(json),
    )


def not_found_view(edition: Edition) -> NotFoundView:
    head = head_of_list(edition, "Page not found", "404.html")
    return NotFoundView(head=head, links=tuple(link.key for link in sections(edition)))


def redirect_view(edition: Edition, title: str, address: str) -> RedirectView:
    settings = edition.settings
    return RedirectView(
        head=head_of_list(edition, title or settings.site_name, address),
        url=settings.url(address),
        absolute_url=settings.absolute_url(address),
    )
