"""Only what lies in the content folder is read, and only the output and the cache are written, whatever a path says."""

import hashlib
import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Callable, Collection, Iterator
from functools import partial
from multiprocessing import get_context
from pathlib import Path, PurePosixPath

import pytest

from plugins.desk.building import BuildResult, import_pipeline, run_build
from plugins.desk.preview.builder import build_in_child
from tests.depth import cases
from tests.promises.hostile_paths import PRIVATE, SECRET, UNPUBLISHED, A, Attack, attacks, of_links, release
from tests.promises.opened import opened
from tests.whole.commands import invoke, pelican

NOW = "2024-06-01T00:00:00Z"
SITEURL = "https://example.org"
ONLY = "---\ntitle: The only release\ndate: 2024-03-01\nuid: urn:x:only\n---\n\nA [table]({static}table.csv).\n"
PLACES = ("content", "output", "cache", "cache-link", "cache-file", "behind", "empty", "nowhere")
"""Names in the world that a build may open; of these, what it may change."""
WINDOWS = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}
OURS = {".daylight.json", ".daylight.lock", ".htaccess"}
"""Files of the output whose names begin with a dot."""

World = Callable[[Attack], Path]


@pytest.fixture
def world(tmp_path: Path, pdf: Callable[[int], bytes], png: Callable[[int, int], bytes]) -> World:
    """A folder with a content folder in it, and secrets beside that."""
    folder = tmp_path / "world"
    planted: dict[str, str | bytes] = {
        "content/releases/2024/only.md": ONLY,
        "content/releases/2024/table.csv": "sample,data\n",
        "content/releases/2024/picture.png": png(3, 2),
        "beside.csv": SECRET,
        ".env": SECRET,
        ".env.csv": SECRET,
        "content-backup/table.csv": SECRET,
        "output-old/index.html": SECRET,
        "secret/table.csv": SECRET,
        "secret/picture.png": png(2, 2) + SECRET.encode(),
        "secret/report.md": release(body=SECRET),
        "secret/index.md": release(body=SECRET),
        "secret/letter.pdf": pdf(1) + f"%{SECRET}\n".encode(),
        "secret/contacts.yml": f"a:\n  name: {SECRET}\n",
        "secret/ledger.json": f'{{"{SECRET}": 1}}',
    }

    def make(attack: Attack) -> Path:
        letters = {"documents/d/letter.pdf": pdf(1)} if "documents/d/letter.txt" in attack.links else {}
        written = {f"content/{path}": text for path, text in {**attack.files, **letters}.items()}
        for path, text in {**planted, **written}.items():
            put(folder / "content" / path.removeprefix("content/") if "/../" in path else folder / path, text, folder)
        (folder / "empty").mkdir()
        for path, target in attack.links.items():
            link = Path(os.path.normpath(folder / "content" / path))
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(target.format(world=folder))
        if attack.prepare is not None:
            attack.prepare(folder)
        return folder

    return make


def put(file: Path, text: str | bytes, folder: Path) -> None:
    file = Path(os.path.normpath(file))
    assert file.is_relative_to(folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.replace("{world}", str(folder)).encode())


@pytest.fixture(scope="session", autouse=True)
def imported() -> None:
    """What each build needs, so that a process forked for it builds at once."""
    import_pipeline()


@pytest.mark.parametrize("attack", attacks(cases(70, 10_000)), ids=lambda attack: attack.name)
def test_a_hostile_path_does_nothing(attack: Attack, world: World) -> None:
    folder = world(attack)
    settings = {name: value.format(world=folder) for name, value in attack.settings.items()}
    output = Path(settings.pop("OUTPUT", folder / "output"))
    site_url = settings.pop("SITEURL", SITEURL)
    settings.setdefault("SEARCH", False)
    cache = Path(settings.setdefault("CACHE_PATH", str(folder / "cache")))

    build = partial(run_build, content=folder / "content", output=output, now=NOW, site_url=site_url, more=settings)
    judge(attack, folder, output, cache, partial(build_in_child, get_context("fork"), build))


COMMANDS = ("a link: a release", "{static}: up", "a folder of the output is a link: feeds", "an alias: '/theme'",
            "slug: up", "the lock is a link to beside.csv", "images: through a link to a folder",
            "a file named '\\x1b'", "SITEURL: 'https://example.org/..'")  # fmt: skip


@pytest.mark.parametrize(
    "attack", [a for a in attacks(10_000) if a.name in COMMANDS][:: cases(8, 1)], ids=lambda attack: attack.name
)
@pytest.mark.parametrize("command", ["pelican", "invoke"])
def test_the_commands_that_people_type_do_nothing_either(attack: Attack, command: str, world: World) -> None:
    folder = world(attack)
    output, cache = folder / "output", folder / "cache"
    site_url = attack.settings.get("SITEURL", SITEURL)

    def build() -> BuildResult:
        if command == "pelican":
            done = pelican(folder / "content", output, NOW=NOW, SITEURL=site_url, CACHE_PATH=str(cache))
        else:
            arguments = ("build", "--content", folder / "content", "--output", output, "--now", NOW)
            done = invoke(*arguments, env={"SITEURL": site_url})
        return BuildResult(exit_code=done.returncode, text=done.stdout + done.stderr, seconds=0.0)

    judge(attack, folder, output, cache, build)


