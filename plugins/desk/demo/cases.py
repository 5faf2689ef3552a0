"""The cases of the sample archive, with docket, timeline, parties, counsel and requests."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

from plugins.desk.demo.plan import Archive, Lawsuit, Paper
from plugins.desk.demo.words import APPEALS, HELD_MARK, JUDGES, KIND_NAMES, PEOPLE, Lang, Wording, day_text
from plugins.desk.demo.writing import File, cited, record, row

TITLE = Wording(
    "Sample case: Sample Project v. {agency}, no. {number}", "Caso de ejemplo: Sample Project v. {agency}, n.º {number}"
)
SUMMARY = Wording(
    "A made-up case about papers on {thing} in {place}.", "Un caso inventado sobre documentos: {thing} de {place}."
)
STANDS = (
    Wording("The agency has to produce {n} more sample pages.", "La oficina debe entregar {n} páginas de ejemplo más."),
    Wording("The sample court has heard both sides.", "El tribunal de ejemplo ha oído a ambas partes."),
    Wording(
        "The sample case is closed; {n} pages were released.", "El caso de ejemplo está cerrado; {n} páginas salieron."
    ),
)
CLOSED = 2
"""Of those, the one that a case ends with."""
ASKED = Wording(
    "On {day} the Sample Project asked the {agency} for its papers on {thing} in {place}. {agency} and project, court "
    "and docket are made up.",
    "El {day} el Sample Project pidió a la {agency} sus documentos: {thing} de {place}. Todo es inventado.",
)
PAPERS = Wording("The papers", "Los documentos")
KIND, DAY, PAGES = Wording("Paper", "Documento"), Wording("Day", "Día"), Wording("Pages", "Páginas")
SAYS = Wording("What one of them says", "Lo que dice uno de ellos")
NONE_YET = Wording("No paper of it is on file here yet.", "Todavía no hay documentos.")
ENTRIES = (
    Wording("Sample notice of appearance", "Personación de ejemplo"),
    Wording("Sample motion for more pages", "Solicitud de ejemplo de más páginas"),
    Wording("Sample reply", "Réplica de ejemplo"),
    Wording("Sample minutes of a hearing", "Acta de ejemplo de una vista"),
    Wording("Sample stipulation on the schedule", "Acuerdo de ejemplo sobre el calendario"),
)
FILED = Wording("Sample {kind}", "{kind} de ejemplo")
HEARING = Wording("Sample hearing", "Vista de ejemplo")
PLAINTIFF, DEFENDANT = Wording("plaintiff", "demandante"), Wording("defendant", "demandada")
ANSWERS = (
    Wording("refused", "denegada"),
    Wording("partly answered", "respondida en parte"),
    Wording("answered", "respondida"),
)
CAUSE = Wording("Sample records law", "Ley de documentos de ejemplo")


def case_files(archive: Archive) -> Iterator[File]:
    for case in archive.cases:
        yield _case(archive.seed, case, "en")
        if case.is_translated:
            yield _case(archive.seed, case, "es")
    fields = {"title": f"{HELD_MARK} v. Nobody", "status": "draft", "summary": f"{HELD_MARK}: a draft."}
    yield record("cases/sample-draft-case.md", fields, [f"{HELD_MARK}. A case that has not begun."])


def _case(seed: int, case: Lawsuit, lang: Lang) -> File:
    dice = Random(f"{seed} docket {case.number}")
    last = case.papers[-1].day if case.papers else case.filed
    state = case.number % len(STANDS)
    fields = {
        "title": TITLE.say(lang, agency=case.agency, number=case.number + 1),
        "lang": lang if lang != "en" else "",
        "translation": True if lang != "en" else "",
        "case_name_short": case.short_name,
        "summary": SUMMARY.say(lang, thing=case.thing.say(lang), place=case.place),
        "status_line": STANDS[state].say(lang, n=dice.randrange(20, 900)),
        "as_of": last + timedelta(days=60),
        "next_date": {"date": "2098-01-15", "title": HEARING.say(lang)} if state == 0 else {},
        "proceedings": _proceedings(case, last, lang, closed=state == CLOSED),
        "parties": [
            {"name": "Sample Project", "role": PLAINTIFF.say(lang)},
            {"name": case.agency, "role": DEFENDANT.say(lang)},
        ],
        "counsel": [
            {"name": dice.choice(PEOPLE), "organization": "Sample Law Clinic", "party": "Sample Project"},
            {"name": dice.choice(PEOPLE), "organization": "Sample Office of Counsel", "party": case.agency},
        ],
        "requests": [
            {
                "agency": case.agency,
                "tracking_id": f"SAMPLE-{case.filed.year}-{case.number + 1:04d}",
                "date": case.filed - timedelta(days=90),
                "status": ANSWERS[state].say(lang),
                "exemptions": ["b5", "b6"][: state + 1],
            }
        ],
        "docket": _docket(case, lang, dice),
        "timeline": _timeline(case, lang),
        "tags": ["Sample courts", f"Sample {case.thing.en}"] if lang == "en" else [],
    }  # fmt: skip
    suffix = "" if lang == "en" else f".{lang}"
    return record(f"cases/{case.slug}{suffix}.md", fields, list(_body(case, lang, dice)), lang)


def _proceedings(case: Lawsuit, last: Any, lang: Lang, *, closed: bool) -> list[dict[str, Any]]:
    first = {
        "court": case.court,
        "docket_number": case.docket_number,
        "date_filed": case.filed,
        **({"date_terminated": last + timedelta(days=45)} if closed else {}),
        "judge": JUDGES[case.number % len(JUDGES)],
        "cause": CAUSE.say(lang),
        "source_url": f"https://example.org/dockets/{case.slug}",
    }
    if case.number % 4 != 1:
        return [first]
    appeal = {"court": APPEALS, "docket_number": f"00-{case.number:04d}", "date_filed": last + timedelta(days=50)}
    return [first, appeal]


def _docket(case: Lawsuit, lang: Lang, dice: Random) -> list[dict[str, Any]]:
    """The papers at their numbers, entries without a paper between them."""
    entries: list[dict[str, Any]] = []
    for paper in case.papers:
        number = int(paper.entry)
        entries.append(
            {
                "entry_number": number,
                "date_filed": paper.day,
                "description": FILED.say(lang, kind=paper.kind if lang == "en" else KIND_NAMES[paper.kind].say(lang)),
                "documents": [paper.slug],
            }
        )
        for step in range(1, 4):
            day = paper.day + timedelta(days=2 * step)
            entry = dice.choice(ENTRIES).say(lang)
            entries.append({"entry_number": number + step, "date_filed": day, "description": entry})
    return entries


def _timeline(case: Lawsuit, lang: Lang) -> list[dict[str, Any]]:
    asked = Wording("The sample request is sent", "Se envía la petición de ejemplo")
    filed = Wording("A sample {kind}", "{kind} de ejemplo")
    look = Wording("Sample data: see {link}.", "Datos de ejemplo: véase {link}.")
    page = Wording("its last page", "la última página")
    events: list[dict[str, Any]] = [{"date": case.filed - timedelta(days=90), "title": asked.say(lang)}]
    for paper in case.papers[:6]:
        link = f"[{page.say(lang)}]({{document}}{paper.slug}#page={len(paper.leaves)})"
        events.append(
            {
                "date": paper.day,
                "title": filed.say(lang, kind=KIND_NAMES[paper.kind].say(lang)),
                "body": look.say(lang, link=link),
                "document": paper.slug,
            }
        )
    return events


def _body(case: Lawsuit, lang: Lang, dice: Random) -> Iterator[str]:
    day = day_text(case.filed - timedelta(days=90), lang)
    yield ASKED.say(lang, day=day, agency=case.agency, thing=case.thing.say(lang), place=case.place)
    yield f"## {PAPERS.say(lang)}"
    if not case.papers:
        yield NONE_YET.say(lang)
        return
    rows = [_row(paper, lang) for paper in case.papers[:12]]
    yield "\n".join([row(KIND.say(lang), DAY.say(lang), PAGES.say(lang)), "| --- | --- | --: |", *rows])
    quotable = [paper for paper in case.papers if paper.can_be_quoted and paper.lang == "en"]
    if quotable and lang == "en":
        paper = dice.choice(quotable)
        passage = paper.passage(dice)
        yield f"## {SAYS.say(lang)}"
        yield cited(passage.words, paper.slug, passage.page, lang)


def _row(paper: Paper, lang: Lang) -> str:
    return row(f"[{paper.title}]({{document}}{paper.slug})", day_text(paper.day, lang), len(paper.leaves))
