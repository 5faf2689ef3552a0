"""The outline: names every file of the site before any is made, to check it, link to it, and then draw it."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from plugins.evidence.ingest.downloads import Download
from plugins.evidence.model import StoredFile
from plugins.newsroom.library.addresses import (
    BRIEFINGS,
    alias_file,
    briefing_file,
    document_file,
    document_text_file,
    document_version_file,
    embed_address,
    embed_folder,
    embedded_page,
    kind_address,
    organization_address,
    page_file,
    release_text,
    tracker_file,
)
from plugins.newsroom.library.downloads import downloads
from plugins.newsroom.library.edition import Edition, may_be_shown
from plugins.newsroom.library.history import Move, entry_of, lists_published, moves
from plugins.newsroom.library.items import FileOnDisk, Item
from plugins.newsroom.library.translations import language_of
from plugins.newsroom.pages import document_pages, home_page, list_pages, record_pages
from plugins.newsroom.pages.briefing_calendar import (
    BriefingsView,
    all_briefings,
    calendar_bytes,
    has_briefings,
    one_briefing,
)
from plugins.newsroom.pages.embed_pages import embed_view
from plugins.newsroom.pages.embedding import embedded_pages
from plugins.newsroom.pages.fingerprints import embed_fingerprint, record_fingerprint
from plugins.newsroom.pages.lists.listing import list_inputs, list_view, organizations_view, topics_view
from plugins.newsroom.pages.lists.members import Declared, Member
from plugins.newsroom.pages.lists.plan import list_plan
from plugins.newsroom.pages.parts.bodies import file_digest
from plugins.newsroom.pages.parts.cards import picture_file
from plugins.newsroom.pages.parts.drawn_cards import SITE_CARD, card_file, card_of, has_card, site_card
from plugins.newsroom.pages.parts.in_language import at
from plugins.newsroom.pages.parts.navigation import has_press, own_sections
from plugins.newsroom.pages.parts.pictures import FileBeside, files_beside, picture_instead
from plugins.newsroom.pages.parts.site import kit_files, logo_path
from plugins.newsroom.pages.press_kit import checksum_lines, checksums, has_kit, kit_address
from plugins.newsroom.pages.search_page import search_view
from plugins.newsroom.pages.sitemap import robots_text, sitemap_entries, sitemap_xml
from plugins.newsroom.pages.trackers import pages as tracker_pages
from plugins.newsroom.pages.trackers.tracker_rows import rows_address
from plugins.newsroom.pages.verify_page import SIGNERS, VERIFY, allowed_signers, signer, verify_view
from plugins.records.ledger import PICTURES, Entry
from plugins.records.schema import Case, Document, Record, Release, Tracker
from plugins.render.checksums import digest
from plugins.render.pages import Copy, Made, Output, Page

YEAR_OF_RELEASES = re.compile(r"(?:[^/]+/)?releases/\d{4}/")
"""The folder of a release's page, which lists the releases of the year."""
PAGE_PICTURE = re.compile(r"page-([1-9]\d*)((?:-small)?\.[a-z0-9]{2,5})")
"""The file name of the picture of a document's page: its number, and a suffix."""


@dataclass(frozen=True, slots=True)
class Place:
    """One file of the output, not yet made."""

    path: str
    make: Callable[[], Output]
    item: Item[Record] | None = None
    """The record that it belongs to; None for a page that belongs to no single record."""
    field: tuple[str | int, ...] = ("slug",)
    """The field that determines its path, for the line of a problem."""
    inputs: Callable[[], str] | None = None
    """A fingerprint of everything that `make` uses, if it is known without making it."""
    leads_to: str | None = None
    """For a former place: the path, or the address below the output, where the content is now; else None."""


def outline(edition: Edition) -> tuple[Place, ...]:
    """Every place, those of no single record first. The checks report two places with the same path."""
    if ("outline",) not in edition.kept:
        now = (*_own_pages(edition), *_machine_files(edition), *_record_pages(edition))
        edition.kept["outline",] = (*now, *_left_places(edition, now))
    return edition.kept["outline",]  # type: ignore[return-value]


