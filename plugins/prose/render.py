"""Markdown to prose: safe HTML with holes, plain text, and what is wrong. Pure, and the same in any process."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from plugins.prose import limits, mangled, markup, punctuation, sanitize, tree
from plugins.prose.holds import holds_in
from plugins.prose.model import EMPTY, Finding, Prose, Slot
from plugins.prose.walk.body import written
from plugins.prose.walk.writer import Writer

_ID = re.compile(r' id="([^"]*)"')


def render(body: str, lang: str, *, taken: frozenset[str] = frozenset(), series: int = 1) -> Prose:
    """Turn a body of Markdown into prose in the language `lang`, a code such as en or pt-BR.

    If a page has several texts, `series` numbers them from 1, and `taken` are the ids of those above, so that ids stay
    unique. Never raises: a text that cannot be read gives empty prose with finding T002.
    """
    body = _tidy(body)
    if (refusal := limits.refusal(body)) is not None:
        return _refused(refusal)
    try:
        read = markup.read(body)
    except markup.UnreadableText as error:
        return _refused(f"the Markdown parser gives up on the text ({error})")
    html = sanitize.with_open_declarations_as_text(read.html)
    tags = sanitize.tags(html)
    if limits.nested_too_deeply(tags):
        return _refused("lists, quotations or tags are nested too deeply")
    clean = sanitize.sanitize(html)
    root = tree.build(punctuation.educate(tree.tokens(clean), lang))
    writer = written(
        body,
        root,
        lang,
        own_ids=frozenset(_ID.findall(clean)),
        lost=sanitize.lost_addresses(html, clean),
        taken=taken,
        series=series,
    )
    findings = [*read.findings, *mangled.in_body(body), *writer.findings, *_removals(html, tags, writer)]
    return Prose(
        html=_joined(writer.html),
        text=_joined(writer.text.parts),
        references=tuple(writer.references),
        quotations=tuple(writer.quotations),
        headings=tuple(writer.outline.headings),
        ids=frozenset(writer.outline.ids),
        lead=writer.lead,
        words=writer.text.words,
        findings=tuple(sorted(findings, key=lambda finding: finding.line)),
        holds=holds_in(body),
    )


def _tidy(body: str) -> str:
    """One kind of line end, spaces for tabs, no control characters, no byte order mark."""
    body = sanitize.without_controls(body.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", ""))
    return body.expandtabs(4) if "\t" in body else body


def _refused(why: str) -> Prose:
    fix = "split the text, or remove what readers do not need"
    return replace(EMPTY, findings=(Finding(code="T002", line=1, what=why, fix=fix),))


def _removals(html: str, tags: list[tuple[str, str]], writer: Writer) -> Iterator[Finding]:
    for removal in sanitize.removals(html, tags):
        places = writer.places
        line = places.of_attribute(removal.name) if removal.is_attribute else places.of_tag(removal.name)
        yield Finding(code="T001", line=line, what=removal.what, fix=removal.fix)


def _joined(parts: Iterable[str | Slot]) -> tuple[str | Slot, ...]:
    """The parts, with adjacent strings joined."""
    joined: list[str | Slot] = []
    run: list[str] = []
    for part in parts:
        if isinstance(part, str):
            run.append(part)
            continue
        joined += ("".join(run), part)
        run = []
    return tuple(part for part in (*joined, "".join(run)) if part)
