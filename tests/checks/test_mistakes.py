# ruff: noqa: E501  (a table: one mistake, one row)
"""Every kind of mistake gives one clear line: where, what, how to fix it. The content is small files on disk."""

import re
import shutil
import unicodedata
from dataclasses import dataclass
from typing import Any

import pytest

from plugins.records.fixing.fixes import pasted
from plugins.records.problems import Severity
from tests.conftest import Files
from tests.evidence.publishing.test_downloads import archive, docx
from tests.newsroom.library.test_filing import scan

ERROR, PUBLICATION, WARNING = Severity.ERROR, Severity.PUBLICATION, Severity.WARNING
A, B = "releases/2010/a.md", "releases/2010/b.md"
CASE, MEMO = "cases/ndlon-v-ice.md", "documents/ice-memo/index.md"
PDF = "documents/ice-memo/memo.pdf"


@dataclass(frozen=True, kw_only=True)
class Mistake:
    name: str
    files: Files
    path: str = A
    line: int
    code: str
    fix: str
    """Words that the fix must hold."""
    severity: Severity = ERROR


def release(*fields: str, body: str = "The words.\n", uid: str = "a") -> str:
    """Fields begin on line 5; without any, the body begins on line 6."""
    return "\n".join(["---", "title: The memo", "date: 2010-09-01", f"uid: {uid}", *fields, "---", body])


def case(*fields: str) -> str:
    """Fields begin on line 5."""
    return "\n".join(["---", "title: NDLON v. ICE", "summary: A suit.", "uid: c", *fields, "---", "The words.\n"])


def document(*fields: str) -> str:
    """Fields begin on line 5."""
    return "\n".join(["---", "title: The memo", "kind: memo", "uid: d", *fields, "---", "The words.\n"])


def page(*fields: str) -> str:
    return "\n".join(["---", "title: About", "uid: p", *fields, "---", "The words.\n"])


def field(name: str, written: str, line: int, code: str, fix: str, severity: Severity = ERROR) -> Mistake:
    """A mistake in the fields of a release; the last line written is line 4 + its number."""
    return Mistake(
        name=name, files={A: release(*written.split("\n"))}, line=line, code=code, fix=fix, severity=severity
    )


def head(name: str, text: str | bytes, line: int, code: str, fix: str) -> Mistake:
    """A mistake in a whole file."""
    return Mistake(name=name, files={A: text}, line=line, code=code, fix=fix)


def idle(name: str, path: str, fix: str) -> Mistake:
    """A file that nothing reads or uses."""
    return Mistake(
        name=name, files={A: release(), path: b"x"}, path=path, line=1, code="C006", fix=fix, severity=WARNING
    )


def copy(name: str, called: str) -> Mistake:
    """A release that is there twice, as some program names the second."""
    path = f"releases/2010/{called}"
    return Mistake(
        name=name, files={A: release(), path: release()}, path=path, line=1, code="C007", fix="delete one of them"
    )


AROUND: Files = {
    MEMO: document(),
    CASE: case("docket:", "- entry_number: 1", "  date_filed: 2010-01-05", "  description: Complaint"),
    PDF: b"2 pages",
}


def link(name: str, body: str, code: str, fix: str, severity: Severity = ERROR, line: int = 6, **more: Any) -> Mistake:
    """A mistake in the body of a release, on its first line, beside a memo of two pages and a case with one entry."""
    files = {**AROUND, A: release(body=body), **more.get("files", {})}
    return Mistake(name=name, files=files, line=line, code=code, fix=fix, severity=severity)


