"""Every word of the interface: what templates and plugins say through gettext."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract

IN_TEMPLATES = {"_": None, "gettext": None, "ngettext": (1, 2)}
IN_PLUGINS = {"gettext": None, "ngettext": (1, 2)}
TRIMMED = {"trim_blocks": "true", "lstrip_blocks": "true"}
Message = str | tuple[str, ...]


def words_of_the_theme(theme: Path, plugins: Path) -> Catalog:
    """A catalog without translations; each word with the files that say it."""
    found = Catalog(fuzzy=False)
    for name, message in _words(theme, plugins):
        found.add(message, locations=[(name, 0)])
    return found


def _words(theme: Path, plugins: Path) -> Iterator[tuple[str, Message]]:
    for path in sorted((theme / "templates").rglob("*.*")):
        name = path.relative_to(theme.parent).as_posix()
        with path.open("rb") as source:
            yield from (
                (name, message)
                for _, message, _, _ in extract("jinja2.ext:babel_extract", source, IN_TEMPLATES, (), TRIMMED)
            )
    for path in sorted(plugins.rglob("*.py")):
        name = path.relative_to(plugins.parent).as_posix()
        with path.open("rb") as source:
            if b"gettext(" not in source.read():
                continue
            source.seek(0)
            yield from ((name, message) for _, message, _, _ in extract("python", source, IN_PLUGINS))
