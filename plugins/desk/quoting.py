"""`invoke quotes`: every quotation from a document, and what comparing it with its page found."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from textwrap import wrap
from typing import Any

from plugins.checks.quotations import sign_command
from plugins.checks.report import shown_folder
from plugins.newsroom.library.edition import Edition, make_edition
from plugins.newsroom.library.quotations import CheckedQuotation, checked_quotations, pin_cite
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import read_settings
from plugins.records.problems import printable

COLUMNS = 80
INDENT = " " * 8
VERDICTS = {"exact": "exact", "scan": "matches the scan", "signed": "signed by a person", "review": "review"}
"""In the order in which they are listed: what a person must look at comes last, where a terminal shows it."""


def quotes(given: Mapping[str, Any], say: Callable[[str], None]) -> bool:
    """Print them all, including held items; returns whether none needs a person. Raises `SettingsError`."""
    edition = make_edition(read_library(read_settings(given), read_held=True))
    found = checked_quotations(edition)
    if not found:
        say("There are no quotations from documents.")
        return True
    by_verdict: dict[str, list[CheckedQuotation]] = {verdict: [] for verdict in VERDICTS}
    for quotation in found:
        by_verdict[_verdict(quotation)].append(quotation)
    for verdict, quotations in by_verdict.items():
        if quotations:
            say(f"{VERDICTS[verdict].capitalize()}\n")
        for quotation in quotations:
            say(printable("\n".join(_lines(edition, quotation))) + "\n")
    counts = Counter(map(_verdict, found))
    listed = ", ".join(f"{counts[verdict]} {name}" for verdict, name in VERDICTS.items() if counts[verdict])
    say(f"{len(found)} {'quotation' if len(found) == 1 else 'quotations'}: {listed}.")
    return not by_verdict["review"]


def _verdict(quotation: CheckedQuotation) -> str:
    return quotation.verdict.kind if quotation.state == "checked" else quotation.state


def _lines(edition: Edition, quotation: CheckedQuotation) -> Iterator[str]:
    yield f"  {shown_folder(edition.settings.content)}/{quotation.item.path}:{quotation.line}"
    words = f"“{' '.join(quotation.text.split())}”"
    yield from _wrapped(words)
    pages = f", page{'s' if quotation.last_page > quotation.page else ''} {quotation.pin}" if quotation.page else ""
    yield from _wrapped(f"— {quotation.document.record.title}{pages.replace('-', '–')} ({quotation.document.slug})")
    if (review := quotation.signed) is not None:
        yield from _wrapped(f"{review.by}, {review.date:%Y-%m-%d}: {review.reason}")
    elif not quotation.holds:
        yield from _wrapped(quotation.verdict.reason)
        differences = quotation.verdict.differences
        for ours, theirs in differences if len(differences) > 1 else ():
            yield from _wrapped(
                f"quoted “{ours}”, on the page “{theirs}”" if theirs else f"“{ours}” is not on the page"
            )
        if any(quotation.found_on):
            yield from _wrapped(f"The words are on page {pin_cite(*quotation.found_on)}.")
        elif quotation.page:
            yield f"{INDENT}{sign_command(edition, quotation.item.path, quotation.line)}"


def _wrapped(text: str) -> Iterator[str]:
    yield from wrap(
        text, COLUMNS, initial_indent=INDENT, subsequent_indent=INDENT, break_long_words=True, break_on_hyphens=False
    )
