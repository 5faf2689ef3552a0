"""A text's addresses on the old site, and its ids in the old feeds."""

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from pelican.utils import SafeDatetime

from plugins.desk.migrating.old_settings import OldSettings
from plugins.desk.migrating.old_site import OldText, old_slug


def old_url(text: OldText, settings: OldSettings) -> str:
    """As its links gave it: `2010/09/opt-out/`; empty where the setting makes none."""
    return _of_subsite(text, settings, text.word("url") or _expanded("URL", text, settings))


def old_file(text: OldText, settings: OldSettings) -> str:
    """The file that was written: `2010/09/opt-out/index.html`."""
    return _of_subsite(text, settings, text.word("save_as") or _expanded("SAVE_AS", text, settings))


def _subsite(text: OldText, settings: OldSettings) -> str:
    """The language whose site the plugin i18n_subsites made below an address of its own; empty for the main site."""
    sites = settings.values.get("I18N_SUBSITES")
    is_default = text.lang == settings.lang
    return text.lang if isinstance(sites, Mapping) and text.lang in sites and not is_default else ""


def _of_subsite(text: OldText, settings: OldSettings, path: str) -> str:
    subsite = _subsite(text, settings)
    return f"{subsite}/{path.lstrip('/')}" if subsite and path else path


def _expanded(key: str, text: OldText, settings: OldSettings) -> str:
    kind = "PAGE" if text.is_page else "ARTICLE"
    is_main = text.lang == settings.lang or _subsite(text, settings) != ""
    lang = "" if is_main else "LANG_"
    form = settings.text(f"{kind}_{lang}{key}")
    written = text.word("authors") or text.word("author")
    author = written.split(";" if ";" in written else ",")[0].strip()
    category = text.category or settings.text("DEFAULT_CATEGORY")
    values = {name: value for name, value in text.fields.items() if isinstance(value, str)} | {
        "slug": text.slug, "lang": text.lang, "date": moment_of(text.date), "path": PurePosixPath(text.path).as_posix(),
        "category": old_slug(category, settings), "author": old_slug(author, settings),
    }  # fmt: skip
    try:
        return form.format_map({k: v if k == "date" else _Word(v) for k, v in values.items()})
    except (KeyError, ValueError, IndexError, AttributeError, TypeError):
        text.note(f"its old address cannot be told from {kind}_{lang}{key} “{form}”: add it to aliases by hand")
        return ""


class _Word(str):
    """A text that also answers to `{category.slug}`."""

    __slots__ = ()

    @property
    def slug(self) -> str:
        return str(self)

    name = slug


def moment_of(value: date | datetime | None) -> datetime:
    if value is None:
        value = datetime(1970, 1, 1)
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    made: datetime = SafeDatetime(*moment.timetuple()[:6])
    return made


def feed_id(text: OldText, settings: OldSettings, form: str) -> str:
    """`tag:example.org,2010-09-01:/opt-out.html`, as pelican/writers.py makes it, or the permalink."""
    site, url = settings.text("SITEURL").rstrip("/"), old_url(text, settings)
    if not site or not url or text.date is None or text.is_page or form == "none":
        return ""
    link = urljoin(f"{site}/", url)
    if form == "permalink":
        return link
    parts = urlsplit(link)
    fragment = f"/{parts.fragment}" if parts.fragment else ""
    return f"tag:{parts.hostname},{moment_of(text.date):%Y-%m-%d}:{parts.path}{fragment}"


def aliases_of(text: OldText, settings: OldSettings) -> tuple[str, ...]:
    """Every old path of it, as a record writes them."""
    paths = []
    for written in (old_file(text, settings), urlsplit(old_url(text, settings)).path):
        path = unquote(written).lstrip("/").removeprefix("./")
        path = path[: -len("index.html")] if path == "index.html" or path.endswith("/index.html") else path
        if path and path not in (".", "./"):
            paths.append(f"/{path}")
    plain = {path.strip("/"): path for path in reversed(paths)}
    return tuple(dict.fromkeys(plain[path.strip("/")] for path in paths))


def place_of(address: str) -> str:
    """What two ways to write one address have in common: no slash, no index.html, no .html."""
    path = unquote(address).strip("/")
    path = path.removesuffix("index.html").strip("/") if path.rpartition("/")[2] == "index.html" else path
    return path.removesuffix(".html")
