"""The text of a draft: front matter in the order of the schema, with what a person must look at as remarks."""

import re
from dataclasses import dataclass, replace
from typing import Any

from plugins.desk.existing import RULES
from plugins.desk.importing.holds import PLACEHOLDER
from plugins.desk.refusal import Refused
from plugins.desk.yaml_writing import field, folded_field
from plugins.records.front_matter import split_front_matter
from plugins.records.problems import Severity
from plugins.records.schema import Release
from plugins.records.suggest import nearest
from plugins.records.validation import field_names, make_record

LONGEST_REMARK = 300
LABEL = re.compile(r"\A([a-z][a-z ]{1,11}): ")
"""What a remark is about, which must not look like a field."""
ON_DISK = re.compile(r"led to (?:file:|[A-Za-z]:[\\/]|\\\\|/(?:Users|home)/).*?, which")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Front matter in the order of the schema, and its remarks."""

    source: str
    """`statement.docx, sha256 …`: the line by which a second import of the file is known."""
    fields: dict[str, Any]
    comments: dict[str, tuple[str, ...]]
    put_aside: tuple[str, ...] = ()
    """Lines of fields that the schema refuses."""
    remarks: tuple[str, ...] = ()
    """What was guessed, one line each."""

    @property
    def text(self) -> str:
        lines = ["---", f"# Imported from {self.source}"]
        if self.remarks:
            lines.append("# What was guessed or left out. Check each, then delete these lines:")
            lines += [f"# - {_one_line(remark)}" for remark in self.remarks]
        for name in field_names(Release):
            lines += [f"# {_one_line(comment)}" for comment in self.comments.get(name, ())]
            if name == "boilerplate" and isinstance(self.fields.get(name), dict):
                texts = self.fields[name].items()
                lines += [f"{name}:", *(line for slug, text in texts for line in folded_field(slug, text, "  "))]
            elif name in self.fields:
                lines += field(name, self.fields[name])
        lines += [f"# {line}" for line in self.put_aside]
        return "\n".join([*lines, "---", ""])


def _one_line(text: str) -> str:
    """A remark, without names of folders on somebody's computer."""
    text = LABEL.sub(r"[\1] ", " ".join(ON_DISK.sub("led to a file on a computer, which", text).split()))
    return text if len(text) <= LONGEST_REMARK else f"{text[: LONGEST_REMARK - 1]}…"


def accepted(draft: Draft, found: dict[str, Any], notes: list[str]) -> Draft:
    """Put aside, as remarks, the fields that the schema refuses: a draft builds, and nothing is lost.

    What was `found` in the text takes the place of a refused title, uid or date.
    """
    known = field_names(Release)
    draft = put_aside(draft, [name for name in draft.fields if name not in known], "is not a field of a release", notes)
    for _ in known:
        front = split_front_matter(_answered(draft).text, "")
        record, problems = make_record(Release, front, "", RULES)
        if record is not None:
            return draft
        problems = [p for p in problems if p.severity is Severity.ERROR]
        places = {(str(where[0]), line) for where, line in front.lines.items()}
        first = next((p for p in problems if any(line == p.line for _, line in places)), problems[0])
        names = [name for name in draft.fields if (name, first.line) in places]
        if not names:
            break
        draft = put_aside(draft, names, f"cannot be used ({first.what})", notes)
        if "embargo" in names:
            draft = _held(draft, notes)
        for name in ("title", "uid", "date"):
            draft.fields.setdefault(name, found[name])
    raise Refused("the front matter of the file cannot be used", "delete it from the file, and import it again")


def _answered(draft: Draft) -> Draft:
    """Without an embargo that a person must answer: it is an error on purpose."""
    if draft.fields.get("embargo") != PLACEHOLDER:
        return draft
    return replace(draft, fields={name: value for name, value in draft.fields.items() if name != "embargo"})


def _held(draft: Draft, notes: list[str]) -> Draft:
    """What was under embargo stays so, also where its moment cannot be used."""
    asked = "the one in the file cannot be used. Write the day, the hour and its offset from UTC."
    notes.append(f"embargo: {asked}")
    comments = {**draft.comments, "embargo": (*draft.comments.get("embargo", ()), asked)}
    return replace(draft, fields={**draft.fields, "embargo": PLACEHOLDER}, comments=comments)


def put_aside(draft: Draft, names: list[str], why: str, notes: list[str]) -> Draft:
    fields, aside = dict(draft.fields), list(draft.put_aside)
    for name in names:
        aside += field(name, fields.pop(name))
        guess = nearest(name, field_names(Release)) if name not in Release.model_fields else ""
        meant = f" Did you mean {guess}?" if guess else ""
        notes.append(f"{name} {why}; it was kept as a comment in the front matter.{meant}")
    return replace(draft, fields=fields, put_aside=tuple(aside))
