"""A content folder with a hundred thousand files in it: built whole, in memory that a laptop has."""

import re
import shutil
import sys
import time
from pathlib import Path

import pytest

from tests.depth import cases
from tests.promises.archives import begin, command, files_of
from tests.whole.commands import PATIENCE

MOST_MEMORY = 512 * 1024
"""Kilobytes of the largest process."""
KINDS = ("csv", "txt", "png", "bak", "md~", "docx")


@pytest.mark.skipif(sys.platform == "win32", reason="measures as POSIX does")
def test_a_folder_of_very_many_files_is_built(tmp_path: Path) -> None:
    """One in fifty is a release; of the others, each release publishes one, and nobody asks for the rest."""
    content, output = tmp_path / "content", tmp_path / "output"
    count = cases(5_000, 100_000)
    releases = fill(content, count)
    for what in ("first", "second")[: cases(1, 2)]:
        seconds, memory, said = measured(command(content, output, tmp_path / "cache"))
        print(f"{count} files, {releases} releases, {what} build: {seconds:.1f} s, {memory / 1024:.0f} MB")
        assert "Traceback" not in said
        assert memory < MOST_MEMORY
    made = files_of(output)
    pages = [path for path in made if re.fullmatch(r"releases/\d+/[^/]+/index\.html", path)]
    assert len(pages) == releases
    assert len([path for path in made if path.endswith(".csv")]) == releases
    assert not [path for path in made if path.endswith((".bak", "md~", ".docx"))]
    shutil.rmtree(content)


def fill(content: Path, count: int) -> int:
    """Write so many files, and tell how many of them are releases."""
    releases = 0
    for number in range(count):
        folder = content / "releases" / str(2000 + number % 20)
        beside = folder / "attachments" / f"{number % 400}"
        if number < 400:
            beside.mkdir(parents=True, exist_ok=True)
        if number % 50 == 0:
            text = (
                f"---\ntitle: Sample {number}\ndate: {2000 + number % 20}-03-01\nuid: urn:x:{number}\n---\n\n"
                f"A [sample table]({{static}}attachments/{number % 400}/{number + 1}.csv).\n"
            )
            (folder / f"sample-{number}.md").write_text(text, encoding="utf-8")
            named = folder / "attachments" / f"{number % 400}" / f"{number + 1}.csv"
            named.parent.mkdir(parents=True, exist_ok=True)
            named.write_text(f"sample,{number}\n", encoding="utf-8")
            releases += 1
        elif number % 50 > 1:
            beside.mkdir(parents=True, exist_ok=True)
            (beside / f"{number}.{KINDS[number % len(KINDS)]}").hardlink_to(unasked(content, number))
    return releases


def unasked(content: Path, number: int) -> Path:
    """A file by many names, which are quickly made and removed; a disk allows some ten thousands of them."""
    file = content.with_name(f"unasked {number // 10_000}")
    if not file.exists():
        file.write_bytes(b"sample")
    return file


WATCHING = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
"""A small program between: what it starts would else begin with the memory of this one."""


def measured(arguments: list[str]) -> tuple[float, int, str]:
    """Seconds, kilobytes of the largest process, and what was said."""
    start = time.monotonic()
    process = begin([sys.executable, "-c", WATCHING, *arguments])
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    *lines, memory = said.splitlines()
    return time.monotonic() - start, int(memory) // (1024 if sys.platform == "darwin" else 1), "\n".join(lines)
