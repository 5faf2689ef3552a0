"""`python -m bench.serving [COUNT …]`: from saving a release to seeing it in a browser, while `invoke serve` runs.

A word is added to the end of a release that is open in Chromium; the time ends when the frame in which the page first
has the word has been painted. The browser itself reports that moment: asking through the program that drives the
browser takes longer than the goal allows. The preview runs from a copy of the program, so that edits to the program do
not restart it.
"""

import math
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench import peers
from bench.rooms import room
from bench.tables import Figures, goal, show

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAVES = 50
PAUSE = 0.5
"""Seconds between two saves: nobody saves faster."""
PATIENCE = 300
"""Seconds for the first build, and for one save."""
CHROMIUM = Path("/usr/bin/chromium")
MOST_MILLISECONDS = {100: 60, 10_000: 150}
"""By number of releases: what 95 of 100 saves may take at most."""
READY, FAILED = "Rebuilt in", "Not rebuilt"
PAINTED = """word => {
  if (!document.body.textContent.includes(word)) return false;
  if (window.waitedFor !== word) {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { window.painted = performance.timeOrigin + performance.now(); };
    window.waitedFor = word;
    window.painted = 0;
    channel.port2.postMessage(null);
  }
  return window.painted;
}"""
"""When the frame that has the word was painted: milliseconds since 1970, false until then.

Checked before each frame is painted; a message sent then arrives after painting.
"""


def main(counts: Sequence[int]) -> None:
    show(tables(counts))


def tables(counts: Sequence[int]) -> Iterator[Figures]:
    """One table; without rows if there is no browser."""
    columns = ("p50, ms", "p95, ms", "most, ms")
    title = f"From save to reloaded page, {SAVES} saves"
    if not CHROMIUM.exists():
        reason = "Left out: it needs Chromium (apt install chromium)."
        yield Figures(title=title, columns=columns, rows=(), notes=(reason,))
        return
    taken = {count: save_and_look(count) for count in counts}
    rows = tuple(
        (f"{count:,} releases", *(f"{1000 * value:.0f}" for value in (_half(times), _most_of(times), max(times))))
        for count, times in taken.items()
    )
    goals = tuple(
        goal(f"{count:,} releases, p95", 1000 * _most_of(taken[count]), most, unit=" ms", digits=0)
        for count, most in MOST_MILLISECONDS.items()
        if count in taken
    )
    yield Figures(title=title, columns=columns, rows=rows, notes=goals)


def _half(times: Sequence[float]) -> float:
    return statistics.median(times)


def _most_of(times: Sequence[float]) -> float:
    """The 95th percentile: the smallest value that 95 of 100 do not exceed."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


def save_and_look(count: int) -> list[float]:
    """Seconds of each save."""
    from playwright.sync_api import sync_playwright

    place = room()
    archive = peers.daylight(place, count)
    release = archive.a_release()
    with served(place) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(1000 * PATIENCE)
        page.goto(f"{address}releases/{release.parent.name}/{release.stem}/")
        times = [_save(page, release, f"sampleword{number}") for number in range(SAVES)]
        browser.close()
    return times


def _save(page: "Page", release: Path, word: str) -> float:
    time.sleep(PAUSE)
    started = time.time()
    with release.open("a", encoding="utf-8") as file:
        file.write(f"\n{word}\n")
    painted: float = page.wait_for_function(PAINTED, arg=word).json_value()
    return painted / 1000 - started


@contextmanager
def served(place: Path) -> Iterator[str]:
    """`invoke serve` on the content of a folder, within the `with` block; yields its address, once it has built."""
    program = place / "program"
    peers.copy_program(program)
    port = _free_port()
    command = (
        sys.executable, "-m", "invoke", "serve", "--content", str(place / "content"), "--output", str(place / "output"),
        "--now", peers.NOW, "--port", str(port),
    )  # fmt: skip
    said = place / "said.txt"
    with said.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=program, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_ready(process, said)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def _wait_until_ready(process: "subprocess.Popen[bytes]", said: Path) -> None:
    """Raises `RuntimeError` with the output if the site is not built."""
    end = time.monotonic() + PATIENCE
    while READY not in (text := said.read_text(encoding="utf-8")):
        if FAILED in text or process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"invoke serve did not build: {text[-2000:]}")
        time.sleep(0.1)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [100, 1000])
