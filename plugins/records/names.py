"""File names: which are the same, which are copies, and which were not created by a person."""

import re
import unicodedata
from collections.abc import Container

_NOISE = re.compile(
    r"\.(?!.+\.icloud).*|~\$.*|.*~|#.*#|.*\.sw[a-p]|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r|__macosx|~\w*\.tmp"
    r"|@eadir|#recycle|\$recycle\.bin|system volume information|lost\+found|node_modules",
    re.IGNORECASE,
)
"""Files and folders left by an editor, an office program, a file manager or a disk, not by a person."""
_COPY_WORDS = (
    "copy|kopie|copia|copie|cópia|còpia|kopi|kopia|kopija|kopya|kopyası|másolat|αντίγραφο|копия|копія|コピー|副本|拷贝|拷貝"
    "|복사본|نسخة|עותק"
)
"""What file managers add to the name of a copy."""
_COPIES = (
    re.compile(r"(?:copy of|kopie von|copia de|copie de|cópia de) (?P<of>.+)", re.IGNORECASE),
    re.compile(rf"(?P<of>.+?)(?: [-–]? ?|_)\(?(?:{_COPY_WORDS})(?: ?\(?\d+\)?)?\)?", re.IGNORECASE),
    re.compile(r"(?P<of>.+?)[の的](?:コピー|副本|拷贝)(?: ?\d+)?"),
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
"""`good (1)` and `good 2`, which may be a second statement: a copy only if the record has the same identity."""


def is_noise(name: str) -> bool:
    """Whether a file with this name was not created by a person."""
    return _NOISE.fullmatch(name) is not None


def in_icloud(path: str) -> str:
    """The file that iCloud took off this computer and left `.a.md.icloud` for; empty if it is none."""
    folder, slash, name = path.rpartition("/")
    is_one = name.startswith(".") and name.endswith(".icloud")
    return f"{folder}{slash}{name[1:].removesuffix('.icloud')}" if is_one else ""


def plain_name(path: str) -> str:
    """A key that is the same for two paths that look the same: composed letters, plain spaces, no invisible
    characters."""
    if path.isascii():
        return path
    composed = unicodedata.normalize("NFC", path)
    return "".join(
        " " if unicodedata.category(sign) == "Zs" else sign
        for sign in composed
        if unicodedata.category(sign) != "Cf" or sign == "\u200d"
    )


def copied_from(path: str, there: Container[str], *, says_the_same: bool = False) -> str:
    """The file that this one is a copy of, by its name, among those that are `there`; empty for none."""
    folder, _, name = path.rpartition("/")
    above, between, parent = folder.rpartition("/")
    is_folder = name.startswith("index.") and bool(between)
    stem, _, ending = (parent, "", "") if is_folder else name.rpartition(".")
    for pattern in (*_COPIES, *(_PERHAPS_COPIES if says_the_same else ())):
        found = pattern.fullmatch(stem)
        if found is None:
            continue
        of = found["of"].rstrip(" -–_")
        other = f"{above}/{of}/{name}" if is_folder else f"{folder}/{of}.{ending}".lstrip("/")
        if other in there:
            return other
    return ""
