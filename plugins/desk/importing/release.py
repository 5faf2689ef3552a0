"""One source file → one draft release in the content folder."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import uuid4

from plugins.desk.existing import same_name, write_new
from plugins.desk.importing.archive import Archive, checksum
from plugins.desk.importing.blocks import Block, body_text
from plugins.desk.importing.boilerplate import About, take_boilerplate
from plugins.desk.importing.contacts import Person, take_contacts
from plugins.desk.importing.days import read_day
from plugins.desk.importing.decoding import read_source
from plugins.desk.importing.drafting.attached import add_documents
from plugins.desk.importing.drafting.draft import Draft, accepted
from plugins.desk.importing.drafting.lists import (
    CONTACTS,
    ORGANIZATIONS,
    Addition,
    read_both,
    replace_file,
    with_contacts,
    with_organizations,
)  # fmt: skip
from plugins.desk.importing.drafting.pictures import place_pictures
from plugins.desk.importing.drafting.report import report
from plugins.desk.importing.here import Here, find_here
from plugins.desk.importing.recognizing import Parts, recognize
from plugins.desk.importing.signs import is_contact
from plugins.desk.importing.source import LeftOut, Source, counted, refuse_unsettled, words_of
from plugins.desk.importing.sources.reading import read
from plugins.desk.importing.suggesting import suggest
from plugins.desk.importing.web.links import Links
from plugins.desk.refusal import Refused
from plugins.desk.scaffold import place
from plugins.desk.yaml_writing import field
from plugins.records.dates import iso, parse_date
from plugins.records.reading import Lists, Reading
from plugins.records.schema import Organization
from plugins.records.slugs import slugify
from plugins.records.sources import LARGEST

FOOTNOTE = re.compile(r"\[\^[^\]]+\]:")
NO_ALT = re.compile(r"!\[\s*\]\(")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A draft that was written."""

    path: Path
    """The new file."""
    source: str
    """The name of the file that it is made of."""
    notes: tuple[str, ...]
    """What was recognized or guessed, and what a person must look at."""
    left_out: tuple[LeftOut, ...] = ()
    """Words of the source that are not in the draft."""

    @property
    def text(self) -> str:
        """What the person who typed the command reads."""
        path, here = self.path.absolute(), Path.cwd()
        shown = path.relative_to(here) if path.is_relative_to(here) else path
        return report(str(shown), self.source, self.notes, self.left_out)


def import_release(
    file: Path,
    content: Path,
    *,
    today: date,
    lang: str = "en",
    accept_changes: bool = False,
    archive: Archive | None = None,
) -> Imported:
    """Write a draft from a file of Word, OpenDocument, HTML, e-mail, text or Markdown. `lang` is the site's language.

    The content folder need not exist yet. Nothing is overwritten; an organization or person that is not known yet is
    added to organizations.yml or contacts.yml. Raises `Refused`, and then nothing was written.
    """
    raw = read_source(file)
    archive = archive or Archive.of(content, lang)
    sha256 = checksum(raw)
    if path := archive.imported.get(sha256):
        raise Refused(f"{file} has already been imported: {path}", "edit that draft; to import again, delete it")
    source = read(file, raw)
    if not accept_changes:
        refuse_unsettled(source, str(file), f"invoke import --accept-changes {_typed(file)}")
    return _Import(file, content, archive, today, lang, source, sha256).run()


def _typed(file: Path) -> str:
    return f'"{file}"' if re.search(r"[^\w./\\:~-]", str(file)) else str(file)


