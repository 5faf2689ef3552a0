"""Front matter → record, or the problems that say why not."""

import re
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from plugins.records.calendar.days import Unfinished, with_offset
from plugins.records.calendar.spoken import clock, in_full
from plugins.records.dates import earliest, instant, iso, local_day, own_offset
from plugins.records.examples import example, flowing, missing, with_its_own
from plugins.records.fixing.fixes import (
    ANYTHING,
    FIELD,
    add_below,
    plain_or_quoted,
    with_name,
    with_value,
    write,
)
from plugins.records.foreign.holding import holds_by_name, lets_through, line_instead, status_instead
from plugins.records.front_matter import FrontMatter
from plugins.records.hours import odd_offsets
from plugins.records.problems import Problem, Severity, problem
from plugins.records.rules import Rules
from plugins.records.schema import EMBARGO_FIX, READ_AS, SINGULARS, Briefing, Record, Release
from plugins.records.suggest import nearest

M = TypeVar("M", bound=BaseModel)

OTHER_NAMES = {
    "src": ("file",), "path": ("file",), "filename": ("file",), "image": ("file",), "date": ("date_filed",),
    "filed": ("date_filed",), "number": ("entry_number",), "text": ("description", "note", "body"), "link": ("url",),
    "href": ("url",), "mail": ("email",), "e-mail": ("email",), "tel": ("phone",), "telephone": ("phone",),
    "headline": ("title",), "deck": ("subtitle",), "subhead": ("subtitle",), "topics": ("tags",), "keywords": ("tags",),
    "description": ("summary", "note"), "byline": ("authors",), "language": ("lang",), "place": ("dateline", "where"),
}  # fmt: skip
"""What other programs, and people, call fields of ours."""
FORBIDDEN_EMPTY = {
    "status": "delete the line, or write status: draft",
    "embargo": "write the moment with its offset, as in {moment}, or delete the line",
    "date": "write the day, as in 2010-09-01, or delete the line",
}
"""Fields that hold an item: an empty one may mean anything, so it holds; EXTRA_FIELDS never lets one through."""


def make_record(
    model: type[Record], front: FrontMatter, path: str, rules: Rules
) -> tuple[Record | None, list[Problem]]:
    """Type the fields. With any error there is no record: when unsure, hold."""
    problems = list(front.problems)
    if any(p.code in ("F001", "F002") for p in problems):
        return None, problems
    given, unknown = _known_fields(model, front, path, rules)
    problems += unknown
    names = field_names(model)
    meant = {_meant(name, [*names, *SINGULARS]) for name in front.fields if SINGULARS.get(name, name) not in names}
    record, faults = _validated(model, given, front, path, (), meant, rules)
    problems += faults
    if record is not None:
        problems += _contradictions(record, front, path, rules)
        said = {(p.line, p.fix) for p in problems}
        problems += [p for p in _slips(record, front, path, rules) if (p.line, p.fix) not in said]
    return (None if any(p.severity is Severity.ERROR for p in problems) else record), problems


def make_part(model: type[M], name: str, value: Any, front: FrontMatter, path: str) -> tuple[M | None, list[Problem]]:
    """One entry of contacts.yml or organizations.yml."""
    if not isinstance(value, Mapping) and name in field_names(model):
        return None, [outside(name, front.line(name), front, path)]
    if not isinstance(value, Mapping):
        if value == "" and field_at(front.written(front.line(name) + 1)) in field_names(model):
            return None, []  # its fields are reported, each at its line
        fix = "write its fields below it, indented: name: …"
        return None, [problem("F006", path, front.line(name), f"{name} has no fields", fix)]
    fields = {k: v for k, v in value.items() if v != ""}
    part, faults = _validated(model, fields, front, path, (name,))
    return part, faults


def outside(name: str, line: int, front: FrontMatter, path: str) -> Problem:
    """A field of an entry that stands at the left edge, like the name of an entry."""
    what = f"{name} belongs to the entry above it, and is not indented"
    return problem("F006", path, line, what, f"indent it by two spaces: {write('  ' + front.written(line))}")


def field_at(line: str) -> str:
    """The name of the field that stands at the left edge of a line; empty if none does."""
    match = FIELD.fullmatch(line)
    return match["key"] if match and not match["before"] else ""


def make_whole(model: type[M], front: FrontMatter, path: str) -> tuple[M | None, list[Problem]]:
    """A YAML file that is one object, such as site.yml."""
    return _validated(model, {name: value for name, value in front.fields.items() if value != ""}, front, path, ())


