"""Resume from the last build's site, if nothing has changed since, or only a few words."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from plugins.newsroom.incremental.build_state import BuildState, Looked, changed_since, look, remember_again, remembered
from plugins.newsroom.library.settings import Settings
from plugins.render.kept_output import read_lost_output
from plugins.render.last_output import LastOutput, read_last_output, read_stamps
from plugins.render.strangers import strangers
from plugins.render.workers import beside

if TYPE_CHECKING:  # not needed if there is nothing to do
    from plugins.newsroom.incremental.changed_words import ChangedWords
    from plugins.newsroom.library.edition import Edition


@dataclass(frozen=True, slots=True)
class Resumed:
    """The last build's site, which is still current except for the words of a few records."""

    settings: Settings
    looked: Looked
    build_state: BuildState
    left: LastOutput
    changed_words: "ChangedWords | None"
    """None if no file may have changed."""
    is_restored: bool = False
    """Whether the output was lost, and has just been filled from the cache."""

    @property
    def edition(self) -> "Edition | None":
        """What to make; None if nothing."""
        return self.changed_words.edition if self.changed_words else None

    def remember(self, manifest: str) -> None:
        """Save that the output, with the manifest of this checksum, matches the recorded state."""
        if self.changed_words is not None:
            self.changed_words.remember(self.settings, self.build_state, self.looked, manifest)
        elif self.looked.files != self.build_state.files:  # times alone have moved
            remember_again(self.settings, self.build_state, self.looked)


def resume(settings: Settings) -> tuple[Looked, Resumed | None]:
    """All inputs of a build, by their metadata on disk; and the last build's site, if that is still valid."""
    build_state = None if settings.publishing else remembered(settings)
    if build_state is None:
        return look(settings), None
    left = _left(settings, build_state)
    if left is None:
        return _restored(settings, build_state)
    is_whole = beside(partial(left.is_whole, settings.output, settings.cache))
    looked = look(settings)
    resumed = _resumed(settings, looked, build_state, left)
    if (
        resumed
        and settings.publication
        and any(strangers(settings.output, set(left.stamps.paths), settings.keep_files))
    ):
        resumed = None  # a full build reports which
    if not is_whole() or resumed is None:
        return looked, None
    if resumed.edition is not None and read_stamps(settings.cache, settings.output) != left.stamps:
        left = _left(settings, build_state)  # the times of its files have moved, and were written down
        return looked, replace(resumed, left=left) if left is not None else None
    return looked, resumed


def _restored(settings: Settings, build_state: BuildState) -> tuple[Looked, Resumed | None]:
    """The same, if the output is lost but kept in the cache, as between two runs of CI.

    Nothing is put back before it is certain that all of it may be seen.
    """
    looked = look(settings)
    lost = read_lost_output(
        settings.output,
        settings.cache,
        manifest=build_state.manifest,
        publication=settings.publication,
        now=settings.now_text,
        keep=settings.keep_files,
    )
    resumed = _resumed(settings, looked, build_state, lost) if lost is not None else None
    if lost is None or resumed is None:
        return looked, None
    from plugins.render.output import restore_site

    left = restore_site(settings.output, settings.cache, lost)
    return looked, replace(resumed, left=left, is_restored=True) if left is not None else None


def _left(settings: Settings, build_state: BuildState) -> LastOutput | None:
    return read_last_output(
        settings.output,
        settings.cache,
        manifest=build_state.manifest,
        publication=settings.publication,
        now=settings.now_text,
    )


def _resumed(settings: Settings, looked: Looked, build_state: BuildState, left: LastOutput) -> Resumed | None:
    changed = changed_since(build_state, looked, settings)
    if not changed:
        return None if changed is None else Resumed(settings, looked, build_state, left, None)
    if settings.search == "on":
        return None  # a search looks at every page, and so does its index
    from plugins.newsroom.incremental.changed_words import find_changed_words

    found = find_changed_words(settings, changed, build_state)
    return Resumed(settings, looked, build_state, left, found) if found is not None else None
