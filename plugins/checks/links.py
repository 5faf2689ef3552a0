"""Links and images of the text: each leads to something that exists and may be seen."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, unquote

from plugins.checks.downloads import of_download
from plugins.checks.whole_line import guessed, with_address
from plugins.newsroom.library.addresses import OPML
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Address, Asset, Broken, Elsewhere, Held
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.subscriptions import feed_files
from plugins.prose.dialect.addresses import pinned
from plugins.prose.links import BRACES
from plugins.prose.model import Prose, Reference
from plugins.prose.tracking import plain_address
from plugins.records.problems import Problem, problem
from plugins.records.schema import Case, Document, Record
from plugins.records.slugs import slugify
from plugins.records.sources import kind_of
from plugins.records.suggest import nearest

_FILE_NAME = re.compile(r"\{attach\}([^#(){}<>]+?\.pdf)(#[^\s()]*)?", re.I)
_SIGN_IN = re.compile(
    r"https?://(?:docs\.google\.com/(?:document|spreadsheets|presentation|forms)/(?!.*/(?:pub|pubhtml|viewform)\b)"
    r"|drive\.google\.com/(?:file|drive|open)|[\w-]+\.sharepoint\.com/)",
    re.I,
)
_TITLED = re.compile(r"(\S+)\s+[“”„‟«](.*)[“”»]")
_NAMED = re.compile(r"\(\{document\}([^#(){}<>]*)(#[^\s()]*)?\)")
_OF_RECORDS = re.compile(r"(?:[^/]+/)?(?:release|case|document)s/", re.I)
"""What below a whole address of this site is the site's for sure; anything else may be another program's."""


def check(edition: Edition) -> Iterator[Problem]:
    known = {*(place.path for place in outline(edition)), *feed_files(edition), OPML, "favicon.ico"}
    for item in (*edition.library.items, *edition.library.held):
        for reference in item.prose.references:
            line = item.front.body_line + reference.line - 1
            yield from _reference(edition, item, item.prose, reference, line, known)
        for index, prose in enumerate(item.events):
            line = item.event_line(index)
            for reference in prose.references:
                yield from _reference(edition, item, prose, reference, line + reference.line - 1, known)


def _reference(
    edition: Edition, item: Item[Record], prose: Prose, reference: Reference, line: int, known: set[str]
) -> Iterator[Problem]:
    place = edition.links.own_place(reference)
    if reference.scheme == "external" and place is None and reference.role != "image":
        yield from _outside(edition, item, reference, line)
    if reference.scheme == "mail" or (reference.scheme == "external" and place is None):
        return
    if reference.scheme == "fragment":
        yield from _fragment(edition, item, prose, reference.fragment, line)
        return
    target = edition.links.resolve(reference, item.path)
    if place is not None:
        is_unknown = isinstance(target, Address | Elsewhere) and (isinstance(target, Elsewhere) or target.item is None)
        if is_unknown and reference.role == "image" and place not in known:
            near = (path for path in edition.library.files if not kind_of(path))
            fix = edition.links.guess("/", place, near, "add the file, or correct its name")
            fix = with_address(edition, item.path, line, f"/{place}", f"/{guessed(fix)}", fix) if guessed(fix) else fix
            yield problem("C003", item.path, line, f"there is no file {place}", fix)
        elif is_unknown and (reference.scheme == "internal" or _OF_RECORDS.match(place)):
            yield from _internal(edition, item, place, line, known)
        elif isinstance(target, Address) and target.item is not None and _has_name(target, target.item):
            yield _unnamed(edition, item, target.item, reference, line)
    match target:
        case Held() as held if edition.links.is_out_with(held, item):
            return
        case Held(name=name, draft=draft, until=until):
            what = f"the link “{_short(reference.text)}” leads to {name}, which is {'a draft' if draft else 'held'}"
            fix = f"{until}, or remove the link: it shows as plain text in a preview, and blocks publication"
            yield problem("L002", item.path, line, what, fix)
        case Broken(code=code, what=what, fix=fix):
            if code in ("L001", "C003"):
                fix = _with_target(edition, item, reference, line, fix)
            elif code == "L003":
                fix = _with_only_page(edition, item, reference, line, fix)
            yield problem(code, item.path, line, what, fix)
        case Asset(path=path):
            yield from of_download(edition, item.path, path, line, shown=reference.role == "image")
        case Address(item=record, fragment=fragment) if record is not None and fragment:
            yield from _place(edition, item, record, fragment, line)


def _outside(edition: Edition, item: Item[Record], reference: Reference, line: int) -> Iterator[Problem]:
    """An address of the web as a mail program or a colleague passes it on."""
    behind = f"#{reference.fragment}" if reference.fragment else ""
    address = f"{reference.target}{behind}"
    if (plain := plain_address(address)) != address:
        what = f"the link “{_short(reference.text)}” tracks its readers, or leads through a mail program"
        fix = with_address(edition, item.path, line, address, plain, f"the address alone is {plain[:100]}")
        yield problem("L009", item.path, line, what, fix)
    elif _SIGN_IN.match(address):
        what = f"the link “{_short(reference.text)}” may ask readers to sign in: its file is shared, not published"
        fix = "save it as PDF and publish that as a document, or link to where it is published"
        yield problem("L009", item.path, line, what, fix)


def _with_target(edition: Edition, item: Item[Record], reference: Reference, line: int, fix: str) -> str:
    """The fix for a link to a missing record, with its line if there is a name to suggest."""
    behind = f"#{reference.fragment}" if reference.fragment else ""
    written = f"{reference.target}{behind}"
    old = f"{{{reference.scheme}}}{written}"
    right = fix.removeprefix("write ")
    if right == fix or not right.startswith("{"):
        right = _guessed_address(item, reference, guessed(fix))
        behind = "" if "%23" in right else behind
    if (titled := _TITLED.fullmatch(reference.target)) and not behind:
        right = f'{{{reference.scheme}}}{titled[1]} "{titled[2]}"'
        return with_address(edition, item.path, line, old, right, "write straight quotation marks around its title")
    slug, page = pinned(reference.target) if reference.scheme == "document" and not behind else ("", "")
    if page and edition.links.item("document", slugify(slug), item.lang):  # [the letter]({document}letter page 2)
        right, behind = f"{{document}}{slugify(slug)}", page
        fix = f"write {right}{behind}"
    if asked := re.fullmatch(r"[^?]*\?page=(\d+)", reference.target):
        behind = f"#page={asked[1]}"
    if reference.scheme == "document":
        named = edition.links.item("document", right.rpartition("}")[2], item.lang)
    else:
        named = _with_file(edition, right or reference.target) if reference.scheme in ("static", "attach") else None
        right, fix = (f"{{document}}{named.slug}", f"write {{document}}{named.slug}") if named else (right, fix)
    behind = _in_its_pages(named, behind) if named else behind
    for form in (old, written) if right else ():
        told = with_address(edition, item.path, line, form, f"{right}{behind}", fix)
        if told != fix:
            return told
    return fix


def _guessed_address(item: Item[Record], reference: Reference, guess: str) -> str:
    """The name that a fix suggests, as this record would link it; empty for none."""
    if not guess or reference.scheme not in BRACES:
        return ""
    if reference.scheme in ("filename", "static", "attach"):
        folder = f"{item.path.rpartition('/')[0]}/"
        guess = guess.removeprefix(folder) if guess.startswith(folder) else f"/{guess}"
        guess = re.sub("[ ()<>]", lambda sign: quote(sign[0]), guess)
    return f"{{{reference.scheme}}}{guess}"


def _with_only_page(edition: Edition, item: Item[Record], reference: Reference, line: int, fix: str) -> str:
    """The fix for a page that a document does not have, with its line if the document has a single page."""
    first = edition.links.resolve(replace(reference, fragment="page=1"), item.path)
    if not isinstance(first, Address) or first.item is None or _in_its_pages(first.item, "#page=2") != "#page=1":
        return fix
    address = f"/{reference.target.lstrip('/')}" if reference.scheme == "internal" else reference.target
    written = f"{{{reference.scheme}}}{address}" if reference.scheme in BRACES else address
    better = with_address(edition, item.path, line, f"{written}#{reference.fragment}", f"{written}#page=1", fix)
    number = re.escape(reference.fragment.removeprefix("page="))
    return re.sub(rf"\b(pages?|pp?\.|páginas?|págs?\.)(\s*){number}(?!\d)", r"\g<1>\g<2>1", better, flags=re.I)


def _in_its_pages(document: Item[Record], behind: str) -> str:
    """`#page=2`, or `#page=1` for a document with a single page."""
    return "#page=1" if behind.startswith("#page=") and document.file and document.file.pages == 1 else behind


def by_name(edition: Edition, found: Problem) -> Problem:
    """A link to `letter.pdf` or to `(the letter)` is reported before any document is known: the fix then names it."""
    if found.code not in ("L005", "T003"):
        return found
    if written := _FILE_NAME.search(found.fix):
        owner = _with_file(edition, written[1])
        if owner is None:
            return found
        right = f"{{document}}{owner.slug}{_in_its_pages(owner, written[2] or '')}"
        return replace(found, fix=found.fix.replace("for a file of this site, ", "").replace(written[0], right))
    if found.code == "T003" and "{document}" not in found.what and (written := _NAMED.search(found.fix)):
        return replace(found, fix=found.fix.replace(written[0], f"({_meant(edition, written[1], written[2] or '')})"))
    return found


def _meant(edition: Edition, name: str, behind: str) -> str:
    """The address for words that stand where an address belongs: the document called so, or one to fill in."""
    known = {slug for kind, slug in (*edition.links.by_slug, *edition.links.unseen_by_slug) if kind == "document"}
    slug = name if name in known else nearest(name, known, least=80)
    document = edition.links.item("document", slug, "") if slug else None
    behind = _in_its_pages(document, behind) if document is not None else behind
    return f"{{document}}{slug}{behind}" if slug else "https://…"


def _with_file(edition: Edition, path: str) -> Item[Document] | None:
    """The one document whose PDF has that name, whatever the folder."""
    name = unquote(path).rpartition("/")[2].lower()
    owners = [d for d in edition.library.documents if d.file and d.file.path.rpartition("/")[2].lower() == name]
    return owners[0] if len(owners) == 1 else None


def _fragment(edition: Edition, item: Item[Record], prose: Prose, fragment: str, line: int) -> Iterator[Problem]:
    wanted = unquote(fragment)
    if wanted and wanted not in prose.ids and wanted not in _own_ids(item):
        places = (f"#{name}" for name in prose.ids)
        fix = edition.links.guess(item.path, f"#{wanted}", places, "link to a heading of this text")
        fix = with_address(edition, item.path, line, f"#{fragment}", guessed(fix), fix) if guessed(fix) else fix
        yield problem("L004", item.path, line, f"there is no place #{wanted} in this text", fix)


def _place_of_page(item: Item[Record], wanted: str) -> str:
    """`#p2`, `#page2` or `#2` for a page of a document, as it is written."""
    match = re.fullmatch(r"(?:p(?:age|g)?s?)?[.:=_ -]*(\d{1,4})", wanted, re.I)
    return f"#page={int(match[1])}" if match and isinstance(item.record, Document) else ""


def _own_ids(item: Item[Record]) -> set[str]:
    """Places that the theme makes on a record's page."""
    ids = {"main", "top"}
    if isinstance(item.record, Case):
        ids |= {f"entry-{entry.entry_number}" for entry in item.record.docket}
    if isinstance(item.record, Document) and item.file is not None:
        ids |= {f"page={number}" for number in range(1, item.file.pages + 1)}
    return ids


