"""One old text → the file of a record: fields that the schema takes, a body whose links lead here."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plugins.desk.migrating.links import Places, rewritten
from plugins.desk.migrating.mapping import DROP, KEEP, PELICAN, REMARK, Mapped
from plugins.desk.migrating.names import Named, dated, zone_of
from plugins.desk.migrating.old_addresses import feed_id, old_url
from plugins.desk.migrating.old_markup import as_any_reader_has_it
from plugins.desk.migrating.old_site import OldText, items_of
from plugins.desk.yaml_writing import field
from plugins.newsroom.library.addresses import topic_slug
from plugins.prose.plain_fields import plain, without_html
from plugins.records.calendar.days import DateError
from plugins.records.dates import instant, parse_date
from plugins.records.fixing.fixes import flow
from plugins.records.foreign.holding import holds_by_name, line_instead
from plugins.records.front_matter import HOLDING_LINE, split_front_matter
from plugins.records.problems import Problem, Severity
from plugins.records.reading import default_slug, default_uid
from plugins.records.rules import Rules
from plugins.records.schema import MOST_WORDS, RECORD_TYPES, SINGULARS
from plugins.records.validation import field_names, make_record

LISTS = frozenset({"tags", "authors", "aliases"})
ORDER = (
    "title", "subtitle", "date", "modified", "dateline", "slug", "uid", "lang", "translation", "status", "summary",
    "category", "tags", "authors", "images", "aliases",
)  # fmt: skip
LONGEST_REMARK = 1000
MARKUP = re.compile(r"<[^<>]*>|!?\[(?P<words>[^\[\]]*)\]\([^()]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    """What every text has in common."""

    mapped: Mapped
    rules: Rules
    places: Places
    tags: Mapping[str, str]
    """Spelling → the one that the site uses."""
    picture: Callable[[str, OldText], str]
    """A picture as a field names it → its file here; empty where there is none."""

    def converted(self, one: Named, aliases: Iterable[str], uids: set[str]) -> str:
        """The whole file. What a person must look at is noted with the text."""
        text = one.text
        fields, remarks = self._fields(one)
        fields |= {"aliases": [*fields.get("aliases", []), *aliases]}
        own, made = fields.get("uid", ""), feed_id(text, self.mapped.settings, self.mapped.feed_ids)
        if own and (own in uids or re.search(r"\s", own)):
            text.note(f"its uid {own} has spaces in it, or is that of another text: {made or 'a new one'} was taken")
        candidates = [uid for uid in (own, made) if uid and uid not in uids and not re.search(r"\s", uid)]
        uid = candidates[0] if candidates else default_uid(one.path)
        uids.add(uid)
        fields["uid"] = uid
        body = as_any_reader_has_it(rewritten(text, old_url(text, self.mapped.settings), self.places)).strip("\n")
        return self._valid(one, fields, remarks, body)

    def _fields(self, one: Named) -> tuple[dict[str, Any], dict[str, Any]]:
        text, known = one.text, set(field_names(RECORD_TYPES[one.kind]))
        fields: dict[str, Any] = {"title": without_html(text.title) or text.title}
        remarks: dict[str, Any] = {}
        if one.date is not None:
            fields["date"] = one.date
        elif text.word("date"):
            remarks["date"] = text.word("date")
        if default_slug(one.path, one.lang) != one.slug:
            fields["slug"] = one.slug
        if one.lang != self.rules.lang:
            fields["lang"] = one.lang
        if one.is_translation:
            fields |= {"lang": one.lang, "translation": True}
        self._status(one, fields)
        category = self.mapped.categories.get(text.category, text.category)
        if category and not text.is_page:
            fields["category"] = category
        for name in ("tags", "authors", "author", "summary", "modified"):
            if name in text.fields:
                self._take(SINGULARS.get(name, name), text.fields[name], name, one, fields, remarks)
        for name, value in text.fields.items():
            if name in PELICAN:
                continue
            use = self.mapped.fields.get(name, REMARK)
            if holds_by_name(name) and not (use in known and use != name):
                self._hold(name, value, one, fields, remarks)
            elif use == KEEP:
                fields[name] = value
            elif use == REMARK or (use != DROP and use not in known):
                remarks[name] = value
            elif use != DROP:
                self._take(use, value, name, one, fields, remarks)
        return fields, remarks

    def _status(self, one: Named, fields: dict[str, Any]) -> None:
        text = one.text
        if one.is_draft:
            fields["status"] = "draft"
        if text.status not in ("published", "draft"):
            text.note(f"its status is {text.status}: a draft was made")
        if one.date and not one.is_draft and instant(one.date, self.rules.zone) > self.rules.now:
            text.note(f"its date {one.date} is in the future, so it is held until then")

    def _take(
        self, name: str, value: Any, old: str, one: Named, fields: dict[str, Any], remarks: dict[str, Any]
    ) -> None:
        """A value for a field of ours, as that field has it; a remark where it is taken already, or does not fit."""
        words = " ".join(value.split()) if isinstance(value, str) else ""
        if name in LISTS:
            items = items_of(value)
            if name == "tags":
                items = [self.tags.get(item, item) for item in items]
            fields[name] = list(dict.fromkeys([*fields.get(name, []), *items]))[:MOST_WORDS]
        elif name == "images":
            alt = ""
            if isinstance(value, Mapping):
                alt = str(value.get("alt") or "")
                words = str(next((value[key] for key in ("file", "url", "src", "path") if value.get(key)), ""))
            file = self.picture(words, one.text) if words else ""
            if not file:
                why = "is on another site" if words.startswith("http") else "was not found"
                one.text.note(f"its picture {words or flow(value)} ({old}) {why}: it is in the file as a comment")
                remarks[old] = value
            elif file not in [image["file"] for image in fields.get("images", [])]:
                alt = alt or one.text.word(f"{old}_alt") or one.text.word(f"{old}-alt") or file.rpartition("/")[2]
                fields.setdefault("images", []).append({"file": file, "alt": alt})
        elif not words or (name in fields and fields[name] != words):
            remarks[old] = value
        elif name in ("date", "modified"):
            self._take_date(name, words, old, one, fields, remarks)
        else:
            fields[name] = plain(MARKUP.sub(lambda m: m["words"] or "", words)) if name == "summary" else words

    def _take_date(
        self, name: str, words: str, old: str, one: Named, fields: dict[str, Any], remarks: dict[str, Any]
    ) -> None:
        try:
            moment = parse_date(words.replace("_", " "))
        except DateError as error:
            one.text.note(f"{old} {words} {error.what}: it is in the file as a comment")
            remarks[old] = words
            return
        moment = dated(moment, zone_of(self.mapped, self.rules), self.rules) or moment
        if one.date is None or instant(moment, self.rules.zone) >= instant(one.date, self.rules.zone):
            fields[name] = moment
        elif moment != one.text.date:
            remarks[old] = words

    def _hold(self, name: str, value: Any, one: Named, fields: dict[str, Any], remarks: dict[str, Any]) -> None:
        """A field that Pelican did not know, and that may have been meant to hold the text: when unsure, hold."""
        remarks[name] = value
        words = value if isinstance(value, str) else flow(value)
        instead = line_instead(name, words, field_names(RECORD_TYPES[one.kind]))
        moment = instead.rpartition(": ")[2] if instead.startswith(("write date: ", "write embargo: ")) else ""
        try:
            holds = bool(moment) and instant(parse_date(moment), self.rules.zone) > self.rules.now
        except DateError:
            holds = True
        if instead == "write status: published" or (moment and not holds):
            return
        one.text.note(f"it says {name}: {words}, which may mean to hold it: a draft was made")
        fields["status"] = "draft"

    def _valid(self, one: Named, fields: dict[str, Any], remarks: dict[str, Any], body: str) -> str:
        """The file without a field that the schema refuses; a draft where that is not enough."""
        for name, value in remarks.items():
            if len(words := _one_line(value)) > LONGEST_REMARK:
                one.text.note(f"{name} is cut in the file, and was whole: {words}")
        for _ in range(len(fields) + 2):
            written = _written(fields, remarks, body)
            rules = Rules(
                now=self.rules.now, zone=self.rules.zone, lang=self.rules.lang,
                extra_fields=self.rules.extra_fields | self.mapped.kept,
            )  # fmt: skip
            front = split_front_matter(written, one.path)
            _, problems = make_record(RECORD_TYPES[one.kind], front, one.path, rules)
            errors = [found for found in problems if found.severity is Severity.ERROR]
            if not errors:
                return written
            found = errors[0]
            name = _field_at(found, front.lines) if found.line < front.body_line else ""
            if name in ("title", "") or name not in fields or (fields.get("status") == "draft" and name == "date"):
                break
            one.text.note(f"{found.what}: {name} is in the file as a comment")
            remarks[name] = fields.pop(name)
            if name == "date":
                fields["status"] = "draft"
        if fields.get("status") != "draft":
            one.text.note(f"{errors[0].what}: a draft was made")
        return _written(fields | {"status": "draft"}, remarks, body)


def _field_at(found: Problem, lines: Mapping[tuple[str | int, ...], int]) -> str:
    """The field in whose lines a problem stands."""
    above = [(line, str(place[0])) for place, line in lines.items() if len(place) == 1 and line <= found.line]
    return max(above)[1] if above else ""


def _written(fields: Mapping[str, Any], remarks: Mapping[str, Any], body: str) -> str:
    names = [*(name for name in ORDER if name in fields), *(name for name in fields if name not in ORDER)]
    lines = [line for name in names if fields[name] not in ([], "") for line in field(name, fields[name])]
    if remarks:
        lines.append("# From the old site, not shown to readers:")
        lines += [_remark(name, value) for name, value in remarks.items()]
    return "\n".join(["---", *lines, "---", "", body, ""])


def _remark(name: str, value: Any) -> str:
    words = _one_line(value)
    words = words if len(words) <= LONGEST_REMARK else f"{words[:LONGEST_REMARK]}…"
    line = f"# {name}: {words}"
    return f"# old {name}: {words}" if HOLDING_LINE.search(line) else line


def _one_line(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.isoformat()
    return " ".join((value if isinstance(value, str) else flow(value)).split())


def spellings(texts: Iterable[OldText], names: Iterable[str]) -> dict[str, str]:
    """Each spelling of a tag → the most frequent one that has its address; another word gets another address."""
    counts: dict[str, int] = {}
    for text in texts:
        for name in names:
            for item in items_of(text.fields.get(name, "")):
                counts[item] = counts.get(item, 0) + 1
    best: dict[str, str] = {}
    for tag in sorted(counts, key=lambda tag: (-counts[tag], tag)):
        best.setdefault(topic_slug(tag) or tag, tag)
    found = {tag: best[topic_slug(tag) or tag] for tag in counts}
    for tag in [tag for tag, used in found.items() if is_other_word(tag, used)]:
        spelled = " ".join(tag.replace("+", " plus ").replace("#", " sharp ").replace("&", " and ").split())
        if topic_slug(spelled) not in best:
            best[topic_slug(spelled)] = found[tag] = spelled
    return found


def is_other_word(tag: str, used: str) -> bool:
    """Whether two tags of one address differ by more than case, accents, spaces and hyphens."""
    return re.sub(r"[\W_]", "", tag.casefold()) != re.sub(r"[\W_]", "", used.casefold()) or bool(
        set("+#&") & (set(tag) ^ set(used))
    )
