"""Recordings: each is a file that browsers play, or an address, and can be read by those who cannot hear it."""

from collections.abc import Iterator

from plugins.checks.downloads import of_download
from plugins.newsroom.library.edition import Edition, recording_reference
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import PLAYED_KINDS, Asset, Broken, Held
from plugins.records.problems import Problem, problem
from plugins.records.schema import Record, Recording, Release


def check(edition: Edition) -> Iterator[Problem]:
    for item in (*edition.library.items, *edition.library.held):
        if isinstance(item.record, Release) and not item.is_withdrawn:
            for index, recording in enumerate(item.record.recordings):
                yield from _recording(edition, item, recording, index)


def _recording(edition: Edition, item: Item[Record], recording: Recording, index: int) -> Iterator[Problem]:
    line, name = item.line("recordings", index), f"the recording “{recording.title}”"
    if bool(recording.file) is bool(recording.url):
        what = "has both a file and a url" if recording.file else "has neither a file nor a url"
        fix = "delete the line url:" if recording.file else "add file: and its name, or url: and where it is"
        yield problem("V001", item.path, line, f"{name} {what}", fix)
    if recording.file:
        yield from _file(edition, item, recording, item.line("recordings", index, "file"))
    if not recording.transcript:
        what = f"{name} has no transcript: people who cannot hear it cannot know what it says"
        fix = f"add transcript: {recording.file.rpartition('.')[0] or 'talk'}.txt, and write there what is said"
        yield problem("V002", item.path, line, what, fix)


def _file(edition: Edition, item: Item[Record], recording: Recording, line: int) -> Iterator[Problem]:
    kinds = ", ".join(sorted(PLAYED_KINDS)).upper()
    match edition.links.resolve(recording_reference(recording, line), item.path):
        case Asset(path=path) if path.rpartition(".")[2].lower() in PLAYED_KINDS:
            yield from of_download(edition, item.path, path, line, shown=False)
        case Broken(code="C003" | "L001" | "C002" as code, what=what, fix=fix):
            yield problem("C003" if code == "L001" else code, item.path, line, what, fix)
        case Broken(what=what, fix=fix) if fix.startswith("export"):
            yield problem("C004", item.path, line, what, fix)
        case Held(name=held):
            what = f"the recording {held} is in a folder of drafts, so it is not yet public"
            yield problem("R005", item.path, line, what, "move it beside the release")
        case _:
            yield problem("C004", item.path, line, f"{recording.file} is not a recording", f"save it as one of {kinds}")
