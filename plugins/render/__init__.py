"""Render: asks every plugin for the site's outputs, and writes each file atomically."""

from itertools import chain
from pathlib import Path
from typing import Any

from blinker import signal
from pelican import signals
from pelican.generators import Generator
from pelican.log import console

from plugins.render.disk import OutputError, disk_errors_told
from plugins.render.manifest import Report
from plugins.render.strangers import listed
from plugins.sealing import key

outputs_wanted = signal("daylight outputs wanted")
"""Sent with Pelican's context once everything is checked; receivers return a list of outputs."""
theme_wanted = signal("daylight theme wanted")
"""Sent with Pelican's context; its one receiver returns the theme to draw with."""
remarks_wanted = signal("daylight remarks wanted")
"""Sent with Pelican's context and the report of what was written; receivers return lines to print below it."""


class SiteGenerator(Generator):  # type: ignore[misc]
    """Writes the output. Nothing else of ours does, and Pelican's own writers have nothing to write."""

    def generate_output(self, writer: Any) -> None:
        from plugins.render.output import write_part, write_site  # not before there is something to write

        settings = self.context["edition"].settings
        with disk_errors_told(writing=settings.output, cache=settings.cache):
            answers = outputs_wanted.send(self.context)
            ((_, theme),) = theme_wanted.send(self.context)
        outputs = sorted(chain.from_iterable(answer for _, answer in answers), key=lambda o: o.path)
        folder, cache, left = settings.output, settings.cache, self.context.get("left")
        try:
            if left is not None:
                report = write_part(outputs, theme, folder, cache, left)
            else:
                publication, now = settings.publication, settings.now_text
                keep = settings.keep_files
                report = write_site(
                    outputs, theme, folder, cache, publication=publication, now=now, keep=keep,
                    in_cache=not settings.show_held and key().is_kept,
                )  # fmt: skip
        except OutputError as error:
            raise SystemExit(str(error)) from None
        print(told(report, folder))
        for line in chain.from_iterable(answer for _, answer in remarks_wanted.send(self.context, report=report)):
            print(line)
        console.quiet = True  # Pelican's own last line would count articles, of which it made none.


def told(report: Report, folder: Path) -> str:
    """What the build did, in one or two lines."""
    repaired = "The build before this one was interrupted; its output is repaired.\n" if report.repaired else ""
    if report.restored:
        repaired = (
            "The list of what builds made here (.daylight.json) was lost, cut short or another's; the output is made "
            "whole.\n"
        )
    if report.strangers:
        repaired += f"No build made what lay here before, and none takes it away: {listed(report.strangers)}.\n"
    changes = f"{len(report.written)} written, {len(report.removed)} removed"
    return f"{repaired}{report.files} files in {folder}: {changes}."


def add_generator(pelican: Any) -> type[SiteGenerator]:
    return SiteGenerator


def register() -> None:
    signals.get_generators.connect(add_generator)