FRONT_MATTER = [
    head("an empty file", "", 1, "F001", "title: …"),
    head("no front matter", "Today we say so.\n", 1, "F001", "---"),
    head("an empty line above the front matter", "\n" + release(), 2, "F001", "delete"),
    head("front matter that never closes", "---\ntitle: A\ndate: 2010-09-01\n\nWords.\n", 1, "F001", "below line 3, add ---"),
    head("front matter without fields", "---\n---\nWords.\n", 1, "F001", "name: value"),
    head("a sentence among the plain fields", "Title: A\nToday we say so.\nDate: 2010-09-01\n\nW\n", 2, "F001", "in place of lines 1 to 2, write Title: A Today we say so."),
    head("an empty line above the status", "Title: A\nDate: 2010-09-01\n\nStatus: draft\n\nW\n", 4, "F001", "move it up"),
    head("a status below the closing line", release(body="status: draft\n\nWords.\n"), 6, "F001", "move it up"),
    head("a colon in a title", "---\ntitle: ICE: the memo\ndate: 2010-09-01\n---\n", 2, "F002", "title: 'ICE: the memo'"),
    head("a title that begins with a quotation", "---\ntitle: \"No\" to ICE\ndate: 2010-09-01\n---\n", 2, "F002", "write title: '\"No\" to ICE'"),
    head("a quotation mark that never closes", "---\ntitle: \"No to ICE\ndate: 2010-09-01\n---\n", 2, "F002", "'No to ICE'"),
    head("a title that begins with @", "---\ntitle: @ice\ndate: 2010-09-01\n---\n", 2, "F002", "title: '@ice'"),
    head("a title that begins with an asterisk", "---\ntitle: *Now*\ndate: 2010-09-01\n---\n", 2, "F002", "title: '*Now*'"),
    head("a title that begins with !", "---\ntitle: !Basta ya\ndate: 2010-09-01\n---\n", 2, "F002", "'!Basta ya'"),
    head("a number sign in a title", "---\ntitle: Docket #12 opens\ndate: 2010-09-01\n---\n", 2, "F002", "write title: 'Docket #12 opens'"),
    head("no space behind a name", "---\ntitle: A\ndate:2010-09-01\n---\n", 3, "F002", "write date: 2010-09-01"),
    field("a tab before an item", "tags:\n\t- ice", 6, "F002", "write   - ice"),
    field("a bracket that never closes", "tags: [ice, memo", 5, "F002", "tags: [ice, memo]"),
    field("a value that refers to another", "summary: x\nsubtitle: *x", 6, "F002", "'*x'"),
    field("a field given twice", "status: draft\nsummary: x\nstatus: published", 7, "F003", "delete the other"),
    field("author beside authors", "author: A\nauthors: B", 5, "F003", "delete author"),
    field("a misspelt field", "stauts: draft", 5, "F004", "did you mean status?"),
    field("a field in capitals that is not ours", "Photographer: A", 5, "F004", "EXTRA_FIELDS"),
    field("a misspelt field inside another", "organizations:\n  leed: [ccr]", 6, "F004", "did you mean lead?"),
    field("an unknown field inside an entry", "coverage:\n- title: A\n  url: https://x.org/\n  page: 3", 8, "F004", "outlet"),
    head("a title that is missing", "---\ndate: 2010-09-01\nuid: a\n---\n", 1, "F005", "below line 1, add title: A"),
    head("a title that is misspelt", "---\ntitel: A\ndate: 2010-09-01\nuid: a\n---\n", 2, "F004", "did you mean title?"),
    head("a date left empty", "---\ntitle: A\ndate:\nuid: a\n---\n", 3, "F005", "write date: 2010-10-01"),
    field("a correction without its note", "changes:\n- date: 2010-09-02", 6, "F005", "below line 6, add   note: …"),
    field("a picture without alt text", "images:\n- file: a.png", 6, "F005", "below line 6, add   alt: …"),
    field("a withdrawal whose reason is empty", "status: withdrawn\nwithdrawn:\n  date: 2010-09-02\n  reason:", 8, "F005", "write   reason: …"),
    field("a list for a text", "subtitle: [a, b]", 5, "F006", "write subtitle: a, b"),
    field("fields for a list", "tags:\n  a: b", 5, "F006", "after a dash"),
    field("words for a list of entries", "changes: We corrected it.", 5, "F006", "write changes: {date: 2010-10-01, note: We corrected it.}"),
    field("a picture by its file alone", "images: a.png", 5, "F006", "write images: {file: a.png, alt: …}"),
    field("pictures by their files alone", "images: [a.png]", 5, "F006", "write images: [{file: a.png, alt: …}]"),
    field("words for an entry", "changes:\n- We corrected it.", 6, "F006", "write - {date: 2010-10-01, note: We corrected it.}"),
    field("words for fields", "withdrawn: yes", 5, "F006", "write withdrawn: {date: 2010-10-01, reason: …}"),
    field("capitals in a slug", "slug: Opt Out", 5, "F006", "opt-out"),
    field("a name where a contact's slug belongs", "contacts:\n- Jane Doe", 6, "F006", "write - jane-doe"),
    field("spaces in a uid", "uid2: x", 5, "F004", "did you mean uid?"),
    head("a uid with spaces", "---\ntitle: A\ndate: 2010-09-01\nuid: a b\n---\n", 4, "F006", "check --fix"),
    field("a language by its name", "lang: Spanish", 5, "F006", "es"),
    field("neither true nor false", "translation: maybe", 5, "F006", "write translation: true"),
    field("an address without https", "coverage:\n- title: A\n  url: example.org", 7, "F006", "https://"),
    field("a kind of change that there is not", "changes:\n- date: 2010-09-02\n  note: x\n  kind: corection", 8, "F006", "correction?"),
    head("a date in words", "---\ntitle: A\ndate: early in September\nuid: a\n---\n", 3, "F007", "2010-09-01"),
    head("a day that does not exist", "---\ntitle: A\ndate: 2010-09-31\nuid: a\n---\n", 3, "F007", "write date: 2010-09-30"),
    field("a change dated in words", "changes:\n- date: yesterday\n  note: x", 6, "F007", "2010-09-01"),
    field("an embargo without its offset", "embargo: 2010-09-02 10:00", 5, "F007", "write embargo: 2010-09-02T10:00-04:00"),
    field("an embargo without its hour", "embargo: 2010-09-02", 5, "F007", "with its own hour, write embargo: 2010-09-02T06:00-04:00"),
    field("an embargo in words", "embargo: Tuesday, 10 am", 5, "F007", "as in 2011-09-30T06:00-04:00"),
    field("an embargo in the offset of another place", "embargo: 2010-09-02T06:00+00:00", 5, "F011", "for 6:00 a.m. in America/New_York, write embargo: 2010-09-02T06:00-04:00", WARNING),
    field("an embargo before the date by its offset alone", "embargo: 2010-09-01T03:00Z", 5, "R002", "for 3:00 a.m. in America/New_York, write embargo: 2010-09-01T03:00-04:00"),
    field("an empty embargo", "embargo:", 5, "F007", "delete the line"),
    field("an empty status", "status:", 5, "F008", "draft"),
    field("a misspelt status", "status: drfat", 5, "F008", "did you mean draft?"),
    field("a status that there is not", "status: embargoed", 5, "F008", "write status: draft"),
    head("text of another encoding", release(body="Jos\xe9").encode("latin-1"), 6, "F009", "UTF-8"),
    head("an invisible character", release(body="The\x07 memo"), 6, "F009", "type it again"),
    head("a file that no person wrote", "x" * 2_200_000, 1, "F010", "document"),
    field("an embargo before the date", "embargo: 2010-08-28T10:00-04:00", 5, "R002", "move the embargo"),
    field("withdrawn without saying why", "status: withdrawn", 5, "R006", "reason"),
    field("a withdrawal that is still published", "withdrawn:\n  date: 2010-09-02\n  reason: x", 5, "R006", "status: withdrawn"),
    field("modified before the date", "modified: 2010-08-01", 5, "R010", "correct one"),
    field("an alias on another site", "aliases:\n- https://example.com/old/", 6, "R008", "write - /old/"),
    field("an alias of a page alone", "aliases: [/]", 5, "R008", "/2010/09/old-name/"),
    head("one mark of a merge among the fields", "---\ntitle: A\n>>>>>>> main\ndate: 2010-09-01\nuid: a\n---\nW\n", 3, "F001", "delete the line"),
    head("a remark of another language", "---\ntitle: A\ndate: 2010-09-01\n// not yet\nuid: a\n---\nW\n", 4, "F002", "write # not yet"),
    head("a headline below its name", "---\ntitle:\nCounty votes\ndate: 2010-09-01\nuid: a\n---\nW\n", 3, "F002", "write title: County votes"),
    field("a list without its colon", "tags\n- ice", 5, "F002", "write tags:"),
    field("contacts with fields of their own", "contacts:\n- name: Ana\n  email: a@example.org", 6, "F006", "add to contacts.yml ana: {name: Ana, email: a@example.org}"),
    field("Markdown in a field", "subtitle: The **memo**, [whole](https://example.org)", 5, "F012", "write subtitle: The memo, whole", WARNING),
    field("a placeholder in a field", "summary: About TK counties", 5, "T009", "write what belongs there", PUBLICATION),
    field("a country for a language", "lang: jp", 5, "F006", "write lang: ja"),
]  # fmt: skip

