"""What a release invites to: when, how to join, who speaks, for whom, and what came of it."""

from collections.abc import Iterator

from plugins.newsroom.library.addresses import briefing_file
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.pages.parts.cards import phone_url
from plugins.newsroom.pages.parts.hours import briefing_time
from plugins.newsroom.pages.views.shared import Briefing, Link
from plugins.records.schema import Release


def briefing_of(edition: Edition, item: Item[Release]) -> Briefing | None:
    record, time = item.record.briefing, briefing_time(edition, item, item.lang)
    if record is None or time is None:
        return None
    return Briefing(
        time=time,
        where=record.where,
        url=record.url,
        phone=record.phone,
        phone_url=phone_url(record.phone),
        code=record.code,
        speakers=record.speakers,
        for_press=record.audience == "press",
        calendar_url=edition.settings.url(briefing_file(item.address)),
        outcomes=tuple(_outcomes(edition, item)) if time.is_over and not item.is_withdrawn else (),
    )


def _outcomes(edition: Edition, item: Item[Release]) -> Iterator[Link]:
    for article in item.record.coverage:
        yield Link(text=f"{article.title} ({article.outlet})" if article.outlet else article.title, url=article.url)
    for release in edition.relations.outcomes.get(item.address, ()):
        yield Link(text=release.record.title, url=edition.settings.url(release.address))
