"""Where a link leads: an address, a file to publish next to the page, something held, or nowhere."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from plugins.newsroom.library.addresses import (
    alias_file,
    document_file,
    document_text_file,
    page_address,
    tracker_file,
)
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.reading import Library
from plugins.newsroom.library.tables.trackers import records_of
from plugins.newsroom.library.translations import opening
from plugins.prose.model import Reference
from plugins.records.names import plain_name
from plugins.records.reading import Reading, State
from plugins.records.schema import Document, Record
from plugins.records.slugs import slugify
from plugins.records.sources import in_drafts, is_misnamed_index, pdf_of_text
from plugins.records.suggest import did_you_mean

IMAGE_KINDS = frozenset({"png", "jpg", "jpeg", "gif", "webp", "avif"})
TABLE_KINDS = frozenset({"csv", "tsv", "xlsx", "ods"})
TEXT_KINDS = frozenset({"txt", "docx", "odt", "pptx", "odp", "ics"})
PLAYED_KINDS = frozenset({"mp3", "m4a", "ogg", "oga", "opus", "wav", "mp4", "webm"})
SOUND_KINDS = PLAYED_KINDS | {"vtt", "srt"}
APPLE_KINDS = frozenset({"heic", "heif", "hif"})
SAVE_AS = {
    "doc": "save it as .docx, or as PDF and publish that as a document",
    "xls": "save it as .xlsx or .csv",
    "ppt": "save it as .pptx, or as PDF and publish that as a document",
    "mov": "export it as MP4",
    "svg": "save it as PNG",
    "tif": "save it as PNG or JPEG",
    "tiff": "save it as PNG or JPEG",
}
"""By file extension that is not published: what to convert it to."""
OTHER_PICTURES = frozenset(
    {
        "svg",
        "tif",
        "tiff",
        "bmp",
        "psd",
        "ai",
        "eps",
        "raw",
        "cr2",
        "cr3",
        "nef",
        "arw",
        "dng",
        "jfif",
        "jp2",
        "ico",
        "emf",
        "wmf",
    }
)
"""Pictures that browsers do not show, or that may run something."""
OUTWARD = frozenset({"external", "mail", "fragment"})
"""Schemes that never lead to another page or file of this site."""
MOST_GUESSES = 200
"""Most misspelled names for which suggestions are computed: with more, nobody needs single suggestions."""
PUBLISHED_KINDS = IMAGE_KINDS | TABLE_KINDS | TEXT_KINDS | SOUND_KINDS | {"zip"}
"""Extensions of files that may be published next to a page. A PDF is published as a document, which is checked."""


@dataclass(frozen=True, slots=True)
class Address:
    """A page or file of this site, below the output."""

    path: str
    fragment: str = ""
    item: Item[Record] | None = None
    page: int = 0
    """For a page of a document, the page number."""
    last_page: int = 0
    """For words that run over several pages, the last page number; otherwise `page`."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the content folder, published next to the page that names it."""

    path: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An address outside this site, or a place on the same page."""

    url: str


@dataclass(frozen=True, slots=True)
class Held:
    """A record that may not be seen yet."""

    name: str
    draft: str = ""
    """For a draft, its path: it waits for a person, not for a date."""
    opens: datetime | None = None
    """The moment (UTC) from which it may be seen; None for a draft, and in a build, which does not know it."""

    @property
    def until(self) -> str:
        """What would make the link work."""
        if not self.draft:
            return "wait until it is out"
        if in_drafts(self.draft):
            return f"move {self.draft} out of its folder of drafts once it is ready"
        return f"set status: published in {self.draft} once it is ready"


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that leads nowhere."""

    code: str
    what: str
    fix: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A record whose own file has an error, which is reported there."""


_TEXT_PART = re.compile(r"(?<=/)text/\d+-\d+/\Z", re.ASCII)
_SLASHES = re.compile(r"/(?:\.?/)+")
_OF_RECORD = re.compile(r"(?:[^/]+/)?(release|case|document|tracker)s/(?:\d{4}/)?([^/]+)/(?:[^/]*\.\w+)?")
_PAGES = re.compile(r"page=(\d{1,6})(?:[-‐‑–—](\d{1,6}))?", re.ASCII)
"""A page range; an editor may have turned the hyphen into a dash."""

Target = Address | Asset | Elsewhere | Held | Broken | Unread


@dataclass(frozen=True, slots=True)
class LinkIndex:
    """Finds the target of any reference with one lookup."""

    files: frozenset[str]
    by_slug: Mapping[tuple[str, str], tuple[Item[Record], ...]]
    by_path: Mapping[str, Item[Record]]
    by_pdf: Mapping[str, Item[Record]]
    unseen_by_slug: Mapping[tuple[str, str], Reading]
    unseen_by_path: Mapping[str, Reading]
    slugs: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Every public slug, by type, to suggest for a misspelled one."""
    folders: Mapping[str, tuple[str, ...]] = field(repr=False)
    """The files of each folder, to suggest likewise."""
    by_plain_name: Mapping[str, str] = field(repr=False)
    """Files whose name can be encoded in several ways that look the same, by the simplest of them."""
    by_address: Mapping[str, Item[Record]] = field(repr=False)
    site_url: str
    """Without a slash at its end."""
    opens: Mapping[str, datetime] = field(default_factory=dict, repr=False)
    """Of held records, where they are read, by path: the moment (UTC) from which each may be seen."""
    former: Mapping[tuple[str, str], Item[Record]] = field(default_factory=dict, repr=False)
    """(Type, slug) under which a record was published before, from the ledger → the record."""
    guesses: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    """(Where, name) → suggestion: a link is resolved many times, and guessing is slow."""

    def resolve(self, reference: Reference, path: str) -> Target:
        """Where `reference` leads from the record at `path`."""
        match reference.scheme:
            case "document" | "case" | "release" | "tracker":
                return self._record(reference.scheme, reference.target, reference.fragment, self.lang_of(path))
            case "filename" | "static" | "attach":
                return self._file(reference, path)
            case "fragment":
                return Elsewhere(f"#{reference.fragment}")
            case "internal" | "external" if (
                reference.role == "image" and (place := self.own_place(reference)) and self._there(place)
            ):
                return self._file(reference, path, f"/{place}")
            case "internal":
                return self._at(self.own_place(reference) or "", reference.fragment)
            case "external" if (place := self.own_place(reference)) is not None:
                target = self._at(place, reference.fragment)
                is_known = not isinstance(target, Address) or target.item is not None
                return target if is_known else Elsewhere(_as_typed(reference))
            case _:
                return Elsewhere(_as_typed(reference))

    def own_place(self, reference: Reference) -> str | None:
        """The path below the output that an absolute or root-relative address of this site refers to; else None."""
        if reference.scheme not in ("external", "internal"):
            return None
        target = reference.target
        base = _base_of(self.site_url)
        if reference.scheme == "external":
            host, slash, path = target.partition("://")[2].partition("/")
            own = f"/{path}".startswith(base) and slash and _plain_host(host) == _plain_host(self.site_url)
            return unquote(f"/{path}"[len(base) :]) if own else None
        return unquote(target.removeprefix(base) if len(base) > 1 else target).lstrip("/")

    def leads_out(self, reference: Reference) -> bool:
        """Whether it cannot lead to another page or file of this site."""
        return reference.scheme in OUTWARD and (reference.scheme != "external" or self.own_place(reference) is None)

    def lang_of(self, path: str) -> str:
        found = self.by_path.get(path) or self.unseen_by_path.get(path)
        return found.lang if found else ""

    def item(self, kind: str, slug: str, lang: str) -> Item[Record] | None:
        """The record with that slug, in the language asked for, else the original."""
        found = self.by_slug.get((kind, slug), ())
        return next((i for i in found if i.lang == lang), None) or next(
            (i for i in found if not i.record.translation), found[0] if found else None
        )

    def named(self, kind: str, slug: str, lang: str) -> Target:
        """The record that a field names."""
        return self._record(kind, slug, "", lang)

    def _record(self, kind: str, slug: str, fragment: str, lang: str) -> Target:
        if item := self.item(kind, slug, lang):
            return _in_item(item, fragment)
        if reading := self.unseen_by_slug.get((kind, slug)):
            return self._in_unseen(reading)
        what = f"there is no {kind} {slug or '“”'}"
        if (renamed := self.former.get((kind, slug))) is not None:
            return Broken("L001", f"{what}: it was renamed", f"write {{{kind}}}{renamed.slug}")
        if "/" in slug or "." in slug or "?" in slug:
            names = (_name_in(slug), *(slugify(part) for part in re.split(r"[/?]|\.pdf\b", slug) if part))
            if name := next((name for name in names if self.item(kind, name, lang)), ""):
                return Broken("L001", what, f"write {{{kind}}}{name}")
        if kind == "document" and (present := self.folders.get(f"documents/{slug}", ())):
            return self._in_folder(slug, present, what)
        fix = self.guess(kind, slug, self.slugs.get(kind, ()), f"write the {kind} record, or correct the name")
        return Broken("L001", what, fix)

    def _in_folder(self, name: str, present: Iterable[str], what: str) -> Target:
        """For a document that is named by its folder, and has no such slug."""
        record = f"documents/{name}/index.md"
        if item := self.by_path.get(record):
            return Broken("L001", what, f"write {{document}}{item.slug}")
        if reading := self.unseen_by_path.get(record):
            return self._in_unseen(reading)
        if any(is_misnamed_index(path) for path in present):
            return Unread()
        return Broken("L001", what, f"write its record, {record}")

    def _at(self, place: str, fragment: str) -> Target:
        """What is at an address of this site: the record whose it is or was, else the address itself."""
        path = _SLASHES.sub("/", place.partition("?")[0])
        page = _TEXT_PART.sub("", path.removesuffix("index.html"))
        if item := self.by_address.get(page) or self.by_address.get(f"{page}/"):
            return _in_item(item, fragment)
        item = self.by_address.get(f"{path.rpartition('/')[0]}/")
        if item is not None and item.file is not None:
            if path == document_file(item.address, item.slug):
                return _in_item(item, fragment, as_file=True)
            if path == document_text_file(item.address, item.slug):
                return _in_item(item, fragment) if fragment.startswith("page=") else Address(place, fragment, item)
        named = _OF_RECORD.fullmatch(path)
        reading = self.unseen_by_slug.get((named[1], named[2])) if named else None
        return self._in_unseen(reading) if reading is not None else Address(place, fragment)

    def _file(self, reference: Reference, path: str, written: str = "") -> Target:
        written = written or unquote(reference.target)
        found = self._path_below(written, path)
        if found is None:
            what = f"{written} leads outside the content folder"
            return Broken("C002", what, "put the file into the content folder, beside the text that uses it")
        if (owner := self.owner(found, reference.fragment)) is not None:
            return owner
        if found not in self.files and reference.fragment and f"{found}#{reference.fragment}" in self.files:
            fix = f"did you mean {found}%23{reference.fragment}?"
            name = f"{PurePosixPath(found).name}#{reference.fragment}"
            return Broken("C003", f"there is no file {found}, but {name}, and a # is written as %23", fix)
        if found not in self.files:
            kind = "C003" if reference.role == "image" else "L001"
            folder = found.rpartition("/")[0]
            if f"{found}.md" in self.by_path or f"{found}.md" in self.unseen_by_path:
                return Broken(kind, f"there is no file {found}", f"did you mean {found}.md?")
            near = (file for file in self.folders.get(folder, ()) if _is_of_one_kind(file, found))
            return Broken(
                kind, f"there is no file {found}", self.guess(folder, found, near, "add the file, or correct its name")
            )
        ending = PurePosixPath(found).suffix.lower().lstrip(".")
        if ending in APPLE_KINDS:
            what = f"{found} is a photo in Apple's format, which most browsers cannot show"
            return Broken("C004", what, "export it as JPEG, and name that")
        if reference.role == "image" and ending in OTHER_PICTURES:
            return Broken(
                "C004", f"{found} is a picture of a kind that is not shown", "save it as PNG or JPEG, and name that"
            )
        if reference.role == "image" and ending not in IMAGE_KINDS:
            return Broken("C004", f"{found} is not an image", "name a PNG or JPEG, or link to the file")
        if ending not in PUBLISHED_KINDS:
            fix = SAVE_AS.get(ending, "save it as PNG, JPEG, CSV or plain text")
            return Broken("C004", f"{found} is of a kind that is not published", fix)
        return Asset(found)

    def owner(self, found: str, fragment: str = "") -> Target | None:
        """What a file is shown as, or waits with: its record, a folder of drafts. None for a file of its own."""
        if item := self.by_path.get(found):
            return _in_item(item, fragment)
        if item := self.by_pdf.get(found):
            return _in_item(item, fragment, as_file=True)
        if reading := self.unseen_by_path.get(found):
            return self._in_unseen(reading)
        for record in records_of(found) if found.startswith("trackers/") and found.endswith(".csv") else ():
            if item := self.by_path.get(record):
                return Address(tracker_file(item.address, item.slug), "", item)
            if reading := self.unseen_by_path.get(record):
                return self._in_unseen(reading)
        if found not in self.files:
            return None
        if in_drafts(found):
            return Held(found)
        if found.lower().endswith(".pdf"):
            return self._pdf(found)
        if pdf := pdf_of_text(found, self.files):
            item = self.by_pdf.get(pdf)
            return _in_item(item, fragment) if item is not None else self._pdf(pdf)
        return None

    def is_out_with(self, target: Held, item: Item[Record]) -> bool:
        """Whether the target is public as soon as the record that names it is: both wait, it no longer than that."""
        own = self.opens.get(item.path)
        return target.opens is not None and own is not None and target.opens <= own

    def _in_unseen(self, reading: Reading) -> Target:
        if reading.state is State.FAULTY and not reading.front.plainly_draft:
            return Unread()
        return Held(reading.slug, reading.path if reading.front.plainly_draft else "", self.opens.get(reading.path))

    def guess(self, where: str, name: str, known: Iterable[str], otherwise: str) -> str:
        """A fix that suggests what a misspelled place name may have meant."""
        if (where, name) not in self.guesses:
            if len(self.guesses) >= MOST_GUESSES:
                return otherwise
            self.guesses[where, name] = did_you_mean(name, known, otherwise)
        return self.guesses[where, name]

    def _pdf(self, found: str) -> Target:
        """A PDF that no visible document publishes under this name."""
        folder = PurePosixPath(found).parent
        for path, reading in self.unseen_by_path.items():
            if PurePosixPath(path).parent == folder and reading.kind == "document":
                return self._in_unseen(reading)
        if owner := self.by_path.get(f"{folder}/index.md"):
            what = f"{found} is not the file that {{document}}{owner.slug} publishes now"
            return Broken("C004", what, f"link to {{document}}{owner.slug}")
        slug = slugify(PurePosixPath(found).stem) or "name"
        return Broken(
            "C004",
            f"{found} is a PDF, and a PDF is published as a document",
            f"move it to documents/{slug}/ with an index.md, and link to {{document}}{slug}",
        )

    def _path_below(self, written: str, path: str) -> str | None:
        """The path as Pelican reads it: from the content folder if it starts with `/`, else from the file's folder.

        None if it leads outside.
        """
        start = PurePosixPath() if written.startswith("/") else PurePosixPath(path).parent
        parts: list[str] = list(start.parts)
        for part in PurePosixPath(written.lstrip("/")).parts:
            if part == "..":
                if not parts:
                    return None
                parts.pop()
            elif part != ".":
                parts.append(part)
        found = "/".join(parts)
        there = self._there(found)
        if not there and not written.startswith((".", "/")):
            there = self._there(written.lstrip("/"))
        return there or found

    def _there(self, path: str) -> str:
        """The file with that name, in any spelling that looks the same (Unicode forms); empty for none."""
        if path in self.files or path in self.unseen_by_path:
            return path
        plain = plain_name(path)
        return plain if plain in self.files else self.by_plain_name.get(plain, "")


