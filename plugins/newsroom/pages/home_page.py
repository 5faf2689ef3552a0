"""The home page, in bands: the lead and its evidence, the case, the news, what to do, the documents."""

from dataclasses import replace
from datetime import date, datetime

from plugins.newsroom.library.addresses import topic_address
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item, R
from plugins.newsroom.library.relations import Topic
from plugins.newsroom.pages.lists.plan import list_plan
from plugins.newsroom.pages.parts.bodies import body_html
from plugins.newsroom.pages.parts.cards import (
    case_card,
    contact_cards,
    document_card,
    link_of,
    optional_date,
    release_card,
)
from plugins.newsroom.pages.parts.heads import head_of_list, home_data
from plugins.newsroom.pages.parts.in_language import (
    Listed,
    cases_in,
    documents_in,
    in_home_language,
    page_in,
    releases_in,
    url_at,
)
from plugins.newsroom.pages.parts.language_names import own_name
from plugins.newsroom.pages.parts.navigation import press_url
from plugins.newsroom.pages.parts.subscriptions import language_feed
from plugins.newsroom.pages.proofs import proof_of
from plugins.newsroom.pages.views.lists import HomeView, Rests, Step
from plugins.newsroom.pages.views.shared import CountedLink, DocumentCard, Proof
from plugins.records.campaign.site import Featured
from plugins.records.schema import Case, Document, Release

RELEASES_ON_HOME = 6
DOCUMENTS_ON_HOME = 8
TOPICS_ON_HOME = 8
YEARS_ON_HOME = 6
STEPS_ON_HOME = 3
"""Most events that have happened; the next date follows."""


def home_view(edition: Edition, lang: str) -> HomeView:
    """Of a language: what is in it, and after that what is in others alone."""
    of_releases, of_cases = releases_in(edition, lang), cases_in(edition, lang)
    releases, documents = of_releases.all, documents_in(edition, lang)
    featured = edition.library.site.featured(lang, edition.settings.lang)
    lead = _featured(of_releases, featured.release) or next(iter(releases), None)
    case = _featured(of_cases, featured.case) or _told_last(of_cases.own or of_cases.foreign)
    page = page_in(edition, "home", lang)
    of_language = edition.relations.topics_of(lang)
    topics = sorted(of_language.values(), key=lambda topic: -topic.count)[:TOPICS_ON_HOME]
    others = [item for item in releases[: RELEASES_ON_HOME + 1] if item is not lead][:RELEASES_ON_HOME]
    settings = edition.settings
    is_home = lang == settings.lang

    def url(address: str) -> str:
        return url_at(edition, lang, address)

    return HomeView(
        head=head_of_list(
            edition, _title(edition, lang), "", lang=lang, languages=edition.relations.languages,
            data=home_data(edition, lang), feeds=() if is_home else language_feed(edition, lang),
        ),
        lead=release_card(edition, lead, lang) if lead else None,
        lead_is_newest=lead is next(iter(releases), None),
        releases=tuple(release_card(edition, item, lang) for item in others),
        more_releases_url=url("releases/") if releases else "",
        case=case_card(edition, case, lang) if case else None,
        documents=tuple(_shelved(edition, item, lang) for item in _key_documents(edition, documents, featured)),
        topics=tuple(_topic(edition, topic, lang) for topic in topics),
        intro_html=body_html(edition, page, page.prose) if page else "",
        proof=_proof(edition, lead, lang),
        rests=_rests(edition, lead) if lead else None,
        steps=_steps(edition, case, lang) if case else (),
        years=_years(edition, lang),
        contacts=contact_cards(edition, lead.record.contacts, lang) if lead else (),
        press_url=press_url(edition, lang),
        cases_url=url("cases/") if len(of_cases.all) > 1 else "",
        documents_count=len(documents.all),
        documents_url=url("documents/") if documents.all else "",
        topics_url=url("topics/") if len(of_language) > len(topics) else "",
    )  # fmt: skip


