"""Run OCR on the scanned pages of a PDF, and keep the text beside the file, so that no build needs to.

Runs ocrmypdf and tesseract as commands. A build never calls this.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.evidence.ingest.ingest import ingest
from plugins.evidence.ingest.store import write_whole
from plugins.evidence.model import Evidence, PdfError
from plugins.evidence.ocr.kept_pages import KeptPages, pages_done
from plugins.evidence.text.sidecar import (
    SCANNED,
    SidecarError,
    read_sidecar,
    sections,
    sidecar_of,
    write_sidecar,
)
from plugins.requirements import install_line

LOOK = 0.5
"""Seconds between checks of which pages are done."""
PAGE_SECONDS = 90
"""Seconds that tesseract may take for one page."""
GIVEN_UP = "\0"
"""No text has it."""
LANGUAGES = {"en": ("eng",), "es": ("eng", "spa")}
"""Tesseract's names for the language of a record; Spanish papers of US agencies are full of English."""
BOTH = ("eng", "spa")
PACKAGES = {"eng": "tesseract-ocr"}
UPRIGHT = "osd"
"""Tesseract's name for its data on page orientation."""
SURE = 10
"""Least confidence in a page's orientation, as tesseract measures it: 15 and more for real letters, up to 9 for maps,
where it is often wrong."""
_LIST_HEAD = re.compile(r"^List of available languages.*$", re.MULTILINE)


class OcrError(Exception):
    """OCR cannot read a document; the text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The result for one document."""

    sidecar: Path | None
    """None if no page needs OCR."""
    pages: tuple[int, ...]
    """Pages that were read."""
    unread: tuple[int, ...]
    """Pages on which no text was found."""
    slow: tuple[int, ...] = ()
    """Pages that took too long; for an existing sidecar, they count as unread."""
    is_new: bool
    """False if the sidecar was there already."""


def ocr(
    file: Path,
    languages: Sequence[str],
    *,
    cache: Path,
    again: bool = False,
    page_seconds: float = PAGE_SECONDS,
    tell: Callable[[int, int], None] = lambda done, pages: None,
) -> Reading:
    """Run OCR on pages that are scans, with or without a stamp, and write their text beside the file.

    `languages` are tesseract's: `("eng",)`, `("eng", "spa")`. A sidecar made for this exact file is kept, unless
    `again`. Finished pages are kept in the cache, and a run that was stopped continues from there; `tell` gets how many
    are done, of how many. Raises `OcrError` and `PdfError`.
    """
    evidence = ingest([file], cache, sidecars=False)[file]
    if isinstance(evidence, PdfError):
        raise evidence
    wanted = tuple(page.number for page in evidence.pages if page.kind in SCANNED)
    if not wanted:
        return Reading(sidecar=None, pages=(), unread=(), is_new=False)
    sidecar = sidecar_of(file)
    texts = None if again else _known(sidecar, evidence)
    is_new, slow = texts is None, set[int]()
    if texts is None:
        kept = KeptPages(cache, evidence.sha256, languages)
        texts, slow = _read(evidence, wanted, languages, page_seconds, kept, tell)
        write_whole(sidecar, write_sidecar(texts, evidence.sha256))
        kept.forget()
    read = tuple(number for number in wanted if texts[number - 1])
    unread = tuple(number for number in wanted if number not in read and number not in slow)
    return Reading(sidecar=sidecar, pages=read, unread=unread, slow=tuple(sorted(slow)), is_new=is_new)


def languages_of(language: str | None) -> tuple[str, ...]:
    """Tesseract's names for the language that a record states; English and Spanish if it states none that is known."""
    return LANGUAGES.get((language or "").split("-")[0].lower(), BOTH)


def what_is_missing(languages: Sequence[str]) -> str | None:
    """The line that says what to install; None if everything is there."""
    if _ocrmypdf() is None:
        return f"OCR needs ocrmypdf: run `{install_line('requirements-ocr.txt')}`, then this command again"
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        missing = list(dict.fromkeys(["tesseract-ocr", *map(_package, (*languages, UPRIGHT))]))
    else:
        done = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
        present = set(_LIST_HEAD.sub("", done.stdout + done.stderr).split())
        missing = list(dict.fromkeys(_package(each) for each in (*languages, UPRIGHT) if each not in present))
    if not missing:
        return None
    packages = " ".join(missing)
    return f"OCR needs tesseract: on Debian and Ubuntu, run `apt install {packages}`, then this command again"


