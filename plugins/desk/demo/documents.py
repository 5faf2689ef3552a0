"""The documents of the sample archive: a record, a PDF and, for some scans, the text that OCR made of it."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from random import Random

from plugins.desk.demo.plan import OWN_PAGES, REDACTED, WITH_SIDECAR, WITHOUT_TEXT, Archive, Look, Paper
from plugins.desk.demo.scans import scanned_pdf
from plugins.desk.demo.sheets import Faces, faces, set_paper, text_pdf
from plugins.desk.demo.words import HELD_MARK, Wording, day_text
from plugins.desk.demo.writing import FAR, File, cited, record
from plugins.evidence.text.sidecar import write_sidecar

LANGUAGES = {"en": "eng", "es": "spa"}
SUMMARY = Wording(
    "{pages} invented pages from the {agency}, as {look}.",
    "{pages} páginas inventadas de la {agency}. Aspecto: {look}.",
)
BODY = Wording(
    "A made-up {kind} of {day}. As a file it is: {look}. It shows how such a paper is read, searched and cited.",
    "Un documento inventado del {day}. Como archivo es: {look}. Sirve para mostrar cómo se lee, se busca y se cita.",
)
LOOKS_ES = {
    Look.TEXT: "texto",
    Look.READ_SCAN: "escaneado, con su texto al lado",
}
ONE_SENTENCE = Wording("One sentence of it:", "Una frase del documento:")
MISSING_EVERY = 20
"""One document that is not on file yet for so many that are."""


def document_files(archive: Archive) -> Iterator[File]:
    known = faces()
    for paper in archive.papers:
        yield from _document(archive, paper, known)
    for number in range(len(archive.papers) // MISSING_EVERY):
        yield _missing(number)
    yield from _held(archive.papers[0], known)


def _document(archive: Archive, paper: Paper, known: Faces) -> Iterator[File]:
    folder = f"documents/{paper.slug}"
    dice = Random(f"{archive.seed} document {paper.number}")
    yield _record(archive, paper, folder, dice)
    sheets = set_paper(paper, known)
    pdf = text_pdf(paper.title, sheets)
    if paper.look not in (Look.TEXT, Look.REDACTED):
        pdf = scanned_pdf(paper, sheets, dice)
    yield f"{folder}/{paper.slug}.pdf", pdf
    if paper.look in WITH_SIDECAR:
        texts = ["\n".join(sheet.lines) for sheet in sheets]
        yield f"{folder}/{paper.slug}.txt", write_sidecar(texts, hashlib.sha256(pdf).hexdigest())
    if paper.is_second_version:
        yield f"{folder}/{_older_name(paper)}", text_pdf(f"{paper.title}, first version", sheets[:-1])


def _record(archive: Archive, paper: Paper, folder: str, dice: Random) -> File:
    lang, pages = paper.lang, len(paper.leaves)
    look = paper.look.value if lang == "en" else LOOKS_ES[paper.look]
    headed = [(number, leaf.heading) for number, leaf in enumerate(paper.leaves, 1) if leaf.heading]
    fields = {
        "title": paper.title,
        "kind": paper.kind,
        "lang": lang if lang != "en" else "",
        "date": paper.day,
        "summary": SUMMARY.say(lang, pages=pages, agency=paper.agency, look=look),
        "authors": [paper.agency],
        "source": "Sample docket" if paper.entry else "Sample records request",
        "recipient": paper.person if paper.kind in ("letter", "request") else "",
        "obtained": {
            "via": "Sample docket" if paper.entry else "Sample records request",
            "date": paper.day + timedelta(days=20),
            "release_batch": f"Sample batch {paper.number // 10 + 1}",
        },
        "bates": {
            "prefix": "SAMPLE-",
            "start": f"SAMPLE-{paper.bates:06d}",
            "end": f"SAMPLE-{paper.bates + pages - 1:06d}",
        } if paper.bates else {},
        "exemptions": ["b6"] if paper.look in REDACTED else [],
        "redacted_by": "agency" if paper.look in REDACTED else "",
        "language": LANGUAGES[lang],
        "sections": [{"page": page, "title": heading} for page, heading in headed] if pages > OWN_PAGES else [],
        "notes": [{"page": min(2, pages), "text": "Sample note: a remark of the staff on this page."}]
        if paper.number % 7 == 0
        else [],
        "file": f"{paper.slug}.pdf" if paper.is_second_version else "",
        "versions": [
            {
                "date": paper.day - timedelta(days=30),
                "comment": "Sample: the first version had one page less",
                "file": _older_name(paper),
            }
        ] if paper.is_second_version else [],
        "case": archive.cases[paper.case].slug if paper.case is not None else "",
        "docket_entry": paper.entry,
        "rights": "Sample data: free to copy",
        "tags": ["Sample papers", f"Sample {paper.kind}s" if paper.kind != "analysis" else "Sample analyses"],
    }  # fmt: skip
    body = [BODY.say(lang, kind=paper.kind, day=day_text(paper.day, lang), look=look)]
    if paper.look not in WITHOUT_TEXT:
        passage = paper.passage(dice)
        body += [ONE_SENTENCE.say(lang), cited(passage.words, paper.slug, passage.page, lang)]
    return record(f"{folder}/index.md", fields, body, lang)


def _older_name(paper: Paper) -> str:
    return f"{paper.slug}-first.pdf"


def _missing(number: int) -> File:
    slug = f"sample-missing-{number + 1:02d}"
    fields = {
        "title": f"Sample annex {number + 1} that nobody holds yet",
        "kind": "record",
        "summary": "An invented paper that is not on file.",
        "tags": ["Sample papers"],
    }
    return record(f"documents/{slug}/index.md", fields, ["A made-up paper of which there is a record, and no PDF."])


def _held(paper: Paper, known: Faces) -> Iterator[File]:
    """One that waits for its day, with its PDF, and a draft without one."""
    folder = "documents/sample-held-letter"
    fields = {"title": f"{HELD_MARK}: a letter that waits", "kind": "letter", "date": FAR, "summary": HELD_MARK}
    yield record(f"{folder}/index.md", fields, [f"{HELD_MARK}. Until its date it does not exist."])
    yield f"{folder}/{HELD_MARK.lower()}.pdf", text_pdf(HELD_MARK, set_paper(paper, known)[:1])
    fields = {"title": f"{HELD_MARK}: a draft", "kind": "memo", "status": "draft", "summary": HELD_MARK}
    yield record("documents/sample-draft-memo/index.md", fields, [f"{HELD_MARK}. A draft without its PDF."])