def make_link_index(library: Library) -> LinkIndex:
    """Every name that a link may use, collected once."""
    by_slug: dict[tuple[str, str], tuple[Item[Record], ...]] = {}
    by_pdf: dict[str, Item[Record]] = {}
    for item in library.items:
        for name in {(item.kind, item.slug), item.text}:
            by_slug[name] = (*by_slug.get(name, ()), item)
        if item.file is not None:
            by_pdf[item.file.path] = item
    slugs: dict[str, list[str]] = {}
    for kind, slug in by_slug:
        slugs.setdefault(kind, []).append(slug)
    folders: dict[str, list[str]] = {}
    for file in sorted(library.files):
        folders.setdefault(file.rpartition("/")[0], []).append(file)
    return LinkIndex(
        files=library.files,
        by_slug=by_slug,
        by_path={item.path: item for item in library.items},
        by_pdf=by_pdf,
        unseen_by_slug={(r.kind, r.slug): r for r in library.unseen},
        unseen_by_path={r.path: r for r in library.unseen},
        slugs={kind: tuple(names) for kind, names in slugs.items()},
        former=_former(library, by_slug),
        folders={folder: tuple(files) for folder, files in folders.items()},
        by_plain_name={plain: file for file in sorted(library.files) if (plain := plain_name(file)) != file},
        by_address=_by_address(library),
        site_url=library.settings.site_url,
        opens=opening(library.held, library.unseen, library.settings.zone),
    )


