"""A release of an edition → the bytes of an e-mail that mail programs open as a draft (RFC 5322, MIME)."""

import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, UUID, uuid5

from css_inline import CSSInliner

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.mail import mail_pictures
from plugins.newsroom.pages.parts.site import theme_of
from plugins.newsroom.pages.views.mail import MailView
from plugins.records.schema import Release
from plugins.render.checksums import digest
from plugins.render.pages import read_unchanged

_PICTURE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]*)(")')
_INLINER = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
"""Rules for dark mode and phones stay in the head; nothing is ever fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What an e-mail says."""

    subject: str
    text: str
    html: str


def parts_of(edition: Edition, view: MailView) -> Parts:
    """Drawn by the theme, with the styles in each element."""
    theme, lang = theme_of(edition), view.text.lang
    subject = theme.draw("email/subject.txt", view, lang)
    return Parts(
        subject=" ".join(subject.split()),
        text=theme.draw("release.txt", view.text, lang),
        html=_INLINER.inline(theme.draw("email/release.html", view, lang)),
    )


def message_of(edition: Edition, item: Item[Release], view: MailView, *, inline_pictures: bool) -> bytes:
    """The same bytes for the same content, settings and NOW. Raises `OSError` if a picture has just changed.

    It has no sender and no recipient: these are the mail program's, as is List-Unsubscribe.
    """
    said = parts_of(edition, view)
    named = digest(f"{said.subject}\0{said.text}\0{said.html}".encode())
    host = urlsplit(edition.settings.site_url).hostname or "localhost"
    message = EmailMessage(policy=SMTP)
    message["Subject"] = said.subject
    message["Date"] = format_datetime(edition.settings.now.astimezone(UTC))
    # An e-mail with a known ID counts as a copy and is not shown: a corrected text needs another one.
    message["Message-ID"] = f"<{uuid5(_uuid(item.uid), named).hex}@{host}>"
    message["X-Unsent"] = "1"
    message.set_content(said.text, cte="quoted-printable")
    pictures = list(_pictures(edition, item, said.html, host)) if inline_pictures else []
    cids = {picture.url: picture.cid for picture in pictures}
    message.add_alternative(_with_cids(said.html, cids), subtype="html", cte="quoted-printable")
    message["Content-Language"] = item.lang
    message.set_boundary(f"daylight-{named[:24]}")
    for picture in pictures:
        page = message.get_payload()[1]  # type: ignore[index]
        assert isinstance(page, EmailMessage)
        kind, _, subtype = picture.media_type.partition("/")
        page.add_related(
            picture.data, kind, subtype, cid=f"<{picture.cid}>", filename=picture.name, disposition="inline"
        )
        page.set_boundary(f"daylight-{named[24:48]}")
    return bytes(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attached:
    url: str
    name: str
    cid: str
    media_type: str
    data: bytes


def _pictures(edition: Edition, item: Item[Release], html: str, host: str) -> Iterator[_Attached]:
    """Each picture of the text once."""
    files = mail_pictures(edition, item)
    shown = dict.fromkeys(match[2] for match in _PICTURE.finditer(html))
    for url, file in files.items():
        if escape(url) in shown:
            media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            data = read_unchanged(file.path, file.sha256)
            yield _Attached(
                url=escape(url), name=file.name, cid=f"{file.sha256[:24]}@{host}", media_type=media_type, data=data
            )


def _with_cids(html: str, cids: dict[str, str]) -> str:
    return _PICTURE.sub(lambda m: f"{m[1]}cid:{cids[m[2]]}{m[3]}" if m[2] in cids else m[0], html)


def _uuid(uid: str) -> UUID:
    """A uid is any text; the left side of a Message-ID is not."""
    try:
        return UUID(uid)
    except ValueError:
        return uuid5(NAMESPACE_URL, uid)
