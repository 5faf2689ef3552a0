"""Pictures, tables and PDFs of the old site: where each goes, a PDF as a document with a record of its own."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from plugins.desk.migrating.links import Target
from plugins.desk.migrating.old_site import OldSite, is_static
from plugins.desk.yaml_writing import field
from plugins.newsroom.library.links import PUBLISHED_KINDS
from plugins.records.reading import default_uid
from plugins.records.slugs import LONGEST, slugify
from plugins.records.sources import FOLDERS


@dataclass(slots=True, kw_only=True, eq=False)
class OldFile:
    """One file of the old site that is no text."""

    path: str
    """POSIX path below the old content folder."""
    new: str
    """The same below ours; empty where it is not carried over."""
    why: str = ""
    slug: str = ""
    """Of a PDF, that of its document."""
    is_public: bool = False
    """Whether the old site published it."""

    @property
    def target(self) -> Target:
        if self.slug:
            return Target(f"{{document}}{self.slug}", takes_fragment=False)
        return Target(f"{{static}}/{quote(self.new)}" if self.new else "", self.why)


def place_files(site: OldSite, taken: Iterable[str], is_taken: Callable[[str, Path], bool]) -> list[OldFile]:
    """`taken`: slugs of documents that are there already, from elsewhere; `is_taken` says the same of a file."""
    used, names = set(taken), set()
    placed = []
    for path in site.files:
        ending = PurePosixPath(path).suffix.lower().lstrip(".")
        public = is_static(path, site.settings)
        if ending == "pdf":
            slug = _free(slugify(PurePosixPath(path).stem) or "document", used)
            placed.append(OldFile(path=path, new=f"documents/{slug}/{slug}.pdf", slug=slug, is_public=public))
        elif ending in PUBLISHED_KINDS:
            new = _plain(path)
            while new.casefold() in names or is_taken(new, site.settings.content / path):
                new = f"{new.rpartition('.')[0]}-2.{ending}"
            names.add(new.casefold())
            placed.append(OldFile(path=path, new=new, is_public=public))
        else:
            why = f"is of a kind that is not published (.{ending})" if ending else "is of no kind that is published"
            placed.append(OldFile(path=path, new="", why=why, is_public=public))
    return placed


def _free(slug: str, used: set[str]) -> str:
    found, number = slug, 2
    while found in used:
        found, number = f"{slug[: LONGEST - 8]}-no-{number}", number + 1
    used.add(found)
    return found


def _plain(path: str) -> str:
    """The same place, every part a name that each computer takes; `files/` before the name of a record's folder."""
    parts = [re.sub(r"[^\w.~+@,-]+", "-", part).strip(".") or "file" for part in path.split("/")]
    if len(parts) == 1 or parts[0].lower() in FOLDERS or parts[0].lower() in ("theme", "trackers"):
        parts.insert(0, "files")
    return "/".join(parts)


def document_text(file: OldFile, words: str, aliases: Iterable[str], *, held: bool) -> str:
    """The index.md of a PDF. `words`: those of the first link to it, if they say what it is."""
    stem = re.sub(r"[-_ ]+", " ", PurePosixPath(file.path).stem).strip()
    title = words or (stem[:1].upper() + stem[1:]) or file.slug
    lines = [*field("title", title), *field("kind", "record"), *field("uid", default_uid(index_of(file)))]
    lines += field("aliases", list(aliases)) if aliases else []
    lines += field("status", "draft") if held else []
    return "\n".join(["---", *lines, "---", ""])


def index_of(file: OldFile) -> str:
    return f"documents/{file.slug}/index.md"
