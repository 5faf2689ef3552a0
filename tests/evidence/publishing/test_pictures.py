import io
import time
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


def test_a_picture_that_is_cut_off_is_refused():
    for kind, options in (
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("PNG", {}),
        ("WEBP", {}),
        ("GIF", {}),
        ("AVIF", {}),
    ):
        noise = Image.effect_noise((200, 200), 90).convert("RGB")
        stream = io.BytesIO()
        noise.save(stream, kind, **options)
        data = stream.getvalue()
        clean_picture(data)
        for part in (data[: len(data) // 2], data[:-20], data[: -len(data) // 10]):
            with pytest.raises(PictureError):
                clean_picture(part)


def test_a_png_without_its_end_is_refused():
    data = picture("PNG")
    with pytest.raises(PictureError):
        clean_picture(data[: data.rindex(b"IEND") - 4])


def chunk(name: bytes, data: bytes) -> bytes:
    return name + len(data).to_bytes(4, "little") + data + b"\0" * (len(data) % 2)


@pytest.mark.parametrize("name", [b"XMP\0", b"xmp ", b"EXIF", b"NOTE", b"C2PA"])
def test_no_chunk_of_webp_stays_that_is_not_known(name: bytes):
    plain = picture("WEBP", lossless=True)
    body = plain[8:] + chunk(name, SECRET)
    assert SECRET not in clean_picture(b"RIFF" + len(body).to_bytes(4, "little") + body)


def test_nothing_hides_in_a_frame_of_a_moving_webp():
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    stream = io.BytesIO()
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:], lossless=True, duration=100)
    data = stream.getvalue()
    start = data.index(b"ANMF")
    length = int.from_bytes(data[start + 4 : start + 8], "little")
    inside = data[start + 8 : start + 8 + length] + chunk(b"XMP ", SECRET + b"!")
    body = data[8:start] + chunk(b"ANMF", inside) + data[start + 8 + length + length % 2 :]
    cleaned = clean_picture(b"RIFF" + len(body).to_bytes(4, "little") + body)
    assert SECRET not in cleaned
    with Image.open(io.BytesIO(cleaned)) as image:
        assert image.n_frames == 2


def test_a_picture_of_too_many_pixels_is_refused_without_a_word_of_a_library(recwarn: pytest.WarningsRecorder):
    for side in (10_500, 13_500):
        stream = io.BytesIO()
        Image.new("L", (side, side)).save(stream, "PNG", compress_level=1)
        with pytest.raises(PictureError, match=r"100 million|100,000,000"):
            clean_picture(stream.getvalue())
    assert not list(recwarn)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_that_was_turned_tells_nothing(kind: str):
    more = {"PNG": {"pnginfo": png_text()}, "JPEG": {"comment": SECRET}}.get(kind, {"xmp": SECRET})
    cleaned = clean_picture(picture(kind, turned=True, **more))
    assert SECRET not in cleaned
    with Image.open(io.BytesIO(cleaned)) as image:
        assert not image.getexif()
        assert not {"exif", "xmp", "comment"} & image.info.keys()


def test_a_photo_of_too_many_pixels_that_must_be_turned_is_refused_before_it_is_opened():
    image = Image.new("L", (13_000, 13_000))
    exif = image.getexif()
    exif[0x0112] = 6
    stream = io.BytesIO()
    image.save(stream, "JPEG", exif=exif)
    began = time.process_time()
    with pytest.raises(PictureError, match="100 million"):
        clean_picture(stream.getvalue())
    assert time.process_time() - began < 0.2


def test_what_is_see_through_stays_so_when_it_is_turned():
    image = Image.new("P", (4, 2), 1)
    image.putpalette([0, 0, 0, 255, 0, 0])
    exif = image.getexif()
    exif[0x0112] = 6
    stream = io.BytesIO()
    image.save(stream, "PNG", exif=exif, transparency=1)
    with Image.open(io.BytesIO(clean_picture(stream.getvalue()))) as turned:
        assert turned.size == (2, 4)
        assert turned.convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_photo_of_apple_is_called_one():
    with pytest.raises(PictureError, match="export it as JPEG"):
        clean_picture(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))


def test_of_a_file_with_two_pictures_the_first_is_published():
    first, second = Image.new("RGB", (40, 20), "red"), Image.new("RGB", (40, 20), "blue")
    stream = io.BytesIO()
    first.save(stream, "MPO", save_all=True, append_images=[second])
    cleaned = clean_picture(stream.getvalue())
    with Image.open(io.BytesIO(cleaned)) as image:
        assert (image.format, getattr(image, "n_frames", 1)) == ("JPEG", 1)
