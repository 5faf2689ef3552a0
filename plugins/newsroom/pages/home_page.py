"""The home page, in bands: the lead and its evidence, the case, the news, what to do, the documents."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from plugins.newsroom.library.addresses import topic_address
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.quotations import checked_references
from plugins.newsroom.library.relations import Topic
from plugins.newsroom.pages.document_pages import page_url
from plugins.newsroom.pages.parts.bodies import body_html
from plugins.newsroom.pages.parts.cards import (
    case_card,
    contact_cards,
    document_card,
    optional_date,
    page_picture,
    release_card,
)
from plugins.newsroom.pages.parts.heads import head_of_list, home_data
from plugins.newsroom.pages.parts.navigation import (
    listed_cases,
    listed_documents,
    listed_releases,
    page_named,
    press_url,
)
from plugins.newsroom.pages.views.lists import HomeView, Proof, Rests, Step
from plugins.newsroom.pages.views.shared import CountedLink, DocumentCard, Link
from plugins.records.dates import local_day
from plugins.records.schema import Case, Document, Release

RELEASES_ON_HOME = 6
DOCUMENTS_ON_HOME = 8
TOPICS_ON_HOME = 8
YEARS_ON_HOME = 6
STEPS_ON_HOME = 3
"""Most events that have happened; the next date follows."""


def home_view(edition: Edition) -> HomeView:
    lang, url = edition.settings.lang, edition.settings.url
    releases, cases, documents = listed_releases(edition), listed_cases(edition), listed_documents(edition)
    lead = _lead(edition, releases)
    case = _featured_case(edition, cases)
    page = page_named(edition, "home")
    topics = sorted(edition.relations.topics.values(), key=lambda topic: -topic.count)[:TOPICS_ON_HOME]
    others = [item for item in releases[: RELEASES_ON_HOME + 1] if item is not lead][:RELEASES_ON_HOME]
    return HomeView(
        head=head_of_list(edition, edition.settings.site_name, "", data=home_data(edition)),
        lead=release_card(edition, lead, lang) if lead else None,
        releases=tuple(release_card(edition, item, lang) for item in others),
        more_releases_url=url("releases/") if releases else "",
        case=case_card(edition, case, lang) if case else None,
        documents=tuple(_shelved(edition, item) for item in _key_documents(edition, documents)),
        topics=tuple(_topic(edition, topic) for topic in topics),
        intro_html=body_html(edition, page, page.prose) if page else "",
        proof=next(_proofs(edition, lead), None) if lead else None,
        rests=_rests(edition, lead) if lead else None,
        steps=_steps(edition, case) if case else (),
        years=_years(edition, releases),
        contacts=contact_cards(edition, lead.record.contacts, lang) if lead else (),
        press_url=press_url(edition),
        cases_url=url("cases/") if len(cases) > 1 else "",
        documents_count=len(documents),
        documents_url=url("documents/") if documents else "",
        topics_url=url("topics/") if len(edition.relations.topics) > len(topics) else "",
    )


def _lead(edition: Edition, releases: tuple[Item[Release], ...]) -> Item[Release] | None:
    """What site.yml features, else the newest."""
    wanted = edition.library.site.site.featured.release
    named = (item for item in releases if wanted and item.slug == wanted)
    return next(named, releases[0] if releases else None)


def _featured_case(edition: Edition, cases: tuple[Item[Case], ...]) -> Item[Case] | None:
    """What site.yml features, else the case with the latest status."""
    wanted = edition.library.site.site.featured.case
    named = next((item for item in cases if wanted and item.slug == wanted), None)
    return named or max(cases, key=lambda item: (str(item.record.as_of or ""), item.slug), default=None)


def _key_documents(edition: Edition, documents: tuple[Item[Document], ...]) -> list[Item[Document]]:
    """What site.yml features, then those cited most."""
    wanted = edition.library.site.site.featured.documents
    citations = edition.relations.citations
    rank = {slug: index for index, slug in enumerate(wanted)}
    ranked = sorted(
        documents,
        key=lambda item: (
            rank.get(item.slug, len(rank)),
            item.file is None,
            -len(citations.get(item.address, ())),
            item.record.title.casefold(),
        ),
    )
    return ranked[:DOCUMENTS_ON_HOME]


def _shelved(edition: Edition, item: Item[Document]) -> DocumentCard:
    cited = len(edition.relations.citations.get(item.address, ()))
    return replace(document_card(edition, item, edition.settings.lang), cited=cited)


def _topic(edition: Edition, topic: Topic) -> CountedLink:
    return CountedLink(text=topic.name, url=edition.settings.url(topic_address(topic.slug)), count=topic.count)


def _proofs(edition: Edition, lead: Item[Release]) -> Iterator[Proof]:
    """The verified quotations of the lead, in order."""
    checked = checked_references(edition)
    for quotation in lead.prose.quotations:
        if quotation.reference is None or quotation.is_link:
            continue
        found = checked.get((lead.path, lead.prose.references[quotation.reference]))
        if found is None or not found.page:
            continue
        yield Proof(
            words=quotation.text,
            title=found.document.record.title,
            page=found.page,
            url=page_url(edition, found.document, found.page),
            picture=page_picture(edition, found.document, found.page),
            kind="person" if found.verdict.kind == "review" else found.verdict.kind,
            lang=lead.lang if lead.lang != edition.settings.lang else "",
        )


def _rests(edition: Edition, lead: Item[Release]) -> Rests | None:
    documents = edition.relations.documents_of_release.get(lead.address, ())
    if not documents:
        return None
    files = [document.file for document in documents if document.file is not None]
    return Rests(documents=len(documents), pages=sum(file.pages for file in files), on_file=len(files))


def _steps(edition: Edition, case: Item[Case]) -> tuple[Step, ...]:
    """How the case began, the newest events, and what is next."""
    record, lang = case.record, edition.settings.lang
    happened: list[tuple[date | datetime | None, str]] = [(event.date, event.title) for event in record.timeline]
    happened += [(entry.date_filed, entry.description) for entry in record.docket]
    dated = sorted(((day, title) for day, title in happened if day is not None), key=lambda row: str(row[0]))
    shown = dated if len(dated) <= STEPS_ON_HOME else [dated[0], *dated[1 - STEPS_ON_HOME :]]
    steps = [Step(title=title, date=optional_date(edition, day, lang)) for day, title in shown]
    if record.next_date is not None:
        coming = record.next_date
        steps.append(Step(title=coming.title, date=optional_date(edition, coming.date, lang), is_next=True))
    return tuple(steps)


def _years(edition: Edition, releases: tuple[Item[Release], ...]) -> tuple[Link, ...]:
    """The years that have releases, newest first."""
    zone = edition.settings.zone
    years = dict.fromkeys(local_day(item.record.date, zone).year for item in releases)
    found = [Link(text=str(year), url=edition.settings.url(f"releases/#year-{year}")) for year in years]
    return tuple(found[:YEARS_ON_HOME]) if len(found) > 1 else ()