BETWEEN_RECORDS = [
    Mistake(name="two releases of one slug", files={A: release(), "releases/b.md": release("slug: a", uid="b")},
            path="releases/b.md", line=5, code="R001", fix="write slug: a-2"),
    Mistake(name="two records of one uid", files={A: release(), B: release().replace("The memo", "The answer")}, path=B, line=4, code="R003", fix="delete the uid"),
    Mistake(name="a translation that does not say so", files={A: release(), "releases/2010/a.es.md": release("lang: es", uid="b")},
            path="releases/2010/a.es.md", line=1, code="R009", fix="translation: true"),
    Mistake(name="a record without a uid", files={A: release().replace("uid: a\n", "")},
            line=1, code="R007", fix="check --fix", severity=PUBLICATION),
    Mistake(name="a page with a reserved name", files={A: release(), "pages/releases.md": page()},
            path="pages/releases.md", line=1, code="R008", fix="releases-page"),
    Mistake(name="a page named like a language", files={"pages/en.md": page()}, path="pages/en.md", line=1, code="R008", fix="en-page"),
    Mistake(name="an alias where the site has a page", files={A: release("aliases: /Releases/")}, line=5, code="R009", fix="delete the alias"),
    Mistake(name="an alias that two ask for", files={A: release("aliases: /old/"), B: release("aliases: /old", uid="b")},
            line=5, code="R009", fix="delete the alias"),
    Mistake(name="an alias below a file", files={A: release("aliases: /sitemap.xml/a/")}, line=5, code="R009", fix="delete the alias"),
    Mistake(name="a contact that there is not", files={A: release("contacts: [ana-dias]"), "contacts.yml": "ana-diaz:\n  name: Ana\n"},
            line=5, code="R004", fix="did you mean ana-diaz?"),
    Mistake(name="an organization that there is not",
            files={A: release("organizations:", "  lead: [aclu]", "  with:", "  - crc"), "organizations.yml": "aclu:\n  name: A\nccr:\n  name: C\n"},
            line=8, code="R004", fix="did you mean ccr?"),
    Mistake(name="boilerplate of nobody", files={A: release("boilerplate: [ccr]"), "organizations.yml": "aclu:\n  name: A\n"},
            line=5, code="R004", fix="organizations.yml"),
    Mistake(name="a contact's organization that there is not", files={"contacts.yml": "ana:\n  name: Ana\n  organization: ccr\n"},
            path="contacts.yml", line=3, code="R004", fix="organizations.yml"),
    Mistake(name="a contact without a name", files={A: release("contacts: [ana]"), "contacts.yml": "ana:\n  email: ana@example.org\n"},
            path="contacts.yml", line=1, code="F005", fix="name: …"),
    Mistake(name="a contact's name as its slug", files={"contacts.yml": "Ana Diaz:\n  name: Ana\n"},
            path="contacts.yml", line=1, code="F006", fix="ana-diaz"),
    Mistake(name="an organization's address without https", files={"organizations.yml": "ccr:\n  name: C\n  url: ccr.example\n"},
            path="organizations.yml", line=3, code="F006", fix="https://"),
    Mistake(name="a case that there is not", files={A: release("cases: ndlon-v-ise"), CASE: case()}, line=5, code="R004", fix="ndlon-v-ice?"),
    Mistake(name="a document that is held", files={A: release("documents:", "- ice-memo"), MEMO: document("status: draft")},
            line=6, code="R005", fix="set status: published in documents/ice-memo/index.md", severity=PUBLICATION),
    Mistake(name="a replacement that there is not",
            files={A: release("status: withdrawn", "withdrawn:", "  date: 2010-09-02", "  reason: x", "  replacement: bee"), "releases/beef.md": release(uid="b")},
            line=9, code="R004", fix="did you mean beef?"),
    Mistake(name="two docket entries of one number",
            files={CASE: case("docket:", "- entry_number: 1", "  date_filed: 2010-01-05", "  description: a", "- entry_number: 1", "  date_filed: 2010-01-05", "  description: b")},
            path=CASE, line=9, code="R009", fix="correct the number"),
    Mistake(name="a docket entry's document that there is not",
            files={CASE: case("docket:", "- entry_number: 1", "  date_filed: 2010-01-05", "  description: a", "  documents: [ice-mem]"), MEMO: document()},
            path=CASE, line=9, code="R004", fix="did you mean ice-memo?"),
    Mistake(name="a timeline that links to nothing",
            files={CASE: case("timeline:", "- date: 2010-01-01", "  title: A", "  body: |", "    One.", "", "    [a]({document}nothing)")},
            path=CASE, line=11, code="L001", fix="write the document record"),
    Mistake(name="a document of an unknown kind", files={MEMO: document().replace("kind: memo", "kind: memmo")},
            path=MEMO, line=3, code="F006", fix="did you mean memo?"),
    Mistake(name="a document's case that there is not", files={MEMO: document("case: ndlon"), CASE: case()},
            path=MEMO, line=5, code="R004", fix="did you mean ndlon-v-ice?"),
]  # fmt: skip

