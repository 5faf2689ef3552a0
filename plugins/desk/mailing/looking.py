"""How a release looks as an e-mail, for the preview: with all that its settings show."""

from collections.abc import Mapping
from typing import Any

from plugins.desk.mailing.message import Parts, parts_of
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import read_settings
from plugins.newsroom.pages.mail import mail_view


def as_email(given: Mapping[str, Any], address: str) -> Parts | None:
    """The e-mail of the release at an address below the site, such as `releases/2010/a/`; None where there is none.

    A draft has one here: staff look at it before they finish it.
    """
    library = read_library(read_settings(given))
    item = next((item for item in library.releases if item.address == address and not item.is_withdrawn), None)
    if item is None:
        return None
    edition = make_edition(library)
    return parts_of(edition, mail_view(edition, item))
