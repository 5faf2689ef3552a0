"""The pages of an edition as outputs, and what is saved once they are written."""

from typing import Any

from plugins.newsroom.incremental.build_state import remember
from plugins.newsroom.incremental.edition_cache import keep_edition
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.outline import Place, outline, release_places
from plugins.newsroom.pages.parts.site import assets_of_theme, theme_of
from plugins.newsroom.pages.taken_down import remark
from plugins.render.manifest import Report
from plugins.render.pages import Deferred, Output
from plugins.render.theme import Theme


def make_pages(context: dict[str, Any]) -> list[Output]:
    edition: Edition = context["edition"]
    if edition.only is not None:
        items = (item for item in edition.library.releases if item.path in edition.only)
        return [_output(place) for item in items for place in release_places(edition, item)]
    return [*(_output(place) for place in outline(edition)), *assets_of_theme(edition).outputs]


def _output(place: Place) -> Output:
    """Made now, or later if its fingerprint is known and so it may not be needed."""
    if place.inputs is None:
        return place.make()
    return Deferred(path=place.path, inputs=f"{place.path}\0{place.inputs()}", make=place.make)


def make_theme(context: dict[str, Any]) -> Theme:
    return theme_of(context["edition"])


def make_remarks(context: dict[str, Any], report: Report) -> tuple[str, ...]:
    edition: Edition = context["edition"]
    if edition.only is not None:
        context["remember"](report.manifest)
        return ()
    if not edition.settings.publishing and not edition.settings.show_held:
        keep_edition(edition, context["looked"].at)
    remember(edition, context["looked"], report.manifest, context.get("problems", ""), context.get("faulty", ()))
    return (*edition.library.remarks, *remark(edition, report.removed))
