"""Pages of a scan that OCR has read so far: saved one by one, so that a run that is stopped can continue."""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from plugins.evidence.ingest.store import write_whole
from plugins.evidence.text.sidecar import sections
from plugins.sealing import sealed, unsealed

_NUMBERED = re.compile(r"(\d{6})_ocr_\w+\.txt")


class KeptPages:
    """Kept in a cache folder named by the file and its OCR languages."""

    def __init__(self, cache: Path, sha256: str, languages: Sequence[str]):
        self._folder = cache / "ocr" / f"{sha256}-{'+'.join(languages)}"

    def texts(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for file in self._folder.glob("*.txt"):
            with suppress(OSError, ValueError):
                found[int(file.stem)] = unsealed(self._of(file.name), file.read_bytes()).decode()
        return found

    def keep(self, number: int, text: str) -> None:
        """A page on which nothing was found, or that took too long, is tried again."""
        if not text:
            return
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            file = self._folder / f"{number:05}.txt"
            write_whole(file, sealed(self._of(file.name), text.encode()))

    def _of(self, name: str) -> str:
        return f"{self._folder.name}/{name}"

    def forget(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def pages_done(folder: Path) -> Iterator[tuple[int, str]]:
    """The pages that ocrmypdf has read, from its working files: `000012_ocr_hocr.txt` beside `….hocr`.

    tesseract writes both when it is done with a page. If a version names them differently, pages are reported at the
    end.
    """
    for file in sorted(folder.glob("ocrmypdf.io.*/*_ocr_*.txt")):
        number = _NUMBERED.fullmatch(file.name)
        with suppress(OSError, ValueError):
            is_done = number is not None and file.with_suffix(".hocr").stat().st_size > 0
            text = sections(file.read_text(encoding="utf-8"), 1)[0] if is_done else ""
            if number is not None and text:
                yield int(number[1]), text
