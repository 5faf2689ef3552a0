"""The page of a release, and its plain text for the wire."""

from dataclasses import dataclass

from plugins.newsroom.pages.views.shared import (
    Briefing,
    CaseCard,
    Change,
    ContactCard,
    Coverage,
    DateText,
    DocumentCard,
    EmbedCode,
    FileFacts,
    Head,
    HeldNote,
    Link,
    LinkedFile,
    OrganizationCard,
    Original,
    Picture,
    ReleaseCard,
    Source,
    Withdrawal,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRecording:
    """Sound or video: a file that plays on the page, or a link to another site."""

    title: str
    kind: str
    """`audio`, `video` or `link`"""
    url: str
    type: str
    """MIME type of a file; empty for a link, as are the next two."""
    ending: str
    """`MP3`"""
    size_text: str
    duration: str
    """`12:34`, or empty."""
    transcript_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptView:
    """What is said in a recording, as a text of a press kit."""

    title: str
    duration: str
    text: str
    """Paragraphs, separated by blank lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    kind: str
    """release, statement, advisory, guide or letter: the theme has the word for it."""
    title: str
    subtitle: str
    summary: str
    dateline: str
    date: DateText
    modified: DateText | None
    authors: tuple[str, ...]
    body_html: str
    topics: tuple[Link, ...]
    cases: tuple[CaseCard, ...]
    documents: tuple[DocumentCard, ...]
    contacts: tuple[ContactCard, ...]
    organizations: tuple[OrganizationCard, ...]
    """Organizations whose boilerplate is at the end, lead first."""
    images: tuple[Picture, ...]
    """Those that come after the text."""
    coverage: tuple[Coverage, ...]
    changes: tuple[Change, ...]
    """Newest first."""
    withdrawal: Withdrawal | None
    """If set, the body is empty and the page is a notice."""
    sources: tuple[Source, ...]
    """Every link of the body, in order, for print."""
    text_url: str
    press_url: str
    """The press page, or empty if the site has none."""
    newer: Link | None
    older: Link | None
    images_elsewhere: tuple[Link, ...] = ()
    """Pictures of other sites, by their alt text."""
    more_on_case: tuple[ReleaseCard, ...] = ()
    """The newest other releases about its cases."""
    lead: Picture | None = None
    """The picture above the text."""
    recordings: tuple[ShownRecording, ...] = ()
    more_on_topic: tuple[ReleaseCard, ...] = ()
    """The newest others on its topics that are not among those."""
    original: Original | None = None
    """What it translates."""
    mail_url: str = ""
    """A `mailto:` link that shares the release."""
    kit: FileFacts | None = None
    """The press kit; None where there is nothing but text."""
    files: tuple[LinkedFile, ...] = ()
    briefing: Briefing | None = None
    embed: EmbedCode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTextView:
    """The release as plain text for the wire: index.txt."""

    lang: str
    kind: str
    """As in `ReleaseView`."""
    title: str
    subtitle: str
    date: DateText
    organizations: tuple[str, ...]
    contacts: tuple[ContactCard, ...]
    body: str
    """Dateline and paragraphs, separated by blank lines, with links numbered as [1]; the theme folds the lines."""
    boilerplates: tuple[tuple[str, str], ...]
    """(name, text)"""
    sources: tuple[Source, ...]
    changes: tuple[Change, ...]
    withdrawal: Withdrawal | None
    absolute_url: str
    recordings: tuple[tuple[str, str, str], ...] = ()
    """(title, duration, whole address)"""
    held: HeldNote | None = None
    briefing: Briefing | None = None
    original: Original | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsView:
    """Press contacts, as a text file of a press kit."""

    title: str
    absolute_url: str
    contacts: tuple[ContactCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteView:
    """The release as plain HTML, to be pasted into another editor."""

    lang: str
    direction: str
    title: str
    subtitle: str
    dateline: str
    body_html: str
    boilerplates: tuple[tuple[str, str], ...]
    """(name, text)"""
    absolute_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionsView:
    """Captions of the pictures in a press kit."""

    title: str
    pictures: tuple[tuple[str, str, str, str], ...]
    """(name of the file, its caption, what it shows, whose it is)"""
