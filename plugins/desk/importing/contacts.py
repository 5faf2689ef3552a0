"""The lines of a contact → people of contacts.yml, known ones and new ones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from plugins.desk.importing.blocks import Block
from plugins.desk.importing.signs import contact_length, is_contact
from plugins.records.schema import Contact, Organization
from plugins.records.slugs import slugify

SAME_NAME = 92.0
"""Similarity of two names, 0 to 100, above which they are one person's."""
LONGEST_ASIDE = 90
"""Characters of a title or office."""
EMAIL = re.compile(r"[^\s@<>(),;:|\[\]]+@[^\s@<>(),;:|\[\]]+\.[A-Za-z]{2,}")
PHONE = re.compile(r"\+?\(?\d(?:[\d .()\u00a0–-]|\\.){6,22}\d(?:\s*(?:x|ext\.?|extension)\s*\d{1,6})?", re.IGNORECASE)
PHONE_FIELD = re.compile(r"\+?[0-9][0-9 ().-]{4,30}(?: ?(?:x|ext\.?) ?\d+)?")
"""What contacts.yml takes."""
LABEL = re.compile(
    r"\b(?:e-?mail|phone|telephone|tel\.?|mobile|cell(?:ular)?|office|direct|fax|web|teléfono"
    r"|correo(?: electrónico)?|celular|[tmpecof])\s*[:.]\s*"
    r"|(?<![\w])(?:phone|mobile|cell|office|tel)(?![\w])|mailto:", re.IGNORECASE,
)  # fmt: skip
NAME = re.compile(
    r"(?:(?:Dr|Mr|Ms|Mrs|Prof|Rev)\.? )?[A-ZÀ-ÖØ-Þ][\w'’.-]*"
    r"(?: (?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|de|da|del|la|van|von|der|den|bin|al|y|e)){1,4}"
)
NO_NAME = re.compile(
    r"\b(?:press|media|office|communications?|director|manager|officer|coordinator|team|desk|department|center|centre"
    r"|project|coalition|union|network|alliance|association|institute|foundation|committee|council|county|university|law|legal"
    r"|news|public|affairs|relations|spokes\w+|attorney|secretary|president|prensa|oficina|comunicaci\w+"
    r"|inc|llc)\b", re.IGNORECASE,
)  # fmt: skip
SPLIT = re.compile(r"\s*(?:[|;•·/]|,(?!\s*(?:jr|sr|esq|ph\.?d|m\.?d|j\.?d)\b)|\s[–—-]{1,2}\s|\t)\s*", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody whom a release names for the press."""

    slug: str = ""
    name: str = ""
    organization: str = ""
    """By its name in organizations.yml."""
    email: str = ""
    phone: str = ""
    aside: list[str] = field(default_factory=list)
    """What no field holds: a title, a second number."""
    known: bool = False
    """contacts.yml has the person already."""
    differs: list[str] = field(default_factory=list)
    """What the source says otherwise than contacts.yml."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    people: tuple[Person, ...]
    labels: tuple[str, ...]
    """Their headings, as in `Media contact:`."""
    body: tuple[Block, ...]
    """The text without the lines that were understood whole."""


def take_contacts(
    blocks: Sequence[Block], known: Mapping[str, Contact], organizations: Mapping[str, Organization]
) -> Found:
    """Understand the run of contact lines in a text, wherever it stands. What is not understood whole stays."""
    people: list[Person] = []
    labels: list[str] = []
    body: list[Block] = []
    at = 0
    while at < len(blocks):
        if blocks[at].kind not in ("text", "heading") or not is_contact(blocks[at].text):
            body.append(blocks[at])
            at += 1
            continue
        end = at + contact_length(blocks[at:])
        found = _people([block.text for block in blocks[at:end]], organizations)
        if found is None:
            body += blocks[at:end]
        else:
            people += found
            labels += [_label(block.text) for block in blocks[at:end] if is_contact(block.text)]
        at = end
    unique: list[Person] = []
    for person in people:
        if not any(person.name == other.name and person.email == other.email for other in unique):
            unique.append(person)
    _name(unique, known)
    return Found(people=tuple(unique), labels=tuple(labels), body=tuple(body))


def _people(lines: list[str], organizations: Mapping[str, Organization]) -> list[Person] | None:
    """None where a line is neither a name, nor a way to reach somebody, nor short."""
    people: list[Person] = []
    leading: list[str] = []
    for number, line in enumerate(lines):
        if number == 0 and is_contact(line):
            line = line.removeprefix(_label(line)) if ":" in line else ""
        elif is_contact(line) and (rest := re.sub(r"^[^:]*:\s*", "", line)) != line:
            line = rest
        elif is_contact(line):
            continue
        for kind, words in _pieces(line, organizations):
            if kind == "name" and (not people or _is_full(people[-1]) or people[-1].name):
                if people and people[-1].name and not _is_full(people[-1]) and not leading:
                    people[-1].aside.append(words)  # two names, and no way to reach the first: an office, perhaps
                    continue
                people.append(Person(name=words, aside=leading))
                leading = []
            elif not people:
                if kind in ("email", "phone"):
                    return None
                leading.append(words)
            elif kind == "email" and not people[-1].email:
                people[-1].email = words
            elif kind == "phone" and not people[-1].phone and PHONE_FIELD.fullmatch(words):
                people[-1].phone = words
            elif kind == "organization" and not people[-1].organization:
                people[-1].organization = words
            elif len(words) > LONGEST_ASIDE:
                return None
            else:
                people[-1].aside.append(words)
    if not people or not all(_is_full(person) for person in people):
        return None
    people[-1].aside += leading
    return people


def _label(line: str) -> str:
    """`Media contact:`, of a line with more in it."""
    label, colon, _ = line.partition(":")
    return f"{label}{colon}" if colon else line


def _is_full(person: Person) -> bool:
    return bool(person.email or person.phone)


def _pieces(line: str, organizations: Mapping[str, Organization]) -> list[tuple[str, str]]:
    """What is in a line, in its order: (name, email, phone, organization or other; the words)."""
    found: list[tuple[int, str, str]] = []
    rest = line
    for kind, pattern in (("email", EMAIL), ("phone", PHONE)):
        for match in pattern.finditer(rest):
            words = match[0].strip(" .") if kind == "email" else _phone(match[0])
            found.append((match.start(), kind, words))
        rest = pattern.sub(lambda m: "|" + " " * (len(m[0]) - 1), rest)
    rest = LABEL.sub(lambda m: " " * len(m[0]), rest)
    position = 0
    for part in [*SPLIT.finditer(rest), None]:
        end = part.start() if part else len(rest)
        words = " ".join(rest[position:end].split()).strip(" ()<>[]:,-–—")
        if words and words.lower() not in ("at", "or", "and", "y", "o", "call", "email", "contact"):
            found.append((position, *_kind(words, organizations)))
        position = part.end() if part else end
    return [(kind, words) for _, kind, words in sorted(found, key=lambda one: one[0])]


def _kind(words: str, organizations: Mapping[str, Organization]) -> tuple[str, str]:
    for slug, organization in organizations.items():
        if words.casefold() in (organization.name.casefold(), organization.short_name.casefold(), slug):
            return "organization", slug
    if NAME.fullmatch(words) and not NO_NAME.search(words) and len(words) <= 60:
        return "name", words
    return "other", words


def _phone(text: str) -> str:
    """As contacts.yml takes it: `(415) 555-0100` → `415-555-0100`."""
    text = " ".join(text.replace("\u00a0", " ").replace("–", "-").replace("\\", "").split())
    match = re.fullmatch(r"\((\d{2,5})\) ?(.+)", text)
    return f"{match[1]}-{match[2]}" if match else text


def _name(people: list[Person], known: Mapping[str, Contact]) -> None:
    """Give each person a slug: that of somebody in contacts.yml, or a new one."""
    taken = set(known)
    for person in people:
        slug = next((one for one, contact in known.items() if _is_same(person, contact)), "")
        if slug:
            contact = known[slug]
            person.slug, person.known = slug, True
            if person.email and person.email.lower() != contact.email.lower():
                person.differs.append(person.email)
            if person.phone and _digits(person.phone)[-7:] != _digits(contact.phone)[-7:]:
                person.differs.append(person.phone)
            person.differs += person.aside
            continue
        base = slugify(person.name) or "press"
        slug, number = base, 2
        while slug in taken:
            slug, number = f"{base}-{number}", number + 1
        taken.add(slug)
        person.slug = slug


def _is_same(person: Person, contact: Contact) -> bool:
    if person.email and person.email.lower() == contact.email.lower():
        return True
    return bool(fuzz.ratio(slugify(person.name), slugify(contact.name)) >= SAME_NAME)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
