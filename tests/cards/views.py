"""Views of cards, in sample words."""

from dataclasses import replace
from io import BytesIO

from PIL import Image

from plugins.cards.drawing import drawn
from plugins.cards.view import CardView

PLAIN = CardView(
    site_name="Sample Record",
    lang="en",
    is_right_to_left=False,
    title="Sample agency says that counties can opt out",
    color="#1f2f9e",
    marker="#ffe27a",
    label="Press release",
    date="September 1, 2010",
)
ARABIC = replace(PLAIN, site_name="سجل تجريبي", lang="ar", is_right_to_left=True, title="بيان تجريبي")
QUOTED = replace(
    PLAIN,
    quotation="A county may ask in writing to decline the program.",
    verdict="Matches the page",
    source="Sample memo",
    page="Page 3",
)


def png(view: CardView) -> bytes:
    return drawn(view, logo=None, font=None)


def picture(view: CardView) -> Image.Image:
    return Image.open(BytesIO(png(view))).convert("RGB")
