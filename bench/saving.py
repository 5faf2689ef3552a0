"""Screenshots as small pictures for the docs."""

import io
from pathlib import Path

from PIL import Image

SHOWN = 420
"""Pixels across a picture."""
QUALITY = 55


def save(screenshot: bytes, file: Path, shown: int = SHOWN) -> None:
    with Image.open(io.BytesIO(screenshot)) as image:
        height = round(image.height * shown / image.width)
        image.convert("RGB").resize((shown, height), Image.Resampling.LANCZOS).save(file, "WEBP", quality=QUALITY)
