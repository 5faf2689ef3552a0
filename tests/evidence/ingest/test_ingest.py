"""From PDFs to evidence: what is found, what is kept, what is done again, and what a hostile file can do."""

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from plugins.evidence.ingest import resumable, steps, store
from plugins.evidence.ingest.ingest import ingest
from plugins.evidence.ingest.sandbox import FatalWorkError, Sandbox, WorkerError
from plugins.evidence.ingest.store import REFUSED, TEXT, code_version, made_by
from plugins.evidence.model import Budget, Evidence, FatalPdfError, NoPdfError, NotNowError, PdfError, Progress
from plugins.sealing import sealed
from tests.conftest import ContentMaker
from tests.evidence import hostile_pdfs
from tests.evidence import pdf_samples as samples
from tests.whole.commands import ROOT, run

FILINGS = Path(__file__).parents[4] / "shared" / "corpora" / "court-filings"
PDF_LIBRARIES = ("pikepdf", "pypdfium2")


@pytest.fixture(scope="module")
def workers() -> Iterator[Sandbox]:
    """Kept for all tests of this file."""
    with Sandbox(2) as sandbox:
        yield sandbox


class Recorder(Executor):
    """Hands work on, and counts it."""

    def __init__(self, executor: Executor):
        self.executor = executor
        self.steps: list[str] = []

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        self.steps.append(fn.function.__name__)
        return self.executor.submit(fn, *args, **kwargs)


class Failing(Executor):
    """Every step ends in this error."""

    def __init__(self, error: BaseException):
        self.error = error

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_exception(self.error)
        return future


