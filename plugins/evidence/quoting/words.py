"""The words of a text, free of its typography: what two texts must share to say the same."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

LINE_END_HYPHEN = "\x02"
"""A hyphen at the end of a line, which may or may not be part of the word. pdfium writes the same character."""


@dataclass(frozen=True)
class Passage:
    """A text that went through `plain` and `join_line_ends`, and its tokens: words, numbers and single marks."""

    text: str
    scan: bool = False
    """Whether it comes from OCR."""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The tokens, each in one spelling: every mark of quotation is `"`, every dash `-`, an ellipsis `…`."""
        return tuple(t if t[0].isalnum() else _mark(t) for t in _TOKEN.findall(self.text))

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Position of each token in the text."""
        return tuple(found.span() for found in _TOKEN.finditer(self.text))

    def words(self, start: int, end: int) -> str:
        """The tokens from `start` up to `end`, as written."""
        if start >= end:
            return ""
        return " ".join(self.text[self.spans[start][0] : self.spans[end - 1][1]].split())


def plain(text: str) -> str:
    """Remove the typography from a text: Unicode forms, quotation marks, dashes, invisible characters, line ends.

    Keeps lines, each ended by a line feed, hyphens at their ends, and case. A raised digit becomes `^1`, so that 10²
    never reads as 102; a fraction stays apart from the number before it.
    """
    if not text.isascii():
        text = _RAISED.sub(lambda found: "^" + found.group().translate(_RAISED_DIGITS), text)
        text = _FRACTION_AFTER_DIGIT.sub(r"\1 ", text).translate(_CHARACTERS)
        text = unicodedata.normalize("NFKC", text).replace("⁄", "/")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("`", "'")
    return text.replace("\x00", "").replace("''", '"')


def is_turned(text: str) -> bool:
    """Whether invisible characters show it in another order than it has: “no” as “on”, “5, 10” as “10, 5”.

    In a text with right-to-left letters, those that only say so are in their place.
    """
    if text.isascii() or not _TURNS.search(text):
        return False
    if _TURNS_LETTERS.search(text):
        return True
    return not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text if letter.isalpha())


def spoken(text: str) -> str:
    """The words on one line, without typography: two texts with the same result have the same words."""
    return " ".join(plain(text).split())


def join_line_ends(text: str, known: Callable[[str], bool]) -> str:
    """Resolve each hyphen at a line's end: removed if the joined word is `known`; kept otherwise, and next to a
    digit."""
    first, *others = _mark_line_ends(text).split(LINE_END_HYPHEN)
    settled = [first]
    for before, after in zip([first, *others], others, strict=False):
        left, right = _LAST_LETTERS.search(before), _FIRST_LETTERS.match(after)
        joined = left and right and known(left.group() + right.group())
        settled += ["" if joined else "-", after]
    return "".join(settled)


def letter_runs(text: str) -> frozenset[str]:
    """Every unbroken run of letters, with words broken at a line's end both joined and apart."""
    text = _mark_line_ends(text)
    apart = frozenset(_LETTERS.findall(text))
    return apart.union(_LETTERS.findall(text.replace(LINE_END_HYPHEN, ""))) if LINE_END_HYPHEN in text else apart


def letters_of(text: str) -> str:
    """The letters alone, in lower case, without separators and brackets."""
    return "".join(_LETTERS.findall(plain(text).casefold()))


def _mark_line_ends(text: str) -> str:
    return _LINE_END_HYPHEN.sub(LINE_END_HYPHEN, text).replace("\xad", "")


def is_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def is_negation(text: str) -> bool:
    """English or Spanish; `don't`, `dont` and the bare prefix of `non-citizen` are negations too."""
    word = text.casefold()
    return word in NEGATIONS or word.endswith("n't")


def is_number(text: str) -> bool:
    """A number in digits, in words or in Roman numerals, a month, or a sign that belongs to numbers ($ % §)."""
    if any(character.isdigit() for character in text) or text in NUMBER_SIGNS:
        return True
    if text in MONTHS_BY_CAPITAL or text.casefold() in NUMBER_WORDS:
        return True
    return len(text) > 1 and _ROMAN.fullmatch(text) is not None


def is_kept(text: str) -> bool:
    """Whether the word must match exactly, even on a scan."""
    return is_negation(text) or is_number(text)


def folded(text: str) -> str:
    """One spelling for all shapes that OCR may confuse; a negation, a number or one of `TWINS` is never folded."""
    return text if is_kept(text) or text.casefold() in TWINS else fold_letters(text)


def fold_letters(text: str) -> str:
    """`folded` without exceptions. Only shapes that look alike in print: rn/m, cl/d, vv/w, l/I/|."""
    text = text.replace("|", "l").replace("I", "l")
    return text.replace("rn", "m").replace("cl", "d").replace("vv", "w").replace("VV", "W")


