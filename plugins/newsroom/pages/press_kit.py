"""The press kit: a release or case with the documents it cites, as one archive with reproducible bytes."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.evidence.ingest.downloads import Download
from plugins.newsroom.library.addresses import document_file
from plugins.newsroom.library.downloads import downloads_of
from plugins.newsroom.library.edition import Edition, assets_of
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.links import IMAGE_KINDS, PLAYED_KINDS
from plugins.newsroom.pages.parts.cards import contact_cards
from plugins.newsroom.pages.parts.formats import size_text
from plugins.newsroom.pages.views.release import ContactsView
from plugins.newsroom.pages.views.shared import FileFacts
from plugins.records.schema import Case, Document, Record
from plugins.render.checksums import digest
from plugins.render.pages import read_unchanged
from plugins.render.theme import Theme

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a ZIP archive can give: every file has it, so that the bytes depend only on the files."""
LOCAL, CENTRAL, END = 30, 46, 22
"""Bytes of the headers of a ZIP archive, without names (APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitText:
    """A text of the kit, drawn by the theme."""

    name: str
    template: str
    view: Any
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KitFile:
    """A file of the kit, copied."""

    name: str
    source: Path
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PressKit:
    """An output: texts and files in one folder, stored without compression, and their checksums."""

    path: str
    folder: str
    texts: tuple[KitText, ...]
    files: tuple[KitFile, ...]

    def fingerprint(self, theme: Theme) -> str:
        files = [(file.name, file.sha256) for file in self.files]
        return digest(f"kit 1\0{theme.fingerprint}\0{self.folder}\0{self.texts!r}\0{files!r}".encode())

    def content(self, theme: Theme) -> bytes:
        texts = self._drawn(theme)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as kit:
            for name, data in texts.items():
                kit.writestr(self._entry(name), data)
            for file in self.files:
                kit.writestr(self._entry(file.name), read_unchanged(file.source, file.sha256))
        return archive.getvalue()

    def size(self, theme: Theme) -> int:
        """Size of the archive in bytes, without making it."""
        sizes = {name: len(data) for name, data in self._drawn(theme).items()}
        sizes |= {file.name: file.bytes for file in self.files}
        names = (len(f"{self.folder}/{name}".encode()) for name in sizes)
        return sum(LOCAL + CENTRAL + 2 * length for length in names) + sum(sizes.values()) + END

    def _drawn(self, theme: Theme) -> dict[str, bytes]:
        texts = {text.name: theme.draw(text.template, text.view, text.lang).encode() for text in self.texts}
        sums = {name: digest(data) for name, data in texts.items()} | {file.name: file.sha256 for file in self.files}
        lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
        return {**texts, "SHA256SUMS": lines.encode()}

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(f"{self.folder}/{name}", EARLIEST)
        entry.create_system = 3  # Unix, wherever it is made
        entry.external_attr = 0o644 << 16
        return entry


def press_kit(edition: Edition, item: Item[Record], texts: tuple[KitText, ...], contacts: tuple[str, ...]) -> PressKit:
    """The kit of a release or case: its text, contacts, pictures and files, and the documents on file."""
    files = tuple(
        KitFile(
            name=f"documents/{document.slug}.pdf",
            source=document.file.evidence.published.path,
            bytes=document.file.bytes,
            sha256=document.file.sha256,
        )
        for document in _documents(edition, item)
        if document.file is not None
    )
    people = ContactsView(
        title=item.record.title,
        absolute_url=edition.settings.absolute_url(item.address),
        contacts=contact_cards(edition, contacts, item.lang),
    )
    about = KitText(name="contacts.txt", template="contacts.txt", view=people, lang=item.lang)
    beside = tuple(
        KitFile(name=f"{_kit_folder(name)}/{name}", source=file.path, bytes=file.bytes, sha256=file.sha256)
        for name, file in _files(edition, item)
    )
    return PressKit(path=kit_address(item), folder=item.slug, texts=(*texts, about), files=(*files, *beside))


def _kit_folder(name: str) -> str:
    kind = name.rpartition(".")[2]
    return "pictures" if kind in IMAGE_KINDS else "recordings" if kind in PLAYED_KINDS else "files"


def has_kit(edition: Edition, item: Item[Record]) -> bool:
    """Whether there is anything to pack: a kit of only text would repeat the plain text that the page links to."""
    if item.is_withdrawn:
        return False
    return any(document.file for document in _documents(edition, item)) or any(_files(edition, item))


def _files(edition: Edition, item: Item[Record]) -> Iterator[tuple[str, Download]]:
    """The pictures and other files next to a record's page, by their names there."""
    names = assets_of(edition, item)
    for path, file in downloads_of(edition, item).items():
        yield names[path], file


def kit_address(item: Item[Record]) -> str:
    return f"{item.address}{item.slug}.zip"


def kit_facts(edition: Edition, kit: PressKit, theme: Theme, lang: str) -> FileFacts:
    """The words of the link to a kit."""
    size = kit.size(theme)
    return FileFacts(
        url=edition.settings.url(kit.path),
        name=kit.path.rpartition("/")[2],
        size_text=size_text(size, lang),
        bytes=size,
        sha256="",
        pages=0,
    )


def _documents(edition: Edition, item: Item[Record]) -> tuple[Item[Document], ...]:
    relations = edition.relations
    if isinstance(item.record, Case):
        return relations.documents_of_case.get(item.address, ())
    return relations.documents_of_release.get(item.address, ())


def checksum_lines(edition: Edition) -> tuple[tuple[str, str], ...]:
    """(SHA-256, path below the site) of every document that can be downloaded, for `/SHA256SUMS`."""
    return tuple(
        (document.file.sha256, document_file(document.address, document.slug))
        for document in edition.library.documents
        if document.file is not None
    )


def checksums(lines: tuple[tuple[str, str], ...]) -> bytes:
    """In the format that `sha256sum --check` reads."""
    return "".join(f"{sha256}  {path}\n" for sha256, path in sorted(lines, key=lambda line: line[1])).encode()
