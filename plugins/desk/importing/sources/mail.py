"""An e-mail, or a page saved as one file (`.mht`) → a source: its text, its pictures, and the PDFs with it."""

import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any

from plugins.desk.importing.blocks import Block
from plugins.desk.importing.days import find_days
from plugins.desk.importing.decoding import clean, in_charset
from plugins.desk.importing.source import Attachment, LeftOut, Picture, Source
from plugins.desk.importing.sources.plain import read_plain
from plugins.desk.importing.web.links import Links
from plugins.desk.importing.web.page import parsed, read_soup, write
from plugins.desk.importing.web.pictures import embedded
from plugins.desk.importing.web.styles import read_styles, write_emphasis
from plugins.desk.importing.web.tree import said, tags
from plugins.desk.importing.web.unseen import take_changes, take_comments, take_hidden
from plugins.desk.importing.web.word_pages import as_written
from plugins.desk.refusal import Refused

ASK = "ask for it as a Word file or as plain text"
REPLY = re.compile(
    r"^\s*(?:(?:re|fw|fwd|aw|wg|rv|tr|enc)\s*:\s*|\[[^\]]{1,40}\]\s*)+"
    r"|^\s*(?:press|news|media) (?:release|advisory)\s*[:–—-]\s*",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    r"-+\s*(?:forwarded message|original message|mensaje reenviado|mensaje original)\s*-+|begin forwarded message:",
    re.IGNORECASE,
)
HEADER_LINE = re.compile(
    r"\*{0,2}(?P<name>from|sent|to|cc|bcc|date|subject|reply-to|de|enviado|para|asunto|fecha)\s*:\*{0,2}\s*(?P<value>.*)",
    re.IGNORECASE | re.DOTALL,
)
SIGNATURE = re.compile(r"--")
SENT_FROM = re.compile(r"(?:sent from my|get outlook for|enviado desde mi)\b.{0,60}", re.IGNORECASE)
MOST_HEADERS = 10
DEEPEST = 50
"""Parts within parts."""


