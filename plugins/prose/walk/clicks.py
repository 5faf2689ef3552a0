"""Links whose words do not say where they lead: “click here”, in the languages of the site."""

import re
from collections.abc import Iterator

EMPTY_LINK_WORDS = frozenset(
    {
        "here", "click", "click here", "this", "this link", "link", "the link", "read more", "more", "learn more",
        "aquí", "aqui", "haga clic aquí", "haz clic aquí", "clic aquí", "clique aqui", "leer más", "leia mais",
        "ici", "cliquez ici", "lire la suite", "hier", "klicken sie hier", "hier klicken", "mehr",
    }
)  # fmt: skip
CLICK_HERE = re.compile(
    r"\bclick(?:ing)?(?: on)? (?:here|the link|this link)\b|\b(?:haga|haz|hacer|dar) clic(?:k)? (?:aquí|aqui)\b"
    r"|\bcliqu(?:ez|er) ici\b|\bclique aqui\b|\bklicken sie hier\b|\bhier klicken\b",
    re.I,
)


def may_hold_clicks(body: str) -> bool:
    lower = body.encode("utf-8", "surrogatepass").lower()
    return any(stem in lower for stem in (b"clic", b"cliq", b"klick"))


def clicks_in(line: str) -> Iterator[tuple[str, str, str]]:
    """Yield each “click here”, the words around it, and a pattern that finds it outside of links."""
    for m in CLICK_HERE.finditer(line):
        pattern = r"[\s*_>]+".join(map(re.escape, m[0].split(" ")))
        yield m[0], _around(line, m.start(), m.end()), rf"(?<!\[)\b{pattern}\b"


def _around(line: str, start: int, end: int, reach: int = 45) -> str:
    """Some words on either side of a place."""
    line = line.replace("\x03", "…")
    before, after = line[max(start - reach, 0) : start], line[end : end + reach]
    if start > reach:
        before = f"…{before.partition(' ')[2] or before}"
    if end + reach < len(line):
        after = f"{after.rpartition(' ')[0] or after}…"
    return f"{before}{line[start:end]}{after}".strip()
