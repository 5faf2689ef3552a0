"""The settings, read once from Pelican's and checked."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plugins.records.gate import parse_now
from plugins.records.rules import Rules, language_code
from plugins.render.installed import installed
from plugins.requirements import install_line

SITE_URL = re.compile(r"https?://[A-Za-z0-9._-]+(:[0-9]{1,5})?(/(?!(?:[.]|%2[eE])+(?:/|$))[\w.~%+@,-]+)*/?")

STAND_IN = "https://site.example"
"""What a preview uses if SITEURL is missing: nothing can be published without one."""

PUBLIC_KEY = re.compile(r"(?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/=]+")

HUB_URL = re.compile(r"https?://[A-Za-z0-9._-]+(:[0-9]{1,5})?(/[\w.~%+@,?=&;-]*)*")

SCHEDULER = re.compile(r"(?:tcp|tls|ucx|ws|wss)://(?:[A-Za-z0-9._-]+|\[[0-9a-fA-F:]+\]):[0-9]{1,5}")

FONT_STARTS = (b"\0\1\0\0", b"OTTO", b"true")
"""Of a file with one font (OpenType 1.9, "Table Directory"); a collection starts otherwise, and web fonts do."""

PAGES = (
    "index.html", "releases/2010/a/index.html", "cases/a/index.html", "es/cases/a/index.html", "documents/a/a.pdf",
    "trackers/a/index.html", "topics/a/index.html", "organizations/a/index.html", "embed/release/a/index.html",
    "search/pagefind/index/a.pf_index", "feeds/all.rss.xml",
)  # fmt: skip
"""Sample paths, to detect a pattern that matches too much."""


Search = Literal["on", "later", "missing", "off"]
"""`later`: not in this preview, which is built on every save. `missing`: Pagefind's program is not installed. `off`:
the site has no search."""
SEARCH_PROGRAM = "pagefind-bin-extended"
"""The package with the program that makes the index."""


class SettingsError(Exception):
    """A setting cannot be used; the text gives its name, its value and the fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What Daylight takes from Pelican's settings."""

    content: Path
    output: Path
    cache: Path
    theme: Path
    site_name: str
    tagline: str
    notice: str
    rights: str
    site_url: str
    """SITEURL without a trailing slash; a placeholder if it is missing."""
    lang: str
    zone: ZoneInfo
    now: datetime
    now_text: str
    """NOW as given; empty for the present."""
    extra_fields: frozenset[str]
    field_names: tuple[tuple[str, str], ...]
    """Foreign field names, in lower case → ours."""
    publication: bool
    """Whether this build is meant to go out (publishconf.py)."""
    publishing: bool = False
    """Whether `invoke publish` is running: new records count as published now."""
    for_logs: bool = False
    """Whether what is said is kept in logs, as by a timer or in CI: it names nothing that is not yet public."""
    minor: bool = False
    """Whether text changes without a note may be published, as `invoke publish --minor` allows."""
    site_url_is_missing: bool = False
    take_down: bool = False
    """Whether published records may be held again or deleted, as `invoke publish --take-down` allows."""
    websub_hub: str = ""
    """The address of a WebSub hub that announces new items; empty for none."""
    keep_files: tuple[str, ...] = ()
    """Patterns of files in the output that belong to the site, though no build made them."""
    theme_overrides: tuple[Path, ...] = ()
    """Folders whose templates replace single templates of the theme; the first that has a template wins."""
    cards: bool = True
    """Whether a picture is drawn for each release, case and document, to stand where its link is shared."""
    cards_font: Path | None = None
    """A font for cards, beside the one that comes with a package; it is asked first."""
    signing_key: str = ""
    """The public key that checksums are signed with, as a line of OpenSSH without its comment; empty for none."""
    signing_key_file: str = ""
    """Where it is; the private half is in an agent."""
    dask_scheduler: str = ""
    """The address of the Dask scheduler whose cluster reads documents; empty to read them on this computer."""
    preview: bool = False
    """For `invoke serve` alone: what is wrong is also written down for the pages that it shows."""
    search: Search = "off"
    """Whether the site can be searched."""
    show_held: bool = False
    """Only for `invoke serve --held`: shows drafts and records dated in the future as if they were published."""

    @property
    def home_url(self) -> str:
        """`/`, or the path of SITEURL with a trailing slash."""
        return f"{urlsplit(self.site_url).path}/"

    def url(self, address: str) -> str:
        """The root-relative link to an address below the output."""
        return f"{self.home_url}{address}"

    def absolute_url(self, address: str) -> str:
        return f"{self.site_url}/{address}"

    @property
    def rules(self) -> Rules:
        return Rules(
            now=self.now,
            zone=self.zone,
            lang=self.lang,
            extra_fields=self.extra_fields,
            field_names=self.field_names,
        )


