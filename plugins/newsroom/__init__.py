"""Newsroom: the content folder becomes a library, and the library becomes pages."""

import sys
from functools import partial
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.log import console

from plugins.evidence.progress import progress_bar
from plugins.newsroom.edition import Edition, make_edition
from plugins.newsroom.leaving import leave
from plugins.newsroom.library import read_library
from plugins.newsroom.outline import Place, outline, release_places
from plugins.newsroom.settings import Settings, SettingsError, read_settings
from plugins.newsroom.site import theme_of
from plugins.newsroom.standstill import Looked, Standing, look, remember, remember_again, standing
from plugins.newsroom.taken_back import remark
from plugins.newsroom.touched import Touched, touched
from plugins.render import outputs_wanted, remarks_wanted, theme_wanted, told
from plugins.render.assets import theme_assets
from plugins.render.disk import disk_errors_told
from plugins.render.output import Report, as_left
from plugins.render.pages import Deferred, Output
from plugins.render.theme import Theme


class LibraryGenerator(Generator):  # type: ignore[misc]
    """Reads the content, once, into `context["edition"]`."""

    def generate_context(self) -> None:
        try:
            settings = read_settings(self.settings)
        except SettingsError as error:
            raise SystemExit(str(error)) from None
        self.context["looked"] = looked = look(settings)
        if not self._stands(settings, looked):
            errors = disk_errors_told(writing=settings.cache, cache=settings.cache)
            with errors, progress_bar(console) as progress:
                self.context["edition"] = make_edition(read_library(settings, progress=progress))

    def _stands(self, settings: Settings, looked: Looked) -> bool:
        """Whether the last build's site is the one to be made, but for the words of a few records.

        Raises `SystemExit` with 0 where it is that site to the word.
        """
        before, changed = standing(settings, looked) or (None, None)
        if before is None or changed is None:
            return False
        left = as_left(settings.output, settings.cache, publication=settings.publication, now=settings.now_text)
        if left is None:
            return False
        found = touched(settings, changed, before.faulty) if changed else None
        if changed and found is None:
            return False
        if before.problems:
            print(before.problems, file=sys.stderr)
        if found is not None:
            self.context["touched"] = partial(_renewed, found, before, looked)
            self.context["edition"], self.context["left"] = found.edition, left
        if found is None or found.is_unchanged:
            if found is not None:
                self.context["touched"]()
            print(told(Report(files=left.files, written=(), removed=(), repaired=False), settings.output))
            raise SystemExit(0)
        return True


def _renewed(found: Touched, before: Standing, looked: Looked) -> None:
    """Remember that all stands again."""
    found.shelf.keep_renewed(found.looked_at)
    remember_again(found.edition.settings, before, looked)


def add_generator(pelican: Any) -> type[LibraryGenerator]:
    return LibraryGenerator


def make_pages(context: dict[str, Any]) -> list[Output]:
    edition: Edition = context["edition"]
    if edition.only is not None:
        items = (item for item in edition.library.releases if item.path in edition.only)
        return [_output(place) for item in items for place in release_places(edition, item)]
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
    if edition.only is not None:
        context["touched"]()
        return ()
    remember(edition, context["looked"], context.get("problems", ""), context.get("faulty", ()))
    if not edition.settings.publishing and not edition.settings.show_held:
        leave(edition)
    return (*edition.library.remarks, *remark(edition, report.removed))


def register() -> None:
    signals.get_generators.connect(add_generator)
    outputs_wanted.connect(make_pages)
    theme_wanted.connect(make_theme)
    remarks_wanted.connect(make_remarks)
