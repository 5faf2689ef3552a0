"""The pictures of docs/writing.md: the release of its walk as the preview shows it, and a document that it cites.

The same content, moment and window each time, so that a picture changes only when the site does.
"""

import io
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser

from bench.saving import save
from plugins.checks.for_preview import report_file
from plugins.desk.building import run_build
from plugins.desk.demo.sheets import LEFT, TOP, Sheet, faces, text_pdf
from plugins.desk.preview.listening import listen
from plugins.desk.preview.reload import Announcer
from plugins.desk.preview.report import Report
from plugins.desk.preview.routes import Shown
from plugins.desk.preview.serve import HELD_NOTICE
from plugins.desk.preview.web import PreviewServer

NOW = "2026-12-07T18:00:00-08:00"
HOUR = "2026-12-08T06:00-08:00"
WIDTH, SHOWN = 900, 720
"""Pixels across the window, and across a picture."""
SHOTS = (
    ("walk-draft", "releases/2026/draft/", 640),
    ("walk-release", "releases/2026/county-asks-to-leave-the-program/", 1120),
    ("walk-document", "documents/letter-to-the-county-clerk/", 680),
)
"""Name, address, and pixels from top to bottom of the window."""
TITLE = "County asks to leave the program"
LETTER = (
    "Sample data, made for a picture.", "", "To the county clerk:", "",
    "We ask that the county leave the program.", "", "The answer of last year is still valid.",
)  # fmt: skip
ORDER = ("Sample data, made for a picture.", "", "The motion is granted.", "", "The clerk shall close the file.")
BODY = """The county asks to leave, a letter says.

> We ask that the county leave the program.
> — [Letter to the county clerk, page 1]({document}letter-to-the-county-clerk#page=1)

> The motion is granted.
> — [Order of the court, page 1]({document}order-of-the-court#page=1)
"""
RELEASE = "releases/2026/county-asks-to-leave-the-program.md"


def write(content: Path) -> None:
    """The folder as it is at the end of the walk, and beside it a draft as the import left it."""
    for slug, title, kind, lines in (
        ("letter-to-the-county-clerk", "Letter to the county clerk", "letter", LETTER),
        ("order-of-the-court", "Order of the court", "order", ORDER),
    ):
        folder = content / "documents" / slug
        folder.mkdir(parents=True)
        fields = f"title: {title}\nkind: {kind}\ndate: 2026-12-01\nuid: {slug}\nembargo: {HOUR}\n"
        (folder / "index.md").write_text(f"---\n{fields}---\n", encoding="utf-8")
        pdf = _pdf(title, lines)
        (folder / f"{kind}.pdf").write_bytes(_scan(pdf) if kind == "order" else pdf)
        if kind == "order":
            (folder / "order.txt").write_text("\n".join(lines) + "\f", encoding="utf-8")
    fields = f"title: {TITLE}\ndate: 2026-12-08\ndateline: Oakland, Calif.\nuid: walk\n"
    release = content / RELEASE
    release.parent.mkdir(parents=True)
    summary = "summary: The county asks to leave, a letter says.\n"
    release.write_text(f"---\n{fields}{summary}embargo: {HOUR}\n---\n{BODY}", encoding="utf-8")
    draft = f"---\n{fields.replace('uid: walk', 'uid: draft')}status: draft\nembargo: WRITE THE TIME\n---\n{BODY}"
    release.with_name("draft.md").write_text(draft.replace("page=1)", "page=2)", 1), encoding="utf-8")


def take(browser: Browser, folder: Path) -> list[Path]:
    """Write the pictures, and return them."""
    made, folder = [], folder.absolute()
    with tempfile.TemporaryDirectory() as place, chdir(place), previewed(Path(place)) as home:
        for name, path, height in SHOTS:
            page = browser.new_page(viewport={"width": WIDTH, "height": height})
            page.goto(f"{home}{path}", wait_until="load")
            button = page.get_by_role("button", name="in all")
            button.wait_for()
            if name == "walk-draft":
                button.click()
            if name == "walk-document":
                page.locator("mark").first.evaluate("mark => mark.scrollIntoView({block: 'center'})")
            file = folder / f"{name}.webp"
            save(page.screenshot(), file, shown=SHOWN)
            made.append(file)
            page.close()
    return made


@contextmanager
def previewed(place: Path) -> Iterator[str]:
    """The address of the preview, with what is held, of the content of the walk."""
    write(place / "content")
    cache, output = place / "cache", place / "output"
    built = run_build(
        content=place / "content", output=output, now=NOW, site_url="http://127.0.0.1",
        more={
            "PREVIEW": True, "SHOW_HELD": True, "CACHE_PATH": str(cache), "TIMEZONE": "America/Los_Angeles",
            "SITENAME": "Sample Newsroom",
        },
    )  # fmt: skip
    if built.exit_code:
        raise SystemExit(built.text)
    announcer = Announcer()
    listener = listen(0)
    report = Report(report_file(cache, output))
    server = PreviewServer(listener, Shown(output, announcer, "/", HELD_NOTICE, report))
    server.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    announcer.close()
    server.close()
    listener.close()


def _pdf(title: str, lines: tuple[str, ...]) -> bytes:
    sheet = Sheet(faces())
    for number, line in enumerate(lines):
        if line:
            sheet.write(line, LEFT, TOP - 22 * number, "Helvetica", 14)
    return text_pdf(title, [sheet])


def _scan(pdf: bytes) -> bytes:
    """Its page as a picture alone."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=150 / 72, grayscale=True).to_pil()
    stream = io.BytesIO()
    picture.save(stream, "PDF", resolution=150)
    return stream.getvalue()
