"""The closing paragraph about an organization: which paragraph it is, and of whom it speaks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from plugins.desk.importing.blocks import Block
from plugins.desk.importing.signs import REACHABLE, is_contact
from plugins.records.schema import Organization
from plugins.records.slugs import slugify

LONGEST = 3000
SAME_NAME = 92.0
"""Similarity of two names, 0 to 100, above which they are one with a slip of the pen in it."""

_NAME = (
    r"[A-ZÁÉÍÑÓÚ][\w'’.-]*(?:(?:,? (?:for|of|the|and|de|del|la|las|los|y|&|on|in|to|against|at|with|en|por|para))*"
    r" (?:&|[A-ZÁÉÍÑÓÚ][\w'’.-]*))*"
)
_SHORT = r"(?: \((?P<short>[A-Z][\w.&-]{1,14})\))?"
_VERB = (
    r"(?:is|are|was|has|works?|fights?|defends?|advocates?|provides?|serves?|represents?|brings?|exists?|seeks?|promotes?"
    r"|protects?|supports?|litigates?|challenges?|trabaja|es|defiende|lucha|promueve|representa|apoya),? "
)
_OPENINGS = (
    re.compile(rf"(?:[Tt]he |[LE][al] )?(?P<name>{_NAME}){_SHORT},? {_VERB}"),
    re.compile(
        rf"(?:Since|Founded in|Established in|Desde|Fundad[ao] en) \d{{4}},? (?:[Tt]he |[le][al] )?"
        rf"(?P<name>{_NAME}){_SHORT},? {_VERB}"
    ),
)
_ABOUT = re.compile(r"(?:About|ABOUT|Acerca de|Sobre) (?:the |The |THE |la |el )?(?P<name>\S.{0,98}?)\s*:?")
_ABOUT_INLINE = re.compile(
    rf"(?:About|Acerca de|Sobre) (?:the )?(?P<name>{_NAME}){_SHORT}\s*[:—–]\s*(?P<text>\S.*)", re.DOTALL
)
_SIGNALS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:since|founded in|established in|desde|fundad[ao] en) (?:19|20)\d\d\b",
        r"\b(?:learn more|for more information|more information|find out more|visit (?:us|our|www|http)"
        r"|follow (?:us|the)|más información|visite)\b",
        r"\b(?:non-?profit|not-for-profit|501\(c\)|sin fines de lucro)",
        r"\b(?:organi[sz]ation|coalition|network|alliance|association|law (?:firm|clinic|center)|organización"
        r"|coalición)\b.{0,80}\b(?:dedicated|committed|that|which|serving|working|promoting|defending|dedicada|comprometida)\b",
        r"\b(?:works? (?:with|to|for|on behalf)|mission (?:is|of)|dedicated to|committed to"
        r"|trabaja (?:con|para|por))\b",
        r"\bhttps?://|\bwww\.",
    )
)
_MARKUP = re.compile(r"[*`\[\]<>\\]|(?<!\w)_|_(?!\w)|&#?\w+;")
_DANGLING = re.compile(r"(?:learn more at|visit|visit us at|más información en|see)\s*:?$", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A paragraph about an organization."""

    slug: str
    name: str
    short_name: str
    text: str
    heading: str
    """`About CCR`, as written above it; or empty."""
    known: bool
    """organizations.yml has it already."""

    @property
    def url(self) -> str:
        found = _URL.findall(self.text)
        return found[0] if len(found) == 1 else ""

    @property
    def breaks_off(self) -> bool:
        """It ends in `Learn more at`: the address was a link, and got lost."""
        return bool(_DANGLING.search(self.text))


def take_boilerplate(
    blocks: tuple[Block, ...], organizations: Mapping[str, Organization]
) -> tuple[tuple[Block, ...], tuple[About, ...]]:
    """Separate the closing paragraphs about organizations from the text. What is in doubt stays in the text."""
    end = _before_contacts(blocks)
    text, contacts = list(blocks[:end]), blocks[end:]
    found: list[About] = []
    while len(text) > 1:
        about, used = _last_about(text, organizations)
        if about is None or about.slug in {other.slug for other in found} or len(text) <= used:
            break
        found.insert(0, about)
        del text[-used:]
        while text and text[-1].kind == "rule":
            del text[-1]
    return (*text, *contacts), tuple(found)


def _before_contacts(blocks: tuple[Block, ...]) -> int:
    """Where the contact lines at the end begin."""
    for index in range(len(blocks) - 1, max(len(blocks) - 8, 0), -1):
        lines = blocks[index:]
        if is_contact(lines[0].text) and all(len(b.text) <= 100 or REACHABLE.search(b.text) for b in lines[1:]):
            return index
    return len(blocks)


def _last_about(text: list[Block], organizations: Mapping[str, Organization]) -> tuple[About | None, int]:
    """The last paragraph, if it is about an organization, and how many blocks it takes with its heading."""
    last = text[-1]
    if last.kind != "text" or len(last.raw) > LONGEST or (not last.plain and _MARKUP.search(last.raw)):
        return None, 0
    words = last.text
    if inline := _ABOUT_INLINE.fullmatch(words):
        return _about(inline["name"], inline["short"], inline["text"], words[: inline.start("text")].strip(),
                      organizations, needed=1), 1  # fmt: skip
    above = text[-2]
    if above.kind in ("text", "heading") and (heading := _ABOUT.fullmatch(above.text)):
        opening = _opening(words)
        name = heading["name"]
        short = ""
        if opening and (not _known(name, organizations)) and (_same(opening["name"], name) or opening["short"] == name):
            name, short = opening["name"], opening["short"] or ""
        if _known(name, organizations) or (re.fullmatch(_NAME, name) and (opening or _same(words[: len(name)], name))):
            return _about(name, short, words, above.text, organizations, needed=1), 2
        return None, 0
    if opening := _opening(words):
        return _about(opening["name"], opening["short"], words, "", organizations, needed=2), 1
    return None, 0


def _opening(words: str) -> re.Match[str] | None:
    return next((match for pattern in _OPENINGS if (match := pattern.match(words))), None)


def _about(
    name: str, short: str | None, text: str, heading: str, organizations: Mapping[str, Organization], *, needed: int
) -> About | None:
    name = " ".join(re.sub(r"^(?:The|the|THE) ", "", name).split())
    signals = sum(1 for signal in _SIGNALS if signal.search(text))
    if slug := _known(name, organizations):
        if signals < needed - 1:
            return None
        known = organizations[slug]
        return About(slug=slug, name=known.name, short_name=known.short_name, text=text, heading=heading, known=True)
    slug = slugify(name)
    if signals < needed or not slug or slug in organizations or (not heading and " " not in name):
        return None
    return About(slug=slug, name=name, short_name=short or "", text=text, heading=heading, known=False)


def _known(name: str, organizations: Mapping[str, Organization]) -> str:
    """The slug of an organization of this name, short or long."""
    return next(
        (
            slug
            for slug, organization in organizations.items()
            if _same(name, organization.name) or _plain(name) in (_plain(organization.short_name), _plain(slug))
        ),
        "",
    )


def _same(one: str, other: str) -> bool:
    return fuzz.ratio(_plain(one), _plain(other)) >= SAME_NAME


def _plain(name: str) -> str:
    return slugify(re.sub(r"^the ", "", name.strip(), flags=re.IGNORECASE), 200)