FILES = [
    Mistake(name="a record where none is read", files={"drafts/a.md": release()}, path="drafts/a.md", line=1, code="C006", fix="releases/", severity=WARNING),
    Mistake(name="a record in a folder misspelt", files={"Releases/a.md": release()}, path="Releases/a.md", line=1, code="C001", fix="releases/"),
    Mistake(name="a read-me", files={"README.md": "Read me."}, path="README.md", line=1, code="C006", fix="out of the content", severity=WARNING),
    Mistake(name="notes beside a document's record", files={MEMO: document(), "documents/ice-memo/notes.md": "Notes."},
            path="documents/ice-memo/notes.md", line=1, code="C006", fix="its words into documents/ice-memo/index.md", severity=WARNING),
    Mistake(name="a document's record too deep", files={"documents/2010/memo/index.md": document()},
            path="documents/2010/memo/index.md", line=1, code="C006", fix="move it to documents/memo/index.md", severity=WARNING),
    Mistake(name="a document's record with a second ending", files={A: release(), f"{MEMO}.txt": document()}, path=f"{MEMO}.txt", line=1, code="C001",
            fix="rename it to index.md"),
    Mistake(name="a version in a file's name", files={"releases/2010/Vote FINAL (2).md": release()}, path="releases/2010/Vote FINAL (2).md", line=1,
            code="C011", fix="add slug: vote", severity=WARNING),
    Mistake(name="a file that nobody has named", files={"releases/2010/Untitled 2.md": release()}, path="releases/2010/Untitled 2.md", line=1,
            code="C011", fix="add slug: the-memo", severity=WARNING),
    Mistake(name="a record that is in iCloud alone", files={A: release(), "releases/2010/.b.md.icloud": b"x"},
            path="releases/2010/.b.md.icloud", line=1, code="C001", fix="in Finder"),
    idle("a text in reStructuredText", "releases/p.rst", "invoke import"),
    idle("a web page", "releases/2010/p.html", "invoke import"),
    idle("a text of Word", "cases/Statement of May.docx", "invoke import"),
    idle("Markdown of another ending", "releases/p.mkd", "rename it to p.md"),
    idle("plain text", "pages/about us.txt", "rename it to about-us.md"),
    idle("a text with two endings", "releases/p.md.txt", "rename it to p.md"),
    idle("a text without an ending", "releases/p", "rename it to p.md"),
    idle("a PDF among the releases", "releases/2010/The Letter.pdf", "documents/the-letter/"),
    idle("a PDF whose folder has no record", "documents/letter/letter.pdf", "write documents/letter/index.md"),
    idle("a PDF beside the folders of documents", "documents/letter.pdf", "documents/letter/"),
    idle("a picture that no text shows", "releases/Screenshot at 10.30.15\u202fAM.png", "![what it shows]"),
    idle("a picture with an invisible sign in its name", "releases/\u200ephoto.png", "![what it shows]"),
    idle("a table that no text links to", "releases/2010/counts.csv", "[its name]"),
    idle("a photo of a telephone", "pages/IMG_0001.HEIC", "export it as JPEG"),
    idle("a list that a sync client doubled", "contacts (conflicted copy).yml", "delete it"),
    Mistake(name="a release that is called index", files={"releases/index.md": release()}, path="releases/index.md", line=1, code="C008",
            fix="rename it to the-memo.md", severity=WARNING),
    Mistake(name="a release in a folder of its own", files={"releases/2010/opt-out/index.md": release()},
            path="releases/2010/opt-out/index.md", line=1, code="C008", fix="opt-out.md", severity=WARNING),
    copy("a copy of Finder", "a copy.md"), copy("another copy of Finder", "a copy 2.md"), copy("a copy of a browser", "a (1).md"),
    copy("a copy of Windows", "a - Copy.md"), copy("a copy of Windows in German", "a - Kopie (2).md"), copy("a copy of GNOME", "Copy of a.md"),
    copy("a copy of iCloud", "a 2.md"), copy("a copy of Syncthing", "a.sync-conflict-20250501-103015-ABCDEFG.md"),
    copy("a copy of Dropbox", "a (Ana's conflicted copy 2025-05-01).md"), copy("a copy of Nextcloud", "a (conflicted copy 2025-05-01 103015).md"),
    copy("a copy of OwnCloud", "a_conflict-20250501-103015.md"), copy("a copy of KDE", "a (copy).md"), copy("a copy of Windows in Spanish", "a (copia).md"),
    copy("a copy of Windows in Japanese", "a - コピー.md"), copy("a copy of Finder in Chinese", "a的副本.md"), copy("a copy of Finder in Russian", "a копия 2.md"),
    copy("a copy of OneDrive", "a-DESKTOP-7Q4K2.md"), copy("a copy of git mergetool", "a.BACKUP.1234.md"), copy("a copy by hand", "a-old.md"),
    Mistake(name="plain text behind the ending", files={A: release(), "releases/2010/b.md ": b"x"}, path="releases/2010/b.md ", line=1, code="C006",
            fix="rename it to b.md", severity=WARNING),
    Mistake(name="a list in capitals", files={"Contacts.yml": "a:\n  name: A\n"}, path="Contacts.yml", line=1, code="C001", fix="rename it to contacts.yml"),
    Mistake(name="a list in British English", files={"organisations.yml": "a:\n  name: A\n"}, path="organisations.yml", line=1, code="C001",
            fix="rename it to organizations.yml"),
    Mistake(name="a list that Windows saved as text", files={"site.yml.txt": "name: A\n"}, path="site.yml.txt", line=1, code="C001", fix="rename it to site.yml"),
    Mistake(name="a page that is called index", files={"pages/index.md": page()}, path="pages/index.md", line=1, code="R008", fix="index-page"),
    Mistake(name="a document's record beside its folder", files={"documents/memo.md": document()},
            path="documents/memo.md", line=1, code="C006", fix="documents/memo/index.md", severity=WARNING),
    Mistake(name="a list of another ending", files={"contacts.yaml": "a:\n  name: A\n"}, path="contacts.yaml", line=1, code="C001", fix="contacts.yml"),
    Mistake(name="two files that differ by case alone", files={A: release(body="![x]({attach}Photo.png)\n"), "releases/2010/Photo.png": b"picture", "releases/2010/photo.png": b"picture"},
            path="releases/2010/photo.png", line=1, code="C005", fix="rename"),
    Mistake(name="a name that gives no slug", files={"releases/2010/———.md": release()}, path="releases/2010/———.md", line=1, code="F006", fix="slug: the-memo"),
    Mistake(name="two PDFs and no word which", files={MEMO: document(), PDF: b"1 page", "documents/ice-memo/old.pdf": b"1 page"},
            path=MEMO, line=1, code="D002", fix="file:"),
    Mistake(name="a PDF that is not there", files={MEMO: document("file: memo.pdf")}, path=MEMO, line=5, code="C003", fix="beside index.md"),
    Mistake(name="a PDF that is none", files={MEMO: document(), PDF: b"<html>404</html>"}, path=MEMO, line=1, code="D001", fix="download it again"),
    Mistake(name="a PDF elsewhere", files={MEMO: document("file: ../memo.pdf")}, path=MEMO, line=5, code="F006", fix="beside index.md"),
    Mistake(name="two versions of one date", path=MEMO, line=1, code="R009", fix="a date of its own",
            files={MEMO: document("versions:", "- date: 2010-01-01", "  file: a.pdf", "- date: 2010-01-01", "  file: b.pdf"),
                   "documents/ice-memo/a.pdf": b"1 page", "documents/ice-memo/b.pdf": b"2 pages"}),
    Mistake(name="a section on a page that there is not", files={MEMO: document("sections:", "- page: 3", "  title: x"), PDF: b"2 pages"},
            path=MEMO, line=6, code="L003", fix="first sheet"),
    Mistake(name="a page that is no number", files={MEMO: document("notes:", "- page: iii", "  text: x")}, path=MEMO, line=6, code="F006", fix="as in 3"),
    Mistake(name="a picture that is not there", files={A: release("images:", "- file: phto.png", "  alt: x"), "releases/2010/photo.png": b"picture"},
            line=6, code="C003", fix="photo.png?"),
    Mistake(name="a picture of another site in the fields", files={A: release("images:", "- file: https://example.com/b/c.jpg", "  alt: Six people")},
            line=6, code="I002", fix="write - file: c.jpg", severity=WARNING),
    Mistake(name="a picture of one's own computer", files={A: release("images:", "- file: C:\\Users\\a\\b.jpg", "  alt: Six people")},
            line=6, code="C003", fix="beside the release"),
    Mistake(name="an alt text that is a file's name in the fields", files={A: release("images:", "- file: a.png", "  alt: a.png"), "releases/2010/a.png": b"picture"},
            line=7, code="I004", fix="write what it shows", severity=PUBLICATION),
    Mistake(name="a field of a picture as in HTML", files={A: release("images:", "- src: a.png", "  alt: Six people")}, line=6, code="F004", fix="write - file: a.png"),
    Mistake(name="a picture that cannot be read", files={A: release("images:", "- file: a.png", "  alt: x"), "releases/2010/a.png": b"no"},
            line=6, code="I003", fix="save it again"),
    Mistake(name="a picture that is a PDF", files={A: release("images:", "- file: a.pdf", "  alt: x"), "releases/2010/a.pdf": b"1 page"},
            line=6, code="C004", fix="documents/a/"),
]  # fmt: skip

