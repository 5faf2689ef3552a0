"""The theme's own files: one stylesheet in the campaign's colors, and everything else in theme/static."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.render.checksums import digest
from plugins.render.pages import Copy, Made, Output
from plugins.render.theme import stylesheet_parts

ICON = "favicon.ico"
"""Browsers request it at the root, whatever a page says."""
STYLESHEETS = "css"
KINDS = frozenset(
    {
        "avif", "css", "gif", "ico", "jpeg", "jpg", "js", "json", "m4a", "mp3", "mp4", "ogg", "otf", "png", "svg",
        "ttf", "txt", "webm", "webmanifest", "webp", "woff", "woff2",
    }
)  # fmt: skip
_URL = re.compile(r"url\(\s*(?P<quote>[\"']?)(?P<file>[^\"')]+)(?P=quote)\s*\)")


class ThemeError(Exception):
    """A file of the theme cannot be published; the text gives the file, the reason and the fix."""


@dataclass(frozen=True, slots=True)
class ThemeAssets:
    outputs: tuple[Output, ...]
    stylesheet_path: str
    icon_path: str
    """Empty if the theme has no icon."""
    paths: tuple[tuple[str, str], ...]
    """Name below theme/static, and path below the output, of every file except the parts of the stylesheet."""


def theme_assets(folder: Path, brand_css: str = "") -> ThemeAssets:
    """Read the theme's static files: their names include their hash, so they may be cached forever.

    `brand_css` follows the tokens, whose colors it replaces. Raises `ThemeError`.
    """
    static, parts = folder / "static", stylesheet_parts(folder)
    files = {name: static / name for name in _names(static) if static / name not in parts}
    hashes = {name: digest(file.read_bytes()) for name, file in files.items()}
    paths = {name: hashed_path(name, hashes[name]) for name in files}
    tokens, *rest = (_with_addresses(part, static, paths) for part in parts)
    css = "\n".join((tokens, *((brand_css,) if brand_css else ()), *rest))
    path = f"theme/site.{digest(css.encode())[:12]}.css"
    outputs: list[Output] = [Made(path=path, view=css, make=_encoded)]
    outputs += [Copy(path=paths[name], source=file, sha256=hashes[name]) for name, file in files.items()]
    if ICON in files:
        outputs.append(Copy(path=ICON, source=files[ICON], sha256=hashes[ICON]))
    return ThemeAssets(tuple(outputs), path, ICON if ICON in files else "", tuple(paths.items()))


def hashed_path(name: str, sha256: str) -> str:
    """`img/logo.svg` → `theme/img/logo.0123456789ab.svg`."""
    pure = PurePosixPath(name)
    return f"theme/{pure.with_name(f'{pure.stem}.{sha256[:12]}{pure.suffix}')}"


def _names(static: Path) -> list[str]:
    """Every file, as a POSIX path below the folder; skips files left by editors and systems."""
    names = []
    for file in sorted(static.rglob("*")):
        name = file.relative_to(static).as_posix()
        if file.is_dir() and not file.is_symlink():
            continue
        if any(part.startswith((".", "~")) or part.endswith("~") for part in PurePosixPath(name).parts):
            continue
        if file.is_symlink():
            raise _refused(name, "is a link to another place", "put the file itself there")
        if (kind := file.suffix.lower().lstrip(".")) not in KINDS:
            what = f"is of a kind that is not published ({kind or 'no ending'})"
            raise _refused(name, what, f"move it out of theme/static, or save it as one of {', '.join(sorted(KINDS))}")
        names.append(name)
    return names


def _with_addresses(part: Path, static: Path, paths: Mapping[str, str]) -> str:
    """A stylesheet in which `url(../fonts/a.woff2)` refers to the file by its published name."""
    css = part.read_text(encoding="utf-8")
    if "url(" not in css:
        return css
    shown = part.relative_to(static).as_posix()

    def published(match: re.Match[str]) -> str:
        written = match["file"].strip()
        if written.startswith(("data:", "#")):
            return match[0]
        line = css.count("\n", 0, match.start()) + 1
        if re.match(r"[a-z][a-z0-9+.-]*:|//", written, re.I):
            fix = "put the file into theme/static, and name it there"
            raise _refused(shown, f"loads {written} from another site", fix, line)
        name = _normal(PurePosixPath(shown).parent, written.partition("?")[0].partition("#")[0])
        if name not in paths:
            raise _refused(shown, f"names {written}, which is not there", f"add theme/static/{name}", line)
        return f"url({paths[name].removeprefix('theme/')})"

    return _URL.sub(published, css)


def _normal(folder: PurePosixPath, written: str) -> str:
    """The path below theme/static; `/x` is relative to theme/static itself."""
    parts: list[str] = [] if written.startswith("/") else list(folder.parts)
    for part in PurePosixPath(written.lstrip("/")).parts:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _refused(name: str, what: str, fix: str, line: int = 0) -> ThemeError:
    place = f"theme/static/{name}{f':{line}' if line else ''}"
    return ThemeError(f"{place}: B002 {what} [error]\n  Fix: {fix}")


def _encoded(text: str) -> bytes:
    return text.encode()
