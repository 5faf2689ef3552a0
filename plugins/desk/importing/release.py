"""One source file → one draft release in the content folder."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from plugins.desk.existing import RULES, existing_records, same_name, write_new
from plugins.desk.importing.blocks import Block, body_text
from plugins.desk.importing.boilerplate import About, take_boilerplate
from plugins.desk.importing.days import read_day
from plugins.desk.importing.decoding import decode, read_source
from plugins.desk.importing.here import Here, Known, find_here
from plugins.desk.importing.html import read_html
from plugins.desk.importing.markdown import read_markdown, split_head
from plugins.desk.importing.organizations import FILE, addition, read_organizations, replace_file
from plugins.desk.importing.plain import read_plain
from plugins.desk.importing.recognizing import Parts, recognize
from plugins.desk.refusal import Refused
from plugins.desk.scaffold import place
from plugins.desk.yaml_writing import field, folded_field
from plugins.records.dates import parse_date
from plugins.records.front_matter import split_front_matter
from plugins.records.problems import Severity
from plugins.records.reading import Lists, Reading
from plugins.records.schema import Organization, Release
from plugins.records.slugs import slugify
from plugins.records.sources import LARGEST
from plugins.records.suggest import nearest
from plugins.records.validation import field_names, make_record

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
HTML = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A draft that was written."""

    path: Path
    """The new file."""
    notes: tuple[str, ...]
    """What was recognized, left out or guessed, and what a person must look at."""

    @property
    def text(self) -> str:
        """What the person who typed the command reads."""
        last = "Read it through, then change status: draft to status: published."
        return "\n".join([f"Wrote {self.path}, a draft.", *(f"- {note}" for note in self.notes), last])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A file, read but not yet understood."""

    fields: dict[str, Any]
    """Front matter that it brought along."""
    blocks: tuple[Block, ...]
    title: str = ""
    day: date | None = None
    lang: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """Front matter in the order of the schema, and its comments."""

    fields: dict[str, Any]
    comments: dict[str, tuple[str, ...]]
    put_aside: tuple[str, ...] = ()
    """Lines of fields that the schema refuses."""

    @property
    def text(self) -> str:
        lines = ["---"]
        for name in field_names(Release):
            lines += [f"# {comment}" for comment in self.comments.get(name, ())]
            if name == "boilerplate" and isinstance(self.fields.get(name), dict):
                texts = self.fields[name].items()
                lines += [f"{name}:", *(line for slug, text in texts for line in folded_field(slug, text, "  "))]
            elif name in self.fields:
                lines += field(name, self.fields[name])
        lines += [f"# {line}" for line in self.put_aside]
        return "\n".join([*lines, "---", ""])


def import_release(file: Path, content: Path, *, today: date, lang: str = "en") -> Imported:
    """Write a draft from plain text, Markdown or a saved web page. `lang` is the site's language.

    The content folder need not exist yet. Nothing is overwritten; an organization that is not known yet is added to
    organizations.yml. Raises `Refused`, and then nothing was written.
    """
    source = _read(file)
    releases = existing_records(content, "release", lang)
    documents = [
        Known(slug=r.slug, title=r.record.title) for r in existing_records(content, "document", lang) if r.record
    ]
    parts = recognize(
        source.blocks,
        title=str(source.fields.get("title") or source.title),
        fallback_title=_title_from(file),
        day=_day_of(source.fields.get("date")) or source.day,
        year=today.year,
    )
    notes = [*source.notes, *parts.notes]
    lists = read_organizations(content)
    body, abouts, whole = _boilerplate(source, parts, lists, content, notes)
    found = _found(source, parts, abouts, lists, today=today, lang=lang, notes=notes)
    fields = {**found, **_given(source, releases, notes), "title": parts.title, "status": "draft"}
    comments = {name: tuple(said) for name, said in parts.comments.items()}
    draft = _accepted(_Draft(fields=_without_empty(fields), comments=comments), found, notes)
    text = body_text(body)
    day = _day_of(draft.fields["date"]) or today
    slug = str(draft.fields.get("slug") or slugify(parts.title) or f"release-{day.isoformat()}")
    spoken = str(draft.fields.get("lang") or lang)
    path = place("release", slug if spoken == lang else f"{slug}.{spoken}", day.year)
    _check_new(releases, path, slug, spoken, text, file)
    whole_text = f"{draft.text}\n{text}\n" if text else draft.text
    if len(whole_text.encode("utf-8")) > LARGEST:
        fix = "shorten it, or publish the long part as a document"
        raise Refused(f"{file} is longer than a release may be ({LARGEST // 1_000_000} MB)", fix)
    first_line = draft.text.count("\n") + 2
    notes += [_here_note(here, path, first_line) for here in find_here(text, documents)]
    written = _write(content, path, whole_text, whole)
    return Imported(path=written, notes=tuple(notes))


def _read(file: Path) -> _Source:
    raw = read_source(file)
    if file.suffix.lower() in HTML:
        page = read_html(raw, str(file))
        return _Source(fields={}, blocks=page.blocks, title=page.title, day=page.day, lang=page.lang, notes=page.notes)
    text, notes = decode(raw, str(file))
    if re.match(r"\s*(?:<!doctype html|<html)", text, re.IGNORECASE):
        raise Refused(f"{file} is HTML", "rename it so that it ends in .html, and import it again")
    head = split_head(text, str(file))
    read = read_markdown if file.suffix.lower() in MARKDOWN else read_plain
    return _Source(fields=head.fields, blocks=read(head.body), notes=notes)


def _title_from(file: Path) -> str:
    words = " ".join(re.split(r"[\W_]+", file.stem.encode("utf-8", "ignore").decode())).strip()
    return words[:1].upper() + words[1:200] or "Untitled"


def _day_of(value: Any) -> date | None:
    """A day from front matter, in ISO form or as people write it."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    try:
        parsed = parse_date(value)
    except ValueError:
        written = read_day(value)
        return written.day if written else None
    return parsed.date() if isinstance(parsed, datetime) else parsed


