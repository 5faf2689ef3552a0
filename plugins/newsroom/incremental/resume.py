"""Take up the site as the last build left it, where nothing has changed since, or a few words."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from plugins.newsroom.incremental.build_state import Looked, Standing, changed_since, look, remembered
from plugins.newsroom.library.settings import Settings
from plugins.render.last_output import Left, as_left
from plugins.render.workers import beside

if TYPE_CHECKING:  # nothing of it is needed where nothing is to be done
    from plugins.newsroom.incremental.changed_words import Touched
    from plugins.newsroom.library.edition import Edition


@dataclass(frozen=True, slots=True)
class Resumed:
    """The last build's site, which is the one to be made, but for the words of a few records."""

    settings: Settings
    looked: Looked
    standing: Standing
    left: Left
    touched: "Touched | None"
    """None where no file may have changed."""

    @property
    def edition(self) -> "Edition | None":
        """What is to be made; None where nothing is."""
        return self.touched.edition if self.touched else None

    def remember(self, manifest: str) -> None:
        """Write down that the output, with the manifest of this checksum, stands as everything was looked at."""
        if self.touched is not None:
            self.touched.remember(self.settings, self.standing, self.looked, manifest)


def resume(settings: Settings) -> tuple[Looked, Resumed | None]:
    """All that a build is made from, as the disk tells it; and the last build's site, where that still holds."""
    standing = None if settings.publishing else remembered(settings)
    left = _left(settings, standing) if standing else None
    if standing is None or left is None:
        return look(settings), None
    is_whole = beside(partial(left.is_whole, settings.output))
    looked = look(settings)
    resumed = _resumed(settings, looked, standing, left)
    return looked, resumed if is_whole() else None


def _left(settings: Settings, standing: Standing) -> Left | None:
    return as_left(
        settings.output,
        settings.cache,
        manifest=standing.manifest,
        publication=settings.publication,
        now=settings.now_text,
    )


def _resumed(settings: Settings, looked: Looked, standing: Standing, left: Left) -> Resumed | None:
    changed = changed_since(standing, looked, settings)
    if not changed:
        return None if changed is None else Resumed(settings, looked, standing, left, None)
    from plugins.newsroom.incremental.changed_words import touched

    found = touched(settings, changed, standing)
    return Resumed(settings, looked, standing, left, found) if found is not None else None