def _known_fields(
    model: type[Record], front: FrontMatter, path: str, rules: Rules
) -> tuple[dict[str, Any], list[Problem]]:
    names = field_names(model)
    given: dict[str, Any] = {}
    problems: list[Problem] = []
    for written, value in front.fields.items():
        name = SINGULARS.get(written, written)
        if name != written and name in front.fields:
            what = f"{written} and {name} are both given"
            fix = f"keep {name} and delete {written} (line {front.line(written)})"
            problems.append(problem("F003", path, front.line(written), what, fix))
        elif name in names:
            if value != "":
                given[name] = value
            elif name in FORBIDDEN_EMPTY and not model.model_fields[name].is_required():
                code = "F008" if name == "status" else "F007"
                fix = FORBIDDEN_EMPTY[name].format(moment=_next_years(rules))
                problems.append(problem(code, path, front.line(name), f"{name} is empty", fix))
        elif not lets_through(written, rules.extra_fields):
            problems.append(_unknown(written, value, names, path, front))
    return given, problems


def field_names(model: type[BaseModel]) -> list[str]:
    """The field names as written by staff, in the order of the schema."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _unknown(name: str, value: Any, names: Collection[str], path: str, front: FrontMatter) -> Problem:
    line, what = front.line(name), f"there is no field {name} here"
    otherwise = "delete the line"
    if not holds_by_name(name):
        otherwise += ", or let it through with the setting EXTRA_FIELDS"
    word, _, rest = front.written(line).strip().partition(" ")
    if word.lower() in names and word.lower() not in front.fields and rest:  # the colon is in the value
        return problem("F004", path, line, what, write(f"{word}: {plain_or_quoted(rest.strip())}"))
    fix = line_instead(name, value, names)
    if fix.startswith("write date: ") and (day := front.fields.get("date")):
        new = fix.removeprefix("write ")
        at = front.line("date")
        fix = f"if it goes out then, delete this line, and {write(new, at, at)}" if new != f"date: {day}" else otherwise
    fix = fix or _renamed(name, [*names, *SINGULARS], front, line, front.fields, otherwise)
    return problem("F004", path, line, what, fix)


def _meant(name: str, names: Collection[str]) -> str:
    """The field that a name stands for, as far as is known; empty if none."""
    return next((ours for ours in OTHER_NAMES.get(name, ()) if ours in names), "") or nearest(name, names)


def _renamed(
    name: str, names: Collection[str], front: FrontMatter, line: int, given: Container[object], otherwise: str
) -> str:
    """The fix for a misspelled name: the line with the right one, or what to do if there is none."""
    guess = _meant(name, names)
    if not guess:
        return otherwise
    if guess in given:
        return f"did you mean {guess}? it is given already: delete this line"
    better = with_name(front.written(line), guess)
    return f"did you mean {guess}? {write(better)}" if better else f"did you mean {guess}?"


def _validated(
    model: type[M],
    given: Mapping[str, Any],
    front: FrontMatter,
    path: str,
    where: tuple[str, ...],
    meant: Collection[str] = (),
    rules: Rules | None = None,
) -> tuple[M | None, list[Problem]]:
    """`meant`: top-level names that a misspelled field stands for, which are then not reported as missing."""
    try:
        return model.model_validate(given), []
    except ValidationError as error:
        faults = error.errors(include_url=False)
    known = {fault["loc"]: _fields_at(model, fault["loc"][:-1]) for fault in faults}
    spelled: set[tuple[str | int, ...]] = {(name,) for name in meant}
    spelled |= {
        (*fault["loc"][:-1], _meant(str(fault["loc"][-1]), known[fault["loc"]]))
        for fault in faults
        if fault["type"] == "extra_forbidden"
    }
    return None, [
        _fault(model, fault, front, path, where, rules)
        for fault in faults
        if not (fault["type"] == "missing" and fault["loc"] in spelled)
    ]


def _fault(
    model: type[BaseModel],
    details: ErrorDetails,
    front: FrontMatter,
    path: str,
    where: tuple[str, ...],
    rules: Rules | None,
) -> Problem:
    location = details["loc"]
    line = front.line(*where, *location)
    name = _name((*where, *_as_written(location, where, front)))
    context = details.get("ctx", {})
    given = details["input"]
    value = _shown(given)
    today = rules.today if rules else None

    def say(code: str, what: str, fix: str) -> Problem:
        return problem(code, path, line, what, fix)

    def instead(new: Any) -> str:
        """The line with another value, or only the value if the line is not simple."""
        better = with_value(
            front.written(line), given if isinstance(given, str | list) else "", new, is_yaml=front.is_yaml
        )
        return write(better) if better else ""

    match details["type"]:
        case "daylight":
            fix = _corrected(context, rules, instead)
            return say(context["code"], _sentence(name, value, context["what"]), fix)
        case "missing" | "too_short" | "string_too_short":
            field = str(location[-1])
            if details["type"] != "missing" or (*where, *location) in front.lines:
                fix = instead(example(field, front, path, today)) or f"write its value after {field}:"
                fix = with_its_own(field, fix)
                return say("F005", f"{name} is empty", fix)
            inside = _name((*where, *location[:-1]))
            fix = with_its_own(field, missing(field, (*where, *location[:-1]), front, path, today))
            return say("F005", f"{field} is missing{f' in {inside}' if inside else ''}", fix)
        case "extra_forbidden":
            written = str(location[-1])
            known = _fields_at(model, location[:-1])
            beside = front.inside(*where, *location[:-1])
            otherwise = f"use one of {', '.join(known)}, or delete the line"
            fix = _renamed(written, known, front, line, beside, otherwise)
            inside = _name((*where, *location[:-1]))
            return say("F004", f"there is no field {written} {f'in {inside}' if inside else 'here'}", fix)
        case "literal_error":
            allowed = [word.strip("' ") for word in str(context["expected"]).replace(" or ", ", ").split(",")]
            allowed = [word for word in allowed if word]
            code = "F008" if location == ("status",) else "F006"
            what = f"{name} {value} is not one of {', '.join(allowed)}"
            if code == "F008" and status_instead(given):
                return say(code, what, instead("draft") or "write just draft")
            guess = _one_of(given, allowed) if isinstance(given, str) else ""
            if code == "F008" and (not guess or (guess == "published" and " " in str(given).strip())):
                return say(code, what, "published shows it and draft holds it back: write only the one you mean")
            if not guess:
                return say(code, what, "write just one of these")
            return say(code, what, f"did you mean {guess}? {instead(guess)}".rstrip())
        case "bool_parsing" | "bool_type":
            fix = f"delete the line, or {instead('true') or 'write true or false'}"
            return say("F006", f"{name} {value} is neither true nor false", fix)
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size" | "greater_than_equal":
            fix = "write just the number, as in 3"
            return say("F006", f"{name} {value} is not a whole number from 1", fix)
        case "model_type" | "dict_type":
            inner = _model_at(model, location)
            part = ", ".join(f"{field}: …" for field in field_names(inner)) if inner else ""
            fix = instead(flowing(inner, given, today)) if inner and isinstance(given, str) else ""
            fix = fix or (
                f"give it fields, each on a line of its own, indented: {part}" if part else "indent its fields"
            )
            return say("F006", f"{name} {value} must have fields of its own", fix)
        case _:
            return say("F006", f"{name} {value}: {details['msg'].lower()}", f"correct {name}")


def _one_of(given: str, allowed: list[str]) -> str:
    """The word that is meant: one nearly so spelled, or the only one that stands in a longer text."""
    if guess := nearest(given, allowed):
        return guess
    said = set(re.findall(r"[a-z]+", given.casefold()))
    inside = [word for word in allowed if word in said]
    return inside[0] if len(inside) == 1 else ""


def _corrected(context: dict[str, Any], rules: Rules | None, instead: Callable[[Any], str]) -> str:
    """The fix for an error that knows what may have been meant: the line with it."""
    fix = str(context["fix"])
    meant = list(dict.fromkeys(_value_meant(value, fix, rules) for value in context["instead"]))
    if not meant:
        return f"{fix.partition(', as in ')[0]}, as in {_next_years(rules)}" if fix == EMBARGO_FIX and rules else fix
    better, lead = instead(meant[-1]), context["lead"]
    if lead:
        return f"{lead} {better or f'write it as {meant[-1]}'}"
    if not better:
        return fix if fix.startswith("write it as") else f"write it as {meant[-1]}"
    others = [other for value in meant[:-1] if (other := instead(value))]
    unless = " or ".join(other.removeprefix("write ") for other in others)
    return f"if it is not {unless}, {better}" if others else better


def _value_meant(value: Any, fix: str, rules: Rules | None) -> Any:
    """In the form to write: an embargo with its time, and the offset of the site's zone on that day."""
    if isinstance(value, tuple):
        return value
    if isinstance(value, Unfinished) and rules:
        value = value.completed(rules.today)
    if not isinstance(value, date):
        return str(value)
    if fix == EMBARGO_FIX and rules:
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day, 6)
        value = with_offset(moment, rules.zone)
    return iso(value)


