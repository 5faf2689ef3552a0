"""Newsroom: the content folder becomes a library, and the library becomes pages.

Nothing that only some builds need is imported here: a build that finds nothing to do ends before it.
"""

import gc
import sys
from functools import partial
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.log import console

from plugins.newsroom.settings import Settings, SettingsError, read_settings
from plugins.newsroom.standstill import Looked, look, standing
from plugins.render import outputs_wanted, remarks_wanted, theme_wanted, told
from plugins.render.disk import disk_errors_told
from plugins.render.left import as_left
from plugins.render.manifest import Report

PATIENTLY = (100_000, 20, 50)
"""When Python looks for circles among its objects. An archive is made of millions that stay, and to look through all of
them as often as it does by itself takes a third of the time of a build of 10,000 releases."""


class LibraryGenerator(Generator):  # type: ignore[misc]
    """Reads the content, once, into `context["edition"]`."""

    def generate_context(self) -> None:
        gc.unfreeze()
        gc.set_threshold(*PATIENTLY)
        try:
            settings = read_settings(self.settings)
        except SettingsError as error:
            raise SystemExit(str(error)) from None
        self.context["looked"] = looked = look(settings)
        if not self._stands(settings, looked):
            self._read_everything(settings)

    def _read_everything(self, settings: Settings) -> None:
        from plugins.evidence.progress import progress_bar
        from plugins.newsroom.edition import make_edition
        from plugins.newsroom.library import read_library

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
        left = as_left(
            settings.output,
            settings.cache,
            manifest=before.manifest,
            publication=settings.publication,
            now=settings.now_text,
        )
        if left is None:
            return False
        found = None
        if changed:
            from plugins.newsroom.touched import touched

            found = touched(settings, changed, before)
            if found is None:
                return False
        if before.problems:
            print(before.problems, file=sys.stderr)
        if found is None or found.edition is None:
            if found is not None:
                found.remember(settings, before, looked, before.manifest)
            print(told(left.report(), settings.output))
            raise SystemExit(0)
        self.context["edition"], self.context["left"] = found.edition, left
        self.context["remember"] = partial(found.remember, settings, before, looked)
        return True


def add_generator(pelican: Any) -> type[LibraryGenerator]:
    return LibraryGenerator


def add_pages(context: dict[str, Any]) -> list[Any]:
    from plugins.newsroom.making import make_pages

    return list(make_pages(context))


def add_theme(context: dict[str, Any]) -> Any:
    from plugins.newsroom.making import make_theme

    return make_theme(context)


def add_remarks(context: dict[str, Any], report: Report) -> tuple[str, ...]:
    from plugins.newsroom.making import make_remarks

    gc.freeze()  # the program ends, and would look through all of it for circles once more
    return make_remarks(context, report)


def register() -> None:
    signals.get_generators.connect(add_generator)
    outputs_wanted.connect(add_pages)
    theme_wanted.connect(add_theme)
    remarks_wanted.connect(add_remarks)
