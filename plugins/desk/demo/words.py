"""The words of the sample archive: a small vocabulary, in English and Spanish, about benches that nobody has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Literal

from babel.dates import format_date

Lang = Literal["en", "es"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One thing to say, in both languages; `{names}` are filled in."""

    en: str
    es: str

    def say(self, lang: Lang, **values: object) -> str:
        return (self.en if lang == "en" else self.es).format(**values)


MARK = Wording("Sample data.", "Datos de ejemplo.")
"""How every summary begins."""
NOTICE = Wording(
    "*Sample data, invented for a demonstration. No person, organization, agency or place named in it is real.*",
    "*Datos de ejemplo, inventados para una demostración. Ninguna persona, organización, oficina ni lugar es real.*",
)
"""How every text ends."""
PAGE_MARK = "SAMPLE DATA / DATOS DE EJEMPLO. Invented for a demonstration: nobody and nothing in it is real."
"""The head of every page of every PDF."""
HELD_MARK = "Heldsample"
"""In every record that is not yet public, and so never in an output."""

BLACK = "█"
"""A run of these is a black box, about as wide as so many letters; what it hid was never written."""

THINGS = (
    Wording("benches", "los bancos"),
    Wording("bus shelters", "las marquesinas"),
    Wording("timetables", "los horarios"),
    Wording("street trees", "los árboles"),
    Wording("reading rooms", "las salas de lectura"),
    Wording("drinking fountains", "las fuentes"),
    Wording("crossing lights", "los semáforos"),
    Wording("notice boards", "los tablones de anuncios"),
)
PLACES = ("Sampleton", "Sampleville", "Sample Harbor", "Port Sample", "North Sampleton", "Sample Falls")
AGENCIES = (
    "Sample Bench Office",
    "Sample Transit Board",
    "Sample Parks Agency",
    "Sample Records Bureau",
    "Sample Street Department",
)
PEOPLE = tuple(f"Sample {tree}" for tree in ("Alder", "Birch", "Cedar", "Elder", "Hazel", "Linden", "Maple", "Rowan"))
JUDGES = ("Judge Sample Willow", "Judge Sample Juniper", "Judge Sample Poplar")
COURTS = ("Sample District Court", "Sample Court of Claims", "Sample Northern District Court")
APPEALS = "Sample Court of Appeals"

