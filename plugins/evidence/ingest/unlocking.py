"""Unlocks files that open without a password, whatever they forbid: each library reads some that the other calls
locked.

For the inside of a worker process.
"""

import os
from contextlib import suppress
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from plugins.evidence.model import PdfError

LOCKED = "it is locked with a password"
UNLOCKED = "unlocked.tmp"
LOCKS = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


def readable(source: Path, folder: Path) -> Path:
    """The file, or if only one of the two libraries can open it, a copy in `folder` that both can.

    Raises `PdfError` where neither can.
    """
    copy = folder / UNLOCKED
    if copy.is_file():
        return copy
    by_pdfium, by_qpdf = _pdfium_opens(source), _qpdf_opens(source)
    if by_pdfium and by_qpdf:
        return source
    if not by_pdfium and not by_qpdf:
        raise PdfError(LOCKED)
    temporary = copy.with_suffix(f".{os.getpid()}.tmp")
    with suppress(pikepdf.PikepdfError, pypdfium2.PdfiumError):
        if by_qpdf:
            with pikepdf.open(source) as pdf:
                pdf.save(temporary, deterministic_id=True)
        else:
            document = pypdfium2.PdfDocument(source)
            document.save(temporary, flags=pdfium.FPDF_REMOVE_SECURITY)
            document.close()
        temporary.replace(copy)
        return copy
    temporary.unlink(missing_ok=True)
    return source


def _pdfium_opens(source: Path) -> bool:
    """Or at least does not take it for locked: anything else wrong with it is reported elsewhere."""
    try:
        pypdfium2.PdfDocument(source).close()
    except pypdfium2.PdfiumError as error:
        return error.err_code not in LOCKS
    return True


def _qpdf_opens(source: Path) -> bool:
    try:
        pikepdf.open(source).close()
    except pikepdf.PasswordError:
        return False
    except pikepdf.PikepdfError:
        return True
    return True
