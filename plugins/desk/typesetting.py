"""Typeset documents written here: each `*.typ` becomes a PDF with the same name next to it."""

import re
from pathlib import Path
from typing import Final

from plugins.desk.existing import replace_whole
from plugins.desk.refusal import Refused
from plugins.requirements import install_line

EPOCH: Final = 0
"""The time used as now by a source without a date: the same bytes on any day."""
STANDARD: Final = "ua-1"
"""PDF/UA: tagged for screen readers."""


def typeset(content: Path) -> tuple[Path, ...]:
    """Typeset every `documents/*/*.typ` below the content folder. Returns the PDFs whose bytes have changed.

    Nothing but the source, the files beside it and the fonts inside typst go in, so that the bytes are the same on any
    machine; only a source that imports a typst package, as none should, would have it fetched. Raises `Refused`, and
    then no PDF has been written.
    """
    sources = sorted(file for file in content.glob("documents/*/*.typ") if not file.name.startswith("."))
    made = [(source.with_suffix(".pdf"), _pdf(source)) for source in sources]
    changed = [(file, pdf) for file, pdf in made if not file.is_file() or file.read_bytes() != pdf]
    for file, pdf in changed:
        replace_whole(file, pdf)
    return tuple(file for file, _ in changed)


def _pdf(source: Path) -> bytes:
    try:
        import typst  # in a separate requirements list: no build needs it
    except ImportError:
        what = f"{source}: can't be typeset because typst is not installed"
        raise Refused(what, f"run `{install_line('requirements-typeset.txt')}`, then try again") from None
    try:
        pdf, warnings = typst.compile_with_warnings(
            source,
            root=source.parent,
            ignore_system_fonts=True,
            format="pdf",
            timestamp=EPOCH,
            pdf_standards=STANDARD,
        )
    except typst.TypstError as error:
        raise _refusal(source, error) from None
    if warnings:
        raise _refusal(source, warnings[0])
    return pdf


def _refusal(source: Path, found: Exception) -> Refused:
    """What typst found, with file and line. A warning counts: a font that is missing changes every page."""
    place = _PLACE.search(str(getattr(found, "diagnostic", "")))
    where = f"{Path(place[1]).resolve()}:{place[2]}" if place else str(source)
    what = " ".join(str(getattr(found, "message", found)).split())
    hints = " ".join("; ".join(getattr(found, "hints", ())).split())
    return Refused(f"{where}: {what}", hints or "fix that line, then try again")


_PLACE = re.compile(r"┌─ (.+?):(\d+):\d+$", re.MULTILINE)
