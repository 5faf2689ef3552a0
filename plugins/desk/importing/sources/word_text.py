"""The text of a Word file, settled: changes as accepted, hidden words out, and in a form that mammoth reads whole.

Element names are those of ECMA-376, part 1; of both the transitional and the strict namespace.
"""

import re
from typing import Any

from lxml import etree

from plugins.desk.importing.source import LeftOut

DELETED = frozenset(("del", "moveFrom"))
INSERTED = frozenset(("ins", "moveTo"))
UNWRAPPED = frozenset(("ins", "moveTo", "fldSimple", "customXml", "dir", "bdo", "smartTag", "subDoc"))
COMMENT_MARKS = frozenset(("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"))
OFF = ("0", "false", "off")
HYPERLINK = re.compile(r"\s*HYPERLINK\b(?P<rest>.*)", re.DOTALL | re.IGNORECASE)
SWITCH = re.compile(r'\\(?P<name>[lomnt])\s*(?:"(?P<value>[^"]*)")?|"(?P<address>[^"]*)"|(?P<bare>[^\s"\\][^\s"]*)')


def settle(root: Any, styles: Any, found: list[LeftOut], notes: list[str]) -> None:
    """Change one part's tree in place. What is left out for good is added to `found`."""
    _only_one_alternative(root)
    _settle_changes(root, found)
    _leave_out_hidden(root, _hiding_styles(styles), found)
    _leave_out_placeholders(root, found)
    _plain_fields(root)
    _plain_equations(root, notes)
    for element in list(root.iter()):
        name = _name(element)
        if name in UNWRAPPED:
            _unwrap(element)
        elif name in COMMENT_MARKS:
            _remove(element)
        elif name == "ruby":
            _plain_ruby(element)
        elif name == "altChunk":
            notes.append("a part of the text is embedded as another file, and was left out: copy it into the text.")


def words_in(root: Any) -> str:
    """All words of an element, its paragraphs separated by spaces."""
    parts: list[str] = []
    for element in root.iter():
        name = _name(element)
        if name in ("t", "delText") and element.text:
            parts.append(element.text)
        elif name in ("p", "tab", "br", "tc"):
            parts.append(" ")
    return " ".join("".join(parts).split())


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if _name(child) == name), None)


