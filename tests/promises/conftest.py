"""What the tests of survival share: an archive in two states, and the site of each, built once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.promises.archives import Archive, make_archive
from tests.whole.conftest import once as once

Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def archive(once: Once) -> Archive:
    folder = once("archive in two states", lambda place: make_archive(place).remember(place))
    return Archive.recalled(folder)