LINKS = [
    link("a document that there is not", "[the memo]({document}ice-mem)\n", "L001", "did you mean ice-memo?"),
    link("a document in capitals", "[the memo]({document}ICE-Memo)\n", "L001", "did you mean ice-memo?"),
    link("a mistake on a later line", "One.\n\nTwo, and [the memo]({document}ice-mem).\n", "L001", "ice-memo?", line=8),
    link("a case like no other", "[the suit]({case}smith)\n", "L001", "write the case record"),
    link("a release that there is not", "[earlier]({release}a2)\n", "L001", "did you mean a?"),
    link("a file that there is not", "[earlier]({filename}aa.md)\n", "L001", "releases/2010/a.md?"),
    link("a release that is a draft", "[soon]({release}b)\n", "L002", "set status: published in releases/2010/b.md", PUBLICATION, files={B: release("status: draft", uid="b")}),
    link("a file of a release before its day", "[soon]({filename}b.md)\n", "L002", "wait", PUBLICATION,
         files={B: release(uid="b").replace("2010-09-01", "2011-01-01")}),
    link("a page that the PDF does not have", "[page 3]({document}ice-memo#page=3)\n", "L003", "first sheet"),
    link("a link to a page that is no number", "[page 3]({document}ice-memo#page=iii)\n", "L003", "#page=3"),
    link("a place that a record does not have", "[entry 7]({case}ndlon-v-ice#entry-7)\n", "L004", "entry-1?"),
    link("a place that this text does not have", "# Background\n\n[above](#backgruond)\n", "L004", "background?", line=8),
    link("a file outside the content", "[it]({static}../../../secret.csv)\n", "C002", "into the content folder"),
    link("a PDF that is no document", "[it]({static}a.pdf)\n", "C004", "documents/a/", files={"releases/2010/a.pdf": b"1 page"}),
    link("a file that is not published", "[it]({static}a.exe)\n", "C004", "PNG", files={"releases/2010/a.exe": b"x"}),
    link("a page that this site does not have", "[all](/relases/)\n", "L001", "/releases/?"),
    link("an address of a record", "[c](/cases/ndlon-v-ice/#entry-1)\n", "L008", "{case}ndlon-v-ice#entry-1", WARNING),
    link("pages that the PDF does not have", "[pages]({document}ice-memo#page=2-3)\n", "L003", "first sheet"),
    link("a page, by its address, that the PDF does not have", "[p](/documents/ice-memo/#page=9)\n", "L003", "sheet"),
    link("a last slash left out", "[all](/releases)\n", "L005", "/releases/"),
    link("an address without its beginning", "[the site](www.example.org)\n", "L005", "https://www.example.org"),
    link("a file without {filename}", "[earlier](a.md)\n", "L005", "{filename}a.md"),
    link("a link through a mail program", "[it](https://example.com/a?utm_source=mail)\n", "L009", "write [it](https://example.com/a)", WARNING),
    link("a script as an address", "[it](javascript:alert)\n", "L005", "https://"),
    link("an address without a host", "[it](https://)\n", "L005", "https://"),
    link("an empty address", "[it]()\n", "L005", "round brackets"),
    link("a misspelt kind of link", "[it]({docment}ice-memo)\n", "L005", "{document}ice-memo"),
    link("a kind of link without a name", "[it]({document})\n", "L005", "{document}name"),
    link("an e-mail address that is none", "[us](mailto:press)\n", "L005", "mailto:name@"),
    link("a bare click here", "For the memo, click here.\n", "L006", "name of what is meant", PUBLICATION),
    link("a link whose words are here", "The memo is [here]({document}ice-memo).\n", "L007", "make the name the link", WARNING),
    link("an image without alt text", "![]({static}a.png)\n", "I001", "what it shows", files={"releases/2010/a.png": b"picture"}),
    link("an image that is not there", "![A memo]({static}a.png)\n", "C003", "add the file"),
    link("an image that cannot be read", "![A memo]({static}a.png)\n", "I003", "save it again", files={"releases/2010/a.png": b"x"}),
    link("an image that is cut off", "![A memo]({static}a.png)\n", "I003", "save it again", files={"releases/2010/a.png": b"half a picture"}),
    link("a photo in Apple's format", "![A memo]({static}a.HEIC)\n", "C004", "export it as JPEG", files={"releases/2010/a.HEIC": b"x"}),
    link("an old text of Word", "[it]({static}a.doc)\n", "C004", ".docx", files={"releases/2010/a.doc": b"x"}),
    link("a text of Word that is none", "[it]({static}a.docx)\n", "C009", "save it again", files={"releases/2010/a.docx": b"x"}),
    link("a text of Word with tracked changes", "[it]({static}a.docx)\n", "C010", "Accept All", PUBLICATION,
         files={"releases/2010/a.docx": docx('<w:p><w:ins w:author="A"/></w:p>')}),
    link("a PDF in an archive", "[it]({static}a.zip)\n", "C010", "publish it as a document", PUBLICATION,
         files={"releases/2010/a.zip": archive({"a.pdf": "x"})}),
    link("a picture too large for a phone", "![A memo]({static}a.png)\n", "I005", "2,000 pixels", WARNING, files={"releases/2010/a.png": b"large picture"}),
    link("an image by a path of another program", "![A memo](/images/a.png)\n", "C003", "add the file"),
    link("a picture that browsers do not show", "![A memo]({static}a.tiff)\n", "C004", "save it as PNG", files={"releases/2010/a.tiff": b"x"}),
    link("a number sign in a name", "![A memo]({static}a#b.png)\n", "C003", "write ![A memo]({static}a%23b.png)", files={"releases/2010/a#b.png": b"picture"}),
    link("an image that is a table", "![A memo]({static}a.csv)\n", "C004", "link to the file", files={"releases/2010/a.csv": b"x"}),
    link("two slashes before a folder", "[it](//photos/a.jpg)\n", "L005", "write it whole, as in https://"),
    *(Mistake(name=f"a picture in the fields at an address without a host: {file}",
              files={A: release("images:", f'- file: "{file}"', "  alt: Six people")},
              line=6, code="L005", fix="write - file: c.jpg")
      for file in ("//photos/b/c.jpg", "///b/c.jpg", "https:///b/c.jpg", "{static}//photos/c.jpg")),
    link("an image of another site", "![A memo](https://example.com/a.png)\n", "I002", "{attach}", WARNING),
    link("a space in a link", "See [it] (https://example.org) now\n", "T003", "write: See [it](https://example.org) now", PUBLICATION),
    link("a link that was only begun", "One.\n\nSee [half link](", "T003", "write: See [half link](https://…)", PUBLICATION, line=8),
    link("a record's name without a link", "See {document}ice-memo now\n", "T003", "write: See [ice memo]({document}ice-memo) now", PUBLICATION),
    link("a comment that nothing closes", "One.\n\n<!-- ask her\n\nTwo.\n", "T010", "write -->", PUBLICATION, line=8),
    link("rows without a rule", "| a | b |\n| c | d |\n", "T010", "write: |---|---|", PUBLICATION),
    link("a label that nothing defines", "See [it][nope].\n", "T003", "[nope]: https://", PUBLICATION),
    link("a mark without its note", "A claim.[^9]\n", "T004", "[^9]: ", PUBLICATION),
    link("two notes of one name", "A claim.[^1]\n\n[^1]: One.\n\n[^1]: Two.\n", "T004", "[^2]", PUBLICATION, line=10),
    link("a note that nothing refers to", "A claim.\n\n[^1]: One.\n", "T005", "[^1]", WARNING, line=8),
    link("a third cell", "| a | b |\n|---|---|\n| c | d | e |\n", "T007", "write: | c | d e |", WARNING, line=8),
    link("an indented first line", "One.\n\n    The county voted today.\n", "T008", "The county voted today.", WARNING, line=8),
    link("an embargo in the text alone", "EMBARGOED UNTIL DECEMBER 8, 2010, 6 A.M. EST\n", "R022", "below line 1, add embargo: 2010-12-08T", PUBLICATION),
    link("an embargo in the text that is over", "EMBARGOED UNTIL SEPTEMBER 1, 2010, 6 A.M. EDT\n", "R023", "delete the line", WARNING),
    link("a placeholder", "About TK people came.\n", "T009", "write what belongs there", PUBLICATION),
    link("stars that nothing closes", "**Demands: stop\n", "T010", "write: **Demands: stop**", PUBLICATION),
    link("a backtick that nothing closes", "Run `invoke build, then look.\n", "T010", "write: Run `invoke build`, then look.", PUBLICATION),
    link("attributes on a line of their own", "One.\n\n{: .note}\n\nTwo.\n", "T010", "delete the line", PUBLICATION, line=8),
    link("items without their spaces", "We ask:\n-Stop\n-Publish\n", "T011", "as in: - Stop", WARNING, line=7),
    link("a space after a hyphen that is no plain one", "-\u00a0Stop\n", "T010", "write: - Stop", PUBLICATION),
    link("a heading without its space", "##Demands\n\nStop.\n", "T010", "write: ## Demands", PUBLICATION),
    link("letters of a wrong encoding", "Itâ€™s JosÃ©’s vote\n", "T012", "write: It’s José’s vote", WARNING),
    link("a letter that was lost", "Jos\ufffd said so.\n", "T012", "type the word again", WARNING),
    link("a script in the text", "One.\n\n<script>alert(1)</script>\n", "T001", "delete it", WARNING, line=8),
    link("an attribute that runs a script", '<a href="https://x.org/" onclick="x()">it</a>\n', "T001", "delete it", WARNING),
    link("quotations inside one another without end", "> " * 400 + "x\n", "T002", "split the text"),
]  # fmt: skip

