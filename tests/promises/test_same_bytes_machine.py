"""After any sequence of edits, a build over what is there gives the bytes of a build from nothing.

Each step changes something, then builds twice: here, over the last output with its cache, and elsewhere, in empty
folders, from a copy of content and theme whose files were written in another order and belong to somebody else, in
another person's environment, time zone and locale, with another number of workers. Files may keep their size and the
time of their change, or have it set back; content, theme, output and cache may come back from elsewhere as new files;
the manifest of the output may be lost, cut or another's. In the end the plain command builds a third time, with another
hash seed.
"""

import json
import locale
import multiprocessing
import os
import pickle
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from plugins.desk.building import BuildResult, import_pipeline, run_build
from plugins.desk.preview.builder import build_in_child
from plugins.render import workers
from plugins.render.checksums import digest
from plugins.render.manifest import LOCK, MANIFEST
from tests.conftest import THEME
from tests.depth import cases
from tests.promises.sites import (
    EMBARGOES,
    FOLDERS,
    KINDS,
    LATER,
    NOW,
    STYLES,
    WAITING,
    Known,
    Record,
    every_field,
    sample_pdf,
    sample_png,
    text_of,
    translated,
)
from tests.whole.commands import pelican
from tests.whole.crawler import tree

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="each build runs in a forked process"
)