def _next_years(rules: Rules) -> str:
    """An example of a moment: this day in a year, by the site's own clock."""
    day = rules.today + timedelta(days=364)
    return iso(with_offset(datetime(day.year, day.month, day.day, 6), rules.zone))


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
    """The field names known at a place inside a record."""
    inner = _model_at(model, location)
    return field_names(inner) if inner else []


def _model_at(model: type[BaseModel], location: tuple[str | int, ...]) -> type[BaseModel] | None:
    for part in location:
        if isinstance(part, int):
            continue
        field = next((f for name, f in model.model_fields.items() if (f.alias or name) == part), None)
        inner = _model_in(field.annotation) if field else None
        if inner is None:
            return None
        model = inner
    return model


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


def _contradictions(record: Record, front: FrontMatter, path: str, rules: Rules) -> list[Problem]:
    """Contradictions between two fields of one record."""
    problems = []
    if record.status == "withdrawn" and record.withdrawn is None:
        line, day = front.line("status"), rules.today.isoformat()
        fix = add_below(line, f"withdrawn: {{date: {day}, reason: {ANYTHING}}}")
        fix = (
            fix if front.is_yaml else "put the fields between two lines ---, and withdrawn: with date and reason there"
        )
        problems.append(problem("R006", path, line, "status is withdrawn, and withdrawn is missing", fix))
    if record.status != "withdrawn" and record.withdrawn is not None:
        what, line = f"withdrawn is given, and status is {record.status}", front.lines.get(("status",), 0)
        right = write("status: withdrawn", line) if line else add_below(1, "status: withdrawn")
        fix = f"delete withdrawn, or {right}"
        problems.append(problem("R006", path, front.line("withdrawn"), what, fix))
    date, zone = getattr(record, "date", None), rules.zone
    if isinstance(record, Release) and record.embargo and instant(record.embargo, zone) < earliest(record.date, zone):
        what = f"embargo {front.fields['embargo']} ends before the release date {front.fields['date']}"
        what += _in_zone(record.embargo, zone)
        fix = _own_hour(record.embargo, record, front, zone)
        fix = fix or f"move the embargo after the date, or {_same_day(record, front, zone)}"
        problems.append(problem("R002", path, front.line("embargo"), what, fix))
    if date and record.modified and local_day(record.modified, zone) < local_day(date, zone):
        what = f"modified {front.fields['modified']} is before the date {front.fields['date']}"
        problems.append(problem("R010", path, front.line("modified"), what, "correct one of the two"))
    if isinstance(record, Release) and record.briefing is not None:
        problems += _briefing(record.briefing, front, path)
    return problems


