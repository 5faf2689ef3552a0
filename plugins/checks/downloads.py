"""Files published next to a page: each can be read, and hides nothing that we cannot remove."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from plugins.evidence.ingest.downloads import Refused
from plugins.newsroom.library.downloads import downloads
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.links import IMAGE_KINDS
from plugins.records.problems import Problem, problem

LARGE = 2_000_000
"""Bytes of a picture: more is slow to load on a phone."""


def of_download(edition: Edition, path: str, file: str, line: int, *, shown: bool) -> Iterator[Problem]:
    """What is wrong with a file that the record at `path` names: `shown` as a picture, or else linked.

    A file that is not published, such as the picture of a withdrawn release, is not checked.
    """
    found, name = downloads(edition).get(file), PurePosixPath(file).name
    if found is None:
        return
    if isinstance(found, Refused):
        if shown:
            fix = "save it again as PNG or JPEG"
            yield problem("I003", path, line, f"{name} cannot be shown: {found.reason}", fix)
        else:
            fix = "open it, see that it is whole, and save it again; or remove the link"
            yield problem("C009", path, line, f"{name} cannot be published: {found.reason}", fix)
        return
    for words in found.left:
        what, _, how = words.rpartition(": ")
        fix = (
            f"open it in its program, and {how}" if what else "open it in its program, take that out, and save it again"
        )
        yield problem("C010", path, line, f"{name} has data that readers would not see: {what or words}", fix)
    if file.rpartition(".")[2].lower() in IMAGE_KINDS and found.bytes > LARGE:
        size = f"{found.bytes / 1_000_000:.1f} MB"
        fix = "save it smaller: 2,000 pixels wide, as JPEG, is enough for any screen"
        yield problem(
            "I005", path, line, f"the picture {name} is {size}, and more than 2 MB is slow to load on a phone", fix
        )
