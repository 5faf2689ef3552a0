"""Whole content folders, drawn by Hypothesis: what is out at NOW, what waits beside it, and the words planted in that.

All of it is sample data. A planted word is made of letters alone, so that it reads the same in a slug, a URL, a feed,
a PDF and an image; it stands in one place of one site.
"""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import yaml
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from plugins.newsroom.library.edition import Edition, make_edition
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import read_settings
from tests.conftest import THEME
from tests.evidence.pdf_samples import Sheet, saved

NOW = "2010-10-01T12:00:00Z"
LATER = "2012-06-01T12:00:00Z"
"""By then everything is out but the drafts."""
MARK = "qzv"
"""Begins every planted word, and nothing else."""

DATES = ("2010-09-01", "2010-03-14 02:30", "2010-05-05T10:00-07:00", "2009-12-31T23:30-08:00", "2010-10-01T12:00:00Z")
WAITING = ("2010-10-01T12:00:01Z", "2010-10-02", "2010-11-07 01:30", "2011-03-01T10:00-05:00")
EMBARGOES = ("2010-10-01T12:00:01Z", "2010-10-01T08:00:01-04:00", "2011-03-13T02:30-05:00", "2011-03-01 10:00 -0800")
KINDS = ("release", "case", "document", "page")
FOLDERS = {"release": "releases/2010", "case": "cases", "document": "documents", "page": "pages"}

Files = Mapping[str, bytes]
Say = Callable[[str], str]
"""Words for a place, such as `title`."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A word, and where in a held item it stands."""

    word: str
    where: str
    """As in `release.title`; what is withdrawn by the time it is out is `withdrawn release.title`."""
    comes_out: bool
    """Whether its item may be seen at LATER."""


@dataclass(frozen=True, slots=True)
class SampleSite:
    """The content of a site with and without what is held."""

    out: Files
    held: Files
    """Further files, and those of `out` in which something waits."""
    planted: tuple[Planted, ...]
    records: int
    """Held items, without the parts of visible ones."""

    @property
    def everything(self) -> Files:
        return {**self.out, **self.held}


def edition_of(files: Mapping[str, bytes | str], folder: Path, cache: Path, now: str = NOW, **given: Any) -> Edition:
    """What a build knows of these files, once they are written below `folder`."""
    content = folder / "content"
    content.mkdir(parents=True, exist_ok=True)
    write_files(content, files)
    return make_edition(
        read_library(
            read_settings(
                {
                    "PATH": str(content),
                    "OUTPUT_PATH": str(folder / "output"),
                    "CACHE_PATH": str(cache),
                    "THEME": str(THEME),
                    "SITENAME": "Sample record",
                    "SITEURL": "https://example.org",
                    "TIMEZONE": "America/New_York",
                    "NOW": now,
                    **given,
                }
            )
        )
    )


def write_files(content: Path, files: Mapping[str, bytes | str]) -> None:
    for path, data in files.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)


# ---- files in which words can stand


@cache
def sample_pdf(pages: int, text: str, information: str = "", packet: str = "") -> bytes:
    """So many pages that say `text`; with words in the information dictionary and in the XMP packet."""
    pdf = pikepdf.Pdf.new()
    for number in range(1, pages + 1):
        sheet = Sheet(pdf)
        sheet.write(f"Sample data, page {number}. The office wrote {text} that day.")
        sheet.finish()
    if information:
        names = ("Title", "Author", "Subject", "Keywords")
        pdf.docinfo = pdf.make_indirect(pikepdf.Dictionary({f"/{name}": f"{information} {name}" for name in names}))
    if packet:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata["dc:description"] = packet
    return saved(pdf)


def sample_png(pixels: str, told: str = "") -> bytes:
    """A gray picture whose pixels are the letters of a text, with another text beside them."""
    picture = Image.frombytes("L", (len(pixels), 1), pixels.encode())
    notes = PngInfo()
    if told:
        notes.add_text("Comment", told)
        notes.add_itxt("XML:com.adobe.xmp", f"<x>{told}</x>")
    stream = io.BytesIO()
    picture.save(stream, "PNG", pnginfo=notes)
    return stream.getvalue()


