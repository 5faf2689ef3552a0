"""The fields of every record, declared once: validation, scaffolds and docs/reference.md come from here."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal, get_args
from urllib.parse import unquote

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from plugins.records.calendar.days import DateError
from plugins.records.dates import FORMS, parse_date
from plugins.records.fixing.fixes import flow
from plugins.records.people import NOBODY, entry_name, people_in
from plugins.records.rules import language_code
from plugins.records.slugs import DEVICES, slugify

SLUG = re.compile(rf"(?!(?:{'|'.join(sorted(DEVICES))})\Z)[a-z0-9-]{{1,80}}")
SEVERAL = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+(?:\s+[a-z0-9]+(?:-[a-z0-9]+)+)+")
"""Slugs, each of several words, with nothing but spaces between them."""
ALIAS = re.compile(r"/?(?:[\w~+@,-][\w.~+@,-]*/)*(?:[\w~+@,-][\w.~+@,-]*/?)")
"""Characters of a percent-decoded path."""

MOST_WORDS = 250
"""Most tags, authors and other words of one record: each tag has a page and feeds, and each of them lists all
others."""
MOST_ENTRIES = 1000
"""Most entries of any other list of words: records, old paths."""
LONGEST_PATH = 500
"""Characters of an old path."""
LONGEST_NAME = 200
"""Bytes of one segment of an old path; disks allow a little more, which we need."""

INVISIBLE = re.compile("[\u200b\u2060\ufeff]")
"""Signs without width that come with pasted words."""
QUOTATION_MARKS = " \"'“”‘’„«»"

NEVER = frozenset({"none", "no", "null", "~", "n/a", "false", "never", "-"})
"""What people type where nothing is to wait."""
WITHOUT_EMBARGO = "delete the line where nothing is to wait"
EMBARGO_FIX = "write the day, the hour and its offset from UTC, as in 2010-09-01T10:00-07:00"

DocumentKind = Literal[
    "complaint", "order", "brief", "letter", "memo", "record", "request", "response", "analysis"
]  # fmt: skip
ReleaseKind = Literal["release", "statement", "advisory", "guide", "letter"]
Status = Literal["draft", "published", "withdrawn"]
READ_AS = {"hidden": "draft"}
"""Other programs' status values, and ours."""


def _refuse(code: str, what: str, fix: str, *instead: Any, lead: str = "") -> PydanticCustomError:
    """An error that already has its code and fix; `what` follows the name and value of the field.

    `instead`: values that may have been meant, the likeliest last; the fix is then the line with it, after `lead`.
    """
    context = {"code": code, "what": what, "fix": fix, "instead": instead, "lead": lead}
    return PydanticCustomError("daylight", "{what}", context)


def _unquoted(value: Any) -> Any:
    """A word without quotation marks that an editor put around it: none of our words has any."""
    value = _text(value)
    return value.strip(QUOTATION_MARKS) if isinstance(value, str) else value


def _text(value: Any) -> Any:
    if isinstance(value, list | dict):
        words = [part for part in value if isinstance(part, str)]
        instead = (", ".join(words),) if isinstance(value, list) and len(words) == len(value) > 0 else ()
        raise _refuse("F006", "must be text, not a list or fields of its own", "write it as one line of text", *instead)
    return value.strip() if isinstance(value, str) else value


def _matching(
    pattern: re.Pattern[str], what: str, fix: str, correct: Callable[[str], str] = str, lead: str = ""
) -> Callable[[Any], Any]:
    """`correct` guesses the value that may have been meant: it is suggested if it is valid."""

    def check(value: Any) -> Any:
        value = _text(value)
        if isinstance(value, str) and not pattern.fullmatch(value):
            value = _unquoted(value)
            if not pattern.fullmatch(value):
                better = correct(value)
                raise _refuse("F006", what, fix, *([better] if pattern.fullmatch(better) else []), lead=lead)
        return value

    return check