def _own_pages(edition: Edition) -> Iterator[Place]:
    for lang in edition.relations.languages:
        yield from _own_pages_in(edition, lang)
    if edition.settings.cards:
        yield Place(SITE_CARD, lambda: site_card(edition))
    yield from _site_files(edition)


def _own_pages_in(edition: Edition, lang: str) -> Iterator[Place]:
    """The pages of the site's own for the readers of one language."""

    def page(address: str, template: str, make: Callable[[], object], inputs: Callable[[], str] | None = None) -> Place:
        address = at(edition, lang, address)
        path = address if address.endswith(".html") else page_file(address)
        return Place(path, lambda: Page(path=path, template=template, view=make(), lang=lang), inputs=inputs)

    yield page("", "home.html", lambda: home_page.home_view(edition, lang))
    for listed in list_plan(edition)[lang].values():
        template = "organization.html" if listed.page == "organization" and not listed.year else "list.html"
        yield page(listed.address, template, partial(list_view, edition, listed), partial(list_inputs, edition, listed))
    if "trackers/" in own_sections(edition, lang):
        yield page("trackers/", "trackers.html", lambda: tracker_pages.trackers_view(edition, lang))
    if "topics/" in own_sections(edition, lang):
        yield page("topics/", "list.html", lambda: topics_view(edition, lang))
    if edition.relations.organizations:
        yield page("organizations/", "list.html", lambda: organizations_view(edition, lang))
    if has_press(edition, lang):
        yield page("press/", "press.html", lambda: list_pages.press_view(edition, lang))
    if lang == edition.settings.lang and has_briefings(edition):
        yield _calendar(BRIEFINGS, partial(all_briefings, edition))
    yield page("subscribe/", "subscribe.html", lambda: list_pages.subscribe_view(edition, lang))
    if edition.settings.search != "off":
        yield page("search/", "search.html", lambda: search_view(edition, lang))
    yield page("404.html", "404.html", lambda: list_pages.not_found_view(edition, lang))
    if lang == edition.settings.lang and (edition.settings.publishing or checksum_lines(edition)):
        yield page(VERIFY, "verify.html", lambda: verify_view(edition))


def _site_files(edition: Edition) -> Iterator[Place]:
    """What site.yml names: the logo, and downloads for journalists on the press page."""
    site = edition.library.site.site
    if may_be_shown(edition, site.brand.logo):
        yield _site_file(edition, site.brand.logo, logo_path(edition))
    for entry in kit_files(edition):
        yield _site_file(edition, entry.source, entry.path)


def _site_file(edition: Edition, source: str, path: str) -> Place:
    """The cleaned copy; a drawing (SVG) was checked instead."""
    found = downloads(edition).get(source)
    if isinstance(found, Download):
        return Place(path, lambda: Copy(path=path, source=found.path, sha256=found.sha256))
    file = edition.settings.content / source
    return Place(path, lambda: Copy(path=path, source=file, sha256=file_digest(edition, source)))


def _record_pages(edition: Edition) -> Iterator[Place]:
    for item in edition.library.items:
        if has_card(edition, item):
            yield Place(card_file(item), partial(card_of, edition, item), item)
        if isinstance(item.record, Release):
            if item.record.briefing is not None:
                yield _calendar(briefing_file(item.address), partial(one_briefing, edition, item), item)  # type: ignore[arg-type]
            yield from release_places(edition, item)  # type: ignore[arg-type]
            yield from _embeds(edition, item)
            yield from _beside(edition, item)
            continue
        if not _is_part_of_own_page(edition, item):
            path = page_file(item.address)
            inputs = partial(record_fingerprint, edition, item) if isinstance(item.record, Document) else None
            yield Place(path, partial(_record_page, edition, item, path), item, inputs=inputs)
            yield from _case_kit(edition, item)
        if isinstance(item.record, Tracker):
            yield from _tracker(edition, item)  # type: ignore[arg-type]
        yield from _embeds(edition, item)
        yield from _beside(edition, item)


