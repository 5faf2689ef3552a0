"""The words of a record that readers see, and where its links lead, to detect changes that are not declared.

Leaves out dated entries, which readers can see are new (changes, coverage, versions), and fields that only organize the
site, such as tags, slugs and links between records. Notes of changes and older versions that were published are looked
for by `history`.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import Address, Asset, Elsewhere, Target, names_file
from plugins.prose.model import Reference
from plugins.records.ledger import Entry, Ledger
from plugins.records.schema import Case, Contact, Organization, Record
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
SITE = "site/"
LOOKS = frozenset({"brand", "zones"})
OF_SETTINGS = ("tagline", "notice", "rights")
"""Fields of site.yml that a setting stands in for, by the same name."""
ARRANGES = frozenset({"file", "documents", "document", "slug", "body"})
"""Parts of these that are not words; the body of an event is read as text."""
NOT_COMPARED = frozenset({"fragment", "mail"})
"""Schemes of links within the page, and to a person."""
_PLAIN = re.compile(r"(?:https?://web\.archive\.org/web/\d+(?:[a-z]{2}_)?/)?(?:https?://)?(?:www\.)?")
"""Beginnings of an address that lead to the same: the archived copy of a page is that page."""
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


def links_of(edition: Edition, item: Item[Record]) -> tuple[str, ...]:
    """Where each link of its text leads, as the number of words before it and a digest: `57 3f9a2c1b`; likewise the
    documents of each entry of a docket and a timeline. Two forms of one address, and translations, are the same."""
    return tuple(sorted({f"{place} {leads[0]}" for place, leads, _ in _links(edition, item) if leads}))


def changed_links(edition: Edition, item: Item[Record], entry: Entry) -> list[tuple[str, int]]:
    """Of the links that were published, those that are gone or lead elsewhere now: the words that are linked there
    (empty where none are any more), and their line. New links are none of them. The words must be the same."""
    if not entry.links:
        return []
    now: dict[str, list[tuple[tuple[str, ...], tuple[str, int]]]] = {}
    for place, leads, shown in _links(edition, item):
        now.setdefault(place, []).append((leads, shown))
    changed = []
    for link in entry.links:
        place, _, published = link.partition(" ")
        here = now.get(place, [])
        if not any(published in known or not known for known, _ in here):
            others = [shown for known, shown in here if f"{place} {known[0]}" not in entry.links]
            changed.append(others[0] if others else ("", here[0][1][1] if here else item.line("changes")))
    return changed


def _links(edition: Edition, item: Item[Record]) -> Iterator[tuple[str, tuple[str, ...], tuple[str, int]]]:
    """The place of each link, where it leads, its words and line."""
    if item.is_withdrawn:
        return
    before = 0
    for index, prose in enumerate((item.prose, *item.events)):
        above = (item.event_line(index - 1) if index else item.front.body_line) - 1
        for part in prose.text:
            if isinstance(part, str):
                before += len(part.split())
            elif (reference := prose.references[part.reference]).scheme not in NOT_COMPARED:
                yield str(before), _led(edition, item, reference), (reference.text, above + reference.line)
    if isinstance(item.record, Case):
        shown = [("docket", index, name) for index, one in enumerate(item.record.docket) for name in one.documents]
        shown += [("timeline", index, one.document) for index, one in enumerate(item.record.timeline) if one.document]
        for kind, index, name in shown:
            leads = _leads_to(edition, edition.links.named("document", name, item.lang))
            yield f"{kind}-{index}", leads, (name, item.line(kind, index))


def _led(edition: Edition, item: Item[Record], reference: Reference) -> tuple[str, ...]:
    """The same for a link, once for all records that link so."""
    if names_file(reference):  # which depends on where the record is
        return _leads_to(edition, edition.links.resolve(reference, item.path))
    known: dict[tuple[str, str, str, str], tuple[str, ...]]
    known = edition.kept.setdefault(("links led",), {})  # type: ignore[assignment]
    key = reference.scheme, reference.target, reference.fragment, item.lang
    if key not in known:
        known[key] = _leads_to(edition, edition.links.resolve(reference, item.path))
    return known[key]


def _leads_to(edition: Edition, target: Target) -> tuple[str, ...]:
    """Digests of all that the target may be known by: first that of the ledger. None for what is told elsewhere, such
    as a broken link."""
    match target:
        case Address(item=None):
            named = [f"/{target.path}#{target.fragment}"]
        case Address(item=item) if item is not None:
            texts = edition.links.by_slug.get(item.text, ())
            original = next((one for one in texts if not one.record.translation), item)
            pages = f"{target.page}-{target.last_page}" if target.page else target.fragment
            named = [f"{original.uid} {pages}"]
            if item.kind == "page":  # which was the site's own before there was a record for it
                named.append(f"/{target.path}#{target.fragment}")
        case Asset():
            named = [PurePosixPath(target.path).name]
        case Elsewhere():
            named = [_PLAIN.sub("", target.url, count=1).rstrip("/")]
        case _:
            named = []
    return tuple(digest(name.encode())[:8] for name in named)


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


def site_words(edition: Edition) -> dict[str, str]:
    """What every page says around its record, by `site/notice`: the fields of site.yml that have words."""
    settings, site = edition.settings, edition.library.site.site
    names = [name for name in type(site).model_fields if name not in LOOKS]
    here = {"name": settings.site_name, **{name: getattr(settings, name) for name in OF_SETTINGS}}
    return {f"{SITE}{name}": _digest(" ".join(_words(here.get(name, getattr(site, name)))))[:16] for name in names}


def changed_on_site(before: Ledger, after: Ledger) -> list[str]:
    """Those fields of site.yml that said something else in the publication before."""
    names = [name for name in after.people if name.startswith(SITE)]
    return [
        name.removeprefix(SITE) for name in names if before.people.get(name, after.people[name]) != after.people[name]
    ]


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
