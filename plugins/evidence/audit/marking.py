"""Draws each page that has a finding, with the places marked. Runs inside a worker process."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw

from plugins.evidence.audit.names import picture_name
from plugins.evidence.model import AuditFinding, Place
from plugins.evidence.text.rendering import frame, page_box

PIXELS_PER_POINT = 1.4
MOST_PIXELS = 4_000_000
MOST_PAGES = 40
"""Most pages drawn; after that many, a person knows what the finding is about."""
MARK = (214, 0, 60)
MARGIN, WIDTH = 6, 4
"""Pixels: between a place and its mark, and the width of the line."""


def draw_marked(source: Path, findings: Iterable[AuditFinding], folder: Path) -> None:
    """Write `picture_name(page)` for the pages with findings. A place outside the page is marked at its edge."""
    places: dict[int, list[Place]] = defaultdict(list)
    for finding in findings:
        if finding.page and finding.places:
            places[finding.page] += finding.places
    if not places:
        return
    document = pypdfium2.PdfDocument(source)
    document.init_forms()
    for number in sorted(places)[:MOST_PAGES]:
        page = document[number - 1]
        _marked(page, places[number]).save(folder / picture_name(number), "PNG")
        page.close()
    document.close()


def _marked(page: Any, places: Iterable[Place]) -> Image.Image:
    left, bottom, right, top = page_box(page)
    area = max(right - left, 0.1) * max(top - bottom, 0.1)
    turn = page.get_rotation()
    bitmap = page.render(scale=min(PIXELS_PER_POINT, (MOST_PIXELS / area) ** 0.5), rotation=-turn % 360)
    image: Image.Image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    pixels, draw = frame(page, image), ImageDraw.Draw(image)
    for place in places:
        x0, y0, x1, y1 = pixels.pixels((float(place[0]), float(place[1]), float(place[2]), float(place[3])))
        box = (
            max(x0 - MARGIN, 0),
            max(y0 - MARGIN, 0),
            min(x1 + MARGIN, image.width - 1),
            min(y1 + MARGIN, image.height - 1),
        )
        draw.rectangle(box, outline=MARK, width=WIDTH)
    return image.rotate(-turn, expand=True) if turn else image
