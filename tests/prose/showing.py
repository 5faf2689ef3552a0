"""Prose as text that a test can compare: holes stand in brackets, as in `[open 0]`."""

from collections.abc import Iterable

from plugins.prose.model import Finding, Prose, Slot
from plugins.prose.render import render


def shown(parts: Iterable[str | Slot]) -> str:
    return "".join(part if isinstance(part, str) else f"[{part.kind} {part.reference}{part.extra}]" for part in parts)


def html(body: str, lang: str = "en") -> str:
    return shown(render(body, lang).html)


def text(body: str, lang: str = "en") -> str:
    return shown(render(body, lang).text)


def codes(prose: Prose) -> list[str]:
    return [finding.code for finding in prose.findings]


def only_finding(body: str) -> Finding:
    (finding,) = render(body, "en").findings
    return finding
