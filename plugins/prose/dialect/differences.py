"""All intended differences from CommonMark 0.31 with GitHub's tables."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One kind of text that is read differently."""

    what: str
    examples: tuple[str, ...]
    """Example bodies."""


DIFFERENCES = (
    Difference(
        "A line that says that a press release ends is dropped.",
        ("###", r"\# \# \#", "- 30 -", "**— END —**", "[ENDS]"),
    ),
    Difference("The bullets of word processors, • ‣ ◦ ▪ · and their like, begin items of a list.", ("• a\n• b", "・a")),
    Difference("Digits of any script number the items of a list.", ("١. a",)),
    Difference("A table's rule may begin with a hyphen and a space.", ("a | b\n- | -",)),
    Difference(
        "A web or mail address in the text is a link, as on GitHub.",
        ("See https://example.org/a for more.", "See www.example.org.", "Ask press@example.org."),
    ),
    Difference("A note and its mark.", ("A claim.[^1]\n\n[^1]: The source.",)),
    Difference("A term, and below it what it means; above a definition, each line is a term.", ("Term\n: meaning",)),
    Difference("An abbreviation, explained where it is used.", ("FOIA\n\n*[FOIA]: Freedom of Information Act",)),
    Difference(
        "Attributes in braces, after a heading, an image, a link or emphasis, or at the end of a paragraph or item.",
        ("## Part two {#two}", "*hola*{: lang=es }"),
    ),
    Difference(
        "The language of a block of code may be in braces.",
        ("```{.python}\nx = 1\n```",),
    ),
    Difference(
        "After a name in braces, the name of a file may have spaces.", ("[the report]({static}Our report.pdf)",)
    ),
    Difference("A tab is as wide as four spaces, in code too.", ("    a\tb",)),
)