class Idle(Executor):
    """For a run that must ask for nothing."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        raise AssertionError(f"{fn} is work, and all was known")


@contextmanager
def open_image(file: Any) -> Iterator[Image.Image]:
    with Image.open(file.path) as image:
        yield image


def typed(*pages: str) -> bytes:
    pdf = samples.Pdf.new()
    for words in pages:
        sheet = samples.Sheet(pdf)
        sheet.write(words)
        sheet.finish()
    return samples.saved(pdf)


def scans(count: int) -> bytes:
    pdf = samples.Pdf.new()
    for number in range(count):
        sheet = samples.Sheet(pdf)
        sheet.scan(samples.scanned_page((f"Scanned page {number + 1}", *samples.OPEN_WORDS))[0])
        sheet.finish()
    return samples.saved(pdf)


def put(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def read(file: Path, cache: Path, executor: Executor, **options: Any) -> Evidence:
    found = ingest([file], cache, executor=executor, **options)[file]
    assert isinstance(found, Evidence), found
    return found


# What is found


def test_a_pdf_becomes_pages_with_text_pictures_and_checksums(tmp_path: Path, workers: Sandbox) -> None:
    file = put(tmp_path, "letter.pdf", typed("First words.", "Second words."))
    evidence = read(file, tmp_path / "cache", workers)
    first, second = evidence.pages
    assert (first.number, first.kind, first.text) == (1, "text", "First words.")
    assert (second.number, second.text) == (2, "Second words.")
    assert evidence.bytes == file.stat().st_size
    assert first.sha256 != second.sha256
    for page in evidence.pages:
        assert page.thumbnail is not None and page.image is not None
        for stored, width in ((page.thumbnail, 208), (page.image, 1000)):
            assert stored.path.stat().st_size == stored.bytes
            with open_image(stored) as image:
                assert image.size == (stored.width, stored.height)
                assert image.width == width
    assert len(pypdfium2.PdfDocument(evidence.published.path)) == 2
    assert not evidence.signature_broken


@pytest.mark.parametrize(
    "failure",
    [failure for failure in samples.FAILURES if failure.make is not samples.text_box],  # it is drawn, and so read
    ids=lambda failure: failure.make.__name__,
)
def test_what_a_reader_cannot_see_is_in_no_text_and_a_finding_says_so(
    failure: Any, tmp_path: Path, workers: Sandbox
) -> None:
    file = put(tmp_path, "memo.pdf", samples.saved(failure.make(failure.secret)))
    evidence = read(file, tmp_path / "cache", workers)
    assert failure.kind in {finding.kind for finding in evidence.findings}
    assert failure.secret not in repr([evidence, [page.text for page in evidence.pages]])
    folder = evidence.published.path.parent
    for made in folder.glob("*.*"):
        if made.suffix in (".json", ".txt"):
            assert failure.secret.encode() not in made.read_bytes()


def test_all_court_filings_are_read(tmp_path: Path, workers: Sandbox) -> None:
    if not FILINGS.is_dir():
        pytest.skip(f"{FILINGS} is not here")
    files = sorted(FILINGS.glob("*.pdf"))
    found = ingest(files, tmp_path / "cache", executor=workers)
    kinds = {file.name: [page.kind for page in evidence_of(found[file]).pages] for file in files}
    assert len(kinds) == 19
    assert kinds["image-pdf.pdf"] == ["scan", "scan"]
    assert kinds["image-pdf-2.pdf"] == ["scan"]
    assert kinds["gov.uscourts.cand.203070.27.0.pdf"] == ["stamp", "stamp"]
    assert kinds["ca4_17.pdf"] == ["stamp"]
    assert kinds["ca9_19.pdf"] == ["text"] * 15
    assert kinds["vector-pdf.pdf"] == ["text"] * 28 + ["scan"] * 2


def evidence_of(found: Evidence | PdfError) -> Evidence:
    assert isinstance(found, Evidence), found
    return found


# What is kept


def test_what_is_known_is_not_worked_on_again(tmp_path: Path, workers: Sandbox) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Some words.")), tmp_path / "cache"
    first = read(file, cache, workers)
    assert read(file, cache, Idle()) == first


def test_a_file_is_hashed_again_only_when_it_may_have_changed(
    tmp_path: Path, workers: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Some words.")), tmp_path / "cache"
    read(file, cache, workers)
    time.sleep(0.15)
    read(file, cache, Idle())
    with monkeypatch.context() as patched:
        patched.setattr(store.hashlib, "file_digest", None)
        read(file, cache, Idle())
    times = file.stat()
    put(tmp_path, "letter.pdf", typed("Same length"))
    assert file.stat().st_size == times.st_size
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert read(file, cache, workers).pages[0].text == "Same length"


def test_only_the_document_that_changed_is_worked_on(tmp_path: Path, workers: Sandbox) -> None:
    files = [put(tmp_path, f"{name}.pdf", typed(f"Words of {name}.")) for name in ("one", "two", "three")]
    cache = tmp_path / "cache"
    ingest(files, cache, executor=workers)
    put(tmp_path, "two.pdf", typed("Other words."))
    recorder = Recorder(workers)
    found = ingest(files, cache, executor=recorder)
    assert recorder.steps == ["open_document", "audit_document", "read_pages"]
    assert [evidence_of(found[file]).pages[0].text for file in files] == [
        "Words of one.", "Other words.", "Words of three.",
    ]  # fmt: skip


def test_one_file_at_two_paths_is_worked_on_once(tmp_path: Path, workers: Sandbox) -> None:
    data = typed("The same.")
    files = [put(tmp_path, "a/one.pdf", data), put(tmp_path, "b/two.pdf", data)]
    recorder = Recorder(workers)
    found = ingest(files, tmp_path / "cache", executor=recorder)
    assert found[files[0]] == found[files[1]]
    assert len(recorder.steps) == 3
    shutil.move(files[0], tmp_path / "moved.pdf")
    read(tmp_path / "moved.pdf", tmp_path / "cache", Idle())


@pytest.mark.parametrize("harm", ["cut", "foreign", "changed", "gone"])
@pytest.mark.parametrize("name", ["evidence.json", TEXT, "published.pdf", "t00001.png", "p00001.png", "index"])
def test_a_cache_that_is_not_as_it_was_left_is_made_anew(
    name: str, harm: str, tmp_path: Path, workers: Sandbox
) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Some words.")), tmp_path / "cache"
    first = read(file, cache, workers)
    time.sleep(0.15 if "index" in name else 0)
    read(file, cache, workers)
    victim = first.published.path.parent / name
    if name == "index":
        (victim,) = (cache / "evidence" / "index").glob("??/*.json")
    if harm == "gone":
        victim.unlink()
    else:
        data = {"cut": victim.read_bytes()[:40], "foreign": b"\x80\x04.", "changed": victim.read_bytes()[::-1]}[harm]
        replaced = victim.with_name("replaced")
        replaced.write_bytes(data)
        replaced.replace(victim)
    assert read(file, cache, workers) == first


@pytest.mark.parametrize("name", ["evidence.json", TEXT, "published.pdf", "t00001.png", "p00001.png"])
@pytest.mark.parametrize("data", [b"", b"other bytes"])
def test_a_file_of_the_cache_that_was_changed_where_it_lies_is_made_anew(
    name: str, data: bytes, tmp_path: Path, workers: Sandbox
) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Some words.")), tmp_path / "cache"
    first = read(file, cache, workers)
    time.sleep(0.15)
    read(file, cache, Idle())
    victim = first.published.path.parent / name
    before = victim.stat()
    with victim.open("r+b") as opened:
        opened.truncate()
        opened.write(data)
    os.utime(victim, ns=(before.st_atime_ns, before.st_mtime_ns))
    again = read(file, cache, workers)
    assert again == first
    assert again.pages[0].text == "Some words."
    assert hashlib.sha256(again.published.path.read_bytes()).hexdigest() == first.published.sha256


def test_texts_that_change_after_they_were_found_whole_are_not_taken(tmp_path: Path, workers: Sandbox) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Some words.")), tmp_path / "cache"
    read(file, cache, workers)
    time.sleep(0.15)
    read(file, cache, Idle())
    evidence = read(file, cache, Idle())
    (evidence.published.path.parent / TEXT).write_text("Other words.", encoding="utf-8")
    with pytest.raises(OSError, match="changed while"):
        _ = evidence.pages[0].text


def test_a_record_of_another_form_is_no_record(tmp_path: Path, workers: Sandbox) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Some words.")), tmp_path / "cache"
    first = read(file, cache, workers)
    record = first.published.path.parent / "evidence.json"
    for strange in ([], {}, {"pages": 3}, None, "text"):
        data = json.dumps(strange).encode()
        record.write_bytes(sealed(f"{record.parent.name}/{record.name}", data))
        assert read(file, cache, workers) == first


def test_what_other_code_has_found_is_found_again_and_the_old_goes(
    tmp_path: Path, workers: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Some words.")), tmp_path / "cache"
    old = read(file, cache, workers).published.path.parent
    monkeypatch.setattr(store, "code_version", lambda: "0123456789ab")
    new = read(file, cache, workers).published.path.parent
    assert new != old
    assert not old.exists()


def test_what_was_found_of_a_file_long_gone_is_forgotten(tmp_path: Path, workers: Sandbox) -> None:
    cache = tmp_path / "cache"
    gone, kept = put(tmp_path, "gone.pdf", typed("Gone.")), put(tmp_path, "kept.pdf", typed("Kept."))
    folders = [read(file, cache, workers).published.path.parent for file in (gone, kept)]
    time.sleep(0.15)
    ingest([gone, kept], cache, executor=Idle())
    gone.unlink()
    for folder in folders:
        os.utime(folder, (0, 0))
    read(put(tmp_path, "new.pdf", typed("New.")), cache, workers)
    time.sleep(0.15)
    (cache / "evidence" / "index" / "swept").unlink()  # as if a day had passed
    ingest([kept, tmp_path / "new.pdf"], cache, executor=Idle())
    assert [folder.exists() for folder in folders] == [False, True]


def test_what_is_gone_is_looked_for_once_a_day_and_what_was_learned_is_kept_at_once(
    tmp_path: Path, workers: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    files = [put(tmp_path, f"{name}.pdf", typed(name)) for name in ("one", "two", "three")]
    time.sleep(0.15)

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest(files, cache, executor=workers, progress=stop)
    assert len(list((cache / "evidence" / "index").glob("??/*.json"))) == 3
    ingest(files, cache, executor=workers)
    files[0].unlink()
    swept = cache / "evidence" / "index" / "swept"
    monkeypatch.setattr(store.Index, "_places", None)
    ingest([put(tmp_path, "four.pdf", typed("four"))], cache, executor=workers)
    assert swept.exists()


def test_the_version_is_that_of_every_module_that_decides_what_is_found() -> None:
    code = (
        "import sys; import plugins.evidence.ingest.steps; "
        "print(*(name[17:] for name, module in sys.modules.items()"
        " if name.startswith('plugins.evidence.') and not hasattr(module, '__path__')))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) | {"ingest.store"} == set(made_by())
    assert len(code_version()) == 12


def test_a_stopped_build_loses_no_finished_step(
    tmp_path: Path, workers: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resumable, "SPAN", 2)
    file, cache = put(tmp_path, "report.pdf", typed(*(f"Page {number}" for number in range(1, 10)))), tmp_path / "cache"
    seen: list[Progress] = []

    def stop_after_some_pages(progress: Progress) -> None:
        seen.append(progress)
        if progress.pages_done >= 4:
            raise KeyboardInterrupt

    one_worker = ThreadPoolExecutor(1)
    with pytest.raises(KeyboardInterrupt):
        ingest([file], cache, executor=one_worker, progress=stop_after_some_pages)
    one_worker.shutdown(wait=True, cancel_futures=True)
    recorder = Recorder(workers)
    evidence = read(file, cache, recorder)
    assert [page.text for page in evidence.pages] == [f"Page {number}" for number in range(1, 10)]
    assert set(recorder.steps) == {"read_pages"}
    assert len(recorder.steps) < 5
    assert (seen[-1].pages, seen[-1].documents, seen[-1].documents_done) == (9, 1, 0)


def test_steps_that_were_changed_or_added_while_nothing_was_built_are_done_again(
    tmp_path: Path, workers: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resumable, "SPAN", 2)
    file, cache = put(tmp_path, "report.pdf", typed(*(f"Page {number}" for number in range(1, 7)))), tmp_path / "cache"

    def stop_after_some_pages(progress: Progress) -> None:
        if progress.pages_done >= 4:
            raise KeyboardInterrupt

    one_worker = ThreadPoolExecutor(1)
    with pytest.raises(KeyboardInterrupt):
        ingest([file], cache, executor=one_worker, progress=stop_after_some_pages)
    one_worker.shutdown(wait=True, cancel_futures=True)
    (part,) = (cache / "evidence").glob("*.part")
    spans = sorted(part.glob("pages-*.json"))
    forged = spans[0].read_bytes().replace(b"Page", b"Fake")
    spans[0].write_bytes(forged)
    (part / "pages-00005.json").write_bytes(forged.replace(b'"first": 1', b'"first": 5'))
    (part / "audited.json").write_bytes((part / "audited.json").read_bytes().replace(b"[", b"[ "))
    recorder = Recorder(workers)
    evidence = read(file, cache, recorder)
    assert [page.text for page in evidence.pages] == [f"Page {number}" for number in range(1, 7)]
    assert "audit_document" in recorder.steps


def test_a_long_span_is_handed_back_and_goes_on(
    tmp_path: Path, workers: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resumable, "PATIENCE", 0.0)
    file = put(tmp_path, "report.pdf", typed("One", "Two", "Three"))
    recorder = Recorder(workers)
    progress: list[Progress] = []
    evidence = read(file, tmp_path / "cache", recorder, progress=progress.append)
    assert recorder.steps.count("read_pages") == 3
    assert [page.text for page in evidence.pages] == ["One", "Two", "Three"]
    assert [step.pages_done for step in progress] == [0, 0, 1, 2, 3]
    assert progress[-1].documents_done == 1


@pytest.mark.parametrize("executor", [lambda: ThreadPoolExecutor(1), lambda: Sandbox(1)], ids=["threads", "sandbox"])
def test_any_executor_will_do_and_gives_the_same(executor: Any, tmp_path: Path, workers: Sandbox) -> None:
    file = put(tmp_path, "letter.pdf", typed("Some words.", "More."))
    expected = read(file, tmp_path / "first", workers)
    with executor() as other:
        found = read(file, tmp_path / "second", other)
    assert [page.sha256 for page in found.pages] == [page.sha256 for page in expected.pages]
    assert [page.image and page.image.sha256 for page in found.pages] == [
        page.image and page.image.sha256 for page in expected.pages
    ]
    assert found.published.sha256 == expected.published.sha256


def test_a_build_with_nothing_new_imports_no_pdf_library(tmp_path: Path, make_content: ContentMaker) -> None:
    noted = next(failure for failure in samples.FAILURES if failure.severity == "review")
    content = make_content(
        {
            "documents/memo/index.md": "---\ntitle: A memo (sample data)\nkind: memo\n---\n",
            "documents/memo/memo.pdf": samples.saved(noted.make(noted.secret)),
        }
    )
    pairs = [f"CACHE_PATH={json.dumps(str(tmp_path / 'cache'))}", 'NOW="2010-10-01T12:00:00Z"']
    command = [sys.executable, "-X", "importtime", "-m", "pelican", str(content), "-s", str(ROOT / "pelicanconf.py")]
    imported = []
    for _ in range(2):
        done = run([*command, "-o", str(tmp_path / "output"), "-e", *pairs], ROOT)
        assert done.returncode == 0, done.stdout
        assert "D004" in done.stdout + done.stderr
        names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "import time:" in line}
        imported.append([name for name in PDF_LIBRARIES if name in names])
    assert imported == [[*PDF_LIBRARIES], []]


# What cannot be used


def test_a_file_that_is_not_there_is_a_problem_of_that_file_alone(tmp_path: Path, workers: Sandbox) -> None:
    good, absent = put(tmp_path, "good.pdf", typed("Words.")), tmp_path / "absent.pdf"
    found = ingest([absent, good], tmp_path / "cache", executor=workers)
    assert list(found) == [absent, good]
    assert "cannot be opened" in str(found[absent])
    assert isinstance(found[good], Evidence)


def test_a_file_at_fault_is_not_tried_again(tmp_path: Path, workers: Sandbox) -> None:
    file = put(tmp_path, "page.pdf", hostile_pdfs.web_page())
    first = ingest([file], tmp_path / "cache", executor=workers)[file]
    again = ingest([file], tmp_path / "cache", executor=Idle())[file]
    assert str(first) == str(again) == "it is a web page that was saved as .pdf, not a PDF"
    assert list((tmp_path / "cache").rglob(REFUSED))


def test_a_file_that_ends_its_reader_is_not_tried_again_before_it_changes_or_its_limits_do(
    tmp_path: Path, workers: Sandbox
) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Words.")), tmp_path / "cache"
    fatal = Failing(FatalWorkError("it took more than 40 seconds of work to read"))
    for executor in (fatal, Idle()):
        refused = ingest([file], cache, executor=executor)[file]
        assert isinstance(refused, FatalPdfError)
        assert str(refused) == "it took more than 40 seconds of work to read"
        assert refused.remembered.is_dir()
    assert read(file, tmp_path / "copy of the cache", workers)
    again = Failing(FatalWorkError("again"))
    assert str(ingest([file], cache, executor=again, budget=Budget(seconds=60))[file]) == "again"
    assert str(ingest([file], cache, executor=Idle(), budget=Budget(seconds=60))[file]) == "again"
    assert read(file, cache, workers).pages[0].text == "Words."
    put(tmp_path, "letter.pdf", typed("Other words."))
    ingest([file], cache, executor=fatal)
    put(tmp_path, "letter.pdf", typed("Words again."))
    assert read(file, cache, workers).pages[0].text == "Words again."


def test_deleting_the_folder_that_a_refusal_names_lets_the_file_be_tried_again(
    tmp_path: Path, workers: Sandbox
) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Words.")), tmp_path / "cache"
    refused = ingest([file], cache, executor=Failing(FatalWorkError("too much")))[file]
    assert isinstance(refused, FatalPdfError)
    shutil.rmtree(refused.remembered)
    assert read(file, cache, workers).pages[0].text == "Words."


def test_what_the_computer_is_to_blame_for_is_forgotten(tmp_path: Path, workers: Sandbox) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Words.")), tmp_path / "cache"
    error = OSError(errno.EAGAIN, "Resource temporarily unavailable")
    refused = ingest([file], cache, executor=Failing(error))[file]
    assert isinstance(refused, NotNowError) and "temporarily unavailable" in str(refused)
    assert read(file, cache, workers).pages[0].text == "Words."


@pytest.mark.parametrize(
    "error",
    [
        WorkerError("it took more than 50 seconds to read, and this computer was busy"),
        WorkerError("its reader was ended from outside, or could not run (code -9)"),
        CancelledError(),
        BrokenProcessPool("a foreign executor's"),
    ],
    ids=str,
)
def test_what_did_not_come_to_its_end_among_others_is_tried_alone(error: Exception, tmp_path: Path) -> None:
    files = [put(tmp_path, f"{name}.pdf", typed(f"Words of {name}.")) for name in ("one", "two")]
    found = ingest(files, tmp_path / "cache", executor=Failing(error))
    assert [evidence_of(found[file]).pages[0].text for file in files] == ["Words of one.", "Words of two."]


class Broken(Executor):
    """A pool that has lost a worker, and takes nothing more."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> "Future[Any]":
        raise BrokenProcessPool("a child process terminated abruptly")