def test_every_link_at_once_is_refused_each_at_its_line(world: World) -> None:
    links = [attack for attack in of_links() if attack.name.startswith("{static}")]
    bodies = [str(attack.files[A]).rpartition("---\n\n")[2].replace("\n", " ") for attack in links]
    planted = {path: target for attack in links for path, target in attack.links.items()}
    attack = Attack(
        name="every link",
        files={**UNPUBLISHED, A: release(body="\n".join(bodies) + "\n")},
        links=planted,
        codes=frozenset({"C002"}),
    )
    folder = world(attack)
    build = partial(pelican, folder / "content", folder / "output", NOW=NOW, CACHE_PATH=str(folder / "cache"))

    def result() -> BuildResult:
        done = build()
        return BuildResult(exit_code=done.returncode, text=done.stdout + done.stderr, seconds=0.0)

    said = judge(attack, folder, folder / "output", folder / "cache", result).text
    missed = [body for line, body in enumerate(bodies, 7) if "\\" not in body and f"{A}:{line}: " not in said]
    assert not missed


def judge(attack: Attack, folder: Path, output: Path, cache: Path, build: Callable[[], BuildResult]) -> BuildResult:
    """Build, and hold the build to its word."""
    but = {Path(os.path.realpath(place)) for place in (output, cache)}
    planted = {Path(os.path.normpath(folder / "content" / path)) for path in attack.links}
    before = snapshot(folder, but)
    with opened([folder, folder / "secret", folder / "content-backup", folder / "output-old"]) as found:
        result = build()
    touched = sorted(path for path in found if path not in {str(folder), *(str(folder / name) for name in PLACES)})
    assert touched == [], "opened outside the content"
    after = snapshot(folder, but)
    assert {path: after.get(path) for path in before.keys() | after.keys() if before.get(path) != after.get(path)} == {}

    assert "Traceback" not in result.text
    assert SECRET not in result.text
    assert not {character for character in result.text if unicodedata.category(character) == "Cc"} - {"\n"}
    refused = result.exit_code == 1
    assert result.exit_code in (0, 1), result.text
    if refused:
        assert "Fix: " in result.text
        assert attack.either or any(code in result.text for code in attack.codes), result.text
    else:
        assert attack.either or not attack.codes, f"built: {result.text}"
    if not all(folder in place.parents for place in but):
        assert refused
        return result
    for place in but:
        assert not [str(file) for file, data in contents(place) if SECRET.encode() in data]
    published = [file for file, _ in contents(output) if file not in planted]
    assert not [str(file) for file, data in contents(output) if PRIVATE.encode() in data]
    assert unsound(output, published, planted) == []
    return result


def snapshot(folder: Path, but: Collection[Path]) -> dict[str, tuple[int, str]]:
    """Name → mode and checksum, or target, of everything below, links not followed."""
    found: dict[str, tuple[int, str]] = {}
    for base, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if Path(base, name) not in but]
        for name in (*folders, *files):
            path = Path(base, name)
            if path in but:
                continue
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode):
                found[str(path)] = mode, str(path.readlink())
            else:
                found[str(path)] = mode, hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(mode) else ""
    return found


def contents(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every regular file below, and every member of an archive."""
    for base, _, names in os.walk(folder):
        for name in names:
            file = Path(base, name)
            if not file.is_symlink() and file.is_file():
                yield file, file.read_bytes()
                if zipfile.is_zipfile(file):
                    with zipfile.ZipFile(file) as archive:
                        yield from ((file / member, archive.read(member)) for member in archive.namelist())


def unsound(output: Path, published: Collection[Path], planted: Collection[Path]) -> list[str]:
    """Names that are no file of a site on every computer, programs, and links."""
    found = [
        str(Path(base, name))
        for base, folders, names in os.walk(output)
        for name in (*folders, *names)
        if Path(base, name).is_symlink() and Path(base, name) not in planted
    ]
    met: dict[str, str] = {}
    for file in published:
        path = file.relative_to(output).as_posix()
        if file.exists() and file.stat().st_mode & 0o111:
            found.append(f"{path} is a program")
        if path not in OURS and not all(is_plain(part) for part in PurePosixPath(path).parts):
            found.append(path)
        if path not in OURS and PurePosixPath(path).suffix in (".php", ".svg", ".js", ".htaccess"):
            found += [] if re.fullmatch(r"theme/js/search\.[0-9a-f]+\.js", path) else [path]
        key = unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
        if met.setdefault(key, path) != path:
            found.append(f"{path} and {met[key]}")
    return found


def is_plain(name: str) -> bool:
    return (
        name.isprintable()
        and not name.startswith((".", " "))
        and not name.endswith((".", " "))
        and not set(name) & set('<>:"|?*\\')
        and name.lower().split(".")[0] not in WINDOWS
        and len(name.encode()) <= 255
    )
