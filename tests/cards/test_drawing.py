"""What stands on a card, and what it weighs."""

import random
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from pymupdf_fonts import FiraGO_Italic

from plugins.cards.drawing import BAD, MUTED, OK, PAPER, drawn
from plugins.cards.view import HEIGHT, MOST_BYTES, WIDTH, CardView
from plugins.records.campaign.brand import better_color, better_marker, shades
from plugins.records.campaign.contrast import ENOUGH, WHITE, contrast
from plugins.render.disk import OutputError
from tests.cards.views import ARABIC, PLAIN, QUOTED, picture, png

ROOT = Path(__file__).parents[2]
WORDS = """sample agency records county memo program court order disclosure Secure writing decline immigration
Rechtsschutz información καταγγελία суд записи đồng ý تجريبي سجل מסמך — “opt-out” (2010) $1,200 & <b>"""


def inked(image: Image.Image, ground: str) -> tuple[int, int, int, int]:
    """The box of all that is not the ground."""
    channels = tuple(int(ground[place : place + 2], 16) for place in (1, 3, 5))
    box = ImageChops.difference(image, Image.new("RGB", image.size, channels)).getbbox()  # type: ignore[arg-type]
    assert box is not None
    return box


def test_a_card_is_a_png_of_the_size_that_its_page_says() -> None:
    with Image.open(BytesIO(png(PLAIN))) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT)) == ("PNG", (1200, 630))
        assert image.info == {} or set(image.info) <= {"interlace", "gamma"}


