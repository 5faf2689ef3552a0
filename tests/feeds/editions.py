"""Editions made by hand. All of it is sample data: no such release, letter or organization exists."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from plugins.evidence.model import Evidence, PageEvidence, StoredFile
from plugins.feeds.items import FeedItem, FeedView, feed_documents
from plugins.newsroom.library.addresses import item_address
from plugins.newsroom.library.edition import Edition, make_edition
from plugins.newsroom.library.items import FileOnDisk, Item
from plugins.newsroom.library.reading import Library
from plugins.newsroom.library.settings import Settings
from plugins.newsroom.pages.parts.subscriptions import ALL, subscriptions
from plugins.prose.model import EMPTY, Prose, Reference, Slot
from plugins.records.dates import instant
from plugins.records.front_matter import split_front_matter
from plugins.records.gate import changes_until
from plugins.records.ledger import Ledger
from plugins.records.schema import RECORD_TYPES, Organization, Record
from tests.demonstration import CAMPAIGN

ROOT = Path(__file__).resolve().parents[2]
SITE = "https://records.example/campaign"
ZONE = ZoneInfo("America/New_York")
NOW = datetime(2011, 1, 1, tzinfo=UTC)
LINK_TO_LETTER = Prose(
    html=("<p>The office answered with ", Slot("open", 0), "a letter", Slot("close", 0), ".</p>"),
    text=(),
    references=(Reference(scheme="document", target="sample-letter", fragment="page=2", text="a letter", line=1),),
    quotations=(),
    headings=(),
    ids=frozenset(),
    lead="The office answered with a letter.",
    words=6,
    findings=(),
)


def text(html: str) -> Prose:
    return replace(EMPTY, html=(html,), lead="The first paragraph.")


def item(kind: str, slug: str, /, *, prose: Prose = EMPTY, pages: int = 0, size: int = 0, **fields: Any) -> Item[Any]:
    """A record as it would be read from `content/`; with `pages`, its PDF is on file."""
    fields.setdefault("title", f"The {slug}")
    record: Record = RECORD_TYPES[kind](**fields)
    lang = record.lang or "en"
    path = f"{kind}s/{slug}.{lang}.md"
    moments = [record.modified, *(change.date for change in record.changes)]
    moments += [record.withdrawn.date] if record.withdrawn else []
    return Item(
        kind=kind,
        path=path,
        slug=slug,
        lang=lang,
        uid=record.uid or f"tag:records.example,2010:{path}",
        uid_is_frozen=bool(record.uid),
        address=item_address(kind, record, slug, lang, ZONE),
        record=record,
        front=split_front_matter("", path),
        prose=prose,
        fingerprint=f"{record!r} {prose!r}",
        changes=changes_until(record, NOW, ZONE),
        modified=max((instant(moment, ZONE) for moment in moments if moment), default=None),
        file=FileOnDisk(path=f"documents/{slug}/{slug}.pdf", evidence=evidence(pages, size)) if pages else None,
    )


def evidence(pages: int, size: int) -> Evidence:
    """Of a made-up PDF."""
    text = PageEvidence(number=1, words="", kind="blank", sha256="0" * 64, thumbnail=None, image=None)
    return Evidence(
        sha256="1" * 64,
        bytes=size,
        pages=tuple(text._replace(number=number) for number in range(1, pages + 1)),
        published=StoredFile(folder="", name="published.pdf", bytes=size, width=0, height=0, sha256="0" * 64),
        signature_broken=False,
        findings=(),
    )


def release(slug: str = "sample-release", /, **fields: Any) -> Item[Any]:
    return item("release", slug, **({"date": "2010-09-01"} | fields))


def letter(**fields: Any) -> Item[Any]:
    return item("document", "sample-letter", **({"title": "The sample letter", "kind": "letter"} | fields))


def edition(*items: Item[Any], **settings: Any) -> Edition:
    """An edition of these items, the releases newest first as the library has them."""

    def those(kind: str) -> tuple[Item[Any], ...]:
        return tuple(i for i in items if i.kind == kind)

    return make_edition(
        Library(
            settings=sample_settings(**settings),
            releases=tuple(sorted(those("release"), key=lambda i: instant(i.record.date, ZONE), reverse=True)),
            cases=those("case"),
            documents=those("document"),
            pages=(),
            trackers=(),
            contacts={},
            organizations={
                "example-group": Organization(name="Example Group"),
                "sample-union": Organization(name="Sample Union & Friends"),
            },
            ledger=Ledger(),
            files=frozenset({"releases/poster.png"}),
            unseen=(),
            held=(),
            problems=(),
        )
    )


def sample_settings(**changes: Any) -> Settings:
    settings = Settings(
        content=CAMPAIGN,
        output=ROOT / "output",
        cache=ROOT / ".cache",
        theme=ROOT / "theme",
        site_name="Example Records",
        tagline="Sample releases, and the sample documents that prove them.",
        notice="",
        rights="Free to quote.",
        site_url=SITE,
        lang="en",
        zone=ZONE,
        now=NOW,
        now_text="2011-01-01",
        extra_fields=frozenset(),
        field_names=(),
        publication=False,
    )
    return replace(settings, **changes)


def site_feed(edition: Edition) -> FeedView:
    """The document that readers of all releases subscribe to."""
    return next(feed_documents(edition, subscriptions(edition)[ALL])).view(edition)


def feed_items(edition: Edition) -> tuple[FeedItem, ...]:
    return site_feed(edition).items


def full_edition() -> Edition:
    """Everything that a feed can say, once: the translation is that of a text which is not there."""
    return edition(
        release(
            "opt-out",
            title="Counties & towns ask <again>",
            subtitle="A deck of one sentence",
            dateline="Sampletown",
            summary="Towns & counties ask to leave.",
            tags=["Opting out", "Letters"],
            category="Statements",
            organizations={"lead": "example-group", "with": "sample-union"},
            cases="sample-case",
            documents="second-letter",
            changes=[
                {"date": "2010-09-03", "note": "The letter has two pages, not three."},
                {"date": "2010-09-05", "note": "An answer came.", "kind": "update"},
            ],
            uid="urn:uuid:e2f1c7f0-6f6a-4f0a-9a36-0d5a2d9d7a10",
            prose=LINK_TO_LETTER,
        ),
        replace(
            release(
                "opt-out",
                title="Los condados lo piden otra vez",
                lang="es",
                translation="true",
                date="2010-09-02",
                changes=[{"date": "2010-09-03", "note": "La carta tiene dos páginas."}],
                uid="opt-out.es/1",
                prose=text("<p>Texto de muestra: <a href='https://example.org/?a=1&amp;b=2'>una carta</a>.</p>"),
            ),
            original="another-text",
        ),
        release(
            "gone",
            title="A claim that did not hold",
            summary="The claim itself.",
            date="2010-08-01T10:00-07:00",
            tags="Opting out",
            authors="A. Writer",
            status="withdrawn",
            withdrawn={"date": "2010-10-04", "reason": "Its numbers were <wrong>.", "replacement": "opt-out"},
        ),
        item("case", "sample-case", title="Group v. Office", summary="Whether the office must answer."),
        letter(pages=2, size=48_211),
        item("document", "second-letter", title="A second letter", kind="letter", pages=1, size=1_024),
        item("document", "lost-letter", title="A letter not on file", kind="letter"),
    )
