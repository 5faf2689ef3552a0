"""Where raw HTML begins and ends in Markdown (CommonMark 0.31, 4.6 and 6.6)."""

import re

_NAME = r"[A-Za-z][A-Za-z0-9-]*"
_ATTRIBUTES = r"""(?:\s++[A-Za-z_:][A-Za-z0-9_.:-]*+(?:\s*+=\s*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?+)*+"""
_OPEN = rf"<{_NAME}{_ATTRIBUTES}\s*+/?>"
_CLOSE = rf"</{_NAME}\s*+>"

TAG = re.compile(rf"{_OPEN}|{_CLOSE}")
CLOSED_BY = {"<!--": "-->", "<?": "?>", "<![CDATA[": "]]>"}
"""Ends of HTML constructs other than tags; the end of `<!NAME` is `>`."""

_ALONE = re.compile(rf"(?:{_OPEN}|{_CLOSE})[ ]*$")
_VERBATIM = re.compile(r"<(?:script|pre|style|textarea)(?=[\s>]|$)", re.I)
_VERBATIM_END = re.compile(r"</(?:script|pre|style|textarea)>", re.I)
_BLOCK = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div"
    r"|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link"
    r"|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th"
    r"|thead|title|tr|track|ul)(?=[ >]|/>|$)",
    re.I,
)
_DECLARATION = re.compile(r"<![A-Za-z]")
BLANK = re.compile(r"(?!)")
"""Never matches: for a block that ends with the next blank line."""


def block_end(line: str, start: int, *, in_paragraph: bool) -> re.Pattern[str] | None:
    """What ends the block of HTML that starts there; None if none starts there."""
    if _VERBATIM.match(line, start):
        return _VERBATIM_END
    for opening, closing in CLOSED_BY.items():
        if line.startswith(opening, start):
            return re.compile(re.escape(closing))
    if _DECLARATION.match(line, start):
        return re.compile(">")
    if _BLOCK.match(line, start) or (not in_paragraph and _ALONE.match(line, start)):
        return BLANK
    return None


def inline_end(text: str, start: int, missing: set[str]) -> int:
    """Where the tag or comment that starts there ends; -1 if none starts there.

    `missing` remembers, from call to call within a text, which ends do not occur anymore.
    """
    if m := TAG.match(text, start):
        return m.end()
    if text.startswith(("<!-->", "<!--->"), start):
        return text.index(">", start) + 1
    for opening, closing in (*CLOSED_BY.items(), ("<!", ">")):
        if text.startswith(opening, start):
            if closing in missing or (opening == "<!" and not _DECLARATION.match(text, start)):
                return -1
            end = text.find(closing, start + len(opening))
            if end < 0:
                missing.add(closing)
                return -1
            return end + len(closing)
    return -1
