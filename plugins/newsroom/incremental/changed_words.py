"""A build after a few words have changed: it makes only the pages with those words.

This requires that everything other pages may show of a record is unchanged: its front matter, its first paragraph if
that is its summary or begins with its dateline, its links, quotations and headings. Any other change takes a full
build.
"""

from dataclasses import dataclass, replace
from typing import cast

from plugins.newsroom.incremental.build_state import FEW, BuildState, Looked, remember_again, sums_as_looked
from plugins.newsroom.incremental.edition_cache import CachedItem, kept_edition
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.reading import packed_reader
from plugins.newsroom.library.reading_cache import Read, ReadingCache
from plugins.newsroom.library.settings import Settings
from plugins.newsroom.library.transcripts import file_of
from plugins.prose.model import Prose
from plugins.records.reading import State
from plugins.records.schema import Record, Release


@dataclass(frozen=True, slots=True)
class ChangedWords:
    """What has changed since the last build: some words, or nothing."""

    edition: Edition | None
    """Its `only` names the records; None if each file says the same as before."""
    reading_cache: ReadingCache
    looked_at: frozenset[str]
    """Files that had to be read to see whether they had changed: POSIX paths below the content folder."""

    def remember(self, settings: Settings, build_state: BuildState, looked: Looked, manifest: str) -> None:
        """Save that the output, with the manifest of this checksum, matches the recorded state."""
        self.reading_cache.keep_renewed(self.looked_at)
        sums = sums_as_looked(looked, [f"{settings.content}/{path}" for path in sorted(self.looked_at)])
        state = replace(
            build_state,
            manifest=manifest,
            reading_cache=self.reading_cache.state,
            sums={**build_state.sums, **sums},
        )
        remember_again(settings, state, looked)


def find_changed_words(settings: Settings, changed: frozenset[str], build_state: BuildState) -> ChangedWords | None:
    """What to make after these files have changed, or may have; None if a full build is needed.

    `changed` are absolute paths. If the last build reported something in the words of a record, a moved line counts.
    """
    root = f"{settings.content}/"
    paths = frozenset(path.removeprefix(root) for path in changed if path.startswith(root))
    if len(paths) != len(changed) or len(paths) > FEW or settings.show_held:
        return None
    reading_cache = ReadingCache(settings)
    if not reading_cache.open(build_state.reading_cache):
        return None
    again = packed_reader(settings)
    new: dict[str, Item[Record]] = {}
    for path in sorted(paths):
        compared = reading_cache.compared(path, again)
        if compared is None:
            return None
        before, now = compared
        if now is not before:
            if (item := same_but_for_words(before, now, strict=path in build_state.faulty)) is None:
                return None
            new[path] = item
    if not new:
        return ChangedWords(None, reading_cache, paths)
    edition = kept_edition(settings, reading_cache, build_state)
    if edition is None:
        return None
    releases = [item for item in edition.library.releases if item.path in new]
    if len(releases) < len(new) or any(has_moved(edition, item) for item in releases):
        return None
    for item in releases:
        cast(CachedItem, item).fetch_from(reading_cache, new[item.path])
    return ChangedWords(replace(edition, only=frozenset(new)), reading_cache, paths)


def has_moved(edition: Edition, item: Item[Record]) -> bool:
    """Whether there are copies of its files at former addresses."""
    entry = edition.library.ledger.records.get(item.uid)
    return entry is not None and set(entry.addresses) != {item.address}


def same_but_for_words(before: Read, now: Read, *, strict: bool) -> Item[Record] | None:
    """The new item, if only the text between its links has changed."""
    (old_reading, old), (reading, item) = before, now
    if old is None or item is None or reading.state is not State.SEEN or _has_transcript_elsewhere(item):
        return None
    same = old_reading == reading and _frame(old, strict=strict) == _frame(item, strict=strict)
    return item if same and item.prose.html and old.prose.html else None


def _has_transcript_elsewhere(item: Item[Record]) -> bool:
    """Whether a part of its page is in a separate file, which is read with everything else."""
    record = item.record
    return isinstance(record, Release) and any(file_of(recording) for recording in record.recordings)


def _frame(item: Item[Record], *, strict: bool) -> Item[Record]:
    prose = item.prose
    if not strict and not any(reference.scheme == "document" for reference in prose.references):
        prose = _without_lines(prose)
    dateline = getattr(item.record, "dateline", "").casefold()
    begins_with_place = bool(dateline) and dateline in prose.lead.casefold()[: len(dateline) + 8]
    lead = prose.lead if begins_with_place or not item.record.summary else ""
    return replace(item, prose=replace(prose, html=(), text=(), words=0, lead=lead), fingerprint="")


def _without_lines(prose: Prose) -> Prose:
    """The line of a link or a finding matters only for problems."""
    return replace(
        prose,
        references=tuple(replace(reference, line=0) for reference in prose.references),
        quotations=tuple(replace(quotation, line=0) for quotation in prose.quotations),
    )
