"""`invoke quotes`: every quotation from a document, and what comparing it with its page found."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from plugins.checks.report import shown_folder
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.quotations import CheckedQuotation, checked_quotations
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import read_settings

VERDICTS = {"exact": "exact", "scan": "matches the scan", "review": "review"}


def quotes(given: Mapping[str, Any], console: Console) -> bool:
    """Print them all, held items included; whether none is left for a person. Raises `SettingsError`."""
    settings = read_settings(given)
    found = checked_quotations(make_edition(read_library(settings, read_held=True)))
    if not found:
        console.print("No quotation from a document that is on file.")
        return True
    folder = shown_folder(settings.content)
    table = Table(show_edge=False, pad_edge=False)
    for name in ("verdict", "where", "page", "words"):
        table.add_column(name, overflow="fold")
    for quotation in found:
        page = f"{quotation.document.slug} {quotation.page or '?'}"
        table.add_row(_verdict(quotation), f"{folder}/{quotation.item.path}:{quotation.line}", page, quotation.text)
    console.print(table)
    for quotation in found:
        if not quotation.holds:
            console.print(f"{folder}/{quotation.item.path}:{quotation.line}: {quotation.verdict.reason}", markup=False)
            for words, on_page in quotation.verdict.differences:
                console.print(f"  quoted “{words}”, on the page “{on_page}”", markup=False)
    return all(quotation.holds for quotation in found)


def _verdict(quotation: CheckedQuotation) -> str:
    signed = f", signed by {quotation.signed_by}" if quotation.signed_by and quotation.verdict.kind == "review" else ""
    return f"{VERDICTS[quotation.verdict.kind]}{signed}"