def _calendar(path: str, make: Callable[[], BriefingsView], item: Item[Record] | None = None) -> Place:
    return Place(path, lambda: Made(path=path, view=make(), make=calendar_bytes), item)


def _is_part_of_own_page(edition: Edition, item: Item[Record]) -> bool:
    """Whether it is what the home page or the press page of a language begins with."""
    if item.kind != "page" or item.slug not in ("home", "press") or item.is_withdrawn:
        return False
    lang = language_of(item, edition.settings.lang)
    return not item.record.translation or item.address == at(edition, lang, "press/" if item.slug == "press" else "")


def release_places(edition: Edition, item: Item[Release]) -> Iterator[Place]:
    """Outputs with the words of a release: its page, its text and its kit."""
    page, text = page_file(item.address), release_text(item.address)
    inputs = partial(record_fingerprint, edition, item)
    yield Place(page, partial(_record_page, edition, item, page), item, inputs=inputs)
    yield Place(text, partial(_release_text, edition, item, text), item, inputs=inputs)
    if has_kit(edition, item):
        yield Place(kit_address(item), partial(record_pages.release_kit, edition, item), item, inputs=inputs)


def _tracker(edition: Edition, item: Item[Tracker]) -> Iterator[Place]:
    """Its table as a download, and the pages of it in each order."""
    if item.is_withdrawn:
        return
    table = tracker_file(item.address, item.slug)

    def made() -> Output:
        return Made(path=table, view=tracker_pages.public_rows(edition, item), make=tracker_pages.csv_bytes)

    yield Place(table, made, item)
    for order, number in tracker_pages.further_pages(item):
        path = page_file(rows_address(item, order, number))

        def make(order: str = order, number: int = number, path: str = path) -> Output:
            view = tracker_pages.tracker_page_view(edition, item, order, number)
            return Page(path=path, template="tracker-rows.html", view=view, lang=item.lang)

        yield Place(path, make, item)


def _embeds(edition: Edition, item: Item[Record]) -> Iterator[Place]:
    """What other sites may frame. Those of a withdrawn record say that it is."""
    for number in embedded_pages(edition, item) if isinstance(item.record, Document) else (0,):
        if not (address := embed_address(item.address, number)):
            continue
        path = page_file(address)

        def make(number: int = number, path: str = path) -> Output:
            return Page(path=path, template="embed.html", view=embed_view(edition, item, number), lang=item.lang)

        inputs = {"release": embed_fingerprint, "document": record_fingerprint}.get(item.kind)
        yield Place(path, make, item, inputs=partial(inputs, edition, item) if inputs else None)


def _case_kit(edition: Edition, item: Item[Record]) -> Iterator[Place]:
    if isinstance(item.record, Case) and has_kit(edition, item):
        yield Place(kit_address(item), partial(record_pages.case_kit, edition, item), item)  # type: ignore[arg-type]


def _beside(edition: Edition, item: Item[Record]) -> Iterator[Place]:
    """Outputs next to a record's page: its files, and the redirects to it."""
    if isinstance(item.record, Document):
        if item.file is not None:
            yield _pdf(edition, item, item.file, document_file(item.address, item.slug))
        for version, file in zip(item.record.versions, item.versions, strict=False):
            if file is not None:
                path = document_version_file(item.address, item.slug, version.date.isoformat())
                yield _pdf(edition, item, file, path)
        yield from _reading(edition, item)  # type: ignore[arg-type]
    for beside in files_beside(edition, item):
        yield _file(item, beside)
    for index, alias in enumerate(item.record.aliases):
        if alias_file(alias) == page_file(item.address):
            continue  # it is there already
        yield _redirect(edition, alias_file(alias), item.address, item, ("aliases", index))


