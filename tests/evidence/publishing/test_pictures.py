import io
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from plugins.evidence.publishing.pictures import PictureError, clean_picture, picture_size

SECRET = b"SECRETCANARY"


def picture(kind: str, *, turned: bool = False, **options: object) -> bytes:
    """A picture of two halves with secrets wherever its format can hold them."""
    image = Image.new("RGB", (40, 20), (200, 30, 30))
    image.paste((30, 30, 200), (20, 0, 40, 20))
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = 6 if turned else 1
    exif.get_ifd(0x8825)[1] = "N"
    data = io.BytesIO()
    image.save(data, format=kind, **{"exif": exif, **options})  # type: ignore[arg-type]
    return data.getvalue()


def png_text() -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return info


SAMPLES = {
    "jpeg": lambda: picture("JPEG", comment=SECRET, quality=95),
    "png": lambda: picture("PNG", pnginfo=png_text()),
    "webp": lambda: picture("WEBP", xmp=SECRET, lossless=True),
    "avif": lambda: picture("AVIF"),
}


@pytest.mark.parametrize("kind", SAMPLES)
def test_what_a_picture_tells_of_its_making_is_gone(kind: str):
    data = SAMPLES[kind]()
    assert SECRET in data
    cleaned = clean_picture(data)
    assert SECRET not in cleaned
    with Image.open(io.BytesIO(cleaned)) as image:
        assert not dict(image.getexif())
        assert image.size == (40, 20)


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_not_a_pixel_changes(kind: str):
    data = SAMPLES[kind]()
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(clean_picture(data)))
    assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


def test_an_animation_keeps_its_frames_and_loses_its_comment():
    frames = [Image.new("P", (8, 8), n) for n in range(3)]
    data = io.BytesIO()
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:], loop=0, comment=SECRET)
    assert SECRET in data.getvalue()
    cleaned = clean_picture(data.getvalue())
    assert SECRET not in cleaned
    with Image.open(io.BytesIO(cleaned)) as image:
        assert image.info["loop"] == 0
        assert image.n_frames == Image.open(io.BytesIO(data.getvalue())).n_frames


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_was_held_sideways_stands_upright(kind: str, tmp_path: Path):
    data = picture(kind, turned=True)
    file = tmp_path / "picture"
    file.write_bytes(data)
    assert picture_size(file) == (20, 40)
    with Image.open(io.BytesIO(clean_picture(data))) as image:
        assert image.size == (20, 40)
        assert image.getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize("kind", SAMPLES)
def test_the_same_picture_gives_the_same_bytes(kind: str):
    data = SAMPLES[kind]()
    assert clean_picture(data) == clean_picture(data)


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\nrubbish", b"GIF89a"]
)
def test_what_is_no_picture_is_refused(data: bytes):
    with pytest.raises(PictureError):
        clean_picture(data)
