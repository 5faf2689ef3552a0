"""Change single settings in pelicanconf.py, and no other byte of it."""

import ast
import re
from collections.abc import Mapping

from plugins.desk.refusal import Refused


def with_settings(text: str, values: Mapping[str, str]) -> str:
    """The file with these settings, each in place of the one line that sets it to a text.

    Raises `Refused`.
    """
    for name, value in values.items():
        written = f"{name} = {_quoted(value)}"
        text, changed = re.subn(rf"^{name} = [\"'].*$", lambda _, line=written: line, text, flags=re.MULTILINE)  # type: ignore[misc]
        if changed != 1:
            what = f"pelicanconf.py sets {name} on {changed} lines, and one was expected"
            raise Refused(what, f"write the line {written} there yourself, and take the others out")
    ast.parse(text)
    return text


def _quoted(value: str) -> str:
    """As a Python string in double quotes."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
