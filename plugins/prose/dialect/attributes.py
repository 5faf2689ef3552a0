"""Attribute lists, as in `## Heading {: #id }`: Python-Markdown's extension, which leaves other braces alone."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor

from plugins.prose.dialect.as_typed import shown
from plugins.prose.dialect.suspicions import MOST
from plugins.prose.model import Finding

_LOOSE = re.compile(
    r"(?<!\S)\{(?::{1,2}[ ]*(?=[.#A-Za-z][\w-])"
    r"|[ ]*(?=[.#][A-Za-z]|(?:align|alt|class|dir|height|id|lang|rel|style|target|title|width|data-[\w-]+)=))[^{}\n]*\}"
)
_USEFUL = re.compile(r"[ {:]#[A-Za-z]|\b(?:id|lang|dir|title)=")
"""What a page keeps of them."""
_LINE_END = re.compile("\n")


class AttributeLists(AttrListExtension):
    """The attribute list extension with the reader below."""

    is_needed = True
    """Whether a text contains a brace at all."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Processor(md, self), "attr_list", 8)
        md.registerExtension(self)


class _Processor(AttrListTreeprocessor):
    """Reads `{: #id .class key=value }`, and leaves any other brace as text: `**Dear** {{ name }}` is not an attribute
    list."""

    _LIST = r"\{(?:\:[ ]*|[ ]*(?=[#.]|[\w-]+=))(?!\{)([^\}\n ][^\n]*)\}"
    HEADER_RE = re.compile(rf"[ ]+{_LIST}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_LIST}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{_LIST}")  # type: ignore[misc]

    def __init__(self, md: Markdown, extension: AttributeLists) -> None:
        super().__init__(md)
        self._extension = extension

    def run(self, doc: Element) -> None:
        if self._extension.is_needed:
            super().run(doc)


def loose(elements: Iterable[tuple[Element, int]], body: str) -> Iterator[Finding]:
    """Lists that belong to nothing, each at its line, once the elements have taken theirs.

    `elements` are those with words, each with its line in the body.
    """
    places: dict[str, list[int]] = {}
    for m in _LOOSE.finditer(body) if _LOOSE.search(body) else ():
        if not body.startswith(":::", m.start() - 4):  # part of a box, which is reported as such
            places.setdefault(m[0], []).append(m.start())
    if not places:
        return
    for found in places.values():
        found.reverse()
    starts = [0, *(m.end() for m in _LINE_END.finditer(body))]
    count = 0
    for element, line in elements:
        for text in _texts(element):
            for m in _LOOSE.finditer(text) if "{" in text else ():
                left = places.get(m[0], [])
                while left and left[-1] < starts[line - 1]:
                    left.pop()
                if left and count < MOST:
                    count += 1
                    yield _loose(body, left.pop(), m[0])


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != "code":
            yield from _texts(child)
        yield child.tail or ""


def _loose(body: str, at: int, written: str) -> Finding:
    begin, end = body.rfind("\n", 0, at) + 1, body.find("\n", at)
    before, after = body[begin:at], body[at + len(written) : end if end >= 0 else len(body)]
    number = body.count("\n", 0, at) + 1
    above = body[body.rfind("\n", 0, begin - 1) + 1 : begin - 1] if begin else ""
    is_alone = not before.strip(" >") and not after.strip()
    if _USEFUL.search(written) is None:
        fix = "delete the line" if is_alone else f"write: {' '.join([before.strip(), after.strip()]).strip()}"
    elif is_alone and re.match(r"[ >]*#{1,6} ", above):
        fix = f"move it to the end of the line above: {above.strip()} {written}"
    elif is_alone:
        fix = f"write {written} right below the paragraph that it belongs to, with no blank line between, or delete it"
    elif before.rstrip().endswith(("*", "_", ")", "]", "`")):
        fix = f"write: {before.strip()}{written}{after.rstrip()}"
    else:
        fix = f"put stars around the words that it belongs to, as in *words*{written}, or delete it"
    return Finding(
        code="T010", line=number, what=f"“{shown(written)}” applies to nothing: readers see it as typed", fix=fix
    )