def without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def rough_shape(text: str) -> str:
    """A spelling so coarse that `nof`, `uot` and `n0t` are `not`: only to suspect OCR errors, never to accept a
    word."""
    return text.casefold().translate(_ROUGH)


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _mark(found: str) -> str:
    if found[0] in "-_":
        return found[0]
    if found[0] == "." and len(found) > 1:
        return "…"
    return '"' if found == "'" else found


NEGATIONS = listed(
    """not no never without cannot nor none neither nothing nobody nowhere non unless except hardly scarcely barely
    dont doesnt didnt cant couldnt wont wouldnt shouldnt isnt arent wasnt werent hasnt havent hadnt mustnt neednt aint
    nunca jamás jamas ni sin ningún ningun ninguno ninguna ningunos ningunas tampoco nada nadie excepto salvo"""
)
NEGATIVE_PREFIXES = listed("un in im il ir non dis mis anti des a")
"""Prefixes that reverse a word's meaning: a word must not be broken or joined here."""
MAGNITUDES = listed(
    """hundred thousand million millions billion billions trillion trillions dozen percent % ‰
    cien ciento mil millón millones"""
)
"""What may follow a number and belong to it."""
NUMBER_SIGNS = listed("$ % § ¶ € £ ¥ ¢ ‰ #")
NUMBER_WORDS = MAGNITUDES | listed(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds thousands dozens
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth hundredth thousandth
    half halves thirds quarter quarters once twice thrice double triple single both
    january february april june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    cero dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho
    diecinueve veinte veintiuno treinta cuarenta cincuenta sesenta setenta ochenta noventa doscientos trescientos
    quinientos primero primera segundo segunda tercero tercera cuarto quinto medio media mitad doble ambos
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    lunes martes miércoles jueves viernes sábado domingo"""
)
TWINS = listed(
    """modern modem clear dear close dose closed dosed closes doses clown down clock dock clay day clays days clog dog
    clip dip click dick clot dot clue due clash dash clamp damp clean dean clove dove clam dam cliff diff clad dad
    clan dan clone done cleft deft burn bum burns bums barn bam barns bams corn com darn horn hom born bom torn tom
    stern stem sterns stems warn wam yarn yam fern fem kern kem tern tem turn tum adorn adom arc ard"""
)
"""Words that one misread letter turns into each other: only a person can tell them apart."""
MONTHS_BY_CAPITAL = frozenset({"March", "May", "MARCH", "MAY"})
"""Months that are other words in lower case."""

_ROUGH = str.maketrans({"0": "o", "1": "t", "f": "t", "i": "t", "l": "t", "|": "t", "b": "h", "c": "e", "u": "n"})
_ROMAN = re.compile(r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_LETTERS = re.compile(r"[^\W\d_]+")
_LAST_LETTERS = re.compile(r"(?<![^\W_])[^\W\d_]+\Z")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+(?![^\W_])")
_LINE_END_HYPHEN = re.compile(r"(?:[-\xad][ \t]*\n|\x02)\s*(?=[^\W_])")
_TURNS_LETTERS = re.compile("[\u202d\u202e]")
_TURNS = re.compile("[\u061c\u200f\u202b\u202d\u202e\u2067]")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FRACTION_AFTER_DIGIT = re.compile("([0-9])(?=[¼-¾⅐-⅞])")
_CHARACTERS = str.maketrans(
    dict.fromkeys("‘’‚‛′ʼ´`ˈ", "'")
    | dict.fromkeys("“”„‟″〝〞«»‹›「」『』", '"')
    | dict.fromkeys("‐‑‒–—―⸺⸻−﹘", "-")
    | dict.fromkeys("\x85\u2028\u2029", "\n")
    | {"\uf0b7": "•", "‖": "||"}
    | dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\u202a\u202b\u202c\u202d\u202e")
    | dict.fromkeys("\u2066\u2067\u2068\u2069\x00\x1f")
)
_TOKEN = re.compile(
    r"""
    \^\d+                                                   # a raised digit
    | (?:[^\W_]|[|\u0300-\u036f])+                          # a word, a number; | is how a scan spells I or l
      (?:(?:(?<=\d)[.,:/](?=\d)|'(?=[^\W\d_]))(?:[^\W_]|[|\u0300-\u036f])+)*   # 1,000.50  3/4  don't
    | \.(?:\s*\.){2,}                                       # an ellipsis
    | -(?:\s*-)*                                            # a dash of any length
    | _+                                                    # a blank to be filled in
    | \S
    """,
    re.VERBOSE,
)
