"""Whether an SVG is a plain drawing: nothing in it runs, loads or links to anything."""

from lxml import etree

PLAIN = frozenset(
    {
        "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "path", "rect", "circle", "ellipse",
        "line", "polyline", "polygon", "text", "tspan", "textPath", "linearGradient", "radialGradient", "stop",
        "clipPath", "mask", "pattern", "marker", "filter", "view", "switch",
    }
)  # fmt: skip
FILTERS = "fe"
"""Prefix of filter primitives: feBlend, feColorMatrix …"""
LARGEST = 512 * 1024


def unsafe_in_drawing(data: bytes) -> str:
    """What is wrong with it, worded to follow the file's name; empty for a plain drawing."""
    if len(data) > LARGEST:
        return f"is {len(data) // 1024} KB large, and {LARGEST // 1024} KB is the most"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return "cannot be read as SVG"
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        return "is not an SVG drawing"
    for element in root.iter():
        if not isinstance(element.tag, str):
            if not isinstance(element, etree._Comment):
                return "holds entities or instructions for programs"
            continue
        name = etree.QName(element)
        ours = name.namespace == "http://www.w3.org/2000/svg"
        if ours and name.localname not in PLAIN and not name.localname.startswith(FILTERS):
            return f"holds <{name.localname}>"
        if _loads(element.text or "") or "@import" in (element.text or ""):
            return "loads something from elsewhere"
        for attribute, value in element.attrib.items():
            local = etree.QName(attribute).localname
            if local.startswith("on"):
                return f"holds a script ({local})"
            if local == "href" and not str(value).startswith("#"):
                return "leads or loads from elsewhere"
            if _loads(str(value)):
                return "loads something from elsewhere"
    return ""


def _loads(text: str) -> bool:
    """Whether a style refers to anything but a part of the drawing itself."""
    return text.count("url(") > text.count("url(#") + text.count('url("#') + text.count("url('#")
