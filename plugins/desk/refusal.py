"""The error raised when a command cannot do what it was asked."""


class Refused(Exception):
    """Nothing was written; the text is two lines: what is in the way, and the fix."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(f"{what}\n  Fix: {fix}")
