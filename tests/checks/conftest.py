"""What every test of the checks may use: the problems of a content folder that is made of small texts."""

import io
import re
from typing import Any

import pytest
from PIL import Image

from plugins.checks.rules import find_problems
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.reading import read_library
from plugins.records.problems import Problem
from tests.conftest import ContentMaker, Files, SettingsMaker


@pytest.fixture
def find(make_content: ContentMaker, settings: SettingsMaker, pdf: Any, png: Any) -> Any:
    """The problems of a content folder. The bytes `2 pages` stand for such a PDF, `picture` for a PNG.

    That a release has no summary and no contact is left out unless `every` problem is asked for: those of the tests
    are one line long.
    """

    def real(text: str | bytes) -> str | bytes:
        if isinstance(text, bytes) and (pages := re.fullmatch(rb"(\d) pages?", text)):
            return bytes(pdf(int(pages[1])))
        if text == b"half a picture":
            return bytes(png(4, 3))[:-20]
        if text == b"large picture":
            stream = io.BytesIO()
            Image.effect_noise((1500, 1500), 90).save(stream, "PNG")
            return stream.getvalue()
        return bytes(png(4, 3)) if text == b"picture" else text

    def find_in(files: Files, *, read_held: bool = False, every: bool = False, **given: Any) -> list[Problem]:
        find_in.content = content = make_content({path: real(text) for path, text in files.items()})  # type: ignore[attr-defined]
        found = find_problems(make_edition(read_library(settings(content, **given), read_held=read_held)))
        return [p for p in found if every or p.code not in ("R015", "R016")]

    return find_in
