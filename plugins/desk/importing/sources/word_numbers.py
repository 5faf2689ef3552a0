"""The numbers of Word's lists, as Word shows them: a list that a paragraph interrupts goes on counting."""

from typing import Any

from lxml import etree

BULLETS = ("bullet", "none", "")
MARK = "\ue010{}\ue011"
"""Read again by `web.walk`."""


class Numbers:
    """What numbering.xml says of each list (ECMA-376, part 1, 17.9)."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self.abstract: dict[str, str] = {}
        self.formats: dict[tuple[str, str], tuple[str, int]] = {}
        self.starts: dict[tuple[str, str], int] = {}
        self.of_style: dict[str, tuple[str, str]] = {}
        for element in numbering if numbering is not None else ():
            if _name(element) == "abstractNum":
                for level in element:
                    if _name(level) == "lvl":
                        key = (_value(element, "abstractNumId"), _value(level, "ilvl"))
                        self.formats[key] = (_of(level, "numFmt"), _whole(_of(level, "start"), 1))
            elif _name(element) == "num":
                one = _value(element, "numId")
                self.abstract[one] = _of(element, "abstractNumId")
                for override in element:
                    if _name(override) == "lvlOverride" and (start := _of(override, "startOverride")):
                        self.starts[one, _value(override, "ilvl")] = _whole(start, 1)
        for style in styles if styles is not None else ():
            properties = next((child for child in style if _name(child) == "pPr"), None)
            if found := self._stated(properties):
                self.of_style[_value(style, "styleId")] = found

    def write_into(self, root: Any) -> None:
        """Note each item's number in the text of the item."""
        counts: dict[tuple[str, int], int] = {}
        started: set[tuple[str, int]] = set()
        for paragraph in [one for one in root.iter() if _name(one) == "p"]:
            properties = next((child for child in paragraph if _name(child) == "pPr"), None)
            number, level = self._stated(properties) or self._by_style(properties) or ("", "")
            if not number or number == "0":
                continue
            abstract = self.abstract.get(number, number)
            kind, start = self.formats.get((abstract, level or "0"), ("", 1))
            if kind in BULLETS:
                continue
            depth = _whole(level, 0)
            key = (abstract, depth)
            if (number, depth) not in started:
                started.add((number, depth))
                if (number, level or "0") in self.starts:
                    counts[key] = self.starts[number, level or "0"] - 1
            counts[key] = counts.get(key, start - 1) + 1
            for other in [one for one in counts if one[0] == abstract and one[1] > depth]:
                del counts[other]
            self._write(paragraph, counts[key])

    def _by_style(self, properties: Any) -> tuple[str, str] | None:
        style = (
            next((child for child in properties if _name(child) == "pStyle"), None) if properties is not None else None
        )
        return self.of_style.get(_value(style)) if style is not None else None

    @staticmethod
    def _stated(properties: Any) -> tuple[str, str] | None:
        found = (
            next((child for child in properties if _name(child) == "numPr"), None) if properties is not None else None
        )
        return (_of(found, "numId"), _of(found, "ilvl")) if found is not None and _of(found, "numId") else None

    @staticmethod
    def _write(paragraph: Any, number: int) -> None:
        namespace = etree.QName(paragraph).namespace
        run = etree.Element(f"{{{namespace}}}r")
        etree.SubElement(run, f"{{{namespace}}}t").text = MARK.format(number)
        at = 1 if len(paragraph) and _name(paragraph[0]) == "pPr" else 0
        paragraph.insert(at, run)


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _value(element: Any, name: str = "val") -> str:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def _of(element: Any, name: str) -> str:
    """The value of a child."""
    child = next((one for one in element if _name(one) == name), None)
    return _value(child) if child is not None else ""


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdigit() and len(text) < 7 else default