def read_settings(given: Mapping[str, Any]) -> Settings:
    """Check and type the settings. Raises `SettingsError`."""
    now_text = str(given.get("NOW") or "")
    zone = _zone(given)
    publication, show_held = bool(given.get("PUBLICATION", False)), bool(given.get("SHOW_HELD", False))
    if publication and show_held:
        raise _refused("SHOW_HELD", True, "would publish what is held", "leave it out: it is for previews alone")
    now = _now(now_text, zone)
    if publication and now_text and now > datetime.now(UTC):
        what = "is in the future, and what is not yet public would go out now"
        raise _refused("NOW", now_text, what, "leave it out: pelicanconf.py shows the site of any moment")
    return Settings(
        content=_folder(given, "PATH"),
        output=_output(given),
        cache=_cache(given),
        theme=_folder(given, "THEME"),
        site_name=str(given.get("SITENAME", "")),
        tagline=str(given.get("SITE_TAGLINE", "")),
        notice=str(given.get("SITE_NOTICE", "")),
        rights=str(given.get("SITE_RIGHTS", "")),
        site_url=_site_url(given) or STAND_IN,
        site_url_is_missing=not _site_url(given),
        lang=_lang(given),
        zone=zone,
        now=now,
        now_text=now_text,
        extra_fields=_extra_fields(given),
        field_names=_field_names(given),
        publication=publication,
        publishing=publication and bool(given.get("PUBLISHING", False)),
        for_logs=bool(given.get("FOR_LOGS", False)),
        minor=bool(given.get("MINOR", False)),
        take_down=bool(given.get("TAKE_DOWN", False)),
        websub_hub=_hub(given),
        keep_files=_keep_files(given),
        theme_overrides=_overrides(given),
        cards=bool(given.get("CARDS", True)),
        cards_font=_cards_font(given),
        signing_key=signing_key(given),
        signing_key_file=_signing_key_file(given),
        dask_scheduler=_dask_scheduler(given),
        search=_search(given),
        show_held=show_held,
        preview=bool(given.get("PREVIEW", False)) and not publication,
    )


def _folder(given: Mapping[str, Any], name: str) -> Path:
    folder = Path(given[name]).absolute()
    if not folder.is_dir():
        raise _refused(name, given[name], "is not a folder", "give the path of a folder that exists")
    return folder.resolve()


def _output(given: Mapping[str, Any]) -> Path:
    output = Path(given["OUTPUT_PATH"]).absolute()
    for name in ("PATH", "THEME"):
        source, target = _real(given[name]), _real(output)
        if source == target or target in source.parents or source in target.parents:
            what = f"is the folder {source}, or overlaps it"
            raise _refused("OUTPUT_PATH", given["OUTPUT_PATH"], what, "give it a folder of its own, as in output")
    return output


