"""One file of the content folder → a record, held or public, and its problems."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from plugins.records.foreign.naming import in_our_names
from plugins.records.front_matter import FrontMatter, read_yaml, split_front_matter
from plugins.records.gate import is_visible
from plugins.records.names import plain_name
from plugins.records.odd_dates import odd_dates
from plugins.records.pickling import quickly_pickled
from plugins.records.problems import Problem, problem
from plugins.records.rules import LANGUAGE, Rules
from plugins.records.schema import RECORD_TYPES, SLUG, Contact, Organization, Record
from plugins.records.slugs import LONGEST, slugify
from plugins.records.sources import SourceFile, read_roughly, read_text
from plugins.records.suggest import did_you_mean
from plugins.records.validation import field_at, field_names, make_part, make_record, outside

TRUE = ("true", "yes", "on", "y", "t", "1")
"""Values of `translation` that mean yes."""


class State(StrEnum):
    SEEN = "seen"
    HELD = "held"
    """A draft, or dated in the future."""
    FAULTY = "faulty"
    """It could not be read: held until it can."""


@quickly_pickled
@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The result of reading one file. If it has errors, slug and language are guessed, and there is no record."""

    path: str
    kind: str
    state: State
    slug: str
    lang: str
    uid: str
    uid_is_frozen: bool
    record: Record | None
    is_translation: bool
    front: FrontMatter
    problems: tuple[Problem, ...]
    names_files: tuple[str, ...] = ()
    """PDFs that a document names as its own, whatever else is wrong with it: POSIX paths below the content folder."""
    states_slug: bool = False
    waits_for: str = ""
    """For a translation that is held with its original: the original's path."""

    @property
    def name(self) -> str:
        """`{kind}slug`, as links write it."""
        return f"{{{self.kind}}}{self.slug}"


def read_record(content: Path, source: SourceFile, rules: Rules) -> Reading:
    """Read the front matter of one file and let the gate decide. The body stays unread text."""
    text, problems = read_text(content, source.path)
    if problems:
        front = split_front_matter(read_roughly(content, source.path), source.path)
        return _faulty(source, replace(front, fields={}, body=""), rules, problems)
    front = split_front_matter(text, source.path)
    if source.in_drafts:
        front = replace(front, plainly_draft=True)
    if rules.field_names:
        known = field_names(RECORD_TYPES[source.kind])
        front = in_our_names(front, known, dict(rules.field_names), source.path)
    record, problems = make_record(RECORD_TYPES[source.kind], front, source.path, rules)
    if record is None and front.plainly_draft and "embargo" in front.fields:
        record, problems = _without_its_hour(source, front, rules, problems)
    if record is not None:
        if source.in_drafts:
            record = record.model_copy(update={"status": "draft"})
        lang = record.lang or rules.lang
        slug = record.slug or default_slug(source.path, lang)
        if SLUG.fullmatch(slug):
            state = State.SEEN if is_visible(record, rules.now, rules.zone) else State.HELD
            doubts = [p.in_draft() if front.plainly_draft else p for p in odd_dates(record, front, source.path, rules)]
            uid = record.uid or default_uid(source.path)
            return Reading(
                path=source.path, kind=source.kind, state=state, slug=slug, lang=lang, uid=uid,
                uid_is_frozen=bool(record.uid), record=record, is_translation=record.translation, front=front,
                problems=(*problems, *doubts), names_files=_files_named(source, front), states_slug=bool(record.slug),
            )  # fmt: skip
        what = f"no slug can be made from the file's name: a slug has 1 to {LONGEST} letters, digits and hyphens"
        problems = [problem("F006", source.path, 1, what, f"add a line slug: {slugify(record.title, 50) or '…'}")]
    return _faulty(source, front, rules, problems)


def _without_its_hour(
    source: SourceFile, front: FrontMatter, rules: Rules, problems: list[Problem]
) -> tuple[Record | None, list[Problem]]:
    """A draft whose embargo can't be read yet, as an import leaves it: a draft all the same, and shown as one."""
    known = replace(front, fields={name: value for name, value in front.fields.items() if name != "embargo"})
    record, left = make_record(RECORD_TYPES[source.kind], known, source.path, rules)
    if record is None or (record.status != "draft" and not source.in_drafts):
        return None, problems
    told = [p.in_draft() for p in problems if p not in left]
    return record, [*told, *left]


