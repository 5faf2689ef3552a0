"""Attribute lists, as in `## Heading {: #id }`: Python-Markdown's extension, which leaves other braces alone."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor


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
