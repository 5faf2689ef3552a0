"""Newsroom: the content folder becomes a library, and the library becomes pages.

Modules that only some builds need are not imported here: a build with nothing to do ends before needing them.
"""

import gc
import sys
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.log import console

from plugins.newsroom.incremental.resume import Resumed, resume
from plugins.newsroom.library.settings import Settings, SettingsError, read_settings
from plugins.render import outputs_wanted, remarks_wanted, theme_wanted, told
from plugins.render.disk import disk_errors_told
from plugins.render.manifest import Report

PATIENTLY = (100_000, 20, 50)
"""Thresholds of Python's garbage collector. An archive consists of millions of long-lived objects, and with the default
thresholds, collection takes a third of the time of a build of 10,000 releases."""


class LibraryGenerator(Generator):  # type: ignore[misc]
    """Reads the content, once, into `context["edition"]`."""

    def generate_context(self) -> None:
        gc.unfreeze()
        gc.disable()  # until there is a lot to read
        try:
            settings = read_settings(self.settings)
        except SettingsError as error:
            raise SystemExit(str(error)) from None
        self.context["looked"], resumed = resume(settings)
        if resumed is None:
            self._read_everything(settings)
        else:
            self._go_on_from(resumed)

    def _read_everything(self, settings: Settings) -> None:
        from plugins.evidence.ingest.progress import progress_bar
        from plugins.newsroom.library.edition import make_edition
        from plugins.newsroom.library.reading import read_library
        from plugins.newsroom.pages.parts.site import assets_of_theme
        from plugins.render.assets import ThemeError

        gc.set_threshold(*PATIENTLY)
        gc.enable()
        errors = disk_errors_told(writing=settings.cache, cache=settings.cache)
        with errors, progress_bar(console) as progress:
            edition = self.context["edition"] = make_edition(read_library(settings, progress=progress))
        try:
            assets_of_theme(edition)
        except ThemeError as error:
            raise SystemExit(str(error)) from None

    def _go_on_from(self, resumed: Resumed) -> None:
        """Raises `SystemExit` with 0 if there is nothing to do."""
        if resumed.build_state.problems:
            print(resumed.build_state.problems, file=sys.stderr)
        if resumed.is_restored:
            print(f"{resumed.settings.output} was empty; the last site built was restored from the cache.")
        if resumed.edition is None:
            resumed.remember(resumed.build_state.manifest)
            print(told(resumed.left.report(), resumed.settings.output))
            _leave_circles()
            raise SystemExit(0)
        self.context["edition"], self.context["left"] = resumed.edition, resumed.left
        self.context["remember"] = resumed.remember


def add_generator(pelican: Any) -> type[LibraryGenerator]:
    return LibraryGenerator


def add_pages(context: dict[str, Any]) -> list[Any]:
    from plugins.newsroom.incremental.making import make_pages

    return list(make_pages(context))


def add_theme(context: dict[str, Any]) -> Any:
    from plugins.newsroom.incremental.making import make_theme

    return make_theme(context)


def add_remarks(context: dict[str, Any], report: Report) -> tuple[str, ...]:
    from plugins.newsroom.incremental.making import make_remarks

    _leave_circles()
    return make_remarks(context, report)


def _leave_circles() -> None:
    """At exit, Python would run the garbage collector over everything once more."""
    gc.freeze()
    gc.enable()


def register() -> None:
    signals.get_generators.connect(add_generator)
    outputs_wanted.connect(add_pages)
    theme_wanted.connect(add_theme)
    remarks_wanted.connect(add_remarks)
