"""The page of a case."""

from dataclasses import dataclass

from plugins.newsroom.pages.views.shared import (
    Change,
    CountedLink,
    DateText,
    DocumentCard,
    FileFacts,
    Head,
    Link,
    LinkedFile,
    Original,
    ReleaseCard,
    Withdrawal,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceeding:
    court: str
    docket_number: str
    date_filed: DateText | None
    date_terminated: DateText | None
    judge: str
    cause: str
    source_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsel:
    name: str
    organization: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsRequest:
    """A request under a freedom-of-information law."""

    agency: str
    tracking_id: str
    date: DateText | None
    status: str
    exemptions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """One line of the timeline and docket, sorted by date."""

    date: DateText | None
    entry_number: str
    """Docket entry: the line's id is `entry-<number>`; empty for a timeline event."""
    title: str
    body_html: str
    documents: tuple[DocumentCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentGroup:
    kind: str
    documents: tuple[DocumentCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    title: str
    short_name: str
    summary: str
    status_line: str
    as_of: DateText | None
    next_date: DateText | None
    next_title: str
    body_html: str
    proceedings: tuple[Proceeding, ...]
    parties: tuple[Party, ...]
    counsel: tuple[Counsel, ...]
    requests: tuple[RecordsRequest, ...]
    events: tuple[CaseEvent, ...]
    groups: tuple[DocumentGroup, ...]
    releases: tuple[ReleaseCard, ...]
    """The newest."""
    years: tuple[CountedLink, ...] = ()
    """Where the others are, if there are more; else empty."""
    original: Original | None = None
    topics: tuple[Link, ...]
    changes: tuple[Change, ...]
    withdrawal: Withdrawal | None
    kit: FileFacts | None = None
    latest: CaseEvent | None = None
    """The newest docket entry."""
    files: tuple[LinkedFile, ...] = ()
