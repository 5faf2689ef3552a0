"""Pages of prose, the press page, and redirect pages."""

from dataclasses import dataclass

from plugins.newsroom.pages.views.shared import (
    Change,
    ContactCard,
    DateText,
    Head,
    Link,
    LinkedFile,
    Original,
    ReleaseCard,
    Withdrawal,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPageView:
    """About, privacy, accessibility: a page of prose."""

    head: Head
    breadcrumbs: tuple[Link, ...]
    title: str
    body_html: str
    modified: DateText | None
    changes: tuple[Change, ...]
    withdrawal: Withdrawal | None
    files: tuple[LinkedFile, ...] = ()
    original: Original | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PressFile:
    """A file of the campaign's own press kit."""

    title: str
    url: str
    kind: str
    """`PNG`"""
    size_text: str
    rights: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Boilerplate:
    """What an organization says of itself, ready to copy."""

    name: str
    url: str
    texts: tuple[tuple[str, str, str, str], ...]
    """(language code, direction, the language's own name, text); all but the text are empty for the page's own
    language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PressView:
    head: Head
    breadcrumbs: tuple[Link, ...]
    title: str
    body_html: str
    contacts: tuple[ContactCard, ...]
    """If empty, the page says that no contact is listed."""
    releases: tuple[ReleaseCard, ...]
    """The latest."""
    experts: tuple[ContactCard, ...] = ()
    """Whom journalists can interview, with languages and topics."""
    briefings: tuple[ReleaseCard, ...] = ()
    """Those to come, soonest first."""
    calendar_url: str = ""
    """Of all briefings, to subscribe to; empty where none is to come."""
    boilerplates: tuple[Boilerplate, ...] = ()
    subscribe_url: str = ""
    feed_url: str = ""
    """Of all releases, whole: it is copied into a feed reader."""
    files: tuple[LinkedFile, ...] = ()
    kit: tuple[PressFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    head: Head
    links: tuple[str, ...]
    """Keys of the sections that exist, as in `Site.sections`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyView:
    """How a reader sees whether a copy is what was published."""

    head: Head
    breadcrumbs: tuple[Link, ...]
    sums_url: str
    """A list of checksums, whole: it is typed."""
    signature_url: str
    """Empty where the list is not signed."""
    signers_url: str
    command: str
    """What checks the signature; empty like it."""
    file: str = "FILE"
    """What stands for the name of a reader's file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView:
    """An old address that keeps working forever."""

    head: Head
    url: str
    absolute_url: str