def _faulty(source: SourceFile, front: FrontMatter, rules: Rules, problems: list[Problem]) -> Reading:
    lang = _text_of(front, "lang") if LANGUAGE.fullmatch(_text_of(front, "lang")) else rules.lang
    slug = _text_of(front, "slug") if SLUG.fullmatch(_text_of(front, "slug")) else default_slug(source.path, lang)
    if front.plainly_draft or source.in_drafts:
        front = replace(front, plainly_draft=True)
        problems = [p.in_draft() for p in problems]
    return Reading(
        path=source.path, kind=source.kind, state=State.FAULTY, slug=slug, lang=lang, uid="", uid_is_frozen=False,
        record=None, is_translation=_text_of(front, "translation").lower() in TRUE, front=front,
        problems=tuple(problems), names_files=_files_named(source, front),
    )  # fmt: skip


def _files_named(source: SourceFile, front: FrontMatter) -> tuple[str, ...]:
    """The files in a document's `file` and `versions`, as far as they can be read."""
    if source.kind != "document":
        return ()
    versions: Any = front.fields.get("versions")
    parts: list[Any] = [front.fields, *(versions if isinstance(versions, list) else [versions])]
    names = [part.get("file") for part in parts if isinstance(part, Mapping)]
    folder = PurePosixPath(source.path).parent
    return tuple(f"{folder}/{name.strip()}" for name in names if isinstance(name, str) and name.strip())


def _text_of(front: FrontMatter, name: str) -> str:
    value: Any = front.fields.get(name, "")
    return value if isinstance(value, str) else ""


def default_slug(path: str, lang: str) -> str:
    """From the file's name, or a document's folder: `opt-out.es.md` and `opt-out.md` have the same slug."""
    posix = PurePosixPath(path)
    name = posix.parent.name if posix.parts[0] == "documents" else posix.name.rsplit(".", 1)[0]
    return slugify(name.removesuffix(f".{lang}"), limit=1000)


def default_uid(path: str) -> str:
    """The uid of a record that states none: made from its POSIX path below the content folder."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, plain_name(path))}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """contacts.yml and organizations.yml."""

    contacts: dict[str, Contact]
    organizations: dict[str, Organization]
    problems: tuple[Problem, ...]


def read_lists(content: Path, names: Collection[str]) -> Lists:
    """Read both lists; a name that is not a valid slug is a problem."""
    problems: list[Problem] = []
    lines: dict[tuple[str | int, ...], int] = {}

    def entries(file: str, model: type[Any]) -> dict[str, Any]:
        if file not in names:
            return {}
        text, faults = read_text(content, file)
        problems.extend(faults)
        front = read_yaml(text, file)
        lines.update({(file, *place): line for place, line in front.lines.items()})
        known = field_names(model)
        for fault in front.problems:
            name = field_at(front.written(fault.line)) if fault.code == "F003" else ""
            problems.append(outside(name, fault.line, front, file) if name in known else fault)
        found = {}
        for name, value in front.fields.items():
            if not SLUG.fullmatch(name):
                fix = f"write it as {slugify(name) or 'first-last'}"
                problems.append(problem("F006", file, front.line(name), f"“{name}” is not a slug", fix))
                continue
            part, faults = make_part(model, name, value, front, file)
            problems.extend(faults)
            if part is not None:
                found[name] = part
        return found

    contacts = entries("contacts.yml", Contact)
    organizations = entries("organizations.yml", Organization)
    if not any(p.path == "organizations.yml" for p in problems):
        problems += _unknown_organizations(contacts, organizations, lines)
    return Lists(contacts=contacts, organizations=organizations, problems=tuple(problems))


def _unknown_organizations(
    contacts: Mapping[str, Contact], known: Mapping[str, Organization], lines: Mapping[tuple[str | int, ...], int]
) -> Iterator[Problem]:
    for name, contact in contacts.items():
        if contact.organization and contact.organization not in known:
            line = lines["contacts.yml", name, "organization"]
            what = f"{name} names the organization {contact.organization}, which is not in organizations.yml"
            fix = did_you_mean(contact.organization, known, "add it to organizations.yml")
            yield problem("R004", "contacts.yml", line, what, fix)