def _briefing(briefing: Briefing, front: FrontMatter, path: str) -> Iterator[Problem]:
    written: Any = front.fields["briefing"]
    if briefing.end is not None and briefing.end <= briefing.start:
        line = front.line("briefing", "end")
        what = f"the briefing ends at {written['end']}, and starts at {written['start']}"
        end = iso(briefing.start + timedelta(hours=1))
        better = with_value(front.written(line), str(written["end"]), end, is_yaml=front.is_yaml)
        fix = f"is it over an hour later? {write(better)}" if better else f"give it a later end, as in {end}"
        yield problem("R017", path, line, what, fix)
    if briefing.code and briefing.audience == "press":
        what = f"the briefing is for the press, and its code {briefing.code} would be on a public page"
        fix = "delete the line, and give the code to those who ask; if anybody may join, write audience: public"
        yield problem("R018", path, front.line("briefing", "code"), what, fix)


def _in_zone(moment: datetime, zone: ZoneInfo) -> str:
    """The time in the site's own zone, if it differs from what was written."""
    local = moment.astimezone(zone)
    return "" if local.utcoffset() == moment.utcoffset() else f" (it is {in_full(local, zone)})"


def _own_hour(embargo: datetime, record: Release, front: FrontMatter, zone: ZoneInfo) -> str:
    """The fix where only the offset puts the embargo before the date: the same clock time in the site's zone."""
    right = own_offset(embargo, zone)
    if right is None or instant(right, zone) < earliest(record.date, zone):
        return ""
    text = str(front.fields["embargo"])
    better = with_value(front.written(front.line("embargo")), text, iso(right), is_yaml=front.is_yaml)
    return f"for {clock(right)} in {zone.key}, {write(better or f'embargo: {iso(right)}')}"


def _same_day(record: Release, front: FrontMatter, zone: ZoneInfo) -> str:
    """The fix that moves the release's date to the day of its embargo."""
    line = front.line("date")
    day = local_day(record.embargo or record.date, zone)
    better = with_value(front.written(line), str(front.fields["date"]), iso(day), is_yaml=front.is_yaml)
    return write(better, line) if better else "delete the line"


def _slips(record: Record, front: FrontMatter, path: str, rules: Rules) -> list[Problem]:
    """Things that are read, but may have been meant differently."""
    problems = []
    written = str(front.fields.get("status", "")).strip(" \"'“”").lower()
    if written in READ_AS:
        line, new = front.line("status"), READ_AS[written]
        fix = write(with_value(front.written(line), str(front.fields["status"]), new) or f"status: {new}")
        problems.append(problem("F011", path, line, f"status {written} is read as {new}, and holds the record", fix))
    return [*problems, *odd_offsets(record, front, path, rules)]