MISTAKES = [*FRONT_MATTER, *BETWEEN_RECORDS, *FILES, *LINKS]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name.replace(" ", "_"))
def test_a_mistake_is_one_problem_at_its_line_with_its_fix(find: Any, mistake: Mistake) -> None:
    problems = find(mistake.files)
    assert [(p.path, p.line, p.code, p.severity) for p in problems] == [
        (mistake.path, mistake.line, mistake.code, mistake.severity)
    ], "\n".join(p.text("content") for p in problems)
    assert mistake.fix in problems[0].fix


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name.replace(" ", "_"))
def test_every_problem_reads_as_two_short_lines(find: Any, mistake: Mistake) -> None:
    (found,) = find(mistake.files)
    _, second = found.text("content").split("\n")
    assert second.startswith("  Fix: ")
    for words in (found.what, found.fix):
        assert 0 < len(words) <= 200
        assert words == words.strip()
        assert "  " not in words or pasted(words, found.line)
        assert not words.endswith(".") or pasted(words, found.line)
        assert not re.search(r"pydantic|yaml\.|Traceback|None|NoneType|\bstr\b|loc=|ctx", words)


def test_the_table_covers_what_the_issue_asks_for() -> None:
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES) >= 100
    assert len({mistake.code for mistake in MISTAKES}) >= 35


def test_content_without_a_mistake_has_no_problem(find: Any) -> None:
    body = (
        "See [the memo]({document}ice-memo#page=2), [the suit]({case}ndlon-v-ice#entry-1), [the PDF]({static}/"
        + PDF
        + "), "
        "[another]({filename}b.md), [all](/releases/), [a list](/feeds/all.rss.xml), [below](#below), "
        "[a table]({attach}counts.csv) and [the office](https://example.gov/).\n\n## Below\n\n![A memo]({static}a.png)\n"
    )
    more = {B: release(uid="b"), "releases/2010/a.png": b"picture", "releases/2010/counts.csv": b"a,b"}
    assert find({**AROUND, A: release(body=body), **more}) == []


def test_a_picture_is_found_whichever_way_its_name_is_written(find: Any) -> None:
    composed, apart = unicodedata.normalize("NFC", "café"), unicodedata.normalize("NFD", "café")
    names = [(composed, apart), (apart, composed), ("10.30\u202fAM", "10.30 AM"), ("10.30\u00a0AM", "10.30%20AM"),
             ("10.30 AM", "10.30%C2%A0AM"), ("\u200eIMG", "IMG")]  # fmt: skip
    for name, written in names:
        body = f"![A memo](<{{attach}}{written}.png>)\n"
        fields = ("images:", f"- file: '{written.replace('%20', ' ').replace('%C2%A0', chr(0xA0))}.png'", "  alt: x")
        files = {A: release(*fields, body=body), f"releases/2010/{name}.png": b"picture"}
        problems = find(files)
        assert problems == [], problems
        shutil.rmtree(find.content)


