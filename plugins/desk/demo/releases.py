"""The releases of the sample archive: every part that a release can have, in turns."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from plugins.desk.demo.names import CONTACTS, LEAD, PARTNERS
from plugins.desk.demo.pictures import chart
from plugins.desk.demo.plan import Archive, Statement
from plugins.desk.demo.recordings import tones
from plugins.desk.demo.words import HELD_MARK, PEOPLE, PLACES, SPOKEN, Lang, Wording, day_text, month
from plugins.desk.demo.writing import FAR, FAR_MOMENT, File, cited, record, row, spoken

TITLES = (
    Wording("Sample: the {agency} is asked for its papers on {thing}",
            "Ejemplo: se piden a la {agency} sus documentos sobre {thing}"),
    Wording("Sample: {n} pages on {thing} in {place} are out",
            "Ejemplo: salen {n} páginas sobre {thing} de {place}"),
    Wording("Sample: what page {page} says about {thing} in {place}",
            "Ejemplo: lo que la página {page} dice sobre {thing} de {place}"),
    Wording("Sample: {place} waits {n} days for a list of {thing}",
            "Ejemplo: {place} espera {n} días una lista de {thing}"),
    Wording("Sample: two counts of {thing}, and {n} between them",
            "Ejemplo: dos cuentas de {thing}, y {n} de diferencia"),
    Wording("Sample: riders of {place} read the file on {thing}",
            "Ejemplo: los viajeros de {place} leen el expediente sobre {thing}"),
)  # fmt: skip
SUBTITLES = (
    Wording("A deck below a sample headline, with a figure of {n}", "Un subtítulo de ejemplo con la cifra {n}"),
    Wording("The papers are here, page by page", "Los documentos están aquí, página por página"),
)
SUMMARY = Wording(
    "A made-up release about {thing} in {place}, with the page that proves it.",
    "Un comunicado inventado sobre {thing} de {place}, con la página que lo prueba.",
)
OPENING = Wording(
    "The {agency} has counted {thing} in {place} for {n} weeks. What it found is in [{title}]({{document}}{slug}), "
    "above all on [page {page}]({{document}}{slug}#page={page}).",
    "La {agency} lleva {n} semanas contando {thing} de {place}. Lo que encontró está en "
    "[{title}]({{document}}{slug}), sobre todo en [la página {page}]({{document}}{slug}#page={page}).",
)
CASE = Wording(
    "The paper came out through [a sample case]({{case}}{slug}), which began on {day}.",
    "El documento salió gracias a [un caso de ejemplo]({{case}}{slug}), que empezó el {day}.",
)
EARLIER = Wording(
    "It follows [an earlier sample release]({{release}}{slug}) of {day}.",
    "Sigue a [un comunicado de ejemplo anterior]({{release}}{slug}) del {day}.",
)
OTHER = Wording(
    "A second paper, [{title}]({{document}}{slug}#page={page}), has the same figures on another page.",
    "Otro documento, [{title}]({{document}}{slug}#page={page}), trae las mismas cifras en otra página.",
)
INLINE = "In its own words: [“{words}”]({{document}}{slug}#page={page})"
WHAT_IT_SAYS = Wording("What the paper says", "Lo que dice el documento")
WHAT_PEOPLE_SAY = Wording("What people say", "Lo que dice la gente")
NUMBERS = Wording("The numbers", "Las cifras")
TABLE_HEAD = (Wording("Place", "Lugar"), Wording("Counted", "Contados"), Wording("Missing", "Faltan"))
LIST = (
    Wording("Which {thing} were counted, and when", "Qué se contó, y cuándo"),
    Wording("Who holds the list", "Quién tiene la lista"),
    Wording("What a copy costs: {n} cents a page", "Lo que cuesta una copia: {n} céntimos por página"),
)
LIST_HEAD = Wording("Three questions are open:", "Quedan tres preguntas:")
NOTED = Wording("The count is that of the board[^count].", "La cuenta es la de la comisión[^count].")
NOTE = Wording("[^count]: A sample footnote. The board counts once a year.",
               "[^count]: Una nota de ejemplo. La comisión cuenta una vez al año.")  # fmt: skip
TERMS = Wording(
    "Sample shelter\n:   A roof with one side open, in this archive alone.",
    "Marquesina de ejemplo\n:   Un techo abierto por un lado, solo en este archivo.",
)
PICTURE = "![Sample picture: a chart of invented numbers]({{attach}}{name})"
SAID = "Sample data. Nobody speaks in this recording. Four soft tones follow one another: low, higher, high, higher."
ELSEWHERE = Wording(
    "More about samples is at [example.org](https://example.org/).",
    "Más ejemplos en [example.org](https://example.org/).",
)
KINDS = {2: "advisory", 4: "statement", 6: "guide", 8: "letter"}
"""By the number of a release, modulo nine; all others are press releases."""
HOLDING: tuple[dict[str, Any], ...] = (
    {"date": "2025-12-01", "status": "draft"},
    {"date": "2025-12-02", "status": "draft"},
    {"date": FAR},
    {"date": "2025-12-03", "embargo": FAR_MOMENT},
    {"date": "2025-12-04", "embargo": FAR_MOMENT},
)
"""What keeps a release from being seen."""


def release_files(archive: Archive) -> Iterator[File]:
    for release in archive.releases:
        yield _release(archive.seed, release, "en")
        if release.is_translated and not release.is_withdrawn:
            yield _release(archive.seed, release, "es")
        if _has_picture(release):
            dice = release.dice(archive.seed, "picture")
            yield f"{release.path}.png", chart(f"{release.thing.en} in {release.place}, invented", dice)
        if _has_recording(release):
            yield f"{release.path}.wav", tones()
            yield f"{release.path}.txt", f"{SAID}\n".encode()
    yield from _held(archive)


def _release(seed: int, release: Statement, lang: Lang) -> File:
    dice = release.dice(seed, "text")
    number, day = release.number, release.day
    values = {
        "agency": release.agency,
        "thing": release.thing.say(lang),
        "place": release.place,
        "n": dice.randrange(20, 990),
        "page": release.passage.page,
    }
    partners = [PARTNERS[(number + step) % len(PARTNERS)] for step in range(number % 3)]
    fields: dict[str, Any] = {
        "title": TITLES[number % len(TITLES)].say(lang, **values),
        "subtitle": SUBTITLES[number // 3 % 2].say(lang, **values) if number % 3 == 0 else "",
        "date": datetime.combine(day, time(9, 30)) if number % 4 == 0 else day,
        "dateline": release.place,
        "summary": SUMMARY.say(lang, **values),
    }
    if lang == "en":
        fields |= {
            "tags": list(dict.fromkeys((f"Sample {release.thing.en}", *(["Sample courts"] if release.case else [])))),
            "category": "Sample statements",
            "authors": [PEOPLE[number % len(PEOPLE)]] if number % 5 == 0 else [],
            **_history(release),
        }
    else:
        fields |= {"lang": lang, "translation": True}
    fields |= {
        "organizations": {"lead": [LEAD], **({"with": partners} if partners else {})},
        "contacts": [list(CONTACTS)[number % len(CONTACTS)]],
        "cases": [release.case.slug] if release.case else [],
        "documents": [release.other.slug] if number % 4 == 3 else [],
    }
    fields |= _kind(release)
    if _has_picture(release) and number % 16 == 9 and lang == "en":
        fields["images"] = [
            {
                "file": f"{release.slug}.png",
                "alt": "Sample picture: a chart of invented numbers",
                "caption": f"Sample caption: {release.thing.en} counted in {release.place}, all of it invented.",
                "credit": "Sample Project",
                "lead": True,
            }
        ]
    if _has_recording(release) and lang == "en":
        fields["recordings"] = [
            {
                "title": f"Sample recording: four tones for {release.place}",
                "file": f"{release.slug}.wav",
                "duration": "0:04",
                "transcript": f"{release.slug}.txt",
            },
        ]
    suffix = "" if lang == "en" else f".{lang}"
    return record(f"{release.path}{suffix}.md", fields, list(_body(release, lang, values, dice)), lang)


def _kind(release: Statement) -> dict[str, Any]:
    """Of every nine, an advisory with a briefing, a statement, a guide and a letter."""
    kind = KINDS.get(release.number % 9, "")
    if kind != "advisory":
        return {"kind": kind} if kind else {}
    start = datetime.combine(release.day + timedelta(days=7), time(13), ZoneInfo("America/New_York"))
    briefing = {
        "start": start,
        "end": start + timedelta(hours=1),
        "url": "https://example.org/sample-call",
        "phone": "+1 555 555 0100",
        "speakers": [PEOPLE[release.number % len(PEOPLE)], PEOPLE[(release.number + 1) % len(PEOPLE)]],
        "audience": "press" if release.number % 2 else "public",
    }
    return {"kind": kind, "briefing": briefing}


def _history(release: Statement) -> dict[str, Any]:
    """What became of a release after its day."""
    number, day = release.number, release.day
    if release.is_withdrawn:
        replacement = release.earlier.slug if release.earlier else ""
        reason = "Sample: the paper that it quoted was not what it seemed."
        return {
            "status": "withdrawn",
            "withdrawn": {"date": day + timedelta(days=9), "reason": reason, "replacement": replacement},
        }
    later = day + timedelta(days=3)
    found: dict[str, Any] = {}
    if number % 11 == 4:
        kind = "correction" if number % 2 == 0 else "update"
        note = f"Sample {kind}: an earlier version gave the number of pages as {number + 2}."
        found |= {"modified": later, "changes": [{"date": later, "note": note, "kind": kind}]}
    if number % 9 == 5:
        article = {
            "title": f"A sample article about {release.thing.en}",
            "url": f"https://example.org/articles/{number + 1}",
            "outlet": "The Sample Paper",
            "date": later,
        }
        found["coverage"] = [article]
    if number % 13 == 6:
        found["aliases"] = [f"/{day.year}/{day.month:02d}/old-{release.slug}/"]
    return found


def _has_recording(release: Statement) -> bool:
    return release.number % 32 == 2 and not release.is_withdrawn


def _has_picture(release: Statement) -> bool:
    return release.number % 8 == 1 and not release.is_withdrawn


def _body(release: Statement, lang: Lang, values: dict[str, Any], dice: Random) -> Iterator[str]:
    number, paper, passage = release.number, release.paper, release.passage
    yield OPENING.say(lang, **values, title=paper.title, slug=paper.slug)
    if release.case:
        yield CASE.say(lang, slug=release.case.slug, day=day_text(release.case.filed, lang))
    if release.earlier and number % 2:
        yield EARLIER.say(lang, slug=release.earlier.slug, day=day_text(release.earlier.day, lang))
    if quoted := (paper if lang == "en" else release.spanish):
        if lang == "es":
            passage = quoted.passage(dice)
        yield f"## {WHAT_IT_SAYS.say(lang)}"
        yield cited(passage.words, quoted.slug, passage.page, lang)
    if number % 3 == 1 and lang == "en":
        second = paper.passage(dice)
        if "[...]" not in second.words:
            yield INLINE.format(
                words=second.words.replace("“", "‘").replace("”", "’"), slug=paper.slug, page=second.page
            )
    if number % 2 == 0:
        page = dice.randrange(len(release.other.leaves)) + 1
        yield OTHER.say(lang, title=release.other.title, slug=release.other.slug, page=page)
    if number % 4 != 3:
        yield f"## {WHAT_PEOPLE_SAY.say(lang)}"
        said = SPOKEN[number % len(SPOKEN)]
        words = said.say(lang, month=month(release.day.month, lang), n=values["n"], m=dice.randrange(2, 19))
        yield spoken(words, f"{PEOPLE[number % len(PEOPLE)]}, Sample Project")
    if number % 3 == 2:
        yield f"## {NUMBERS.say(lang)}"
        rows = [row(place, dice.randrange(20, 990), dice.randrange(2, 90)) for place in PLACES[: 3 + number % 3]]
        yield "\n".join([row(*(head.say(lang) for head in TABLE_HEAD)), "| :-- | --: | --: |", *rows])
    if _has_picture(release) and number % 16 == 1:
        yield PICTURE.format(name=f"{release.slug}.png")
    if number % 2:
        yield LIST_HEAD.say(lang)
        mark = "1." if number % 4 == 1 else "-"
        yield "\n".join(f"{mark} {line.say(lang, **values)}" for line in LIST)
    if number % 4 == 2:
        yield NOTED.say(lang)
    if number % 5 == 3:
        yield TERMS.say(lang)
    if number % 6 == 0:
        yield ELSEWHERE.say(lang)
    if number % 4 == 2:
        yield NOTE.say(lang)


def _held(archive: Archive) -> Iterator[File]:
    """Drafts, and releases that wait for their hour. They name what can be seen; nothing names them."""
    paper = archive.papers[0]
    text = f"{HELD_MARK}. This text must not be in any output; it cites [a paper]({{document}}{paper.slug}#page=1)."
    for number, fields in enumerate(HOLDING, 1):
        path = f"releases/held/{HELD_MARK.lower()}-{number}"
        given = {
            "title": f"{HELD_MARK} {number}",
            **fields,
            "summary": HELD_MARK,
            "tags": [f"{HELD_MARK} topic"],
            "organizations": {"lead": [LEAD]},
        }
        body = [text, f"![{HELD_MARK} picture]({{attach}}{HELD_MARK.lower()}-{number}.png)"]
        yield f"{path}.png", chart(HELD_MARK, Random(f"{archive.seed} held {number}"))
        yield record(f"{path}.md", given, body)
