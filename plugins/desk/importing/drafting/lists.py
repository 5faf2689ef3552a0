"""contacts.yml and organizations.yml: new entries are written below what is there, which stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.desk.existing import replace_whole
from plugins.desk.importing.boilerplate import About
from plugins.desk.importing.contacts import Person
from plugins.desk.yaml_writing import field, folded_field
from plugins.records.fixing.fixes import scalar
from plugins.records.front_matter import read_yaml
from plugins.records.reading import Lists, read_lists

ORGANIZATIONS = "organizations.yml"
CONTACTS = "contacts.yml"


@dataclass(frozen=True, slots=True)
class Addition:
    """A list with its new entries, not written yet."""

    file: str
    whole: bytes


def read_both(content: Path) -> Lists:
    """The lists as they are; empty where there are none yet."""
    names = [name for name in (CONTACTS, ORGANIZATIONS) if (content / name).is_file()]
    return read_lists(content, [name for name in names if not (content / name).is_symlink()])


def with_organizations(content: Path, new: Sequence[About]) -> Addition | None:
    """None where nothing can be added without harm."""
    entries = {about.slug: _organization(about) for about in new}
    return _addition(content, ORGANIZATIONS, entries, {about.slug: ("boilerplate", about.text) for about in new})


def with_contacts(content: Path, new: Sequence[Person]) -> Addition | None:
    """None where nothing can be added without harm."""
    entries = {person.slug: _contact(person) for person in new}
    return _addition(content, CONTACTS, entries, {person.slug: ("name", person.name) for person in new})


def _addition(
    content: Path, name: str, entries: dict[str, str], expected: dict[str, tuple[str, str]]
) -> Addition | None:
    file = content / name
    try:
        if file.is_symlink():
            return None
        text = (file.read_bytes() if file.exists() else b"").decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    added = "\n\n".join(entries.values()) + "\n"
    gap = "" if not text.strip("\ufeff\r\n ") else "\n" if text.endswith("\n") else "\n\n"
    whole = text + (gap + added).replace("\n", end)
    return Addition(name, whole.encode("utf-8")) if _is_still_whole(name, text, whole, expected) else None


def _organization(about: About) -> str:
    lines = [f"{scalar(about.slug)}:", f"  {field('name', about.name)[0]}"]
    if about.short_name:
        lines.append(f"  {field('short_name', about.short_name)[0]}")
    if about.url:
        lines.append(f"  {field('url', about.url)[0]}")
    return "\n".join([*lines, *folded_field("boilerplate", about.text, "  ")])


def _contact(person: Person) -> str:
    """What no field holds, such as a title, is a remark above the fields."""
    lines = [
        f"{scalar(person.slug)}:",
        *(f"  # {words}" for words in person.aside),
        f"  {field('name', person.name)[0]}",
    ]
    for name, value in (("organization", person.organization), ("email", person.email), ("phone", person.phone)):
        if value:
            lines.append(f"  {field(name, value)[0]}")
    return "\n".join(lines)


def _is_still_whole(name: str, before: str, after: str, expected: dict[str, tuple[str, str]]) -> bool:
    """Whether all that was read before still reads the same, and the new ones besides."""
    old, now = (read_yaml(text.removeprefix("\ufeff").replace("\r\n", "\n"), name) for text in (before, after))
    if now.problems or any(now.fields.get(slug) != value for slug, value in old.fields.items()):
        return False
    return len(now.fields) == len(old.fields) + len(expected) and all(
        now.fields.get(slug, {}).get(what) == value for slug, (what, value) in expected.items()
    )


def replace_file(content: Path, addition: Addition) -> None:
    """Write a list beside itself and rename it."""
    content.mkdir(parents=True, exist_ok=True)
    replace_whole(content / addition.file, addition.whole)
