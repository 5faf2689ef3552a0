"""The pages that are the site's own and list no records: press, subscribe, not found, and those that lead on."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from plugins.evidence.ingest.downloads import Download
from plugins.newsroom.library.addresses import BRIEFINGS, FEED_FORMATS, OPML, organization_address
from plugins.newsroom.library.downloads import downloads
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.parts.bodies import body_html
from plugins.newsroom.pages.parts.cards import contact_cards, release_card
from plugins.newsroom.pages.parts.formats import direction, size_text
from plugins.newsroom.pages.parts.heads import head_of_item, head_of_list
from plugins.newsroom.pages.parts.hours import is_over
from plugins.newsroom.pages.parts.in_language import page_in, releases_in, said_in, url_at
from plugins.newsroom.pages.parts.language_names import own_name
from plugins.newsroom.pages.parts.linked_files import linked_files
from plugins.newsroom.pages.parts.navigation import crumbs, has_press, sections
from plugins.newsroom.pages.parts.site import KitEntry, kit_files
from plugins.newsroom.pages.parts.subscriptions import (
    ALL,
    CORRECTIONS,
    DOCUMENTS,
    language_feed,
    offered,
    subscriptions,
)
from plugins.newsroom.pages.views.lists import FeedGroup, FeedListing, SubscribeView
from plugins.newsroom.pages.views.prose import Boilerplate, NotFoundView, PressFile, PressView, RedirectView
from plugins.records.schema import Case, Release

RELEASES_ON_PRESS = 5


def press_view(edition: Edition, lang: str) -> PressView:
    page = page_in(edition, "press", lang)
    contacts, briefings = edition.library.contacts, _briefings_to_come(edition, lang)
    title = said_in(edition, lang).gettext("Press")
    languages = tuple(other for other in edition.relations.languages if has_press(edition, other))
    head = head_of_list(edition, title, "press/", lang=lang, languages=languages, section="press")
    if page is not None:
        of_page = head_of_item(edition, page, "press")
        head = replace(head, title=of_page.title, description=of_page.description, modified_iso=of_page.modified_iso)
    return PressView(
        head=head,
        breadcrumbs=crumbs(edition, lang),
        title=page.record.title if page else title,
        body_html=body_html(edition, page, page.prose) if page else "",
        contacts=contact_cards(edition, _for_press(edition), lang),
        experts=contact_cards(edition, tuple(slug for slug, c in contacts.items() if c.is_expert), lang),
        releases=tuple(
            release_card(edition, item, lang) for item in releases_in(edition, lang).all[:RELEASES_ON_PRESS]
        ),
        briefings=tuple(release_card(edition, item, lang) for item in briefings),
        calendar_url=edition.settings.url(BRIEFINGS) if briefings else "",
        boilerplates=tuple(_boilerplates(edition, lang)),
        subscribe_url=url_at(edition, lang, "subscribe/"),
        feed_url=edition.settings.absolute_url(f"{(*language_feed(edition, lang), ALL)[0]}{FEED_FORMATS[0][0]}"),
        files=linked_files(edition, page) if page else (),
        kit=tuple(_press_file(edition, entry) for entry in kit_files(edition)),
    )


def _for_press(edition: Edition) -> tuple[str, ...]:
    """The contacts that say so; where none does, those whom releases name."""
    contacts = edition.library.contacts
    meant = tuple(slug for slug, contact in contacts.items() if contact.is_for_press)
    return meant or tuple(slug for slug, contact in contacts.items() if not contact.is_expert)


def _briefings_to_come(edition: Edition, lang: str) -> list[Item[Release]]:
    found = [
        (item.record.briefing.start, item)
        for item in releases_in(edition, lang).all
        if item.record.briefing is not None and not is_over(edition, item.record.briefing)
    ]
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


def _boilerplates(edition: Edition, page_lang: str) -> Iterator[Boilerplate]:
    home = edition.settings.lang
    for slug in edition.relations.organizations:
        organization = edition.library.organizations[slug]
        texts = tuple(
            (lang, direction(lang), own_name(lang), text) if lang != page_lang else ("", "", "", text)
            for lang, text in ((lang or home, text) for lang, text in organization.boilerplates)
        )
        if texts:
            url = url_at(edition, page_lang, organization_address(slug))
            yield Boilerplate(name=organization.name, url=url, texts=texts)


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


def subscribe_view(edition: Edition, lang: str) -> SubscribeView:
    """The feed of the language first, on the pages of another language than the site's."""
    title = said_in(edition, lang).gettext("Subscribe")
    is_home = lang == edition.settings.lang
    order = ("site", "languages") if is_home else ("languages", "site")
    found = sorted(offered(edition), key=lambda feed: order.index(feed.group) if feed.group in order else len(order))
    groups = groupby(found, key=lambda subscription: subscription.group)
    return SubscribeView(
        head=head_of_list(
            edition, title, "subscribe/", lang=lang, languages=edition.relations.languages, section="subscribe",
            feeds=() if is_home else language_feed(edition, lang),
        ),
        breadcrumbs=crumbs(edition, lang),
        groups=tuple(
            FeedGroup(group=group, feeds=tuple(_listing(edition, subscription.name, lang) for subscription in members))
            for group, members in groups
        ),
        opml_url=edition.settings.url(OPML),
    )  # fmt: skip


def _listing(edition: Edition, name: str, lang: str) -> FeedListing:
    settings = edition.settings
    rss, atom, json = (f"{name}{ending}" for ending, *_ in FEED_FORMATS)
    title, written_in = _title_in(edition, name, lang)
    return FeedListing(
        title=title,
        lang=written_in if written_in != lang else "",
        rss_url=settings.url(rss),
        atom_url=settings.url(atom),
        json_url=settings.url(json),
        rss_absolute_url=settings.absolute_url(rss),
        atom_absolute_url=settings.absolute_url(atom),
        json_absolute_url=settings.absolute_url(json),
    )


def _title_in(edition: Edition, name: str, lang: str) -> tuple[str, str]:
    """A feed's own part of its title for readers of a language, and the language that this is in."""
    subscription = subscriptions(edition)[name]
    said = said_in(edition, lang)
    if name == DOCUMENTS:
        return said.gettext("Documents"), lang
    if name == CORRECTIONS:
        return said.gettext("Corrections"), lang
    if subscription.group == "cases":
        case = edition.links.item("case", name.rpartition("/")[2], lang)
        if case is not None and isinstance(case.record, Case):
            return case.record.case_name_short or case.record.title, case.lang
    if subscription.group == "topics":
        topic = edition.relations.topics.get(name.rpartition("/")[2])
        return subscription.title, topic.lang if topic else subscription.lang
    return subscription.title, subscription.lang if subscription.title else lang


def not_found_view(edition: Edition, lang: str) -> NotFoundView:
    title = said_in(edition, lang).gettext("Page not found")
    head = head_of_list(edition, title, "404.html", lang=lang)
    return NotFoundView(head=head, links=tuple(link.key for link in sections(edition, lang)))


def redirect_view(edition: Edition, title: str, address: str) -> RedirectView:
    """`address` is whole, with the folder of its language."""
    settings = edition.settings
    return RedirectView(
        head=head_of_list(edition, title or settings.site_name, address),
        url=settings.url(address),
        absolute_url=settings.absolute_url(address),
    )
