"""Whole sites, built once for all test processes, as a person builds them: with a command."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from plugins.desk.demo import make_demo
from tests.demonstration import CAMPAIGN, demonstration
from tests.depth import cases
from tests.golden_build import CONTENT as SAMPLE
from tests.golden_build import NOW as SAMPLE_NOW
from tests.whole import long_lists
from tests.whole.commands import ROOT, pelican
from tests.whole.crawler import Site
from tests.whole.serving import serving

SITES = {
    "campaign": (CAMPAIGN, "2026-11-23T00:00:00Z", "https://example.org"),
    "campaign below a path": (CAMPAIGN, "2026-11-23T00:00:00Z", "https://example.org/the/press"),
    "sample": (SAMPLE, SAMPLE_NOW, "https://sample.example"),
    "sample below a path": (SAMPLE, SAMPLE_NOW, "https://sample.example/press"),
}
LIGHT, RIGHT_TO_LEFT = "a light brand", "a brand from right to left"
ARCHIVE, LISTS = "the sample archive", "long lists"


def lay(*layers: Path) -> Callable[[Path], None]:
    """Make a content folder of folders that are laid over one another."""

    def make(place: Path) -> None:
        for layer in layers:
            shutil.copytree(layer, place, dirs_exist_ok=True)

    return make


def demo(place: Path) -> None:
    """As `invoke demo` makes it, with a little of each kind; in `make test-deep` as long as it is by default."""
    made = place.with_name(f"{place.name} demo")
    make_demo(made, releases=cases(24, 200), cases=cases(2, 12), documents=cases(7, 60))
    shutil.copytree(made / "content", place, dirs_exist_ok=True)


MADE: dict[str, tuple[Callable[[Path], None], str, dict[str, object]]] = {
    LIGHT: (lay(SAMPLE, ROOT / "tests/brands/light"), SAMPLE_NOW, {}),
    RIGHT_TO_LEFT: (lay(ROOT / "tests/brands/right-to-left"), SAMPLE_NOW, {"DEFAULT_LANG": "ar"}),
    ARCHIVE: (demo, "2026-01-01T00:00:00Z", {"SITENAME": "Sample Newsroom"}),
    LISTS: (long_lists.write, "2010-01-01T00:00:00Z", {"CARDS": False}),
}
"""How the content of a site is made, when it is built, and its settings."""

Once = Callable[[str, Callable[[Path], object]], Path]
Sites = Callable[[str], Site]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Make a folder by its name, or wait for the test process that is making it."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        place, done = base / f"whole {name}", base / f"whole {name}.done"
        with locked(base / f"whole {name}.lock"):
            if not done.exists():
                place.mkdir(exist_ok=True)
                make(place)
                done.touch()
        return place

    return folder


@contextmanager
def locked(file: Path) -> Iterator[None]:
    import fcntl

    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def sites(once: Once) -> Sites:
    """A site of SITES, read once in each process."""
    kept: dict[str, Site] = {}

    def site(name: str) -> Site:
        if name in MADE and name not in kept:
            make, now, more = MADE[name]
            content = once(f"{name} content", make)
            folder = once(name, lambda output: build(content, output, now, "https://brand.example", **more))
            kept[name] = Site(folder, "https://brand.example")
        elif name not in kept:
            content, now, url = SITES[name]
            if content == CAMPAIGN:
                demonstration()
            folder = once(name, lambda output: build(content, output, now, url))
            kept[name] = Site(folder, url)
        return kept[name]

    return site


def build(content: Path, output: Path, now: str, url: str, **more: object) -> None:
    cache = str(output.with_name(f"{output.name} cache"))
    done = pelican(content, output, NOW=now, SITEURL=url, CACHE_PATH=cache, **more)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def served(sites: Sites) -> Iterator[Callable[[str], str]]:
    """The address at which the home page of a site of SITES is served."""
    homes: dict[str, str] = {}
    with ExitStack() as servers:

        def home(name: str) -> str:
            if name not in homes:
                homes[name] = servers.enter_context(serving(sites(name)))
            return homes[name]

        yield home


@pytest.fixture(params=SITES)
def site(request: pytest.FixtureRequest, sites: Sites) -> Site:
    return sites(request.param)


@pytest.fixture
def sample(sites: Sites) -> Site:
    return sites("sample below a path")


@pytest.fixture
def campaign(sites: Sites) -> Site:
    return sites("campaign")
