"""What Pelican's extensions of Python-Markdown made of a text, written as any reader of Markdown has it."""

import re

HILITE = re.compile(
    r"(?P<before>\A|\n[ \t]*\n)(?P<outer>(?: {4}|\t)*)(?P<step> {4}|\t)(?::{3,}|#!)(?P<lang>[A-Za-z][\w+#.-]*)[ \t]*\n"
    r"(?P<code>(?:(?P=outer)(?P=step)[^\n]*(?:\n|\Z)|[ \t]*\n(?=(?:[ \t]*\n)*(?P=outer)(?P=step)))+)"
)
"""Code whose first line names its language."""
IN_HTML = re.compile(
    r"^(?P<open>[ ]{0,3}<(?P<tag>[a-z][\w-]*)\b[^<>\n]*?)\s+markdown(?:\s*=\s*[\"']?(?:1|block|span)[\"']?)?"
    r"(?P<rest>[^<>\n]*>)(?P<inner>(?:(?!<(?P=tag)\b).)*?)(?P<close></(?P=tag)>)",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
"""Markdown within a tag that says so."""
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})", re.MULTILINE)


def as_any_reader_has_it(body: str) -> str:
    return IN_HTML.sub(_apart, HILITE.sub(_fenced, body))


def _is_in_fence(body: str, position: int) -> bool:
    open_by = ""
    for m in FENCE.finditer(body, 0, position):
        if not open_by:
            open_by = m[1]
        elif m[1].startswith(open_by):
            open_by = ""
    return open_by != ""


def _fenced(m: re.Match[str]) -> str:
    if _is_in_fence(m.string, m.start()):
        return m[0]
    margin = len(m["outer"]) + len(m["step"])
    lines = [m["outer"] + line[margin:] if line.strip() else "" for line in m["code"].rstrip("\n").split("\n")]
    fence = "~~~" if "```" in m["code"] else "```"
    code = "\n".join([f"{m['outer']}{fence}{m['lang'].lower()}", *lines, f"{m['outer']}{fence}"])
    return f"{m['before']}{code}\n"


def _apart(m: re.Match[str]) -> str:
    if _is_in_fence(m.string, m.start()):
        return m[0]
    inner = m["inner"].strip("\n")
    return f"{m['open']}{m['rest']}\n\n{inner}\n\n{m['close']}"
