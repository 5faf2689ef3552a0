"""Reports files that a person put into the content folder and that nothing reads or uses."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from plugins.evidence.text.sidecar import sidecar_of
from plugins.newsroom.library.edition import Edition, assets_of
from plugins.newsroom.library.links import IMAGE_KINDS, PUBLISHED_KINDS
from plugins.records.examples import added
from plugins.records.front_matter import split_front_matter
from plugins.records.ledger import LEDGER
from plugins.records.names import plain_name
from plugins.records.problems import Problem, problem
from plugins.records.schema import Document, Release
from plugins.records.slugs import slugify
from plugins.records.sources import FOLDERS, LISTS, MARKDOWN, kind_of, on_any_disk, read_roughly
from plugins.records.validation import field_names

OURS = frozenset({*LISTS, LEDGER, "site.yml", "migrate.yml", "migrate-report.txt"})
"""Files at the top of the content folder that have a purpose."""
WATCHED = frozenset({*FOLDERS, "trackers"})
"""Folders in which every file is expected to be read or used."""
TEXTS = frozenset({"", "md", "markdown", "mkd", "mdown", "mdwn", "mdtext", "mdx", "txt", "text"})
"""Extensions of texts that must be renamed to be read."""
WRITTEN = frozenset(
    {"docx", "docm", "doc", "dot", "odt", "rtf", "pages", "wpd", "html", "htm", "xhtml", "mht", "mhtml", "rst", "adoc",
     "org", "tex", "eml", "msg", "gdoc"}
)  # fmt: skip
"""Extensions of texts that must be converted."""
READ = frozenset(ending.lstrip(".") for ending in MARKDOWN)
OF_A_RELEASE = frozenset({*field_names(Release)} - {*field_names(Document)})
"""Fields that a document does not have."""
VERSION = re.compile(
    r"(?:[\s._-]+(?:final|draft|copy|clean|edited|edits|rev(?:ised)?\d*|v\d+|version \d+)|[\s._-]*\(\d+\))+$", re.I
)
"""What people put at the end of a file's name to tell its versions apart."""
NAMELESS = re.compile(
    r"(?:untitled|unnamed|new(?: text)? (?:document|file)|untitled document|unbenannt|neues dokument|sans titre"
    r"|sin t[ií]tulo|document\d+)(?: ?\(?\d+\)?)?",
    re.I,
)
"""How programs call a file that nobody has named."""
PIECE = re.compile(r"""[^\s/\\"'()<>\[\]{}|,;]+""")


def check(edition: Edition) -> Iterator[Problem]:
    yield from _called_index(edition)
    yield from _called_final(edition)
    used = _used(edition)
    yield from _doubles(edition, used)
    library = edition.library
    told = {p.path for p in library.problems if p.code.startswith("C")}
    idle = [path for path in library.files if _is_watched(path) and path not in used and path not in told]
    if idle:
        named = _Mentions(edition)
        for path in sorted(idle):
            if not named.has(path):
                yield _idle(path, edition)


def _called_index(edition: Edition) -> Iterator[Problem]:
    for item in (*edition.library.items, *edition.library.held):
        if item.slug == "index" and item.kind not in ("document", "page") and not item.record.slug:
            folder = PurePosixPath(item.path).parent.name
            name = folder if folder not in FOLDERS and not folder.isdigit() else item.record.title
            what = f"the file's name gives it the address /{item.address}"
            fix = f"rename it to {slugify(name, 60) or 'its-title'}.md, or add a line slug: with the name you want"
            yield problem("C008", item.path, 1, what, fix)


def _called_final(edition: Edition) -> Iterator[Problem]:
    """A version of a text, by its file's name: once it is published, its address is that for good."""
    for item in (*edition.library.items, *edition.library.held):
        if item.record.slug or item.uid in edition.library.ledger.records:
            continue
        posix = PurePosixPath(item.path)
        name = posix.parent.name if item.kind == "document" else posix.name.rpartition(".")[0]
        name = name.removesuffix(f".{item.lang}")
        is_nameless = NAMELESS.fullmatch(re.sub(r"[-_]+", " ", name)) is not None
        better = slugify(item.record.title if is_nameless else VERSION.sub("", name), 60)
        if better and (is_nameless or VERSION.search(name)):
            what = f"its address would be /{item.address} for good, by the name of its file"
            fix = f"rename it before it is published, or {added(f'slug: {better}', item.front)}"
            yield problem("C011", item.path, 1, what, fix)


def _used(edition: Edition) -> set[str]:
    """Files that public or checked records certainly use, and all files that are read."""
    used: set[str] = set()
    for item in (*edition.library.items, *edition.library.held):
        used.update(assets_of(edition, item))
        for file in (item.file, *item.versions):
            if file is not None:
                used |= {file.path, sidecar_of(Path(file.path)).as_posix()}
    return used | _typeset(edition)


def _typeset(edition: Edition) -> set[str]:
    """Sources of PDFs next to a document's record: `invoke typeset` uses them."""
    library = edition.library
    paths = [*(item.path for item in (*library.items, *library.held)), *(reading.path for reading in library.unseen)]
    homes = {posix.parent for path in paths if (posix := PurePosixPath(path)).match("documents/*/index*.md")}
    return {path for path in library.files if path.endswith(".typ") and PurePosixPath(path).parent in homes}


def _doubles(edition: Edition, used: set[str]) -> Iterator[Problem]:
    """Files that are used, or that are the same as a used one on many computers."""
    files = edition.library.files
    taken: dict[str, str] = {}
    for path in sorted(files):
        other = taken.setdefault(on_any_disk(path), path)
        if other != path and (path in used or other in used) and not kind_of(path):
            what = f"{PurePosixPath(path).name} and {other} are one file on many computers"
            yield problem("C005", path, 1, what, "rename one of the two")


