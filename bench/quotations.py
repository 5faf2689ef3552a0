"""`python -m bench.quotations`: what the quotation check accepts on invented pages, printed and scanned."""

import random
import re
import textwrap
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from plugins.evidence.quoting.quotations import verify
from plugins.evidence.quoting.verdicts import Verdict
from plugins.evidence.quoting.words import NEGATIONS

PAGES = 16
ERRORS = 0.03
"""Words of a scan that are misread."""


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation, a page, and whether the quotation is faithful to it."""

    kind: str
    faithful: bool
    sense: bool
    """Whether a negation or a number was changed: then nothing may accept it."""
    quotation: str
    page: str
    scan: bool


def main() -> None:
    console = Console()
    started = time.perf_counter()
    results = [(case, verify(case.quotation, case.page, scan=case.scan)) for case in cases()]
    milliseconds = 1000 * (time.perf_counter() - started) / len(results)
    console.print(table(results))
    for scan, name in ((False, "Clean text"), (True, f"Scans, {ERRORS:.0%} of words misread")):
        precision, recall = figures([(case, verdict) for case, verdict in results if case.scan is scan])
        console.print(f"{name}: precision {precision:.2f}, recall {recall:.2f}")
    wrong = sum(case.sense and verdict.kind != "review" for case, verdict in results)
    console.print(f"Accepted with a negation or a number changed: {wrong}")
    console.print(f"{len(results)} cases, {milliseconds:.1f} ms each")


def figures(results: Sequence[tuple[Case, Verdict]]) -> tuple[float, float]:
    """Precision and recall: how many of the accepted are faithful, how many of the faithful are accepted."""
    accepted = [case.faithful for case, verdict in results if verdict.kind != "review"]
    faithful = [verdict.kind != "review" for case, verdict in results if case.faithful]
    return sum(accepted) / len(accepted), sum(faithful) / len(faithful)


def table(results: Sequence[tuple[Case, Verdict]]) -> Table:
    made = Table(title="Quotations: verdicts by kind of case", title_justify="left")
    made.add_column("")
    for name in ("clean: exact", "review", "scan: exact", "matches", "review"):
        made.add_column(name, justify="right")
    counts = Counter((case.kind, case.scan, verdict.kind) for case, verdict in results)
    for kind in dict.fromkeys(case.kind for case, _ in results):
        columns = [(False, "exact"), (False, "review"), (True, "exact"), (True, "scan"), (True, "review")]
        made.add_row(kind, *(str(counts[kind, scan, verdict] or "·") for scan, verdict in columns))
    return made


def cases() -> Iterator[Case]:
    """Every kind of case on every page, clean and scanned. The same on every run."""
    source = random.Random(2010)
    pages = [sentences(source, SPANISH if number % 4 == 3 else ENGLISH) for number in range(PAGES)]
    for number, page in enumerate(pages):
        other = pages[(number + 4) % PAGES]
        for scan in (False, True):
            text = scanned(page, source) if scan else printed(page)
            for kind, quotation in faithful(page, source):
                yield Case(kind, True, False, quotation, text, scan)
            for kind, sense, quotation in altered(page, other, source):
                yield Case(kind, False, sense, quotation, text, scan)


def faithful(page: Sequence[str], source: random.Random) -> Iterator[tuple[str, str]]:
    """Each faithful kind of quotation from the page, in quotation marks if they are the writer's."""
    first = source.randrange(len(page) - 3)
    yield "true, a sentence", page[source.randrange(len(page))]
    yield "true, part of a sentence", f"“{_middle(page[first])},”"
    yield "true, three words", _words(page[0], 0, 3)
    yield "true, paragraphs", f"“{' '.join(page[:4])}\n\n“{' '.join(page[4:])}”"
    plain = " ".join(page[first : first + 3]).translate(str.maketrans({"’": "'", "“": '"', "”": '"', "—": "--"}))
    yield "typographic", textwrap.fill(plain.replace("fi", "ﬁ"), 40)
    elision = source.choice(("[...]", "[…]", ". . .", "…"))
    yield "elided", f"{page[first]} {elision} {_words(page[first + 2], 0, 6)} {elision}"
    yield "changed capital", f"[{page[first][0].lower()}]{page[first][1:]}"


