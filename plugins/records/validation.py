"""Front matter → record, or the problems that say why not."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from plugins.records.dates import instant, local_day
from plugins.records.front_matter import FrontMatter
from plugins.records.holding import holds_by_name, line_instead, status_instead
from plugins.records.problems import Problem, problem
from plugins.records.schema import SINGULARS, Record, Release
from plugins.records.suggest import did_you_mean, nearest

M = TypeVar("M", bound=BaseModel)
UTC = ZoneInfo("UTC")

FORBIDDEN_EMPTY = {
    "status": "write draft, published or withdrawn, or delete the line",
    "embargo": "write the moment with its offset, as in 2010-09-01T10:00-07:00, or delete the line",
    "date": "write the day, as in 2010-09-01, or delete the line",
}
"""Fields that hold an item: an empty one may mean anything, so it holds; nor does EXTRA_FIELDS let one through."""


def make_record(
    model: type[Record], front: FrontMatter, path: str, extra_fields: Collection[str], zone: ZoneInfo = UTC
) -> tuple[Record | None, list[Problem]]:
    """Type the fields. Where anything is wrong there is no record: when unsure, hold."""
    problems = list(front.problems)
    if any(p.code in ("F001", "F002") for p in problems):
        return None, problems
    given, unknown = _known_fields(model, front, path, extra_fields)
    problems += unknown
    names = field_names(model)
    meant = {nearest(name, [*names, *SINGULARS]) for name in front.fields if SINGULARS.get(name, name) not in names}
    record, faults = _validated(model, given, front, path, (), meant)
    problems += faults
    if record is not None:
        problems += _contradictions(record, front, path, zone)
    return (None if problems else record), problems


def make_part(model: type[M], name: str, value: Any, front: FrontMatter, path: str) -> tuple[M | None, list[Problem]]:
    """One entry of contacts.yml or organizations.yml."""
    if not isinstance(value, Mapping):
        fix = "write its fields below it, indented: name: …"
        return None, [problem("F006", path, front.line(name), f"{name} has no fields", fix)]
    fields = {k: v for k, v in value.items() if v != ""}
    part, faults = _validated(model, fields, front, path, (name,))
    return part, faults


def _known_fields(
    model: type[Record], front: FrontMatter, path: str, extra_fields: Collection[str]
) -> tuple[dict[str, Any], list[Problem]]:
    names = field_names(model)
    given: dict[str, Any] = {}
    problems: list[Problem] = []
    for written, value in front.fields.items():
        name = SINGULARS.get(written, written)
        if name != written and name in front.fields:
            what = f"{written} and {name} are both given"
            problems.append(problem("F003", path, front.line(written), what, f"keep {name} and delete {written}"))
        elif name in names:
            if value != "":
                given[name] = value
            elif name in FORBIDDEN_EMPTY and not model.model_fields[name].is_required():
                code = "F008" if name == "status" else "F007"
                problems.append(problem(code, path, front.line(name), f"{name} is empty", FORBIDDEN_EMPTY[name]))
        elif written not in extra_fields or holds_by_name(written):
            problems.append(_unknown(written, value, names, path, front.line(written)))
    return given, problems


def field_names(model: type[BaseModel]) -> list[str]:
    """The names that staff write, in the order of the schema."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _unknown(name: str, value: Any, names: Collection[str], path: str, line: int) -> Problem:
    otherwise = "delete the line"
    if not holds_by_name(name):
        otherwise += ", or let it through with the setting EXTRA_FIELDS"
    if name == "embargo":
        otherwise = "delete the line: only a release can be embargoed, and a date in the future holds any record"
    fix = line_instead(name, value, names) or did_you_mean(name, [*names, *SINGULARS], otherwise)
    return problem("F004", path, line, f"there is no field {name} here", fix)


def _validated(
    model: type[M],
    given: Mapping[str, Any],
    front: FrontMatter,
    path: str,
    where: tuple[str, ...],
    meant: Collection[str] = (),
) -> tuple[M | None, list[Problem]]:
    """`meant`: top-level names that a misspelt field stands for, which are then not missing as well."""
    try:
        return model.model_validate(given), []
    except ValidationError as error:
        faults = error.errors(include_url=False)
    known = {fault["loc"]: _fields_at(model, fault["loc"][:-1]) for fault in faults}
    spelt: set[tuple[str | int, ...]] = {(name,) for name in meant}
    spelt |= {
        (*fault["loc"][:-1], nearest(str(fault["loc"][-1]), known[fault["loc"]]))
        for fault in faults
        if fault["type"] == "extra_forbidden"
    }
    return None, [
        _fault(model, fault, front, path, where)
        for fault in faults
        if not (fault["type"] == "missing" and fault["loc"] in spelt)
    ]