def _reading(edition: Edition, item: Item[Document]) -> Iterator[Place]:
    """The pictures of a document's pages, its whole text, and a long text in parts."""
    if document_pages.has_text(item):
        text = document_text_file(item.address, item.slug)
        yield Place(text, partial(_document_text, item, text), item, inputs=partial(_text_fingerprint, item))
    inputs = partial(record_fingerprint, edition, item)
    for page in item.file.evidence.pages if item.file else ():
        for picture, size in ((page.thumbnail, "-small"), (page.image, "")):
            if picture is not None:
                yield _picture(item, picture, picture_file(item, page.number, picture, size))
    for first in document_pages.part_starts(item):
        path = page_file(document_pages.part_address(item, first))

        def make(first: int = first, path: str = path) -> Output:
            view = document_pages.document_text_view(edition, item, first)
            return Page(path=path, template="document-text.html", view=view, lang=item.lang)

        yield Place(path, make, item, inputs=inputs)


def _document_text(item: Item[Document], path: str) -> Output:
    return Made(path=path, view=document_pages.whole_text(item), make=bytes)


def _text_fingerprint(item: Item[Document]) -> str:
    assert item.file is not None
    return digest("\0".join(page.sha256 for page in item.file.evidence.pages).encode())


def _picture(item: Item[Document], picture: StoredFile, path: str) -> Place:
    return Place(path, lambda: Copy(path=path, source=picture.path, sha256=picture.sha256), item)


_TEMPLATES = {
    "release": "release.html",
    "case": "case.html",
    "document": "document.html",
    "tracker": "tracker.html",
    "page": "page.html",
}


def _record_page(edition: Edition, item: Item[Record], path: str) -> Output:
    makers: dict[str, Callable[..., object]] = {
        "release": record_pages.release_view,
        "case": record_pages.case_view,
        "document": document_pages.document_view,
        "tracker": tracker_pages.tracker_view,
        "page": record_pages.text_page_view,
    }
    return Page(path=path, template=_TEMPLATES[item.kind], view=makers[item.kind](edition, item), lang=item.lang)


def _release_text(edition: Edition, item: Item[Release], path: str) -> Output:
    view = record_pages.release_text_view(edition, item)
    return Page(path=path, template="release.txt", view=view, lang=item.lang)


def _pdf(edition: Edition, item: Item[Record], file: FileOnDisk, path: str) -> Place:
    source = file.evidence.published.path
    return Place(path, lambda: Copy(path=path, source=source, sha256=file.sha256), item)


def _file(item: Item[Record], file: FileBeside) -> Place:
    path = f"{item.address}{file.name}"
    return Place(path, lambda: Copy(path=path, source=file.path, sha256=file.sha256), item)


def _redirect(
    edition: Edition, path: str, address: str, item: Item[Record] | None, field: tuple[str | int, ...] = ("slug",)
) -> Place:
    """A page that redirects to `address`, for web servers that do not do so themselves."""
    lang = item.lang if item else edition.settings.lang

    def make() -> Page:
        title = item.record.title if item else ""
        view = list_pages.redirect_view(edition, title, address)
        return Page(path=path, template="redirect.html", view=view, lang=lang)

    return Place(path, make, item, field, leads_to=address)


def _left_places(edition: Edition, now: tuple[Place, ...]) -> Iterator[Place]:
    """What was published stays: former addresses redirect, and files published there are still there."""
    if edition.library.ledger.is_empty and not any(item.is_withdrawn for item in edition.library.releases):
        return
    taken = {place.path for place in now}

    def page_at(path: str) -> str:
        """The page that answers for a file: every server redirects to the folder with its name."""
        page = path if path.endswith("/index.html") else f"{path}/index.html"
        taken.update((path, page))
        return page

    of_item: dict[str, list[Place]] = {}
    for place in now:
        if place.item is not None:
            of_item.setdefault(place.item.address, []).append(place)
    for move in moves(edition):
        for place in of_item.get(move.item.address, ()):
            path = former_path(place.path, move)
            if path in taken:
                continue
            taken.add(path)
            if path.endswith("/index.html"):
                address = place.path.removesuffix("index.html")
                yield _redirect(edition, path, address, move.item)
            elif path:
                yield Place(path, partial(_again, place, path), move.item, leads_to=place.path)
        text = release_text(move.former)
        if YEAR_OF_RELEASES.match(move.former) and not isinstance(move.item.record, Release) and text not in taken:
            # It has become a record of another kind, which has no plain text.
            yield _redirect(edition, page_at(text), move.item.address, move.item)
    for item in edition.library.items:
        entry = entry_of(edition, item)
        if entry is None:
            continue
        for path in entry.aliases:
            if path not in taken:
                taken.add(path)
                yield _redirect(edition, path, item.address, item)
        for path in (*entry.files, *_pictures_ever(entry)):
            if path not in taken:
                yield _redirect(edition, page_at(path), _instead(edition, item, path), item)
    pages = {place.path for place in now}
    for path in edition.library.ledger.files:
        if path not in taken:
            yield _redirect(edition, page_at(path), _page_above(f"{path}/", pages), None)
    for address in (*edition.library.ledger.pages, *_ended_lists(edition)):
        if (path := page_file(address)) not in taken:
            taken.add(path)
            yield _redirect(edition, path, _page_above(address, pages), None)


