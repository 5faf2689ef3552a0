"""The six questions of `invoke start`: each with what it takes, and what it says to anything else."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError

from plugins.checks.site_address import is_of_demonstration
from plugins.newsroom.library.settings import SITE_URL
from plugins.records.calendar.announced import region_named
from plugins.records.campaign.brand import COLOR, MARKER, better_color, better_marker
from plugins.records.campaign.contrast import HEX, full_hex
from plugins.records.rules import language_code
from plugins.records.suggest import did_you_mean

HOME = "America/New_York"
CONTINENTS = frozenset(
    {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
"""Where zones have their names; others, such as US/Pacific, are former names that are still known."""
HERE = re.compile(r"(?:localhost|127(?:\.[0-9]+){3})(?=[:/]|$)")
"""Hosts that are this very computer, as in a trial."""


class NotAccepted(Exception):
    """An answer that cannot be used: what is wrong, and what to give instead."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what, fix)
        self.what, self.fix = what, fix


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that a campaign decides."""

    name: str
    """Of the flag: `url` for `--url`."""
    text: str
    default: str
    """Taken for an empty answer; empty where there is none."""
    read: Callable[[str], str]
    """The answer as it is written down. Raises `NotAccepted`."""


def questions() -> tuple[Question, ...]:
    return (
        Question(name="name", text="What is your campaign called?", default="", read=_name),
        Question(
            name="url", text="At which address will readers find the site?", default="", read=_url,
        ),
        Question(name="timezone", text="In which time zone is your office?", default=own_zone(), read=_zone),
        Question(name="language", text="In which language do you write?", default="en", read=_language),
        Question(name="color", text="Your color, for the top of every page?", default=COLOR, read=_color),
        Question(name="marker", text="And the color that marks quotations?", default=MARKER, read=_marker),
    )  # fmt: skip


def own_zone(localtime: Path = Path("/etc/localtime")) -> str:
    """The zone of this computer, where it says it by name; else New York."""
    known = available_timezones()
    for name in (os.environ.get("TZ", "").removeprefix(":"), "/".join(localtime.resolve().parts[-2:])):
        if "/" in name and name in known and not name.startswith("Etc/"):
            return name
    return HOME


def _name(answer: str) -> str:
    name = " ".join(answer.split())
    if not name:
        raise NotAccepted("a campaign needs a name", "write it as readers know it, as in County Justice Coalition")
    if len(name) > 120 or not name.isprintable():
        raise NotAccepted(f"the name has {len(name)} characters, and 120 is the most", "write the short form")
    return name


def _url(answer: str) -> str:
    """Without a scheme it is https; but http on this computer itself, where nobody has a certificate for it."""
    text = answer.strip()
    host = text.partition("://")[2] or text.lstrip("/")
    is_here = HERE.match(host) is not None
    address = text if "://" in text else f"{'http' if is_here else 'https'}://{host}"
    if not text or not SITE_URL.fullmatch(address) or not ("." in address or is_here):
        raise NotAccepted(f"“{text}” is not a web address", "write it whole, as in https://press.example.org")
    if is_of_demonstration(address):
        raise NotAccepted(f"{text} is the demonstration's address, not yours", "write your own")
    return address.rstrip("/")


def _zone(answer: str) -> str:
    known = available_timezones()
    name = answer.strip().replace(" ", "_")
    found = next((zone for zone in known if zone.casefold() == name.casefold()), "")
    city = [zone for zone in sorted(known) if zone.casefold().endswith(f"/{name.casefold()}") and name]
    if not found and len(city) == 1:
        found = city[0]
    if found.startswith("US/") and (common := region_named(found)):
        return common
    if not found:
        cities = sorted(zone for zone in known if zone.partition("/")[0] in CONTINENTS)
        common = region_named(answer)
        guess = (
            f"did you mean {common}?"
            if common
            else did_you_mean(name, cities, "write it as Continent/City, as in America/Los_Angeles")
        )
        raise NotAccepted(f"“{answer.strip()}” is not a time zone", guess)
    return found


def _language(answer: str) -> str:
    code = language_code(answer.strip())
    try:
        known = bool(code) and bool(Locale.parse(code, sep="-"))
    except (UnknownLocaleError, ValueError):
        known = False
    if not known:
        raise NotAccepted(f"“{answer.strip()}” is not a language", "write its name or code, as in English or es")
    return code


def _color(answer: str) -> str:
    return _readable(answer, better_color, "neither white nor black text can be read on it")


def _marker(answer: str) -> str:
    return _readable(answer, better_marker, "it is too dark for black text")


def _readable(answer: str, better: Callable[[str], str], why: str) -> str:
    text = answer.strip().lower()
    text = text if text.startswith("#") else f"#{text}"
    if not HEX.fullmatch(text):
        raise NotAccepted(f"“{answer.strip()}” is not a color", "write # and six digits, as in #1f2f9e")
    color = full_hex(text)
    if better(color) != color:
        raise NotAccepted(f"{color} does not work: {why}", f"the nearest that does is {better(color)}")
    return color


def language_name(code: str) -> str:
    """In English: `Spanish`."""
    return Locale.parse(code, sep="-").get_display_name("en") or code
