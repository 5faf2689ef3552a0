"""Files that are saved, moved or deleted while a build reads them: words for people, and a site that is one of both."""

import os
import random
import shutil
import threading
import time
from collections.abc import Callable
from functools import partial
from itertools import product
from multiprocessing import get_context
from pathlib import Path

import pytest
from pelican import signals

import plugins.newsroom.library.reading
import plugins.render.output
from plugins.desk.building import BuildResult, import_pipeline, run_build
from plugins.desk.preview.builder import build_in_child
from tests.depth import cases
from tests.promises.archives import NEW_TAGLINE, REPAIRED, Archive, assert_built, command, files_of
from tests.whole.commands import ROOT, run

RELEASE, CASE = "releases/2024/carrier.md", "cases/sample.md"
PDF, SCAN = "documents/letter/letter.pdf", "documents/letter/letter.txt"
TABLE, PICTURE = "releases/2024/table.csv", "releases/2024/picture.png"
TEXTS = {
    RELEASE: "---\ntitle: A sample\ndate: 2024-03-01\nuid: urn:x:a\nimages:\n- file: picture.png\n  alt: A sample\n"
    "contacts: [a]\norganizations: [o]\n---\n\nA [table]({static}table.csv), a [letter]({document}letter#page=1).\n",
    CASE: "---\ntitle: A v. B\nsummary: A suit.\nuid: urn:x:c\n---\n\nWords.\n",
    "documents/letter/index.md": "---\ntitle: A letter\nkind: letter\nuid: urn:x:d\n---\n\nWords.\n",
    "contacts.yml": "a:\n  name: A Sample\n",
    "organizations.yml": "o:\n  name: A sample organization\n",
    "ledger.json": '{"version": 1, "pages": [], "records": {}}',
    TABLE: "sample,data\n",
    SCAN: "sample\f",
}
MOMENTS = ("the folder was walked", "everything was read", "everything was checked", "the pages were planned")
DEEDS: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "emptied": lambda file: file.write_bytes(b""),
    "cut short": lambda file: os.truncate(file, file.stat().st_size // 2),
    "written over": lambda file: file.write_bytes(b"\xff\xfe not what it was" * 20),
    "saved again": lambda file: replaced(file, file.read_bytes() + b"\n"),
    "made a folder": lambda file: (file.unlink(), file.mkdir()),
    "deleted with its folder": lambda file: shutil.rmtree(file.parent),
}


def replaced(file: Path, data: bytes) -> None:
    """As careful editors save."""
    new = file.with_name(".new")
    new.write_bytes(data)
    new.replace(file)


ALL = list(product([*TEXTS, PDF, PICTURE], DEEDS, MOMENTS))


@pytest.fixture(scope="session", autouse=True)
def imported() -> None:
    """What each build needs, so that a process forked for it builds at once."""
    import_pipeline()


@pytest.mark.parametrize(("path", "deed", "moment"), random.Random(4).sample(ALL, cases(8, len(ALL))))
def test_a_file_that_changes_under_the_hands_of_a_build(
    path: str,
    deed: str,
    moment: str,
    tmp_path: Path,
    cache: Path,
    pdf: Callable[[int], bytes],
    png: Callable[..., bytes],
) -> None:
    """Afterwards it is put back as it was, its time included."""
    content, output, as_it_was = tmp_path / "content", tmp_path / "output", tmp_path / "as it was"
    write(as_it_was, {**TEXTS, PDF: pdf(2), PICTURE: png(3, 2)})
    shutil.copytree(as_it_was, content)
    build = partial(
        run_build,
        content=content,
        output=output,
        now="2024-06-01T00:00:00Z",
        more={"SEARCH": False, "CACHE_PATH": str(cache)},
    )
    calm = in_child(build)
    assert calm.exit_code == 0, calm.text
    before = files_of(output)

    result = in_child(partial(disturbed, build, moment, partial(DEEDS[deed], content / path)))
    assert "Traceback" not in result.text
    assert result.exit_code in (0, 1), result.text
    assert result.exit_code == 0 or "Fix: " in result.text, result.text

    shutil.rmtree(content, ignore_errors=True)
    shutil.copytree(as_it_was, content)
    fixed = in_child(build)
    assert fixed.exit_code == 0, fixed.text
    assert files_of(output) == before