def _instead(edition: Edition, item: Item[Record], path: str) -> str:
    """Where a file of a record that is no more leads: what is nearest to it."""
    if path == kit_address(item) and isinstance(item.record, Release):
        return release_text(item.address)
    if embed_folder(path) and (embed := embed_address(item.address, embedded_page(path))):
        return embed  # no other page may be shown in a frame
    return f"{item.address}{picture_instead(edition, item, path.removeprefix(item.address))}"


def _again(place: Place, path: str) -> Output:
    """The same bytes at another path."""
    return replace(place.make(), path=path)  # type: ignore[type-var]


def files_by_uid(edition: Edition) -> dict[str, tuple[str, ...]]:
    """Files next to each record's page, except its plain text, which moves with it, and pictures of pages."""
    key = ("files by uid",)
    if key not in edition.kept:
        found: dict[str, list[str]] = {}
        for place in outline(edition):
            item = place.item
            if item is None or place.leads_to is not None or place.path.endswith("/index.txt"):
                continue
            if place.path != page_file(item.address) and not _page_picture(place.path, item):
                found.setdefault(item.uid, []).append(place.path)
        edition.kept[key] = {uid: tuple(paths) for uid, paths in found.items()}
    return edition.kept[key]  # type: ignore[return-value]


def picture_runs(item: Item[Record], before: Iterable[str]) -> tuple[str, ...]:
    """The pictures of a document's pages, now and before, in runs of consecutive pages: `1-31.png`."""
    pages: dict[str, set[int]] = {}
    for run in before:
        first, last, ending = PICTURES.fullmatch(run).groups()  # type: ignore[union-attr]
        pages.setdefault(ending, set()).update(range(int(first), int(last) + 1))
    for page in item.file.evidence.pages if item.file else ():
        for picture, size in ((page.thumbnail, "-small"), (page.image, "")):
            if picture is not None:
                pages.setdefault(f"{size}{picture.suffix}", set()).add(page.number)
    return tuple(f"{first}-{last}{ending}" for ending in sorted(pages) for first, last in _runs(sorted(pages[ending])))


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        of_run = [number for _, number in run]
        yield of_run[0], of_run[-1]


def _page_picture(path: str, item: Item[Record]) -> re.Match[str] | None:
    return PAGE_PICTURE.fullmatch(path.removeprefix(item.address)) if item.kind == "document" else None


def _pictures_ever(entry: Entry) -> Iterator[str]:
    for run in entry.pictures:
        first, last, ending = PICTURES.fullmatch(run).groups()  # type: ignore[union-attr]
        for address in entry.addresses:
            yield from (f"{address}page-{number}{ending}" for number in range(int(first), int(last) + 1))


def former_path(path: str, move: Move) -> str:
    """The path of a record's file at its former address; empty for a file outside its page's folder."""
    item = move.item
    if not path.startswith(item.address):
        return ""
    name, old = path.removeprefix(item.address), move.former.removesuffix("/").rpartition("/")[2]
    if old and name.startswith(f"{item.slug}.") and "/" not in name:
        name = f"{old}.{name.removeprefix(f'{item.slug}.')}"
    return f"{move.former}{name}"


