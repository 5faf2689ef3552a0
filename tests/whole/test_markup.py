"""The Nu HTML checker finds no error on any page, drawn sample or stylesheet."""

import json
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from plugins.render.theme import Theme
from tests.theme.samples import SAMPLES
from tests.whole.commands import PATIENCE, ROOT
from tests.whole.conftest import SITES, Once, Sites

CHECKER = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"
DRAWN = "drawn samples of the theme"

pytestmark = [
    pytest.mark.skipif(not CHECKER.exists(), reason="the Nu checker is absent: npm ci --prefix tests"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is absent: apt-get install default-jre-headless"),
]


def draw(folder: Path) -> None:
    """Every sample of the theme that is a page, as a file."""
    for name, (template, view, site) in SAMPLES.items():
        if template.endswith(".html") and hasattr(view, "head"):
            html = Theme(ROOT / "theme", site).draw(template, view, view.head.lang)
            (folder / f"{name}.html").write_text(html, encoding="utf-8")


@pytest.fixture(scope="session")
def messages(once: Once, sites: Sites) -> dict[str, list[str]]:
    """Folder of a site → what the checker has against its files. All in one run: it takes long to start."""
    folders = {name: sites(name).folder for name in SITES} | {DRAWN: once(DRAWN, draw)}
    files = [file for folder in folders.values() for ending in ("html", "css") for file in folder.rglob(f"*.{ending}")]
    said = once("checked markup", lambda folder: check(sorted(files), folder / "messages.json")) / "messages.json"
    found: dict[str, list[str]] = defaultdict(list)
    for message in json.loads(said.read_bytes())["messages"]:
        file = Path(unquote(urlsplit(message.get("url", "")).path))
        [name] = [name for name, folder in folders.items() if file.is_relative_to(folder)] or [str(file)]
        place = f"{file.relative_to(folders[name])}:{message.get('lastLine', 0)}" if name in folders else str(file)
        found[name].append(f"{place}: {message['message']}")
    return found


def check(files: list[Path], report: Path) -> None:
    command = ["java", "-Xss8m", "-XX:+UseSerialGC", "-jar", str(CHECKER)]
    options = ["--errors-only", "--also-check-css", "--exit-zero-always", "--no-langdetect", "--format", "json"]
    done = subprocess.run([*command, *options, *map(str, files)], capture_output=True, timeout=PATIENCE, check=True)
    report.write_bytes(done.stderr)


@pytest.mark.parametrize("name", [*SITES, DRAWN])
def test_the_checker_finds_no_error(name: str, messages: dict[str, list[str]]):
    assert not messages[name], "\n".join(messages[name])
    assert not set(messages) - {*SITES, DRAWN}


def test_the_checker_does_find_errors(tmp_path: Path):
    (tmp_path / "a.html").write_text("<!doctype html><html lang=en><title>A</title><p><div></p>", encoding="utf-8")
    (tmp_path / "a.css").write_text("a { colr: red }", encoding="utf-8")
    check(sorted(tmp_path.iterdir()), tmp_path / "messages")
    found = {urlsplit(message["url"]).path for message in json.loads((tmp_path / "messages").read_bytes())["messages"]}
    assert found == {str(tmp_path / "a.html"), str(tmp_path / "a.css")}
