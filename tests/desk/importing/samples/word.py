# ruff: noqa: E501  (XML as it is written)
"""Word files, written part by part as ECMA-376 has them."""

import io
import struct
import zipfile
import zlib
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
STYLES = f"""<w:styles {NAMESPACES}>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/></w:style>
<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Memo"><w:name w:val="Memo"/><w:basedOn w:val="Base"/></w:style>
<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="Base"/><w:rPr><w:vanish/></w:rPr></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {NAMESPACES}>
<w:abstractNum w:abstractNumId="1">{
    "".join(f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/></w:lvl>' for level in range(4))
}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">{
    "".join(f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>' for level in range(4))
}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"""
BULLET, NUMBER = 1, 2


def t(text: str, *, tag: str = "t") -> str:
    return f'<w:{tag} xml:space="preserve">{escape(text, quote=False)}</w:{tag}>'


def r(text: str = "", *, props: str = "", inner: str = "") -> str:
    """A run; `props` such as `<w:b/>`."""
    return f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}{t(text) if text else ''}{inner}</w:r>"


def b(text: str) -> str:
    return r(text, props="<w:b/>")


def i(text: str) -> str:
    return r(text, props="<w:i/>")


def hidden(text: str) -> str:
    return r(text, props="<w:vanish/>")


def inserted(text: str) -> str:
    return f'<w:ins w:id="1" w:author="A" w:date="2010-08-01T00:00:00Z">{r(text)}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="A" w:date="2010-08-01T00:00:00Z"><w:r>{t(text, tag="delText")}</w:r></w:del>'


def field_link(instruction: str, text: str) -> str:
    """A link as a field in three parts, its instruction in two."""
    half = len(instruction) // 2
    return "".join((
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        f"<w:r>{t(instruction[:half], tag='instrText')}</w:r><w:r>{t(instruction[half:], tag='instrText')}</w:r>",
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', r(text), '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ))  # fmt: skip


def p(*runs: str, style: str = "", number: int = 0, level: int = 0, props: str = "") -> str:
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        inner += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    inner += props
    words = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{words}</w:p>"


def cell(*blocks: str, props: str = "") -> str:
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks) or p()
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{inner}</w:tc>"


def row(*cells: str, props: str = "") -> str:
    inner = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{inner}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


class Word:
    """A file in the making: links, notes and pictures get their parts."""

    def __init__(self) -> None:
        self.rels: list[str] = []
        self.footnotes: list[str] = []
        self.endnotes: list[str] = []
        self.comments: list[str] = []
        self.media: dict[str, bytes] = {}
        self.parts: dict[str, str | bytes] = {}

    def _rel(self, kind: str, target: str, *, external: bool = False) -> str:
        name = f"rId{len(self.rels) + 100}"
        mode = ' TargetMode="External"' if external else ""
        self.rels.append(f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{escape(target)}"{mode}/>')
        return name

    def link(self, address: str, text: str) -> str:
        target = self._rel("hyperlink", address, external=True)
        return f'<w:hyperlink r:id="{target}" w:tooltip="Click me">{r(text)}</w:hyperlink>'

    def footnote(self, text: str) -> str:
        self.footnotes.append(text)
        return f'<w:r><w:footnoteReference w:id="{len(self.footnotes)}"/></w:r>'

    def endnote(self, text: str) -> str:
        self.endnotes.append(text)
        return f'<w:r><w:endnoteReference w:id="{len(self.endnotes)}"/></w:r>'

    def comment(self, text: str, on: str) -> str:
        self.comments.append(text)
        number = len(self.comments)
        return (
            f'<w:commentRangeStart w:id="{number}"/>{r(on)}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )

    def picture(self, data: bytes, alt: str = "", ending: str = "png") -> str:
        name = f"media/image{len(self.media) + 1}.{ending}"
        self.media[f"word/{name}"] = data
        return (
            f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{escape(alt)}"/><a:graphic><a:graphicData>'
            f'<pic:pic><pic:blipFill><a:blip r:embed="{self._rel("image", name)}"/></pic:blipFill></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def header(self, text: str) -> None:
        self._rel("header", "header1.xml")
        self.parts["word/header1.xml"] = f"<w:hdr {NAMESPACES}>{p(text)}</w:hdr>"

    def save(self, *blocks: str, strict: bool = False) -> bytes:
        body = "".join(block if block.startswith("<") else p(block) for block in blocks)
        parts: dict[str, str | bytes] = {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="jpg" ContentType="image/jpeg"/><Default Extension="emf" ContentType="image/x-emf"/></Types>',
            "_rels/.rels": _rels([f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>']),
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERING,
        }
        rels = [*self.rels]
        for name in ("styles", "numbering"):
            rels.append(f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}.xml"/>')
        for name, one, texts in (("footnotes", "footnote", self.footnotes), ("endnotes", "endnote", self.endnotes)):
            if texts:
                inner = "".join(
                    f'<w:{one} w:id="{n}">{p(f"<w:r><w:{one}Ref/></w:r>", " ", text)}</w:{one}>'
                    for n, text in enumerate(texts, 1)
                )
                parts[f"word/{name}.xml"] = f"<w:{name} {NAMESPACES}>{inner}</w:{name}>"
                rels.append(f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}.xml"/>')
        if self.comments:
            inner = "".join(
                f'<w:comment w:id="{n}" w:author="A">{p(text)}</w:comment>' for n, text in enumerate(self.comments, 1)
            )
            parts["word/comments.xml"] = f"<w:comments {NAMESPACES}>{inner}</w:comments>"
            rels.append(f'<Relationship Id="comments" Type="{R}/comments" Target="comments.xml"/>')
        parts["word/_rels/document.xml.rels"] = _rels(rels)
        parts |= {**self.media, **self.parts}
        if strict:
            parts = {
                name: part.replace(W, STRICT_W).replace(R, STRICT_R) if isinstance(part, str) else part
                for name, part in parts.items()
            }
        return zipped(parts)


def _rels(rels: list[str]) -> str:
    inner = "".join(rels)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def zipped(parts: dict[str, str | bytes], *, stored: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            kind = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            data = part.encode() if isinstance(part, str) else part
            archive.writestr(zipfile.ZipInfo(name, (2010, 9, 1, 0, 0, 0)), data, compress_type=kind)
    return target.getvalue()


def png(shade: int = 128, *, told: str = "") -> bytes:
    """A small picture, with a remark in it that must not be published."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + bytes([shade, x * 8 % 256, 0]) * 8 for x in range(8))
    text = chunk(b"tEXt", b"Comment\0" + told.encode()) if told else b""
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + text + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )
