"""People written out in full where a name from contacts.yml belongs: `Alex Sample <press@example.org>, 555 0100`."""

import re
from collections.abc import Iterator

from plugins.records.slugs import slugify

NOBODY = "Press office"
_EMAIL = re.compile(r"(?:mailto:)?([^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\"]+)", re.I)
_PHONE = re.compile(r"(?<![\w])(?:tel:?\s*)?(\+?\(?\d[\d ().-]{5,28}\d(?: ?(?:x|ext\.?) ?\d+)?)(?!\w)", re.I)
_BETWEEN = re.compile(
    r"\s*(?:[;\n|]|,(?!\s*(?:jr|sr|esq|ph\.?d|m\.?d|j\.?d|i{2,3})\b)|\s/\s|\s&\s|\sand\s|\s[yeo]\s)\s*", re.I
)


def people_in(text: str) -> list[dict[str, str]]:
    """The people, each as the fields of contacts.yml; an address or number belongs to the name before it."""
    people: list[dict[str, str]] = []
    for field, word in _parts(text):
        if field == "name" or not people or field in people[-1]:
            people.append({"name": NOBODY})
        people[-1][field] = word
    return people


def entry_name(person: dict[str, str]) -> str:
    """The name of its entry in contacts.yml."""
    return (slugify(person["name"]) if person["name"] != NOBODY else "") or "press"


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for piece in _BETWEEN.split(text):
        email = _EMAIL.search(piece)
        rest = piece.replace(email[0], " ") if email else piece
        phone = _PHONE.search(rest)
        rest = rest.replace(phone[0], " ") if phone else rest
        name = " ".join(re.sub(r"[<>()\[\]]|[:–—-]\s*$", " ", rest.strip()).split()).strip(" :,\"'“”")
        if re.search(r"[^\W\d_]", name):
            yield "name", name
        if email:
            yield "email", email[1]
        if phone:
            yield "phone", phone[1].strip()
