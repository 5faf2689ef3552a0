"""The pictures of a source → files beside the draft, without camera, place and maker."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.desk.importing.source import PICTURE, Picture
from plugins.evidence.publishing.pictures import PictureError, clean_picture

FORMATS = (
    (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"), (b"RIFF", "webp"),
)  # fmt: skip
SAVE_AS = {
    "emf": "a drawing of Windows", "wmf": "a drawing of Windows", "svg": "an SVG drawing", "tif": "a TIFF",
    "bmp": "a BMP", "heic": "a photo in Apple's format", "heif": "a photo in Apple's format",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    text: str
    files: dict[str, bytes]
    """Name beside the draft → cleaned bytes."""
    notes: tuple[str, ...]


def place_pictures(text: str, pictures: Sequence[Picture], slug: str) -> Placed:
    """Write the names of the pictures into the text. One that no browser shows becomes a remark where it stood."""
    files: dict[str, bytes] = {}
    names: dict[bytes, str] = {}
    notes: list[str] = []
    for number, picture in enumerate(pictures):
        mark = PICTURE.format(number)
        if mark not in text:
            continue
        try:
            data = clean_picture(picture.data)
        except PictureError as error:
            what = SAVE_AS.get(picture.ending, "")
            why = f"it is {what}, which browsers don't show everywhere" if what else str(error)
            notes.append(f"picture: {picture.name} was left out: {why}. Save it as PNG or JPEG beside the draft.")
            remark = f"<!-- import: picture not included: {re.sub(r'-{2,}|[<>]', '', picture.name)} -->"
            shown = re.compile(rf"!\[(?:\\.|[^\]\\])*\]\(\{{attach\}}{mark}\)")
            text = remark.join(shown.split(text))
            continue
        if data not in names:
            names[data] = f"{slug[:70].rstrip('-')}-{len(names) + 1}.{_ending(data)}"
            files[names[data]] = data
        text = text.replace(mark, names[data])
    if files:
        notes.append(f"pictures: {len(files)} saved beside the draft, without camera and place.")
    return Placed(text=text, files=files, notes=tuple(notes))


def _ending(data: bytes) -> str:
    return next((ending for signature, ending in FORMATS if data.startswith(signature)), "avif")