def sample_jpeg(told: str) -> bytes:
    """A picture that tells who made it, and with what."""
    picture = Image.new("RGB", (5, 4), (40, 90, 200))
    exif = Image.Exif()
    exif[0x010E], exif[0x0110], exif[0x013B] = told, told, told
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=exif, comment=told.encode())
    return stream.getvalue()


OPEN_PDFS = (b"", sample_pdf(1, "openly"), sample_pdf(2, "twice"), sample_pdf(26, "at length"))
"""What a document that is out may have on file; the first is none."""
HELD_PDFS = tuple(f"{MARK}paper{letter}" for letter in "abc")
"""The words of the few PDFs that come out: each is read once for all sites."""
UNREAD_PDF = f"{MARK}unread"
"""Of those that never do."""


# ---- records


@dataclass(slots=True)
class Record:
    """One record in the making, with the files that lie beside it."""

    kind: str
    name: str
    """Of its file without ending, or of a document's folder."""
    fields: dict[str, Any]
    body: str
    files: dict[str, bytes] = field(default_factory=dict)
    """By their names beside the record."""
    ending: str = "md"

    @property
    def slug(self) -> str:
        return str(self.fields.get("slug", self.name))

    @property
    def folder(self) -> str:
        return f"{FOLDERS[self.kind]}/{self.name}" if self.kind == "document" else FOLDERS[self.kind]

    def written(self, style: str) -> dict[str, bytes]:
        """All its files; `style` is one of STYLES."""
        stem = "index" if self.kind == "document" else self.name
        text = f"{STYLES[style](self.fields)}\n{self.body}\n"
        return {f"{self.folder}/{stem}.{self.ending}": text.encode()} | {
            f"{self.folder}/{name}": data for name, data in self.files.items()
        }


def block_yaml(fields: Mapping[str, Any]) -> str:
    return f"---\n{yaml.safe_dump(dict(fields), sort_keys=False, allow_unicode=True, width=10_000)}---\n"


def flow_yaml(fields: Mapping[str, Any]) -> str:
    return "\n".join(["---", *(f"{name}: {json.dumps(value)}" for name, value in fields.items()), "...", ""])


def plain_header(fields: Mapping[str, Any]) -> str:
    """Pelican's own header, as far as it can hold the fields: it knows no value with parts."""
    if any(isinstance(part, dict) for value in fields.values() for part in (value if _many(value) else [value])):
        return block_yaml(fields)
    lines = [(name.capitalize(), "; ".join(value) if _many(value) else value) for name, value in fields.items()]
    return (
        "\n".join(f"{name}: {str(value).lower() if isinstance(value, bool) else value}" for name, value in lines) + "\n"
    )


def _many(value: object) -> bool:
    return isinstance(value, list)