def altered(page: Sequence[str], other: Sequence[str], source: random.Random) -> Iterator[tuple[str, bool, str]]:
    """Each altered kind: its name, whether a negation or a number was changed, the quotation."""
    spanish = page[0].startswith(("El", "La", "Ningún"))
    negation, add_to = ("no", "debe") if spanish else ("not", "must")
    positive = next(s for s in page if f" {add_to} " in s and f" {negation} " not in s)
    negative = next(s for s in page if f" {negation} " in s)
    counted = next(s for s in page if re.search(r"\d", s))
    digits = re.findall(r"\d+", counted)
    worded = next(s for s in page if re.search(r"\b(five|twelve|cinco|doce)\b", s))
    named = next(s for s in page if re.search("Alder|Birch|Carver|Dunmore", s))
    whole = page[source.randrange(len(page))]
    added = f" {negation} {add_to} " if spanish else f" {add_to} {negation} "
    yield "inserted negation", True, positive.replace(f" {add_to} ", added, 1)
    yield "removed negation", True, negative.replace(f" {negation} ", " ", 1)
    before, after = negative.split(f" {negation} ", 1)
    yield "elided negation", True, f"{before} [...] {after}"
    yield "changed number", True, counted.replace(digits[-1], str(int(digits[-1]) + 1))
    yield "dropped digit", True, counted.replace(digits[-1], digits[-1][:-1] or "6")
    yield (
        "changed number word",
        True,
        _exchanged(worded, {"five": "nine", "twelve": "ten", "cinco": "seis", "doce": "dos"}),
    )
    yield "swapped word", False, _exchanged(positive, {"must": "may", "debe": "puede"})
    yield "dropped word", False, " ".join(w for i, w in enumerate(whole.split()) if i != 2)
    yield (
        "changed name",
        False,
        _exchanged(named, {"Alder": "Aldous", "Birch": "Burke", "Carver": "Carter", "Dunmore": "Denmore"}),
    )
    yield "bracketed words", False, positive.replace(f" {add_to} ", f" [the office] {add_to} ", 1)
    yield "wrong page", False, next(s for s in other if s not in page)
    yield "reversed fragments", False, f"{_words(page[5], 0, 7)} [...] {_words(page[1], 0, 7)}"
    if not spanish:
        alike = next(s for s in page if re.search(r"\b(clear|modern|return)\b", s))
        yield (
            "swapped for a look-alike",
            False,
            _exchanged(alike, {"clear": "dear", "modern": "modem", "return": "retum"}),
        )


def sentences(source: random.Random, templates: Sequence[str]) -> list[str]:
    """About 350 words of invented sentences: each template once, filled and shuffled."""
    offices, things, names, words = SPANISH_WORDS if templates is SPANISH else ENGLISH_WORDS
    filled = [
        template.format(
            office=source.choice(offices),
            thing=source.choice(things),
            name=source.choice(names),
            word=source.choice(words),
            day=source.randint(2, 28),
            n=source.randint(11, 98),
            section=f"{source.randint(2, 40)}.{source.randint(11, 99)}",
            docket=f"{source.randint(10, 20)}-{source.randint(10000, 99999)}",
            amount=f"{source.randint(2, 900)},{source.randint(100, 999)}",
        )
        for template in templates
    ]
    source.shuffle(filled)
    return [sentence[0].upper() + sentence[1:] for sentence in filled]


def printed(page: Sequence[str]) -> str:
    """The page as pdfium returns it: CRLF, broken words, a column of margin numbers, a stamp."""
    lines = _lines(page)
    margin = "\r\n".join(map(str, range(1, 29)))
    body = "\r\n".join(lines).replace("-\r\n", "\x02")
    return f"{margin}\r\n{body} \r\nCase 1:10-cv-03488 Document 40 Filed 08/05/10 Page 3 of 9"


def scanned(page: Sequence[str], source: random.Random) -> str:
    """The page as OCR returns it: a number before each line, words misread, joined and broken, noise."""
    lines = [
        f"{number} {' '.join(_misread(word, source) for word in line.split(' '))}"
        for number, line in enumerate(_lines(page), 1)
    ]
    return re.sub(r"~ ", "", "\n".join(lines)) + "\n\f"


def _lines(page: Sequence[str]) -> list[str]:
    """Fold at 60 columns, and break each seventh line's last long word as print does."""
    lines = textwrap.wrap(" ".join(page), 60, break_long_words=False, break_on_hyphens=False)
    for number in range(0, len(lines) - 1, 7):
        before, _, last = lines[number].rpartition(" ")
        if re.fullmatch(r"[a-zñáéíóú]{7,}", last):
            lines[number], lines[number + 1] = f"{before} {last[:4]}-", f"{last[4:]} {lines[number + 1]}"
    return lines


