"""content/site.yml: who the campaign is. Its words, brand, navigation, asks and footer, in each of its languages."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import BeforeValidator, Field

from plugins.records.campaign.brand import COLOR, MARKER, better_color, better_marker
from plugins.records.campaign.contrast import HEX, full_hex
from plugins.records.fixing.fixes import ANYTHING, flow, write
from plugins.records.front_matter import FrontMatter, read_yaml
from plugins.records.problems import Problem, problem
from plugins.records.schema import Email, Language, Part, Required, Slug, Slugs, Text, _refuse, _rows, _text
from plugins.records.sources import read_text
from plugins.records.validation import field_at, make_whole

SITE_FILE = "site.yml"
SETTINGS = {
    **dict.fromkeys(("timezone", "zone", "tz"), "the time zone is TIMEZONE"),
    **dict.fromkeys(("url", "siteurl", "baseurl", "domain"), "the site's address is SITEURL"),
    **dict.fromkeys(("lang", "language", "defaultlang", "locale"), "the language is DEFAULT_LANG"),
}
"""What other programs' files of this kind say, and the setting that says it here."""
NETWORKS = {
    "twitter": "Twitter", "x": "X", "facebook": "Facebook", "instagram": "Instagram", "bluesky": "Bluesky",
    "mastodon": "Mastodon", "youtube": "YouTube", "tiktok": "TikTok", "threads": "Threads", "linkedin": "LinkedIn",
}  # fmt: skip
MOST_ASKS = 3
MOST_LINKS = 12
FONT_FAMILY = re.compile(r"[\w][\w -]{0,60}")
LOGO = re.compile(r"[^\\\x00-\x1f]+\.(?:svg|png)", re.I)


def _color(value: Any) -> Any:
    text = _text(value)
    if isinstance(text, str) and not HEX.fullmatch(text):
        raise _refuse("F006", "is not a color", 'write it in quotes as six digits: "#1f2f9e"')
    return full_hex(text) if isinstance(text, str) else text


def _brand_color(value: Any) -> Any:
    color = _color(value)
    if isinstance(color, str) and (better := better_color(color)) != color:
        what = "is a color on which neither white nor black text can be read (contrast 4.5:1)"
        raise _refuse("B001", what, f'color: "{better}"')
    return color


def _marker(value: Any) -> Any:
    color = _color(value)
    if isinstance(color, str) and (better := better_marker(color)) != color:
        raise _refuse("B001", "is too dark for the black text that it marks (contrast 4.5:1)", f'marker: "{better}"')
    return color


def _font(value: Any) -> Any:
    text = _text(value)
    if isinstance(text, str) and not FONT_FAMILY.fullmatch(text):
        raise _refuse(
            "F006", "is not the name of a font", "write just the name of the font family, as in Source Sans 3"
        )
    return text


def _logo(value: Any) -> Any:
    text = _text(value)
    if isinstance(text, str) and not LOGO.fullmatch(text):
        raise _refuse("F006", "is not an SVG or PNG file", "name a file of the content folder: logo.svg")
    return text


def _at_most(most: int) -> Any:
    def check(value: Any) -> Any:
        rows = _rows(value)
        if len(rows) > most:
            raise _refuse("F006", f"has {len(rows)} entries, and {most} is the most", "keep the most important")
        return rows

    return BeforeValidator(check)


def _zones(value: Any) -> Any:
    names = [name.strip() for name in value.split(",")] if isinstance(value, str) else value
    if not isinstance(names, list):
        raise _refuse("F006", "must be a list of time zones", "zones: America/New_York, America/Los_Angeles")
    for name in names:
        if name not in available_timezones():
            raise _refuse("F006", f"“{name}” is not a time zone", "write it as America/New_York")
    return tuple(names)


class SiteLink(Part):
    text: Required
    url: Required


class Ask(Part):
    title: Required
    text: Text = ""
    label: Required
    url: Required


class FooterColumn(Part):
    title: Required
    links: Annotated[tuple[SiteLink, ...], _at_most(MOST_LINKS)] = ()


class KitFile(Part):
    file: Required
    title: Required
    rights: Text = ""


class Press(Part):
    email: Email = ""
    phone: Text = ""
    kit: Annotated[tuple[KitFile, ...], BeforeValidator(_rows)] = ()


class Brand(Part):
    color: Annotated[str, BeforeValidator(_brand_color)] = COLOR
    marker: Annotated[str, BeforeValidator(_marker)] = MARKER
    logo: Annotated[str, BeforeValidator(_logo)] = ""
    display: Annotated[str, BeforeValidator(_font)] = ""


class Featured(Part):
    release: Slug = ""
    case: Slug = ""
    documents: Slugs = ()