def test_a_document_finds_its_pdf_whichever_way_its_name_is_written(find: Any) -> None:
    apart = unicodedata.normalize("NFD", "documents/ice-memo/Orden de José.pdf")
    assert find({MEMO: document("file: Orden de José.pdf"), apart: b"1 page", PDF: b"1 page"})[0].code == "C006"


def test_another_case_is_suggested(find: Any) -> None:
    (found,) = find({A: release(body="![A memo]({attach}Photo.PNG)\n"), "releases/2010/photo.png": b"picture"})
    assert (found.code, found.severity) == ("C003", ERROR)
    assert "photo.png" in found.fix


@pytest.mark.parametrize("waits", ["status: draft", "embargo: 2011-01-01T10:00Z", "stauts: x"])
def test_files_of_what_is_not_read_are_not_called_idle(find: Any, waits: str) -> None:
    held = release(
        waits, "images:", "- file: b one.png", "  alt: x", body="![x]({attach}a%20two.png) [y]({attach}z.csv)\n"
    )
    files = {A: held, "releases/2010/b one.png": b"picture", "releases/2010/a two.png": b"picture",
             "releases/2010/z.csv": "a", MEMO: document(waits if "embargo" not in waits else "status: draft"), PDF: b"1 page",
             "documents/ice-memo/memo.txt": "x"}  # fmt: skip
    assert not [p for p in find(files) if p.code == "C006"]


@pytest.mark.parametrize("waits", ["", "status: draft", "stauts: x"])
def test_the_source_of_a_typeset_pdf_beside_a_record_is_not_called_idle(find: Any, waits: str) -> None:
    files = {A: release(), MEMO: document(waits), PDF: b"1 page", "documents/ice-memo/memo.typ": "= A memo"}
    assert not [p for p in find(files) if p.code == "C006"]


def test_a_source_without_a_record_beside_it_is_called_idle(find: Any) -> None:
    files = {
        A: release(),
        MEMO: document(),
        PDF: b"1 page",
        "documents/other/memo.typ": "x",
        "releases/2010/a.typ": "x",
    }
    idle = [p.path for p in find(files) if p.code == "C006"]
    assert idle == ["documents/other/memo.typ", "releases/2010/a.typ"]


def test_files_that_a_list_or_field_names_are_not_called_idle(find: Any) -> None:
    files = {
        A: release(),
        "organizations.yml": "ccr:\n  name: C\n  logo: pages/logo.png\n",
        "pages/logo.png": b"picture",
    }
    assert not [p for p in find(files) if p.code == "C006"]


def test_a_second_statement_is_no_copy(find: Any) -> None:
    second = release(uid="b").replace("The memo", "The second memo")
    assert find({A: release(), "releases/2010/a 2.md": second}) == []
    shutil.rmtree(find.content)
    assert [p.code for p in find({A: release(), "releases/2010/a (1).md": second})] == ["C011"]


def test_a_copy_that_is_a_draft_stops_nothing(find: Any) -> None:
    problems = find({A: release(), "releases/2010/a copy.md": release("status: draft")})
    assert [(p.code, p.severity) for p in problems] == [("C007", WARNING)]


def test_every_mistake_of_a_folder_is_told_at_once_sorted_by_file_and_line(find: Any) -> None:
    problems = find({A: release("stauts: x", "foo: y"), B: release(uid="b", body="[x]({case}y)\n\n[z]({case}y)\n")})
    assert [(p.path, p.line) for p in problems] == [(A, 5), (A, 6), (B, 6), (B, 8)]


def test_a_mistake_inside_a_plain_draft_is_a_warning(find: Any) -> None:
    draft = release("status: draft", body="[the memo]({document}ice-mem)\n\n![]({static}a.png)\n")
    assert find({A: draft}) == []
    problems = find({A: draft}, read_held=True)
    assert {(p.code, p.severity) for p in problems} >= {("L001", WARNING), ("I001", WARNING)}
    assert {p.severity for p in problems} == {WARNING}


def test_a_mistake_inside_what_an_embargo_holds_is_found_by_the_check_alone(find: Any) -> None:
    held = release("embargo: 2011-01-01T10:00-05:00", body="[the memo]({document}ice-mem)\n")
    assert find({A: held}) == []
    assert [(p.code, p.line, p.severity) for p in find({A: held}, read_held=True)] == [("L001", 7, ERROR)]


def test_a_file_that_cannot_be_read_is_not_also_a_broken_link(find: Any) -> None:
    problems = find({A: release(body="[it]({release}b) and [it]({filename}b.md)\n"), B: release("stauts: x", uid="b")})
    assert [(p.path, p.code) for p in problems] == [(B, "F004")]


def test_a_list_that_cannot_be_read_is_not_also_missing_names(find: Any) -> None:
    files = {
        A: release("contacts: [ana]", "organizations: [ccr]"),
        "contacts.yml": "ana:\n  name: A: B\n",
        "organizations.yml": "[\n",
    }
    assert [p.path for p in find(files)] == ["contacts.yml", "organizations.yml"]


def test_a_document_s_record_with_another_name_is_the_one_thing_to_be_told(find: Any) -> None:
    other = {"documents/teleward-letter/index.md": document().replace("uid: d", "uid: t")}
    for name in ("index.md.txt", "Index.MD", "INDEX.md"):
        path = f"documents/counsel-letter/{name}"
        files = {A: release(body="[it]({document}counsel-letter#page=2)\n"), path: document(), **other}
        (found,) = find(files)
        assert (found.path, found.code, found.fix) == (path, "C001", "rename it to index.md")
        shutil.rmtree(find.content)


def test_no_other_document_is_guessed_where_the_folder_is_there(find: Any) -> None:
    files = {A: release(body="[it]({document}counsel-letter)\n"), "documents/counsel-letter/it.pdf": b"1 page",
             "documents/teleward-letter/index.md": document()}  # fmt: skip
    found = [p for p in find(files) if p.path == A]
    assert [p.fix for p in found] == ["write its record, documents/counsel-letter/index.md"]


