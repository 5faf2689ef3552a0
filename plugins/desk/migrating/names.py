"""What each old text is called here: its language, slug and file, and which is the translation of which."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from plugins.desk.migrating.mapping import Mapped
from plugins.desk.migrating.old_site import OldText
from plugins.newsroom.library.addresses import RESERVED
from plugins.records.calendar.days import with_offset
from plugins.records.dates import local_day
from plugins.records.names import copied_from
from plugins.records.rules import Rules, language_code
from plugins.records.slugs import LONGEST, slugify

TRUE = ("true", "yes", "on", "1")


@dataclass(slots=True, kw_only=True, eq=False)
class Named:
    """One old text under its new name."""

    text: OldText
    lang: str
    slug: str
    date: date | datetime | None
    is_translation: bool = False
    path: str = ""
    """POSIX path below the content folder."""

    @property
    def kind(self) -> str:
        return "page" if self.text.is_page else "release"

    @property
    def is_draft(self) -> bool:
        return self.text.status != "published"


def name_all(
    texts: Sequence[OldText], mapped: Mapped, rules: Rules, taken: Collection[tuple[str, str, str]]
) -> list[Named]:
    """`taken`: (type, slug, language) of records that are there already, from elsewhere."""
    zone = zone_of(mapped, rules)
    named = [
        Named(
            text=text, lang=mapped.languages.get(text.lang, language_code(text.lang)) or rules.lang,
            slug=_slug(text), date=dated(text.date, zone, rules),
        )
        for text in texts
    ]  # fmt: skip
    used = set(taken)
    languages = {one.lang.lower() for one in named} | {rules.lang.lower()}
    for family in _families(named, mapped, rules):
        _call(family, used, languages)
    _put(named, rules)
    return named


def zone_of(mapped: Mapped, rules: Rules) -> ZoneInfo:
    try:
        return ZoneInfo(mapped.settings.text("TIMEZONE") or "UTC")
    except (OSError, ValueError):
        return rules.zone


def dated(value: date | datetime | None, zone: ZoneInfo, rules: Rules) -> date | datetime | None:
    """An hour keeps its moment where the two sites are in different zones."""
    if isinstance(value, datetime) and value.tzinfo is None and zone != rules.zone:
        return with_offset(value, zone)
    return value


def _slug(text: OldText) -> str:
    candidates = (text.slug, text.title, PurePosixPath(text.path).stem)
    return next(filter(None, map(slugify, candidates)), "text")


def _families(named: Iterable[Named], mapped: Mapped, rules: Rules) -> list[list[Named]]:
    """Texts that are one in several languages, the original first."""
    by_name: dict[tuple[str, str], list[Named]] = {}
    for one in named:
        key = "PAGE_TRANSLATION_ID" if one.text.is_page else "ARTICLE_TRANSLATION_ID"
        field = mapped.settings.values.get(key)
        name = one.text.slug if field == "slug" else one.text.word(field) if isinstance(field, str) else ""
        by_name.setdefault((one.kind, name or f"\0{one.text.path}"), []).append(one)
    families = []
    for group in by_name.values():
        group.sort(key=lambda one: (_says_translation(one), one.lang != rules.lang, one.is_draft, one.text.path))
        family: list[Named] = []
        families.append(family)
        for one in group:
            if any(one.lang == other.lang for other in family):
                one.text.note(f"it has the slug of {family[0].text.path}, in one language: it gets one of its own")
                families.append([one])
            else:
                family.append(one)
    return families


def _says_translation(one: Named) -> bool:
    return one.text.word("translation").lower() in TRUE


def _call(family: list[Named], used: set[tuple[str, str, str]], languages: Collection[str]) -> None:
    original = family[0]
    slug = next(
        slug for slug in _candidates(original)
        if not any((one.kind, slug, one.lang) in used for one in family)
        and not (original.kind == "page" and (slug in RESERVED or slug in languages))
    )  # fmt: skip
    if slug != original.slug:
        original.text.note(f"its name {original.slug} is taken, or kept by the site: it became {slug}")
    for one in family:
        one.slug = slug
        one.is_translation = one is not original
        used.add((one.kind, slug, one.lang))
    if original.is_draft and any(not one.is_draft for one in family):
        original.text.note("it is a draft, and holds its translations, which the old site showed")


def _candidates(one: Named) -> Iterable[str]:
    yield one.slug
    if one.kind == "page":
        yield f"{one.slug[: LONGEST - 5]}-page"
    elif one.date is not None:
        yield f"{one.slug[: LONGEST - 11].rstrip('-')}-{one.date.isoformat()[:10]}"
    number = 2
    while True:
        yield f"{one.slug[: LONGEST - 8].rstrip('-')}-no-{number}"
        number += 1


def _put(named: Iterable[Named], rules: Rules) -> None:
    titles: dict[str, Named] = {}
    for one in sorted(named, key=lambda one: one.slug):
        folder = "pages"
        if one.kind == "release":
            folder = f"releases/{local_day(one.date, rules.zone).year:04d}" if one.date else "releases/undated"
        ending = f".{one.lang}.md" if one.is_translation else ".md"
        one.path = f"{folder}/{one.slug}{ending}"
        of = copied_from(one.path, titles, says_the_same=True)
        if of and titles[of].text.title == one.text.title:
            one.path = f"{folder}/{one.slug}-{str(one.date)[:10] if one.date else 'itself'}{ending}"
        titles[one.path] = one