def test_a_pool_that_takes_no_more_work_stops_no_build(tmp_path: Path) -> None:
    file = put(tmp_path, "letter.pdf", typed("Words."))
    found = ingest([file], tmp_path / "cache", executor=Broken())
    assert evidence_of(found[file]).pages[0].text == "Words."


def test_a_file_that_ends_its_reader_even_alone_is_refused_and_an_innocent_one_is_not(tmp_path: Path) -> None:
    hostile = put(tmp_path, "hostile.pdf", hostile_pdfs.picture_bomb())
    innocent = put(tmp_path, "innocent.pdf", typed("Words that stay."))
    impatient = Budget(seconds=50, processor_share=0.02)
    died = WorkerError("its reader was ended from outside, or could not run (code -9)")
    found = ingest([hostile, innocent], tmp_path / "cache", executor=Failing(died), budget=impatient)
    assert isinstance(found[hostile], FatalPdfError)
    assert evidence_of(found[innocent]).pages[0].text == "Words that stay."


def test_what_takes_too_long_even_alone_says_so_and_is_tried_in_the_next_build(
    tmp_path: Path, workers: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Words.")), tmp_path / "cache"
    with monkeypatch.context() as patched:
        patched.setattr(Budget, "wall", lambda budget, pages: -1.0)
        patched.setattr(Budget, "processor", lambda budget, pages: 50.0)
        refused = ingest([file], cache, executor=workers)[file]
    assert isinstance(refused, NotNowError) and "this computer was busy" in str(refused)
    assert read(file, cache, workers).pages[0].text == "Words."


@pytest.mark.parametrize(("code", "is_kept"), [(errno.ENOSPC, False), (errno.EIO, False), (errno.EFBIG, True)])
def test_a_full_disk_is_forgotten_and_a_file_too_large_to_write_is_not(
    code: int, is_kept: bool, tmp_path: Path, workers: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Words.")), tmp_path / "cache"

    def cannot(*arguments: Any) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched, ThreadPoolExecutor(1) as threads:
        patched.setattr(steps, "write_json", cannot)
        refused = ingest([file], cache, executor=threads)[file]
    assert isinstance(refused, PdfError) and isinstance(refused, FatalPdfError) is is_kept
    assert os.strerror(code) in str(refused)
    assert isinstance(ingest([file], cache, executor=workers)[file], FatalPdfError) is is_kept


def test_a_build_that_is_stopped_blames_no_file(tmp_path: Path, workers: Sandbox) -> None:
    file, cache = put(tmp_path, "letter.pdf", typed("Words.")), tmp_path / "cache"

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([file], cache, progress=stop)
    assert read(file, cache, workers).pages[0].text == "Words."


def test_a_file_that_takes_a_processor_too_long_is_refused_once(tmp_path: Path) -> None:
    file, cache = put(tmp_path, "strokes.pdf", hostile_pdfs.picture_bomb()), tmp_path / "cache"
    impatient = Budget(seconds=50, processor_share=0.02)
    first = ingest([file], cache, budget=impatient)[file]
    assert isinstance(first, FatalPdfError) and "seconds of work" in str(first)
    assert str(ingest([file], cache, executor=Idle(), budget=impatient)[file]) == str(first)


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path, workers: Sandbox) -> None:
    file = put(tmp_path, "letter.pdf", typed("Before."))

    def change(progress: Progress) -> None:
        put(tmp_path, "letter.pdf", typed("After, and longer."))

    found = ingest([file], tmp_path / "cache", executor=workers, progress=change)[file]
    assert "changed while it was being read" in str(found)
    assert read(file, tmp_path / "cache", workers).pages[0].text == "After, and longer."


@pytest.mark.slow
def test_every_hostile_file_ends_in_a_page_or_a_reason_and_harms_no_other(tmp_path: Path) -> None:
    files = hostile_pdfs.write_all(tmp_path / "hostile")
    good = put(tmp_path, "good.pdf", typed("Words that stay."))
    found = ingest([*files, good], tmp_path / "cache", budget=Budget(seconds=8))
    assert len(files) >= 20
    for file in files:
        answer = found[file]
        assert isinstance(answer, PdfError) or answer.pages, file.name
        assert str(answer), file.name
    assert evidence_of(found[good]).pages[0].text == "Words that stay."
    reasons = {file.stem: str(found[file]) for file in files if isinstance(found[file], PdfError)}
    assert reasons["nothing"] == "it is empty"
    assert reasons["locked"] == "it is locked with a password"
    assert "web page" in reasons["web_page"]


def test_more_pages_than_the_limit_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "MOST_PAGES", 2)
    file = put(tmp_path, "report.pdf", typed("1", "2", "3"))
    with ThreadPoolExecutor(1) as threads:
        found = ingest([file], tmp_path / "cache", executor=threads)[file]
    assert str(found) == "it has 3 pages, and 2 are the most"


