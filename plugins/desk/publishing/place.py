"""The folder that is published: one publication at a time, and the hidden folders next to it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from plugins.desk.publishing.exchange import is_our_link
from plugins.desk.refusal import Refused

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


class InProgress(Refused):
    """Of the same content, on this computer."""


@contextmanager
def alone(content: Path, output: Path) -> Iterator[None]:
    """Keep out a second publication, and refuse an output that is not ours. The lock ends with the process."""
    if not content.is_dir():
        raise Refused(f"There is no content folder {content}.", "give the path of a folder that exists")
    if (output.is_symlink() and not is_our_link(output)) or (output.exists() and not output.is_dir()):
        raise Refused(
            f"{output} is not a folder, and publishing would replace it.",
            "give --output a folder that doesn't exist yet",
        )
    inside, around = Path(os.path.realpath(content)), Path(os.path.realpath(output))
    if inside == around or inside in around.parents or around in inside.parents:
        raise Refused(f"{output} overlaps the content folder, {content}.", "give --output a folder of its own")
    output.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(content, os.O_RDONLY)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise InProgress("Another publication is in progress.", "wait until it is done, then publish again") from None
    finally:
        os.close(handle)


def beside(output: Path, what: str) -> Path:
    """A hidden folder on the same disk, so that a rename is all it takes."""
    return output.with_name(f".{output.name}.{what}")
