"""Report every problem in the content at once, before anything is written."""

import sys
from collections.abc import Sequence
from typing import Any

from pelican import signals

from plugins.render.disk import disk_errors_told


def report_problems(generators: Sequence[Any]) -> None:
    """Receiver of `all_generators_finalized`: `SystemExit` with the report stops Pelican before it writes."""
    edition = generators[0].context["edition"]
    settings = edition.settings
    if edition.only is not None:
        return  # only words have changed, and earlier problems have been reported
    from plugins.checks.report import report, stops  # imported only if there is something to check
    from plugins.checks.rules import find_problems

    with disk_errors_told(writing=settings.cache, cache=settings.cache):
        problems = find_problems(edition)
        if settings.preview:
            from plugins.checks.for_preview import write_for_preview

            write_for_preview(edition, problems)
    if not problems:
        return
    text = generators[0].context["problems"] = report(problems, settings)
    generators[0].context["faulty"] = tuple({problem.path for problem in problems})
    if stops(problems, publication=settings.publication):
        raise SystemExit(f"{text}\nNothing was written.")
    print(text, file=sys.stderr)


def register() -> None:
    signals.all_generators_finalized.connect(report_problems)
