"""The settings of the old site, read from its pelicanconf.py as text: not a line of it is run."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican.settings import DEFAULT_CONFIG

from plugins.desk.refusal import Refused

FILES = ("pelicanconf.py", "publishconf.py")
"""Read in this order; the second one differs where the site goes out."""
LARGEST = 1024 * 1024
DEEPEST = 40
MOST_FILES = 20
TEXTS = (
    "SITEURL", "TIMEZONE", "DEFAULT_LANG", "DEFAULT_CATEGORY", "ARTICLE_URL", "ARTICLE_SAVE_AS", "ARTICLE_LANG_URL",
    "ARTICLE_LANG_SAVE_AS", "PAGE_URL", "PAGE_SAVE_AS", "PAGE_LANG_URL", "PAGE_LANG_SAVE_AS",
)  # fmt: skip
"""Settings that migrate.yml shows, to be corrected there."""
USED = (
    *TEXTS, "ARTICLE_PATHS", "ARTICLE_EXCLUDES", "PAGE_PATHS", "PAGE_EXCLUDES", "STATIC_PATHS", "STATIC_EXCLUDES",
    "STATIC_URL", "DEFAULT_DATE", "DEFAULT_METADATA", "EXTRA_PATH_METADATA", "FILENAME_METADATA", "PATH_METADATA",
    "USE_FOLDER_AS_CATEGORY", "WITH_FUTURE_DATES", "SLUGIFY_SOURCE", "SLUG_REGEX_SUBSTITUTIONS", "SLUGIFY_USE_UNICODE",
    "SLUGIFY_PRESERVE_CASE", "TAG_URL", "CATEGORY_URL", "AUTHOR_URL", "ARTICLE_TRANSLATION_ID",
    "PAGE_TRANSLATION_ID", "OUTPUT_PATH", "FEED_ALL_ATOM", "FEED_ALL_RSS", "FEED_ATOM", "FEED_RSS",
    "CATEGORY_FEED_ATOM", "CATEGORY_FEED_RSS", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS", "TAG_FEED_ATOM", "TAG_FEED_RSS",
    "TRANSLATION_FEED_ATOM", "TRANSLATION_FEED_RSS", "YEAR_ARCHIVE_URL", "YEAR_ARCHIVE_SAVE_AS", "MONTH_ARCHIVE_URL",
    "MONTH_ARCHIVE_SAVE_AS", "DAY_ARCHIVE_URL", "DAY_ARCHIVE_SAVE_AS", "I18N_SUBSITES",
)  # fmt: skip


class _Computed(Exception):
    """The value of a setting that only running the file would tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldSettings:
    """The old site's settings, with Pelican's defaults for missing ones."""

    content: Path
    values: Mapping[str, Any]
    computed: tuple[tuple[str, str], ...]
    """(Setting, `pelicanconf.py:12`) of those that cannot be read without running the file."""

    @property
    def lang(self) -> str:
        """Of what does not say its language."""
        return self.text("DEFAULT_LANG") or "en"

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return value if isinstance(value, str) else ""

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        items = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
        return tuple(item for item in items if isinstance(item, str))


def read_old_settings(folder: Path) -> OldSettings:
    """Of a Pelican project, or of its content folder. Raises `Refused`."""
    if not folder.is_dir():
        raise Refused(f"{folder} is not a folder", "give the folder of the old site, where its pelicanconf.py is")
    home = folder if (folder / FILES[0]).is_file() or not (folder.parent / FILES[0]).is_file() else folder.parent
    given: dict[str, Any] = {}
    computed: dict[str, str] = {}
    for name in FILES:
        _read(home / name, given, computed, {home / name for name in FILES})
    values = {name: DEFAULT_CONFIG.get(name) for name in USED} | {k: v for k, v in given.items() if k in USED}
    path = given.get("PATH")
    content = home / path if isinstance(path, str) and (home / path).is_dir() else home / "content"
    if home != folder or not content.is_dir():
        content = folder
    told = tuple((name, place) for name, place in computed.items() if name in (*USED, "PATH"))
    return OldSettings(content=content.resolve(), values=values, computed=told)


def _read(file: Path, given: dict[str, Any], computed: dict[str, str], seen: set[Path]) -> None:
    """Into `given`, with what it takes from a file beside it: `from base import *`."""
    if not file.is_file():
        return
    try:
        if file.stat().st_size > LARGEST:
            raise Refused(f"{file} is larger than a list of settings", "give the folder of a Pelican site")
        tree = ast.parse(file.read_bytes())
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}", "check that you may read it") from None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Refused(f"{file} is not Python", "correct it, or move it away: then Pelican's defaults count") from None
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
            beside = file.parent.joinpath(*(statement.module or "").split(".")).with_suffix(".py")
            if beside not in seen and len(seen) < MOST_FILES:
                seen.add(beside)
                _read(beside, given, computed, seen)
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        if isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        for target in targets:
            if not isinstance(target, ast.Name):
                continue
            try:
                value = _value(statement.value, given)  # type: ignore[attr-defined]
            except _Computed:
                computed[target.id] = f"{file.name}:{statement.lineno}"
                given.pop(target.id, None)
            else:
                given[target.id] = value
                computed.pop(target.id, None)


def _value(node: ast.expr, known: Mapping[str, Any], depth: int = 0) -> Any:
    """A literal, a setting from above, texts put together, and the second word of `os.environ.get("A", "b")`."""
    if depth > DEEPEST:
        raise _Computed
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name) if name in known:
            return known[name]
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return tuple(_value(item, known, depth + 1) for item in items)
        case ast.Dict(keys=keys, values=values) if None not in keys:
            names = [key.value if isinstance(key, ast.Constant) else None for key in keys]
            parts = [_value(value, known, depth + 1) for value in values]
            return {name: part for name, part in zip(names, parts, strict=True) if isinstance(name, str)}
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = _value(left, known, depth + 1), _value(right, known, depth + 1)
            if type(first) is type(second) and isinstance(first, str | tuple):
                return first + second
        case ast.BoolOp(op=ast.Or(), values=values):
            parts = [_value(part, known, depth + 1) for part in values]
            return next((part for part in parts if part), parts[-1])
        case ast.JoinedStr(values=parts) if all(isinstance(part, ast.Constant) or _is_plain(part) for part in parts):
            inner = (part.value if isinstance(part, ast.FormattedValue) else part for part in parts)
            return "".join(str(_value(part, known, depth + 1)) for part in inner)
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="environ"), attr="get"), args=arguments):
            return _value(arguments[1], known, depth + 1) if len(arguments) > 1 else ""
        case ast.Call(func=ast.Attribute(attr="getenv"), args=arguments):
            return _value(arguments[1], known, depth + 1) if len(arguments) > 1 else ""
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return -number
    raise _Computed


def _is_plain(part: ast.expr) -> bool:
    return isinstance(part, ast.FormattedValue) and part.conversion == -1 and part.format_spec is None
