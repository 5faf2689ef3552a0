"""Fields that name other records, contacts, organizations and files."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import PurePosixPath

from plugins.checks.downloads import of_download
from plugins.checks.whole_line import guessed, known_name, with_file, with_name_of
from plugins.newsroom.library.edition import Edition, picture_reference
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Address, Asset, Broken, Elsewhere, Held
from plugins.newsroom.library.tables.trackers import table_of
from plugins.newsroom.pages.parts.cards import replacement_name
from plugins.newsroom.pages.trackers.tracker_rows import reference_of
from plugins.prose.links import has_host, is_on_a_computer, short
from plugins.prose.walk.images import says_nothing
from plugins.records.dates import iso
from plugins.records.fixing.fixes import add_below
from plugins.records.problems import Problem, problem
from plugins.records.schema import Case, Document, Record, Release, Tracker
from plugins.records.suggest import did_you_mean


def check(edition: Edition) -> Iterator[Problem]:
    for item in (*edition.library.items, *edition.library.held):
        record = item.record
        if isinstance(record, Release):
            yield from _release(edition, item, record)
        elif isinstance(record, Case):
            yield from _case(edition, item, record)
        elif isinstance(record, Document):
            yield from _document(edition, item, record)
        elif isinstance(record, Tracker):
            yield from _rows(edition, item)
        if record.withdrawn is not None and record.withdrawn.replacement:
            kind, slug = replacement_name(record.withdrawn.replacement, item.kind)
            yield from _named(edition, item, kind, slug, "withdrawn", "replacement")
    yield from _early(edition)


def _early(edition: Edition) -> Iterator[Problem]:
    """Documents that go out now though all that cites them waits. Where held items are read: never in a publication."""
    library, opens = edition.library, edition.links.opens
    waiting: dict[str, list[Item[Record]]] = {}
    for item in library.held:
        if not isinstance(item.record, Release) or opens.get(item.path, edition.settings.now) <= edition.settings.now:
            continue
        targets = [edition.links.resolve(reference, item.path) for reference in item.prose.references]
        targets += [edition.links.named("document", slug, item.lang) for slug in item.record.documents]
        for path in {t.item.path for t in targets if isinstance(t, Address) and t.item and t.item.kind == "document"}:
            waiting.setdefault(path, []).append(item)
    for document in library.documents if waiting else ():
        is_known = document.uid in library.ledger.records or document.record.case
        if document.path not in waiting or is_known or edition.relations.citations.get(document.address):
            continue
        first = min(waiting[document.path], key=lambda item: opens[item.path])
        at = opens[first.path].astimezone(edition.settings.zone)
        what = f"this document goes out at once, before what cites it, {first.path} ({at:%Y-%m-%d %H:%M})"
        fix = add_below(document.line("title"), f"embargo: {iso(at)}")
        yield problem("R021", document.path, document.line("title"), what, f"if it must wait too, {fix}")


def _release(edition: Edition, item: Item[Record], record: Release) -> Iterator[Problem]:
    library = edition.library
    roles = record.organizations
    contacts = library.contacts.keys() | library.unseen_contacts
    for index, slug in enumerate(record.contacts):
        if slug not in contacts and not _has_faults(edition, "contacts.yml"):
            fix = did_you_mean(slug, contacts, "add the person to contacts.yml")
            fix = with_name_of(edition, item.path, item.line("contacts", index), slug, fix)
            yield problem("R004", item.path, item.line("contacts", index), f"there is no contact {slug}", fix)
    for name, slugs in (("lead", roles.lead), ("with", roles.with_)):
        for index, slug in enumerate(slugs):
            yield from _organization(edition, item, slug, item.line("organizations", name, index))
    for slug in record.boilerplate:
        yield from _organization(edition, item, slug, item.line("boilerplate", slug))
    for kind, field, slugs in (("case", "cases", record.cases), ("document", "documents", record.documents)):
        for index, slug in enumerate(slugs):
            yield from _named(edition, item, kind, slug, field, index)
    for index, image in enumerate(record.images):
        line = item.line("images", index, "file")
        yield from _image(edition, item, image.file, image.alt, line)
        if says_nothing(image.alt) and image.alt != "…":  # which is told as a placeholder
            what = f"the alt text “{short(image.alt)}” says nothing about what the image shows"
            yield problem("I004", item.path, item.line("images", index, "alt"), what, "write what it shows after alt:")
    for first, second in pairwise(index for index, image in enumerate(record.images) if image.lead):
        line, other = item.line("images", second, "lead"), item.line("images", first, "lead")
        what = f"two pictures say lead: true, here and on line {other}, and only one can be above the text"
        yield problem("I007", item.path, line, what, "delete the line at one of the two")


def _has_faults(edition: Edition, name: str) -> bool:
    """Whether a list could not be read completely: what seems to be missing may be in it."""
    return any(p.path == name for p in edition.library.problems)


def _organization(edition: Edition, item: Item[Record], slug: str, line: int) -> Iterator[Problem]:
    known = edition.library.organizations.keys() | edition.library.unseen_organizations
    if slug not in known and not _has_faults(edition, "organizations.yml"):
        called = known_name(edition, "organizations", slug)
        fix = f"did you mean {called}?" if called else did_you_mean(slug, known, "add it to organizations.yml")
        fix = with_name_of(edition, item.path, line, slug, fix)
        yield problem("R004", item.path, line, f"there is no organization {slug}", fix)


def _image(edition: Edition, item: Item[Record], file: str, alt: str, line: int) -> Iterator[Problem]:
    target = edition.links.resolve(picture_reference(file, alt, line), item.path)
    if is_on_a_computer(file):
        what = f"the picture {short(file)} is on your own computer, where no reader can see it"
        yield problem(
            "C003", item.path, line, what, "put it beside the release, and give just its name, as in photo.jpg"
        )
    elif isinstance(target, Elsewhere) and not has_host(target.url):
        what = f"the picture {short(file)} is at an address that names no host"
        fix = with_file(edition, item.path, line, file, PurePosixPath(file).name, "put it beside the release, and")
        yield problem("L005", item.path, line, what, fix)
    elif isinstance(target, Elsewhere):
        seen = "readers see its alt text as a link" if alt else "readers do not see it"
        what = f"the picture {short(target.url)} is on another site: {seen}"
        fix = with_file(
            edition, item.path, line, file, PurePosixPath(target.url).name, "save it beside the release, and"
        )
        yield problem("I002", item.path, line, what, fix)
    elif isinstance(target, Broken):
        fix = guessed(target.fix)
        fix = with_file(edition, item.path, line, file, PurePosixPath(fix).name, target.fix) if fix else target.fix
        yield problem(target.code, item.path, line, target.what, fix)
    elif isinstance(target, Asset):
        yield from of_download(edition, item.path, target.path, line, shown=True)
    elif isinstance(target, Held):
        what = f"the image {target.name} is in a folder of drafts, so it is not yet public"
        yield problem("R005", item.path, line, what, "move it beside the release")
    else:
        yield problem("C004", item.path, line, f"{file} is not an image", "name a PNG or JPEG beside the release")


def _case(edition: Edition, item: Item[Record], record: Case) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, entry in enumerate(record.docket):
        line = item.line("docket", index, "entry_number")
        if (first := seen.setdefault(entry.entry_number, line)) != line:
            what = f"the docket has two entries {entry.entry_number}, here and on line {first}"
            yield problem("R009", item.path, line, what, "correct the number of one of the two")
        for slug in entry.documents:
            yield from _named(edition, item, "document", slug, "docket", index, "documents")
    for index, event in enumerate(record.timeline):
        if event.document:
            yield from _named(edition, item, "document", event.document, "timeline", index, "document")


def _document(edition: Edition, item: Item[Record], record: Document) -> Iterator[Problem]:
    if record.case:
        yield from _named(edition, item, "case", record.case, "case")
    if item.file is None:
        return
    pages = item.file.pages
    for field, numbers in (("sections", [s.page for s in record.sections]), ("notes", [n.page for n in record.notes])):
        for index, number in enumerate(numbers):
            if number > pages:
                line = item.line(field, index, "page")
                what = f"{field} names page {number}, and the PDF has {pages} {'page' if pages == 1 else 'pages'}"
                yield problem("L003", item.path, line, what, "correct the page: it is counted from the first sheet")


def _rows(edition: Edition, item: Item[Record]) -> Iterator[Problem]:
    """The document and page that each row of a tracker names, at its own line."""
    path = table_of(item.path, item.lang, edition.library.files.__contains__)
    for row in item.rows:
        if not row.document:
            continue
        match edition.links.resolve(reference_of(row), item.path):
            case Held() as held if edition.links.is_out_with(held, item):
                continue
            case Held(draft=draft, until=until):
                what = f"the row names the document {row.document}, which is {'a draft' if draft else 'held'}"
                yield problem("R005", path, row.line, what, f"{until}, or remove the name")
            case Broken(code=code, what=what, fix=fix):
                yield problem("R004" if code == "L001" else code, path, row.line, what, fix)


def _named(edition: Edition, item: Item[Record], kind: str, slug: str, *where: str | int) -> Iterator[Problem]:
    line = item.line(*where)
    name = [part for part in where if isinstance(part, str)][-1]
    match edition.links.named(kind, slug, item.lang):
        case Held() as held if edition.links.is_out_with(held, item):
            return
        case Held(draft=draft, until=until):
            what = f"{name} names the {kind} {slug}, which is {'a draft' if draft else 'held'}"
            yield problem("R005", item.path, line, what, f"{until}, or remove the name")
        case Broken(what=what, fix=fix):
            fix = with_name_of(edition, item.path, line, slug, fix)
            yield problem("R004", item.path, line, f"{name}: {what}", fix)
