"""Fields with another program's names, read as ours, as the setting FIELD_NAMES says."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from plugins.records.fixing.fixes import ANYTHING, flow, write
from plugins.records.foreign.holding import holds_by_name
from plugins.records.front_matter import FrontMatter
from plugins.records.problems import Problem, problem
from plugins.records.schema import RECORD_TYPES, SINGULARS, Decoration, Record
from plugins.records.suggest import did_you_mean

HOLDING = ("status", "embargo", "date")
NONE = frozenset({"none", "false", "no", "null", "~"})
"""What themes of other programs take for no picture."""
PART_NAMES = {"path": "file", "src": "file", "url": "file", "filename": "file", "image": "file", "title": "caption"}


def name_at_fault(foreign: str, ours: str) -> tuple[str, str]:
    """What is wrong with one pair of FIELD_NAMES, and how to fix it; empty if nothing."""
    every = {field.alias or name for model in RECORD_TYPES.values() for name, field in model.model_fields.items()}
    if ours not in every:
        return f"has “{ours}”, which is not a field of any record", did_you_mean(ours, every, "name a field of ours")
    if foreign in Record.model_fields or foreign in SINGULARS:
        return f"renames {foreign}, which is read as it is", f"leave {foreign} out"
    if holds_by_name(foreign) and ours not in HOLDING:
        what = f"reads {foreign} as {ours}, and {foreign} may mean to hold a record"
        return what, f"read {foreign} as one of {', '.join(HOLDING)}, or leave it out"
    return "", ""


def in_our_names(front: FrontMatter, known: Collection[str], names: Mapping[str, str], path: str) -> FrontMatter:
    """The same fields with foreign names replaced; `known` are those of the record, which are left alone."""
    fields: dict[str, Any] = dict(front.fields)
    renamed: dict[str, str] = {}
    problems: list[Problem] = []
    for written in front.fields:
        ours = names.get(written, "")
        if written in known or ours not in known:
            continue
        value = fields.pop(written)
        if ours in fields:
            line, first = front.line(written), front.line(renamed_from(ours, renamed))
            what = f"{ours} is given twice: on line {first}, and here as {written}"
            problems.append(problem("F003", path, line, what, f"keep the {ours} you mean and delete the other"))
            continue
        renamed[written] = ours
        fields[ours] = value
    for written in [name for name, ours in renamed.items() if ours == "images"]:
        fields["images"] = _with_its_parts(fields["images"], written, fields, known)
    if not renamed and not problems:
        return front
    lines = {(renamed.get(str(place[0]), place[0]), *place[1:]): line for place, line in front.lines.items()}
    front = replace(front, fields=fields, lines=lines, problems=(*front.problems, *problems))
    return _with_pictures(front, path) if "images" in renamed.values() else front


def _with_its_parts(value: Any, written: str, fields: dict[str, Any], known: Collection[str]) -> Any:
    """A picture together with the fields beside it that speak of it, such as `image_alt`, which are taken out."""
    if isinstance(value, str) and value.strip().lower() in NONE:
        value = ""
    if isinstance(value, dict):
        value = {PART_NAMES.get(name, name): part for name, part in value.items()}
    about = {
        part: fields.pop(name)
        for part in ("alt", "caption", "credit")
        for name in (f"{written}_{part}", f"{written}-{part}", *(["alt"] if part == "alt" else []))
        if name in fields and name not in known
    }
    if not about or not isinstance(value, str | dict) or not value:
        return value
    return about | (value if isinstance(value, dict) else {"file": value})


def renamed_from(ours: str, renamed: Mapping[str, str]) -> str:
    """The name of one of our fields in this file."""
    return next((written for written, name in renamed.items() if name == ours), ours)


def _with_pictures(front: FrontMatter, path: str) -> FrontMatter:
    """File names as pictures: one without alt text is decorative, and its author is told so."""
    given: Any = front.fields["images"]
    if given == "":
        return front
    entries = given if isinstance(given, list) else [given]
    pictures, problems = [], list(front.problems)
    for index, entry in enumerate(entries):
        parts = {"file": entry} if isinstance(entry, str) else entry
        if not isinstance(parts, dict) or parts.get("alt"):
            pictures.append(parts)
            continue
        try:
            pictures.append(Decoration.model_validate(parts))
        except ValidationError:
            pictures.append({**parts, "alt": ANYTHING})  # any other error holds the record, and is reported
            continue
        line = front.line("images", index) if isinstance(given, list) else front.line("images")
        what = f"the picture {parts['file']} has no alt text, and is shown as decoration"
        problems.append(problem("I006", path, line, what, _with_alt(front, given, entry, line)))
    return replace(front, fields={**front.fields, "images": pictures}, problems=tuple(problems))


def _with_alt(front: FrontMatter, given: Any, entry: Any, line: int) -> str:
    unless = "if it shows more than that,"
    if not isinstance(entry, str) or (isinstance(given, list) and line == front.line("images")):
        return f"{unless} give it alt: and what it shows"
    row = flow({"file": entry, "alt": ANYTHING})
    if not front.is_yaml:
        return f"{unless} put the fields between two lines ---, and images: [{row}] there"
    return f"{unless} {write(f'- {row}' if isinstance(given, list) else f'images: [{row}]')}"