@dataclass(slots=True)
class _Import:
    file: Path
    content: Path
    archive: Archive
    today: date
    lang: str
    source: Source
    sha256: str

    def run(self) -> Imported:
        source = self.source
        footnotes = tuple(block for block in source.blocks if block.kind == "other" and FOOTNOTE.match(block.raw))
        parts = recognize(
            [block for block in source.blocks if block not in footnotes],
            title=str(source.fields.get("title") or source.title),
            fallback_title=_title_from(self.file),
            day=_day_of(source.fields.get("date")) or source.day,
            today=source.spare_day or self.today,
            subject=source.spare_title,
            margins=[one.text for one in source.left_out if one.what.startswith("page ")],
        )
        notes = [*source.notes, *_settled_notes(source), *parts.notes]
        lists = read_both(self.content)
        body, people, contacts = self._contacts(parts.body, lists, notes)
        body, abouts, organizations = self._boilerplate(body, lists, notes)
        body, suggestions = suggest(body)
        body = (*body, *footnotes)
        notes += suggestions
        found = self._found(parts, abouts, lists, notes)
        if people:
            found["contacts"] = [person.slug for person in people]
        fields = {**found, **self._given(notes), "title": parts.title, "status": "draft"}
        self._plain_lang(fields)
        comments = {name: tuple(said) for name, said in parts.comments.items()}
        aside = tuple(line for name, value in source.put_aside for line in field(str(name), value))
        if source.put_aside:
            names = ", ".join(dict.fromkeys(name for name, _ in source.put_aside))
            notes.append(f"fields: kept as comments in the front matter: {names}.")
        draft = Draft(
            source=f"{self.file.name}, sha256 {self.sha256}",
            fields=_without_empty(fields),
            comments=comments,
            put_aside=aside,
        )
        draft = accepted(draft, found, notes)
        return self._written(draft, body_text(body), notes, [a for a in (organizations, contacts) if a is not None])

    def _written(self, draft: Draft, text: str, notes: list[str], additions: list[Addition]) -> Imported:
        day = _day_of(draft.fields["date"]) or self.today
        slug = str(draft.fields.get("slug") or slugify(str(draft.fields["title"])) or f"release-{day.isoformat()}")
        spoken = str(draft.fields.get("lang") or self.lang)
        path = place("release", slug if spoken == self.lang else f"{slug}.{spoken}", day.year)
        if not self.source.notes or not any(note.startswith("links: ") for note in self.source.notes):
            links = Links()
            text = links.in_text(text)
            notes += links.notes()
        placed = place_pictures(text, self.source.pictures, slug)
        text = placed.text.strip("\n")
        notes += placed.notes
        _check_new(self.archive.releases, path, slug, spoken, text, self.file, draft.fields)
        rows = list(dict.fromkeys(" ".join(note.split()) for note in notes))
        rows += [_counted(self.source.left_out)] if self.source.left_out else []
        here = find_here(text, self.archive.documents)
        missing = [number for number, line in enumerate(text.split("\n"), 1) for _ in NO_ALT.findall(line)]
        later = len(here) + bool(missing)
        first_line = replace(draft, remarks=(*rows, *[""] * later)).text.count("\n") + 2
        said = [_here_note(one, path, first_line) for one in here]
        if missing:
            said.append(_alt_note(path, [first_line + number - 1 for number in missing]))
        notes += said
        whole = replace(draft, remarks=(*rows, *said)).text
        whole = f"{whole}\n{text}\n" if text else whole
        if len(whole.encode("utf-8")) > LARGEST:
            fix = "shorten it, or publish the long part as a document"
            raise Refused(f"{self.file} is longer than a release may be ({LARGEST // 1_000_000} MB)", fix)
        written = _write(self.content, path, whole, additions, placed.files)
        self.archive.add(path)
        notes += add_documents(self.content, self.source.documents, today=self.today, lang=self.lang)
        return Imported(
            path=written, source=self.file.name, notes=tuple(dict.fromkeys(notes)),
            left_out=(*self.source.left_out, *self.source.unsettled),
        )  # fmt: skip

    def _contacts(
        self, body: tuple[Block, ...], lists: Lists, notes: list[str]
    ) -> tuple[tuple[Block, ...], tuple[Person, ...], Addition | None]:
        """The body without the people to ask, those, and contacts.yml if it gains any."""
        unread = (
            "The contact lines are in the text: add each person to contacts.yml and to contacts:, then delete them."
        )
        if "contacts" in self.source.fields or any(p.path == CONTACTS for p in lists.problems):
            if any(is_contact(block.text) for block in body):
                notes.append(f"contacts: {unread[:1].lower()}{unread[1:]}")
            return body, (), None
        found = take_contacts(body, lists.contacts, lists.organizations)
        new = [person for person in found.people if not person.known]
        addition = with_contacts(self.content, new) if new else None
        if new and addition is None:
            notes.append(f"contacts: nothing can be added to {CONTACTS}. {unread}")
            return body, (), None
        for label in found.labels:
            notes.append(f"left out: “{label}”. The page has a heading for its contacts.")
        for person in found.people:
            if person.known:
                other = f"; the file says {', '.join(person.differs)}: check which is right" if person.differs else ""
                notes.append(f"contact: {person.name} is in {CONTACTS} already, as {person.slug}{other}.")
            else:
                what = ", ".join(one for one in (person.email, person.phone, *person.aside) if one)
                notes.append(f"contact: {person.name} ({what}) was added to {CONTACTS}. Check the entry.")
        if any(is_contact(block.text) for block in found.body):
            notes.append(f"contacts: {unread[:1].lower()}{unread[1:]}")
        return found.body, found.people, addition

    def _boilerplate(
        self, body: tuple[Block, ...], lists: Lists, notes: list[str]
    ) -> tuple[tuple[Block, ...], tuple[About, ...], Addition | None]:
        """The body without the paragraphs about organizations, those, and organizations.yml if it gains any."""
        if self.source.fields.keys() & {"organizations", "boilerplate"}:
            return body, (), None
        rest, abouts = take_boilerplate(body, lists.organizations)
        new = tuple(about for about in abouts if not about.known)
        if lists.problems and abouts:
            notes.append(
                f"boilerplate: {lists.problems[0].path} has an error, so the paragraph about {abouts[0].name} stays in "
                "the text."
            )
            return body, (), None
        addition = with_organizations(self.content, new) if new else None
        if new and addition is None:
            notes.append(
                f"boilerplate: nothing can be added to {ORGANIZATIONS}, so the paragraph about {new[0].name} stays in "
                "the text."
            )
            return body, (), None
        notes += [note for about in abouts for note in _about_notes(about, lists.organizations)]
        return rest, abouts, addition

    def _found(self, parts: Parts, abouts: tuple[About, ...], lists: Lists, notes: list[str]) -> dict[str, Any]:
        """What the text itself says, and what every release must have."""
        spoken = _same_language(self.source.lang, self.lang) or parts.lang
        found: dict[str, Any] = {
            "title": parts.title,
            "uid": f"urn:uuid:{uuid4()}",
            "authors": parts.authors,
            "modified": parts.modified,
            "date": parts.day or self.source.spare_day or self.today,
            "kind": parts.kind,
            "subtitle": parts.subtitle,
            "dateline": parts.dateline,
            "embargo": parts.embargo,
        }
        if spoken and spoken != self.lang:
            found["lang"] = spoken
            notes.append(
                f"lang: {spoken}, as the file or its dates suggest. Delete the line if the text is in {self.lang}."
            )
        if abouts:
            found["organizations"] = {"lead": [abouts[0].slug]}
            if len(abouts) > 1:
                found["organizations"]["with"] = [about.slug for about in abouts[1:]]
            own = {a.slug: "" if not a.known or _is_same(a, lists.organizations) else a.text for a in abouts}
            found["boilerplate"] = own if any(own.values()) else list(own)
        if parts.day is None:
            if "date" not in parts.comments:
                parts.comments["date"] = ["No date found: write the day of publication."]
            if self.source.spare_day:
                notes.append(f"date: {self.source.spare_day}, the day on which the e-mail was sent. Check it.")
                parts.comments["date"] = ["The day on which the e-mail was sent: write the day of publication."]
            else:
                notes.append(f"date: no date found; today's, {self.today}, was put in. Check it.")
        return found

    def _given(self, notes: list[str]) -> dict[str, Any]:
        """The front matter that the source brought along: it wins over what is found in the text."""
        given = dict(self.source.fields)
        for name in ("date", "modified"):
            if name in given and (day := _readable(given[name])) is not None:
                given[name] = day
        if given.get("status", "draft") != "draft":
            notes.append(f"status: was {given['status']}; now draft.")
        if given.get("uid") in {release.uid for release in self.archive.releases}:
            notes.append("uid: the one in the file belongs to another release, so this one got its own.")
            del given["uid"]
        return given

    def _plain_lang(self, fields: dict[str, Any]) -> None:
        """`en-US` is the site's `en`."""
        if fields.get("lang") and not _same_language(str(fields["lang"]), self.lang):
            del fields["lang"]