def _value(element: Any, name: str = "val") -> str:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def _remove(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in list(element):
        if not _name(child).endswith("Pr"):
            parent.insert(at, child)
            at += 1
    parent.remove(element)


def _is_change_of_words(element: Any) -> bool:
    """Within properties, `ins` and `del` are marks of a paragraph or row."""
    parent = element.getparent()
    return parent is not None and not _name(parent).endswith("Pr")


def _settle_changes(root: Any, found: list[LeftOut]) -> None:
    for element in list(root.iter()):
        name = _name(element)
        if name == "tr":
            properties = _child(element, "trPr")
            if properties is not None and _child(properties, "del") is not None:
                found.append(LeftOut(kind="changes", what="deleted row", text=words_in(element)))
                _remove(element)
            elif properties is not None and _child(properties, "ins") is not None:
                found.append(LeftOut(kind="changes", what="inserted row", text=words_in(element)))
        elif name == "cellDel":
            cell = next((parent for parent in element.iterancestors() if _name(parent) == "tc"), None)
            if cell is not None:
                found.append(LeftOut(kind="changes", what="deleted cell", text=words_in(cell)))
                for text in list(cell.iter()):
                    if _name(text) in ("r",):
                        _remove(text)
    for element in list(root.iter()):
        name = _name(element)
        if name in DELETED | INSERTED and _is_change_of_words(element):
            if element.getparent() is None:
                continue
            words = words_in(element)
            if any(_name(parent) in DELETED for parent in element.iterancestors()):
                continue
            if words:
                what = {"del": "deleted", "ins": "inserted", "moveFrom": "moved from", "moveTo": "moved here"}[name]
                found.append(LeftOut(kind="changes", what=what, text=words))
            elif name in ("del", "ins") and any(_name(one) in ("drawing", "pict") for one in element.iter()):
                found.append(LeftOut(kind="changes", what="deleted" if name == "del" else "inserted", text="a picture"))
    for element in list(root.iter()):
        if _name(element) in DELETED and _is_change_of_words(element):
            _remove(element)
    for paragraph in [one for one in root.iter() if _name(one) == "p"]:
        _join_with_next(paragraph, found)


def _join_with_next(paragraph: Any, found: list[LeftOut]) -> None:
    """A paragraph whose end was deleted goes on in the next one; where nothing of it is left, it goes."""
    properties = _child(paragraph, "pPr")
    run = _child(properties, "rPr") if properties is not None else None
    if run is None or _child(run, "del") is None:
        return
    following = paragraph.getnext()
    while following is not None and _name(following) != "p" and _name(following) not in ("tbl", "sectPr"):
        following = following.getnext()
    rest = [child for child in paragraph if _name(child) != "pPr"]
    if following is None or _name(following) != "p":
        _remove(_child(run, "del"))
        return
    if words_in(paragraph):
        found.append(LeftOut(kind="changes", what="joined paragraphs", text=words_in(paragraph)[-60:]))
    at = 1 if _child(following, "pPr") is not None else 0
    for child in reversed(rest):
        following.insert(at, child)
    _remove(paragraph)


def _hiding_styles(styles: Any) -> frozenset[str]:
    """Ids of the styles whose text is hidden, by themselves or by the style that they are based on."""
    if styles is None:
        return frozenset()
    based: dict[str, str] = {}
    hiding: dict[str, bool] = {}
    for style in styles:
        if _name(style) != "style":
            continue
        one = _value(style, "styleId")
        base, run = _child(style, "basedOn"), _child(style, "rPr")
        based[one] = _value(base) if base is not None else ""
        vanish = _child(run, "vanish") if run is not None else None
        if vanish is not None:
            hiding[one] = _value(vanish) not in OFF

    def is_hiding(one: str, seen: tuple[str, ...] = ()) -> bool:
        if one in hiding:
            return hiding[one]
        return bool(one) and one not in seen and len(seen) < 30 and is_hiding(based.get(one, ""), (*seen, one))

    return frozenset(one for one in based if is_hiding(one))


def _leave_out_hidden(root: Any, hiding: frozenset[str], found: list[LeftOut]) -> None:
    """Runs that Word does not show. Neighbors are said as one passage."""
    passage: list[str] = []
    last: Any = None
    before: Any = None

    def end() -> None:
        if words := " ".join("".join(passage).split()):
            found.append(LeftOut(kind="hidden", what="hidden text", text=words))
        passage.clear()

    for run in [one for one in root.iter() if _name(one) == "r" and "math" not in str(one.tag)]:
        paragraph = next((parent for parent in run.iterancestors() if _name(parent) == "p"), None)
        if not _is_hidden(run, paragraph, hiding):
            continue
        if paragraph is not last:
            end()
        elif passage and run.getprevious() is not before:
            passage.append(" … ")
        last, before = paragraph, run
        passage.append(words_in(run) + (" " if any(_name(one) == "tab" for one in run) else ""))
        for child in list(run):
            if _name(child) not in ("fldChar", "instrText", "rPr"):
                run.remove(child)
    end()


def _is_hidden(run: Any, paragraph: Any, hiding: frozenset[str]) -> bool:
    properties = _child(run, "rPr")
    if properties is not None:
        for name in ("vanish", "specVanish"):
            vanish = _child(properties, name)
            if vanish is not None:
                return _value(vanish) not in OFF
        style = _child(properties, "rStyle")
        if style is not None and _value(style) in hiding:
            return True
    if paragraph is None or not hiding:
        return False
    of_paragraph = _child(paragraph, "pPr")
    style = _child(of_paragraph, "pStyle") if of_paragraph is not None else None
    return style is not None and _value(style) in hiding


def _leave_out_placeholders(root: Any, found: list[LeftOut]) -> None:
    """`Click or tap here to enter text.`"""
    for block in [one for one in root.iter() if _name(one) == "sdt"]:
        properties, content = _child(block, "sdtPr"), _child(block, "sdtContent")
        if properties is None or content is None or _child(properties, "showingPlcHdr") is None:
            continue
        if words := words_in(content):
            found.append(LeftOut(kind="other", what="placeholder", text=words))
        for run in [one for one in content.iter() if _name(one) == "r"]:
            _remove(run)


def _only_one_alternative(root: Any) -> None:
    """Of what Word writes twice, for new and old programs, the words once; a text box as mammoth reads it."""
    for choice in [one for one in root.iter() if _name(one) == "AlternateContent"]:
        if choice.getparent() is None:
            continue
        boxes = [one for one in choice.iter() if _name(one) == "txbxContent"]
        fallback = _child(choice, "Fallback")
        if boxes:
            _as_box(
                choice, [box for box in boxes if not any(parent in boxes for parent in box.iterancestors())], fallback
            )
        elif fallback is None or not len(fallback):
            first = _child(choice, "Choice")
            parent = choice.getparent()
            at = parent.index(choice)
            for child in list(first) if first is not None else ():
                parent.insert(at, child)
                at += 1
            parent.remove(choice)
    for drawing in [one for one in root.iter() if _name(one) == "drawing"]:
        boxes = [one for one in drawing.iter() if _name(one) == "txbxContent"]
        if boxes and drawing.getparent() is not None:
            _as_box(drawing, boxes, None)


def _as_box(element: Any, boxes: list[Any], fallback: Any) -> None:
    inside = {id(one) for one in fallback.iter()} if fallback is not None else set()
    chosen = [box for box in boxes if id(box) not in inside] or boxes
    namespace = etree.QName(chosen[0]).namespace
    picture = etree.Element(f"{{{namespace}}}pict")
    parent = element.getparent()
    parent.replace(element, picture)
    for box in chosen:
        picture.append(box)


def _plain_fields(root: Any) -> None:
    """Write each `HYPERLINK` with its address alone: mammoth takes a tooltip for a part of the address."""
    instructions: list[Any] = []
    for element in root.iter():
        name = _name(element)
        if name == "fldChar" and _value(element, "fldCharType") in ("begin", "separate", "end"):
            _write_instruction(instructions)
            instructions = []
        elif name == "instrText":
            instructions.append(element)
        elif name == "fldSimple" and (match := HYPERLINK.match(_value(element, "instr"))):
            _simple_link(element, match["rest"])
        elif name == "hyperlink":
            for key in list(element.attrib):
                if etree.QName(key).localname == "tooltip":
                    del element.attrib[key]


def _write_instruction(instructions: list[Any]) -> None:
    match = HYPERLINK.match("".join(one.text or "" for one in instructions))
    if match is None:
        return
    address, anchor = _address(match["rest"])
    instructions[0].text = f' HYPERLINK "{address}"' if address else f' HYPERLINK \\l "{anchor}"'
    for other in instructions[1:]:
        other.text = ""


def _address(rest: str) -> tuple[str, str]:
    """Address and place in it, of an instruction such as `"https://example.org" \\l "part" \\o "a tooltip"`."""
    address = anchor = ""
    for match in SWITCH.finditer(rest):
        if match["name"]:
            anchor = match["value"] or "" if match["name"] == "l" else anchor
        elif not address:
            address = match["address"] if match["address"] is not None else match["bare"]
    if address and anchor and "#" not in address:
        address = f"{address}#{anchor}"
    return address, anchor


def _simple_link(element: Any, rest: str) -> None:
    """A field in one element as the three that mammoth reads."""
    address, _ = _address(rest)
    if not address:
        return
    namespace = etree.QName(element).namespace

    def run(child: Any) -> Any:
        made = etree.Element(f"{{{namespace}}}r")
        made.append(child)
        return made

    def mark(kind: str) -> Any:
        made = etree.Element(f"{{{namespace}}}fldChar")
        made.set(f"{{{namespace}}}fldCharType", kind)
        return run(made)

    instruction = etree.Element(f"{{{namespace}}}instrText")
    instruction.text = f' HYPERLINK "{address}"'
    for at, one in enumerate((mark("begin"), run(instruction), mark("separate"))):
        element.insert(at, one)
    element.append(mark("end"))


def _plain_equations(root: Any, notes: list[str]) -> None:
    for equation in [one for one in root.iter() if _name(one) in ("oMath", "oMathPara")]:
        parent = equation.getparent()
        if parent is None or any(_name(up) == "oMathPara" for up in equation.iterancestors()):
            continue
        words = "".join(one.text or "" for one in equation.iter() if _name(one) == "t")
        namespace = etree.QName(
            next(up for up in equation.iterancestors() if _name(up) in ("p", "body", "document"))
        ).namespace
        made = etree.Element(f"{{{namespace}}}r")
        text = etree.SubElement(made, f"{{{namespace}}}t")
        text.text = words
        if _name(parent) in ("body", "tc", "txbxContent"):
            paragraph = etree.Element(f"{{{namespace}}}p")
            paragraph.append(made)
            made = paragraph
        parent.replace(equation, made)
        notes.append(f"an equation became plain text: “{words[:50]}”. Check it.")


def _plain_ruby(element: Any) -> None:
    """Words with their reading above them: the reading in brackets."""
    parent = element.getparent()
    if parent is None:
        return
    namespace = etree.QName(element).namespace
    base, reading = _child(element, "rubyBase"), _child(element, "rt")
    text = etree.Element(f"{{{namespace}}}t")
    text.text = words_in(base) if base is not None else ""
    if reading is not None and words_in(reading):
        text.text += f" ({words_in(reading)})"
    parent.replace(element, text)
