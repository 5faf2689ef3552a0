"""Every rule that looks at more than one record, in one list."""

from plugins.checks import (
    catalogs,
    files,
    history,
    identity,
    links,
    pin_cites,
    quotations,
    recordings,
    references,
    site,
    site_address,
    topics,
    typed_sources,
)
from plugins.checks.releases import promises, wording, years
from plugins.checks.whole_line import with_known_names
from plugins.newsroom.library.edition import Edition
from plugins.records.problems import Problem

RULES = (
    site_address.check,
    identity.check,
    files.check,
    references.check,
    recordings.check,
    links.check,
    pin_cites.check,
    quotations.check,
    typed_sources.check,
    site.check,
    catalogs.check,
    topics.check,
    wording.check,
    promises.check,
    years.check,
    history.check,
)


def find_problems(edition: Edition) -> list[Problem]:
    """Problems found in reading and by the rules, sorted by file and line; only warnings inside drafts."""
    library = edition.library
    read = set(with_known_names(edition, (links.by_name(edition, p) for p in library.problems)))
    found = files.without_the_told({p for rule in RULES for p in rule(edition)} | read)
    drafts = {item.path for item in (*library.items, *library.held) if item.record.status == "draft"}
    drafts |= {reading.path for reading in library.unseen if reading.front.plainly_draft}
    return sorted(p.in_draft() if p.path in drafts else p for p in found)
