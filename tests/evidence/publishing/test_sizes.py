"""A picture in the sizes that pages show: small, right in its colors, and the same bytes every time."""

import io
import random
from typing import Any

import pytest
from PIL import Image, ImageCms

from plugins.evidence.publishing.pictures import PictureError, clean_picture
from plugins.evidence.publishing.sizes import Size, Sizes, picture_sizes


def photo(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """As restless as a photo, and the same whenever it is made."""
    noise = Image.frombytes("L", (40, 30), random.Random(5).randbytes(1200))
    return noise.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    data = io.BytesIO()
    image.save(data, form, **options)
    return data.getvalue()


def made(data: bytes) -> Sizes:
    return picture_sizes(clean_picture(data))


def opened(size: Size) -> Image.Image:
    return Image.open(io.BytesIO(size.data))


def test_a_photo_is_made_in_three_widths_as_webp_and_jpeg_and_never_wider() -> None:
    sizes = made(saved(photo(3000, 2000), "JPEG", quality=95))
    assert (sizes.width, sizes.height) == (3000, 2000)
    assert [(s.width, s.height, s.ending) for s in sizes.made] == [
        (480, 320, "webp"), (480, 320, "jpg"), (960, 640, "webp"), (960, 640, "jpg"), (1600, 1067, "webp"),
        (1600, 1067, "jpg"),
    ]  # fmt: skip
    assert [opened(s).format for s in sizes.made] == ["WEBP", "JPEG"] * 3
    assert [opened(s).size for s in sizes.made] == [(s.width, s.height) for s in sizes.made]


def test_no_picture_is_made_larger_and_nothing_is_made_nearly_twice() -> None:
    assert {s.width for s in made(saved(photo(1000, 700), "JPEG", quality=95)).made} == {480, 1000}
    assert made(saved(photo(300, 200), "JPEG")).made == ()


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = saved(photo(1700, 900), "PNG")
    assert made(data) == made(data)


def test_a_jpeg_that_is_small_enough_goes_out_as_it_is() -> None:
    data = clean_picture(saved(photo(900, 600), "JPEG", quality=40))
    assert picture_sizes(data).made[-1] == Size(900, 600, "jpg", data)


def test_what_is_transparent_stays_so() -> None:
    image = photo(1200, 800, "RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    sizes = made(saved(image, "PNG"))
    assert {s.ending for s in sizes.made} == {"webp", "png"}
    assert all(opened(s).convert("RGBA").getchannel("A").getextrema()[0] < 9 for s in sizes.made)
    solid = made(saved(photo(1200, 800, "RGBA"), "PNG"))
    assert {s.ending for s in solid.made} == {"webp", "jpg"}


def test_a_drawing_loses_nothing() -> None:
    image = Image.new("RGB", (1300, 900), "white")
    image.paste("red", (100, 100, 700, 500))
    last = made(saved(image, "PNG")).made
    assert [s.ending for s in last[-2:]] == ["webp", "png"]
    assert opened(last[-2]).convert("RGB").tobytes() == image.tobytes()


def test_what_moves_stays_as_it_is() -> None:
    frames = [photo(900, 600).convert("P"), Image.new("P", (900, 600))]
    for form in ("GIF", "PNG", "WEBP"):
        assert made(saved(frames[0], form, save_all=True, append_images=frames[1:])).made == ()


def test_ink_on_paper_and_foreign_colors_become_those_of_a_screen() -> None:
    in_ink = made(saved(photo(300, 200, "CMYK"), "JPEG"))
    assert [opened(s).mode for s in in_ink.made] == ["RGB", "RGB"]
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    unreadable = made(saved(photo(600, 400), "JPEG", icc_profile=b"no profile"))
    assert unreadable.made and made(saved(photo(600, 400), "JPEG", icc_profile=swapped)).made
    assert all("icc_profile" not in opened(s).info for s in unreadable.made)


def test_a_camera_that_was_held_upright_is_believed() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    sizes = made(saved(photo(1200, 600), "JPEG", exif=exif))
    assert (sizes.width, sizes.height) == (600, 1200)


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16", "LA"])
def test_odd_kinds_of_png_are_read(mode: str) -> None:
    image = Image.new("I;16", (700, 500), 30_000) if mode == "I;16" else photo(700, 500).convert(mode)
    sizes = made(saved(image, "PNG"))
    assert len(sizes.made) == 4
    grey = opened(sizes.made[0]).convert("L").getpixel((5, 5))
    assert mode != "I;16" or abs(grey - 117) < 3  # type: ignore[operator]


def test_a_format_that_not_every_browser_shows_has_another_beside_it_however_small() -> None:
    assert [s.ending for s in made(saved(photo(200, 100), "AVIF")).made] == ["webp", "jpg"]


def test_a_picture_that_ends_too_early_is_refused() -> None:
    whole = saved(photo(900, 600), "PNG")
    start = whole.index(b"IDAT") - 4
    length = int.from_bytes(whole[start : start + 4], "big")
    cut = whole[: start + 8] + whole[start + 8 : start + 8 + length // 2] + b"\0" * (length - length // 2)
    with pytest.raises(PictureError):
        made(cut + whole[start + 8 + length :])