def _overrides(given: Mapping[str, Any]) -> tuple[Path, ...]:
    """Pelican's THEME_TEMPLATES_OVERRIDES; a relative path starts from the folder of the theme."""
    folders = given.get("THEME_TEMPLATES_OVERRIDES") or ()
    if not isinstance(folders, list | tuple) or not all(isinstance(folder, str | Path) for folder in folders):
        fix = 'write it as ["my-templates"]'
        raise _refused("THEME_TEMPLATES_OVERRIDES", folders, "is not a list of folders", fix)
    beside = Path(given["THEME"]).absolute().parent
    found = tuple((beside / folder).resolve() for folder in folders)
    for folder in found:
        if not folder.is_dir():
            fix = "make the folder, or take it out of the list"
            raise _refused("THEME_TEMPLATES_OVERRIDES", folder, "is not a folder", fix)
    return found


def _search(given: Mapping[str, Any]) -> Search:
    if not given.get("SEARCH", True):
        return "off"
    if given.get("PREVIEW", False):
        return "later"
    return "on" if SEARCH_PROGRAM in installed() else "missing"


def _cards_font(given: Mapping[str, Any]) -> Path | None:
    """A path that is not absolute counts from the folder of the theme's own, as overrides do."""
    written = given.get("CARDS_FONT") or ""
    if not written:
        return None
    fix = 'name a .ttf or .otf file, as in CARDS_FONT = "fonts/NotoSansJP-Bold.otf"'
    if not isinstance(written, str | Path):
        raise _refused("CARDS_FONT", written, "is not the path of a font", fix)
    file = (Path(given["THEME"]).absolute().parent / written).resolve()
    try:
        with file.open("rb") as font:
            start = font.read(4)
    except OSError:
        raise _refused("CARDS_FONT", written, "is not a file that can be read", fix) from None
    if start not in FONT_STARTS:
        raise _refused("CARDS_FONT", written, "is neither a TrueType nor an OpenType font", fix)
    return file


def _cache(given: Mapping[str, Any]) -> Path:
    """The cache knows held items, so it must never be in a folder that is published from or to."""
    cache = Path(given["CACHE_PATH"]).absolute()
    place = _real(cache)
    for name in ("OUTPUT_PATH", "PATH", "THEME"):
        other = _real(given[name])
        if place == other or other in place.parents:
            what = f"is the folder {other}, or is in it"
            raise _refused("CACHE_PATH", given["CACHE_PATH"], what, "give it a folder of its own, as in .cache")
    return cache


def _real(path: str | Path) -> Path:
    """The path with symbolic links resolved; a link to itself is left unresolved."""
    return Path(os.path.realpath(path))


def _site_url(given: Mapping[str, Any]) -> str:
    """Empty if there is none."""
    written = str(given.get("SITEURL") or "").strip()
    if written and not SITE_URL.fullmatch(written):
        raise _refused("SITEURL", written, "is not the address of a site", "write it as https://example.org")
    return written.rstrip("/")


def _signing_key_file(given: Mapping[str, Any]) -> str:
    """Where the public key is; empty for none."""
    name = str(given.get("SIGNING_KEY") or "")
    return str(Path(name).expanduser()) if name else ""


def signing_key(given: Mapping[str, Any]) -> str:
    """The public key that is named, checked for being one."""
    file = _signing_key_file(given)
    if not file:
        return ""
    name = given["SIGNING_KEY"]
    try:
        text = Path(file).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        fix = "give the path of a public key, as in ~/.ssh/id_ed25519.pub"
        raise _refused("SIGNING_KEY", name, f"can't be read: {error.strerror}", fix) from None
    if "PRIVATE KEY" in text:
        raise _refused(
            "SIGNING_KEY", name, "is a private key", f"give the public one, {name}.pub; an agent has the other"
        )
    if not (match := PUBLIC_KEY.match(text)):
        raise _refused("SIGNING_KEY", name, "is not an OpenSSH public key", "make one: ssh-keygen -t ed25519")
    return match.group()


def _hub(given: Mapping[str, Any]) -> str:
    written = str(given.get("WEBSUB_HUB") or "")
    if written and not HUB_URL.fullmatch(written):
        raise _refused("WEBSUB_HUB", written, "is not the address of a hub", "write it as https://hub.example.org/")
    return written