@pytest.mark.parametrize(
    ("given", "present", "fix"),
    [
        ("counsel letter.pdf", ["County Counsel Letter 9-14-26.pdf"], "did you mean County Counsel Letter 9-14-26.pdf? or delete the line: the folder's only PDF is then used"),
        ("letter.pdf", ["County Counsel Letter 9-14-26.pdf"], "did you mean County Counsel Letter 9-14-26.pdf? or delete the line: the folder's only PDF is then used"),
        ("leter.pdf", ["letter.pdf", "annex.pdf"], "did you mean letter.pdf?"),
        ("it.pdf", [], "put the PDF beside index.md, or delete the line: the page then says that it is not on file yet"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_in_its_folder_is_answered_with_those_that_are(
    find: Any, given: str, present: list[str], fix: str
) -> None:
    files = {MEMO: document(f"file: {given}"), **{f"documents/ice-memo/{name}": b"1 page" for name in present}}
    assert [p.fix for p in find(files) if p.code == "C003"] == [fix]


def test_a_release_among_the_documents_is_sent_to_the_releases(find: Any) -> None:
    text = release("dateline: Oakland", "contacts: [ana]")
    for path in ("documents/phones2.md", "documents/2010/phones2/index.md"):
        (found,) = [p for p in find({A: release(uid="z"), path: text}) if p.path == path]
        assert (found.code, found.fix) == ("C006", "move it to releases/2010/phones2.md")
        shutil.rmtree(find.content)


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("timezone: Pacific", "delete the line: the time zone is TIMEZONE in pelicanconf.py"),
        ("url: https://example.org", "delete the line: the site's address is SITEURL in pelicanconf.py"),
        ("lang: en", "delete the line: the language is DEFAULT_LANG in pelicanconf.py"),
        ("twitter: https://x.com/example", "where else you are is a list: write social: [{text: Twitter, url: https://x.com/example}]"),
        ("bluesky: '@example'", "where else you are is a list: write social: [{text: Bluesky, url: https://…}]"),
    ],
)  # fmt: skip
def test_what_site_yml_does_not_say_is_answered_with_where_it_is_said(find: Any, line: str, fix: str) -> None:
    (found,) = find({A: release(), "site.yml": f"name: A campaign\n{line}\n"})
    assert (found.path, found.line, found.code, found.fix) == ("site.yml", 2, "F004", fix)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Sheriff Release FINAL (2)", "sheriff-release"),
        ("sheriff-release-v2", "sheriff-release"),
        ("Sheriff Release (3)", "sheriff-release"),
        ("sheriff_draft.final", "sheriff"),
    ],
)
def test_a_version_in_a_file_s_name_is_a_warning_before_its_address_is_for_good(
    find: Any, name: str, slug: str
) -> None:
    path = f"releases/2010/{name}.md"
    (found,) = find({path: release()})
    assert (found.code, found.severity, found.line) == ("C011", WARNING, 1)
    assert found.fix == f"rename it before it is published, or below line 1, add slug: {slug}"
    shutil.rmtree(find.content)
    assert find({path: release(f"slug: {slug}")}) == []


@pytest.mark.parametrize("name", ["final-rule", "the-draft-order-falls", "drafting-2", "copyright", "v2"])
def test_such_a_word_that_is_not_a_version_is_none(find: Any, name: str) -> None:
    assert find({f"releases/2010/{name}.md": release()}) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://docs.google.com/document/d/1a2b/edit",
        "https://docs.google.com/spreadsheets/d/1a2b/edit#gid=0",
        "https://drive.google.com/file/d/1a2b/view",
    ],
)
def test_a_link_that_may_ask_readers_to_sign_in_is_a_warning(find: Any, address: str) -> None:
    (found,) = find({A: release(body=f"See [the budget]({address}).\n")})
    assert (found.code, found.severity, found.line) == ("L009", WARNING, 6)
    assert "sign in" in found.what
    for public in ("document/d/e/2PACX-1/pub", "forms/d/e/1a2b/viewform"):
        assert find({A: release(body=f"[it](https://docs.google.com/{public})\n")}) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/a?utm_source=mail&b=1&utm_medium=x",
        "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.com%2Fa%3Fb%3D1&data=05",
    ],
)
def test_a_link_that_tracks_is_a_warning_with_the_plain_line(find: Any, address: str) -> None:
    text = release(body=f"[it]({address})\n")
    (found,) = find({A: text})
    assert (found.code, found.severity, found.line) == ("L009", WARNING, 6)
    assert found.fix == "write [it](https://example.com/a?b=1)"
    assert find({A: release(body="[it](https://example.com/a?b=1)\n")}) == []


def test_words_quoted_from_a_scan_that_nobody_has_read_say_so(find: Any) -> None:
    files = {A: release(body="> The words.\n> — [memo]({document}ice-memo#page=1)\n"), MEMO: document(), PDF: scan()}
    (found,) = [p for p in find(files) if p.code == "Q001"]
    assert found.what.endswith("is not confirmed: page 1 of ice-memo is a scan that has not been read")
    assert found.fix.startswith("run `invoke ocr ice-memo`; or look at both and sign: invoke sign ")


def test_a_row_with_too_few_cells_is_none_with_lost_words(find: Any) -> None:
    assert find({A: release(body="| a | b |\n|---|---|\n| c |\n")}) == []


LINKING = release(body="See [it]({document}letter).\n")
NAMED_OTHERWISE = "---\ntitle: A letter\nkind: letter\nslug: county-letter\nuid: d\n{}---\n"


def test_a_link_by_the_folder_of_a_document_whose_slug_is_another_gives_the_slug(find: Any) -> None:
    (found,) = find({A: LINKING, "documents/letter/index.md": NAMED_OTHERWISE.format("")})
    assert (found.path, found.code, found.fix) == (A, "L001", "write See [it]({document}county-letter).")
    held = NAMED_OTHERWISE.format("status: draft\n")
    assert [p.code for p in find({A: LINKING, "documents/letter/index.md": held}) if p.path == A] == ["L002"]


@pytest.mark.parametrize("name", ["index.txt", "index.html", "indexes.csv"])
def test_a_link_to_a_folder_without_a_record_is_an_error_whatever_else_is_in_it(find: Any, name: str) -> None:
    found = find({A: LINKING, f"documents/letter/{name}": NAMED_OTHERWISE.format("")})
    assert [(p.code, p.fix) for p in found if p.path == A] == [("L001", "write its record, documents/letter/index.md")]


def test_an_embargo_alone_makes_no_release_of_a_text_among_documents(find: Any) -> None:
    head = "---\ntitle: A letter\nkind: letter\nembargo: 2010-12-08T06:00-05:00\n{}---\n"
    (found,) = find({"documents/letter.md": head.format("")})
    assert (found.code, "releases/" in found.fix) == ("C006", False)
    (found,) = find({"documents/letter.md": head.format("dateline: Oakland\ndate: 2010-12-08\n")})
    assert (found.code, found.fix) == ("C006", "move it to releases/2010/letter.md")
