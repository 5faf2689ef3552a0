"""Quotations from documents: their words are on the page that they cite, or a person has signed them off."""

from collections.abc import Iterator

from plugins.checks.report import shown_folder
from plugins.evidence.quoting.words import spoken
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.quotations import CheckedQuotation, checked_quotations
from plugins.records.problems import Problem, problem
from plugins.records.schema import Document, QuoteReview


def check(edition: Edition) -> Iterator[Problem]:
    at_review = [quotation for quotation in checked_quotations(edition) if not quotation.holds]
    for quotation in at_review:
        yield problem("Q001", quotation.item.path, quotation.line, _what(quotation), _fix(edition, quotation))
    for item in (*edition.library.items, *edition.library.held):
        if isinstance(item.record, Document):
            for index, review in enumerate(item.record.quote_review):
                if not spoken(review.words):
                    yield _without_words(edition, item, index, review, at_review)  # type: ignore[arg-type]


def sign_command(edition: Edition, path: str, line: int) -> str:
    """The command to sign off what is at this place."""
    folder = shown_folder(edition.settings.content)
    return f'invoke sign {folder}/{path}:{line} --by "YOUR NAME" --reason "WHY IT IS RIGHT"'


def _what(quotation: CheckedQuotation) -> str:
    slug = quotation.document.slug
    words = f"“{_short(quotation.text)}”"
    if not quotation.page:
        return f"{words} is not confirmed by {slug}: {_lower(quotation.verdict.reason)}"
    if unread := _unread(quotation):
        return f"{words} is not confirmed: page {unread} of {slug} is a scan that has not been read"
    pages = "pages" if quotation.last_page > quotation.page else "page"
    what = f"{words} is not confirmed by {pages} {quotation.pin} of {slug}: {_lower(quotation.verdict.reason)}"
    if (review := quotation.lapsed) is not None:
        of = "another text of the page" if spoken(review.words) == spoken(quotation.text) else "other words"
        of = of if review.page in ("", quotation.pin) else f"for page {review.page}"
        what += f"; what {review.by} signed on {review.date:%Y-%m-%d} was {of}"
    return what


def _fix(edition: Edition, quotation: CheckedQuotation) -> str:
    first, last = quotation.found_on
    if first:
        pin = f"{first}-{last}" if last > first else f"{first}"
        return f"write #page={pin} in the link, where the words are"
    if not quotation.page:
        return "name the page, as in #page=3, and compare the words with it"
    sign = sign_command(edition, quotation.item.path, quotation.line)
    if _unread(quotation):
        return f"run `invoke ocr {quotation.document.slug}`; or look at both and sign: {sign}"
    speaker = " or name below them who says them;" if quotation.first_line > quotation.line else ""
    return f"correct the words;{speaker} if they are right as they are, look at both and sign: {sign}"


def _unread(quotation: CheckedQuotation) -> int:
    """The page of a quotation that is a scan without text; 0 where they all have some."""
    file = quotation.document.file
    pages = file.evidence.pages[quotation.page - 1 : quotation.last_page] if file is not None else ()
    return next((page.number for page in pages if page.kind in ("scan", "stamp") and not spoken(page.text)), 0)


def _without_words(
    edition: Edition, item: Item[Document], index: int, review: QuoteReview, at_review: list[CheckedQuotation]
) -> Problem:
    what = f"the sign-off by {review.by} of {review.date:%Y-%m-%d} names no words, so it is not valid"
    needs = [q for q in at_review if q.document.path == item.path and q.page_sha256 == review.sha256]
    fix = "delete it: no quotation needs it"
    if needs:
        fix = f"look again, and renew it: {sign_command(edition, needs[0].item.path, needs[0].line)}"
    return problem("Q002", item.path, item.line("quote_review", index), what, fix)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _short(text: str, limit: int = 60) -> str:
    line = " ".join(text.split()).strip("“”\"'")
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"