def read_mail(data: bytes, name: str, *, is_page: bool = False) -> Source:
    """Raises `Refused`. With `is_page`, it is a page that a browser saved."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = list(_parts(message))
    except (MessageError, RecursionError, ValueError, IndexError, AttributeError, TypeError, KeyError, LookupError):
        raise Refused(f"{name} is not a readable e-mail", ASK) from None
    if not message.keys():
        raise Refused(f"{name} is not an e-mail, whatever its ending says", "rename it so that it ends in .txt")
    kinds = {part.get_content_type() for part in parts}
    if kinds & {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}:
        raise Refused(f"{name} is encrypted", "open it in your mail program, and save its text as a file")
    page, plain = _body(parts, "text/html"), _body(parts, "text/plain")
    if is_page:
        if page is None:
            raise Refused(f"{name} holds no page", "save the page again, as “Webpage, complete”")
        soup = parsed(clean(_text(page))[0], name)
        where = next(
            (v for v in (_header(page, "Content-Location"), _header(message, "Snapshot-Content-Location")) if v), ""
        )
        return read_soup(soup, name, Links(base=where if where.startswith("http") else ""), _finder(parts), ())
    source = None
    if page is not None and said(parsed(_text(page), name)):
        source = _from_page(page, parts, name)
    elif plain is not None and _text(plain).strip():
        text, notes = clean(_text(plain))
        if _header(plain, "format", of="content-type") == "flowed":
            text = _unflowed(text)
        source = Source(fields={}, blocks=read_plain(text), notes=notes)
    if source is None:
        raise Refused(f"{name} has no text", "the text may be in an attachment: save that, and import it")
    return _with_mail(source, message, parts)


def _parts(message: Message, depth: int = 0) -> Iterator[Any]:
    """Every part that is no container, but for those of a message within the message."""
    if depth > DEEPEST:
        return
    if message.is_multipart() and message.get_content_type() != "message/rfc822":
        if message.get_content_type() == "multipart/encrypted":
            yield message
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)
    else:
        yield message


def _header(part: Any, name: str, of: str = "") -> str:
    try:
        if of:
            return str(part.get_param(name, "", of) or "").lower()
        return " ".join(str(part.get(name, "") or "").split())
    except (ValueError, IndexError, AttributeError, TypeError, KeyError):
        return ""


def _is_attached(part: Any) -> bool:
    return _header(part, "Content-Disposition").lower().startswith("attachment")


def _body(parts: list[Any], kind: str) -> Any:
    return next((part for part in parts if part.get_content_type() == kind and not _is_attached(part)), None)


def _bytes(part: Any) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, AttributeError, TypeError, AssertionError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _text(part: Any) -> str:
    """The text: as UTF-8 where its bytes are, whatever the message says; else in the charset that it names."""
    raw = _bytes(part)
    stated = _header(part, "charset", of="content-type")
    if not stated.startswith(("utf-16", "iso-2022")):
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    return in_charset(raw, stated) or in_charset(raw, "cp1252") or raw.decode("latin-1")


def _unflowed(text: str) -> str:
    """Lines that end with a space go on (RFC 3676)."""
    return re.sub(r"(?<!^-- )(?<!\n-- ) \n(?!\n)", " ", text)


def _finder(parts: list[Any]) -> Any:
    """Finds a picture by its content id, its place, or written out in the page."""
    by_id = {_header(part, "Content-ID").strip("<>"): part for part in parts if _header(part, "Content-ID")}
    by_place = {_header(part, "Content-Location"): part for part in parts if _header(part, "Content-Location")}

    def find(address: str, alt: str) -> Picture | None:
        part = by_id.get(address[4:]) if address.lower().startswith("cid:") else by_place.get(address)
        if part is None or not part.get_content_type().startswith("image/"):
            return embedded(address, alt)
        return _picture(part, alt)

    return find


def _picture(part: Any, alt: str) -> Picture:
    ending = part.get_content_type().partition("/")[2].lower().replace("jpeg", "jpg").partition("+")[0]
    return Picture(data=_bytes(part), ending=ending, name=_filename(part) or f"a picture ({ending})", alt=alt)


def _filename(part: Any) -> str:
    try:
        name = str(part.get_filename() or "")
    except (ValueError, AttributeError, TypeError, LookupError):
        return ""
    return PurePosixPath(name.replace("\\", "/")).name[:200]


def _from_page(page: Any, parts: list[Any], name: str) -> Source:
    soup = parsed(clean(_text(page))[0], name)
    unsettled = [*take_changes(soup), *take_comments(soup)]
    styles = read_styles(soup)
    left_out = take_hidden(soup, styles)
    for tag in tags(soup, "title", "script", "style", "head"):
        tag.extract()
    write_emphasis(soup, styles)
    as_written(soup)
    heading = next((tag for tag in tags(soup, "h1") if said(tag) and not tags(tag, "img", "a")), None)
    title = said(heading) if heading is not None else ""
    if heading is not None:
        heading.extract()
    try:
        written = write(soup.body or soup, soup, links=Links(), find_picture=_finder(parts), is_document=False)
    except RecursionError:
        raise Refused(f"{name} is nested too deeply to read", ASK) from None
    return Source(
        fields={}, blocks=written.blocks, title=title, notes=written.notes,
        left_out=(*left_out, *written.left_out), unsettled=tuple(unsettled), pictures=tuple(written.walk.pictures),
    )  # fmt: skip


def _with_mail(source: Source, message: EmailMessage | Message, parts: list[Any]) -> Source:
    """Subject, day and attachments; without the lines that mail programs add."""
    notes = list(source.notes)
    subject = _header(message, "Subject")
    day = _day(_header(message, "Date"))
    blocks, dropped, inner_subject, inner_day = _without_mail_lines(source.blocks)
    subject = REPLY.sub("", inner_subject or subject)
    documents: list[Attachment] = []
    pictures = list(source.pictures)
    sizes = {picture.data for picture in pictures}
    for part in parts:
        kind, name = part.get_content_type(), _filename(part)
        if kind in ("text/html", "text/plain") and not _is_attached(part):
            continue
        data = _bytes(part)
        if kind == "application/pdf" or name.lower().endswith(".pdf"):
            documents.append(Attachment(name=name or "attachment.pdf", data=data))
        elif kind.startswith("image/") and data in sizes:
            continue
        elif kind.startswith("image/") and data:
            pictures.append(_picture(part, ""))
            notes.append(f"picture attached: {name or kind}. It was put at the end of the text; move it, or cut it.")
            blocks = (*blocks, Block(raw=f"![]({{attach}}\ue000{len(pictures) - 1}\ue001)", kind="other"))
        elif kind == "message/rfc822":
            notes.append("attached message: left out. Save it as .eml, and import it.")
        elif kind in ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"):
            continue
        elif name.lower() == "winmail.dat":
            notes.append("attachment: Outlook has packed it (winmail.dat). Ask for it as PDF or Word.")
        elif kind == "text/calendar":
            notes.append("attached invitation: left out.")
        elif name or _is_attached(part):
            what = name or kind
            word = name.lower().endswith((".docx", ".odt"))
            fix = "Save it, and import it by itself." if word else "Save it beside the draft if readers need it."
            notes.append(f"attachment: {what} was left out. {fix}")
    return Source(
        fields={}, blocks=blocks, title=source.title, spare_title=subject, spare_day=inner_day or day,
        lang=source.lang, notes=tuple(notes), left_out=(*source.left_out, *dropped), unsettled=source.unsettled,
        pictures=tuple(pictures), documents=tuple(documents),
    )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _without_mail_lines(
    blocks: tuple[Block, ...],
) -> tuple[tuple[Block, ...], list[LeftOut], str, date | None]:
    """The text without the head of a forwarded message, a signature below `--`, and `Sent from my`."""
    kept: list[Block] = []
    dropped: list[LeftOut] = []
    subject, day = "", None
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if FORWARDED.fullmatch(block.text) or (HEADER_LINE.fullmatch(block.text) and _begins_head(blocks, at)):
            end = at + 1 if FORWARDED.fullmatch(block.text) else at
            while end < len(blocks) and end - at <= MOST_HEADERS and (match := HEADER_LINE.fullmatch(blocks[end].text)):
                if match["name"].lower() in ("subject", "asunto"):
                    subject = " ".join(match["value"].split())
                elif match["name"].lower() in ("date", "sent", "fecha", "enviado"):
                    day = _day(match["value"]) or _day_in_words(match["value"])
                end += 1
            dropped.append(
                LeftOut(kind="other", what="head of a message", text=" ".join(b.text for b in blocks[at:end]))
            )
            at = end
            continue
        if SIGNATURE.fullmatch(block.raw.replace("\\", "").strip()) or SENT_FROM.fullmatch(block.text):
            rest = blocks[at:] if not SENT_FROM.fullmatch(block.text) else blocks[at : at + 1]
            words = " ".join(one.text for one in rest)
            dropped.append(LeftOut(kind="other", what="signature", text=words))
            at += len(rest)
            continue
        kept.append(block)
        at += 1
    return tuple(kept), dropped, subject, day


def _begins_head(blocks: tuple[Block, ...], at: int) -> bool:
    """Whether three lines or more of a message's head stand here."""
    names = set()
    for block in blocks[at : at + MOST_HEADERS]:
        match = HEADER_LINE.fullmatch(block.text)
        if match is None:
            break
        names.add(match["name"].lower())
    return len(names) >= 3


def _day_in_words(text: str) -> date | None:
    found = find_days(text)
    return found[0].day if len(found) == 1 else None