STYLES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "block": block_yaml,
    "flow": flow_yaml,
    "plain": plain_header,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a record may refer to: slugs of what is out."""

    cases: Sequence[str] = ()
    documents: Sequence[str] = ()
    on_file: Sequence[str] = ()
    """Documents that have a PDF."""
    releases: Sequence[str] = ()
    contacts: Sequence[str] = ()
    organizations: Sequence[str] = ()


def every_field(kind: str, say: Say, known: Known) -> dict[str, Any]:
    """All fields that a record of a kind may have beside its title, date, status, slug and language."""
    fields: dict[str, Any] = {
        "summary": say("summary"),
        "tags": [say("tags"), "Detainers"],
        "category": say("category"),
        "authors": [say("authors")],
        "changes": [{"date": "2010-09-20", "note": say("changes.note"), "kind": "correction"}],
    }
    makers = {"release": _release_fields, "case": _case_fields, "document": _document_fields, "page": lambda *_: {}}
    return fields | makers[kind](say, known)


def _release_fields(say: Say, known: Known) -> dict[str, Any]:
    organizations = list(known.organizations)
    return {
        "subtitle": say("subtitle"),
        "dateline": say("dateline"),
        "contacts": list(known.contacts),
        "organizations": {"lead": organizations[:1], "with": organizations[1:]},
        "boilerplate": {name: say("boilerplate") for name in organizations[:1]},
        "cases": list(known.cases),
        "documents": list(known.documents),
        "coverage": [
            {
                "title": say("coverage.title"),
                "url": f"https://news.example/{_one(say('coverage.url'))}",
                "outlet": say("coverage.outlet"),
                "date": "2010-09-03",
            }
        ],
    }


def _case_fields(say: Say, known: Known) -> dict[str, Any]:
    documents = list(known.documents)
    return {
        "case_name_short": say("case_name_short"),
        "status_line": say("status_line"),
        "as_of": "2010-09-15",
        "proceedings": [
            {
                "court": say("proceedings.court"),
                "docket_number": say("proceedings.docket_number"),
                "date_filed": "2010-02-01",
                "judge": say("proceedings.judge"),
                "cause": say("proceedings.cause"),
                "source_url": f"https://court.example/{_one(say('proceedings.source_url'))}",
            }
        ],
        "parties": [{"name": say("parties.name"), "role": say("parties.role")}],
        "counsel": [
            {
                "name": say("counsel.name"),
                "organization": say("counsel.organization"),
                "party": say("counsel.party"),
            }
        ],
        "requests": [
            {
                "agency": say("requests.agency"),
                "tracking_id": say("requests.tracking_id"),
                "date": "2010-02-03",
                "status": say("requests.status"),
                "exemptions": [say("requests.exemptions")],
            }
        ],
        "docket": [
            {
                "entry_number": _one(say("docket.entry_number"))[:20],
                "date_filed": "2010-04-01",
                "description": say("docket.description"),
                "documents": documents[:1],
            }
        ],
        "timeline": [
            {"date": "2010-05-01", "title": say("timeline.title"), "body": f"*{say('timeline.body')}*"},
            *({"date": "2010-06-01", "title": "Sample: on file", "document": slug} for slug in documents[1:]),
        ],
        "next_date": {"date": "2010-12-01", "title": say("next_date.title")},
    }


def _document_fields(say: Say, known: Known) -> dict[str, Any]:
    return {
        "source": say("source"),
        "recipient": say("recipient"),
        "obtained": {"via": say("obtained.via"), "date": "2010-03-01", "release_batch": say("obtained.release_batch")},
        "bates": {"prefix": say("bates.prefix"), "start": "000101", "end": "000102"},
        "exemptions": [say("exemptions")],
        "redacted_by": "agency",
        "language": say("language"),
        "sections": [{"page": 1, "title": say("sections.title")}],
        "notes": [{"page": 1, "text": say("notes.text")}],
        "rights": say("rights"),
        "docket_entry": say("docket_entry"),
        **({"case": known.cases[0]} if known.cases else {}),
    }


def _one(words: str) -> str:
    """The last word: what an address or a number can hold."""
    return words.split()[-1]


def text_of(say: Say, known: Known, pictures: Sequence[str] = ()) -> str:
    """A body with one of everything that it may hold."""
    parts = [f"Sample data. {say('body')}, *as told*.[^1]", f"### {say('body.heading')}", f"- {say('body.list')}"]
    parts += [f"See [{say('body.link')}]({{document}}{slug}) of that day." for slug in known.documents]
    parts += [f"[Page 1]({{document}}{slug}#page=1) says {say('body.pin')}." for slug in known.on_file]
    parts += [f"[{say('body.link')}]({{case}}{slug}) goes on." for slug in known.cases]
    parts += [f"[Earlier]({{release}}{slug}) we said {say('body.earlier')}." for slug in known.releases]
    parts += [f"![{say('body.alt')}]({{static}}{name})" for name in pictures]
    parts += [f"> {say('body.quotation')}\n> — {say('body.speaker')}"]
    parts += [f"[^1]: {say('body.footnote')}."]
    return "\n\n".join(parts)


# ---- what is out


@dataclass(slots=True)
class _Visible:
    """A site in the making."""

    files: dict[str, bytes] = field(default_factory=dict)
    records: list[tuple[Record, str]] = field(default_factory=list)
    """With the style in which each is written."""
    known: Known = field(default_factory=Known)

    def add(self, record: Record, style: str) -> None:
        self.records.append((record, style))
        self.files |= record.written(style)


def _openly(where: str) -> str:
    return f"Open words of {where.replace('.', ' ').replace('_', ' ')}"


QUIET = "quiet"
"""An organization that only held releases name: until then it does not exist either."""


@st.composite
def _visible_sites(draw: Any, quiet_words: tuple[str, str]) -> _Visible:
    site = _Visible()
    organizations = draw(st.lists(st.sampled_from(["center", "network", "clinic"]), unique=True, max_size=3))
    contacts = draw(st.lists(st.sampled_from(["ana", "bo"]), unique=True, max_size=2))
    named = {name: {"name": f"The {name.title()}", "boilerplate": f"About the {name}."} for name in organizations}
    named[QUIET] = {"name": quiet_words[0], "boilerplate": quiet_words[1]}
    site.files["organizations.yml"] = yaml.safe_dump(named).encode()
    if contacts:
        people = {
            name: {"name": name.title(), "email": f"{name}@example.org"}
            | ({"organization": organizations[0]} if organizations else {})
            for name in contacts
        }
        site.files["contacts.yml"] = yaml.safe_dump(people).encode()
    site.known = Known(contacts=tuple(contacts), organizations=tuple(organizations))
    for kind, most in (("case", 2), ("document", 3), ("release", 4), ("page", 2)):
        for number in range(draw(st.integers(0, most))):
            record = draw(_visible_records(kind, f"{kind}-{'abcd'[number]}", site.known))
            style = draw(st.sampled_from(list(STYLES)))
            site.add(record, style)
            if draw(st.integers(0, 3)) == 0:
                site.add(translated(record, record.fields.get("date"), _openly), style)
            site.known = _with(site.known, record)
    return site


@st.composite
def _visible_records(draw: Any, kind: str, slug: str, known: Known) -> Record:
    fields: dict[str, Any] = {"title": f"Sample {slug}", "uid": f"urn:sample:{slug}"}
    if kind == "release" or draw(st.booleans()):
        fields["date"] = draw(st.sampled_from(DATES))
    optional = every_field(kind, _openly, known)
    chosen = draw(st.sets(st.sampled_from(sorted(optional))))
    fields |= {name: value for name, value in optional.items() if name in chosen or (kind, name) == ("case", "summary")}
    if kind == "document":
        fields["kind"] = draw(st.sampled_from(["memo", "order", "letter"]))
    if draw(st.booleans()):
        fields["modified"] = draw(st.sampled_from(["2010-10-01", "2010-10-01T11:59:59Z", "2011-01-01"]))
    if draw(st.integers(0, 3)) == 0:
        fields["aliases"] = [f"/old/{slug}/"]
    if draw(st.integers(0, 5)) == 0:
        fields["status"] = "withdrawn"
        fields["withdrawn"] = {"date": "2010-09-30", "reason": "Sample data, withdrawn."}
    files: dict[str, bytes] = {}
    pictures = []
    if kind == "document" and (data := draw(st.sampled_from(OPEN_PDFS))):
        files[f"{slug}.pdf"] = data
    elif kind == "document":
        fields = {name: value for name, value in fields.items() if name not in ("sections", "notes")}
    if kind == "release" and draw(st.booleans()):
        files[f"{slug}.png"] = sample_png(f"open pixels of {slug}")
        fields["images"] = [{"file": f"{slug}.png", "alt": "Sample picture", "credit": "Sample desk"}]
        pictures = [f"{slug}.png"]
    return Record(kind, slug, fields, text_of(_openly, known, pictures), files)


def _with(known: Known, record: Record) -> Known:
    """What further records may refer to: nothing that is withdrawn."""
    if "status" in record.fields:
        return known
    match record.kind:
        case "case":
            return replace(known, cases=(*known.cases, record.slug))
        case "document":
            on_file = (*known.on_file, record.slug) if record.files else known.on_file
            return replace(known, documents=(*known.documents, record.slug), on_file=on_file)
        case "release":
            return replace(known, releases=(*known.releases, record.slug))
        case _:
            return known


def translated(original: Record, date: str | None, say: Say, lang: str = "es", **more: Any) -> Record:
    """A version in another language. The original's file is its file too, where there is one."""
    fields: dict[str, Any] = {
        "title": say("title"),
        "slug": original.slug,
        "lang": lang,
        "translation": True,
        "uid": f"{original.fields['uid']}:{lang}",
        **({"date": date} if date else {}),
        **({"kind": "memo"} if original.kind == "document" else {}),
        **({"summary": say("summary")} if original.kind == "case" else {}),
        **more,
    }
    return Record(original.kind, original.name, fields, f"{say('body')}.", ending=f"{lang}.md")


