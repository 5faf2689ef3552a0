"""What was published stays: random histories of a newsroom, read after each publication as subscribers read them.

All content is sample data. A history adds, corrects, renames, re-dates, tags, holds, releases and withdraws records;
feeds are cut short after three items, so that archives come into play.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import feedparser
import pytest

from plugins.checks.report import stops
from plugins.checks.rules import find_problems
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.reading import read_library
from plugins.newsroom.library.settings import read_settings
from plugins.newsroom.pages.parts import subscriptions
from plugins.newsroom.pages.recording import recorded
from plugins.records.ledger import write_ledger
from tests.conftest import THEME
from tests.depth import cases
from tests.newsroom.pages.drawing import drawn

START = datetime(2024, 5, 1, 12, tzinfo=UTC)
SITE = "https://example.org/press"
TAGS = ("Courts", "Letters", "Detainers")
REFRESH = re.compile(rb'<meta http-equiv="refresh" content="0; url=([^"]*)">')
KEPT = (".html", ".txt", ".zip", ".pdf", ".xml", ".json", ".opml")


@dataclass(frozen=True)
class Sample:
    """One record as it stands in the content folder."""

    uid: str
    kind: str
    file: str
    title: str
    body: str
    date: str
    slug: str = ""
    status: str = "published"
    tags: tuple[str, ...] = ()
    case: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    withdrawn: str = ""

    @property
    def text(self) -> str:
        rows = [f"title: {self.title}", f"uid: {self.uid}", f"status: {self.status}", f"date: {self.date}"]
        rows += [f"slug: {self.slug}"] if self.slug else []
        rows += [f"tags: [{', '.join(self.tags)}]"] if self.tags else []
        rows += ["kind: memo"] if self.kind == "document" else []
        rows += ["summary: A sample case."] if self.kind == "case" else []
        if self.case and self.kind == "release":
            rows.append(f"cases: [{self.case}]")
        if self.case and self.kind == "document":
            rows.append(f"case: {self.case}")
        if self.changes:
            rows += ["changes:", *(f"- {{date: {date}, note: {note}}}" for date, note in self.changes)]
        if self.withdrawn:
            rows += ["withdrawn:", f"  date: {self.withdrawn}", "  reason: It did not hold."]
        return "\n".join(("---", *rows, "---", self.body, ""))


@dataclass
class Newsroom:
    """The people who write, and what they have written."""

    chance: random.Random
    now: datetime = START
    records: dict[str, Sample] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)
    """Uids whose change was declared since the last publication."""
    count: int = 0

    @property
    def today(self) -> date:
        """Where the site is, it may still be yesterday."""
        return (self.now - timedelta(hours=5)).date()

    def step(self) -> None:
        self.now += timedelta(minutes=self.chance.randint(1, 60 * 24 * 40))
        acts = [self.add, self.add, self.correct, self.rename, self.redate, self.retag, self.hold, self.free, self.take]
        for _ in range(self.chance.randint(1, 2)):
            self.chance.choice(acts)()

    def add(self) -> None:
        self.count += 1
        kind = self.chance.choice(("release", "release", "release", "document", "case"))
        number = self.count
        folder = {"release": "releases/2024", "case": "cases", "document": f"documents/sample-{number}"}[kind]
        day = self.today - timedelta(days=self.chance.choice((0, 0, 1, 400, 4000)))
        case = self.chance.choice(["", *(r.slug for r in self.of("case") if r.status == "published")])
        sample = Sample(
            uid=f"tag:example.org,2024:{number}",
            kind=kind,
            file=f"{folder}/{'index' if kind == 'document' else f'sample-{number}'}.md",
            title=f"Sample {number}",
            body=f"Sample words {number}.",
            date=day.isoformat(),
            slug=f"sample-{number}",
            tags=tuple(self.chance.sample(TAGS, self.chance.randint(0, 2))),
            case=case if kind != "case" else "",
        )
        self.put(sample)

    def correct(self) -> None:
        for record in self.some("published"):
            stamp = self.now.strftime("%Y-%m-%dT%H:%M:%SZ")
            changes = (*record.changes, (stamp, f"Corrected {len(record.changes) + 1} times"))
            self.put(replace(record, body=f"{record.body} Corrected.", changes=changes))
            self.declared.add(record.uid)

    def rename(self) -> None:
        for record in self.some("published"):
            new = f"renamed-{self.count}-{self.chance.randint(0, 999)}"
            if record.kind == "case":
                for other in [r for r in self.records.values() if r.case == record.slug]:
                    self.put(replace(other, case=new))
            self.put(replace(record, slug=new))

    def redate(self) -> None:
        """Of a document, the date is a fact, and a change of it is declared."""
        for record in (record for record in self.some("published") if record.kind != "document"):
            day = self.today - timedelta(days=self.chance.randint(0, 900))
            self.put(replace(record, date=day.isoformat()))

    def retag(self) -> None:
        for record in self.some("published"):
            self.put(replace(record, tags=tuple(self.chance.sample(TAGS, self.chance.randint(0, 2)))))

    def hold(self) -> None:
        for record in self.some("published"):
            if not [r for r in self.records.values() if record.kind == "case" and r.case == record.slug]:
                self.put(replace(record, status="draft"))

    def free(self) -> None:
        for record in self.some("draft"):
            self.put(replace(record, status="published"))

    def take(self) -> None:
        for record in self.some("published"):
            if record.kind != "case":
                day = max(self.today.isoformat(), record.date)
                self.put(replace(record, status="withdrawn", withdrawn=day))
                self.declared.add(record.uid)

    def some(self, status: str) -> list[Sample]:
        found = [record for record in self.records.values() if record.status == status]
        return [self.chance.choice(found)] if found else []

    def of(self, kind: str) -> list[Sample]:
        return [record for record in self.records.values() if record.kind == kind]

    def put(self, record: Sample) -> None:
        self.records[record.uid] = record

    def out(self) -> set[str]:
        return {uid for uid, record in self.records.items() if record.status != "draft"}


@dataclass
class Readers:
    """What subscribers and bookmarks remember of all publications so far."""

    addresses: dict[str, set[str]] = field(default_factory=dict)
    """Every file that was ever out, and the uids of the records that were then to be seen at it."""
    seen: dict[str, Any] = field(default_factory=dict)
    """By id, the last item of the feed of all releases."""
    released: set[str] = field(default_factory=set)
    """Uids that the feed of all releases has ever had."""


def published(content: Path, cache: Path, now: datetime) -> dict[str, bytes]:
    """One publication, in memory: what `invoke publish` does but for the disk."""
    settings = read_settings(
        {
            "PATH": str(content), "OUTPUT_PATH": str(content.parent / "out"), "CACHE_PATH": str(cache),
            "THEME": str(THEME), "SITENAME": "Sample site", "SITEURL": SITE, "TIMEZONE": "America/New_York",
            "NOW": now.isoformat(), "PUBLICATION": True, "PUBLISHING": True,
            "TAKE_DOWN": True,
        }
    )  # fmt: skip
    edition = make_edition(read_library(settings, workers=1))
    problems = find_problems(edition)
    assert not stops(problems, publication=True), problems
    site = drawn(edition)
    write_ledger(content, recorded(edition))
    return site


def documents(site: dict[str, bytes], name: str) -> Iterator[Any]:
    """The document that a reader subscribes to, and each archive that it leads to, read by feedparser."""
    path, met = name, set()
    while path:
        assert path not in met, "archives go round in a circle"
        met.add(path)
        parsed = feedparser.parse(site[path])
        assert not parsed.bozo, path
        yield parsed
        older = [link.href for link in parsed.feed.get("links", []) if link.rel == "prev-archive"]
        path = older[0].removeprefix(f"{SITE}/") if older else ""


def end_of(site: dict[str, bytes], path: str) -> str:
    """Where a path leads, through any pages that lead on."""
    for _ in range(3):
        assert path in site, f"nothing answers at {path}"
        found = REFRESH.search(site[path]) if path.endswith(".html") else None
        if found is None:
            return path
        target = unescape(found[1].decode()).removeprefix("/press/")
        path = f"{target}index.html" if target.endswith("/") or not target else target
    raise AssertionError(f"{path} leads on and on")


def check_feeds(site: dict[str, bytes], room: Newsroom, readers: Readers) -> None:
    releases = {uid for uid in room.out() if room.records[uid].kind == "release"}
    for ending in ("rss.xml", "atom.xml"):
        first, *archives = documents(site, f"feeds/all.{ending}")
        listed = [[entry.id for entry in parsed.entries] for parsed in (first, *archives)]
        assert all(len(ids) == len(set(ids)) for ids in listed), "an item stands twice in one document"
        every = {uid for ids in listed for uid in ids}
        assert every == releases, "a subscriber who follows the archives misses one, or gets what is not out"
        new = releases - readers.released
        assert new <= set(listed[0]) or len(new) > subscriptions.NEWEST, "what is new is not in the feed itself"
        for parsed in (first, *archives):
            assert parsed.feed.title == "Sample site"
            for entry in parsed.entries:
                check_item(site, room, readers, entry)
    readers.released |= releases
    for entry in (entry for parsed in documents(site, "feeds/all.atom.xml") for entry in parsed.entries):
        readers.seen[entry.id] = entry


def check_item(site: dict[str, bytes], room: Newsroom, readers: Readers, entry: Any) -> None:
    record = room.records[entry.id]
    assert entry.title == record.title, "an id was given to another record"
    page = end_of(site, f"{entry.link.removeprefix(f'{SITE}/')}index.html")
    assert f"<h1>{record.title}</h1>".encode() in site[page]
    before = readers.seen.get(entry.id)
    if before is None or "updated" not in entry or before.get("updated") is None or "href" in before.get("guid", ""):
        return
    if entry.get("published_parsed") != before.published_parsed:
        raise AssertionError("the moment of first publication moved")
    if entry.updated_parsed != before.updated_parsed:
        assert entry.id in room.declared, "an item came up again that nobody declared to have changed"
    elif entry.id in room.declared and record.status == "published":
        raise AssertionError("a correction did not reach subscribers")


def check_addresses(site: dict[str, bytes], room: Newsroom, readers: Readers) -> None:
    """Everything that was ever out answers, unless only what is held now was ever there."""
    out = room.out()
    for path, uids in readers.addresses.items():
        if path in site or f"{path}/index.html" in site:
            end_of(site, path if path in site else f"{path}/index.html")
        elif not uids or uids & out:
            raise AssertionError(f"/{path} was published and answers no more")
    for path in site:
        if path.endswith(KEPT) and not path.startswith(("theme/", "_")):
            there = {uid for uid in out if concerns(path, room.records[uid])}
            readers.addresses[path] = readers.addresses.get(path, set()) | there


def concerns(path: str, record: Sample) -> bool:
    """Whether a file is there because of a record: it lies in its folder, or in a list that it stands in."""
    if record.status != "published":
        return False
    names = {record.slug, record.case, *(tag.lower() for tag in record.tags)} - {""}
    names |= {"en"} if record.kind == "release" else set()
    if re.fullmatch(rf"{record.kind}s/(?:by/year/)?\d{{4}}/index\.html", path):
        names.add(record.date[:4])
    return bool(names & set(re.split(r"[/.]", path)))


@pytest.mark.parametrize("seed", range(cases(25, 1000)))
def test_no_item_twice_none_lost_no_id_reused_and_every_address_answers(
    seed: int, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("plugins.newsroom.pages.parts.subscriptions.NEWEST", 3)
    monkeypatch.setattr("plugins.feeds.items.NEWEST", 3)
    room, readers = Newsroom(random.Random(seed)), Readers()
    content = tmp_path / "content"
    room.add()
    for _ in range(8):
        room.step()
        for record in room.records.values():
            file = content / record.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(record.text, encoding="utf-8")
        site = published(content, cache, room.now)
        check_feeds(site, room, readers)
        check_addresses(site, room, readers)
        room.declared -= room.out()
        again = published(content, cache, room.now + timedelta(seconds=1))
        assert again == site, "a publication with nothing new changed a file"
