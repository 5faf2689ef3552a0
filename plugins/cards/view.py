"""What a card shows."""

from dataclasses import dataclass

NAME = "card.png"
WIDTH, HEIGHT = 1200, 630
"""In pixels: what the large services show without cutting."""
MOST_BYTES = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """All that a card shows, and in which colors."""

    site_name: str
    lang: str
    is_right_to_left: bool
    title: str
    color: str
    """The brand's, `#rrggbb`."""
    marker: str
    label: str = ""
    """What kind of page it is: `Press release`."""
    date: str = ""
    deck: str = ""
    """A line below the title, on the card of the site itself."""
    quotation: str = ""
    """Words that were found on the page that they are quoted from; empty for none."""
    verdict: str = ""
    """What was found: `Matches the page`."""
    source: str = ""
    """The title of the document that is quoted."""
    page: str = ""
    """`Page 3`"""
    withdrawn: bool = False
    logo_sha256: str = ""
    """Of the mark beside the site's name, as it is published; empty for none."""
    font_sha256: str = ""
    """Of the font that the settings name; empty for none."""
