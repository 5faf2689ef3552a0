"""`invoke new contact` and `organization`: an entry at the end of contacts.yml or organizations.yml."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel

from plugins.desk.existing import replace_whole
from plugins.desk.refusal import Refused
from plugins.desk.yaml_writing import field
from plugins.records.front_matter import read_yaml
from plugins.records.schema import Contact, Organization
from plugins.records.slugs import slugify
from plugins.records.sources import read_text

LISTS_OF: Mapping[str, tuple[str, type[BaseModel]]] = {
    "contact": ("contacts.yml", Contact),
    "organization": ("organizations.yml", Organization),
}


def add_entry(kind: str, name: str, content: Path) -> Path:
    """Add somebody to a list, with every further field as a comment. Raises `Refused`; the list is replaced whole."""
    list_name, model = LISTS_OF[kind]
    file = content / list_name
    slug = slugify(name)
    if not slug:
        raise Refused(f"“{name}” has no letters that a name in {list_name} can be made of", "give the name in letters")
    text = ""
    if file.exists():
        text, problems = read_text(content, list_name)
        front = read_yaml(text, list_name)
        if problems or front.problems:
            raise Refused(f"{list_name} has a mistake in it", "run invoke check, which names its line")
        if slug in front.fields:
            raise Refused(f"{slug} is in {list_name} already, on line {front.line(slug)}", "edit that entry")
    lines = [f"{slug}:", *(f"  {line}" for line in field("name", name))]
    for written, info in list(model.model_fields.items())[1:]:
        lines.append(f"  # {written}:  # {info.description}" if info.description else f"  # {written}:")
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    try:
        content.mkdir(parents=True, exist_ok=True)
        replace_whole(file, "\n".join([f"{before}{lines[0]}", *lines[1:], ""]).encode("utf-8"))
    except OSError as error:
        fix = "check that the disk has room, and that you may write to the folder"
        raise Refused(f"{file} can't be written: {error.strerror}", fix) from None
    return file


def last_entry(file: Path) -> str:
    """The name of the entry that was added."""
    return list(read_yaml(file.read_text(encoding="utf-8"), file.name).fields)[-1]
