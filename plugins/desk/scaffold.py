"""`invoke new`: a draft that builds, with every field of the schema as a comment."""

from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from typing import Any, get_args
from uuid import uuid4

from pydantic import BaseModel

from plugins.desk.entries import LISTS_OF, add_entry, last_entry
from plugins.desk.existing import existing_records, same_name, write_new
from plugins.desk.refusal import Refused
from plugins.desk.yaml_writing import field
from plugins.records.schema import RECORD_TYPES, DocumentKind
from plugins.records.slugs import slugify
from plugins.records.sources import CONTROL
from plugins.records.suggest import did_you_mean
from plugins.records.trackers.rows import COLUMNS

KINDS = ("release", "advisory", "case", "document", "tracker", "contact", "organization")
LONGEST_TITLE = 1000
STATUSES = [
    {"slug": "asked", "name": "Asked", "tone": "open"},
    {"slug": "answered", "name": "Answered", "tone": "good"},
    {"slug": "refused", "name": "Refused", "tone": "bad"},
]
"""To be replaced by what places can stand at."""
RECORD_OF = {"advisory": "release"}
"""The record that a kind of draft is, where it is not its own."""
CALL = (10, 11)
"""Hours of the day between which an advisory invites, until somebody writes others."""
BLOCKS = {
    "briefing": (
        "# briefing:",
        "#   start: {start}  # the day, the hour and its offset from UTC",
        "#   end: {end}",
        "#   where:  # a place",
        "#   url:  # an address to join at",
        "#   phone:",
        "#   speakers:",
        "#     -  # who, and of what",
        "#   audience: public  # or press, and then no code: this page is public",
    )
}
"""Fields of an advisory that are fields of their own, as a comment to fill in."""
GUIDE = (
    "Lines that begin with # are not read: to use one, delete its first # and write the value after the colon.",
    "The text goes below the second line of dashes, in Markdown.",
)
NEXT_STEPS = {
    "release": "Write the text below the second ---, then change status: draft to status: published.",
    "advisory": "Fill in briefing:, write the text below the second ---, then change status: draft to published.",
    "case": "Write the summary and the text, then change status: draft to status: published.",
    "tracker": "Name what a place can stand at under statuses:, write a row for each place into the CSV beside it "
    "(its first line names the columns), then change status: draft to status: published.",
    "contact": "Fill in how to reach the person, and name them in releases: contacts: [{slug}].",
    "organization": "Fill in what it is, and name it in releases: organizations: {{lead: {slug}}}.",
    "document": "Put the PDF beside index.md if there is one, check kind:, then change status: draft to published.",
}


def scaffold(
    kind: str, title: str, content: Path, *, today: date, lang: str, zone: tzinfo = UTC,
    document_kind: DocumentKind = "record",
) -> Path:  # fmt: skip
    """Write a draft and return its file. Raises `Refused`; nothing is overwritten.

    `lang` and `zone` are the site's; `zone` gives an advisory's hours their offset.
    """
    _check_kinds(kind, document_kind)
    title = _one_line(title)
    if kind in LISTS_OF:
        return add_entry(kind, title, content)
    slug = slugify(title) or f"{kind}-{today.isoformat()}"
    path = place(kind, slug, today.year)
    type_ = RECORD_OF.get(kind, kind)
    if other := same_name(existing_records(content, type_, lang), path, slug, lang):
        fix = "edit that file, or choose another title"
        raise Refused(f"there is already a {type_} called {other.slug}: {other.path}", fix)
    given: dict[str, Any] = {"title": title, "uid": f"urn:uuid:{uuid4()}", "status": "draft"}
    match kind:
        case "release":
            given["date"] = today
        case "advisory":
            given |= {"date": today, "kind": "advisory"}
        case "case":
            given["summary"] = title
        case "tracker":
            given |= {"summary": title, "statuses": STATUSES}
            _write_table(content, path)
        case "document":
            given["kind"] = document_kind
    return write_new(content, path, _front_matter(RECORD_TYPES[type_], given, zone))


def next_steps(kind: str, file: Path) -> str:
    """What a person does with a new draft."""
    if kind in LISTS_OF:
        return f"Added to {file}, at its end.\n{NEXT_STEPS[kind].format(slug=last_entry(file))}"
    return f"Wrote {file}, a draft.\n{NEXT_STEPS[kind]}"


def place(kind: str, slug: str, year: int) -> str:
    """Where a record lives: POSIX path below the content folder."""
    match kind:
        case "release" | "advisory":
            return f"releases/{year:04}/{slug}.md"
        case "document":
            return f"documents/{slug}/index.md"
        case "tracker":
            return f"trackers/{slug}.md"
        case _:
            return f"cases/{slug}.md"


def _write_table(content: Path, path: str) -> None:
    """A table with its columns and no row; one that is there already is kept."""
    table = path.removesuffix(".md") + ".csv"
    if not (content / table).exists():
        write_new(content, table, ",".join(COLUMNS) + "\n")


def _check_kinds(kind: str, document_kind: str) -> None:
    if kind not in KINDS:
        raise Refused(
            f"can't start a “{kind}”",
            did_you_mean(kind, KINDS, f"choose one of {', '.join(KINDS)}"),
        )
    known = get_args(DocumentKind)
    if document_kind not in known:
        fix = did_you_mean(document_kind, known, f"choose one of {', '.join(known)}")
        raise Refused(f"“{document_kind}” is not a kind of document", fix)


def _one_line(title: str) -> str:
    """A title as typed at a prompt, without what no file may hold."""
    text = " ".join(CONTROL.sub(" ", title.encode("utf-8", "ignore").decode()).replace("\ufeff", "").split())
    if not text:
        raise Refused("the title is empty", 'give it in quotes, as in invoke new release "County leaves the program"')
    if len(text) > LONGEST_TITLE:
        fix = "give only the headline; the text goes in the file"
        raise Refused(f"the title has {len(text):,} characters, more than {LONGEST_TITLE:,}", fix)
    return text


def _front_matter(model: type[BaseModel], given: dict[str, Any], zone: tzinfo) -> str:
    """What is known, and every other field as a comment followed by its meaning; in the order of the schema."""
    lines = ["---", *(f"# {line}" for line in GUIDE)]
    for name, info in model.model_fields.items():
        written = info.alias or name
        if given.get("kind") == "advisory" and name in BLOCKS:
            start, end = (datetime.combine(given["date"], time(hour), zone) for hour in CALL)
            hours = {"start": start.isoformat(timespec="minutes"), "end": end.isoformat(timespec="minutes")}
            lines += [line.format(**hours) for line in BLOCKS[name]]
        elif written in given:
            lines += field(written, given[written])
        else:
            lines.append(f"# {written}:  # {info.description}" if info.description else f"# {written}:")
    return "\n".join([*lines, "---", "", ""])