def write(content: Path, files: dict[str, str | bytes]) -> None:
    for path, data in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(data if isinstance(data, bytes) else data.encode())
        os.utime(content / path, (1_700_000_000, 1_700_000_000))


def in_child(build: Callable[[], BuildResult]) -> BuildResult:
    return build_in_child(get_context("fork"), build)


def disturbed(build: Callable[[], BuildResult], moment: str, deed: Callable[[], object]) -> BuildResult:
    """In a process of its own, whose functions may be exchanged."""
    find_sources, write_site = plugins.newsroom.library.reading.find_sources, plugins.render.output.write_site
    generate_output = plugins.render.SiteGenerator.generate_output

    def walk(*arguments: object, **named: object) -> object:
        found = find_sources(*arguments, **named)  # type: ignore[arg-type]
        deed()
        return found

    def write_it(*arguments: object, **named: object) -> object:
        deed()
        return write_site(*arguments, **named)  # type: ignore[arg-type]

    def generate(generator: plugins.render.SiteGenerator, writer: object) -> None:
        deed()
        generate_output(generator, writer)

    def receive(_: object) -> None:
        deed()

    if moment == MOMENTS[0]:
        plugins.newsroom.library.reading.find_sources = walk  # type: ignore[assignment]
    elif moment == MOMENTS[1]:
        signals.all_generators_finalized.connect(receive)
    elif moment == MOMENTS[2]:
        plugins.render.SiteGenerator.generate_output = generate  # type: ignore[method-assign]
    else:
        plugins.render.output.write_site = write_it  # type: ignore[assignment]
    return build()


@pytest.mark.parametrize("round_", range(cases(1, 12)))
def test_a_folder_in_which_everything_moves(round_: int, archive: Archive, tmp_path: Path) -> None:
    """Somebody saves, moves and deletes all through three builds; once they rest, one build makes what is there."""
    content, output, cache = (
        tmp_path / "content",
        archive.output(tmp_path / "output"),
        archive.cache(tmp_path / "cache"),
    )
    shutil.copytree(archive.new_content, content)
    build = command(content, output, cache, tagline=NEW_TAGLINE)
    over = threading.Event()
    unrest = threading.Thread(target=disturb, args=(content, archive.new_content, random.Random(round_), over))
    unrest.start()
    try:
        answers = [run(build, ROOT) for _ in range(cases(1, 3))]
    finally:
        over.set()
        unrest.join()
    for done in answers:
        said = done.stdout + done.stderr
        assert "Traceback" not in said
        assert done.returncode in (0, 1), said
        assert done.returncode == 0 or "Fix: " in said, said
    shutil.rmtree(content)
    shutil.copytree(archive.new_content, content)
    said = assert_built(run(build, ROOT))
    assert REPAIRED not in said or any(done.returncode for done in answers)
    assert files_of(output) == archive.new


def disturb(content: Path, original: Path, dice: random.Random, over: threading.Event) -> None:
    files = sorted(file.relative_to(original) for file in original.rglob("*") if file.is_file())
    while not over.is_set():
        file = dice.choice(files)
        try:
            match dice.randrange(5):
                case 0:
                    (content / file).unlink()
                case 1:
                    replaced(content / file, (original / file).read_bytes() + b"\n")
                case 2:
                    shutil.rmtree((content / file).parent)
                case _:
                    shutil.copytree(original / file.parent, content / file.parent, dirs_exist_ok=True)
        except (OSError, shutil.Error):
            pass
        time.sleep(0.003)
