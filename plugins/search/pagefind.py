"""Pagefind's program: hands it records and takes its index back, over its standard input and output.

Its Python library waits a tenth of a second for every answer, which makes a quarter of an hour for 10,000 pages. The
messages are those of the library: JSON in Base64, a comma after each.
"""

import base64
import gzip
import json
import subprocess
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO, Any

from plugins.render.installed import installed
from plugins.search.reproducible import with_order

PROGRAM = "pagefind-bin-extended"
"""The package that brings it; the one without `extended` does not part the words of Chinese and Japanese."""
LOADER, ENTRY = "pagefind.js", "pagefind-entry.json"
PACKED = ("*.pf_meta", "fragment/*.pf_fragment", "index/*.pf_index", "filter/*.pf_filter")
"""What lies in an index beside its programs. All of it is compressed (gzip)."""
PATIENCE = 20
"""Seconds to wait for files that the program says it has written."""


class PagefindError(Exception):
    """The program is absent or gave up; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """One thing that a search finds: a page of the site, or one page of a document."""

    url: str
    """Root-relative, with the path of SITEURL, and with `#page=31` for a page of a document."""
    text: str
    meta: tuple[tuple[str, str], ...]
    """Shown with a hit, and searched: `title`, `date`, and for a page of a document `document`, its title."""
    filters: tuple[tuple[str, tuple[str, ...]], ...]


def version() -> str:
    """Which program is installed; empty for none."""
    return installed().get(PROGRAM, "")


def make_index(records: Sequence[SearchRecord], lang: str) -> dict[str, bytes]:
    """An index of these records, by path below its folder: the same bytes for the same records.

    Raises `PagefindError`.
    """
    try:
        from pagefind_bin_extended import get_executable

        program: Path = get_executable()
    except (ImportError, OSError) as error:
        raise PagefindError(f"its program is not installed ({error})") from None
    with TemporaryDirectory(prefix="daylight-search-") as name:
        folder = Path(name)
        with _service(program) as (requests, answers):
            _ask(requests, answers, [{"type": "NewIndex", "config": {"force_language": lang}}])
            _ask(requests, answers, (_added(record, lang) for record in records), len(records))
            _ask(requests, answers, [{"type": "WriteFiles", "index_id": 0, "output_path": name}])
            _wait_for(folder)
        return with_order({path: (folder / path).read_bytes() for path in _wanted(folder)})


def _added(record: SearchRecord, lang: str) -> dict[str, Any]:
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": record.url,
        "content": record.text,
        "language": lang,
        "meta": dict(record.meta),
        "filters": dict(record.filters),
    }


@contextmanager
def _service(program: Path) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """The program at work. It opens no connection, and ends with us."""
    command = [str(program), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin and process.stdout
        try:
            yield process.stdin, process.stdout
        except OSError as error:
            raise PagefindError(f"its program gave up ({error})") from None
        finally:
            process.kill()
            with suppress(OSError):
                process.stdin.close()


def _ask(requests: IO[bytes], answers: IO[bytes], payloads: Iterable[dict[str, Any]], count: int = 1) -> None:
    """Send so many, and wait for as many answers. Sending goes on while answers come, since a pipe holds little."""
    failures: list[BaseException] = []

    def send() -> None:
        try:
            for number, payload in enumerate(payloads):
                message = json.dumps({"message_id": number, "payload": payload}).encode()
                requests.write(base64.b64encode(message) + b",")
            requests.flush()
        except BaseException as error:
            failures.append(error)
            with suppress(OSError):
                requests.close()  # the program ends, and so do its answers

    sender = Thread(target=send, name="search records", daemon=True)
    sender.start()
    received = b""
    for _ in range(count):
        while b"," not in received:
            if not (more := answers.read1(1 << 16)):  # type: ignore[attr-defined]
                raise failures[0] if failures else PagefindError("its program gave up without a word")
            received += more
        answer, _, received = received.partition(b",")
        payload = json.loads(base64.b64decode(answer))["payload"]
        if payload["type"] == "Error":
            raise PagefindError(str(payload.get("message", "no reason given")))
    sender.join()


def _wait_for(folder: Path) -> None:
    """Wait until each file is whole: the program says that it has written them when the system may still be at it."""
    deadline = time.monotonic() + PATIENCE
    waiting = [folder / LOADER, folder / ENTRY, *_packed(folder)]
    while waiting := [file for file in waiting if not _is_whole(file)]:
        if time.monotonic() > deadline:
            raise PagefindError(f"{waiting[0].name} was never written to its end")
        time.sleep(0.02)


def _packed(folder: Path) -> Iterator[Path]:
    yield from (file for pattern in PACKED for file in sorted(folder.glob(pattern)))
    yield from sorted(folder.glob("wasm.*.pagefind"))


def _is_whole(file: Path) -> bool:
    try:
        data = file.read_bytes()
        if file.name == ENTRY:
            json.loads(data)
        elif file.name == LOADER:
            return data.rstrip().endswith((b";", b"}"))
        else:
            gzip.decompress(data)
    except (OSError, EOFError, ValueError, zlib.error):
        return False
    return True


def _wanted(folder: Path) -> list[str]:
    """What a page of ours loads: neither Pagefind's own search boxes, nor the program for other languages."""
    languages = json.loads((folder / ENTRY).read_bytes())["languages"]
    programs = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages.values()}
    files = [file for file in _packed(folder) if file.suffix != ".pagefind" or file.name in programs]
    return [LOADER, ENTRY, *(file.relative_to(folder).as_posix() for file in files)]
