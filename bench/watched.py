"""`python -m bench.watched FILE ARGUMENT …`: run Pelican with these arguments; records in FILE when each step began.

As JSON: the name of a step and the seconds of the monotonic clock, which all processes of a computer share.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pelican
from pelican import signals

READ, CHECK, DRAW, END = "read", "check", "draw", "end"

Receiver = Callable[[object], None]


def main(file: Path, arguments: list[str]) -> None:
    began: dict[str, float] = {}

    def begins(step: str) -> Receiver:
        return lambda _: began.update({step: time.monotonic()})

    def read(_: object) -> None:
        """Receivers connected from here on are called after the plugins, which have all registered by now."""
        signals.all_generators_finalized.connect(draw)
        began[READ] = time.monotonic()

    check, draw, end = begins(CHECK), begins(DRAW), begins(END)
    signals.initialized.connect(read)
    signals.all_generators_finalized.connect(check)
    signals.finalized.connect(end)
    try:
        pelican.main(arguments)
    finally:
        file.write_text(json.dumps(began), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
