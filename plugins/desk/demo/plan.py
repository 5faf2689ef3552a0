"""What the sample archive holds: which papers, cases and releases, and how they hang together. Nothing is drawn yet.

Each thing has dice of its own, so that one of them stays as it is when there are more of another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from plugins.desk.demo.words import (
    AGENCIES,
    COURTS,
    HEADINGS,
    HIDDEN,
    KIND_NAMES,
    NEGATED,
    PEOPLE,
    PLACES,
    PLAIN,
    THINGS,
    Lang,
    Wording,
    day_text,
    sentence,
)
from plugins.records.schema import DocumentKind

FIRST = date(2010, 9, 1)
"""Of the releases; the last is out by the end of 2025."""
SPAN = 5_540
"""Days from the first release to the last."""
CASES_FROM = date(2010, 3, 1)
CASES_SPAN = 4_700
LONG = (27, 120, 31, 48, 64, 38)
"""Pages of the long ones."""
OWN_PAGES = 6
"""Pages at most of the others."""


class Look(StrEnum):
    """How a PDF was made."""

    TEXT = "text"
    REDACTED = "redacted text"
    SCAN = "scan"
    COLOR_SCAN = "scan in color"
    READ_SCAN = "scan, its text beside it"
    LAYERED_SCAN = "scan with a layer of text"
    STAMPED_SCAN = "stamped scan"
    READ_STAMPED_SCAN = "stamped scan, its text beside it"
    REDACTED_SCAN = "redacted scan, its text beside it"


WITHOUT_TEXT = frozenset((Look.SCAN, Look.COLOR_SCAN, Look.STAMPED_SCAN))
WITH_SIDECAR = frozenset((Look.READ_SCAN, Look.READ_STAMPED_SCAN, Look.REDACTED_SCAN))
REDACTED = frozenset((Look.REDACTED, Look.REDACTED_SCAN))

ROUND: tuple[tuple[tuple[Look, ...], DocumentKind, Lang], ...] = (
    ((Look.TEXT,), "complaint", "en"),
    ((Look.READ_SCAN, Look.LAYERED_SCAN), "letter", "en"),
    ((Look.REDACTED,), "record", "en"),
    ((Look.TEXT, Look.READ_SCAN), "letter", "es"),
    ((Look.READ_STAMPED_SCAN, Look.STAMPED_SCAN), "order", "en"),
    ((Look.COLOR_SCAN, Look.SCAN), "memo", "en"),
    ((Look.TEXT,), "brief", "en"),
    ((Look.REDACTED_SCAN,), "record", "en"),
    ((Look.TEXT,), "request", "es"),
    ((Look.TEXT,), "analysis", "en"),
)
"""Of every ten papers: the looks that they take in turns, what they are, and their language."""
LONG_PLACE, OLDER_PLACE = 6, 9
WITHOUT_CASE = (3, 8)
FEW = 40
"""Papers, up to which those without a case do not spread over all years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page of a paper."""

    head: tuple[str, ...] = ()
    """Lines in the middle of the first page."""
    heading: str = ""
    paragraphs: tuple[tuple[str, ...], ...]
    """Each of three whole sentences or more; only after those may one have a black box."""
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a paper that can be quoted, and their page."""

    words: str
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document with its PDF."""

    number: int
    slug: str
    title: str
    kind: DocumentKind
    lang: Lang
    look: Look
    day: date
    place: str
    agency: str
    person: str
    case: int | None
    entry: str
    """Its number on the docket of that case."""
    leaves: tuple[Leaf, ...]
    bates: int
    """The number that its first page bears; 0 for none."""
    is_second_version: bool

    @property
    def can_be_quoted(self) -> bool:
        return self.look not in WITHOUT_TEXT

    def passage(self, dice: Random) -> Passage:
        """A sentence or two that follow one another, or two with one left out between them."""
        page = dice.randrange(len(self.leaves)) + 1
        first, second, third, *_ = dice.choice(self.leaves[page - 1].paragraphs)
        words = dice.choice((first, f"{first} {second}", f"{first} [...] {third}"))
        return Passage(words=words, page=page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lawsuit:
    """A case and the papers on its docket, oldest first."""

    number: int
    slug: str
    thing: Wording
    place: str
    agency: str
    court: str
    docket_number: str
    filed: date
    papers: tuple[Paper, ...]
    is_translated: bool

    @property
    def short_name(self) -> str:
        return f"Sample Project v. {self.agency}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A release."""

    number: int
    slug: str
    day: date
    thing: Wording
    place: str
    agency: str
    paper: Paper
    """That it quotes."""
    passage: Passage
    other: Paper
    """That it links to."""
    spanish: Paper | None
    """That its translation quotes."""
    earlier: "Statement | None"
    case: Lawsuit | None
    is_withdrawn: bool
    is_translated: bool

    @property
    def path(self) -> str:
        """Below the content folder, without its ending."""
        return f"releases/{self.day.year}/{self.slug}"

    def dice(self, seed: int, purpose: str) -> Random:
        return Random(f"{seed} {purpose} {self.number}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All that can be seen."""

    seed: int
    papers: tuple[Paper, ...]
    cases: tuple[Lawsuit, ...]
    releases: tuple[Statement, ...]


def plan(*, releases: int, cases: int, documents: int, seed: int) -> Archive:
    filed = [CASES_FROM + timedelta(days=number * CASES_SPAN // cases) for number in range(cases)]
    papers = tuple(_papers(filed, documents, seed))
    lawsuits = tuple(_lawsuit(number, day, papers, seed) for number, day in enumerate(filed))
    return Archive(seed=seed, papers=papers, cases=lawsuits, releases=_releases(releases, papers, lawsuits, seed))


# ---- papers


def _papers(filed: Sequence[date], documents: int, seed: int) -> Iterator[Paper]:
    ranks = [0] * len(filed)
    step = min(120, 1_200 * len(filed) // documents)
    bates = 1
    for number in range(documents):
        dice = Random(f"{seed} paper {number}")
        turn, place = divmod(number, len(ROUND))
        looks, kind, lang = ROUND[place]
        case = None if place in WITHOUT_CASE else number % len(filed)
        if case is None:
            day, entry = CASES_FROM + timedelta(days=(number - WITHOUT_CASE[0]) * SPAN // max(documents, FEW)), ""
        else:
            ranks[case] += 1
            day = filed[case] + timedelta(days=10 + step * (ranks[case] - 1))
            entry = str(1 + 4 * (ranks[case] - 1))
        pages = LONG[turn % len(LONG)] if place == LONG_PLACE else dice.randrange(2, OWN_PAGES + 1)
        look = looks[turn % len(looks)]
        agency = AGENCIES[(number if case is None else case) % len(AGENCIES)]
        where, thing = dice.choice(PLACES), dice.choice(THINGS)
        name = KIND_NAMES[kind].say(lang)
        title = f"Sample {name} {number + 1}: {thing.en} in {where}"
        if lang == "es":
            title = f"{name} de ejemplo {number + 1}: {thing.es} de {where}"
        yield Paper(
            number=number,
            slug=f"sample-{kind}-{number + 1:03d}",
            title=title,
            kind=kind,
            lang=lang,
            look=look,
            day=day,
            place=where,
            agency=agency,
            person=dice.choice(PEOPLE),
            case=case,
            entry=entry,
            leaves=tuple(_leaves(title, kind, lang, look, day, agency, case, pages, dice)),
            bates=bates if kind == "record" else 0,
            is_second_version=place == OLDER_PLACE and turn % 2 == 0,
        )
        bates += pages if kind == "record" else 0


def _leaves(
    title: str, kind: str, lang: Lang, look: Look, day: date, agency: str, case: int | None, pages: int, dice: Random
) -> Iterator[Leaf]:
    head: tuple[str, ...] = (title, agency, day_text(day, lang))
    if case is not None and kind in ("complaint", "order", "brief"):
        head = (_court(case), f"Sample Project v. {agency}", f"No. {docket_number(case)}", title)
    every = 8 if pages > OWN_PAGES else 2
    for page in range(pages):
        has_heading = page % every == 0
        heading = f"{page // every + 1}. {HEADINGS[page // every % len(HEADINGS)].say(lang)}" if has_heading else ""
        paragraphs = [_paragraph(lang, day.year, dice) for _ in range(4 if page % 4 == 0 else 6)]
        if look in REDACTED and page % 3 != 2:
            at = dice.randrange(len(paragraphs))
            paragraphs[at] = (*paragraphs[at], sentence(HIDDEN, lang, dice, day.year))
        table = _table(dice) if kind == "record" and page % 4 == 0 else ()
        yield Leaf(head=head if page == 0 else (), heading=heading, paragraphs=tuple(paragraphs), table=table)


def _paragraph(lang: Lang, year: int, dice: Random) -> tuple[str, ...]:
    plain = [sentence(PLAIN, lang, dice, year) for _ in range(dice.randrange(3, 6))]
    return (*plain, *([sentence(NEGATED, lang, dice, year)] if dice.randrange(3) == 0 else []))


def _table(dice: Random) -> tuple[tuple[str, ...], ...]:
    rows = [
        (place, str(dice.randrange(20, 990)), str(dice.randrange(2, 90))) for place in PLACES[: dice.randrange(3, 6)]
    ]
    return (("Sample place", "Counted", "Missing"), *rows)


# ---- cases


def _court(case: int) -> str:
    return COURTS[case % len(COURTS)]


def docket_number(case: int) -> str:
    return f"0:00-cv-{case:05d}"


def _lawsuit(number: int, filed: date, papers: Sequence[Paper], seed: int) -> Lawsuit:
    dice = Random(f"{seed} case {number}")
    return Lawsuit(
        number=number,
        slug=f"sample-case-{number + 1:02d}",
        thing=dice.choice(THINGS),
        place=dice.choice(PLACES),
        agency=AGENCIES[number % len(AGENCIES)],
        court=_court(number),
        docket_number=docket_number(number),
        filed=filed,
        papers=tuple(paper for paper in papers if paper.case == number),
        is_translated=number % 6 == 0,
    )


# ---- releases


def _releases(count: int, papers: Sequence[Paper], lawsuits: Sequence[Lawsuit], seed: int) -> tuple[Statement, ...]:
    by_day = sorted(papers, key=lambda paper: (paper.day, paper.number))
    withdrawn = {count // 2 | 1, *([count * 5 // 6 | 1] if count >= 50 else [])}
    made: list[Statement] = []
    for number in range(count):
        dice = Random(f"{seed} release {number}")
        day = FIRST + timedelta(days=number * SPAN // count)
        out = [paper for paper in by_day if paper.day < day]
        paper = dice.choice([paper for paper in out if paper.can_be_quoted and paper.lang == "en"][-8:])
        spanish = [paper for paper in out if paper.can_be_quoted and paper.lang == "es"][-3:]
        earlier = [release for release in made if not release.is_withdrawn]
        thing = dice.choice(THINGS)
        made.append(
            Statement(
                number=number,
                slug=f"sample-{number + 1:03d}-{thing.en.replace(' ', '-')}",
                day=day,
                thing=thing,
                place=dice.choice(PLACES),
                agency=paper.agency,
                paper=paper,
                passage=paper.passage(dice),
                other=dice.choice(out[-12:]),
                spanish=dice.choice(spanish) if spanish else None,
                earlier=dice.choice(earlier[-20:]) if earlier else None,
                case=lawsuits[paper.case] if paper.case is not None else None,
                is_withdrawn=number in withdrawn,
                is_translated=number % 10 == 0,
            )
        )
    return tuple(made)
