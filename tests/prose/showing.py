"""Prose as text that a test can compare: holes stand in brackets, as in `[open 0]`.

Links to other sites, which a build fills in as they were typed, are filled in here too.
"""

from collections.abc import Iterable, Sequence
from html import escape

from plugins.prose.model import Finding, Prose, Reference, Slot
from plugins.prose.render import render


def shown(parts: Iterable[str | Slot], references: Sequence[Reference] = ()) -> str:
    return "".join(part if isinstance(part, str) else _filled(part, references) for part in parts)


def _filled(slot: Slot, references: Sequence[Reference]) -> str:
    to = references[slot.reference] if references else None
    if to is not None and to.scheme == "external" and slot.kind in ("open", "close", "cite"):
        url = escape(f"{to.target}#{to.fragment}" if to.fragment else to.target)
        return {"open": f'<a href="{url}"{slot.extra}>', "close": "</a>", "cite": f' cite="{url}"'}[slot.kind]
    return f"[{slot.kind} {slot.reference}{slot.extra}]"


def html(body: str, lang: str = "en") -> str:
    prose = render(body, lang)
    return shown(prose.html, prose.references)


def text(body: str, lang: str = "en") -> str:
    return shown(render(body, lang).text)


def codes(prose: Prose) -> list[str]:
    return [finding.code for finding in prose.findings]


def only_finding(body: str) -> Finding:
    (finding,) = render(body, "en").findings
    return finding
