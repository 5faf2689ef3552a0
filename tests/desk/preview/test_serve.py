"""`invoke serve` as staff meet it: a program in a terminal, an editor, and a browser."""

import json
import os
import queue
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.desk.preview.listening import listen
from plugins.desk.preview.serve import code_fault

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120
"""Seconds after which something is not slow, but missing."""

PROGRAM = """
import os, sys
from pathlib import Path

ROOT, HERE, FLAGS = {root!r}, Path(__file__).parent, {flags!r}
sys.path[:0] = [ROOT, str(HERE)]

from code_of_ours import GREETING
from plugins.desk.building import BuildResult
from plugins.desk.preview.serve import serve


def build():
    text = (HERE / "content/a.md").read_text(encoding="utf-8")
    if "crash" in text:
        os.abort()
    if "broken" in text:
        return BuildResult(exit_code=1, text=f"content/a.md:1: <b>{{text}}</b> & more\\n  Fix: correct it", seconds=0.1)
    (HERE / "out").mkdir(exist_ok=True)
    (HERE / "out/index.html").write_text(
        f"<!doctype html><html lang='en'><title>{{GREETING}}</title><body><h1>{{text}}</h1></body></html>"
    )
    return BuildResult(exit_code=0, text="1 file", seconds=0.1)


if __name__ == "__main__":
    watched = [HERE / "content", HERE / "code_of_ours.py"]
    serve(build, watched, HERE / "out", warm=lambda: None, **FLAGS)
"""

REAL_PROGRAM = """
import sys
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, {root!r})

from plugins.desk.building import run_build
from plugins.desk.preview.serve import serve

if __name__ == "__main__":
    content, output = HERE / "content", HERE / "out"
    more = {{"SEARCH": False, "CACHE_PATH": str(HERE / "cache")}}
    build = partial(run_build, content=content, output=output, site_url="https://example.org", more=more)
    serve(build, [content], output, port=0)
"""


