"""Instant preview of a changed page: drawn from the last build's edition, before the next build is done."""

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from plugins.newsroom.incremental.build_state import remembered
from plugins.newsroom.incremental.changed_words import has_moved, same_but_for_words
from plugins.newsroom.incremental.edition_cache import CachedItem, kept_edition
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.reading import packed_reader
from plugins.newsroom.library.reading_cache import ReadingCache
from plugins.newsroom.library.settings import Settings
from plugins.newsroom.pages.outline import release_places
from plugins.newsroom.pages.parts.site import theme_of
from plugins.records.schema import Release
from plugins.render.theme import Theme


class InstantPages:
    """Draws the pages of a release in which only words have changed since the last full build."""

    def __init__(self, settings: Settings):
        self._settings = settings
        self._of: int | None = None
        """`BuildState.edition` of the loaded edition."""
        self._reading_cache = ReadingCache(settings)
        self._edition: Edition | None = None
        self._theme: Theme | None = None

    def renew(self) -> None:
        """Load the edition of the last build, unless it is loaded already. If anything is wrong, there is no instant
        page."""
        build_state = remembered(self._settings)
        if build_state is not None and self._of == build_state.edition:
            return
        self._of, self._edition = None, None
        if build_state is None:
            return
        reading_cache = ReadingCache(self._settings)
        edition = (
            kept_edition(self._settings, reading_cache, build_state)
            if reading_cache.open(build_state.reading_cache)
            else None
        )
        if edition is not None:
            self._of, self._reading_cache, self._edition, self._theme = (
                build_state.edition,
                reading_cache,
                edition,
                theme_of(edition),
            )
            for item in edition.library.releases[:1]:
                self._drawn(item)  # compile the templates before anybody waits for a page

    def of(self, file: Path) -> dict[str, bytes]:
        """The page and the text of a release by their paths below the output; empty if only a build can tell."""
        content = self._settings.content
        if self._edition is None or self._theme is None or not file.is_relative_to(content):
            return {}
        path = file.relative_to(content).as_posix()
        compared = self._reading_cache.compared(path, packed_reader(self._settings))
        item = same_but_for_words(*compared, strict=False) if compared is not None else None
        left: Any = next((item for item in self._edition.library.releases if item.path == path), None)
        if item is None or left is None or has_moved(self._edition, left):
            return {}
        cast(CachedItem, left).fetch_from(self._reading_cache, item)
        return self._drawn(left)

    def _drawn(self, item: Item[Release]) -> dict[str, bytes]:
        assert self._edition is not None and self._theme is not None
        edition = replace(self._edition, kept=dict(self._edition.kept))
        page, text, *_ = release_places(edition, item)
        return {place.path: place.make().content(self._theme) for place in (page, text)}
