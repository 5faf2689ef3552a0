"""A card as an output: its view, and its bytes once they are needed."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plugins.cards.view import CardView
from plugins.render.checksums import digest
from plugins.render.installed import installed
from plugins.render.theme import Theme

LIBRARIES = ("pillow", "pymupdf-fonts", "uharfbuzz")
"""What decides the bytes of a card beside the code of this folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An output. As long as its view, the code and the libraries are the same, it is not drawn again."""

    path: str
    view: CardView
    logo: Path | None = None
    """The file of `CardView.logo_sha256`."""
    font: Path | None = None
    """The file of `CardView.font_sha256`."""

    def fingerprint(self, theme: Theme) -> str:
        return digest(f"{drawn_by()}\0{self.view!r}".encode())

    def content(self, theme: Theme) -> bytes:
        from plugins.cards.drawing import drawn  # not before there is a card to draw

        return drawn(self.view, logo=self.logo, font=self.font)


@cache
def drawn_by() -> str:
    """A checksum of the code of this folder and of the libraries that draw."""
    code = [file.read_bytes() for file in sorted(Path(__file__).parent.glob("*.py"))]
    return digest(repr(([installed().get(name, "") for name in LIBRARIES], code)).encode())
