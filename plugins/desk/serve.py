"""`invoke serve`: show the site on this computer, build it again on every save, and reload the browser."""

import ast
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

from plugins.desk.builder import Build, Builder, start_builder
from plugins.desk.building import BuildResult, import_pipeline
from plugins.desk.reload import Announcer, Standing
from plugins.desk.watching import Saved, Watcher
from plugins.desk.web import LOOPBACK, PreviewServer, listen

INHERITED = "DAYLIGHT_SERVE_SOCKET"
"""Names the listening socket for the process that takes this one's place."""
HELD_NOTICE = "Preview with drafts and embargoed items"


def serve(
    build: Build,
    watched: Sequence[Path],
    folder: Path,
    *,
    port: int,
    base_path: str = "/",
    held: bool = False,
    warm: Callable[[], object] = import_pipeline,
) -> None:
    """Serve `folder` until Ctrl-C, and run `build` at the start and after each change in `watched`.

    `build` runs in a process of its own, forked from one that has called `warm`; it must be picklable on Windows.
    A change of Python code starts the whole program anew, with the same arguments and the same port.
    `base_path` is the path of SITEURL. Raises `SystemExit` where the port is taken.
    """
    base_path = f"/{base_path.strip('/')}/" if base_path.strip("/") else "/"
    listener = _inherited_listener() or listen(port)
    builder = start_builder(build, warm, left_alone=listener.close)
    watcher = Watcher(watched, ignored=folder)
    announcer = Announcer()
    server = PreviewServer(listener, folder, base_path, announcer, HELD_NOTICE if held else "")
    anew = False
    Thread(target=server.serve_forever, args=(0.1,), name="server", daemon=True).start()
    try:
        watcher.start()
        address = f"http://{LOOPBACK}:{listener.getsockname()[1]}{base_path}"
        _say(f"The site: {address} (on this computer alone; Ctrl-C ends it)")
        if held:
            _say(f"{HELD_NOTICE}: show it to nobody whom they would not be sent to.")
        _rebuild_on_save(builder, watcher.bursts, announcer)
        anew = True
    except KeyboardInterrupt:
        _say("\nEnded.")
    finally:
        announcer.close()
        server.shutdown()
        watcher.close()
        builder.close()
        if not anew:
            listener.close()
    if anew:
        _start_anew(listener)


def _rebuild_on_save(builder: Builder, bursts: "Queue[Saved]", announcer: Announcer) -> None:
    """Build, and again after each burst of saves. Returns when Python code has changed and can be read."""
    _tell(builder.build(), announcer)
    code: set[Path] = set()
    while True:
        saved = _next_burst(bursts)
        code |= {path for path in saved if path.suffix == ".py"}
        if not code:
            _tell(builder.build(), announcer)
        elif fault := code_fault(code):
            _tell(BuildResult(exit_code=1, text=fault, seconds=0.0), announcer)
        else:
            _say(f"Changed: {', '.join(sorted(path.name for path in code))}. Starting anew …")
            return


def _next_burst(bursts: "Queue[Saved]") -> Saved:
    """Everything saved since the last build. The short waits let Ctrl-C through on Windows."""
    while True:
        try:
            saved = bursts.get(timeout=0.5)
        except Empty:
            continue
        while not bursts.empty():
            saved |= bursts.get()
        return saved


def _tell(result: BuildResult, announcer: Announcer) -> None:
    """Tell the terminal and every open page how a build went. A page is not moved by a build that failed."""
    clock = time.strftime("%H:%M:%S")
    if result.exit_code:
        text = result.text or f"The build ended with exit code {result.exit_code} and said nothing."
        announcer.announce(Standing(announcer.standing.version, text))
        _say(f"\n{text}\n{clock} Not rebuilt: the browser shows the site as it was before.")
    else:
        announcer.announce(Standing(str(time.time_ns())))
        _say(f"{result.text}\n{clock} Rebuilt in {result.seconds:.1f} s.".lstrip())


def code_fault(files: Iterable[Path]) -> str:
    """The first syntax error in these files, as a report; empty where all can be read. A deleted file has none."""
    for file in sorted(files):
        try:
            ast.parse(file.read_bytes(), str(file))
        except FileNotFoundError:
            continue
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None) or 1
            return (
                f"{file}:{line}: this Python code cannot be read: {error.args[0]}\n"
                "  Fix: mend it and save; until then the code from before is used."
            )
    return ""


def _inherited_listener() -> socket.socket | None:
    """The socket of the process whose place this one took."""
    number = os.environ.pop(INHERITED, "")
    if not number.isdecimal():
        return None
    listener = socket.socket(fileno=int(number))
    listener.set_inheritable(False)
    return listener


def _start_anew(listener: socket.socket) -> None:
    """Replace this program by itself. The socket stays open, so that a browser that asks meanwhile only waits."""
    command = [sys.executable, *sys.orig_argv[1:]]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "posix":
        os.environ[INHERITED] = str(listener.fileno())
        listener.set_inheritable(True)
        os.execv(sys.executable, command)
    listener.close()
    raise SystemExit(subprocess.call(command))


def _say(text: str) -> None:
    print(text, flush=True)
