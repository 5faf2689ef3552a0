"""The code of a worker process: set limits, then run calls until the input closes."""

import json
import os
import pickle
import signal
import sys
import traceback
from pathlib import Path
from typing import IO, Any

SPENT = 0.5
"""Share of its memory that a worker may still use after its work; one that uses more is replaced."""


def serve() -> None:
    limits = json.loads(sys.argv[2])
    calls, answers = sys.stdin.buffer, _own_standard_output()
    _limit(limits)
    while True:
        try:
            call, seconds = pickle.load(calls)
        except EOFError:
            return
        _allow_processor_time(seconds)
        answer = _answer(call)
        _allow_processor_time(0)
        spent = bool(answer.get("error")) or _memory_held() > SPENT * limits["memory"]
        answers.write(_encoded({**answer, "spent": spent}))
        answers.flush()
        if spent:
            return


def _answer(call: bytes) -> dict[str, Any]:
    try:
        function, args, kwargs = pickle.loads(call)
    except Exception as error:
        return {"error": _where(error), "fatal": False}
    try:
        return {"value": function(*args, **kwargs)}
    except Exception as error:
        return {"error": _where(error), "fatal": not isinstance(error, OSError | ImportError)}


def _encoded(answer: dict[str, Any]) -> bytes:
    try:
        return json.dumps(answer).encode() + b"\n"
    except (TypeError, ValueError):
        return json.dumps({"error": "its answer is no plain value", "spent": True}).encode() + b"\n"


def _where(error: Exception) -> str:
    """What failed and at which line of our code; never the error's own text, which may come from the document."""
    if isinstance(error, MemoryError):
        return "it takes more memory to read than it may have"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "plugins" in Path(frame.filename).parts]
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"it is damaged or hostile ({type(error).__name__}{place})"


def _own_standard_output() -> IO[bytes]:
    """Keep the pipe for answers: output printed by a library must not get into it."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return answers


def _limit(limits: dict[str, Any]) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _lower(resource.RLIMIT_AS, limits["memory"])
    _lower(resource.RLIMIT_FSIZE, limits["file_bytes"])
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, 256)


def _lower(which: int, limit: int) -> None:
    import resource

    hard = resource.getrlimit(which)[1]
    limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(which, (limit, limit))


def _allow_processor_time(seconds: float) -> None:
    """Processor seconds from now until the kernel kills the process; 0 for no limit. `RLIMIT_CPU` would count whole
    seconds only."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _memory_held() -> int:
    """Bytes of address space; 0 if the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGESIZE")
