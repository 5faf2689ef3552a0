"""How many cases a test of a promise tries: `make test` takes the quick number, `make test-deep` the full one."""

import os

DEEP = os.environ.get("DAYLIGHT_TESTS") == "deep"


def cases(quick: int, deep: int) -> int:
    return deep if DEEP else quick