class Terminal:
    """The program, as it runs in a terminal; what it prints can be waited for."""

    def __init__(self, command: list[str], folder: Path):
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def wait_for(self, wanted: str) -> str:
        """All lines up to the one that holds `wanted`."""
        said = ""
        deadline = time.monotonic() + PATIENCE
        while wanted not in said:
            try:
                line = self._lines.get(timeout=max(0, deadline - time.monotonic()))
            except queue.Empty:
                line = ""
            assert line, f"“{wanted}” was not printed, but:\n{said}"
            said += line
        return said

    def end(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise


class Desk(Terminal):
    """The program above, its content and its address."""

    def __init__(self, folder: Path, **flags: object):
        self.folder = folder
        (folder / "content").mkdir()
        self.write("first")
        self.code("GREETING = 'one'")
        program = folder / "program.py"
        program.write_text(PROGRAM.format(root=str(ROOT), flags={"port": 0, **flags}), encoding="utf-8")
        super().__init__([sys.executable, str(program)], folder)
        self.start = self.wait_for("Rebuilt")
        match = re.search(r"http://127\.0\.0\.1:\d+/\S*", self.start)
        assert match, self.start
        self.address = match.group()

    def write(self, text: str) -> None:
        """Save as editors do: beside it, then renamed."""
        beside = self.folder / "content/.a.md.swp"
        beside.write_text(text, encoding="utf-8")
        beside.replace(self.folder / "content/a.md")

    def code(self, text: str) -> None:
        (self.folder / "code_of_ours.py").write_text(text, encoding="utf-8")

    def page(self) -> str:
        with urllib.request.urlopen(self.address, timeout=PATIENCE) as answer:
            return answer.read().decode()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.end()


needs_signals = pytest.mark.skipif(os.name != "posix", reason="Ctrl-C cannot be sent to one program on this system")


@needs_signals
def test_a_save_is_built_and_ctrl_c_ends_with_0(desk: Desk):
    assert "first" in desk.page()
    desk.write("second")
    desk.wait_for("Rebuilt")
    assert "second" in desk.page()
    assert desk.end() == 0
    assert "Traceback" not in desk.wait_for("Ended.")


@needs_signals
def test_a_failed_build_is_printed_and_the_site_from_before_stays(desk: Desk):
    desk.write("broken")
    said = desk.wait_for("Not rebuilt: the browser still shows the last good version.")
    assert "content/a.md:1: <b>broken</b> & more\n  Fix: correct it\n" in said
    assert "first" in desk.page()
    desk.write("fixed")
    desk.wait_for("Rebuilt")
    assert "fixed" in desk.page()


@needs_signals
def test_a_crashed_build_does_not_end_the_server(desk: Desk):
    desk.write("crash")
    assert "The build was ended by SIGABRT" in desk.wait_for("Not rebuilt")
    desk.write("fixed")
    desk.wait_for("Rebuilt")
    assert "fixed" in desk.page()


@needs_signals
def test_a_change_of_code_starts_the_program_anew_at_the_same_address(desk: Desk):
    assert "<title>one</title>" in desk.page()
    desk.code("GREETING = 'another'")
    desk.wait_for("Restarting")
    assert desk.page()  # asked in the middle of it: the answer only waits
    assert desk.address in desk.wait_for("Rebuilt")
    assert "<title>another</title>" in desk.page()
    desk.code("GREETING = 'a third'")
    desk.wait_for("Restarting")
    desk.wait_for("Rebuilt")
    assert "<title>a third</title>" in desk.page()
    assert desk.end() == 0


@needs_signals
def test_code_that_cannot_be_read_is_told_and_the_server_stays(desk: Desk):
    desk.code("GREETING = = 1")
    assert "code_of_ours.py:1: this Python code has an error: invalid syntax" in desk.wait_for("Not rebuilt")
    desk.write("second")
    desk.wait_for("this Python code has an error")
    desk.code("GREETING = 'fixed'")
    desk.wait_for("Restarting")
    desk.wait_for("Rebuilt")
    assert "<title>fixed</title>" in desk.page()


@needs_signals
def test_the_path_of_siteurl_and_held_items_are_shown_at_the_start(tmp_path: Path):
    desk = Desk(tmp_path, base_path="/site", held=True)
    assert desk.address.endswith("/site/")
    assert "Preview with drafts and embargoed items" in desk.start
    assert 'data-notice="Preview with drafts and embargoed items"' in desk.page()
    desk.end()


def test_a_taken_port_is_one_line_and_its_fix(tmp_path: Path):
    with listen(0) as taken, pytest.raises(AssertionError) as caught:
        Desk(tmp_path, port=taken.getsockname()[1])
    assert "is taken or not allowed." in str(caught.value)
    assert "Fix: close the other server, or type: invoke serve --port" in str(caught.value)
    assert "Traceback" not in str(caught.value)


def test_a_syntax_error_has_its_place_and_a_deleted_file_has_none(tmp_path: Path):
    (tmp_path / "good.py").write_text("A = 1")
    (tmp_path / "bad.py").write_text("A = 1\nB = (")
    (tmp_path / "null.py").write_bytes(b"A = '\0'")
    assert code_fault([tmp_path / "good.py", tmp_path / "gone.py"]) == ""
    assert code_fault([tmp_path / "good.py", tmp_path / "bad.py"]).startswith(
        f"{tmp_path / 'bad.py'}:2: this Python code"
    )
    assert "null bytes" in code_fault([tmp_path / "null.py"])


@needs_signals
@pytest.mark.browser
def test_the_browser_follows_what_the_editor_does(desk: Desk, browser):
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(desk.address)
    overlay = page.get_by_role("alert")

    desk.write("second")
    page.get_by_role("heading", name="second").wait_for()

    desk.write("broken")
    overlay.wait_for()
    assert overlay.locator("pre").inner_text() == "content/a.md:1: <b>broken</b> & more\n  Fix: correct it"
    assert overlay.locator("b").count() == 0
    assert page.get_by_role("heading", name="second").is_visible()

    page.reload()
    overlay.wait_for()

    desk.write("fixed")
    page.get_by_role("heading", name="fixed").wait_for()
    assert overlay.count() == 0

    desk.code("GREETING = 'another'")
    page.wait_for_function("document.title === 'another'")
    page.close()
    assert [line for line in said if "Failed to load resource" not in line] == []


def fragments(seed: int) -> Iterator[str]:
    """Pages that grow, shrink and change their order, with all that a page may hold but scripts."""
    chance = random.Random(seed)
    parts = ["first"]
    while True:
        made = f"{chance.random():.6f}"
        new = chance.choice(
            [
                f"<p>{made}</p>",
                f"{made} <b>{made}</b>",
                f"<ul><li>a<li>{made}</ul>",
                f"<p id=n{made} lang=es>{made}<!--x-->",
                f"<details><summary>s</summary><p>{made}</details>",
            ]
        )
        at = chance.randrange(len(parts) + 1)
        parts[at : at + chance.randrange(3)] = [new] * chance.randrange(3)
        chance.shuffle(parts) if chance.random() < 0.2 else None
        yield f"{made}</h1>{''.join(parts)}<h1>"


AS_SERVED = """async expected => {
  const answer = await fetch(location.href, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.body.textContent.includes(expected) && page.body.isEqualNode(document.body);
}"""


@needs_signals
@pytest.mark.browser
def test_a_page_is_renewed_where_it_has_changed_and_stays_as_its_reader_has_it(desk: Desk, browser):
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(desk.address)
    page.evaluate("window.opened = 'once'")
    for _, text in zip(range(25), fragments(7), strict=False):
        desk.write(text)
        page.wait_for_function(AS_SERVED, arg=text.partition("<")[0])
    desk.write("<details><summary>More</summary>kept</details><p>one")
    page.get_by_text("More").click()
    page.locator("details").evaluate("found => { found.marked = true; }")
    desk.write("<details><summary>More</summary>kept</details><p>two")
    page.get_by_text("two").wait_for()
    details = page.locator("details")
    assert details.evaluate("found => [found.open, found.marked]") == [True, True]
    assert page.evaluate("window.opened") == "once"
    desk.write("<style>p { color: red }</style><p>three")
    page.get_by_text("three").wait_for()
    page.wait_for_function("window.opened === undefined")
    page.close()


@needs_signals
@pytest.mark.browser
def test_under_a_strict_policy_the_report_still_shows(desk: Desk, browser):
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)

    def with_policy(route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": policy})

    page.route(desk.address, with_policy)
    page.goto(desk.address)
    desk.write("broken")
    overlay = page.get_by_role("alert")
    overlay.wait_for()
    assert overlay.evaluate("node => getComputedStyle(node).position") == "fixed"
    page.close()


@needs_signals
def test_the_real_site_is_served_and_built_again(tmp_path: Path):
    content = tmp_path / "content"
    release = content / "releases/2010/one.md"
    release.parent.mkdir(parents=True)
    release.write_text("---\ntitle: The first title\ndate: 2010-09-01\n---\n\nWords.\n", encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(REAL_PROGRAM.format(root=str(ROOT)), encoding="utf-8")
    terminal = Terminal([sys.executable, str(program)], tmp_path)
    try:
        start = terminal.wait_for("ebuilt")
        assert "Not rebuilt" not in start, start
        match = re.search(r"http://127\.0\.0\.1:\d+/", start)
        assert match
        address = f"{match.group()}releases/2010/one/"
        assert "The first title" in text_of(address)
        release.write_text(release.read_text().replace("first", "second"))
        terminal.wait_for("Rebuilt")
        assert "The second title" in text_of(address)
        release.write_text(release.read_text().replace("title:", "tilte:"))
        assert "one.md:2: F004" in terminal.wait_for("Not rebuilt")
        assert "The second title" in text_of(address)
        with pytest.raises(urllib.error.HTTPError, match="404") as missing:
            text_of(f"{address}nowhere/")
        assert "Page not found" in missing.value.read().decode()
        assert json.loads(text_of(f"{match.group()}feeds/all.json"))["version"]
    finally:
        assert terminal.end() == 0


def text_of(address: str) -> str:
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        return answer.read().decode()