# ---- what is held


HOLDS = ("draft", "faulty draft", "date", "embargo", "withdrawn by then")
"""How a record of any kind waits."""


class Planter:
    """Plants words, each where no other is."""

    def __init__(self) -> None:
        self.planted: list[Planted] = []

    def plant(self, where: str, *, comes_out: bool) -> str:
        number = len(self.planted)
        word = MARK + "".join("abcdefghijklmnop"[number >> shift & 15] for shift in (8, 4, 0))
        self.planted.append(Planted(word, where, comes_out))
        return word

    def note(self, word: str, where: str, *, comes_out: bool) -> None:
        """A word that stands in a file which many sites share."""
        self.planted.append(Planted(word, where, comes_out))

    def comes_out(self, where: str) -> None:
        """What was planted there comes out after all."""
        self.planted = [replace(p, comes_out=p.comes_out or p.where == where) for p in self.planted]


@st.composite
def sample_sites(draw: Any, least_held: int = 1) -> SampleSite:
    """A site of which nothing that is out refers to anything that is held."""
    planter = Planter()
    organization = tuple(planter.plant(f"organization.{part}", comes_out=False) for part in ("name", "boilerplate"))
    visible: _Visible = draw(_visible_sites(organization))
    held: dict[str, bytes] = {}
    records = 0
    for number in range(draw(st.integers(least_held, 4))):
        kind = draw(st.sampled_from(KINDS))
        hold = draw(st.sampled_from(HOLDS))
        record = _held_record(planter, kind, number, hold, draw, visible.known)
        if kind == "release" and hold in ("date", "embargo", "withdrawn by then"):
            planter.comes_out("organization.name")
        if kind == "release" and hold in ("date", "embargo"):
            planter.comes_out("organization.boilerplate")
        held |= record.written(draw(st.sampled_from(list(STYLES))))
        records += 1
        if hold == "draft" and draw(st.booleans()):
            # A translation that forgot to wait waits with its original.
            say = _planting(planter, f"translated {kind}", comes_out=False)
            held |= translated(record, "2010-09-01", say).written("block")
            records += 1
    for record, style in draw(st.permutations(visible.records))[: draw(st.integers(0, 2))]:
        part, added = _waiting_part(planter, record, style, draw)
        held |= part
        records += added
    return SampleSite(visible.files, held, tuple(planter.planted), records)