def _package(language: str) -> str:
    return PACKAGES.get(language, f"tesseract-ocr-{language.replace('_', '-')}")


def _ocrmypdf() -> str | None:
    beside = Path(sys.executable).with_name("ocrmypdf")
    return str(beside) if beside.is_file() else shutil.which("ocrmypdf")


def _known(sidecar: Path, evidence: Evidence) -> list[str] | None:
    try:
        return read_sidecar(sidecar.read_bytes(), sidecar.name, sha256=evidence.sha256, pages=len(evidence.pages))
    except (OSError, SidecarError):
        return None


def _read(
    evidence: Evidence,
    wanted: Sequence[int],
    languages: Sequence[str],
    page_seconds: float,
    kept: KeptPages,
    tell: Callable[[int, int], None],
) -> tuple[list[str], set[int]]:
    """The text of every page (empty for pages not requested or without text), and which pages took too long."""
    missing = what_is_missing(languages)
    if missing:
        raise OcrError(missing)
    known = kept.texts()
    left = [number for number in wanted if number not in known]

    def note(number: int, text: str) -> None:
        if number in left and number not in known:
            known[number] = text
            kept.keep(number, text)
            tell(len(known), len(wanted))

    found = [known.get(number, "") for number in range(1, len(evidence.pages) + 1)]
    if known:
        tell(len(known), len(wanted))
    if not left:
        return found, set()
    with tempfile.TemporaryDirectory(prefix="ocr-") as folder:
        sidecar = Path(folder) / "sidecar.txt"
        # OCR reads the copy for publication, where no form, signature or hidden layer is in the way.
        command = _command(evidence.published.path, sidecar, left, languages, page_seconds)
        patience = 120 + (page_seconds + 15) * len(left)
        code, said = _run(command, Path(folder), patience, note)
        try:
            read = sections(sidecar.read_text(encoding="utf-8"), len(evidence.pages), given_up=GIVEN_UP)
        except OSError:
            raise OcrError(f"ocrmypdf ended with {code} and gave no text: {said}") from None
    if len(read) != len(evidence.pages):
        raise OcrError(f"ocrmypdf gave the text of {len(read)} pages, and the PDF has {len(evidence.pages)}")
    slow = {number for number in left if read[number - 1] == GIVEN_UP}
    for number in left:
        found[number - 1] = "" if number in slow else read[number - 1]
        note(number, found[number - 1])
    return found, slow


def _command(
    file: Path, sidecar: Path, wanted: Sequence[int], languages: Sequence[str], page_seconds: float
) -> list[str]:
    """Uses "redo": a stamp, or the layer of an earlier OCR, counts as text, and pages with text would be skipped.

    A page that was scanned sideways is turned for OCR only: no PDF is written.
    """
    ocrmypdf = _ocrmypdf()
    assert ocrmypdf is not None
    pages = ",".join(map(str, wanted))
    return [
        ocrmypdf, "--redo-ocr", "--rotate-pages", "--rotate-pages-threshold", str(SURE),
        "--language", "+".join(languages), "--pages", pages,
        "--tesseract-timeout", str(page_seconds), "--sidecar", str(sidecar), "--output-type", "none",
        "--tagged-pdf-mode", "ignore", "--jobs", str(os.cpu_count() or 1), "--quiet", str(file), "-",
    ]  # fmt: skip


def _run(
    command: Sequence[str], folder: Path, patience: float, note: Callable[[int, str], None] = lambda number, text: None
) -> tuple[int, str]:
    """Run a command and all that it starts, for at most so many seconds. Returns its exit code and last line.

    `note` gets each page (1-based) and its text when it is done.
    """
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(folder), "OMP_THREAD_LIMIT": "1"},
        start_new_session=True,
    )
    deadline = time.monotonic() + patience
    try:
        while True:
            try:
                _, said = process.communicate(timeout=min(LOOK, max(deadline - time.monotonic(), 0.01)))
                break
            except subprocess.TimeoutExpired:
                for number, text in pages_done(folder):
                    note(number, text)
                if time.monotonic() > deadline:
                    raise OcrError(f"it took more than {patience:.0f} seconds to read") from None
    except BaseException:
        _end(process)
        raise
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return process.returncode, lines[-1] if lines else "it said nothing"


def _end(process: "subprocess.Popen[bytes]") -> None:
    kill_all: Callable[[int, int], None] | None = getattr(os, "killpg", None)
    if kill_all is None:  # Windows
        process.kill()
    else:
        kill_all(process.pid, signal.SIGKILL)
    process.communicate()
