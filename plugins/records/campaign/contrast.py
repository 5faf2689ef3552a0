"""Contrast between colors (WCAG 2.2, 1.4.3): the ratio, and the closest shade that has enough."""

import re
from collections.abc import Sequence
from functools import lru_cache

ENOUGH = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of any size."""
BLACK, WHITE = "#000000", "#ffffff"
HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.I)
STEPS = 256


def full_hex(color: str) -> str:
    """`#ABC` → `#aabbcc`."""
    digits = color.lower().lstrip("#")
    return f"#{''.join(digit * 2 for digit in digits) if len(digits) == 3 else digits}"


def contrast(one: str, other: str) -> float:
    """1 to 21. Both are `#rrggbb`."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(color: str, others: Sequence[str]) -> float:
    """The lowest contrast with any of the others."""
    return min(contrast(color, other) for other in others)


def mixed(color: str, other: str, share: float) -> str:
    """`color` with a share (0 to 1) of `other` in it."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02x}" for mine, theirs in pairs)


def nearest_shade(color: str, grounds: Sequence[str], enough: float = ENOUGH) -> str:
    """The color itself if it can be read on every background, else the closest darker or lighter shade that can."""
    for step in range(STEPS + 1):
        for pole in (BLACK, WHITE):
            shade = mixed(color, pole, step / STEPS)
            if least_contrast(shade, grounds) >= enough:
                return shade
    raise ValueError(f"no shade of {color} can be read on all of {grounds}")


def nearest_ground(color: str, texts: Sequence[str], enough: float = ENOUGH) -> str:
    """The color itself if one of the texts can be read on it, else the closest shade on which one can."""
    for step in range(STEPS + 1):
        for pole in (BLACK, WHITE):
            shade = mixed(color, pole, step / STEPS)
            if max(contrast(shade, text) for text in texts) >= enough:
                return shade
    raise ValueError(f"none of {texts} can be read on any shade of {color}")


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


@lru_cache(maxsize=4096)
def _luminance(color: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