def _ended_lists(edition: Edition) -> list[str]:
    """Pages of topics, years and other lists that records of today were published in."""
    groups = ((name, *name.split("/")) for name in lists_published(edition))
    ended = {
        kind_address(slug) if group == "kinds" else f"{name}/" for name, group, slug in groups if group != "languages"
    }
    for item in edition.library.items:
        entry = entry_of(edition, item)
        addresses = entry.addresses if entry is not None else ()
        if item.is_withdrawn:  # of its year there may be no list, and the ledger will have its address from now on
            addresses = (*addresses, item.address)
        ended.update(entry.pages if entry is not None else ())
        ended.update(year[0] for address in addresses if (year := YEAR_OF_RELEASES.match(address)))
    return sorted(ended)


def _page_above(address: str, pages: Container[str]) -> str:
    """The nearest page above an address that is no more; a language that is no more is left out of it."""
    parts = address.rstrip("/").split("/")[:-1]
    while parts:
        for above in ("/".join(parts) + "/", "/".join(parts[1:]) + "/"):
            if above != "/" and page_file(above) in pages:
                return above
        parts.pop()
    without_language = address.partition("/")[2]
    return without_language if without_language and page_file(without_language) in pages else ""


def own_addresses(edition: Edition) -> tuple[str, ...]:
    """The folders of the pages that belong to no single record."""
    named = {contact.organization for contact in edition.library.contacts.values()}
    found: list[str] = []
    for lang in edition.relations.languages:
        sections = (address for address in own_sections(edition, lang) if address and not address.endswith(".html"))
        home = [at(edition, lang, "")] if lang != edition.settings.lang else []
        shown = {organization_address(slug) for slug in named if slug} & list_plan(edition)[lang].keys()
        found += [*home, *(at(edition, lang, address) for address in (*sections, *sorted(shown)))]
    return tuple(found)


def pages_by_uid(edition: Edition) -> dict[str, tuple[str, ...]]:
    """The parts of lists that each record stands in: years, months, facets; but for the year of its own folder. In a
    further language also its topics and organizations. What is in another language alone counts where nothing else is.
    """
    key = ("pages by uid",)
    if key not in edition.kept:
        found: dict[str, list[str]] = {}
        for lang, pages in list_plan(edition).items():
            for page in pages.values():
                if not page.above and (lang == edition.settings.lang or not page.slug):
                    continue
                address = at(edition, lang, page.address)
                own = [member for part in page.parts for member in part.own]
                others = [member for part in page.parts for member in part.foreign]
                for member in own or others or _members_at_home(edition, page.address):
                    item = member.item if isinstance(member, Declared) else member
                    if not item.address.startswith(address):
                        found.setdefault(item.uid, []).append(address)
        edition.kept[key] = {uid: tuple(dict.fromkeys(sorted(pages))) for uid, pages in found.items()}
    return edition.kept[key]  # type: ignore[return-value]


def _members_at_home(edition: Edition, address: str) -> list[Member]:
    """What the same list has in the language of the site: an organization has a page in each."""
    page = list_plan(edition).get(edition.settings.lang, {}).get(address)
    return [member for part in (page.parts if page is not None else ()) for member in (*part.own, *part.foreign)]


def _machine_files(edition: Edition) -> Iterator[Place]:
    yield Place("sitemap.xml", lambda: Made(path="sitemap.xml", view=sitemap_entries(edition), make=sitemap_xml))
    if lines := checksum_lines(edition):
        yield Place("SHA256SUMS", lambda: Made(path="SHA256SUMS", view=lines, make=checksums))
    settings = edition.settings
    if settings.signing_key:
        line = (signer(settings), settings.signing_key)
        yield Place(SIGNERS, lambda: Made(path=SIGNERS, view=line, make=allowed_signers))
    yield Place(
        "robots.txt",
        lambda: Made(path="robots.txt", view=edition.settings.absolute_url("sitemap.xml"), make=robots_text),
    )