def _date(value: Any) -> date | datetime:
    try:
        return parse_date(_text(value))
    except DateError as error:
        what = f"{_shown(value)} {error.what}"
        raise _refuse("F007", what, f"write it as {FORMS}", *error.meant, lead=error.lead) from None


def _day(value: Any) -> date:
    parsed = _date(value)
    return parsed.date() if isinstance(parsed, datetime) else parsed


def _embargo(value: Any) -> datetime:
    try:
        parsed = parse_date(_text(value))
    except DateError as error:
        if str(value).strip().lower() in NEVER:
            raise _refuse("F007", f"{_shown(value)} is not a date with its hour", WITHOUT_EMBARGO) from None
        what = "is not a date with its hour" if error.what == "is not a date" else error.what
        meant = error.meant or _in_words(str(value))
        raise _refuse("F007", f"{_shown(value)} {what}", EMBARGO_FIX, *meant, lead=error.lead) from None
    if not isinstance(parsed, datetime) or parsed.tzinfo is None:
        lacking = "offset" if isinstance(parsed, datetime) else "hour and no offset"
        lead = "" if isinstance(parsed, datetime) else "with its own hour,"
        raise _refuse("F007", f"{_shown(value)} has no {lacking}", EMBARGO_FIX, parsed, lead=lead)
    return parsed


def _in_words(text: str) -> tuple[datetime, ...]:
    """`Dec. 8, 2026, 6 a.m. Pacific`: the moment that is meant, where it is one."""
    from plugins.records.calendar.announced import read_moment  # for a mistake alone

    moment = read_moment(text).moment
    return (moment,) if moment is not None else ()


def _shown(value: Any) -> str:
    text = str(value)
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"


def _list(value: Any) -> Any:
    """A YAML list, or Pelican's own form: words separated by commas, or by semicolons if there are any."""
    items = [INVISIBLE.sub("", text) if isinstance(text, str) else text for text in map(_text, _items(value))]
    return _at_most(MOST_WORDS, tuple(dict.fromkeys(item for item in items if item)))


def _items(value: Any) -> Any:
    if isinstance(value, str):
        value = [item.strip() for item in value.split(";" if ";" in value else ",")]
    if not isinstance(value, list):
        raise _refuse("F006", "must be a list", "write one item per line, each after a dash")
    return _at_most(MOST_ENTRIES, tuple(item for item in value if item != ""))


def _slugs(value: Any) -> Any:
    """A list of names; two of them with a space between them lack a comma."""
    items = _items(value)
    parts = [item.split() if isinstance(item, str) and SEVERAL.fullmatch(item) else [item] for item in items]
    if any(len(part) > 1 for part in parts):
        names = tuple(name for part in parts for name in part)
        joined = ", ".join(map(str, names))
        what = f"{_shown(next(item for item in items if SEVERAL.fullmatch(str(item))))} needs a comma between its names"
        better = joined if isinstance(value, str) else names
        raise _refuse("F006", what, f"write it as a list: [{joined}]", better)
    return items


