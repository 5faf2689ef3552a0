"""OpenDocument texts, as LibreOffice writes them."""

from html import escape

from tests.desk.importing.samples.word import zipped

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
    for name, of in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
STYLES = """<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="PB" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/>
<text:list-level-style-number text:level="2" style:num-format="1"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style>
</office:automatic-styles>"""
SHARED = (
    f"<office:document-styles {NAMESPACES}><office:styles/><office:master-styles><style:master-page>"
    "<style:header><text:p>{header}</text:p></style:header></style:master-page></office:master-styles>"
    "</office:document-styles>"
)


def p(*inner: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{"".join(inner)}</text:p>'


def h(text: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def link(address: str, text: str) -> str:
    return f'<text:a xlink:href="{escape(address)}">{text}</text:a>'


def items(*inner: str, style: str = "L1", more: str = "") -> str:
    listed = "".join(f"<text:list-item>{one if one.startswith('<') else p(one)}</text:list-item>" for one in inner)
    return f'<text:list text:style-name="{style}" {more}>{listed}</text:list>'


def note(text: str) -> str:
    return (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p(text)}</text:note-body></text:note>"
    )


def table(*rows: tuple[str, ...]) -> str:
    def cell(one: str) -> str:
        return one if one.startswith("<table:") else f"<table:table-cell>{p(one)}</table:table-cell>"

    inner = "".join(f"<table:table-row>{''.join(map(cell, one))}</table:table-row>" for one in rows)
    return f"<table:table>{inner}</table:table>"


def picture(name: str, alt: str = "") -> str:
    desc = f"<svg:desc>{alt}</svg:desc>" if alt else ""
    return f'<draw:frame><draw:image xlink:href="Pictures/{name}"/>{desc}</draw:frame>'


def save(*blocks: str, header: str = "", pictures: dict[str, bytes] | None = None) -> bytes:
    body = "".join(block if block.startswith("<") else p(block) for block in blocks)
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {NAMESPACES}>{STYLES}<office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>",
        "META-INF/manifest.xml": "<manifest/>",
    }
    if header:
        parts["styles.xml"] = SHARED.replace("{header}", header)
    parts |= {f"Pictures/{name}": data for name, data in (pictures or {}).items()}
    return zipped(parts, stored="mimetype")
