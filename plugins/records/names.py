"""The names of files as computers write them: which are one name, which a copy, and which nobody has put there."""

import re
import unicodedata
from collections.abc import Container
from pathlib import PurePosixPath

_NOISE = re.compile(
    r"\..*|~\$.*|.*~|#.*#|.*\.sw[a-p]|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r|__macosx", re.IGNORECASE
)
"""What an editor, an office program or a file manager leaves, and no person has put there."""
_COPY_WORDS = "copy|kopie|copia|copie|cópia|kopi|kopia"
_COPIES = (
    re.compile(r"(?:copy of|kopie von|copia de|copie de|cópia de) (?P<of>.+)", re.IGNORECASE),
    re.compile(rf"(?P<of>.+?)(?: [-–]? ?|_)(?:{_COPY_WORDS})(?: ?\(?\d+\)?)?", re.IGNORECASE),
    re.compile(r"(?P<of>.+?)[ _-]*[(\[]?[^()\[\]]*\b(?:conflicted copy|conflict)\b[^()\[\]]*[)\]]?", re.IGNORECASE),
    re.compile(r"(?P<of>.+?)[.~_ -](?:sync-)?conflict-\d[\w-]*", re.IGNORECASE),
    re.compile(r"(?P<of>.+?)_conf\(\d+\)"),
)
"""`good copy`, `good (Maria's conflicted copy 2025-05-01)`, `good.sync-conflict-20250501-103015-ABCDEFG`."""
_PERHAPS_COPIES = (
    re.compile(r"(?P<of>.+?)[ _-]?\(\d+\)"),
    re.compile(r"(?P<of>.+?)[ _-]\d{1,2}"),
    re.compile(rf"(?P<of>.+?)-(?:{_COPY_WORDS})(?:-\d+)?", re.IGNORECASE),
)
"""`good (1)` and `good 2`, which may as well be a second statement: only where the record says the same of itself."""


def is_noise(name: str) -> bool:
    """Whether a file of this name is none that a person has put there."""
    return _NOISE.fullmatch(name) is not None


def plain_name(path: str) -> str:
    """What two paths have in common that look the same: letters composed, any space as a space, no invisible signs."""
    if path.isascii():
        return path
    composed = unicodedata.normalize("NFC", path)
    return "".join(
        " " if unicodedata.category(sign) == "Zs" else sign
        for sign in composed
        if unicodedata.category(sign) != "Cf" or sign == "\u200d"
    )


def copied_from(path: str, there: Container[str], *, says_the_same: bool = False) -> str:
    """The file of which this one is a copy by its name, among those that are `there`; empty for none."""
    posix = PurePosixPath(path)
    is_folder = posix.name.startswith("index.") and len(posix.parts) > 2
    name = posix.parent.name if is_folder else posix.name
    stem, _, ending = (name, "", "") if is_folder else name.rpartition(".")
    for pattern in (*_COPIES, *(_PERHAPS_COPIES if says_the_same else ())):
        found = pattern.fullmatch(stem)
        if found is None:
            continue
        of = found["of"].rstrip(" -–_")
        other = posix.parent.with_name(of) / posix.name if is_folder else posix.with_name(f"{of}.{ending}")
        if str(other) in there:
            return str(other)
    return ""
