"""Releases to build: invented text, the same for the same seed, in the format that each generator reads."""

import random
from datetime import date, timedelta
from pathlib import Path

WORDS = """
agency answer appeal audit board booking brief budget campaign case city clerk commission complaint council
county court custody data deadline decision department deputy docket document draft exemption federal file
filing finger form group hearing jail judge law lawyer letter local mayor meeting member memo notice office
officer opinion order page panel paper people plan policy press print process program public question record
release report request response review rule sheriff staff state statement statute suit table term text trial
version vote week witness asks brings calls cites covers denies describes explains files finds gives grants
keeps leaves makes names opens orders reads receives refuses repeats says seeks sends shows signs states takes
tells writes about after against among because before between beyond during every from into later more most
never often only other over some still than that their then these they this those three through under until
what when where which while with without
""".split()  # noqa: SIM905
TOPICS = ("Records", "Courts", "Counties", "Custody", "Budget", "Oversight", "Privacy", "Hearings", "Letters", "Data")


def body(source: random.Random, words: int) -> str:
    """Markdown of about so many words: paragraphs, headings, a list, a link, emphasis and a quotation."""
    parts: list[str] = []
    count = 0
    while count < words:
        sentences = [_sentence(source) for _ in range(source.randint(3, 6))]
        paragraph = " ".join(sentences)
        if len(parts) % 7 == 2:
            parts.append(f"## {_sentence(source, 5).rstrip('.')}")
        if len(parts) % 7 == 4:
            parts.append("\n".join(f"- {_sentence(source, 9)}" for _ in range(4)))
        if len(parts) % 7 == 5:
            parts.append(f"> {_sentence(source, 16)}\n> — A sample speaker")
        parts.append(f"{paragraph} See [the *sample* page](https://example.org/{source.randint(1, 999)}).")
        count = sum(len(part.split()) for part in parts)
    return "\n\n".join(parts)


def _sentence(source: random.Random, length: int = 0) -> str:
    words = [source.choice(WORDS) for _ in range(length or source.randint(9, 21))]
    if len(words) > 12:
        words[9] += ","
    if len(words) > 19:
        words[6] = f"**{words[6]}**"
    return f"{' '.join(words).capitalize()}."


def write(
    folder: Path, count: int, *, words: int = 670, listed_tags: bool = False, listed_months: bool = False
) -> None:
    """Write `count` releases below `folder`. Some generators want tags as a list, and lists by year and month named in
    each release; everything else is the same for all."""
    source = random.Random(2010)
    first = date(2001, 1, 1)
    for number in range(count):
        day = first + timedelta(days=number * 9000 // count)
        topics = source.sample(TOPICS, 3)
        tags = f"[{', '.join(topics)}]" if listed_tags else ", ".join(topics)
        title = f"Sample release {number}, {_sentence(source, 6).rstrip('.')}"
        names = f"slug: sample-{number}\nuid: urn:sample:{number}"
        if listed_months:
            of_year = ", ".join(f"{topic} {day.year}" for topic in topics)
            names += f"\nyears: ['{day.year}']\nmonths: ['{day:%Y-%m}']\ntopicyears: [{of_year}]"
        head = f"title: {title}\ndate: {day}\n{names}\ntags: {tags}\nsummary: {_sentence(source, 14)}"
        file = folder / str(day.year) / f"sample-{number}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = body(source, words)
        file.write_text(f"---\n{head}\n---\n\n{text}\n", encoding="utf-8")
