"""Report every problem in the content at once, before anything is written."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pelican import signals

from plugins.render.disk import disk_errors_told

if TYPE_CHECKING:
    from plugins.newsroom.library.edition import Edition
    from plugins.records.problems import Problem


def report_problems(generators: Sequence[Any]) -> None:
    """Receiver of `all_generators_finalized`: `SystemExit` with the report stops Pelican before it writes."""
    edition = generators[0].context["edition"]
    settings = edition.settings
    if edition.only is not None:
        return  # only words have changed, and earlier problems have been reported
    from plugins.checks.report import for_logs, report, stops  # imported only if there is something to check
    from plugins.checks.rules import find_problems

    with disk_errors_told(writing=settings.cache, cache=settings.cache):
        problems = find_problems(edition)
        if settings.preview:
            from plugins.checks.for_preview import write_for_preview

            write_for_preview(edition, problems)
    if not problems:
        return
    said = for_logs(problems, edition) if settings.for_logs else report(problems, settings)
    text = generators[0].context["problems"] = said
    generators[0].context["faulty"] = tuple(_with_a_problem_in_the_body(edition, problems))
    if stops(problems, publication=settings.publication):
        raise SystemExit(f"{text}\nNothing was written.")
    print(text, file=sys.stderr)


def _with_a_problem_in_the_body(edition: "Edition", problems: "Sequence[Problem]") -> set[str]:
    """Files whose reported lines move with their words; those of the fields do not."""
    bodies = {item.path: item.front.body_line for item in edition.library.items}
    return {problem.path for problem in problems if problem.line >= bodies.get(problem.path, 0)}


def register() -> None:
    signals.all_generators_finalized.connect(report_problems)