WORDS = ("one", "two", "three", "four")
SLUGS = tuple(f"sample-{letter}" for letter in "abcdefgh")
MOMENTS = ("2010-03-14T07:30:00Z", NOW, "2010-10-01T12:00:01Z", "2010-11-07T06:30:00Z", LATER, "2999-01-01")
SETTINGS: dict[str, tuple[str, ...]] = {
    "SITEURL": ("https://example.org", "https://example.org/press", "http://localhost:8000"),
    "SITENAME": ("Sample record", "Sample <record> & more"),
    "SITE_TAGLINE": ("", "Sample data"),
    "TIMEZONE": ("America/New_York", "Pacific/Auckland", "UTC"),
    "DEFAULT_LANG": ("en", "es"),
}
START = 1_500_000_000
"""Seconds: when the first of all files was written."""
OTHER_USER = 65534 if hasattr(os, "geteuid") and os.geteuid() == 0 else 0
"""Nobody, where the tests run as root and can give files away."""
DAMAGES: dict[str, Callable[[bytes], bytes | None]] = {
    "cut short": lambda data: data[: len(data) // 2],
    "emptied": lambda data: b"",
    "one bit": lambda data: data[:-1] + bytes([data[-1] ^ 1]) if data else b"\0",
    "garbage": lambda data: random.Random(7).randbytes(max(len(data), 10)),
    "a foreign pickle": lambda data: pickle.dumps({"releases": [1, 2, 3]}),
    "foreign JSON": lambda data: (
        b'{"version": 1, "files": {"../../outside": ["", "", 1]}, "a": [[1, 2, 3], "b", null]}'
    ),
    "other JSON": lambda data: b"[]",
    "gone": lambda data: None,
}
OF_MANIFEST: dict[str, Callable[[bytes], bytes | None]] = {
    "cut": lambda data: data[: len(data) * 2 // 3],
    "emptied": lambda data: b"",
    "removed": lambda data: None,
    "foreign entries": lambda data: _with_files(
        data, lambda files: files | {"elsewhere/index.html": ["x", "y", 3], "../content/out.html": ["x", "y", 3]}
    ),
    "lines taken out": lambda data: _with_files(data, lambda files: dict(list(files.items())[::2])),
    "no line left": lambda data: _with_files(data, lambda files: {}),
    "sums of others": lambda data: _with_files(
        data, lambda files: dict(zip(files, reversed(files.values()), strict=True))
    ),
}
TIMES: dict[str, Callable[[int], int]] = {
    "go on": lambda count: START + count,
    "are all the same": lambda count: START,
    "are set back": lambda count: START - 1000 * count,
}
"""When a file was changed, by its own time, at so many builds: normalised checkouts and restored backups set it."""
SAME_LENGTH = ("one", "two", "six", "ten")
MARK = "Words of one length: "
REFUSED = "nobody can say what is held among them"


def _with_files(data: bytes, change: Callable[[dict[str, Any]], dict[str, Any]]) -> bytes:
    manifest = json.loads(data)
    return json.dumps({**manifest, "files": change(manifest["files"])}).encode()


class Newsroom(RuleBasedStateMachine):
    """Staff at work: what they have written, and the two builds of it."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="newsroom-"))
        self.content, self.theme = self.place / "content", self.place / "theme"
        self.output, self.cache = self.place / "output", self.place / "cache"
        self.records: dict[str, Record] = {}
        self.styles: dict[str, str] = {}
        self.translated: set[str] = set()
        self.files: dict[str, bytes] = {}
        self.slips: dict[str, bytes] = {}
        self.given = {name: values[0] for name, values in SETTINGS.items()}
        self.now = NOW
        self.organizations: dict[str, dict[str, str]] = {"center": {"name": "The Center", "boilerplate": "About it."}}
        self.count = 0
        self.times = "go on"
        self.content.mkdir()
        shutil.copytree(THEME, self.theme)

    def teardown(self) -> None:
        try:
            if self.count:
                self.save()
                self.compare_with_the_plain_command()
        finally:
            shutil.rmtree(self.place, ignore_errors=True)

    # ---- what staff do

    @initialize()
    def begin(self) -> None:
        for kind in KINDS:
            self.write(kind, f"{kind}-first", "block", "one")
        self.build_both()

    @rule(
        kind=st.sampled_from(KINDS),
        slug=st.sampled_from(SLUGS),
        style=st.sampled_from(list(STYLES)),
        words=st.sampled_from(WORDS),
    )
    def add(self, kind: str, slug: str, style: str, words: str) -> None:
        self.write(kind, slug, style, words)
        self.build_both()

    @precondition(lambda self: self.records)
    @rule(
        at=st.integers(0, 99),
        words=st.sampled_from(WORDS),
        how=st.sampled_from(["text", "fields", "files", "date", "style"]),
    )
    def edit(self, at: int, words: str, how: str) -> None:
        record = self.pick(at)
        match how:
            case "text":
                record.body = f"Other words, {words}.\n\n{record.body}"
            case "fields":
                record.fields["title"] = f"Sample headline {words}"
                record.fields["tags"] = [words, "Detainers"]
                if record.fields["date"] < "2010-11":
                    record.fields["modified"] = "2010-11-01T10:00-05:00"
                record.fields["changes"] = [{"date": "2010-09-21", "note": f"Corrected: {words}.", "kind": "update"}]
            case "files" if record.kind == "document":
                record.files = {"file.pdf": sample_pdf(WORDS.index(words) + 1, words)}
                record.fields.pop("sections", None)
            case "files":
                record.files = {name: sample_png(f"other pixels {words}") for name in record.files}
            case "date":
                record.fields.pop("embargo", None)
                record.fields["date"] = ("2010-02-01", "2009-12-31 23:30", "2010-03-14 02:30", "2010-10-02")[
                    WORDS.index(words)
                ]
            case _:
                self.styles[self.key(record)] = list(STYLES)[WORDS.index(words) % len(STYLES)]
        self.build_both()

    @precondition(lambda self: self.records)
    @rule(at=st.integers(0, 99), words=st.sampled_from(SAME_LENGTH), times=st.sampled_from(list(TIMES)))
    def edit_without_a_trace(self, at: int, words: str, times: str) -> None:
        """As many bytes as before, and a time of change that says nothing or less."""
        record = self.pick(at)
        if not record.body.startswith(MARK):
            record.body = f"{MARK}{SAME_LENGTH[0]}\n\n{record.body}"
            self.build_both()
        self.times = times
        record.body = f"{MARK}{words}{record.body[len(MARK) + 3 :]}"
        self.build_both()

    @rule(times=st.sampled_from(list(TIMES)))
    def set_the_times(self, times: str) -> None:
        self.times = times
        for folder in (self.content, self.theme):
            for file in folder.rglob("*"):
                os.utime(file, (TIMES[times](self.count), TIMES[times](self.count)))
        self.build_both()

    @precondition(lambda self: self.records)
    @rule(
        of=st.sets(st.sampled_from(["content", "theme", "output", "cache"]), min_size=1),
        at=st.integers(0, 99),
        edited=st.booleans(),
    )
    def restore_from_elsewhere(self, of: set[str], at: int, edited: bool) -> None:
        """As between two runs in fresh environments: new files with the same bytes, and perhaps an edit among them."""
        self.save()
        for name in sorted(of):
            if (folder := self.place / name).exists():
                copied = self.place / "copied"
                shutil.copytree(folder, copied, copy_function=shutil.copy)
                shutil.rmtree(folder)
                copied.rename(folder)
        if edited:
            record = self.pick(at)
            record.body = f"Other words, restored.\n\n{record.body}"
        self.build_both()

    @precondition(lambda self: self.records)
    @rule(
        at=st.integers(0, 99),
        how=st.sampled_from(["as it was", "edited", "other front matter", "held", "deleted", "damaged", "partly"]),
        copied=st.booleans(),
    )
    def lose_the_output(self, at: int, how: str, copied: bool) -> None:
        """As in CI: the output is empty, the cache is there, perhaps as new files, and something may have changed."""
        self.save()
        left = sorted(path for path in tree(self.output) if path != LOCK)
        if how == "partly":
            (self.output / MANIFEST).unlink()
            for path in left[:: 1 + at % 3]:
                (self.output / path).unlink(missing_ok=True)
        else:
            shutil.rmtree(self.output)
        if copied and self.cache.exists():
            shutil.copytree(self.cache, self.place / "copied", copy_function=shutil.copy)
            shutil.rmtree(self.cache)
            (self.place / "copied").rename(self.cache)
        record = self.pick(at)
        match how:
            case "edited":
                record.body = f"Other words, put back.\n\n{record.body}"
            case "other front matter":
                record.fields["title"] = f"Sample headline {at}"
            case "held":
                record.fields["status"] = "draft"
            case "deleted":
                del self.records[self.key(record)], self.styles[self.key(record)]
            case "damaged" if kept := sorted(self.cache.glob("kept-output-*/*")):
                kept[at % len(kept)].write_bytes(b"damaged")
        self.build_both()

    @precondition(lambda self: self.records)
    @rule(at=st.integers(0, 99), slug=st.sampled_from(SLUGS), of_file=st.booleans())
    def rename(self, at: int, slug: str, of_file: bool) -> None:
        record = self.pick(at)
        others = {(r.kind, r.slug) for r in self.records.values()} | {(r.kind, r.name) for r in self.records.values()}
        if (record.kind, slug) in others:
            return
        style = self.styles.pop(self.key(record))
        del self.records[self.key(record)]
        if of_file:
            record.name = slug
        else:
            record.fields["slug"] = slug
            record.fields["aliases"] = [f"/old/{record.kind}/{slug}/"]
        self.records[self.key(record)], self.styles[self.key(record)] = record, style
        self.build_both()

    @precondition(lambda self: self.records)
    @rule(at=st.integers(0, 99))
    def delete(self, at: int) -> None:
        key = self.key(self.pick(at))
        del self.records[key], self.styles[key]
        self.build_both()

    @precondition(lambda self: self.records)
    @rule(at=st.integers(0, 99), how=st.sampled_from(["draft", *WAITING, *EMBARGOES]))
    def hold(self, at: int, how: str) -> None:
        record = self.pick(at)
        if how == "draft":
            record.fields["status"] = "draft"
        elif how in EMBARGOES and record.kind == "release":
            record.fields |= {"date": "2010-02-02", "embargo": how}
        else:
            record.fields["date"] = how if how in WAITING else WAITING[-1]
            record.fields.pop("modified", None)
            record.fields.pop("embargo", None)
        self.build_both()

    @precondition(lambda self: self.records)
    @rule(at=st.integers(0, 99))
    def release(self, at: int) -> None:
        record = self.pick(at)
        for name in ("status", "embargo", "withdrawn"):
            record.fields.pop(name, None)
        record.fields["date"] = "2010-02-02"
        self.build_both()

    @precondition(lambda self: self.records)
    @rule(at=st.integers(0, 99))
    def withdraw(self, at: int) -> None:
        self.pick(at).fields |= {"status": "withdrawn", "withdrawn": {"date": "2010-09-30", "reason": "Sample data."}}
        self.build_both()

    @precondition(lambda self: self.records)
    @rule(at=st.integers(0, 99))
    def translate(self, at: int) -> None:
        """Or take the translation away. It is out when its original is."""
        self.translated ^= {self.key(self.pick(at))}
        self.build_both()

    @rule(kind=st.sampled_from(KINDS))
    def slip(self, kind: str) -> None:
        """A record that stops both builds, and is fixed before the next step."""
        self.slips = {f"{FOLDERS[kind]}/slip/index.md": b"---\ntitle: Sample\nstauts: draft\n---\n"}
        self.build_both(exit_code=1)
        self.slips = {}

    @rule(words=st.sampled_from(WORDS))
    def edit_the_lists(self, words: str) -> None:
        self.organizations["center"]["boilerplate"] = f"About it, {words}."
        self.organizations["clinic"] = {"name": f"The {words} Clinic"}
        self.build_both()

    # ---- what their technicians do

    @rule(
        words=st.sampled_from(WORDS), part=st.sampled_from(["template", "component", "catalog", "stylesheet", "icon"])
    )
    def change_the_theme(self, words: str, part: str) -> None:
        match part:
            case "template":
                file = self.theme / "templates/release.html"
                file.write_text(file.read_text("utf-8").replace("</h1>", f" {words}</h1>"), "utf-8")
            case "component":
                for file in sorted((self.theme / "templates/components").glob("*.html"))[:3]:
                    file.write_text(f"{file.read_text('utf-8')}{{# {words} #}}\n", "utf-8")
            case "catalog":
                file = self.theme / "translations/es.po"
                file.write_text(f'{file.read_text("utf-8")}\nmsgid "sample {words}"\nmsgstr "ejemplo"\n', "utf-8")
            case "stylesheet":
                file = self.theme / "static/css/base.css"
                file.write_text(f"{file.read_text('utf-8')}/* {words} */\n", "utf-8")
            case _:
                (self.theme / "static/favicon.ico").write_bytes(sample_png(f"icon {words}"))
        self.build_both()

    @rule(name=st.sampled_from(list(SETTINGS)), at=st.integers(0, 2))
    def change_a_setting(self, name: str, at: int) -> None:
        self.given[name] = SETTINGS[name][at % len(SETTINGS[name])]
        self.build_both()

    @rule(moment=st.sampled_from(MOMENTS))
    def move_the_clock(self, moment: str) -> None:
        self.now = moment
        self.build_both()

    @rule()
    def build_again(self) -> None:
        self.build_both()

    @rule()
    def delete_the_cache(self) -> None:
        shutil.rmtree(self.cache, ignore_errors=True)
        self.build_both()

    @rule(at=st.integers(0, 9999), how=st.sampled_from(list(DAMAGES)), of=st.sampled_from(["cache", "output"]))
    def damage_a_file(self, at: int, how: str, of: str) -> None:
        """The next step, whatever it is, meets the damage as well, where the file is not needed at once."""
        folder = self.cache if of == "cache" else self.output
        files = sorted(path for path in tree(folder) if not path.startswith(".daylight")) if folder.exists() else []
        if not files:
            return
        file = folder / files[at % len(files)]
        data = DAMAGES[how](file.read_bytes())
        file.unlink() if data is None else file.write_bytes(data)
        self.build_both()

    @rule(how=st.sampled_from(list(OF_MANIFEST)), cached=st.booleans(), at=st.integers(0, 99), hold=st.booleans())
    def damage_the_manifest(self, how: str, cached: bool, at: int, hold: bool) -> None:
        """The output is made whole, or refused with its fix; what is held by then is in no case left in it unsaid."""
        file = self.output / MANIFEST
        if not file.exists():
            return
        data = OF_MANIFEST[how](file.read_bytes())
        file.unlink() if data is None else file.write_bytes(data)
        if not cached:
            shutil.rmtree(self.cache, ignore_errors=True)
        if hold and self.records:
            self.pick(at).fields["status"] = "draft"
        self.save()
        before = tree(self.output)
        here = self.built(self.place, partial(os.environ.get, "TZ"))
        if here.exit_code:
            assert not cached, here.text
            assert REFUSED in here.text, here.text
            left = {path: data for path, data in tree(self.output).items() if path != LOCK}
            assert left == {path: data for path, data in before.items() if path != LOCK}
            shutil.rmtree(self.output)
        self.build_both()

    @rule(
        at=st.integers(0, 9999),
        how=st.sampled_from(list(DAMAGES)),
        record=st.integers(0, 99),
        slug=st.sampled_from(SLUGS),
    )
    def damage_what_the_next_build_needs(self, at: int, how: str, record: int, slug: str) -> None:
        """A file of the cache is damaged between two builds, and a new address asks for it."""
        kept = [path for path in tree(self.cache) if path.startswith("evidence/")] if self.cache.exists() else []
        if not kept or not self.records:
            return
        file = self.cache / sorted(kept)[at % len(kept)]
        data = DAMAGES[how](file.read_bytes())
        file.unlink() if data is None else file.write_bytes(data)
        self.rename(record, slug, False)

    # ---- the content folder

    def write(self, kind: str, name: str, style: str, words: str) -> None:
        fields = {"title": f"Sample {name}", "uid": f"urn:sample:{kind}:{name}:{self.count}", "date": "2010-02-02"}
        record = Record(kind, name, fields, "")
        if any(r is not record and (r.kind, r.slug) == (kind, name) for r in self.records.values()):
            return
        fields |= every_field(kind, lambda where: f"Sample {where} {words}", Known())
        if kind == "document":
            fields["kind"] = "memo"
            record.files["file.pdf"] = sample_pdf(WORDS.index(words) + 1, words)
        if kind == "release":
            record.files[f"{name}.png"] = sample_png(f"pixels {words}")
            fields["images"] = [{"file": f"{name}.png", "alt": "Sample", "credit": words}]
        self.records[self.key(record)] = record
        self.styles[self.key(record)] = style
        record.body = words

    def key(self, record: Record) -> str:
        return f"{FOLDERS[record.kind]}/{record.name}"

    def pick(self, at: int) -> Record:
        return self.records[sorted(self.records)[at % len(self.records)]]

    def written(self) -> dict[str, bytes]:
        """The whole content folder. Every record refers to whatever there is, held or not."""
        known = Known(
            cases=self.slugs("case"),
            documents=self.slugs("document"),
            on_file=tuple(r.slug for r in self.records.values() if r.kind == "document" and "status" not in r.fields),
            releases=self.slugs("release"),
            organizations=tuple(self.organizations),
        )
        files = {"organizations.yml": yaml.safe_dump(self.organizations).encode()}
        for key, record in self.records.items():
            pictures = [name for name in record.files if name.endswith(".png")]
            body = f"{record.body}\n\n{text_of(lambda where: f'sample {where}', known, pictures)}"
            fields = dict(record.fields)
            if record.kind == "release":
                fields |= {"cases": list(known.cases), "documents": list(known.documents)}
                fields["organizations"] = {"lead": ["center"], "with": sorted(self.organizations)[1:]}
            shown = Record(record.kind, record.name, fields, body, record.files)
            files |= shown.written(self.styles[key])
            if key in self.translated:
                say = partial("ejemplo {} {}".format, record.body[:12])
                files |= translated(record, "2010-02-02", say, "eu").written(self.styles[key])
        return files

    def slugs(self, kind: str) -> tuple[str, ...]:
        return tuple(sorted(r.slug for r in self.records.values() if r.kind == kind))

    def save(self) -> None:
        """As an editor does: what is unchanged keeps its times."""
        files = self.written() | self.slips
        for path in self.files.keys() - files.keys():
            (self.content / path).unlink()
        for path, data in files.items():
            if self.files.get(path) != data:
                file = self.content / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        self.files = files

    def let_time_pass(self) -> None:
        """What was written just now was written long ago: a build trusts no time of change that is too fresh."""
        then = TIMES[self.times](self.count)
        for folder in (self.content, self.theme):
            for file in folder.rglob("*"):
                if file.stat().st_mtime > START + 1_000_000:
                    os.utime(file, (then, then))

    # ---- the builds

    def build_both(self, exit_code: int = 0) -> None:
        self.save()
        self.count += 1
        self.let_time_pass()
        before = tree(self.output) if self.output.exists() else {}
        here = self.built(self.place, partial(os.environ.get, "TZ"))
        elsewhere = self.place / f"elsewhere {self.count}"
        self.copy_to(elsewhere)
        there = self.built(elsewhere, partial(differently, self.count))
        assert (here.exit_code, there.exit_code) == (exit_code, exit_code), f"{here.text}\n\n{there.text}"
        if exit_code:
            assert problems_in(here, self.place) == problems_in(there, elsewhere)
            assert (tree(self.output) if self.output.exists() else {}) == before
        else:
            assert differences(tree(self.output), tree(elsewhere / "output")) == []
            self.check_what_is_kept()
        shutil.rmtree(elsewhere)

    def check_what_is_kept(self) -> None:
        """What the cache keeps of the output is in the output, too: nothing that is held or was taken out of it."""
        kept = {file.name for file in self.cache.glob("kept-output-*/*")}
        there = {digest(data) for path, data in tree(self.output).items() if path != LOCK}
        assert kept <= there, sorted(kept - there)

    def built(self, place: Path, first: Callable[[], object]) -> BuildResult:
        return build_in_child(multiprocessing.get_context("fork"), partial(self._build, place, first))

    def _build(self, place: Path, first: Callable[[], object]) -> BuildResult:
        first()
        more: dict[str, object] = {
            **self.given,
            "SEARCH": False,
            "CACHE_PATH": str(place / "cache"),
            "THEME": str(place / "theme"),
        }
        return run_build(content=place / "content", output=place / "output", now=self.now, more=more)

    def copy_to(self, place: Path) -> None:
        """Content and theme, written in another order, so that no folder lists them as ours does."""
        chance = random.Random(self.count)
        for name in ("content", "theme"):
            files = list(tree(self.place / name).items())
            chance.shuffle(files)
            (place / name).mkdir(parents=True)
            for path, data in files:
                (place / name / path).parent.mkdir(parents=True, exist_ok=True)
                (place / name / path).write_bytes(data)
                (place / name / path).chmod(0o444)
                if OTHER_USER:
                    os.chown(place / name / path, OTHER_USER, OTHER_USER)

    def compare_with_the_plain_command(self) -> None:
        output = self.place / "plain/output"
        env = {
            "PYTHONHASHSEED": str(self.count),
            "TZ": "Asia/Kathmandu",
            "LC_ALL": "C",
            "HOME": str(self.place / "home"),
        }
        pairs: dict[str, Any] = {**self.given, "SEARCH": False, "NOW": self.now, "THEME": str(self.theme)}
        done = pelican(
            self.content, output, cwd=self.place, env=env, CACHE_PATH=str(self.place / "plain/cache"), **pairs
        )
        assert done.returncode == 0, done.stderr
        assert differences(tree(self.output), tree(output)) == []


def differently(count: int) -> None:
    """In the child that builds elsewhere: another zone, locale, number of workers, mask of permissions and name."""
    os.environ["TZ"] = ("Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu")[count % 3]
    time.tzset()
    for name in ("tr_TR.UTF-8", "de_DE.UTF-8", "C.UTF-8"):
        with suppress(locale.Error):
            locale.setlocale(locale.LC_ALL, name)
            break
    workers.SMALL = 1
    os.cpu_count = lambda: 1 + count % 3
    os.umask(0o077)
    os.environ |= {"USER": "nobody", "LOGNAME": "nobody", "HOME": "/nonexistent", "LANG": "tr_TR.UTF-8"}


def problems_in(result: BuildResult, place: Path) -> list[str]:
    """What is wrong with the content, without what depends on how long it took to find."""
    return [line for line in result.text.replace(str(place), "").splitlines() if line.endswith("]")]


def differences(ours: dict[str, bytes], theirs: dict[str, bytes]) -> list[str]:
    names = (ours.keys() | theirs.keys()) - {LOCK}
    return sorted(
        f"{path}: {_told(ours, path)} / {_told(theirs, path)}" for path in names if ours.get(path) != theirs.get(path)
    )


def _told(site: dict[str, bytes], path: str) -> str:
    return f"{len(site[path])} bytes" if path in site else "not there"


def test_any_sequence_of_edits_gives_the_bytes_of_a_build_from_nothing() -> None:
    import_pipeline()
    run = Newsroom.TestCase
    run.settings = settings(
        max_examples=cases(1, 10),
        stateful_step_count=cases(3, 30),
        phases=(Phase.generate,),  # a failure is told with all its steps: to find fewer would take minutes
        suppress_health_check=list(HealthCheck),
    )
    run().runTest()
