"""The pages of single records: release, case, page of prose. For documents, see `document_pages`."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import quote

from plugins.newsroom.library.addresses import release_text
from plugins.newsroom.library.edition import Edition, assets_of
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Address
from plugins.newsroom.pages.embedding import embed_code
from plugins.newsroom.pages.lists.plan import MOST, NEWEST, list_plan
from plugins.newsroom.pages.parts.bodies import body_html, wire_text
from plugins.newsroom.pages.parts.briefings import briefing_of
from plugins.newsroom.pages.parts.cards import (
    case_card,
    change_list,
    contact_cards,
    document_card,
    link_of,
    modified_text,
    optional_date,
    organization_card,
    original_of,
    release_card,
    topic_links,
    withdrawal_of,
)
from plugins.newsroom.pages.parts.formats import date_text, direction
from plugins.newsroom.pages.parts.heads import head_of_item
from plugins.newsroom.pages.parts.held import held_note
from plugins.newsroom.pages.parts.in_language import listed, site_language, url_at
from plugins.newsroom.pages.parts.linked_files import linked_files
from plugins.newsroom.pages.parts.navigation import crumbs, others_on_case, others_on_topic, press_url
from plugins.newsroom.pages.parts.pictures import (
    described,
    lead_image,
    listed_images,
    path_of_image,
    picture_shown,
    pictures_elsewhere,
    pictures_of_text,
)
from plugins.newsroom.pages.parts.recordings import recording_files, recording_views, transcript_views
from plugins.newsroom.pages.parts.site import theme_of
from plugins.newsroom.pages.press_kit import KitText, PressKit, has_kit, kit_facts, press_kit
from plugins.newsroom.pages.views.case import (
    CaseEvent,
    CaseView,
    Counsel,
    DocumentGroup,
    Party,
    Proceeding,
    RecordsRequest,
)
from plugins.newsroom.pages.views.prose import TextPageView
from plugins.newsroom.pages.views.release import CaptionsView, PasteView, ReleaseTextView, ReleaseView
from plugins.newsroom.pages.views.shared import (
    CountedLink,
    Coverage,
    DocumentCard,
    FileFacts,
    OrganizationCard,
    Picture,
)
from plugins.records.schema import Case, Document, Image, Page, Record, Release

R = TypeVar("R", bound=Record)
T = TypeVar("T")

DOCUMENT_KINDS = ("complaint", "order", "brief", "letter", "memo", "record", "request", "response", "analysis")
"""In the order shown on a case page."""


def release_view(edition: Edition, item: Item[Release]) -> ReleaseView:
    record, lang = item.record, item.lang
    newer, older = edition.relations.neighbors.get(item.address, (None, None))
    gone = item.is_withdrawn
    cases = [] if gone else [edition.links.item("case", slug, lang) for slug in record.cases]
    text = release_text_view(edition, item)
    return ReleaseView(
        head=head_of_item(edition, item, "releases"),
        breadcrumbs=crumbs(edition, site_language(edition, lang), ("Releases", "releases/")),
        kind=record.kind,
        title=record.title,
        subtitle="" if gone else record.subtitle,
        summary="" if gone else record.summary,
        dateline=record.dateline,
        date=date_text(record.date, lang, edition.settings.zone),
        modified=modified_text(edition, item, lang),
        authors=record.authors,
        body_html=body_html(edition, item, item.prose, sources=text.sources),
        topics=() if gone else topic_links(edition, item),
        cases=tuple(case_card(edition, case, lang) for case in cases if case and isinstance(case.record, Case)),  # type: ignore[arg-type]
        documents=tuple(
            replace(document_card(edition, d, lang), cited_pages=_pages_cited(edition, item, d))
            for d in edition.relations.documents_of_release.get(item.address, ())
        ),
        contacts=text.contacts,
        organizations=() if gone else release_organizations(edition, item),
        images=tuple(pictures_behind(edition, item)),
        images_elsewhere=tuple(pictures_elsewhere(edition, item)),
        lead=lead_picture(edition, item),
        recordings=recording_views(edition, item),
        coverage=()
        if gone
        else tuple(
            Coverage(title=c.title, url=c.url, outlet=c.outlet, date=optional_date(edition, c.date, lang))
            for c in record.coverage
        ),
        changes=text.changes,
        withdrawal=text.withdrawal,
        sources=text.sources,
        text_url=edition.settings.url(release_text(item.address)),
        press_url=press_url(edition, site_language(edition, lang)),
        newer=link_of(edition, newer, lang) if newer else None,
        older=link_of(edition, older, lang) if older else None,
        more_on_case=()
        if gone
        else tuple(release_card(edition, other, lang) for other in others_on_case(edition, item)),
        more_on_topic=()
        if gone
        else tuple(release_card(edition, other, lang) for other in others_on_topic(edition, item)),
        original=original_of(edition, item),
        mail_url="" if gone else mail_url(record.title, edition.settings.absolute_url(item.address)),
        kit=_kit_facts(edition, item, release_kit(edition, item)) if has_kit(edition, item) else None,
        files=linked_files(edition, item),
        briefing=text.briefing,
        embed=embed_code(edition, item),
    )


def mail_url(title: str, url: str) -> str:
    """A link that shares a page by e-mail (RFC 6068)."""
    return f"mailto:?subject={quote(title)}&body={quote(url)}"


def _pages_cited(edition: Edition, item: Item[Release], document: Item[Document]) -> tuple[int, ...]:
    targets = (edition.links.resolve(reference, item.path) for reference in item.prose.references)
    pages = (
        t.page for t in targets if isinstance(t, Address) and t.page and t.item and t.item.address == document.address
    )
    return tuple(sorted(set(pages)))


def release_kit(edition: Edition, item: Item[Release]) -> PressKit:
    return _last(edition, "kit", item, _release_kit)


def _release_kit(edition: Edition, item: Item[Release]) -> PressKit:
    view = release_text_view(edition, item)
    text = KitText(name="index.txt", template="release.txt", view=view, lang=item.lang)
    paste = KitText(name="to-paste.html", template="paste.html", view=_paste_view(edition, item, view), lang=item.lang)
    said = (
        KitText(name=name, template="transcript.txt", view=transcript, lang=item.lang)
        for name, transcript in transcript_views(edition, item).items()
    )
    return press_kit(edition, item, (text, paste, *_captions(edition, item), *said), item.record.contacts)


def _paste_view(edition: Edition, item: Item[Release], text: ReleaseTextView) -> PasteView:
    return PasteView(
        lang=item.lang,
        direction=direction(item.lang),
        title=item.record.title,
        subtitle=item.record.subtitle,
        dateline=item.record.dateline,
        body_html=body_html(edition, item, item.prose, absolute=True),
        boilerplates=text.boilerplates,
        absolute_url=text.absolute_url,
    )


def _captions(edition: Edition, item: Item[Release]) -> tuple[KitText, ...]:
    """Caption and credit of each picture, for publications that print it; nothing if there are no pictures."""
    names = assets_of(edition, item)
    rows = []
    told = dict(listed_images(edition, item))
    for path, reference in pictures_of_text(edition, item).items():
        told.setdefault(path, Image(file=path, alt=reference.text))
    for path, image in told.items():
        if path in names:
            rows.append((f"pictures/{names[path]}", image.caption, image.alt, image.credit))
    if not rows:
        return ()
    view = CaptionsView(title=item.record.title, pictures=tuple(rows))
    return (KitText(name="captions.txt", template="captions.txt", view=view, lang=item.lang),)


def case_kit(edition: Edition, item: Item[Case]) -> PressKit:
    """With the contacts of the releases about the case."""
    return _last(edition, "kit", item, _case_kit)


def _case_kit(edition: Edition, item: Item[Case]) -> PressKit:
    releases = edition.relations.releases_of_case.get(item.address, ())
    contacts = dict.fromkeys(slug for release in releases for slug in release.record.contacts)
    text = KitText(name="case.txt", template="case.txt", view=_last(edition, "case", item, _case_view), lang=item.lang)
    return press_kit(edition, item, (text,), tuple(contacts))


def _last(edition: Edition, name: str, item: Item[R], make: Callable[[Edition, Item[R]], T]) -> T:
    """Values shared by the outputs of a record, which are made one after the other; dropped afterward."""
    last: Any = edition.kept.get((name,))
    if last is None or last[0] is not item:
        last = edition.kept[name,] = item, make(edition, item)
    made: T = last[1]
    return made


def _kit_facts(edition: Edition, item: Item[Record], kit: PressKit) -> FileFacts:
    return kit_facts(edition, kit, theme_of(edition), item.lang)


def release_organizations(edition: Edition, item: Item[Release]) -> tuple[OrganizationCard, ...]:
    """Organizations whose boilerplate is at the end: those named in `boilerplate`, else lead and with."""
    roles, chosen = item.record.organizations, item.record.boilerplate
    slugs = tuple(chosen) or tuple(dict.fromkeys((*roles.lead, *roles.with_)))
    cards = (
        organization_card(edition, slug, item.lang, boilerplate=chosen.get(slug, ""), lead=slug in roles.lead)
        for slug in slugs
    )
    return tuple(card for card in cards if card is not None)


def lead_picture(edition: Edition, item: Item[Release], *, absolute: bool = False) -> Picture | None:
    """The picture above the text. With `absolute`, its addresses are whole, for use outside the site."""
    image = lead_image(item)
    path = path_of_image(edition, item, image) if image is not None else ""
    if image is None or not path:
        return None
    return described(picture_shown(edition, item, path, absolute=absolute), image)


def pictures_behind(edition: Edition, item: Item[Release], *, absolute: bool = False) -> Iterator[Picture]:
    """Those that are neither above the text nor in it."""
    lead = lead_image(item)
    for image in () if item.is_withdrawn else item.record.images:
        path = path_of_image(edition, item, image)
        if path and image is not lead and path not in pictures_of_text(edition, item):
            yield described(picture_shown(edition, item, path, absolute=absolute), image)


def release_text_view(edition: Edition, item: Item[Release]) -> ReleaseTextView:
    return _last(edition, "release text", item, _release_text_view)


def _release_text_view(edition: Edition, item: Item[Release]) -> ReleaseTextView:
    record, lang = item.record, item.lang
    gone = item.is_withdrawn
    wire = wire_text(edition, item, item.prose)
    roles = record.organizations
    known = edition.library.organizations
    boilerplates = [] if gone else [c for c in release_organizations(edition, item) if c.boilerplate]
    return ReleaseTextView(
        lang=lang,
        kind=record.kind,
        title=record.title,
        subtitle="" if gone else record.subtitle,
        date=date_text(record.date, lang, edition.settings.zone),
        organizations=tuple(known[slug].name for slug in dict.fromkeys((*roles.lead, *roles.with_)) if slug in known),
        contacts=() if gone else contact_cards(edition, record.contacts, lang),
        body=f"{record.dateline} — {wire.text}" if record.dateline and wire.text else wire.text,
        boilerplates=tuple((card.name, card.boilerplate) for card in boilerplates),
        sources=wire.sources,
        changes=change_list(edition, item, lang),
        withdrawal=withdrawal_of(edition, item),
        recordings=_recordings(edition, item),
        held=held_note(edition, item, lang),
        briefing=briefing_of(edition, item),
        original=None if gone else original_of(edition, item),
        absolute_url=edition.settings.absolute_url(item.address),
    )


def _recordings(edition: Edition, item: Item[Release]) -> tuple[tuple[str, str, str], ...]:
    files = recording_files(edition, item)
    return tuple(
        (r.title, r.duration, edition.settings.absolute_url(files[index].path) if index in files else r.url)
        for index, r in enumerate(() if item.is_withdrawn else item.record.recordings)
    )


def case_view(edition: Edition, item: Item[Case]) -> CaseView:
    view = _last(edition, "case", item, _case_view)
    if not has_kit(edition, item):
        return view
    return replace(view, kit=_kit_facts(edition, item, case_kit(edition, item)))


def _case_view(edition: Edition, item: Item[Case]) -> CaseView:
    record, lang = item.record, item.lang
    gone = item.is_withdrawn
    next_date = record.next_date
    documents = () if gone else edition.relations.documents_of_case.get(item.address, ())
    events = () if gone else _events(edition, item)
    about = listed(edition, edition.relations.releases_of_case.get(item.address, ()), site_language(edition, lang)).all
    releases = about if len(about) <= MOST else about[:NEWEST]
    return CaseView(
        head=head_of_item(edition, item, "cases"),
        breadcrumbs=crumbs(edition, site_language(edition, lang), ("Cases", "cases/")),
        title=record.title,
        short_name=record.case_name_short,
        summary=record.summary,
        status_line=record.status_line,
        as_of=optional_date(edition, record.as_of, lang),
        next_date=optional_date(edition, next_date.date, lang) if next_date else None,
        next_title=next_date.title if next_date else "",
        body_html=body_html(edition, item, item.prose),
        proceedings=tuple(
            Proceeding(
                court=p.court,
                docket_number=p.docket_number,
                date_filed=optional_date(edition, p.date_filed, lang),
                date_terminated=optional_date(edition, p.date_terminated, lang),
                judge=p.judge,
                cause=p.cause,
                source_url=p.source_url,
            )
            for p in record.proceedings
        ),
        parties=tuple(Party(name=p.name, role=p.role) for p in record.parties),
        counsel=tuple(Counsel(name=c.name, organization=c.organization, party=c.party) for c in record.counsel),
        requests=tuple(
            RecordsRequest(
                agency=r.agency,
                tracking_id=r.tracking_id,
                date=optional_date(edition, r.date, lang),
                status=r.status,
                exemptions=r.exemptions,
            )
            for r in record.requests
        ),
        events=events,
        latest=next((event for event in events if event.entry_number), None),
        groups=document_groups(tuple(document_card(edition, d, lang) for d in documents)),
        releases=tuple(release_card(edition, release, lang) for release in releases),
        years=_years(edition, item) if len(releases) < len(about) else (),
        original=original_of(edition, item),
        topics=() if gone else topic_links(edition, item),
        changes=change_list(edition, item, lang),
        withdrawal=withdrawal_of(edition, item),
        files=linked_files(edition, item),
    )


def _years(edition: Edition, item: Item[Case]) -> tuple[CountedLink, ...]:
    """Where the releases about a case are, year by year."""
    lang = site_language(edition, item.lang)
    pages = list_plan(edition)[lang].values()
    found = next((page for page in pages if page.page == "case" and page.slug == item.slug), None)
    years = found.divisions["year"] if found else ()
    return tuple(
        CountedLink(text=year.key, url=url_at(edition, lang, year.address), count=year.count) for year in years
    )


def document_groups(cards: tuple[DocumentCard, ...]) -> tuple[DocumentGroup, ...]:
    by_kind: dict[str, list[DocumentCard]] = {}
    for card in cards:
        by_kind.setdefault(card.kind, []).append(card)
    return tuple(DocumentGroup(kind=kind, documents=tuple(by_kind[kind])) for kind in DOCUMENT_KINDS if kind in by_kind)


def _events(edition: Edition, item: Item[Case]) -> tuple[CaseEvent, ...]:
    """Timeline and docket as one list, newest first; entries without a date come last.

    A timeline event about a filing, with the same date and document as a docket entry, is merged with that entry.
    """
    lang, record = item.lang, item.record
    dated: list[tuple[str, int, CaseEvent]] = []
    filings: dict[tuple[date | datetime | None, str], int] = {}
    for index, entry in enumerate(record.docket):
        event = CaseEvent(
            date=optional_date(edition, entry.date_filed, lang),
            entry_number=entry.entry_number,
            title=entry.description,
            body_html="",
            documents=_event_documents(edition, entry.documents, lang),
        )
        filings |= {(entry.date_filed, slug): len(dated) for slug in entry.documents}
        dated.append((event.date.iso if event.date else "", index, event))
    for index, (moment, prose) in enumerate(zip(record.timeline, item.events, strict=True)):
        body = body_html(edition, item, prose)
        if moment.document and (filing := filings.pop((moment.date, moment.document), None)) is not None:
            day, order, filed = dated[filing]
            title = filed.title if moment.title == filed.title else f"{filed.title}: {moment.title}"
            dated[filing] = day, order, replace(filed, title=title, body_html=body)
            continue
        event = CaseEvent(
            date=optional_date(edition, moment.date, lang),
            entry_number="",
            title=moment.title,
            body_html=body,
            documents=_event_documents(edition, (moment.document,) if moment.document else (), lang),
        )
        dated.append((event.date.iso if event.date else "", index, event))
    return tuple(event for _, _, event in sorted(dated, key=lambda row: row[:2], reverse=True))


def _event_documents(edition: Edition, slugs: tuple[str, ...], lang: str) -> tuple[DocumentCard, ...]:
    found = (edition.links.item("document", slug, lang) for slug in slugs)
    return tuple(
        document_card(edition, document, lang)  # type: ignore[arg-type]
        for document in found
        if document is not None and isinstance(document.record, Document) and not document.is_withdrawn
    )


def text_page_view(edition: Edition, item: Item[Page]) -> TextPageView:
    return TextPageView(
        head=head_of_item(edition, item, ""),
        breadcrumbs=(),
        title=item.record.title,
        body_html=body_html(edition, item, item.prose),
        modified=modified_text(edition, item, item.lang),
        original=original_of(edition, item),
        changes=change_list(edition, item, item.lang),
        withdrawal=withdrawal_of(edition, item),
        files=linked_files(edition, item),
    )
