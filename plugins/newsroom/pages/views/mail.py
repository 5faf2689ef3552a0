"""A release as an e-mail."""

from dataclasses import dataclass

from plugins.newsroom.pages.views.release import ReleaseTextView
from plugins.newsroom.pages.views.shared import Link, Picture
from plugins.records.campaign.brand import Shades


@dataclass(frozen=True, slots=True, kw_only=True)
class MailView:
    """All addresses are whole: it is read elsewhere."""

    text: ReleaseTextView
    """What the plain part says."""
    direction: str
    """`ltr` or `rtl`."""
    dateline: str
    summary: str
    """Shown by mail programs beside the subject."""
    body_html: str
    lead: Picture | None
    """The picture above the text."""
    images: tuple[Picture, ...]
    """Those that come after the text."""
    documents: tuple[Link, ...]
    light: Shades
    """The campaign's colors; a mail program knows no tokens."""
    dark: Shades
