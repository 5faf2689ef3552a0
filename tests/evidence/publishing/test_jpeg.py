"""Pictures lose what they say about themselves, and not a pixel."""

import io

import pytest
from PIL import Image, features

from plugins.evidence.publishing.jpeg import JpegError, without_metadata, without_metadata_2000

SECRET = b"Quillfeather"


def _picture(mode: str) -> Image.Image:
    channels = [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.linear_gradient("L").rotate(90)]
    gray = channels[0]
    return gray if mode == "L" else Image.merge("RGB", channels).convert(mode)


def _jpeg(mode: str = "RGB", **options) -> bytes:
    exif = Image.Exif()
    exif[0x013B] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = SECRET.decode()
    data = io.BytesIO()
    _picture(mode).save(data, "JPEG", exif=exif, comment=SECRET, icc_profile=SECRET * 9, xmp=SECRET, **options)
    return data.getvalue()


def _pixels(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).tobytes()


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_keeps_its_pixels_and_loses_all_else(mode, progressive):
    before = _jpeg(mode, progressive=progressive)
    after = without_metadata(before)
    assert SECRET in before
    assert SECRET not in after
    assert _pixels(after) == _pixels(before)
    assert without_metadata(after) == after


def test_what_follows_the_end_of_a_jpeg_goes():
    assert SECRET not in without_metadata(_jpeg() + SECRET)


def test_a_comment_between_two_scans_goes():
    before = _jpeg(progressive=True)
    place = before.rindex(b"\xff\xda")
    marked = before[:place] + b"\xff\xfe\x00\x0e" + SECRET + before[place:]
    after = without_metadata(marked)
    assert SECRET not in after
    assert _pixels(after) == _pixels(before)


def test_a_thumbnail_in_the_jfif_header_goes():
    plain = io.BytesIO()
    _picture("RGB").save(plain, "JPEG")
    data = plain.getvalue()
    header = b"\xff\xe0" + (16 + len(SECRET)).to_bytes(2, "big") + data[6:18] + b"\x02\x02" + SECRET
    after = without_metadata(data[:2] + header + data[20:])
    assert SECRET not in after
    assert _pixels(after) == _pixels(data)


def test_a_jpeg_that_was_cut_short_still_opens():
    cut = without_metadata(_jpeg()[:-200])
    assert cut.endswith(b"\xff\xd9")
    assert SECRET not in cut


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_jpeg_is_refused(data):
    with pytest.raises(JpegError):
        without_metadata(data)
    with pytest.raises(JpegError):
        without_metadata_2000(data)


@pytest.mark.skipif(not features.check("jpg_2000"), reason="Pillow was built without JPEG 2000")
@pytest.mark.parametrize("boxes", [True, False])
def test_a_jpeg_2000_keeps_its_pixels_and_loses_all_else(boxes):
    data = io.BytesIO()
    _picture("RGB").save(data, "JPEG2000", no_jp2=not boxes, comment=SECRET)
    before = data.getvalue()
    if boxes:
        before += (len(SECRET) + 24).to_bytes(4, "big") + b"uuid" + bytes(16) + SECRET
    after = without_metadata_2000(before)
    assert SECRET in before
    assert SECRET not in after
    assert _pixels(after) == _pixels(before)
