"""The words of a record that readers see, to detect changes that are not declared.

Leaves out dated entries, which readers can see are new (changes, coverage, versions), and fields that only organize the
site, such as tags, slugs and links between records. Notes of changes and older versions that were published are looked
for by `history`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.records.ledger import Entry
from plugins.records.schema import Contact, Organization, Record
from plugins.render.checksums import digest

VERSION, EARLIER = "3:", "2:"
"""Prefixes of a fingerprint of everything; the earlier ones lack `ADDED`. One without covers only the text."""
NOTICE = f"{VERSION}withdrawn:"
"""Prefix of a fingerprint of what is left of a withdrawn record."""
COMMON = ("title", "subtitle", "dateline", "summary", "authors")
FACTS: Mapping[str, tuple[str, ...]] = {
    "release": ("kind", "images", "recordings", "contacts", "organizations", "boilerplate", "briefing"),
    "case": (
        "case_name_short", "status_line", "as_of", "proceedings", "parties", "counsel", "requests", "docket",
        "timeline", "next_date",
    ),
    "document": (
        "kind", "date", "source", "recipient", "obtained", "bates", "exemptions", "redacted_by", "sections", "notes",
        "rights", "docket_entry",
    ),
    "tracker": ("as_of", "method", "statuses", "map"),
}  # fmt: skip
"""By type, the fields besides its text that its page shows."""
ADDED = frozenset({("release", "kind")})
"""What fingerprints of before did not cover."""
PEOPLE = "2:"
"""The same for a person or organization; without it, `MORE_OF_PEOPLE` is not covered."""
OF_PEOPLE = ("name", "short_name", "role", "boilerplate")
MORE_OF_PEOPLE = ("organization", "languages", "topics")
ARRANGES = frozenset({"file", "documents", "document", "slug", "body"})
"""Parts of these that are not words; the body of an event is read as text."""
_TYPOGRAPHY = (("“", '"'), ("”", '"'), ("„", '"'), ("«", '"'), ("»", '"'), ("‘", "'"), ("’", "'"),
               ("–", "-"), ("—", "-"), ("--", "-"), ("--", "-"), ("…", "..."))  # fmt: skip


def words_fingerprint(item: Item[Record], version: str = VERSION) -> str:
    """Fingerprint of all that a record says. Ignores line breaks, spaces, and kinds of quotation marks and dashes."""
    record = item.record
    if item.is_withdrawn and version == VERSION:
        said = (record.title, record.withdrawn.reason if record.withdrawn is not None else "")
        return f"{NOTICE}{_digest(' '.join(said))}"
    names = [name for name in FACTS.get(item.kind, ()) if version == VERSION or (item.kind, name) not in ADDED]
    parts = [f"{name}={part}" for name in (*COMMON, *names) for part in _words(getattr(record, name, ""))]
    parts += [part for prose in (item.prose, *item.events) for part in prose.text if isinstance(part, str)]
    return f"{version}{_digest(' '.join(parts))}"


def says_the_same(item: Item[Record], entry: Entry) -> bool:
    """Whether readers still see the words that were published."""
    version = entry.text[: len(VERSION)]
    return entry.text == (words_fingerprint(item, version) if version in (VERSION, EARLIER) else _of_the_text(item))


def people_words(edition: Edition) -> dict[str, str]:
    """What pages say about each visible person and organization, by `contacts/ana`; contact details are separate."""
    return {name: f"{PEOPLE}{_of_person(known, OF_PEOPLE + MORE_OF_PEOPLE)}" for name, known in _people(edition)}


def changed_people(edition: Edition) -> Iterator[str]:
    """Those about whom pages now say something other than what was published, as `contacts/ana`."""
    published, now = edition.library.ledger.people, people_words(edition)
    for name, known in _people(edition):
        before = published.get(name)
        if before is not None and before not in (now[name], _of_person(known, OF_PEOPLE)):
            yield name


def _people(edition: Edition) -> Iterator[tuple[str, Contact | Organization]]:
    yield from ((f"contacts/{slug}", contact) for slug, contact in edition.library.contacts.items())
    yield from ((f"organizations/{slug}", known) for slug, known in edition.library.organizations.items())


def _of_person(person: Contact | Organization, names: tuple[str, ...]) -> str:
    return _digest(" ".join(f"{name}={part}" for name in names for part in _words(getattr(person, name, ""))))[:16]


def _of_the_text(item: Item[Record]) -> str:
    record = item.record
    parts = [record.title, getattr(record, "subtitle", ""), getattr(record, "dateline", ""), record.summary]
    return _digest(" ".join([*parts, *(part for part in item.prose.text if isinstance(part, str))]))


def _words(value: Any) -> Iterator[str]:
    """Every word of a value, with the names of its parts."""
    if value is None or value == "":
        return
    if isinstance(value, BaseModel):
        value = {name: getattr(value, name) for name in type(value).model_fields if name not in ARRANGES}
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from (f"{name}={word}" for word in _words(part))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _words(part)
    else:
        yield str(value)


def _digest(text: str) -> str:
    if not text.isascii():
        for written, plain in _TYPOGRAPHY:
            text = text.replace(written, plain)
    return digest(" ".join(text.split()).encode())[:32]