def _misread(word: str, source: random.Random) -> str:
    if source.random() > ERRORS:
        return word
    kind = source.random()
    if kind < 0.15 and len(word) > 5:
        at = source.randrange(2, len(word) - 2)
        return f"{word[:at]} {word[at:]}"
    if kind < 0.25:
        return f"{word}~"
    if kind < 0.35:
        return re.sub(r"[.,;’]", "", word)
    if kind < 0.42:
        return f"{word} {source.choice('|·~^')}".replace(" ~", " ^")
    shapes = [(old, new) for old, new in MISREAD if old in word]
    return word.replace(*source.choice(shapes), 1) if shapes else word


def _words(sentence: str, start: int, end: int) -> str:
    return " ".join(sentence.split()[start:end]).rstrip(".,;")


def _middle(sentence: str) -> str:
    """Words from the middle of a sentence, not cut off from an adjacent negation."""
    words = sentence.split()
    start = next(at for at in range(3, len(words)) if words[at - 1].casefold() not in NEGATIONS)
    end = next(at for at in range(start + 4, len(words) + 1) if words[at : at + 1] != ["not"])
    return " ".join(words[start:end]).rstrip(".,;")


def _exchanged(sentence: str, pairs: dict[str, str]) -> str:
    for old, new in pairs.items():
        changed = re.sub(rf"\b{old}\b", new, sentence, count=1)
        if changed != sentence:
            return changed
    raise ValueError(sentence)


MISREAD = (
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("d", "cl"), ("w", "vv"), ("I", "l"), ("l", "I"), ("l", "|"), ("l", "1"),
    ("O", "0"), ("S", "5"), ("1", "l"), ("0", "O"), ("5", "S"), ("á", "a"), ("ó", "o"), ("ñ", "n"), ("e", "c"),
    ("h", "b"), ("t", "f"), ("i", "l"), ("n", "u"),
)  # fmt: skip
"""What OCR takes print for; the last five are not among the look-alikes that the check forgives."""

ENGLISH = (
    "The {office} must send every {thing} to {name} within {n} days of the hearing.",
    "The {office} must name a person who answers for the {thing}, and publish the name.",
    "The {office} may not keep a {thing} for more than {n} hours unless a judge has signed the order.",
    "It is clear from the {thing} that the county was told of the plan before it was asked to agree.",
    "A modern system of records would return each {thing} to the person from whom it was taken.",
    "No {thing} was given to {name}, whose request — the second of that year — stood open for five months.",
    "Under § {section} of the code, a {thing} is “confidential” only while the inquiry goes on.",
    "Members of the panel asked twelve times for the {thing}, and the {office} did not reply.",
    "The cost came to ${amount}, of which the {word} program paid {n} percent.",
    "On January {day}, the {office} wrote that the {thing} “does not exist in any form that can be searched.”",
    "{name}’s letter describes the {word} plan as voluntary; the internal memo does not.",
    "We were never told that cross-border files were included, said {name} in Case No. {docket}.",
    "Each county shall be informed in writing, and may decline in writing, without giving a reason.",
    "The final figure confirms what the {office} had first learned from the sheriff: the {word} list was incomplete.",
    "Cities which decline to take part will still be counted in the {word} tables for {n} weeks.",
)
ENGLISH_WORDS = (
    ("county clerk", "records office", "state agency", "sheriff’s department"),
    ("booking record", "fingerprint file", "written statement", "custody report"),
    ("Ms. Alder", "Captain Birch", "Judge Carver", "Mr. Dunmore"),
    ("regional", "informal", "federal", "annual"),
)
SPANISH = (
    "El {office} debe enviar cada {thing} a {name} en un plazo de {n} días.",
    "El {office} debe nombrar a una persona que responda de cada {thing} y publicar su nombre.",
    "El {office} no puede guardar un {thing} durante más de {n} horas sin la orden de un juez.",
    "La ciudad pidió doce veces el {thing} y nunca recibió una respuesta por escrito.",
    "Ningún {thing} fue entregado a {name}, que lo había pedido cinco meses antes.",
    "La carta de {name} describe el programa {word} como voluntario; el memorando, jamás.",
    "El costo llegó a ${amount}, y el programa {word} pagó el {n} por ciento.",
    "El artículo {section} dice que cada {thing} es público, ni secreto ni reservado.",
    "La declaración según la cual el {thing} existe figura en el expediente {docket}.",
    "El {office} informó a la señora {name} de que el plan {word} tampoco se aplicaría ese año.",
)
SPANISH_WORDS = (
    ("condado", "registro central", "departamento de policía"),
    ("informe de custodia", "expediente", "documento original"),
    ("Alder", "Birch", "Carver", "Dunmore"),
    ("regional", "federal", "anual"),
)


if __name__ == "__main__":
    main()