class SiteWords(Part):
    """A campaign's own words in one language."""

    name: Text = Field("", description="the campaign's name; default: the setting SITENAME")
    tagline: Text = Field("", description="one line below the name; default: SITE_TAGLINE")
    notice: Text = Field("", description="a line on every page, as of a demonstration; default: SITE_NOTICE")
    rights: Text = Field("", description="what may be done with your words; default: SITE_RIGHTS")
    navigation: Annotated[tuple[SiteLink, ...], _at_most(7)] = Field(
        (), description="the links of the masthead, each with text and url; default: the lists that exist"
    )
    asks: Annotated[tuple[Ask, ...], _at_most(MOST_ASKS)] = Field(
        (), description="up to three things to do: title, text, label and url; the first is the masthead's button"
    )
    social: Annotated[tuple[SiteLink, ...], _at_most(MOST_LINKS)] = Field(
        (), description="where else you are: text and url"
    )
    newsletter: SiteLink | None = Field(None, description="where to sign up for e-mail: text and url")
    address: Text = Field("", description="your postal address, in the footer")
    footer: Annotated[tuple[FooterColumn, ...], _at_most(4)] = Field(
        (), description="columns of links: title and links, each with text and url; default: the pages that exist"
    )
    featured: Featured | None = Field(
        None,
        description="what the home page leads with: release, case and documents, by slug; in another language, "
        "default: the translations of these",
    )


class SiteFile(SiteWords):
    """The whole of content/site.yml."""

    brand: Brand = Field(
        default_factory=Brand,
        description="color and marker (six digits in quotes), logo (an SVG or PNG of the content folder), "
        "display (the family of the headlines)",
    )
    press: Press = Field(
        default_factory=Press, description="email, phone, kit: files for journalists, each with file, title and rights"
    )
    zones: Annotated[tuple[str, ...], BeforeValidator(_zones)] = Field(
        (), description="time zones in which the hour of a briefing is given as well, as in America/Los_Angeles"
    )
    languages: dict[Language, SiteWords] = Field(
        default_factory=dict, description="any of these words in another language, below its code"
    )


@dataclass(frozen=True, slots=True)
class SiteReading:
    """site.yml as read; the defaults if there is none, or it has errors."""

    site: SiteFile = field(default_factory=SiteFile)
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict, repr=False)
    problems: tuple[Problem, ...] = ()

    def line(self, *where: str | int) -> int:
        """The line of a field, or of the closest one around it."""
        place = where
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def words(self, lang: str, default: str) -> SiteWords:
        """The words of a language; missing ones are taken from the default language."""
        own = self.site.languages.get(lang)
        if lang == default or own is None:
            return self.site
        given = {name: value for name in SiteWords.model_fields if (value := getattr(own, name))}
        return self.site.model_copy(update=given)

    def borrowed(self, lang: str) -> tuple[str, ...]:
        """Names of what a language that is not the default has from it, in order."""
        own = self.site.languages.get(lang)
        return tuple(name for name in SiteWords.model_fields if own is None or not getattr(own, name))

    def featured(self, lang: str, default: str) -> Featured:
        return self.words(lang, default).featured or Featured()


def read_site(content: Path, names: Collection[str]) -> SiteReading:
    """Read site.yml, if the content folder has one."""
    if SITE_FILE not in names:
        return SiteReading()
    text, faults = read_text(content, SITE_FILE)
    if faults:
        return SiteReading(problems=tuple(faults))
    front = read_yaml(text, SITE_FILE)
    site, problems = make_whole(SiteFile, front, SITE_FILE)
    problems = [_elsewhere(found, front) for found in problems]
    return SiteReading(site or SiteFile(), front.lines, (*front.problems, *problems, *_empty_languages(front)))


def _elsewhere(found: Problem, front: FrontMatter) -> Problem:
    """For a name that site.yml does not know: where it is set, or the form in which it is written here."""
    name = field_at(front.written(found.line)) if found.code == "F004" else ""
    value = front.fields.get(name, "")
    if setting := SETTINGS.get(name.lower().replace("_", "")):
        return replace(found, fix=f"delete the line: {setting} in pelicanconf.py")
    if (title := NETWORKS.get(name.lower())) is not None and isinstance(value, str):
        url = value if value.startswith("https://") else f"https://{ANYTHING}"
        line = f"social: {flow([{'text': title, 'url': url}])}"
        return replace(found, fix=f"where else you are is a list: {write(line)}")
    return found


def _empty_languages(front: FrontMatter) -> list[Problem]:
    languages = front.fields.get("languages")
    if not isinstance(languages, Mapping):
        return []
    return [
        problem("F006", SITE_FILE, front.line("languages", lang), f"languages {lang} is empty", f"{lang}: {{}}")
        for lang, words in languages.items()
        if words == ""
    ]