PLAIN: Mapping[Lang, tuple[str, ...]] = {
    "en": (
        "In {month} {year} the office counted {n} {thing} in {place} and {m} in the places around it.",
        "The list of {thing} was printed {m} days after it took effect.",
        "A written answer was promised within {m} working days and arrived after {n}.",
        "The board set aside {n} pages for the appendix and {m} for the index.",
        "Of {n} letters from {place}, {m} were answered in the same year.",
        "{person} asked for the plan of {month} {year}, and was sent the plan of the year before.",
        "The cost of {n} {thing} is given twice in the file, with a difference of {m} percent.",
        "Line {m} runs every {n} minutes, says the notice; the diary of the depot says otherwise.",
        "The “final” version was followed by {m} others, the last of them dated {month} {year}.",
        "Every request from {place} bears a number, a date and the board’s stamp.",
        "The minutes of {month} {year} name {thing} {m} times and {place} once.",
        "A map of {place}, drawn at 1:{n}00, shows where {m} {thing} stand.",
        "What was spent on {thing} in {year} came to {n} crowns and {m} cents.",
        "The clerk’s note puts the number at {n}; the survey of {month} {year} puts it at {m}.",
    ),
    "es": (
        "En {month} de {year} la oficina contó {n} piezas en {place} y {m} en los alrededores.",
        "La lista de {thing} se imprimió {m} días después de entrar en vigor.",
        "La respuesta, prometida en {m} días hábiles, llegó después de {n}.",
        "La comisión reservó {n} páginas para el apéndice y {m} para el índice.",
        "De {n} cartas enviadas desde {place}, {m} fueron contestadas el mismo año.",
        "{person} pidió el plano de {month} de {year} y recibió el del año anterior.",
        "El coste de {thing} figura dos veces en el expediente, con una diferencia del {m} por ciento.",
        "¿Cuántas páginas faltan? El acta señala {n}, y el índice, {m}.",
        "La versión «definitiva» tuvo {m} más, la última de {month} de {year}.",
        "Cada petición de {place} lleva número, fecha y el sello de la comisión.",
        "Según el acta de {month} de {year}, se habló de {thing} {m} veces.",
        "Lo gastado en {thing} durante {year} sumó {n} coronas y {m} céntimos.",
    ),
}
"""Sentences that state something, so that words may be left out between them."""
NEGATED: Mapping[Lang, tuple[str, ...]] = {
    "en": (
        "The file does not say who chose the color of {thing} in {place}.",
        "No letter of {month} {year} is among the {n} that were released.",
        "Nobody signed page {m} of the annex.",
    ),
    "es": (
        "El expediente no dice quién eligió el color de {thing} en {place}.",
        "Ninguna carta de {month} de {year} está entre las {n} entregadas.",
        "Nadie firmó la página {m} del anexo.",
    ),
}
HIDDEN: Mapping[Lang, tuple[str, ...]] = {
    "en": (
        "The form was signed by {black} at the counter in {place}.",
        "Of the {n} {thing}, the one at {black} was moved in {month} {year}.",
        "A copy went to {black} and to {black} on the same day.",
    ),
    "es": (
        "El formulario lo firmó {black} en la ventanilla de {place}.",
        "Una copia fue enviada a {black} el mismo día de {month} de {year}.",
    ),
}
"""Sentences of which a word was taken out."""
SPOKEN = (
    Wording("We asked for the list in {month}, and now everybody can read it.",
            "Pedimos la lista en {month}, y ahora cualquiera puede leerla."),
    Wording("A page that can be checked is worth more than a promise.",
            "Una página que se puede comprobar vale más que una promesa."),
    Wording("{n} pages took {m} weeks; the next {n} should take one.",
            "{n} páginas tardaron {m} semanas; las próximas {n} deberían tardar una."),
    Wording("Whoever waits for a bus should know when it comes.",
            "Quien espera un autobús debería saber cuándo llega."),
    Wording("The numbers on page {m} speak for themselves, so we shall be brief.",
            "Las cifras de la página {m} hablan por sí solas; seremos breves."),
)  # fmt: skip
HEADINGS = (
    Wording("What was asked", "Lo que se pidió"),
    Wording("What was counted", "Lo que se contó"),
    Wording("What was answered", "Lo que se contestó"),
    Wording("What the letters say", "Lo que dicen las cartas"),
    Wording("What it cost", "Lo que costó"),
    Wording("What is still to come", "Lo que falta"),
)
KIND_NAMES: Mapping[str, Wording] = {
    "complaint": Wording("complaint", "Demanda"),
    "order": Wording("order", "Orden"),
    "brief": Wording("brief", "Escrito"),
    "letter": Wording("letter", "Carta"),
    "memo": Wording("memo", "Nota"),
    "record": Wording("record", "Acta"),
    "request": Wording("request", "Petición"),
    "response": Wording("response", "Respuesta"),
    "analysis": Wording("analysis", "Análisis"),
}


def sentence(kinds: Mapping[Lang, tuple[str, ...]], lang: Lang, dice: Random, year: int) -> str:
    """One sentence of a kind about something of that year or before."""
    template = dice.choice(kinds[lang])
    while BLACK_NAME in template:
        template = template.replace(BLACK_NAME, BLACK * dice.randrange(8, 18), 1)
    return template.format(
        n=dice.randrange(20, 990),
        m=dice.randrange(2, 19),
        place=dice.choice(PLACES),
        person=dice.choice(PEOPLE),
        thing=dice.choice(THINGS).say(lang),
        month=month(dice.randrange(1, 13), lang),
        year=year - dice.randrange(0, 4),
    )


def month(number: int, lang: Lang) -> str:
    return str(format_date(date(2010, number, 1), "LLLL", locale=lang))


def day_text(day: date, lang: Lang) -> str:
    return str(format_date(day, "long", locale=lang))


BLACK_NAME = "{black}"
