"""migrate.yml: which old field, category and language is what here; written once with guesses, then a person's."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plugins.desk.existing import write_new
from plugins.desk.migrating.old_settings import TEXTS, OldSettings
from plugins.desk.migrating.old_site import OldSite
from plugins.desk.refusal import Refused
from plugins.records.fixing.fixes import flow, scalar
from plugins.records.foreign.holding import holds_by_name, lets_through
from plugins.records.front_matter import read_yaml
from plugins.records.rules import Rules, language_code
from plugins.records.schema import SINGULARS, Page, Release
from plugins.records.sources import read_text
from plugins.records.suggest import did_you_mean, nearest
from plugins.records.validation import field_names

FILE = "migrate.yml"
REMARK, KEEP, DROP = "remark", "keep", "drop"
TARGETS = (
    "title", "slug", "uid", "lang", "translation", "summary", "tags", "category", "authors", "status", "date",
    "modified", "aliases", "subtitle", "dateline", "images",
)  # fmt: skip
"""Fields that an old one may become."""
PELICAN = frozenset(
    {"title", "date", "modified", "slug", "tags", "category", "lang", "summary", "status", "author", "authors",
     "translation", "url", "save_as"}
)  # fmt: skip
"""Fields that are carried over without being asked about."""
MEANINGS = {
    "images": "image cover featured_image featured-image og_image og-image thumbnail thumb header_cover header_image"
    " header-image picture photo banner hero hero_image cover_image twitter_image",
    "summary": "description excerpt abstract lead teaser og_description meta_description",
    "tags": "keywords tag topics",
    "authors": "by byline writer authorname author_name",
    "subtitle": "subheading deck sub_title sub-title tagline kicker",
    "dateline": "location city place",
    "modified": "updated lastmod last_modified last-modified date_modified changed",
    "lang": "language locale",
    "aliases": "alias redirect_from redirects old_url old_urls",
    "category": "categories section",
}
GUESSES = {word: name for name, words in MEANINGS.items() for word in words.split()}
FORMS = ("tag", "permalink", "none")
LIKELY = 88.0
"""Likeness, 0 to 100, from which on a foreign name is taken for a misspelling of ours."""
SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What migrate.yml says."""

    settings: OldSettings
    feed_ids: str
    fields: Mapping[str, str]
    categories: Mapping[str, str]
    languages: Mapping[str, str]

    @property
    def kept(self) -> frozenset[str]:
        return frozenset(name for name, use in self.fields.items() if use == KEEP)


def unknown_fields(site: OldSite) -> Counter[str]:
    return Counter(name for text in site.texts for name in text.fields if name not in PELICAN)


def guess(name: str, rules: Rules) -> str:
    """What an old field is here, as far as its name says."""
    if lets_through(name, rules.extra_fields):
        return KEEP
    if holds_by_name(name):
        return REMARK
    if name in TARGETS or SINGULARS.get(name, name) in TARGETS:
        return SINGULARS.get(name, name)
    return GUESSES.get(name) or nearest(name, [*TARGETS, *SINGULARS], least=LIKELY) or REMARK