def _title(edition: Edition, lang: str) -> str:
    """The campaign's name in the language; where it is the same, no two pages may have one title."""
    reading, home = edition.library.site, edition.settings.lang
    name = reading.words(home, home).name or edition.settings.site_name
    own = reading.words(lang, home).name or edition.settings.site_name
    return own if lang == home or own != name else own_name(lang)


def _featured(items: Listed[R], slug: str) -> Item[R] | None:
    """What site.yml features, in the language if there is anything in it; a translation may have its own slug."""
    return next((item for item in items.own or items.foreign if slug and slug in (item.slug, item.text[1])), None)


def _told_last(cases: tuple[Item[Case], ...]) -> Item[Case] | None:
    """The case whose standing was told last."""
    return max(cases, key=lambda item: (str(item.record.as_of or ""), item.slug), default=None)


def _key_documents(edition: Edition, documents: Listed[Document], featured: Featured) -> list[Item[Document]]:
    """What site.yml features, then those in the language, and of each those that are cited most."""
    citations = edition.relations.citations
    rank = {slug: index for index, slug in enumerate(featured.documents)}
    own = {item.address for item in documents.own}
    ranked = sorted(
        documents.all,
        key=lambda item: (
            min(rank.get(name, len(rank)) for name in (item.slug, item.text[1])),
            item.address not in own,
            item.file is None,
            -len(citations.get(item.address, ())),
            item.record.title.casefold(),
        ),
    )
    return ranked[:DOCUMENTS_ON_HOME]


def _shelved(edition: Edition, item: Item[Document], lang: str) -> DocumentCard:
    cited = len(edition.relations.citations.get(item.address, ()))
    return replace(document_card(edition, item, lang), cited=cited)


def _topic(edition: Edition, topic: Topic, lang: str) -> CountedLink:
    other = "" if in_home_language(edition, topic.lang, lang) else topic.lang
    url = url_at(edition, lang, topic_address(topic.slug))
    return CountedLink(text=topic.name, url=url, count=topic.count, lang=other)


def _proof(edition: Edition, lead: Item[Release] | None, lang: str) -> Proof | None:
    """A quotation that stands on its page: of the lead, else of the newest record that has one, which is then named."""
    if lead is not None and (proof := proof_of(edition, lead, lang)) is not None:
        return proof
    for item in (*releases_in(edition, lang).all, *cases_in(edition, lang).all, *documents_in(edition, lang).all):
        if (proof := proof_of(edition, item, lang)) is not None:
            return replace(proof, quoted_in=link_of(edition, item, lang))
    return None


def _rests(edition: Edition, lead: Item[Release]) -> Rests | None:
    documents = edition.relations.documents_of_release.get(lead.address, ())
    if not documents:
        return None
    files = [document.file for document in documents if document.file is not None]
    return Rests(documents=len(documents), pages=sum(file.pages for file in files), on_file=len(files))


def _steps(edition: Edition, case: Item[Case], lang: str) -> tuple[Step, ...]:
    """How the case began, the newest of what happened since, and what is next."""
    record = case.record
    happened: list[tuple[date | datetime | None, str]] = [(event.date, event.title) for event in record.timeline]
    happened += [(entry.date_filed, entry.description) for entry in record.docket]
    dated = sorted(((day, title) for day, title in happened if day is not None), key=lambda row: str(row[0]))
    shown = dated if len(dated) <= STEPS_ON_HOME else [dated[0], *dated[1 - STEPS_ON_HOME :]]
    steps = [Step(title=title, date=optional_date(edition, day, lang)) for day, title in shown]
    if record.next_date is not None:
        coming = record.next_date
        steps.append(Step(title=coming.title, date=optional_date(edition, coming.date, lang), is_next=True))
    return tuple(steps)


def _years(edition: Edition, lang: str) -> tuple[CountedLink, ...]:
    """The years that have releases, newest first."""
    page = list_plan(edition)[lang].get("releases/")
    years = page.divisions["year"] if page else ()
    found = [
        CountedLink(text=year.key, url=url_at(edition, lang, year.address), count=year.count)
        for year in years
        if year.key.isdigit()
    ]
    return tuple(found[:YEARS_ON_HOME]) if len(found) > 1 else ()