def test_two_processes_draw_the_same_bytes() -> None:
    code = (
        "import hashlib\nfrom tests.cards.views import *\n"
        "print([hashlib.sha256(png(view)).hexdigest() for view in (PLAIN, QUOTED, ARABIC)])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str([sha256(png(view)).hexdigest() for view in (PLAIN, QUOTED, ARABIC)])


def test_a_card_is_light_whatever_its_words() -> None:
    chance, words_of_many = random.Random(14), WORDS.split()
    for number in range(200):
        title = " ".join(chance.choice(words_of_many) for _ in range(chance.randint(1, 45)))
        words = " ".join(chance.choice(words_of_many) for _ in range(chance.randint(3, 70)))
        view = replace((PLAIN, QUOTED, ARABIC)[number % 3], title=title)
        view = replace(view, quotation=words) if view.quotation else view
        assert len(png(view)) <= MOST_BYTES, title


def test_nothing_runs_over_the_margins() -> None:
    long = "Sample coalition of forty-one organizations asks the sample department for every record " * 6
    for view in (
        replace(PLAIN, title=long),
        replace(PLAIN, title="W" * 30),
        replace(ARABIC, title="بيان تجريبي " * 40),
    ):
        left, top, right, bottom = inked(picture(view), shades(view.color, view.marker)[0].brand)
        assert left >= 60 and top >= 50 and right <= WIDTH - 60 and bottom <= HEIGHT - 50


def test_a_long_quotation_stays_above_what_was_found() -> None:
    long = replace(QUOTED, title=QUOTED.title * 4, quotation="Sample words of the memo, " * 30)
    image = picture(long)
    gap = image.crop((0, HEIGHT - 84, WIDTH, HEIGHT - 74))
    assert gap.getcolors() == [(gap.width * gap.height, (255, 255, 255))]


def test_lines_begin_on_the_right_where_the_language_does() -> None:
    left, _, right, _ = inked(picture(ARABIC), ARABIC.color)
    assert right > WIDTH - 90 and left > WIDTH / 3
    left, _, right, _ = inked(picture(replace(PLAIN, title="Short")), PLAIN.color)
    assert left < 90 and right < WIDTH * 2 / 3


@pytest.mark.parametrize("title", ["移民当局承认", "Victory 🎉 in court", "W" * 300])
def test_a_headline_that_cannot_be_set_is_left_out_whole(title: str) -> None:
    other = replace(PLAIN, title="日本語", label="X", date="Y")
    assert png(replace(PLAIN, title=title)) == png(other)
    assert png(replace(PLAIN, title=title)) != png(PLAIN)


def test_a_quotation_that_cannot_be_set_leaves_the_headline_alone() -> None:
    assert png(replace(QUOTED, quotation="移民当局")) == png(PLAIN)
    assert png(replace(QUOTED, source="移民当局")) == png(PLAIN)


def test_a_site_whose_name_cannot_be_set_has_a_card_too() -> None:
    assert png(replace(PLAIN, site_name="移民", title="移民"))
    assert png(replace(PLAIN, site_name="", title=""))


def test_markup_in_a_title_is_text() -> None:
    assert png(replace(PLAIN, title="<b>Bold</b> &amp; more")) != png(replace(PLAIN, title="Bold & more"))


def test_a_checked_quotation_is_marked_and_said_to_match() -> None:
    colors = {color for _, color in picture(QUOTED).getcolors(100_000) or []}
    assert {(255, 226, 122), (255, 255, 255), (20, 96, 58)} <= colors
    assert (20, 96, 58) not in {color for _, color in picture(PLAIN).getcolors(100_000) or []}


def test_the_page_is_named_however_long_the_title_of_its_document_is() -> None:
    long = replace(QUOTED, source="Sample memo of the sample agency with all of its annexes and every letter " * 3)
    assert png(long) != png(replace(long, page="Page 12"))


def test_a_withdrawn_page_has_a_color_of_its_own() -> None:
    image = picture(replace(PLAIN, withdrawn=True, label="Withdrawn"))
    assert image.getpixel((5, 5)) == (143, 29, 29)


@pytest.mark.parametrize("color", ["#000000", "#ffffff", "#ffd400", "#777777", "#0c6a4c", "#ff0000"])
@pytest.mark.parametrize("marker", ["#ffe27a", "#f8b4c4", "#ffffff"])
def test_every_pair_of_colors_can_be_read(color: str, marker: str) -> None:
    found, _ = shades(better_color(color), better_marker(marker))
    pairs = [(found.brand, found.on_brand), (found.marker, found.on_marker), (PAPER, MUTED), (PAPER, OK), (BAD, WHITE)]
    assert all(contrast(*pair) >= ENOUGH for pair in pairs)


def test_a_logo_is_drawn_beside_the_name(tmp_path: Path) -> None:
    stream = BytesIO()
    Image.new("RGBA", (300, 100), (250, 10, 20, 255)).save(stream, "PNG")
    file = tmp_path / "logo.png"
    file.write_bytes(stream.getvalue())
    view = replace(PLAIN, logo_sha256=sha256(stream.getvalue()).hexdigest())
    image = Image.open(BytesIO(drawn(view, logo=file, font=None))).convert("RGB")
    assert image.getpixel((100, 88)) == (250, 10, 20)


def test_a_logo_that_changed_while_the_site_was_built_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    file.write_bytes(b"other")
    with pytest.raises(OSError, match="changed"):
        drawn(replace(PLAIN, logo_sha256="0" * 64), logo=file, font=None)


def test_a_font_of_the_settings_is_asked_first(tmp_path: Path) -> None:
    file = tmp_path / "font.ttf"
    file.write_bytes(FiraGO_Italic.fontbuffer)
    view: CardView = replace(PLAIN, font_sha256=sha256(FiraGO_Italic.fontbuffer).hexdigest())
    assert drawn(view, logo=None, font=file) != png(PLAIN)


def test_a_font_that_cannot_be_drawn_with_says_so_and_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "font.ttf"
    file.write_bytes(b"\0\1\0\0 no font")
    view = replace(PLAIN, font_sha256=sha256(file.read_bytes()).hexdigest())
    with pytest.raises(OutputError, match='CARDS_FONT = ""'):
        drawn(view, logo=None, font=file)