def _planting(planter: Planter, kind: str, *, comes_out: bool) -> Say:
    def say(where: str) -> str:
        return f"Sample {planter.plant(f'{kind}.{where}', comes_out=comes_out)}"

    return say


def _held_record(planter: Planter, kind: str, number: int, hold: str, draw: Any, known: Known) -> Record:
    comes_out = hold not in ("draft", "faulty draft")
    shown = f"withdrawn {kind}" if hold == "withdrawn by then" else kind
    say = _planting(planter, shown, comes_out=comes_out)

    def word(where: str) -> str:
        return planter.plant(f"{shown}.{where}", comes_out=comes_out)

    fields: dict[str, Any] = {"title": say("title"), "uid": f"urn:sample:{word('uid')}"}
    given_slug = draw(st.booleans())
    name = word("file") if given_slug else f"{word('slug')}-held-{number}"
    if given_slug:
        fields["slug"] = f"{word('slug')}-held-{number}"
    if kind == "document":
        fields["kind"] = "memo"
    fields |= every_field(kind, say, replace(known, organizations=(*known.organizations, QUIET)))
    fields["aliases"] = [f"/old/{word('aliases')}/"]
    fields["modified"] = "2011-05-01"
    match hold:
        case "draft" | "faulty draft":
            fields |= {"status": "draft", "date": "2010-09-01"}
            if hold == "faulty draft":
                fields["tgas"] = say("unknown field")
        case "embargo":
            fields |= {"date": "2010-09-01", "embargo": draw(st.sampled_from(EMBARGOES))}
        case _:
            fields["date"] = draw(st.sampled_from(WAITING))
    if hold == "withdrawn by then":
        fields["status"] = "withdrawn"
        fields["withdrawn"] = {"date": "2011-06-01", "reason": say("withdrawn.reason")}
    record = Record(kind, name, fields, "")
    pictures = []
    if kind == "document":
        _file_pdfs(planter, record, shown, comes_out, draw)
    else:
        pictures = [f"{word('picture file')}.png", f"{word('picture file')}.jpg"]
        record.files[pictures[0]] = sample_png(word("picture pixels"), word("picture notes"))
        record.files[pictures[1]] = sample_jpeg(word("picture notes"))
    if kind == "release":
        picture = f"{word('images.file')}.png"
        record.files[picture] = sample_png(word("images pixels"), word("images notes"))
        fields["images"] = [{"file": picture, "alt": say("images.alt"), "credit": say("images.credit")}]
    record.body = text_of(say, known, pictures)
    return record