def _fault(
    model: type[BaseModel], details: ErrorDetails, front: FrontMatter, path: str, where: tuple[str, ...]
) -> Problem:
    location = details["loc"]
    line = front.line(*where, *location)
    name = _name((*where, *_as_written(location, where, front)))
    context = details.get("ctx", {})
    value = _shown(details["input"])
    match details["type"]:
        case "daylight":
            return problem(context["code"], path, line, _sentence(name, value, context["what"]), context["fix"])
        case "missing":
            field = str(location[-1])
            if (*where, *location) in front.lines:
                return problem("F005", path, line, f"{name} is empty", f"write its value behind {field}:")
            inside = _name((*where, *location[:-1]))
            what = f"{field} is missing{f' in {inside}' if inside else ''}"
            return problem("F005", path, line, what, f"add a line {field}: …")
        case "too_short" | "string_too_short":
            return problem("F005", path, line, f"{name} is empty", f"write its value behind {location[-1]}:")
        case "extra_forbidden":
            written = str(location[-1])
            known = _fields_at(model, location[:-1])
            fix = did_you_mean(written, known, f"use one of {', '.join(known)}, or delete the line")
            what = f"there is no field {written} in {_name((*where, *location[:-1]))}"
            return problem("F004", path, line, what, fix)
        case "literal_error":
            code = "F008" if location == ("status",) else "F006"
            allowed = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
            allowed = [word for word in allowed if word]
            fix = status_instead(details["input"]) if code == "F008" else ""
            if not fix and isinstance(details["input"], str):
                fix = did_you_mean(details["input"], allowed, "")
            what = f"{name} {value} is none of {', '.join(allowed)}"
            return problem(code, path, line, what, fix or "write one of these, alone")
        case "bool_parsing" | "bool_type":
            return problem("F006", path, line, f"{name} {value} is neither true nor false", "write true or false")
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size" | "greater_than_equal":
            what = f"{name} {value} is not a whole number from 1"
            return problem("F006", path, line, what, "write the number alone, as in 3")
        case "model_type" | "dict_type":
            part = ", ".join(f"{field}: …" for field in _fields_at(model, location))
            what = f"{name} {value} must have fields of its own"
            fix = f"write its fields, each on a line of its own, indented: {part}" if part else "indent its fields"
            return problem("F006", path, line, what, fix)
        case _:
            return problem("F006", path, line, f"{name} {value}: {details['msg'].lower()}", f"correct {name}")


def _as_written(location: tuple[str | int, ...], where: tuple[str, ...], front: FrontMatter) -> tuple[str | int, ...]:
    """Without the inner name that the short form of a field leaves out: `next_date: soon`, not its `date`."""
    short = location[:-1]
    while short and (*where, *location) not in front.lines and (*where, *short) not in front.lines:
        location, short = short, short[:-1]
    return short if short and (*where, *location) not in front.lines else location


def _sentence(name: str, value: str, what: str) -> str:
    """`what` either names the value itself or follows it."""
    return f"{name} {what}" if what.startswith(("“", "must")) else f"{name} {value} {what}"


def _name(location: tuple[str | int, ...]) -> str:
    """`("changes", 0, "note")` → `note in changes (entry 1)`."""
    words = [str(part) for part in location if isinstance(part, str)]
    if not words:
        return ""
    index = next((part for part in location if isinstance(part, int)), None)
    entry = f" (entry {index + 1})" if index is not None else ""
    if len(words) == 1:
        return f"{words[0]}{entry}"
    return f"{words[-1]} in {words[0]}{entry}"


def _fields_at(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The names known at a place inside a record."""
    for part in location:
        if isinstance(part, int):
            continue
        field = next((f for name, f in model.model_fields.items() if (f.alias or name) == part), None)
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return []
        model = inner
    return field_names(model)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (found := _model_in(argument)) is not None:
            return found
    return None


def _shown(value: Any, limit: int = 60) -> str:
    if isinstance(value, list | tuple):
        return "(a list)"
    if isinstance(value, dict):
        return "(fields of its own)"
    value = str(value)
    return f"“{value if len(value) <= limit else value[: limit - 1] + '…'}”"


def _contradictions(record: Record, front: FrontMatter, path: str, zone: ZoneInfo) -> list[Problem]:
    """What two fields of one record say against each other."""
    problems = []
    if record.status == "withdrawn" and record.withdrawn is None:
        fix = "add withdrawn: with date and reason below it"
        problems.append(
            problem("R006", path, front.line("status"), "status is withdrawn, and withdrawn is missing", fix)
        )
    if record.status != "withdrawn" and record.withdrawn is not None:
        what = f"withdrawn is given, and status is {record.status}"
        problems.append(
            problem("R006", path, front.line("withdrawn"), what, "write status: withdrawn, or delete withdrawn")
        )
    date = getattr(record, "date", None)
    if isinstance(record, Release) and record.embargo and instant(record.embargo, zone) < instant(record.date, zone):
        what = f"embargo {front.fields['embargo']} ends before the release date {front.fields['date']}"
        what += _in_zone(record.embargo, zone)
        fix = "move the embargo after the date, or delete the line"
        problems.append(problem("R002", path, front.line("embargo"), what, fix))
    if date and record.modified and local_day(record.modified, zone) < local_day(date, zone):
        what = f"modified {front.fields['modified']} is before the date {front.fields['date']}"
        problems.append(problem("R010", path, front.line("modified"), what, "correct one of the two"))
    return problems


def _in_zone(moment: datetime, zone: ZoneInfo) -> str:
    """What a moment is where the site is at home, where that is not what was written."""
    local = moment.astimezone(zone)
    return "" if local.utcoffset() == moment.utcoffset() else f" (it is {local:%Y-%m-%d %H:%M} in {zone.key})"
