"""What stands where on a card.

With a checked quotation: the headline on the brand's ground, and below, on paper, the marked words and what was found.
Without one: the headline alone, larger. Where the font lacks a sign of the headline: the mark and the site's name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.cards.directions import first_direction
from plugins.cards.fonts import Family, Font, family_of, own_family
from plugins.cards.lines import Line, Style, balanced, cleaned, cut_short, is_covered, set_line, widest
from plugins.cards.painting import Painting, logo_of
from plugins.cards.view import HEIGHT, WIDTH, CardView
from plugins.records.campaign.brand import shades
from plugins.records.campaign.contrast import WHITE

PAPER, MUTED, OK, BAD = WHITE, "#565861", "#14603a", "#8f1d1d"
"""As the tokens of the theme have them."""
MARGIN = 72
INNER = WIDTH - 2 * MARGIN
ROW = 56
"""The height of the first row, with the logo and the site's name."""
TOP = 60
NAME_SIZE, SMALL = 32, 27
GAP = 8
"""Between two words of that size."""
LEAST = 26
"""Pixels: no text is set smaller."""
TIGHT = -0.014
"""Ems: between the letters of a headline."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the sizes that a text is tried in."""

    size: int
    most: int
    """Lines."""
    leading: int
    """Pixels from line to line."""


ALONE = (Step(84, 3, 94), Step(66, 4, 76), Step(52, 5, 63))
ABOVE_A_QUOTATION = (Step(58, 2, 66), Step(47, 3, 55), Step(38, 4, 46))
QUOTED = (Step(54, 3, 74), Step(42, 4, 58), Step(31, 5, 45))
DECK = (Step(40, 2, 52), Step(34, 3, 45), Step(29, 3, 39))
NAMES = (Step(92, 2, 100), Step(72, 3, 80), Step(56, 4, 64))
"""Of the site, where it stands alone."""


@dataclass(frozen=True, slots=True)
class Block:
    """A text that was set in one of its sizes."""

    lines: tuple[Line, ...]
    font: Font
    step: Step
    is_cut: bool = False
    """Whether an ellipsis stands for the rest."""

    @property
    def width(self) -> int:
        """Pixels, of the first line."""
        return round(self.lines[0].width * self.step.size)

    @property
    def height(self) -> int:
        return self.step.leading * len(self.lines)


def drawn(view: CardView, *, logo: Path | None, font: Path | None) -> bytes:
    """A PNG. Raises `OSError` where the files are not those of the view's checksums."""
    return _Card(view, logo, font).png()