def _lang(given: Mapping[str, Any]) -> str:
    written = str(given.get("DEFAULT_LANG", "en")).strip()
    lang = language_code(written)
    if lang.lower() != written.replace("_", "-").lower():
        raise _refused("DEFAULT_LANG", written, "is not a language code", "write it as en, es or pt-BR")
    return lang


def _zone(given: Mapping[str, Any]) -> ZoneInfo:
    name = str(given.get("TIMEZONE") or "UTC")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _refused("TIMEZONE", name, "is not a time zone", "write it as America/New_York or UTC") from None


def _now(text: str, zone: ZoneInfo) -> datetime:
    if not text:
        return datetime.now(UTC)
    try:
        return parse_now(text, zone)
    except ValueError:
        raise _refused("NOW", text, "is not a moment", "write it as 2010-09-01T10:00:00Z") from None


def _extra_fields(given: Mapping[str, Any]) -> frozenset[str]:
    fields = given.get("EXTRA_FIELDS") or ()
    if not isinstance(fields, list | tuple | set | frozenset) or not all(isinstance(name, str) for name in fields):
        raise _refused("EXTRA_FIELDS", fields, "is not a list of names", 'write it as ["image", "license"]')
    return frozenset(name.lower() for name in fields)


def _field_names(given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    names = given.get("FIELD_NAMES") or {}
    words = [word for pair in names.items() for word in pair] if isinstance(names, Mapping) else [None]
    if not all(isinstance(word, str) and word.strip() for word in words):
        raise _refused("FIELD_NAMES", names, "is not a mapping of names", 'write it as {"image": "images"}')
    if not names:
        return ()
    from plugins.records.foreign.naming import name_at_fault  # few sites map any

    pairs = sorted((foreign.strip().lower(), ours.strip().lower()) for foreign, ours in names.items())
    for foreign, ours in pairs:
        what, fix = name_at_fault(foreign, ours)
        if what:
            raise _refused("FIELD_NAMES", names, what, fix)
    return tuple(pairs)


def _dask_scheduler(given: Mapping[str, Any]) -> str:
    executor, address = str(given.get("EXECUTOR") or ""), str(given.get("DASK_SCHEDULER") or "").strip()
    if not executor:
        return ""
    if executor != "dask":
        fix = 'write EXECUTOR = "dask", or EXECUTOR = "" to read documents on this computer'
        raise _refused("EXECUTOR", executor, "is not known", fix)
    if not SCHEDULER.fullmatch(address):
        what = "is not the address of a Dask scheduler"
        raise _refused("DASK_SCHEDULER", address, what, 'write it as DASK_SCHEDULER = "tcp://10.0.0.5:8786"')
    if find_spec("distributed") is None:
        what = "needs packages that are not installed"
        raise _refused("EXECUTOR", executor, what, f"type {install_line('requirements-dask.txt')}")
    return address


def _keep_files(given: Mapping[str, Any]) -> tuple[str, ...]:
    """Refuses a pattern that matches a page: a record held again would then stay online."""
    patterns = given.get("KEEP_FILES") or ()
    if not isinstance(patterns, list | tuple) or not all(isinstance(pattern, str) and pattern for pattern in patterns):
        raise _refused("KEEP_FILES", patterns, "is not a list of patterns", 'write it as [".well-known/*"]')
    for pattern in patterns:
        if any(fnmatchcase(page, pattern) for page in PAGES):
            fix = 'name the files themselves, as in [".well-known/*", "CNAME"]'
            raise _refused("KEEP_FILES", pattern, "fits pages of the site, which would stay when they are held", fix)
    return tuple(patterns)


def _refused(name: str, value: object, what: str, fix: str) -> SettingsError:
    return SettingsError(f"S001 the setting {name} “{_shown(value)}” {what} [error]\n  Fix: {fix}")


def _shown(value: object) -> str:
    """As text without control characters that a terminal would act on."""
    text = str(value)
    return text if text.isprintable() else text.encode("unicode_escape").decode()
