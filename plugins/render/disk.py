"""Messages for disk errors (full, read-only, a file changed while in use), in place of a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AGAIN = "build again: the next build repairs what this one left"


class OutputError(Exception):
    """The output cannot be written; the text says why and what to do."""


@contextmanager
def disk_errors_told(*, writing: Path, cache: Path) -> Iterator[None]:
    """Turn an `OSError` into a `SystemExit` that says what to do. `writing` is the path used if the error names no
    file."""
    try:
        yield
    except OSError as error:
        raise SystemExit(told(error, writing=writing, cache=cache)) from error


def told(error: OSError, *, writing: Path, cache: Path) -> str:
    """Two lines: which file, why, and the fix."""
    name = error.filename2 or error.filename
    file = Path(name) if isinstance(name, str) else writing
    why = error.strerror or str(error)
    if file.is_relative_to(writing) and writing != cache:
        what = f"The output cannot be written: {why} ({file})."
    elif file.is_relative_to(cache):
        what = f"The cache cannot be used: {why} ({file})."
    else:
        what = f"{file} could not be read to its end: {why}."
    return f"{what}\n  Fix: {_fix(error, is_ours=file.is_relative_to(writing) or file.is_relative_to(cache))}"


def _fix(error: OSError, *, is_ours: bool) -> str:
    if not is_ours:
        return "see that the file is there and whole, and build again when nobody is saving it."
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return f"move it out of the folder, and {AGAIN}."
    return f"free some space or give the folder back its write permission, and {AGAIN}."