def _file_pdfs(planter: Planter, record: Record, shown: str, comes_out: bool, draw: Any) -> None:
    """A PDF of a held document, and perhaps an older version of it."""
    text = draw(st.sampled_from(HELD_PDFS)) if comes_out and shown == "document" else UNREAD_PDF
    name = f"{planter.plant(f'{shown}.pdf file', comes_out=comes_out)}.pdf"
    record.files[name] = sample_pdf(2, text, f"{text}info", f"{text}packet")
    for part, where in (("", "pdf text"), ("info", "pdf notes"), ("packet", "pdf notes")):
        planter.note(f"{text}{part}", f"{shown}.{where}", comes_out=comes_out)
    if draw(st.booleans()):
        record.fields["file"] = name
    if draw(st.booleans()):
        older = f"{planter.plant(f'{shown}.older pdf file', comes_out=comes_out)}.pdf"
        record.files[older] = sample_pdf(1, f"{text}older")
        planter.note(f"{text}older", f"{shown}.pdf text", comes_out=comes_out)
        comment = f"Sample {planter.plant(f'{shown}.versions.comment', comes_out=comes_out)}"
        record.fields["versions"] = [{"date": "2010-01-01", "comment": comment, "file": older}]


def _waiting_part(planter: Planter, record: Record, style: str, draw: Any) -> tuple[dict[str, bytes], int]:
    """Something of a visible record that waits: a note of a change, or a translation with a file of its own."""
    # Where the document has no PDF, the held version's would be in doubt; and a translation has no translations.
    alone = (record.kind == "document" and not record.files) or record.ending != "md"
    if alone or draw(st.booleans()):
        say = _planting(planter, "part", comes_out=True)
        note = {"date": draw(st.sampled_from(WAITING)), "note": say("changes.note")}
        changed = replace(record, fields={**record.fields, "changes": [*record.fields.get("changes", ()), note]})
        return changed.written(style), 0
    say = _planting(planter, f"translation {record.kind}", comes_out=False)
    version = translated(record, "2010-09-01", say, "eu", status="draft")
    if record.kind == "document":
        name = f"{planter.plant('translation document.pdf file', comes_out=False)}.pdf"
        version.files[name] = sample_pdf(2, HELD_PDFS[0])
        version.fields["file"] = name
    return version.written(style), 1
