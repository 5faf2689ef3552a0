"""Letters that went through a wrong encoding are told with the line as it was meant; right ones never are."""

import pytest

from plugins.prose.mangled import in_line
from plugins.prose.render import render
from tests.prose.showing import only_finding


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("Itâ€™s JosÃ©, 5Â°", "It’s José, 5°"),
        ("â€œsoâ€ and", "“so” and"),
        ("ÐŸÑ€Ð¸Ð²ÐµÑ‚ Ð¼Ð¸Ñ€", "Привет мир"),
        ("Ø§Ù„Ø³Ù„Ø§Ù…", "السلام"),
        ("æ—¥æœ¬èªž", "日本語"),
        ("ðŸŽ‰ yes", "🎉 yes"),
        ("Å¡ek", "šek"),
        ("It‚Äôs Jos√©", "It’s José"),
        ("a&amp;#8217;s &amp;ldquo;b", "a’s “b"),
        (r"It\u2019s", "It’s"),
        ("It=E2=80=99s Jos=C3=A9", "It’s José"),
    ],
)
def test_damaged_letters_are_told_with_the_line_that_was_meant(damaged: str, meant: str) -> None:
    finding = only_finding(f"One.\n\n> {damaged}\n")
    assert (finding.code, finding.line, finding.fix) == ("T012", 3, f"write: > {meant}")
    assert in_line(meant) is None


@pytest.mark.parametrize("sign", ["\ufffd", "\u202e", "\uf0e0"])
def test_a_letter_that_nobody_can_tell_is_told_at_its_line(sign: str) -> None:
    finding = only_finding(f"One.\n\nA word{sign} here.\n")
    assert (finding.code, finding.line, finding.fix) == ("T012", 3, "type the word again")


@pytest.mark.parametrize(
    "line",
    ["“MAÇÔ", "«IRMû", "„Ä“", "LIBERTÉ”", "À la carte… “à”", "l’été «déjà» – “ça”", "© ® ™ € £", "ÑANDÚ", "ÅÄÖ åäö",
     "Ångström™",
     "São Paulo – “não”", "Příliš žluťoučký kůň", "ÇÃO", "Đà Nẵng", "Œuvre", "\uf0b7 an item", "x = y", "a&b",
     "C:\\users", "&amp;c",
     "https://example.org/?a=C3&b=%E2%80%99", "\u202dphone\u202c", "`JosÃ©`", "R&amp;D"],
)  # fmt: skip
def test_right_letters_are_left_alone(line: str) -> None:
    assert "T012" not in [finding.code for finding in render(line, "en").findings]
