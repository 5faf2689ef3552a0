"""A campaign's two colors → every color that the theme derives from them, in light and dark mode, all readable."""

from dataclasses import dataclass
from functools import cache

from plugins.records.campaign.contrast import BLACK, ENOUGH, WHITE, contrast, mixed, nearest_ground, nearest_shade

COLOR, MARKER = "#1f2f9e", "#ffe27a"
"""Colors of a campaign that sets none."""
INK = "#17181c"
"""The text on a light ground."""
LIGHT_GROUNDS = ("#ffffff", "#f5f5f2")
"""The backgrounds of the theme's tokens in light mode: the page, and raised surfaces."""
DARK_GROUNDS = ("#131418", "#1d1f25")
PALE_TEXT = "#fff6d6"
"""Text on a marker, in dark mode."""
DARK_LINK = 6.0
"""Contrast of a link in dark mode: thin letters on black need more than the minimum."""
TINT = 0.91
"""Share of the page background in the background of the lead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shades:
    """The colors of one scheme, each `#rrggbb`, by the names of the theme's tokens."""

    brand: str
    on_brand: str
    tint: str
    marker: str
    on_marker: str
    act: str
    on_act: str
    link: str
    spot: str
    """The steps of a case, on ground that is as dark as ink in both schemes."""


def text_on(ground: str) -> str:
    """White or ink, whichever is easier to read."""
    return max((WHITE, INK), key=lambda text: contrast(ground, text))


@cache
def shades(color: str, marker: str) -> tuple[Shades, Shades]:
    """The light scheme and the dark one. Both arguments are `#rrggbb`, such as `better_color` returns.

    On a background where the brand color cannot be read, links have its closest readable shade.
    """
    tints = mixed(color, LIGHT_GROUNDS[0], TINT), mixed(mixed(color, BLACK, 0.5), DARK_GROUNDS[0], 0.75)
    # A light masthead stays light in dark mode, to stay recognizable; a dark one is dimmed a little.
    dimmed = color if text_on(color) == INK else mixed(color, BLACK, 0.15)
    dark_marker = nearest_shade(mixed(marker, BLACK, 0.64), (PALE_TEXT,))
    return (
        _scheme(color, tints[0], marker, INK, nearest_shade(color, (*LIGHT_GROUNDS, tints[0])), marker),
        _scheme(
            dimmed, tints[1], dark_marker, PALE_TEXT, nearest_shade(color, (*DARK_GROUNDS, tints[1]), DARK_LINK), marker
        ),
    )


def _scheme(brand: str, tint: str, marker: str, on_marker: str, link: str, spot: str) -> Shades:
    on_brand = text_on(brand)
    # WCAG 2.2, 1.4.11: the masthead's button must be seen on it.
    act = spot if contrast(spot, brand) >= 3 else on_brand
    return Shades(
        brand=brand, on_brand=on_brand, tint=tint, marker=marker, on_marker=on_marker,
        act=act, on_act=text_on(act), link=link, spot=spot,
    )  # fmt: skip


def better_color(color: str) -> str:
    """The closest shade of a brand color on which white or ink can be read: itself, if it is fine."""
    return nearest_ground(color, (WHITE, INK))


def better_marker(marker: str) -> str:
    """The closest shade of a marker on which the marked text can be read."""
    return nearest_ground(marker, (INK,), ENOUGH)
