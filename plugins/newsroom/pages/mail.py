"""A release as an e-mail: what it says, and the pictures that it shows."""

from dataclasses import replace
from datetime import datetime

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.parts.bodies import body_html
from plugins.newsroom.pages.parts.cards import summary_of
from plugins.newsroom.pages.parts.formats import date_text, direction
from plugins.newsroom.pages.parts.pictures import FileBeside, files_beside
from plugins.newsroom.pages.record_pages import lead_picture, pictures_behind, release_text_view
from plugins.newsroom.pages.views.mail import MailView
from plugins.newsroom.pages.views.shared import HeldNote, Link
from plugins.records.campaign.brand import shades
from plugins.records.schema import Release


def mail_view(edition: Edition, item: Item[Release], embargo: datetime | None = None) -> MailView:
    """`embargo`: until when it is not to be used; it is at the top of both parts."""
    text, lang = release_text_view(edition, item), item.lang
    held = replace(text.held, distance="") if text.held else None  # it would be read at another hour
    if embargo is not None:
        held = HeldNote(embargo=True, until=date_text(embargo, lang, edition.settings.zone, day="full"))
    brand = edition.library.site.site.brand
    light, dark = shades(brand.color, brand.marker)
    absolute = edition.settings.absolute_url
    return MailView(
        text=replace(text, held=held),
        direction=direction(lang),
        dateline=item.record.dateline,
        summary=summary_of(item),
        body_html=body_html(edition, item, item.prose, absolute=True),
        lead=lead_picture(edition, item, absolute=True),
        images=tuple(pictures_behind(edition, item, absolute=True)),
        documents=tuple(
            Link(text=document.record.title, url=absolute(document.address))
            for document in edition.relations.documents_of_release.get(item.address, ())
        ),
        light=light,
        dark=dark,
    )


def mail_pictures(edition: Edition, item: Item[Release]) -> dict[str, FileBeside]:
    """By whole address, the files beside the page: whatever pictures the e-mail shows are among them."""
    return {edition.settings.absolute_url(f"{item.address}{file.name}"): file for file in files_beside(edition, item)}
