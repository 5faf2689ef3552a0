"""Images: the site's own as holes, others as links."""

import re
from html import escape

from plugins.prose import links
from plugins.prose.links import Address, Refused
from plugins.prose.model import Slot
from plugins.prose.tree import Element
from plugins.prose.tree import plain as unescaped
from plugins.prose.walk.hyperlinks import close_link, open_link, refuse_lost
from plugins.prose.walk.writer import Writer

_SAYS_NOTHING = re.compile(
    r"[^\s/]*[\w)]\.(?:avif|bmp|gif|heic|jpe?g|png|svg|tiff?|webp)|(?:an? |the )?(?:image|picture|photo|pic|img)"
    r"(?: ?\d+)?|alt(?: ?text)?|what it shows|…|untitled|IMG_\d+|DSC_?\d+",
    re.I,
)


def says_nothing(alt: str) -> bool:
    """Whether an alt text is the name of a file, or a word for any picture."""
    return _SAYS_NOTHING.fullmatch(alt) is not None


def image(writer: Writer, element: Element) -> None:
    alt = " ".join(unescaped(element.attributes.get("alt", "")).split())
    written = unescaped(element.attributes.get("src", ""))
    if not written:
        refuse_lost(writer, f"the image “{links.short(alt)}”", alt)
        writer.words(escape(alt, quote=False))
        return
    line = writer.places.of_address(written, alt)
    address = links.read_address(written, of_image=True)
    if not alt:
        fix = f'say what it shows: ![what it shows]({written}), or <img alt="what it shows" …>'
        writer.find("I001", line, f"the image {links.short(written)} has no alt text", fix)
    elif says_nothing(alt):
        what = f"the alt text “{links.short(alt)}” says nothing about what the image shows"
        writer.find("I004", line, what, f"say what it shows: ![what it shows]({written})")
    if isinstance(address, Refused):
        writer.refuse(line, written, address)
        writer.words(escape(alt, quote=False))
    elif address.scheme == "external":
        _remote_image(writer, address, alt, line)
    elif address.scheme in ("static", "attach", "filename", "internal"):
        index = writer.refer(address, alt, line, is_image=True)
        writer.html.append(Slot("image", index))
        writer.text.add(f"[{alt}]" if alt else "")
    else:
        what = f"an image cannot be shown from {links.short(written)}"
        writer.find("L005", line, what, "name its file, as in {attach}name.png")
        writer.words(escape(alt, quote=False))


def _remote_image(writer: Writer, address: Address, alt: str, line: int) -> None:
    what = f"the image {links.short(address.url)} is on another site: readers see its alt text as a link"
    writer.find("I002", line, what, "save it beside this text and write {attach} and its file name")
    label = alt or address.target.rstrip("/").rpartition("/")[2]
    if writer.in_link:
        writer.words(escape(label, quote=False))
        return
    index = writer.refer(address, label, line)
    open_link(writer, address, index, "")
    writer.words(escape(label, quote=False))
    close_link(writer, address, index)
