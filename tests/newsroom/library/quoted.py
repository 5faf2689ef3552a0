"""A memo of two pages, and a release that quotes it."""

from functools import cache

from pikepdf import Pdf

from tests.evidence.pdf_samples import Sheet, saved

PAGES = (
    (
        "A county may ask in writing to decline the program.",
        "It was denied in full and the appeal was closed.",
        "The agency must answer any county that asks in writing to",
    ),
    ("decline the program, and it must not delay.", "It may add its reasons."),
)
MEMO = "---\ntitle: The memo\nkind: memo\nuid: urn:m\n# kept\n---\n"


@cache
def memo(pages: tuple[tuple[str, ...], ...] = PAGES) -> bytes:
    pdf = Pdf.new()
    for lines in pages:
        sheet = Sheet(pdf)
        for at, line in enumerate(lines):
            sheet.draw(f"BT /F1 12 Tf 72 {700 - 20 * at} Td ({line}) Tj ET")
        sheet.finish()
    return saved(pdf)


def release(body: str, fields: str = "") -> str:
    return f"---\ntitle: R\ndate: 2010-09-01\nuid: urn:r\n{fields}---\n{body}\n"


def files(body: str, document: str = MEMO, fields: str = "") -> dict[str, str | bytes]:
    """The content: the body begins on line 6 of releases/a.md."""
    return {
        "releases/a.md": release(body, fields),
        "documents/memo/index.md": document,
        "documents/memo/memo.pdf": memo(),
    }
