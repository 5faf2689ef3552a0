"""Pictures for releases: charts of invented numbers that say in the middle what they are."""

import io
from random import Random

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 960, 540
GROUND, LINE, BAR, INK = (246, 246, 243), (200, 204, 208), (61, 101, 140), (30, 34, 40)


def chart(words: str, dice: Random) -> bytes:
    """A PNG of bars, with `words` and that it is a sample above them."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(picture)
    draw.text((60, 40), "SAMPLE DATA", font=ImageFont.load_default(44), fill=INK)
    draw.text((60, 100), words, font=ImageFont.load_default(26), fill=INK)
    for y in range(180, 481, 60):
        draw.line((60, y, WIDTH - 60, y), fill=LINE, width=2)
    for column in range(8):
        x, height = 84 + 105 * column, dice.randrange(40, 290)
        draw.rectangle((x, 480 - height, x + 64, 480), fill=BAR)
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()
