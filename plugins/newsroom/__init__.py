"""Newsroom: the content folder becomes a library, and the library becomes pages."""

import sys
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.log import console

from plugins.evidence.progress import progress_bar
from plugins.newsroom.edition import Edition, make_edition
from plugins.newsroom.library import read_library
from plugins.newsroom.outline import Place, outline
from plugins.newsroom.settings import Settings, SettingsError, read_settings
from plugins.newsroom.site import theme_of
from plugins.newsroom.standstill import Standing, look, remember, standing
from plugins.newsroom.taken_back import remark
from plugins.render import outputs_wanted, remarks_wanted, theme_wanted, told
from plugins.render.assets import theme_assets
from plugins.render.disk import disk_errors_told
from plugins.render.output import Report
from plugins.render.pages import Deferred, Output
from plugins.render.theme import Theme


class LibraryGenerator(Generator):  # type: ignore[misc]
    """Reads the content, once, into `context["edition"]`."""

    def generate_context(self) -> None:
        try:
            settings = read_settings(self.settings)
        except SettingsError as error:
            raise SystemExit(str(error)) from None
        looked = look(settings)
        if (found := standing(settings, *looked)) is not None:
            _say_again(*found, settings)
            raise SystemExit(0)
        errors = disk_errors_told(writing=settings.cache, cache=settings.cache)
        with errors, progress_bar(console) as progress:
            self.context["edition"] = make_edition(read_library(settings, progress=progress, looked=looked))


def _say_again(found: Standing, files: int, settings: Settings) -> None:
    """What a build says that finds nothing to do."""
    if found.problems:
        print(found.problems, file=sys.stderr)
    print(told(Report(files=files, written=(), removed=(), repaired=False), settings.output))


def add_generator(pelican: Any) -> type[LibraryGenerator]:
    return LibraryGenerator


def make_pages(context: dict[str, Any]) -> list[Output]:
    edition: Edition = context["edition"]
    return [*(_output(place) for place in outline(edition)), *theme_assets(edition.settings.theme).outputs]


def _output(place: Place) -> Output:
    """Made now, or not before it is known to be needed."""
    if place.inputs is None:
        return place.make()
    return Deferred(path=place.path, inputs=f"{place.path}\0{place.inputs()}", make=place.make)


def make_theme(context: dict[str, Any]) -> Theme:
    return theme_of(context["edition"])


def make_remarks(context: dict[str, Any], report: Report) -> tuple[str, ...]:
    edition: Edition = context["edition"]
    remember(edition, context.get("problems", ""))
    return (*edition.library.remarks, *remark(edition, report.removed))


def register() -> None:
    signals.get_generators.connect(add_generator)
    outputs_wanted.connect(make_pages)
    theme_wanted.connect(make_theme)
    remarks_wanted.connect(make_remarks)