def write_mapping(site: OldSite, content: Path, rules: Rules) -> Path:
    """Write migrate.yml, every answer filled in with the likeliest one. Raises `Refused`."""
    lines = [
        "# How the old site becomes this one. Correct what is wrong, then run the same command again: it imports.",
        "",
        "# What its settings say. Those without a value could not be read without running them: Pelican's own count.",
        "settings:",
    ]
    computed = dict(site.settings.computed)
    for name in TEXTS:
        if name in computed:
            lines += [f"  # computed in {computed[name]}: write what it comes to", f"  {name}: ''"]
        else:
            lines.append(f"  {name}: {scalar(site.settings.text(name))}")
    lines += [
        "",
        "# How its feeds named their items, so that no reader sees one twice: tag (Pelican's own), permalink or none.",
        "feed_ids: tag",
        "",
        "# Each field that Pelican does not know: the field that it becomes, of " + ", ".join(TARGETS[:8]) + ",",
        "# " + ", ".join(TARGETS[8:]) + ";",
        "# remark (a comment in the file, which readers never see), keep (needs the setting EXTRA_FIELDS) or drop.",
    ]
    unknown = unknown_fields(site)
    lines.append("fields:" if unknown else "fields: {}")
    examples = {name: value for text in reversed(site.texts) for name, value in text.fields.items()}
    for name, count in sorted(unknown.items()):
        lines.append(f"  {scalar(name)}: {guess(name, rules)}  # {count} ×, as in {_short(examples[name])}")
    categories = Counter(text.category for text in site.texts if text.category)
    lines += ["", "# Each category: its name here, or '' to leave it out."]
    lines.append("categories:" if categories else "categories: {}")
    folders = {path.strip("/").rpartition("/")[2] for path in site.settings.texts("ARTICLE_PATHS")}
    lines += [
        f"  {scalar(name)}: {scalar('' if name in folders else name)}  # {count} ×"
        for name, count in sorted(categories.items())
    ]
    languages = Counter(text.lang for text in site.texts)
    lines += ["", "# Each language: its code, as in en, es or pt-BR; '' is the language of this site.", "languages:"]
    lines += [f"  {scalar(n)}: {scalar(language_code(n))}  # {count} ×" for n, count in sorted(languages.items())]
    return write_new(content, FILE, "\n".join(lines) + "\n")


def _short(value: Any) -> str:
    words = " ".join((value if isinstance(value, str) else flow(value)).split())
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"


def read_mapping(site: OldSettings, content: Path) -> Mapped:
    """What a person left in migrate.yml. Raises `Refused` with its line."""
    text, problems = read_text(content, FILE)
    front = read_yaml(text, FILE)
    for found in (*problems, *front.problems):
        raise Refused(f"{FILE}:{found.line}: {found.what}", found.fix)
    parts: dict[str, dict[str, str]] = {}
    for name in ("settings", "fields", "categories", "languages"):
        part = front.fields.get(name) or {}
        if not isinstance(part, dict) or not all(isinstance(value, str) for value in part.values()):
            raise Refused(f"{FILE}:{front.line(name)}: {name} must be lines of old: new", "write one name a line")
        parts[name] = part
    for name, use in parts["fields"].items():
        if use not in (*TARGETS, REMARK, KEEP, DROP, ""):
            fix = did_you_mean(use, (*TARGETS, REMARK, KEEP, DROP), f"write {name}: {REMARK}")
            raise Refused(f"{FILE}:{front.line('fields', name)}: {name} becomes {use}, which is not a field here", fix)
        if use == KEEP and holds_by_name(name):
            what = f"{name} may mean to hold its article, and is never kept unread"
            raise Refused(f"{FILE}:{front.line('fields', name)}: {what}", f"write {name}: {REMARK}")
    for name, code in parts["languages"].items():
        if code and not language_code(code):
            raise Refused(
                f"{FILE}:{front.line('languages', name)}: {code} is not a language", "write it as en or pt-BR"
            )
    feed_ids = front.fields.get("feed_ids") or "tag"
    if feed_ids not in FORMS:
        raise Refused(f"{FILE}:{front.line('feed_ids')}: feed_ids is {feed_ids}", f"write one of {', '.join(FORMS)}")
    given = {name: value for name, value in parts["settings"].items() if value and name in TEXTS}
    return Mapped(
        settings=replace(site, values={**site.values, **given}), feed_ids=feed_ids,
        fields={name.lower(): use or REMARK for name, use in parts["fields"].items()},
        categories=parts["categories"],
        languages={name: language_code(code) if code else "" for name, code in parts["languages"].items()},
    )  # fmt: skip


def known_fields(is_page: bool) -> Iterable[str]:
    return field_names(Page if is_page else Release)
