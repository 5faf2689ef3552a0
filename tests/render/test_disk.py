"""Whatever the disk refuses is said in two lines: which file, why, and what to do."""

import errno
import os
from pathlib import Path

import pytest

from plugins.render.disk import disk_errors_told, told

OUTPUT, CACHE, CONTENT = Path("/site/output"), Path("/site/.cache"), Path("/site/content")


@pytest.mark.parametrize(
    ("error", "what", "fix"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The output cannot be written: No space", "free some space"),
        (OSError(errno.EROFS, "Read-only", str(OUTPUT / "a")), "The output cannot be written: Read-only", "permission"),
        (FileExistsError(errno.EEXIST, "File exists", str(OUTPUT)), "(/site/output)", "move it out of the folder"),
        (OSError(errno.ENOSPC, "No space", str(CACHE / "a")), "The cache cannot be used: No space", "free some space"),
        (FileNotFoundError(errno.ENOENT, "No such file", str(CONTENT / "a.csv")), "content/a.csv could not", "there"),
        (OSError(errno.ENOSPC, "No space", str(CACHE / "t"), None, str(OUTPUT / "a")), "output/a", "free some space"),
        (OSError("of no number"), "The output cannot be written: of no number", "free some space"),
    ],
)
def test_the_file_the_reason_and_the_fix_are_said(error: OSError, what: str, fix: str) -> None:
    first, second = told(error, writing=OUTPUT, cache=CACHE).split("\n")
    assert what in first
    assert second.startswith("  Fix: ")
    assert fix in second


def test_an_output_inside_the_cache_is_the_output() -> None:
    error = OSError(errno.ENOSPC, "No space", str(CACHE / "preview" / "index.html"))
    assert told(error, writing=CACHE / "preview", cache=CACHE).startswith("The output cannot be written")


def test_while_nothing_but_the_cache_is_written_it_is_the_cache() -> None:
    with (
        pytest.raises(SystemExit, match="The cache cannot be used: No space"),
        disk_errors_told(writing=CACHE, cache=CACHE),
    ):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
