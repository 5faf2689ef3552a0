"""Problems: what can be wrong with content, as a code, a place, both values and the fix."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from plugins.records.pickling import quickly_pickled

_UNPRINTABLE = re.compile("[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that would move a terminal's cursor, change its color, end a line or reverse its text."""


class Severity(StrEnum):
    """What a problem blocks. The lists are closed: see docs/reference.md."""

    ERROR = "error"
    """Every build writes nothing and exits 1."""
    PUBLICATION = "publication"
    """A preview prints it and builds; a build for publication exits 1."""
    WARNING = "warning"
    """Printed; exit 0."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One row of the catalog: what a code means, for any file."""

    severity: Severity
    meaning: str


_E, _P, _W = Severity.ERROR, Severity.PUBLICATION, Severity.WARNING

CATALOG: dict[str, Kind] = {
    # F: front matter
    "F001": Kind(_E, "the front matter is not opened, closed or written as it must be"),
    "F002": Kind(_E, "the front matter does not parse as YAML"),
    "F003": Kind(_E, "a field is given twice"),
    "F004": Kind(_E, "a field has a name that this record does not know"),
    "F005": Kind(_E, "a required field is missing or empty"),
    "F006": Kind(_E, "a value has the wrong type or form"),
    "F007": Kind(_E, "a date does not parse, or an embargo has no offset"),
    "F008": Kind(_E, "a status is not draft, published or withdrawn"),
    "F009": Kind(_E, "a file is not UTF-8 text, or holds control characters"),
    "F010": Kind(_E, "a file is too large to be a record"),
    "F011": Kind(_W, "a value was read, but may mean something else"),
    "F012": Kind(_W, "a field has Markdown or HTML in it, which readers see as typed"),
    # R: what the fields of a record say to one another
    "R001": Kind(_E, "two records share a slug in one language"),
    "R002": Kind(_E, "an embargo ends before the release date"),
    "R003": Kind(_E, "two records share a uid"),
    "R004": Kind(_E, "a field names a record that does not exist"),
    "R005": Kind(_P, "a field names a record that is not yet public"),
    "R006": Kind(_E, "status and withdrawn do not agree"),
    "R007": Kind(_P, "a uid is not frozen"),
    "R008": Kind(_E, "a slug, page name or alias is reserved or not allowed"),
    "R009": Kind(_E, "two pages would have one address, or differ only in capital letters"),
    "R010": Kind(_E, "two dates contradict each other"),
    "R011": Kind(_E, "a translation has no original, or is one only by its file name"),
    "R013": Kind(_E, "two topics would share one address"),
    "R012": Kind(_W, "a date is more than a year ahead, or before 1900"),
    "R014": Kind(_W, "the dateline is given twice: in its field and in the text"),
    "R015": Kind(_W, "a release has no summary"),
    "R016": Kind(_W, "a release names no contact, and contacts.yml has some"),
    "R017": Kind(_E, "a briefing ends before it starts"),
    "R021": Kind(_W, "a document goes out before the embargoed release that cites it"),
    "R022": Kind(_P, "the text says from when it may be used, and its page would be public before"),
    "R023": Kind(_W, "the text has a line such as EMBARGOED UNTIL, which its page contradicts or does not need"),
    "R018": Kind(_E, "a briefing for the press gives its code, and its page is public"),
    # C: files and folders of the content
    "C001": Kind(_E, "a record or list has a name that is not read"),
    "C002": Kind(_E, "a link or field leads outside the content folder, or through a symlink"),
    "C003": Kind(_E, "a file that is named does not exist"),
    "C004": Kind(_E, "a file is of a kind that is not published"),
    "C005": Kind(_E, "two paths differ only in capital letters or Unicode form"),
    "C006": Kind(_W, "a file is neither read nor used"),
    "C007": Kind(_E, "a record is a copy of another, by its name"),
    "C008": Kind(_W, "a record's file is called index, and so would its address be"),
    "C009": Kind(_E, "a file that is linked cannot be read, or is not what its ending says"),
    "C010": Kind(_P, "a file that is linked holds hidden data that only a person can take out"),
    "C011": Kind(_W, "a file's name has a word such as final or copy, and so would its address"),
    # L: links
    "L001": Kind(_E, "a link names a record or file that does not exist"),
    "L002": Kind(_P, "a link names a record that is not yet public"),
    "L003": Kind(_E, "a link names a page that the PDF does not have"),
    "L004": Kind(_E, "a link names a place in a page that does not exist"),
    "L005": Kind(_E, "an address is malformed, or is not a kind that works on a website"),
    "L006": Kind(_P, "a bare “click here” that links to nothing"),
    "L007": Kind(_W, "a link whose words are “here” or “click here”"),
    "L008": Kind(_W, "a link gives the address of a record of this site, not its name"),
    "L009": Kind(_W, "a link asks readers to sign in, or tracks them"),
    # I: images
    "I001": Kind(_E, "an image has no alt text"),
    "I002": Kind(_W, "a remote image, shown as a link bearing its alt text"),
    "I003": Kind(_E, "an image cannot be read, or only a part of it"),
    "I004": Kind(_P, "an image's alt text is the name of its file, or a generic word"),
    "I005": Kind(_W, "a picture of more than 2 MB"),
    "I006": Kind(_W, "a picture under a foreign field name has no alt text, and is shown as decoration"),
    "I007": Kind(_E, "two pictures say that they are the lead"),
    # T: the text of a body
    "T001": Kind(_W, "unsafe markup was removed"),
    "T002": Kind(_E, "the text is nested too deeply, or too large, to be read safely"),
    "T003": Kind(_P, "a link is half-written: readers would see it as typed"),
    "T004": Kind(_P, "a footnote's mark has no note, or two notes have one name"),
    "T005": Kind(_W, "nothing refers to a note"),
    "T006": Kind(_P, "lines of an unfinished merge are in the text"),
    "T007": Kind(_W, "a row of a table has more cells than the table has columns"),
    "T008": Kind(_W, "indented lines are shown as code"),
    "T009": Kind(_P, "a placeholder is in the text, such as TK or XX"),
    "T010": Kind(_P, "emphasis, a heading or a block is half-written, or written for another program"),
    "T011": Kind(_W, "lines begin like items of a list, and readers see them run together"),
    "T012": Kind(_W, "letters are damaged: they went through a wrong encoding"),
    # M: the tables of trackers
    "M001": Kind(_E, "a tracker has no table beside it"),
    "M002": Kind(_E, "a table cannot be read, or its columns are not those of a tracker"),
    "M003": Kind(_E, "a row names a status or state that does not exist"),
    "M004": Kind(_E, "a row is in the table twice"),
    "M005": Kind(_E, "a cell of a row has the wrong form, or contradicts another"),
    # D: documents
    "D001": Kind(_E, "a document's file cannot be read as a PDF"),
    "D002": Kind(_E, "a document names no file, and which of its folder's PDFs it may publish is in doubt"),
    "D003": Kind(_E, "a document would publish what it seems to hide; see audit_review"),
    "D004": Kind(_P, "a document holds what its published copy will not have: a person must look; see audit_review"),
    # Q: quotations
    "Q001": Kind(_P, "quoted words are not on the page as quoted: a person must look; see quote_review"),
    "Q002": Kind(_W, "a sign-off of a quotation names no words, so it is not valid"),
    "Q003": Kind(_E, "the words say one page, and their link leads to another"),
    "Q004": Kind(_W, "a quotation names a document or a page without a link, so it is not checked"),
    # H: the history of publication, kept in ledger.json
    "H001": Kind(_P, "the text of a published record changed without a note"),
    "H002": Kind(_P, "a published record was removed without being withdrawn"),
    "H003": Kind(_E, "the ledger cannot be read"),
    "H004": Kind(_E, "a record takes an address that another one was published at"),
    "H005": Kind(_P, "a published record is not yet public again; see `invoke publish --take-down`"),
    # B: the campaign's brand and its theme
    "B001": Kind(_E, "text cannot be read on a color of the brand: its contrast is below 4.5:1"),
    "B002": Kind(_E, "a file of the theme cannot be published"),
    "B003": Kind(_E, "site.yml names a picture or file that cannot be used"),
    "B004": Kind(_W, "the theme has no words in a language of the site"),
    # V: recordings
    "V001": Kind(_E, "a recording has neither a file nor a url, or both"),
    "V002": Kind(_W, "a recording has no transcript"),
    # S: settings and the command line
    "S001": Kind(_E, "a setting has a value that cannot be used"),
    "S002": Kind(_P, "SITEURL is missing, or is the demonstration's address"),
}
"""Every code. A code is never reused for something else."""