def _is_watched(path: str) -> bool:
    if kind_of(path) or path in OURS:
        return False
    folder, slash, _ = path.partition("/")
    return not slash or folder in WATCHED or _ending(path) in READ


def without_the_told(problems: Collection[Problem]) -> list[Problem]:
    """Leave out idle files that another problem names, for when that is fixed, they may be used; and alt texts of
    pictures that are not there, and names of copies."""
    told = "\n".join(f"{p.what}\n{p.fix}" for p in problems if p.code != "C006")
    broken = {(p.path, p.line) for p in problems if p.code in ("C002", "C003", "C004", "I002", "I003")}
    copies = {p.path for p in problems if p.code == "C007"}
    return [
        p for p in problems
        if not (p.code == "C006" and p.path.rpartition("/")[2] in told)
        and not (p.code == "I006" and (p.path, p.line) in broken)
        and not (p.code == "C011" and p.path in copies)
    ]  # fmt: skip


class _Mentions:
    """Places other than public links where a file may be named: fields, lists, and held records."""

    def __init__(self, edition: Edition):
        library = edition.library
        content = library.settings.content
        gone = [item.path for item in library.items if item.is_withdrawn]
        unread = [*gone, *(reading.path for reading in library.unseen)]
        lists = [path for path in library.files if "/" not in path and path.endswith((".yml", ".yaml"))]
        texts = [read_roughly(content, path) for path in (*unread, *lists)]
        texts += [repr(item.record) for item in library.items]
        texts += [r.target for item in library.items for p in (item.prose, *item.events) for r in p.references]
        self._text = plain_name(unquote("\n".join(texts))).casefold()
        self._pieces = set(PIECE.findall(self._text))
        self._folders = {path.rpartition("/")[0] for path in unread if path.startswith("documents/")}
        """Of documents whose files are not known."""
        self._files = library.files

    def has(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        if folder in self._folders:
            return True
        if folder.startswith("trackers") and any(f"{path.rpartition('.')[0]}{end}" in self._files for end in MARKDOWN):
            return True
        name = plain_name(name).casefold()
        return self._pieces.issuperset(PIECE.findall(name)) and name in self._text


def _name_of(path: str) -> str:
    """What a text is called: by its file, or for an index by its folder."""
    posix = PurePosixPath(path)
    name = posix.name.partition(".")[0]
    return posix.parent.name if name.lower() == "index" else name


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower().lstrip(".")


def _idle(path: str, edition: Edition) -> Problem:
    what, fix = _advice(path, edition.library.files)
    if path.startswith("documents/") and _ending(path) in TEXTS:
        fields = split_front_matter(read_roughly(edition.settings.content, path), path).fields
        if OF_A_RELEASE & fields.keys():
            year = re.match(r"\d{4}(?=-)", str(fields.get("date", "")))
            what = "this is not read: its fields are those of a release, and this is the folder of documents"
            fix = f"move it to releases/{year[0] if year else '<year>'}/{slugify(_name_of(path), 60) or 'its-title'}.md"
    return problem("C006", path, 1, what, fix)


def _advice(path: str, files: Iterable[str]) -> tuple[str, str]:
    """The message about an unused file, and what to do with it."""
    posix = PurePosixPath(path)
    folder, ending = posix.parts[0] if len(posix.parts) > 1 else "", _ending(path.rstrip())
    stem = posix.name.partition(".")[0]
    slug = slugify(stem, 60) or "its-title"
    idle = "nothing uses this file, so it is not published"
    if ending == "pdf":
        what = idle
        if folder == "documents" and len(posix.parts) > 2:
            home = str(posix.parent)
            if f"{home}/index.md" in files:
                return what, f"name it in {home}/index.md, under file: or versions:, or delete it"
            return "no record says what this PDF is, so it is not published", f"write {home}/index.md beside it"
        title = slug.replace("-", " ").capitalize()
        return (
            what,
            f'run `invoke new document "{title}"`, move it to documents/{slug}/, and link to {{document}}{slug}',
        )
    if folder == "documents" and ending in TEXTS:
        home = f"documents/{posix.parent.name if len(posix.parts) > 2 else slug}/index.md"
        fix = f"put its words into {home}, or delete it" if home in files else f"move it to {home}, or delete it"
        return "a document's record is index.md in a folder of its own, so this is not read", fix
    if folder in WATCHED and ending in TEXTS:
        return "this is not read: a record is a file whose name ends in .md", f"rename it to {slug}.md, or delete it"
    if ending in READ:
        places = ", ".join(f"{name}/" for name in FOLDERS)
        return "files in this folder are not published", f"move it below one of {places}, or out of the content folder"
    if folder in WATCHED and ending in WRITTEN:
        return "this is not read: a record is a Markdown file", (
            f"run `invoke import` with it, which makes a draft or says how, and move it out of {folder}/"
        )
    link = f"{{attach}}/{re.sub('[ ()<>%]', lambda sign: quote(sign[0]), plain_name(path))}"
    if ending in IMAGE_KINDS:
        return idle, f"show it, as in ![what it shows]({link}), or delete it"
    if ending in PUBLISHED_KINDS:
        return idle, f"link to it, as in [its name]({link}), or delete it"
    if ending in ("heic", "heif"):
        return idle, "it is a photo in Apple's format: export it as JPEG and show that, or delete it"
    return idle, "move it out of the content folder, or delete it"