def _same_language(stated: str, site: str) -> str:
    """The language of a text; empty where it is the site's own, in whichever country."""
    plain = stated.replace("_", "-")
    return "" if plain.split("-")[0].lower() == site.split("-")[0].lower() else plain


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


def _settled_notes(source: Source) -> list[str]:
    """How much was accepted; the words themselves stay out of the draft."""
    notes = []
    changes = sum(one.kind == "changes" for one in source.unsettled)
    comments = sum(one.kind == "comments" for one in source.unsettled)
    if changes:
        notes.append(f"changes: the text is as with all {changes} tracked changes accepted. Check it.")
    if comments:
        notes.append(f"comments: {comments} left out.")
    return notes


def _counted(left_out: Sequence[LeftOut]) -> str:
    """What the draft says of what it does not hold: how much of it, and not a word."""
    words = words_of(left_out)
    kinds = ", ".join(dict.fromkeys(one.what for one in left_out))
    return f"left out on purpose: {counted(words, 'word')} ({kinds}). Compare with the source if something is missing."


def _about_notes(about: About, organizations: dict[str, Organization]) -> list[str]:
    above = f" (with the line “{about.heading}” above it)" if about.heading else ""
    beginning = f"boilerplate: the closing paragraph about {about.name}{above}"
    if not about.known:
        notes = [f"{beginning} was moved to {ORGANIZATIONS}, as {about.slug}. Check the name there."]
    elif _is_same(about, organizations):
        notes = [f"{beginning} is already in {ORGANIZATIONS}, and is shown from there."]
    else:
        notes = [f"{beginning} differs from the one in {ORGANIZATIONS}: this release keeps its own, in boilerplate:."]
    if about.breaks_off:
        notes.append(
            f"boilerplate: it breaks off at “…{about.text[-30:]}”: a link is missing. Add it, or cut the sentence."
        )
    return notes


