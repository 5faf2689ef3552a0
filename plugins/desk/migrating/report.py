"""What a migration found and did: a screen of it, and the whole in a file."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from textwrap import wrap

from plugins.desk.migrating.earlier import HEADING
from plugins.desk.migrating.mapping import FILE, REMARK, Mapped, guess, unknown_fields
from plugins.desk.migrating.old_site import OldSite
from plugins.desk.migrating.plan import Plan
from plugins.records.rules import Rules

SCREEN = 12
"""Entries or lines of a list that are shown; the rest is in the file."""
WIDE = 80
OF_ITS_OWN = re.compile(r"\S*[\d/_#]\S*|“[^”]*”|\([^)]*\)")
"""What differs between two notes of one kind: names, numbers, addresses."""


def found(site: OldSite, rules: Rules, *, verbose: bool) -> str:
    """What there is, and what to do next."""
    articles = [text for text in site.texts if not text.is_page]
    pages = len(site.texts) - len(articles)
    drafts = sum(text.status != "published" for text in site.texts)
    kinds = Counter(PurePosixPath(path).suffix.lower().lstrip(".") or "other" for path in site.files)
    languages = Counter(text.lang for text in site.texts)
    lines = [
        f"{counted(len(articles), 'article')} and {counted(pages, 'page')}, {counted(drafts, 'draft')} among them,"
        f" in {', '.join(f'{name} ({count})' for name, count in languages.most_common())}",
        f"{counted(len(site.files), 'file')}: {', '.join(f'{n} {kind}' for kind, n in kinds.most_common(8))}"
        if site.files else "no files",
    ]  # fmt: skip
    unknown = unknown_fields(site)
    if unknown:
        lines.append(f"{counted(len(unknown), 'field')} that Pelican does not know, and what each would become:")
        rows = [f"  {name} ({count} ×): {guess(name, rules)}" for name, count in unknown.most_common()]
        lines += rows if verbose or len(rows) <= SCREEN else [*rows[:SCREEN], f"  … and {len(rows) - SCREEN} more"]
    if not site.settings.text("SITEURL"):
        lines.append(f"its SITEURL was not found: write it into {FILE}, or feeds repeat and links to it stay")
    lang, zone = site.settings.text("DEFAULT_LANG"), site.settings.text("TIMEZONE")
    if lang and lang != rules.lang:
        lines.append(f"its language is {lang}, and ours is {rules.lang}: see DEFAULT_LANG in pelicanconf.py first")
    if zone and zone != str(rules.zone):
        lines.append(f"its time zone is {zone}, and ours is {rules.zone}: see TIMEZONE in pelicanconf.py first")
    for name, place in site.settings.computed:
        lines.append(f"{place}: {name} is computed, and nothing is run to find it out: write it into {FILE}")
    if site.by_hand:
        rows = [f"  {path}: {why}" for path, why in site.by_hand]
        lines.append(f"{counted(len(site.by_hand), 'file')} for a person to look at:")
        lines += rows if verbose or len(rows) <= SCREEN else [*rows[:SCREEN], f"  … and {len(rows) - SCREEN} more"]
    return "\n".join(lines)


def done(plan: Plan, mapped: Mapped, written: Sequence[str], there: Sequence[str]) -> str:
    """The short of it."""
    count = Counter(path.partition("/")[0] for path in written if path.endswith(".md"))
    records = ", ".join(
        counted(count[folder], name)
        for folder, name in (("releases", "release"), ("pages", "page"), ("documents", "document"))
    )
    files = sum(path in plan.copies for path in written)
    lines = [f"Imported {records}, and {counted(files, 'picture or file', 'pictures and files')}."]
    if there:
        lines.append(f"{counted(len(there), 'file')} of it there already: nothing was written over.")
    if mapped.kept:
        names = ", ".join(f'"{name}"' for name in sorted(mapped.kept))
        lines.append(f"Fields that are kept need a line in pelicanconf.py: EXTRA_FIELDS = [{names}]")
    remarks = sorted(name for name, use in mapped.fields.items() if use == REMARK)
    if remarks:
        lines.append(
            f"{counted(len(remarks), 'field')} of the old site: kept in the files as comments, not shown to readers."
        )
    return "\n".join(lines)


def to_look_at(plan: Plan) -> list[str]:
    """Old file and line, and what a person must look at there."""
    return [f"{path}:{line}: {what}" for path, notes in sorted(plan.notes.items()) for line, what in notes]


def screen(plan: Plan) -> list[str]:
    """The same on a screen: what is alike in many files once, with the first of them; the most frequent first."""
    alike: dict[str, list[tuple[str, int, str]]] = {}
    for path, notes in sorted(plan.notes.items(), key=lambda pair: naturally(pair[0])):
        for line, what in notes:
            alike.setdefault(OF_ITS_OWN.sub("…", what), []).append((path, line, what))
    lines: list[str] = []
    kinds = sorted(alike.values(), key=len, reverse=True)
    for shown, places in enumerate(kinds):
        path, line, what = places[0]
        files = len({path for path, _, _ in places})
        row = f"{path}:{line}: {what}" if files == 1 else f"{files:,} files, as {path}:{line}: {what}"
        wrapped = wrap(row, WIDE, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
        if len(lines) + len(wrapped) > SCREEN:
            left = sum(map(len, kinds[shown:]))
            return [*lines, f"… and {counted(left, 'place')} more"]
        lines += wrapped
    return lines


def naturally(path: str) -> list[str | int]:
    """A key by which item-9 comes before item-10."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", path)]


def whole(plan: Plan, there: Sequence[str], new_paths: Mapping[str, str]) -> str:
    """The file: what a person must look at, what went where, and redirects for the web server."""
    lines = ["What a person must look at, by file of the old site", ""]
    lines += to_look_at(plan) or ["Nothing."]
    lines += ["", HEADING, ""]
    lines += [f"{old} -> {new}" for old, new in sorted(new_paths.items())]
    lines += ["", "Old addresses that no record can answer for: redirects to add to the web server", ""]
    lines += [f"{old} {new}" for old, new in sorted(plan.redirects.items()) if old != new]
    if there:
        lines += ["", "There already, and left as they are", "", *there]
    return "\n".join(lines) + "\n"


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
