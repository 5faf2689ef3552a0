"""Output that nobody reads any more, as behind `invoke check | head`: dropped in silence, and the command goes on."""

import io
import sys
from typing import TextIO


class _Pipe(io.FileIO):
    """A pipe whose reader may have gone."""

    def write(self, data: object) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]
        except BrokenPipeError:
            return memoryview(data).nbytes  # type: ignore[arg-type]


def end_quietly() -> None:
    """Let what is written to the terminal, or into a pipe, never end a command: a publication is completed.

    Not where something else than the terminal's own streams is in place, as in tests.
    """
    if sys.stdout is sys.__stdout__ and sys.stdout is not None:
        sys.stdout = _quiet(sys.stdout)
    if sys.stderr is sys.__stderr__ and sys.stderr is not None:
        sys.stderr = _quiet(sys.stderr)


def _quiet(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper) or stream.isatty():
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(_Pipe(stream.fileno(), "w", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
