"""Quotations from documents: their words stand on the page that they name, or a person has signed them off."""

from collections.abc import Iterator

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.quotations import CheckedQuotation, checked_quotations
from plugins.records.problems import Problem, problem


def check(edition: Edition) -> Iterator[Problem]:
    for quotation in checked_quotations(edition):
        if not quotation.holds:
            where = f"page {quotation.page} of {quotation.document.slug}" if quotation.page else quotation.document.slug
            what = f"“{_short(quotation.text)}” is not confirmed by {where}: {_lower(quotation.verdict.reason)}"
            yield problem("Q001", quotation.item.path, quotation.line, what, _fix(quotation))


def _fix(quotation: CheckedQuotation) -> str:
    if quotation.found_on:
        return f"cite page {quotation.found_on}, where the words stand: #page={quotation.found_on}"
    if not quotation.page:
        return "name the page, as in #page=3, and compare the words with it"
    sign = f"{quotation.document.path} with quote_review: by, date, reason, sha256: {quotation.page_sha256}"
    return f"compare it with the page and correct it; if it is right as it is, sign it in {sign}"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _short(text: str, limit: int = 60) -> str:
    line = " ".join(text.split()).strip("“”\"'")
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"