# The facts alone


def test_a_locked_owner_password_alone_does_not_keep_a_reader_out(tmp_path: Path, workers: Sandbox) -> None:
    with pikepdf.open(BytesIO(typed("Open words."))) as pdf:
        pdf.save(tmp_path / "owner.pdf", encryption=pikepdf.Encryption(owner="owner", user=""))
    evidence = read(tmp_path / "owner.pdf", tmp_path / "cache", workers)
    assert evidence.pages[0].text == "Open words."
    with pikepdf.open(evidence.published.path) as pdf:
        assert not pdf.is_encrypted


def _with_an_odd_lock(kind: int, old: bytes, new: bytes) -> bytes:
    data = BytesIO()
    with pikepdf.open(BytesIO(typed("Open words."))) as pdf:
        encryption = pikepdf.Encryption(owner="owner", user="", R=kind, aes=kind > 4, metadata=kind > 4)  # type: ignore[arg-type]
        pdf.save(data, encryption=encryption, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert old in data.getvalue()
    return data.getvalue().replace(old, new)


@pytest.mark.parametrize(
    "data",
    [
        _with_an_odd_lock(3, b"/Length 128", b"/Length 16 "),
        _with_an_odd_lock(3, b"/Length 128", b"           "),
        _with_an_odd_lock(6, b"/P -", b"/P -1"),
    ],
    ids=["length in bytes", "no length", "other permissions"],
)
def test_a_file_that_one_library_calls_locked_and_the_other_opens_is_read(
    data: bytes, tmp_path: Path, workers: Sandbox
) -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(data)
    evidence = read(put(tmp_path, "owner.pdf", data), tmp_path / "cache", workers)
    assert evidence.pages[0].text == "Open words."
    assert list(Path(evidence.published.folder).glob("*.tmp")) == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><title>Sign in</title>", "web page"),
        (b"PK\x03\x04 a letter", "not a PDF"),
    ],
)
def test_what_is_no_pdf_is_told_apart_from_a_damaged_one_in_later_builds_too(
    data: bytes, reason: str, tmp_path: Path, workers: Sandbox
) -> None:
    file, cache = put(tmp_path, "letter.pdf", data), tmp_path / "cache"
    for executor in (workers, Idle()):
        found = ingest([file], cache, executor=executor)[file]
        assert isinstance(found, NoPdfError) and reason in str(found)
