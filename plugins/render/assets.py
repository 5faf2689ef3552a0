"""The theme's own files: one stylesheet, fingerprinted, and the icon."""

from dataclasses import dataclass
from pathlib import Path

from plugins.render.checksums import digest
from plugins.render.pages import Copy, Made, Output
from plugins.render.theme import stylesheet

ICON = "favicon.ico"


@dataclass(frozen=True, slots=True)
class ThemeAssets:
    outputs: tuple[Output, ...]
    stylesheet_path: str
    icon_path: str
    """Empty where the theme has no icon."""


def theme_assets(folder: Path) -> ThemeAssets:
    """Read the theme's static files: their names carry their hash, so that they may be cached for ever."""
    css = stylesheet(folder)
    path = f"theme/site.{digest(css.encode())[:12]}.css"
    outputs: list[Output] = [Made(path=path, view=css, make=_encoded)]
    icon = folder / "static" / ICON
    if icon.is_file():
        outputs.append(Copy(path=ICON, source=icon, sha256=digest(icon.read_bytes())))
    return ThemeAssets(tuple(outputs), path, ICON if icon.is_file() else "")


def _encoded(text: str) -> bytes:
    return text.encode()
