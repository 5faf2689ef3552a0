"""Addresses: frozen once published. They are made only of slugs, years and languages that were checked."""

import re
import unicodedata
from functools import lru_cache
from zoneinfo import ZoneInfo

from plugins.records.dates import local_day
from plugins.records.schema import Record, Release
from plugins.records.slugs import slugify

SECTIONS = ("releases", "cases", "documents", "trackers", "press", "subscribe")
"""The navigation, in order."""
RESERVED = frozenset(
    {"releases", "cases", "documents", "topics", "organizations", "trackers", "corrections", "subscribe", "search",
     "embed", "feeds", "theme", "languages", "404", "index", "favicon", "robots", "sitemap",
     "verify"}
)  # fmt: skip
"""Names that no page of content/pages may have; `press` and `home` are read there but have special pages."""
KEPT = frozenset({"theme", "favicon.ico", "_headers", "_redirects", "_nginx.conf"})
"""First segments that no old path may have: these folders contain files that are not pages."""
TOGETHER = 25
"""Pages of a document shown on one page of the site."""
OPML = "feeds/feeds.opml"
FEED_FORMATS = (
    (".rss.xml", "application/rss+xml", "RSS"),
    (".atom.xml", "application/atom+xml", "Atom"),
    (".json", "application/feed+json", "JSON Feed"),
)


def item_address(kind: str, record: Record, slug: str, lang: str, zone: ZoneInfo) -> str:
    """The folder of a record's page below the output, with a slash at the end; empty for the home page's words."""
    prefix = f"{lang.lower()}/" if record.translation else ""
    if isinstance(record, Release):
        return f"{prefix}releases/{local_day(record.date, zone).year:04d}/{slug}/"
    if kind == "page":
        return prefix if slug == "home" else f"{prefix}{slug}/"
    return f"{prefix}{kind}s/{slug}/"


def document_file(address: str, slug: str) -> str:
    return f"{address}{slug}.pdf"


def tracker_file(address: str, slug: str) -> str:
    return f"{address}{slug}.csv"


def document_text_file(address: str, slug: str) -> str:
    return f"{address}{slug}.txt"


def document_version_file(address: str, slug: str, date: str) -> str:
    return f"{address}{slug}.{date}.pdf"


def text_address(address: str, first: int, last: int) -> str:
    """Path of the text of some pages of a long document."""
    return f"{address}text/{first}-{last}/"


def page_address(address: str, number: int, pages: int) -> str:
    """The address that shows one page of a document: the document's own, or that of the part with the page."""
    return address if pages <= TOGETHER else text_address(address, *together(number, pages))


def together(number: int, pages: int) -> tuple[int, int]:
    """The first and the last of the pages of a document that are shown with this one."""
    first = number - (number - 1) % TOGETHER
    return first, min(first + TOGETHER - 1, pages)


_EMBEDDED = re.compile(r"((?:[^/]+/)?)(?:(release)s/\d{4}|(tracker|document)s)/([^/]+)/")
_EMBED = re.compile(r"((?:[^/]+/)?embed/)(?:release|tracker|document)/[^/]+/(?:([1-9]\d*)/)?")


def embed_address(address: str, page: int = 0) -> str:
    """What other sites may frame of a record, by the address that its page has or had; empty for what has nothing.

    `es/releases/2010/opt-out/` → `es/embed/release/opt-out/`. A document has one for each of some `page`s.
    """
    found = _EMBEDDED.fullmatch(address)
    if found is None or (found[3] == "document") != bool(page):
        return ""
    return f"{found[1]}embed/{found[2] or found[3]}/{found[4]}/{f'{page}/' if page else ''}"


def embed_folder(path: str) -> str:
    """The folder of all embeds of a language, of a path in it: `es/embed/`; empty for any other path."""
    found = _EMBED.match(path)
    return found[1] if found else ""


def embedded_page(path: str) -> int:
    """The page of a document that an embed shows, by its path; 0 for anything else."""
    found = _EMBED.match(path)
    return int(found[2] or 0) if found else 0


BRIEFINGS = "press/briefings.ics"
"""Every briefing, as a calendar to subscribe to."""


def briefing_file(address: str) -> str:
    return f"{address}briefing.ics"


def release_text(address: str) -> str:
    return f"{address}index.txt"


@lru_cache(maxsize=10_000)
def topic_slug(name: str) -> str:
    """Cached: it is needed for every tag of every record, and tags are few. Symbols alone are spelled by Unicode
    name, and so is punctuation alone; dashes alone say nothing."""
    return slugify(name) or _spelled(name, ("L", "N", "S")) or _spelled(name, ("Po", "Ps", "Pe", "Pi", "Pf"))


def _spelled(name: str, kinds: tuple[str, ...]) -> str:
    """The Unicode names of the characters of these categories."""
    signs = [sign for sign in name if unicodedata.category(sign).startswith(kinds)]
    return slugify(" ".join(unicodedata.name(sign, f"u{ord(sign):x}") for sign in signs))


def topic_spelling(name: str) -> str:
    """A key that is the same for all spellings of a topic: ignores case, spaces, hyphens and kinds of apostrophe."""
    return re.sub(r"[\s_\-‐‑–—]+", " ", re.sub("[‘’ʼ]", "'", unicodedata.normalize("NFC", name).casefold())).strip()


def language_slug(lang: str) -> str:
    return lang.lower()


def topic_address(slug: str) -> str:
    return f"topics/{slug}/"


def kind_address(kind: str) -> str:
    """The list of the releases of one kind; no release has this address, as each is below its year."""
    return f"releases/by/kind/{kind}/"


def organization_address(slug: str) -> str:
    return f"organizations/{slug}/"


def case_address(slug: str) -> str:
    return f"cases/{slug}/"


FACETS = ("kind", "case", "file")
"""By what documents are divided, besides the year."""
BY_FACET = frozenset({"documents/", "cases/"})
"""Lists below which the folders are those of single records."""


def facet_address(name: str, value: str) -> str:
    return f"documents/by/{name}/{value}/"


def year_address(of_list: str, year: str) -> str:
    """`topics/detainers/2010/`; `documents/by/year/2010/`, for a document may be called 2010."""
    return f"{of_list}by/year/{year}/" if of_list in BY_FACET else f"{of_list}{year}/"


def month_address(of_year: str, month: str) -> str:
    """A folder deeper, where no release of that year can lie: `releases/2010/month/09/`."""
    return f"{of_year}month/{month}/"


def alias_file(alias: str) -> str:
    """The output path of the redirect of an old path: `/old/` → `old/index.html`, `/old.html` → `old.html`."""
    path = alias.strip("/")
    return path if path.lower().endswith((".html", ".htm")) else f"{path}/index.html"


def page_file(address: str) -> str:
    return f"{address}index.html"