def _is_same(about: About, organizations: dict[str, Organization]) -> bool:
    return organizations[about.slug].boilerplate_in("", "").split() == about.text.split()


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", (), [], {}, None)}


def _readable(value: Any) -> date | datetime | None:
    """A date of front matter, typed, if it can be read at all."""
    try:
        return parse_date(value) if isinstance(value, str) else None
    except ValueError:
        return _day_of(value)


def _check_new(
    releases: Sequence[Reading], path: str, slug: str, lang: str, text: str, file: Path, fields: Mapping[str, Any]
) -> None:
    """Refuse a text that is there already, and one that would take another's address."""
    for release in releases:
        if text and release.front.body.split() == text.split():
            if others := _differing(release, fields):
                what = f"{file} has the same text under another {' and another '.join(others)}: {release.path}"
                fix = f"change the {' and the '.join(others)} there; to import this file all the same, delete that one"
                raise Refused(what, fix)
            fix = "edit that file; to import again, delete it first"
            raise Refused(f"{file} has already been imported: {release.path} has the same text", fix)
    if other := same_name(tuple(releases), path, slug, lang):
        fix = f"change the headline in {file.name}, or delete {other.path} if this text is to replace it"
        raise Refused(f"there is already a release called {slug}: {other.path}", fix)


def _differing(release: Reading, fields: Mapping[str, Any]) -> list[str]:
    """In which of its fields the other release is not the same, as people call them."""
    pairs = (("headline", "title"), ("date", "date"), ("embargo", "embargo"))
    known = release.front.fields
    return [
        called
        for called, name in pairs
        if (name == "embargo" or name in known) and _as_written(known.get(name)) != _as_written(fields.get(name))
    ]


def _as_written(value: Any) -> str:
    """A field as text, however it is typed: the same moment and the same words are one."""
    if isinstance(value, str):
        value = _readable(value) or value
    return iso(value) if isinstance(value, date) else " ".join(str(value or "").split())


def _here_note(here: Here, path: str, first_line: int) -> str:
    where = f"{path}:{first_line + here.line - 1}"
    meant = " or ".join(f"[{known.title}]({{document}}{known.slug})" for known in here.candidates)
    guess = f"It may mean {meant}." if meant else "No document matches. `invoke new document TITLE` makes one."
    return f"{where}: “{here.phrase}” links to nothing: “{here.around}”\n  {guess}"


def _alt_note(path: str, lines: list[int]) -> str:
    shown = ", ".join(map(str, lines[:10])) + (" …" if len(lines) > 10 else "")
    name = PurePosixPath(path).name
    return f"alt: write in the brackets of ![]( what each picture shows ({name}, line {shown})."


def _write(content: Path, path: str, text: str, additions: list[Addition], files: dict[str, bytes]) -> Path:
    """The lists first: a release may name what is in them. If anything fails, all is as it was before."""
    before: dict[str, bytes | None] = {}
    made: list[Path] = []
    folder = (content / path).parent
    try:
        for addition in additions:
            file = content / addition.file
            before[addition.file] = file.read_bytes() if file.exists() else None
            replace_file(content, addition)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            if (folder / name).is_file() and (folder / name).read_bytes() == data:
                continue
            with (folder / name).open("xb") as stream:
                made.append(folder / name)
                stream.write(data)
        return write_new(content, path, text)
    except (OSError, Refused) as error:
        for picture in made:
            picture.unlink(missing_ok=True)
        for name, old in before.items():
            if old is None:
                (content / name).unlink(missing_ok=True)
            else:
                replace_file(content, Addition(name, old))
        if isinstance(error, Refused):
            raise
        if isinstance(error, FileExistsError):
            raise Refused(f"{error.filename} already exists", "rename that file, or delete it") from None
        fix = "check that the disk has room, and that you may write to the folder"
        raise Refused(f"{error.filename or content} can't be written: {error.strerror}", fix) from None