@quickly_pickled
@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem, and how to fix it."""

    path: str
    """POSIX path below the content folder; empty if it is not about a file."""
    line: int
    """1-based line of the file."""
    code: str
    what: str
    """What is wrong, with both values: lower case, no period."""
    fix: str
    """The fix, as an instruction: lower case, no period."""
    severity: Severity = Severity.ERROR

    def in_draft(self) -> "Problem":
        """The same problem, inside an item that clearly says it is a draft."""
        return replace(self, severity=Severity.WARNING)

    def text(self, folder: str) -> str:
        """The two lines a person reads; `folder` is how the content folder is shown."""
        place = f"{folder}/{self.path}:{self.line}: " if self.path else ""
        said = (f"{place}{self.code} {self.what} [{self.severity}]", f"  Fix: {self.fix}")
        return "\n".join(map(_on_one_line, said))


def printable(text: str) -> str:
    """The text, safe for a terminal: control characters are escaped; line ends are kept."""
    return "\n".join(map(_on_one_line, text.split("\n")))


def _on_one_line(text: str) -> str:
    return _UNPRINTABLE.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def problem(code: str, path: str, line: int, what: str, fix: str) -> Problem:
    """Make a problem with the severity that the catalog gives its code."""
    return Problem(path, max(line, 1), code, what, fix, CATALOG[code].severity)


def summary(problems: Iterable[Problem]) -> str:
    """The counts in one line: `2 errors, 1 publication problem, 3 warnings`; empty if there are none."""
    counts = Counter(p.severity for p in problems)
    names = (
        (Severity.ERROR, "error", "errors"),
        (Severity.PUBLICATION, "publication problem", "publication problems"),
        (Severity.WARNING, "warning", "warnings"),
    )
    return ", ".join(
        f"{counts[severity]} {one if counts[severity] == 1 else many}"
        for severity, one, many in names
        if counts[severity]
    )
