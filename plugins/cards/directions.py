"""Which way each sign of a line runs: the Unicode Bidirectional Algorithm (Unicode Standard Annex #9, revision 50).

Signs that embed or isolate are taken out of a card's texts, so that a line is one sequence at one level, and the rules
for them (X1 to X8) have nothing to do.
"""

import unicodedata
from collections.abc import Sequence

BRACKETS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "⟨": "⟩",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "【": "】",
}
"""Pairs that are kept together (N0), of those that headlines have."""
NEUTRAL = frozenset({"B", "S", "WS", "ON"})
STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
"""What a resolved kind counts as beside neutral signs: a number runs as the text to the left does (N1)."""
MOST_OPEN = 63


def first_direction(text: str) -> str:
    """`L` or `R`, that of the first letter (P2); empty where there is none."""
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    return next(("L" if kind == "L" else "R" for kind in kinds if kind in ("L", "R", "AL")), "")


def levels(text: str, right_to_left: bool) -> list[int]:
    """How deep each sign is embedded: even levels run to the right, odd ones to the left."""
    found = [unicodedata.bidirectional(sign) or "L" for sign in text]
    if not right_to_left and not {"R", "AL", "AN"} & set(found):
        return [0] * len(text)
    base = "R" if right_to_left else "L"
    shown = [place for place, kind in enumerate(found) if kind != "BN"]
    kinds = _weak([found[place] for place in shown], base)
    _brackets([text[place] for place in shown], kinds, [found[place] for place in shown], base)
    _neutral(kinds, base)
    resolved: list[int] = []
    of_shown = dict(zip(shown, kinds, strict=True))
    for place in range(len(text)):  # what has no direction goes with what stands before it
        kind = of_shown.get(place)
        before = resolved[-1] if resolved else int(right_to_left)
        resolved.append(before if kind is None else _level(kind, int(right_to_left)))
    return resolved


def _level(kind: str, base: int) -> int:
    """I1 and I2."""
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _weak(kinds: list[str], base: str) -> list[str]:
    """W1 to W7: marks, numbers and what stands about numbers."""
    before = base
    for place, kind in enumerate(kinds):
        kinds[place] = before = before if kind == "NSM" else kind
    strong = base
    for place, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[place] = "AN"
    kinds = ["R" if kind == "AL" else kind for kind in kinds]
    for place in range(1, len(kinds) - 1):
        before, kind, after = kinds[place - 1 : place + 2]
        if before == after and ((kind in ("ES", "CS") and before == "EN") or (kind == "CS" and before == "AN")):
            kinds[place] = before
    for order in (range(len(kinds)), range(len(kinds) - 1, -1, -1)):
        before = ""
        for place in order:
            if kinds[place] == "ET" and before == "EN":
                kinds[place] = "EN"
            before = kinds[place]
    kinds = ["ON" if kind in ("ET", "ES", "CS") else kind for kind in kinds]
    strong = base
    for place, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[place] = "L"
    return kinds


def _brackets(signs: Sequence[str], kinds: list[str], original: Sequence[str], base: str) -> None:
    """N0: both brackets of a pair run one way, as what they hold does."""
    for opening, closing in _pairs(signs, kinds):
        inside = {STRONG[kind] for kind in kinds[opening + 1 : closing] if kind in STRONG}
        if base in inside:
            way = base
        elif inside:
            before = next((STRONG[kind] for kind in reversed(kinds[:opening]) if kind in STRONG), base)
            way = before if before != base else base
        else:
            continue
        for place in (opening, closing):
            kinds[place] = way
            following = place + 1
            while following < len(kinds) and original[following] == "NSM":
                kinds[following] = way
                following += 1


def _pairs(signs: Sequence[str], kinds: Sequence[str]) -> list[tuple[int, int]]:
    """BD16, in the order of the opening ones."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for place, (sign, kind) in enumerate(zip(signs, kinds, strict=True)):
        if kind != "ON":
            continue
        if sign in BRACKETS:
            if len(waiting) == MOST_OPEN:
                return sorted(pairs)
            waiting.append((BRACKETS[sign], place))
            continue
        depth = next((n for n in range(len(waiting) - 1, -1, -1) if waiting[n][0] == sign), None)
        if depth is not None:
            pairs.append((waiting[depth][1], place))
            del waiting[depth:]
    return sorted(pairs)


def _neutral(kinds: list[str], base: str) -> None:
    """N1 and N2: what has no direction of its own takes that of both sides, else that of the line."""
    first = 0
    while first < len(kinds):
        if kinds[first] not in NEUTRAL:
            first += 1
            continue
        last = first
        while last < len(kinds) and kinds[last] in NEUTRAL:
            last += 1
        before = STRONG[kinds[first - 1]] if first else base
        after = STRONG[kinds[last]] if last < len(kinds) else base
        kinds[first:last] = [before if before == after else base] * (last - first)
        first = last
