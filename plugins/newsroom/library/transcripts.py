"""What is said in recordings: a text in the front matter, or in a file of its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from plugins.newsroom.library.items import Item
from plugins.prose.model import EMPTY, Prose
from plugins.prose.render import render
from plugins.records.names import plain_name
from plugins.records.problems import Problem, problem
from plugins.records.schema import Record, Recording, Release
from plugins.records.sources import in_drafts, kind_of, pdf_of_text
from plugins.render.checksums import digest

MOST_BYTES = 1_000_000
FILE = re.compile(r"(?:\{(?:static|attach|filename)\})?([^\n]+\.(?:md|markdown|txt))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Text:
    """A transcript that was read from a file."""

    prose: Prose
    sha256: str


def file_of(recording: Recording) -> str:
    """The file that holds its transcript, as written; empty where the transcript is in the front matter."""
    found = FILE.fullmatch(recording.transcript)
    return found[1] if found else ""


def transcripts_within(record: Release, lang: str, taken: frozenset[str]) -> Iterator[Prose]:
    """One for each recording: the transcript in the front matter, or nothing."""
    for series, recording in enumerate(record.recordings, 2):
        if not recording.transcript or file_of(recording):
            yield EMPTY
            continue
        prose = render(recording.transcript, lang, taken=taken, series=series)
        taken |= prose.ids
        yield prose


def with_transcripts(
    items: Sequence[Item[Record]], files: frozenset[str], content: Path
) -> tuple[list[Item[Record]], list[Problem]]:
    """The same items with the transcripts that lie in files, and what is wrong with these."""
    problems: list[Problem] = []
    made = [_with_files(item, files, content, problems) for item in items]
    return made, problems


def _with_files(item: Item[Record], files: frozenset[str], content: Path, problems: list[Problem]) -> Item[Record]:
    record = item.record
    recordings = record.recordings if isinstance(record, Release) and not item.is_withdrawn else ()
    events = list(item.events)
    taken = item.prose.ids.union(*(prose.ids for prose in events))
    marks: list[str] = []
    for index, recording in enumerate(recordings):
        written = file_of(recording)
        if not written:
            continue
        text = _read(item, written, index, files, content, problems, taken)
        if text is not None:
            events[index] = text.prose
            taken |= text.prose.ids
            marks.append(text.sha256)
    if not marks:
        return item
    return replace(item, events=tuple(events), fingerprint=digest("\0".join([item.fingerprint, *marks]).encode()))


def _read(
    item: Item[Record], written: str, index: int, files: frozenset[str], content: Path, problems: list[Problem],
    taken: frozenset[str],
) -> _Text | None:  # fmt: skip
    line = item.line("recordings", index, "transcript")
    path = _path_of(written, item.path, files)
    if not path:
        what, fix = f"there is no transcript {written}", "add the file, or correct its name"
        problems.append(problem("C003", item.path, line, what, fix))
        return None
    if kind_of(path):
        fix = f"rename it to {PurePosixPath(path).stem}.txt: a file that ends in .md in this folder is a record"
        problems.append(problem("C004", item.path, line, f"the transcript {path} would be a record of its own", fix))
        return None
    if in_drafts(path) and not in_drafts(item.path):
        fix = f"move {path} out of its folder of drafts once it is ready, or delete transcript:"
        problems.append(
            problem("L002", item.path, line, f"the transcript {path} is in a folder of drafts, and is held", fix)
        )
        return None
    if pdf := pdf_of_text(path, files):
        what = f"{path} is the text of {pdf}, and is published with that document alone"
        problems.append(problem("C004", item.path, line, what, "name a transcript of its own, or link to the document"))
        return None
    try:
        data = (content / path).read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        problems.append(problem("C003", item.path, line, f"the transcript {path} cannot be opened: {error.strerror}",
                                "see that the file can be read"))  # fmt: skip
        return None
    except UnicodeDecodeError:
        problems.append(problem("F009", path, 1, "the transcript is not UTF-8 text", "save it as UTF-8"))
        return None
    if len(data) > MOST_BYTES:
        problems.append(problem("F010", path, 1, f"the transcript has {len(data):,} bytes", "keep it below 1 MB"))
        return None
    prose = render(text.replace("\r\n", "\n"), item.lang, taken=taken, series=index + 2)
    problems += [problem(f.code, path, f.line, f.what, f.fix) for f in prose.findings]
    return _Text(_on_one_line(prose), digest(data))


def _on_one_line(prose: Prose) -> Prose:
    """Problems found later are reported on the line of the record that names the file."""
    return replace(
        prose,
        references=tuple(replace(reference, line=1) for reference in prose.references),
        quotations=tuple(replace(quotation, line=1) for quotation in prose.quotations),
        findings=(),
    )


def _path_of(written: str, path: str, files: frozenset[str]) -> str:
    """Beside the record, else from the content folder; empty where there is no such file."""
    start = () if written.startswith("/") else PurePosixPath(path).parent.parts
    for parts in (start, ()):
        found = list(parts)
        for part in PurePosixPath(written.lstrip("/")).parts:
            if part == "..":
                if not found:
                    return ""
                found.pop()
            elif part != ".":
                found.append(part)
        name = "/".join(found)
        if name in files:
            return name
        if plain_name(name) in files:
            return plain_name(name)
    return ""