def _by_address(library: Library) -> dict[str, Item[Record]]:
    """By the address of each record, and by those that lead on to it."""
    found = {item.address: item for item in library.items}
    for item in library.items:
        entry = library.ledger.records.get(item.uid)
        files = [*map(alias_file, item.record.aliases), *(entry.aliases if entry is not None else ())]
        for former in (*(entry.addresses if entry is not None else ()), *(f.removesuffix("index.html") for f in files)):
            found.setdefault(former, item)
    return found


def _former(
    library: Library, taken: Mapping[tuple[str, str], tuple[Item[Record], ...]]
) -> dict[tuple[str, str], Item[Record]]:
    found: dict[tuple[str, str], Item[Record]] = {}
    for item in library.items:
        entry = library.ledger.records.get(item.uid)
        for address in entry.addresses if entry is not None else ():
            name = item.kind, address.rstrip("/").rpartition("/")[2]
            if name not in taken:
                found[name] = item
    return found


def names_file(reference: Reference) -> bool:
    """Whether it may be a file that is published beside the page."""
    return reference.scheme in ("filename", "static", "attach") or (
        reference.scheme == "internal" and reference.role == "image"
    )


def _name_in(written: str) -> str:
    """The slug in a path or file name: `releases/2026/good.md` → `good`."""
    path = PurePosixPath(written.removesuffix("/index.md"))
    return slugify(re.sub(r"\.(?:md|markdown)$", "", path.name))