def _place(edition: Edition, item: Item[Record], target: Item[Record], fragment: str, line: int) -> Iterator[Problem]:
    wanted = unquote(fragment)
    ids = target.prose.ids | _own_ids(target)
    if wanted not in ids:
        named = (f"#{name}" for name in ids if not name.startswith("page="))
        page = _place_of_page(target, wanted)
        fix = edition.links.guess(target.path, f"#{wanted}", named, "leave out what comes after #")
        fix = f"did you mean {page}?" if page else fix
        if guessed(fix):
            old = f"{{{target.kind}}}{target.slug}"
            fix = with_address(edition, item.path, line, f"{old}#{fragment}", f"{old}{guessed(fix)}", fix)
        yield problem("L004", item.path, line, f"there is no place #{wanted} in {target.path}", fix)


def _has_name(target: Address, item: Item[Record]) -> bool:
    """Whether braces can say it: the plain text of a document has an address alone."""
    return item.kind in BRACES and not target.path.endswith(".txt")


def _unnamed(edition: Edition, item: Item[Record], target: Item[Record], reference: Reference, line: int) -> Problem:
    """A link by address to a record, where linking by name would survive a move."""
    fragment = f"#{reference.fragment}" if reference.fragment else ""
    written = f"{'/' if reference.scheme == 'internal' else ''}{reference.target.lstrip('/')}{fragment}"
    what = f"the link “{_short(reference.text)}” gives an address of this site, {written}"
    name = f"{{{target.kind}}}{target.slug}{fragment}"
    fix = f"name the record: write {name} instead of {written}"
    fix = with_address(edition, item.path, line, written, name, fix)
    return problem("L008", item.path, line, what, fix)


def _internal(edition: Edition, item: Item[Record], path: str, line: int, known: set[str]) -> Iterator[Problem]:
    if path in known or (f"{path}index.html" in known and (not path or path.endswith("/"))):
        return
    if f"{path}/index.html" in known:
        fix = with_address(edition, item.path, line, f"/{path}", f"/{path}/", f"write /{path}/")
        yield problem("L005", item.path, line, f"the address /{path} is missing its last slash", fix)
        return
    addresses = (name.removesuffix("index.html") for name in known)
    guess = edition.links.guess("/", path, addresses, "")
    fix = (
        guess.replace("did you mean ", "did you mean /")
        or "link to a record, as in {release}slug, or write the full address"
    )
    better = guessed(fix)
    for old in (f"/{path}", f"{edition.settings.site_url}/{path}"):
        told = with_address(edition, item.path, line, old, better, fix) if better else fix
        if told != fix:
            break
    yield problem("L001", item.path, line, f"this site has no page /{path}", told)


def _short(text: str, limit: int = 50) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