def _boilerplate(
    source: _Source, parts: Parts, lists: Lists, content: Path, notes: list[str]
) -> tuple[tuple[Block, ...], tuple[About, ...], bytes | None]:
    """The body without the paragraphs about organizations, those, and organizations.yml if it gains any."""
    if source.fields.keys() & {"organizations", "boilerplate"}:
        return parts.body, (), None
    body, abouts = take_boilerplate(parts.body, lists.organizations)
    new = tuple(about for about in abouts if not about.known)
    whole = None
    if lists.problems and abouts:
        notes.append(f"{FILE} has an error, so the paragraph about {abouts[0].name} stays in the text.")
        return parts.body, (), None
    if new:
        try:
            whole = addition(content, new)
        except (OSError, UnicodeDecodeError):
            whole = None
        if whole is None:
            notes.append(f"nothing can be added to {FILE}, so the paragraph about {new[0].name} stays in the text.")
            return parts.body, (), None
    notes += [note for about in abouts for note in _about_notes(about, lists.organizations)]
    return body, abouts, whole


def _about_notes(about: About, organizations: dict[str, Organization]) -> list[str]:
    above = f" (with the line “{about.heading}” above it)" if about.heading else ""
    beginning = f"the closing paragraph about {about.name}{above}"
    if not about.known:
        notes = [f"{beginning} was moved to {FILE}, as {about.slug}. Check the name there."]
    elif _is_same(about, organizations):
        notes = [f"{beginning} is already in {FILE}, and is shown from there."]
    else:
        notes = [f"{beginning} differs from the one in {FILE}: this release keeps its own, in boilerplate:."]
    if about.breaks_off:
        notes.append(f"it breaks off at “…{about.text[-30:]}”: a link is missing. Add it, or cut the sentence.")
    return notes


def _is_same(about: About, organizations: dict[str, Organization]) -> bool:
    return organizations[about.slug].boilerplate.split() == about.text.split()


def _found(
    source: _Source,
    parts: Parts,
    abouts: tuple[About, ...],
    lists: Lists,
    *,
    today: date,
    lang: str,
    notes: list[str],
) -> dict[str, Any]:
    """What the text itself says, and what every release must have."""
    spoken = source.lang or parts.lang
    found: dict[str, Any] = {
        "title": parts.title,
        "uid": f"urn:uuid:{uuid4()}",
        "authors": parts.authors,
        "modified": parts.modified,
        "date": parts.day or today,
        "kind": parts.kind,
        "subtitle": parts.subtitle,
        "dateline": parts.dateline,
        "embargo": parts.embargo,
    }
    if spoken and spoken != lang:
        found["lang"] = spoken
        notes.append(f"lang: {spoken}, as the file or its dates suggest. Delete the line if the text is in {lang}.")
    if abouts:
        found["organizations"] = {"lead": [abouts[0].slug]}
        if len(abouts) > 1:
            found["organizations"]["with"] = [about.slug for about in abouts[1:]]
        own = {a.slug: "" if not a.known or _is_same(a, lists.organizations) else a.text for a in abouts}
        found["boilerplate"] = own if any(own.values()) else list(own)
    if parts.day is None:
        if "date" not in parts.comments:
            parts.comments["date"] = ["No date found: write the day of publication."]
        notes.append(f"date: no date found; today's, {today}, was put in. Check it.")
    return found


