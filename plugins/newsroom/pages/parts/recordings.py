"""The recordings of a release: what plays on its page, what is only linked to, and what is said in each."""

from dataclasses import dataclass

from plugins.newsroom.library.downloads import downloads_of
from plugins.newsroom.library.edition import Edition, assets_of, recording_reference
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import PLAYED_KINDS, Asset
from plugins.newsroom.pages.parts.bodies import body_html, wire_text
from plugins.newsroom.pages.parts.formats import size_text
from plugins.newsroom.pages.views.release import ShownRecording, TranscriptView
from plugins.prose.model import Prose
from plugins.records.schema import Record, Recording, Release

AUDIO = {
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg",
    "wav": "audio/wav",
}  # fmt: skip
VIDEO = {"mp4": "video/mp4", "webm": "video/webm"}
MEDIA_TYPES = AUDIO | VIDEO


@dataclass(frozen=True, slots=True)
class RecordingFile:
    """A recording that is published beside its page."""

    recording: Recording
    path: str
    """Below the output."""
    type: str
    bytes: int
    sha256: str


def recording_files(edition: Edition, item: Item[Record]) -> dict[int, RecordingFile]:
    """Those with a file, by their places in the list."""
    record = item.record
    if not isinstance(record, Release) or item.is_withdrawn or not record.recordings:
        return {}
    names, files = assets_of(edition, item), downloads_of(edition, item)
    found: dict[int, RecordingFile] = {}
    for index, recording in enumerate(record.recordings):
        path = path_of_recording(edition, item, recording)
        ending = path.rpartition(".")[2].lower()
        if path in files and ending in PLAYED_KINDS:
            file = files[path]
            found[index] = RecordingFile(
                recording, f"{item.address}{names[path]}", MEDIA_TYPES[ending], file.bytes, file.sha256
            )
    return found


def path_of_recording(edition: Edition, item: Item[Record], recording: Recording) -> str:
    """Its path in the content folder; empty where there is no such file."""
    target = edition.links.resolve(recording_reference(recording, 1), item.path) if recording.file else None
    return target.path if isinstance(target, Asset) else ""


def recording_views(edition: Edition, item: Item[Release]) -> tuple[ShownRecording, ...]:
    if item.is_withdrawn:
        return ()
    files = recording_files(edition, item)
    return tuple(
        _view(edition, item, recording, item.events[index], files.get(index))
        for index, recording in enumerate(item.record.recordings)
        if index in files or recording.url
    )


def _view(
    edition: Edition, item: Item[Release], recording: Recording, transcript: Prose, file: RecordingFile | None
) -> ShownRecording:
    kind = "link" if file is None else "video" if file.type in VIDEO.values() else "audio"
    return ShownRecording(
        title=recording.title,
        kind=kind,
        url=edition.settings.url(file.path) if file else recording.url,
        type=file.type if file else "",
        ending=file.path.rpartition(".")[2].upper() if file else "",
        size_text=size_text(file.bytes, item.lang) if file else "",
        duration=recording.duration,
        transcript_html=body_html(edition, item, transcript),
    )


def transcript_views(edition: Edition, item: Item[Release]) -> dict[str, TranscriptView]:
    """For the press kit: by the name of its file, what is said in each recording."""
    files = recording_files(edition, item)
    found: dict[str, TranscriptView] = {}
    for index, recording in enumerate(item.record.recordings):
        text = wire_text(edition, item, item.events[index]).text
        if not text:
            continue
        name = files[index].path.rpartition("/")[2].rpartition(".")[0] if index in files else f"recording-{index + 1}"
        while f"recordings/{name}.txt" in found:
            name += "-2"
        found[f"recordings/{name}.txt"] = TranscriptView(title=recording.title, duration=recording.duration, text=text)
    return found