def _as_typed(reference: Reference) -> str:
    return f"{reference.target}#{reference.fragment}" if reference.fragment else reference.target


@lru_cache
def _base_of(site_url: str) -> str:
    return f"{urlsplit(site_url).path}/"


@lru_cache(maxsize=4096)
def _plain_host(url: str) -> str:
    """The host of an address, with its port: browsers are led from one form of it to another."""
    host = url.rpartition("://")[2].partition("/")[0].lower().removeprefix("www.")
    return host.removesuffix(":443").removesuffix(":80")


def _is_of_one_kind(*names: str) -> bool:
    kinds = [name.rpartition("/")[2].rpartition(".")[2].lower() for name in names]
    return len(set(kinds)) == 1 or IMAGE_KINDS.issuperset(kinds)


def _in_item(item: Item[Record], fragment: str, *, as_file: bool = False) -> Target:
    if not isinstance(item.record, Document):
        return Address(item.address, fragment, item)
    path = document_file(item.address, item.slug) if as_file and item.file else item.address
    if fragment.startswith("bates="):
        number = unquote(fragment.removeprefix("bates="))
        found = _page_of_bates(item, item.record, number)
        if not found:
            fix = "correct the number, or give the document's bates: prefix, start, end"
            return Broken("L003", f"{item.slug} has no page with the Bates number {number}", fix)
        fragment = f"page={found}"
    if not fragment.startswith("page="):
        return Address(path, fragment, item)
    asked = _PAGES.fullmatch(fragment)
    page, last = (int(asked[1]), int(asked[2] or asked[1])) if asked else (0, 0)
    if not 1 <= page <= last:
        written = fragment.removeprefix("page=")
        return Broken(
            "L003", f"“{written}” is not a page number", "write the page's number, as in #page=3, or #page=3-4 for two"
        )
    fragment = f"page={page}"
    if item.file is None:
        # Nothing to check against: the page is kept, and the link leads to the record.
        return Address(path, "", item, page, page)
    if last > item.file.pages:
        pages = item.file.pages
        what = f"{item.slug} has {pages} {'page' if pages == 1 else 'pages'}, and the link asks for page {last}"
        return Broken("L003", what, "correct the page: it is counted from the first sheet of the PDF")
    shown = path if as_file else page_address(path, page, item.file.pages)
    return Address(shown, fragment, item, page, last)


def _page_of_bates(item: Item[Record], record: Document, number: str) -> int:
    """The page with a Bates number: the page that shows it, else by counting from the first; 0 for none."""
    if item.file is None:
        return 0
    pages = item.file.evidence.pages
    if number and (page := next((page.number for page in pages if number in page.text.split()), 0)):
        return page
    bates = record.bates
    if bates is None or not number:
        return 0
    wanted, first = number.removeprefix(bates.prefix), bates.start.removeprefix(bates.prefix)
    if not (wanted.isascii() and wanted.isdigit() and first.isascii() and first.isdigit()):
        return 0
    page = int(wanted) - int(first) + 1
    return page if 1 <= page <= len(pages) else 0
