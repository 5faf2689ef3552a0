"""Topics: one address is one topic, however it is spelled."""

from collections.abc import Iterator

from plugins.newsroom.library.addresses import topic_slug, topic_spelling
from plugins.newsroom.library.edition import Edition
from plugins.records.fixing.fixes import with_value, write
from plugins.records.problems import Problem, problem
from plugins.records.sources import read_text


def check(edition: Edition) -> Iterator[Problem]:
    """Spellings that differ in case and spaces merge; merging accents, symbols or another script would mix up two
    topics."""
    first: dict[str, tuple[str, str]] = {}
    for item in sorted((*edition.library.items, *edition.library.held), key=lambda item: item.path):
        for index, name in enumerate(item.record.tags):
            other, path = first.setdefault(topic_slug(name) or name, (name, item.path))
            if other == name or topic_spelling(other) == topic_spelling(name):
                continue
            line = item.line("tags", index)
            what = f"the topic {name} would have the address of {other} in {path}: /topics/{topic_slug(name)}/"
            yield problem("R013", item.path, line, what, _spelled(edition, item.path, line, name, other))


def _spelled(edition: Edition, path: str, number: int, name: str, other: str) -> str:
    lines = read_text(edition.settings.content, path)[0].split("\n")
    better = with_value(lines[number - 1], name, other) if number <= len(lines) else ""
    fix = f"spell both alike, or add a word to one of them, as in {name} language"
    return f"add a word to one of them; if they are one, {write(better)}" if better else fix
