"""docs/writing.md, followed word by word: from a Word file to a scheduled release that cites a letter and a scan."""

import re
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import tasks
from plugins.desk.scaffold import KINDS
from tests.desk.importing.samples.word import Word, deleted, inserted, p
from tests.evidence import pdf_samples as samples
from tests.evidence.ocr.test_ocr import needs_tesseract
from tests.newsroom.library.quoted import memo
from tests.whole.commands import ROOT, Done, run

GUIDE = (ROOT / "docs/writing.md").read_text(encoding="utf-8")
WALK = GUIDE.partition("## In ten minutes")[2].partition("\n## ")[0]
COMMANDS = re.findall(r"^    invoke (.+)$", WALK, re.MULTILINE)
QUOTATIONS = re.findall(r"^    (> .+)\n    (> — .+)$", WALK, re.MULTILINE)
STARTED = sorted(set(re.findall(r'invoke (new \w+ "[^"]+")', GUIDE)))
[EMBARGO] = re.findall(r"^    (embargo: .+)$", WALK, re.MULTILINE)
ZONE = ZoneInfo("America/Los_Angeles")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A copy of the project, with a site of nobody's."""
    for name in ("plugins", "theme", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tasks.py", "pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "content").mkdir()
    (tmp_path / "statement.docx").write_bytes(
        Word().save(
            p("County asks to leave the program", style="Title"),
            p("OAKLAND, Calif. — The county ", deleted("may not "), inserted("asks to "), "leave, a letter says."),
            p("The next hearing is in June."),
        )
    )
    return tmp_path


def typed(place: Path, command: str) -> Done:
    words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]
    env = {"SITEURL": "https://press.example.org", "SITE_TIMEZONE": ZONE.key}
    return run([sys.executable, "-m", "invoke", *words], place, env)


def scan() -> bytes:
    pdf = samples.Pdf.new()
    sheet = samples.Sheet(pdf)
    sheet.scan(samples.scanned_page(("The motion is granted.", "The clerk shall close the file."))[0])
    sheet.finish()
    return samples.saved(pdf)


@needs_tesseract
def test_the_walk_from_a_word_file_to_a_scheduled_release_works_as_it_is_written(place: Path) -> None:
    said: dict[str, str] = {}
    hour = (datetime.now(ZONE) + timedelta(days=7)).replace(hour=6, minute=0, second=0, microsecond=0)
    documents = place / "content/documents"
    letter, order = documents / "letter-to-the-county-clerk", documents / "order-of-the-court"
    for command in COMMANDS:
        if command.startswith("ocr"):
            (letter / "any name.pdf").write_bytes(memo((("We ask that the county leave the program.",),)))
            (order / "Scan_0001.PDF").write_bytes(scan())
        if command == "check":
            [release] = (place / "content/releases").rglob("*.md")
            with release.open("a", encoding="utf-8") as end:
                end.writelines(f"\n{words}\n{source}\n" for words, source in QUOTATIONS)
            for file, kind in ((release, ""), (letter / "index.md", "letter"), (order / "index.md", "order")):
                set_hour(file, hour, kind)
        done = typed(place, command)
        said[command.split()[0]] = done.stdout + done.stderr
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert "Ready to publish." in said["check"]
    assert f"{hour:%A, %B} {hour.day}, {hour.year}, 6:00 a.m. (America/Los_Angeles)" in said["schedule"]
    assert said["schedule"].count("embargoed") == 3
    assert "Can't go out" not in said["schedule"]
    for minutes, shown in ((-1, 0), (1, 1)):
        then = (hour + timedelta(minutes=minutes)).astimezone(UTC).isoformat()
        built = typed(place, f"build --now {then}")
        assert built.returncode == 0, built.stdout + built.stderr
        pages = [path.read_text(encoding="utf-8") for path in (place / "output").glob("releases/2*/*/index.html")]
        assert [page.count('class="quotation') for page in pages] == [2] * shown


def test_everything_that_can_be_started_is_shown_and_starts_as_it_is_written(place: Path) -> None:
    assert {command.split()[1] for command in STARTED} == set(KINDS) == set(tasks.KINDS)
    for command in STARTED:
        done = typed(place, command)
        assert done.returncode == 0, (command, done.stderr)


def set_hour(file: Path, hour: datetime, kind: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.search(r"^status: draft\b.*$", text, re.MULTILINE), text
    line = f"{EMBARGO.partition(' ')[0]} {hour.isoformat(timespec='minutes')}"
    text = re.sub(r"^status: draft\b.*$", line, text, count=1, flags=re.MULTILINE)
    if kind:
        text = re.sub(r"^kind: .*$", f"kind: {kind}", text, count=1, flags=re.MULTILINE)
    file.write_text(text, encoding="utf-8")