def _at_most(most: int, items: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(items) > most:
        raise _refuse("F006", f"has {len(items):,} entries, and {most:,} is the most", "keep the most important")
    return items


def _rows(value: Any) -> Any:
    """A list of mappings; a single one counts as a list of one, and so does a text, which is then asked for its
    fields."""
    if isinstance(value, dict) or (isinstance(value, str) and "\n" not in value):
        value = [value]
    if not isinstance(value, list):
        raise _refuse("F006", "must be a list", "write one entry after each dash, one field per line")
    return tuple(value)


def _named(field: str) -> Callable[[Any], Any]:
    """Accept plain text as a mapping with one field."""

    def widen(value: Any) -> Any:
        return {field: value} if isinstance(value, str) else value

    return widen


def _names(field: str) -> Callable[[Any], Any]:
    def widen(value: Any) -> Any:
        if isinstance(value, str):
            value = list(_list(value))
        return tuple(_named(field)(item) for item in _rows(value))

    return widen


def _lead(value: Any) -> Any:
    return {"lead": value} if isinstance(value, str | list) else value


def _boilerplate(value: Any) -> Any:
    """A list of organizations, or a mapping from organization to the text to use instead of its own."""
    if isinstance(value, dict):
        return {str(key): _text(text) for key, text in value.items()}
    return dict.fromkeys(_list(value), "")


def _text_by_language(value: Any) -> Any:
    """One text, or a mapping from language to text."""
    return value if isinstance(value, dict) else _text(value)


def _slug(value: Any) -> Any:
    text = _unquoted(value)
    if isinstance(text, str) and not SLUG.fullmatch(text):
        example = slugify(re.sub(r"\.(?:md|markdown|html?)$", "", text)) or "opt-out"
        raise _refuse("F006", "is not a slug (a-z, 0-9 and hyphens, at most 80)", f"write it as {example}", example)
    return text


def _contacts(value: Any) -> Any:
    """Names from contacts.yml; for people written out in full, suggests the entries missing there."""
    if isinstance(value, dict):
        raise _no_contact(value, [{str(name): str(field) for name, field in value.items()}])
    items = _slugs(value)
    if not isinstance(value, str) or all(isinstance(item, str) and SLUG.fullmatch(item) for item in items):
        return items
    raise _no_contact(value, people_in(value))


def _contact(value: Any) -> Any:
    if isinstance(value, dict):
        raise _no_contact(value, [{str(name): str(field) for name, field in value.items()}])
    name = _unquoted(value)
    if isinstance(name, str) and not SLUG.fullmatch(name):
        raise _no_contact(name, people_in(name))
    return name


def _no_contact(written: Any, people: list[dict[str, str]]) -> PydanticCustomError:
    people = [{"name": NOBODY, **person} for person in people] or [{"name": NOBODY}]
    entries = " and ".join(f"{entry_name(person)}: {flow(person)}" for person in people)
    names = ", ".join(map(entry_name, people))
    lead = f"add to contacts.yml {entries} and"
    if not isinstance(written, str):
        return _refuse("F006", "is not a name in contacts.yml", f"{lead} put {names} instead of these fields")
    what = f"{_shown(written)} is not a name in contacts.yml"
    return _refuse("F006", what, f"{lead} write {names}", names, lead=lead)


def _status(value: Any) -> Any:
    """A word in any case; Pelican's `hidden` is held like a draft."""
    word = _unquoted(value)
    if not isinstance(word, str):
        return word
    known = READ_AS.get(word.lower(), word.lower())
    return known if known in get_args(Status) else word


def _kind(value: Any) -> Any:
    """A word in any case; what people call these kinds is read as well: `Press release`, `media-advisory`."""
    word = _unquoted(value)
    if not isinstance(word, str):
        return word
    known = re.sub(r"^(?:press|media|news|open|reader['’]?s)[\s_-]+", "", word.lower())
    return known if known in get_args(ReleaseKind) else word


def _language(value: Any) -> Any:
    """`pt_BR` and `EN` as `pt-BR` and `en`; for anything else, suggests what may have been meant."""
    word = _unquoted(value)
    if not isinstance(word, str) or not word:
        return word
    code = language_code(word)
    if code and code.lower() == word.replace("_", "-").lower():
        return code
    raise _refuse("F006", "is not a language code", "write it as en, es or pt-BR", *([code] if code else []))


def _web_address(text: str) -> str:
    """`example.org` → `https://example.org`."""
    return f"https://{text.lstrip('/')}" if "." in text and ":" not in text else text


def _number(value: Any) -> Any:
    """`p. 3` → 3: the only number in a text."""
    text = _unquoted(value)
    if not isinstance(text, str) or text.isdigit():
        return text
    numbers = re.findall(r"\d+", text)
    instead = numbers if len(numbers) == 1 and int(numbers[0]) and not re.search(r"[-+.]\d", text) else []
    raise _refuse("F006", "is not a whole number from 1", "write just the number, as in 3", *instead)


def _alias(value: Any) -> Any:
    """The file's name on disk: `/caf%C3%A9/` → `/café/`."""
    path = _text(value)
    if isinstance(path, str) and len(path) > LONGEST_PATH:
        what = f"has {len(path):,} characters, and {LONGEST_PATH} is the most"
        raise _refuse("R008", what, "write the old path, as in /2010/09/old-name/")
    if not isinstance(path, str):
        return path
    try:
        decoded = unicodedata.normalize("NFC", unquote(path, errors="strict"))
    except UnicodeDecodeError:
        decoded = ""
    if not ALIAS.fullmatch(decoded):
        meant = re.sub(r"^(?:https?:)?//[^/?#]*(?=/)|[?#].*", "", decoded)
        meant = meant if meant.strip("/") and ALIAS.fullmatch(meant) else f"/{meant.lstrip('/')}"
        instead = [meant] if len(meant) > 1 and ALIAS.fullmatch(meant) else []
        raise _refuse("R008", "is not a path of this site", "write the old path, as in /2010/09/old-name/", *instead)
    if part := next((part for part in decoded.strip("/").split("/") if not _is_name_everywhere(part)), ""):
        raise _refuse("R008", f"has a part that not every computer takes as a name: {part[:40]}", "delete the alias")
    return decoded


def _is_name_everywhere(name: str) -> bool:
    """Whether a file can have this name on every system; Windows drops a final period, and opens DEVICES."""
    return len(name.encode()) <= LONGEST_NAME and not name.endswith(".") and name.lower().split(".")[0] not in DEVICES


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


Text = Annotated[str, BeforeValidator(_text)]
Required = Annotated[str, BeforeValidator(_text), Field(min_length=1)]
Date = Annotated[date | datetime | None, BeforeValidator(_date)]
Day = Annotated[date | None, BeforeValidator(_day)]
RequiredDate = Annotated[date | datetime, BeforeValidator(_date)]
RequiredDay = Annotated[date, BeforeValidator(_day)]
Embargo = Annotated[datetime | None, BeforeValidator(_embargo)]
Moment = Annotated[datetime, BeforeValidator(_embargo)]
Words = Annotated[tuple[str, ...], BeforeValidator(_list)]
Slug = Annotated[str, BeforeValidator(_slug)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(_slugs), AfterValidator(_each_once)]
ContactNames = Annotated[
    tuple[Annotated[str, BeforeValidator(_contact)], ...], BeforeValidator(_contacts), AfterValidator(_each_once)
]
Alias = Annotated[str, BeforeValidator(_alias)]
Aliases = Annotated[tuple[Alias, ...], BeforeValidator(_items), AfterValidator(_each_once)]
Url = Annotated[
    str,
    BeforeValidator(
        _matching(
            re.compile(r"https?://[^\s<>\"]+", re.I),
            "is not a web address",
            "write it whole, as in https://example.org/",
            _web_address,
        )
    ),
]
Phone = Annotated[
    str,
    BeforeValidator(
        _matching(
            re.compile(r"\+?[0-9][0-9 ().-]{4,30}(?: ?(?:x|ext\.?) ?\d+)?"),
            "is not a telephone number",
            "write it as +1 415 555 0100",
        )
    ),
]
Email = Annotated[
    str,
    BeforeValidator(
        _matching(
            re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+"),
            "is not an e-mail address",
            "write it as press@example.org",
            lambda text: re.sub(r"^(mailto:)|\s*(?:\(at\)|\[at\]| at )\s*", lambda m: "" if m[1] else "@", text),
        )
    ),
]
PdfName = Annotated[
    str,
    BeforeValidator(
        _matching(
            re.compile(r"[^/\\\x00-\x1f.][^/\\\x00-\x1f]*\.pdf", re.I),
            "is not the name of a PDF in the document's own folder",
            "put the PDF beside index.md and give just its name",
            lambda text: re.split(r"[/\\\\]", text)[-1],
            "put the PDF beside index.md and",
        )
    ),
]
Duration = Annotated[
    str,
    BeforeValidator(
        _matching(
            re.compile(r"(?:\d{1,3}:)?\d{1,3}:[0-5]\d", re.ASCII),
            "is not a duration",
            "write minutes and seconds, as in 12:34, or 1:02:34 with hours",
            lambda text: re.sub(r"^(\d+)\s*(?:min(?:ute)?s?\.?)?$", r"\1:00", text.strip().lower()),
        )
    ),
]
Language = Annotated[str, BeforeValidator(_language)]
PageNumber = Annotated[int, BeforeValidator(_number), Field(ge=1)]


_SET: set[str] = set()
"""Replaces the set of fields that were given, in every pickled model: it is never used."""


class Part(BaseModel):
    """Fields within a field. Only the values are pickled, as there are tens of thousands of them."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)
    """The validator is built when the first record of its kind is read: a build after one edit needs few of them."""

    def __getstate__(self) -> Any:
        return tuple(map(self.__dict__.__getitem__, type(self).model_fields))

    def __setstate__(self, values: Any) -> None:
        state = {
            "__dict__": dict(zip(type(self).model_fields, values, strict=True)),
            "__pydantic_fields_set__": _SET,
            "__pydantic_extra__": None,
            "__pydantic_private__": None,
        }
        super().__setstate__(state)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_is_empty(cls, value: Any) -> Any:
        return {name: given for name, given in value.items() if given != ""} if isinstance(value, dict) else value


class Change(Part):
    date: RequiredDate
    note: Required
    kind: Literal["correction", "update"] = "correction"


class Withdrawal(Part):
    date: RequiredDate
    reason: Required
    replacement: Text = ""


class Record(Part):
    """What every record has, whatever its type."""

    title: Required = Field(description="the headline, as readers see it")
    slug: Slug = Field("", description="the last part of its address (a-z, 0-9, hyphens); default: the file's name")
    uid: Annotated[
        str,
        BeforeValidator(
            _matching(
                re.compile(r"[^\s\x00-\x1f\x7f]{1,300}"),
                "has spaces in it, or is longer than 300 characters",
                "delete the line and let `invoke check --fix` write one",
            )
        ),
    ] = Field("", description="the identity that feeds use, without spaces; `invoke new` and `import` write it once")
    lang: Language = Field("", description="language code; default: the site's")
    translation: bool = Field(False, description="true for a translation: same slug, another lang, address /<lang>/…")
    summary: Text = Field("", description="one or two plain sentences, for lists, feeds and search engines")
    tags: Words = Field((), description="topics, as a list or separated by commas")
    category: Text = Field("", description="one word or two for feed readers")
    authors: Words = Field((), description="who wrote it (`author` is read as well)")
    status: Annotated[Status, BeforeValidator(_status)] = Field(
        "published", description="draft, published or withdrawn"
    )
    date: Date = Field(None, description="its date, where it has one; a date in the future holds the record")
    embargo: Embargo = Field(
        None,
        description="held until this moment; needs its offset from UTC, as in 2026-12-08T06:00-08:00 in winter and "
        "2026-07-08T06:00-07:00 in summer, both 6 a.m. Pacific",
    )
    modified: Date = Field(None, description="when the text last changed")
    changes: Annotated[tuple[Change, ...], BeforeValidator(_rows)] = Field(
        (), description="dated corrections and updates: date, note, kind (correction or update)"
    )
    withdrawn: Withdrawal | None = Field(
        None, description="date, reason, replacement: required with status withdrawn, and only then"
    )
    aliases: Aliases = Field((), description="old paths of this page, which redirect to it")


class ReleaseOrganizations(Part):
    lead: Slugs = ()
    with_: Slugs = Field((), alias="with")


class Image(Part):
    file: Required
    alt: Required
    caption: Text = ""
    credit: Text = ""
    lead: bool = False


class Decoration(Image):
    """A picture from a field with a foreign name, which counts as decorative."""

    alt: Text = ""


class Recording(Part):
    title: Required
    file: Text = ""
    url: Url = ""
    duration: Duration = ""
    transcript: Text = ""


class Coverage(Part):
    title: Required
    url: Url
    outlet: Text = ""
    date: Day = None


class Briefing(Part):
    """A teleconference or meeting to which a release invites."""

    start: Moment
    end: Embargo = None
    where: Text = ""
    url: Url = ""
    phone: Phone = ""
    code: Text = ""
    speakers: Words = ()
    audience: Literal["press", "public"] = "public"


class Release(Record):
    """A statement to the press."""

    date: RequiredDate = Field(description="when it goes out (a bare date is 00:00); until then it is held")
    kind: Annotated[ReleaseKind, BeforeValidator(_kind)] = Field(
        "release", description="release, statement, advisory, guide or letter: what it is called wherever it is shown"
    )
    subtitle: Text = Field("", description="the deck below the headline")
    dateline: Text = Field("", description="where it is issued, as in San Francisco")
    contacts: ContactNames = Field((), description="press contacts, by their names in contacts.yml")
    organizations: Annotated[ReleaseOrganizations, BeforeValidator(_lead)] = Field(
        default_factory=ReleaseOrganizations, description="lead and with: lists of names in organizations.yml"
    )
    boilerplate: Annotated[dict[str, str], BeforeValidator(_boilerplate)] = Field(
        {}, description="whose boilerplate is shown at the end; default: that of lead and with"
    )
    cases: Slugs = Field((), description="cases that it is about, by slug")
    documents: Slugs = Field((), description="documents that it cites, by slug; those linked in the text are added")
    images: Annotated[tuple[Image, ...], BeforeValidator(_rows)] = Field(
        (), description="pictures: file, alt, caption, credit, lead (true for the one above the text)"
    )
    recordings: Annotated[tuple[Recording, ...], BeforeValidator(_rows)] = Field(
        (),
        description="sound and video: title, file or url, duration (12:34), transcript (a text, or a file: talk.txt)",
    )
    coverage: Annotated[tuple[Coverage, ...], BeforeValidator(_rows)] = Field(
        (), description="what was published about it: title, url, outlet, date"
    )
    briefing: Annotated[Briefing | None, BeforeValidator(_named("start"))] = Field(
        None,
        description="to what it invites: start and end (each with its offset, as in 2010-09-01T10:00-07:00), where, "
        "url, phone, code, speakers, audience (press or public; the page is public, so a briefing for the press gives "
        "no code)",
    )


class Proceeding(Part):
    court: Text = ""
    docket_number: Text = ""
    date_filed: Day = None
    date_terminated: Day = None
    judge: Text = ""
    cause: Text = ""
    source_url: Url = ""


class Party(Part):
    name: Required
    role: Text = ""


class Counsel(Part):
    name: Required
    organization: Text = ""
    party: Text = ""


class RecordsRequest(Part):
    agency: Required
    tracking_id: Text = ""
    date: Day = None
    status: Text = ""
    exemptions: Words = ()


class DocketEntry(Part):
    entry_number: Annotated[
        str,
        BeforeValidator(
            _matching(
                re.compile(r"(?!.{21})[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*"),
                "is not a docket number",
                "write it as 47 or 47-1",
                lambda text: re.sub(r"(?i)^(?:dkt|doc|ecf|no|nr|entry|docket|[#.\s])+", "", text),
            )
        ),
    ] = ""
    """Courts give none to their minute entries."""
    date_filed: RequiredDay
    description: Required
    documents: Slugs = ()


class TimelineEvent(Part):
    date: RequiredDay
    title: Required
    body: Text = ""
    document: Slug = ""


class NextDate(Part):
    date: RequiredDay
    title: Text = ""


class Case(Record):
    """A legal case: proceedings, docket and where it stands."""

    summary: Required = Field(description="what the case is about, in one or two sentences")
    case_name_short: Text = Field("", description="as lawyers cite it: NDLON v. ICE")
    status_line: Text = Field("", description="where the case is now, in one sentence")
    as_of: Day = Field(None, description="the day on which status_line was true")
    proceedings: Annotated[tuple[Proceeding, ...], BeforeValidator(_rows)] = Field(
        (), description="court, docket_number, date_filed, date_terminated, judge, cause, source_url"
    )
    parties: Annotated[tuple[Party, ...], BeforeValidator(_names("name"))] = Field((), description="name, role")
    counsel: Annotated[tuple[Counsel, ...], BeforeValidator(_names("name"))] = Field(
        (), description="name, organization, party"
    )
    requests: Annotated[tuple[RecordsRequest, ...], BeforeValidator(_rows)] = Field(
        (), description="requests for records: agency, tracking_id, date, status, exemptions"
    )
    docket: Annotated[tuple[DocketEntry, ...], BeforeValidator(_rows)] = Field(
        (), description="entry_number, date_filed, description, documents (slugs)"
    )
    timeline: Annotated[tuple[TimelineEvent, ...], BeforeValidator(_rows)] = Field(
        (), description="date, title, body (Markdown), document (slug)"
    )
    next_date: Annotated[NextDate | None, BeforeValidator(_named("date"))] = Field(
        None, description="the next hearing or deadline: a date, or date and title"
    )


class Obtained(Part):
    via: Text = ""
    date: Day = None
    release_batch: Text = ""


class Bates(Part):
    prefix: Text = ""
    start: Text = ""
    end: Text = ""


class Section(Part):
    page: PageNumber
    title: Required


class Note(Part):
    page: PageNumber
    text: Required


class Version(Part):
    date: RequiredDay
    comment: Text = ""
    file: PdfName = ""


class Review(Part):
    by: Required
    date: RequiredDay
    reason: Required
    sha256: Annotated[
        str,
        BeforeValidator(
            _matching(re.compile(r"[0-9a-f]{64}"), "is not a SHA-256 sum", "copy the 64 digits that the check printed")
        ),
    ]


class AuditReview(Review):
    """Valid for the findings that it names, and for one file; without them it is not valid."""

    findings: Words = ()


class QuoteReview(Review):
    """Valid for the words that it names, and for one text of the pages; without them it is not valid."""

    page: Annotated[
        str,
        BeforeValidator(
            _matching(
                re.compile(r"[1-9]\d{0,5}(?:-[1-9]\d{0,5})?"),
                "is not a page number",
                "write its number, as in 3, or 3-4",
            )
        ),
    ] = ""
    words: Text = ""


class Document(Record):
    """One PDF, or a record of one that is not on file yet."""

    kind: DocumentKind = Field(
        description="complaint, order, brief, letter, memo, record, request, response or analysis"
    )
    source: Text = Field("", description="where it comes from, as in Court docket")
    recipient: Text = Field("", description="to whom it is addressed")
    obtained: Annotated[Obtained | None, BeforeValidator(_named("via"))] = Field(
        None, description="via, date, release_batch"
    )
    bates: Annotated[Bates | None, BeforeValidator(_named("start"))] = Field(None, description="prefix, start, end")
    exemptions: Words = Field((), description="exemptions claimed, as in b5, b7E")
    redacted_by: Literal["agency", "us", "court", ""] = Field("", description="agency, us or court")
    language: Text = Field("", description="languages of the PDF, for reading scans: eng, spa or eng+spa")
    sections: Annotated[tuple[Section, ...], BeforeValidator(_rows)] = Field((), description="page, title")
    notes: Annotated[tuple[Note, ...], BeforeValidator(_rows)] = Field(
        (), description="page, text: what staff say of a page"
    )
    file: PdfName = Field("", description="the PDF beside index.md; default: the folder's only PDF")
    versions: Annotated[tuple[Version, ...], BeforeValidator(_rows)] = Field(
        (), description="older versions: date, comment, file"
    )
    case: Slug = Field("", description="the case that it belongs to, by slug")
    docket_entry: Text = Field("", description="its number on the docket of that case")
    rights: Text = Field("", description="who may use it how, as in Public domain")
    audit_review: Annotated[tuple[AuditReview, ...], BeforeValidator(_rows)] = Field(
        (), description="by, date, reason, sha256 of the file, findings; written by `invoke sign`"
    )
    quote_review: Annotated[tuple[QuoteReview, ...], BeforeValidator(_rows)] = Field(
        (), description="by, date, reason, page, words, sha256 of the page's text; written by `invoke sign`"
    )

    def audit_review_of(self, sha256: str) -> AuditReview | None:
        """The findings signed off for the file with this checksum."""
        return next((review for review in self.audit_review if review.sha256 == sha256), None)


class TrackerStatus(Part):
    slug: Slug
    name: Required
    tone: Literal["good", "bad", "open", "none"] = "none"


class Tracker(Record):
    """A table of places and what each has done, beside its CSV."""

    summary: Required = Field(description="what the table shows, in one or two sentences")
    as_of: Day = Field(None, description="the day on which the table was last checked")
    method: Text = Field("", description="how it is kept: what counts as an entry, and from which sources")
    statuses: Annotated[tuple[TrackerStatus, ...], BeforeValidator(_rows), Field(min_length=1)] = Field(
        description="the statuses of places, the most important first: slug, name, tone (good, bad, open or none)"
    )
    map: Literal["us-states", "none"] = Field("none", description="us-states draws a map of the states; default: none")


class Page(Record):
    """A page of prose: about, press, privacy."""

    footer: bool = Field(True, description="false keeps the page out of the footer of every page")


class Contact(Part):
    """A press contact."""

    name: Required = Field(description="the person's name")
    organization: Slug = Field("", description="by its name in organizations.yml")
    email: Email = Field("", description="where to write")
    phone: Phone = Field("", description="where to call, as in +1 415 555 0100")
    languages: Words = Field((), description="languages of interviews, as in English, Spanish")
    role: Text = Field("", description="press, expert (listed on the press page with topics), or a job title")
    topics: Words = Field((), description="what an expert can be asked about, as a list or separated by commas")
    public: bool = Field(False, description="true: shown even while no record that is out names the person")

    @property
    def is_expert(self) -> bool:
        return self.role.casefold() in ("expert", "experts")

    @property
    def is_for_press(self) -> bool:
        """Whether it says that journalists may ask."""
        return not self.is_expert and (self.public or self.role.casefold() == "press")


class Organization(Part):
    """A group that issues or joins a release."""

    name: Required = Field(description="its full name")
    short_name: Text = Field("", description="as people say it, as in CCR")
    url: Url = Field("", description="its own site")
    boilerplate: Annotated[str | dict[Language, Required], BeforeValidator(_text_by_language)] = Field(
        "", description="the paragraph about it at the end of a release; or one for each language, by its code"
    )
    public: bool = Field(False, description="true: shown even while no record that is out names it")

    def boilerplate_in(self, lang: str, home: str) -> str:
        """In a language; without it, in the site's own (`home`), else in the first that there is."""
        if isinstance(self.boilerplate, str):
            return self.boilerplate
        texts = self.boilerplate
        wanted = (lang, lang.partition("-")[0], home, *texts)
        return next((texts[code] for code in wanted if code in texts), "")

    def boilerplate_lang(self, lang: str, home: str) -> str:
        """The language of that text, where it is not `lang` itself; else empty."""
        if isinstance(self.boilerplate, str):
            return home if lang != home else ""
        texts = self.boilerplate
        found = next((code for code in (lang, lang.partition("-")[0], home, *texts) if code in texts), lang)
        return found if found.partition("-")[0] != lang.partition("-")[0] else ""

    @property
    def boilerplates(self) -> tuple[tuple[str, str], ...]:
        """(language, text) of each; the language is empty for one that names none."""
        if isinstance(self.boilerplate, str):
            return (("", self.boilerplate),) if self.boilerplate else ()
        return tuple(self.boilerplate.items())


RECORD_TYPES: dict[str, type[Record]] = {
    "release": Release,
    "case": Case,
    "document": Document,
    "tracker": Tracker,
    "page": Page,
}
"""By the name that links use."""
SINGULARS = {"author": "authors"}
"""Field names read as another one, in every record."""