class _Card:
    def __init__(self, view: CardView, logo: Path | None, font: Path | None):
        self.view = view
        self.families = [own_family()]
        if font is not None:
            self.families.insert(0, family_of(font, view.font_sha256))
        self.logo = logo_of(logo, view.logo_sha256, 320, ROW) if logo is not None else None
        colors, _ = shades(view.color, view.marker)
        self.ground, self.on_ground = (BAD, WHITE) if view.withdrawn else (colors.brand, colors.on_brand)
        self.chip, self.on_chip = (WHITE, BAD) if view.withdrawn else (colors.marker, colors.on_marker)
        self.marker, self.on_marker = colors.marker, colors.on_marker
        self.painting = Painting(WIDTH, HEIGHT, self.ground)

    def png(self) -> bytes:
        view = self.view
        quoted = self._quotation() if view.quotation else None
        title = self._block(view.title, ABOVE_A_QUOTATION if quoted else ALONE, tracking=TIGHT)
        if title is None or view.deck:
            self._site(title)
        elif quoted is not None:
            self._with_quotation(title, quoted)
        else:
            self._alone(title)
        return self.painting.png()

    def _alone(self, title: Block) -> None:
        self._masthead()
        top, bottom = TOP + ROW + 40, HEIGHT - 132
        self._put(title, top + max(0, (bottom - top - title.height) // 2), self.ground, self.on_ground)
        self._facts(HEIGHT - 72)

    def _with_quotation(self, title: Block, quoted: Block) -> None:
        self._masthead(" · ".join(filter(None, (self.view.label, self.view.date))))
        top = TOP + ROW + 24
        self._put(title, top, self.ground, self.on_ground)
        edge = top + title.height + 34
        self.painting.fill((0, edge, WIDTH, HEIGHT), PAPER)
        while edge + 30 + quoted.height + 84 > HEIGHT:
            smaller = self._smaller(quoted)
            if smaller is None:
                break
            quoted = smaller
        room = HEIGHT - 84 - edge
        self._marked(quoted, edge + max(24, (room - quoted.height) // 2))
        self._verdict(HEIGHT - 46)

    def _site(self, title: Block | None) -> None:
        """The mark, and the site's name as large as it can be; below it, what the campaign says of itself."""
        view = self.view
        name = self._block(view.site_name, NAMES, tracking=TIGHT)
        deck = self._block(view.deck, DECK, bold=False) if view.deck and title is not None else None
        height = (name.height if name else 0) + (deck.height + 28 if deck else 0)
        top = (HEIGHT - height) // 2
        if self.logo is not None:
            self.painting.place(self.logo, (self._start(self.logo.width), MARGIN), self.ground)
            top = max(top, MARGIN + ROW + 40)
        if name is not None:
            self._put(name, top, self.ground, self.on_ground)
        if deck is not None:
            self._put(deck, top + height - deck.height, self.ground, self.on_ground)
        if not view.withdrawn:
            left = self._start(120)
            self.painting.fill((left, HEIGHT - MARGIN - 12, left + 120, HEIGHT - MARGIN), self.marker)
        else:
            self._facts(HEIGHT - 72)

    def _masthead(self, beside: str = "") -> None:
        """The logo and the site's name, in the first row; at its end a few words, where there is room for them."""
        used = 0
        if self.logo is not None:
            at = self._start(self.logo.width), TOP + (ROW - self.logo.height) // 2
            self.painting.place(self.logo, at, self.ground)
            used = self.logo.width + 20
        name = self._one_line(self.view.site_name, NAME_SIZE, INNER - used)
        if name is not None:
            self._put(name, TOP + (ROW - name.height) // 2, self.ground, self.on_ground, used)
            used += name.width + 60
        words = self._one_line(beside, SMALL, INNER - used, bold=False) if used < INNER else None
        if words is not None and not words.is_cut:
            self._put(words, TOP + (ROW - words.height) // 2, self.ground, self.on_ground, INNER - words.width)

    def _facts(self, base: int) -> None:
        """What kind of page it is, marked, and its date."""
        used = 0
        label = self._one_line(self.view.label, SMALL, INNER // 2)
        if label is not None:
            width = label.width
            left = self._start(width + 28)
            self.painting.fill((left, base - 34, left + width + 28, base + 14), self.chip)
            self.painting.write(label.lines[0], label.font, SMALL, (left + 14, base), (self.chip, self.on_chip))
            used = width + 28 + 20
        date = self._one_line(self.view.date, SMALL, INNER - used, bold=False)
        if date is not None:
            left = self._start(date.width, used)
            self.painting.write(date.lines[0], date.font, SMALL, (left, base), (self.ground, self.on_ground))

    def _marked(self, quoted: Block, top: int) -> None:
        step = quoted.step
        for number, line in enumerate(quoted.lines):
            width, above = round(line.width * step.size), top + number * step.leading
            left = round(self._start(width + 20))
            self.painting.fill((left, above + 3, left + width + 20, above + step.leading - 3), self.marker)
        self._put(quoted, top, self.marker, self.on_marker, 10)

    def _verdict(self, base: int) -> None:
        """What was found, and on which page."""
        view = self.view
        left = round(self._start(26))
        self.painting.tick((left, base - 23, left + 26, base + 3), (PAPER, OK))
        used = 26 + 12
        verdict = self._one_line(view.verdict, SMALL, INNER - used)
        if verdict is not None:
            width = verdict.width
            self.painting.write(verdict.lines[0], verdict.font, SMALL, (self._start(width, used), base), (PAPER, OK))
            used += width + 20
        page = self._one_line(f"· {view.page}" if view.page else "", SMALL, INNER - used, bold=False)
        room = INNER - used - (page.width + GAP if page else 0)
        for words in (self._one_line(view.source, SMALL, room, bold=False), page):
            if words is not None:
                at = self._start(words.width, used), base
                self.painting.write(words.lines[0], words.font, SMALL, at, (PAPER, MUTED))
                used += words.width + GAP

    def _quotation(self) -> Block | None:
        """None where one of its signs is lacking, or those of the source that goes with it."""
        found = self._block(self.view.quotation, QUOTED, bold=False, by_itself=True, width=INNER - 20)
        verdict = self._one_line(self.view.verdict, SMALL, INNER)
        source = self._one_line(self.view.source, SMALL, INNER, bold=False)
        return found if verdict is not None and source is not None else None

    def _smaller(self, quoted: Block) -> Block | None:
        """The same words in the next smaller size, then in fewer lines."""
        later = [step for step in QUOTED if step.size < quoted.step.size]
        steps = later or [replace(quoted.step, most=len(quoted.lines) - 1)]
        if steps[0].most < 1:
            return None
        return self._block(self.view.quotation, steps, bold=False, by_itself=True, width=INNER - 20)

    def _one_line(self, text: str, size: int, width: float, *, bold: bool = True) -> Block | None:
        return self._block(text, (Step(size, 1, round(size * 1.3)),), bold=bold, width=width)

    def _block(
        self,
        text: str,
        steps: Sequence[Step],
        *,
        bold: bool = True,
        tracking: float = 0.0,
        by_itself: bool = False,
        width: float = INNER,
    ) -> Block | None:
        """A text in the largest of its sizes that it fits in, else cut short in the smallest.

        `by_itself`: it runs as its own first letter does. None where a sign is lacking, or a word is too wide.
        """
        text = cleaned(text)
        right_to_left = self.view.is_right_to_left
        if by_itself:
            right_to_left = (first_direction(text) or "LR"[right_to_left]) == "R"
        styles = (Style(font, self.view.lang, right_to_left, tracking) for font in self._fonts(bold))
        style = next((style for style in styles if text and is_covered(text, style)), None)
        if style is None:
            return None
        for step in (*steps, *_for_one_word(text, style, width, steps[-1])):
            if lines := balanced(text, style, width / step.size, step.most):
                return Block(tuple(set_line(line, style) for line in lines), style.font, step)
        cut = cut_short(text, style, width / steps[-1].size, steps[-1].most)
        lines_cut = tuple(set_line(line, style) for line in cut or ())
        return Block(lines_cut, style.font, steps[-1], is_cut=True) if cut else None

    def _fonts(self, bold: bool) -> Iterable[Font]:
        return (_weight(family, bold) for family in self.families)

    def _put(self, block: Block, top: int, ground: str, ink: str, used: float = 0) -> None:
        """`used`: pixels between the margin and the text."""
        step = block.step
        for number, line in enumerate(block.lines):
            base = top + number * step.leading + (step.leading + round(step.size * 0.7)) // 2
            left = self._start(line.width * step.size, used)
            self.painting.write(line, block.font, step.size, (left, base), (ground, ink))

    def _start(self, width: float, used: float = 0) -> int:
        """The left end of what begins where the card's language begins its lines."""
        return round(WIDTH - MARGIN - used - width if self.view.is_right_to_left else MARGIN + used)


def _for_one_word(text: str, style: Style, width: float, smallest: Step) -> Iterable[Step]:
    """A size for a text with a word that is wider than a line in the smallest of its own, where that can be read."""
    fitting = int(width / max(widest(text, style), 0.01))
    if LEAST <= fitting < smallest.size:
        yield Step(fitting, smallest.most, round(smallest.leading * fitting / smallest.size))


def _weight(family: Family, bold: bool) -> Font:
    return family.bold if bold else family.regular
