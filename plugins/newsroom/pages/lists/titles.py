"""What a list is called, in the language of its page, and the way to it."""

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.lists.plan import ListPage
from plugins.newsroom.pages.parts.in_language import said_in
from plugins.records.schema import Case


def section_title(edition: Edition, page: str, lang: str) -> str:
    said = said_in(edition, lang)
    titles = {
        "releases": said.gettext("News"),
        "cases": said.gettext("Cases"),
        "documents": said.gettext("Documents"),
        "topics": said.gettext("Topics"),
        "organizations": said.gettext("Organizations"),
        "corrections": said.gettext("Corrections"),
    }
    return titles[page]


def facet_title(edition: Edition, page: ListPage) -> str:
    """`Documents`, `Memos`, `Documents not on file yet`, `Documents: NDLON v. ICE`."""
    said = said_in(edition, page.lang)
    name, value = page.facet
    if name == "case":
        case = edition.links.item("case", value, page.lang)
        assert case is not None and isinstance(case.record, Case)
        return said.gettext("Documents: %(case)s", case=case.record.case_name_short or case.record.title)
    titles = {
        "": said.gettext("Documents"),
        "complaint": said.gettext("Complaints"),
        "order": said.gettext("Orders"),
        "brief": said.gettext("Briefs"),
        "letter": said.gettext("Letters"),
        "memo": said.gettext("Memos"),
        "record": said.gettext("Records"),
        "request": said.gettext("Requests"),
        "response": said.gettext("Responses"),
        "analysis": said.gettext("Analyses"),
        "on-file": said.gettext("Documents on file"),
        "missing": said.gettext("Documents not on file yet"),
    }
    return titles[value]


def kind_title(edition: Edition, page: ListPage) -> str:
    """Of the releases of one kind."""
    said = said_in(edition, page.lang)
    titles = {
        "": said.gettext("News"),
        "release": said.gettext("Press releases"),
        "statement": said.gettext("Statements"),
        "advisory": said.gettext("Media advisories"),
        "guide": said.gettext("Guides"),
        "letter": said.gettext("Letters"),
    }
    return titles[page.facet[1]]


def trail_of(edition: Edition, page: ListPage) -> tuple[tuple[str, str], ...]:
    """(text, address) of the pages above, behind home."""
    section = {"topic": ("Topics", "topics/"), "organization": ("Organizations", "organizations/")}.get(page.page)
    trail = [section] if section else []
    if page.page == "releases" and page.above:
        trail.append(("Releases", "releases/"))
    elif page.page == "case":
        trail.append(("Cases", "cases/"))
    elif page.page in ("cases", "documents", "corrections") and page.above:
        trail.append((page.page.title(), f"{page.page}/"))
    if page.year and page.slug:
        trail.append((_name(edition, page), _base(page)))
    if page.month:
        year = page.address.partition("month/")[0]
        trail.append((page.year, year))
    return tuple(trail)


def _name(edition: Edition, page: ListPage) -> str:
    if page.page == "topic":
        return edition.relations.topics_of(page.lang)[page.slug].name
    if page.page == "organization":
        return edition.library.organizations[page.slug].name
    case = edition.links.item("case", page.slug, page.lang)
    assert case is not None and isinstance(case.record, Case)
    return case.record.case_name_short or case.record.title


def _base(page: ListPage) -> str:
    return "/".join(page.address.split("/")[:2]) + "/"