def _given(source: _Source, releases: tuple[Reading, ...], notes: list[str]) -> dict[str, Any]:
    """The front matter that the source brought along: it wins over what is found in the text."""
    given = dict(source.fields)
    for name in ("date", "modified"):
        if name in given and (day := _readable(given[name])) is not None:
            given[name] = day
    if given.get("status", "draft") != "draft":
        notes.append(f"status: was {given['status']}; now draft.")
    if given.get("uid") in {release.uid for release in releases}:
        notes.append("uid: the one in the file belongs to another release, so this one got its own.")
        del given["uid"]
    return given


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", (), [], {}, None)}


def _readable(value: Any) -> date | datetime | None:
    """A date of front matter, typed, if it can be read at all."""
    try:
        return parse_date(value) if isinstance(value, str) else None
    except ValueError:
        return _day_of(value)


def _accepted(draft: _Draft, found: dict[str, Any], notes: list[str]) -> _Draft:
    """Put aside, as comments, the fields that the schema refuses: a draft builds, and nothing is lost.

    What was `found` in the text takes the place of a refused title, uid or date.
    """
    known = field_names(Release)
    draft = _put_aside(
        draft, [name for name in draft.fields if name not in known], "is not a field of a release", notes
    )
    for _ in known:
        front = split_front_matter(draft.text, "")
        record, problems = make_record(Release, front, "", RULES)
        if record is not None:
            return draft
        problems = [p for p in problems if p.severity is Severity.ERROR]
        places = {(str(where[0]), line) for where, line in front.lines.items()}
        first = next((p for p in problems if any(line == p.line for _, line in places)), problems[0])
        names = [name for name in draft.fields if (name, first.line) in places]
        if not names:
            break
        draft = _put_aside(draft, names, f"cannot be used ({first.what})", notes)
        for name in ("title", "uid", "date"):
            draft.fields.setdefault(name, found[name])
    raise Refused("the front matter of the file cannot be used", "delete it from the file, and import it again")


def _put_aside(draft: _Draft, names: list[str], why: str, notes: list[str]) -> _Draft:
    fields, aside = dict(draft.fields), list(draft.put_aside)
    for name in names:
        aside += field(name, fields.pop(name))
        guess = nearest(name, field_names(Release)) if name not in Release.model_fields else ""
        meant = f" Did you mean {guess}?" if guess else ""
        notes.append(f"{name} {why}; it was kept as a comment in the front matter.{meant}")
    return _Draft(fields=fields, comments=draft.comments, put_aside=tuple(aside))


def _check_new(releases: tuple[Reading, ...], path: str, slug: str, lang: str, text: str, file: Path) -> None:
    """Refuse a text that is there already, and one that would take another's address."""
    for release in releases:
        if text and release.front.body.split() == text.split():
            fix = "edit that file; to import again, delete it first"
            raise Refused(f"{file} has already been imported: {release.path} has the same text", fix)
    if other := same_name(releases, path, slug, lang):
        fix = f"change the headline in {file.name}, or delete {other.path} if this text is to replace it"
        raise Refused(f"there is already a release called {slug}: {other.path}", fix)


def _same_words(one: str, other: str) -> bool:
    return len(one) - len(one.split()) and one.split() == other.split()  # type: ignore[return-value]


def _here_note(here: Here, path: str, first_line: int) -> str:
    where = f"{path}:{first_line + here.line - 1}"
    meant = " or ".join(f"[{known.title}]({{document}}{known.slug})" for known in here.candidates)
    guess = f"It may mean {meant}." if meant else "No document matches. `invoke new document TITLE` makes one."
    return f"{where}: “{here.phrase}” links to nothing: “{here.around}”\n  {guess}"


def _write(content: Path, path: str, text: str, organizations: bytes | None) -> Path:
    """The list first: a release may name what is in it. If the release fails, the list is put back."""
    file = content / FILE
    try:
        before = file.read_bytes() if organizations is not None and file.exists() else None
        if organizations is not None:
            replace_file(content, organizations)
    except OSError as error:
        fix = "check that the disk has room, and that you may write to the folder"
        raise Refused(f"{file} can't be written: {error.strerror}", fix) from None
    try:
        return write_new(content, path, text)
    except Refused:
        if organizations is not None:
            if before is None:
                file.unlink(missing_ok=True)
            else:
                replace_file(content, before)
        raise
