"""A cluster of two processes that share no folder with us: the same evidence, whatever dies or is hostile."""

import os
import pickle
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plugins.evidence.ingest import cluster as clusters
from plugins.evidence.ingest import cluster_worker
from plugins.evidence.ingest.cluster import Cluster, ClusterError, joined
from plugins.evidence.ingest.cluster_worker import Call, Done
from plugins.evidence.ingest.ingest import ingest
from plugins.evidence.ingest.sandbox import Sandbox, Task
from plugins.evidence.ingest.store import code_version
from plugins.evidence.model import Budget, Evidence, FatalPdfError, PdfError, Progress
from tests.evidence import hostile_pdfs
from tests.evidence import pdf_samples as samples
from tests.evidence.ingest.test_ingest import Idle, evidence_of, put, scans, typed

HOSTILE = (hostile_pdfs.web_page, hostile_pdfs.truncated, hostile_pdfs.noise, hostile_pdfs.picture_bomb)
IMPATIENT = Budget(seconds=50, processor_share=0.06)
"""Three seconds of work a document."""


@pytest.fixture(scope="module")
def workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A scheduler and two processes, each with one thread and a folder of its own."""
    distributed = pytest.importorskip("distributed")
    nannies = {
        name: {
            "cls": distributed.Nanny,
            "options": {"nthreads": 1, "local_directory": str(tmp_path_factory.mktemp(name)), "silence_logs": 50},
        }
        for name in ("first", "second")
    }
    scheduler = {"cls": distributed.Scheduler, "options": {"host": "127.0.0.1", "dashboard": False}}
    with distributed.SpecCluster(nannies, scheduler=scheduler, silence_logs=50) as made:
        yield made


def found_here(files: list[Path], cache: Path) -> dict[Path, Evidence | PdfError]:
    with Sandbox(2) as sandbox:
        return ingest(files, cache, executor=sandbox, budget=IMPATIENT)


def facts(found: Evidence | PdfError) -> Any:
    """All that a page could say of it, wherever it lies."""
    if isinstance(found, PdfError):
        return str(found)
    pages = [(p.text, p.kind, p.thumbnail and p.thumbnail[1:], p.image and p.image[1:]) for p in found.pages]
    return found.sha256, pages, found.published[1:], found.findings, found.signature_broken


def files_below(folder: Path) -> dict[str, bytes]:
    """Of the evidence, but for what is sealed or says where files lie."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted((folder / "evidence").glob("*-*/*"))
        if file.name not in ("evidence.json", "refused.json")
    }


def test_two_processes_find_what_this_computer_finds_though_one_is_killed_among_hostile_files(
    workers: Any, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.evidence.ingest.resumable.SPAN", 3)
    failure = next(failure for failure in samples.FAILURES if failure.severity == "high")
    files = [put(tmp_path, f"letter-{n}.pdf", typed(f"Letter {n}", "Second page")) for n in range(6)]
    files += [put(tmp_path, "report.pdf", typed(*(f"Page {n}" for n in range(1, 11))))]
    files += [
        put(tmp_path, "scan.pdf", scans(1)),
        put(tmp_path, "memo.pdf", samples.saved(failure.make(failure.secret))),
    ]
    files += [put(tmp_path, f"{make.__name__}.pdf", make()) for make in HOSTILE]
    nanny, killed = next(iter(workers.workers.values())), threading.Event()

    def kill_a_worker(progress: Progress) -> None:
        if progress.pages_done >= 4 and not killed.is_set():
            os.kill(nanny.pid, signal.SIGKILL)
            killed.set()

    there = ingest(
        files, tmp_path / "there", scheduler=workers.scheduler_address, budget=IMPATIENT, progress=kill_a_worker
    )
    assert killed.is_set()
    said = capfd.readouterr()
    assert "cannot be used" not in said.err, said.err
    here = found_here(files, tmp_path / "here")
    for file in files:
        assert facts(there[file]) == facts(here[file]), file.name
    assert files_below(tmp_path / "there") == files_below(tmp_path / "here")
    assert isinstance(there[tmp_path / "web_page.pdf"], PdfError)
    assert [page.text for page in evidence_of(there[tmp_path / "report.pdf"]).pages][9] == "Page 10"
    again = ingest(files, tmp_path / "there", executor=Idle(), budget=IMPATIENT)
    assert list(map(facts, again.values())) == list(map(facts, there.values()))
    assert isinstance(again[tmp_path / "picture_bomb.pdf"], FatalPdfError)


def test_what_is_sent_names_no_folder_of_ours_and_nothing_is_left_over_there(workers: Any, tmp_path: Path) -> None:
    file = put(tmp_path, "letter.pdf", typed("Words."))
    sent: list[bytes] = []
    with joined(workers.scheduler_address) as cluster:
        call = cluster._call

        def noted(task: Task) -> bytes:
            sent.append(call(task))
            return sent[-1]

        cluster._call = noted  # type: ignore[method-assign]
        found = ingest([file], tmp_path / "cache", executor=cluster)[file]
    assert evidence_of(found).pages[0].text == "Words."
    assert len(sent) == 3
    assert not [one for one in sent if str(tmp_path).encode() in one]
    for nanny in workers.workers.values():
        assert not list(Path(nanny.local_directory).rglob("daylight-*"))


class Counting(Cluster):
    """How many tasks are out at once."""

    most = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        answer = super().submit(fn, *args, **kwargs)
        Counting.most = max(Counting.most, len(self._running))
        return answer


def test_no_more_is_handed_out_than_the_workers_can_begin(
    workers: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "Cluster", Counting)
    files = [put(tmp_path, f"letter-{n}.pdf", typed(f"Letter {n}")) for n in range(12)]
    found = ingest(files, tmp_path / "cache", scheduler=workers.scheduler_address)
    assert [evidence_of(found[file]).pages[0].text for file in files] == [f"Letter {n}" for n in range(12)]
    assert 2 <= Counting.most <= 4


def test_no_folder_is_made_for_a_document_that_is_not_in_work(tmp_path: Path) -> None:
    files = [put(tmp_path, f"letter-{n}.pdf", typed(f"Letter {n}")) for n in range(3)]
    seen: list[int] = []

    def count(progress: Progress) -> None:
        seen.append(len(list((tmp_path / "cache" / "evidence").glob("*.part"))))

    with Sandbox(1) as sandbox:
        sandbox.most_at_once = 1  # type: ignore[attr-defined]
        ingest(files, tmp_path / "cache", executor=sandbox, progress=count)
    assert max(seen) <= 2


def unused_address() -> str:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return f"tcp://127.0.0.1:{listening.getsockname()[1]}"


def test_without_a_scheduler_documents_are_read_here_and_that_is_said_once(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(clusters, "CONNECT", 0.5)
    address, file = unused_address(), put(tmp_path, "letter.pdf", typed("Words."))
    assert evidence_of(ingest([file], tmp_path / "cache", scheduler=address)[file]).pages[0].text == "Words."
    said = capfd.readouterr().err
    assert said.count(f"The cluster at DASK_SCHEDULER “{address}” cannot be used: it does not answer") == 1
    assert "\n  Fix: " in said and "Traceback" not in said
    ingest([file], tmp_path / "cache", scheduler=address)
    assert capfd.readouterr().err == ""


class Lost(Cluster):
    """Breaks after the first step."""

    def __init__(self) -> None:
        self.steps = 0

    def watch(self) -> None:
        raise ClusterError("the connection to it was lost")

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        from concurrent.futures import Future

        answer: Future[Any] = Future()
        self.steps += 1
        if self.steps == 1:
            answer.set_result(fn())
        else:
            answer.set_exception(ClusterError("the connection to it was lost"))
        return answer


def test_a_cluster_that_is_lost_in_the_middle_blames_no_file(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import nullcontext

    monkeypatch.setattr(clusters, "joined", lambda address: nullcontext(Lost()))
    monkeypatch.setattr(Lost, "most_at_once", 4, raising=False)
    files = [put(tmp_path, f"letter-{n}.pdf", typed(f"Letter {n}")) for n in range(3)]
    found = ingest(files, tmp_path / "cache", scheduler="tcp://10.0.0.5:8786")
    assert [evidence_of(found[file]).pages[0].text for file in files] == [f"Letter {n}" for n in range(3)]
    assert "the connection to it was lost" in capfd.readouterr().err


def test_a_cluster_that_gets_no_worker_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class Client:
        def nthreads(self) -> dict[str, int]:
            return {}

    cluster = Cluster(Client())
    cluster.watch()
    monkeypatch.setattr(clusters, "NO_WORKER", 0.0)
    with pytest.raises(ClusterError, match="no worker"):
        cluster.watch()


def call(**other: Any) -> Call:
    given = {
        "version": code_version(), "step": "open_document", "source": typed("Words."), "files": {}, "rest": (),
        "seconds": 20.0, "processor_seconds": 20.0,
    }  # fmt: skip
    return Call(**{**given, **other})


@pytest.fixture
def at_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """As if this were a worker's process."""
    with Sandbox(1) as sandbox:
        monkeypatch.setattr(cluster_worker, "_sandbox", lambda: sandbox)
        monkeypatch.setattr(cluster_worker, "_own_folder", lambda: str(tmp_path))
        yield tmp_path


def test_a_worker_with_other_code_says_so_and_reads_nothing(at_a_worker: Path) -> None:
    done = cluster_worker.run(pickle.dumps(call(version="0123456789ab")))
    assert done == Done(other_version=code_version())
    assert list(at_a_worker.iterdir()) == []


def test_a_link_that_a_hostile_file_laid_is_not_followed(at_a_worker: Path) -> None:
    folder = at_a_worker / "steps"
    folder.mkdir()
    (folder / "published.pdf").symlink_to("/etc/passwd")
    (folder / "opened.json").write_text("{}")
    assert list(cluster_worker._stats(folder)) == ["opened.json"]


def test_what_a_worker_sends_under_a_strange_name_is_not_taken(tmp_path: Path) -> None:
    from plugins.evidence.ingest import steps

    class Inner:
        def result(self) -> Done:
            names = ("../escaped", "evidence.json", "done.json", "/etc/x", "opened.json", "p00001.png")
            return Done(answer={}, files=dict.fromkeys(names, b"x"), gone=("done.json", "audited.json"))

    for name in ("done.json", "audited.json"):
        put(tmp_path / "part", name, b"ours")
    pytest.importorskip("distributed")
    task = Task(steps.open_document, ("source.pdf", str(tmp_path / "part")), 5.0)
    Cluster._taken(None, task, Inner())  # type: ignore[arg-type]
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["done.json", "opened.json", "p00001.png"]
    assert (tmp_path / "part" / "done.json").read_bytes() == b"ours"


def test_an_audit_that_is_out_of_date_goes_over_there_and_here(at_a_worker: Path) -> None:
    done = cluster_worker.run(pickle.dumps(call(files={"audited.json": b"{}"})))
    assert done.error == "" and done.answer["pages"] == 1
    assert sorted(done.files) == ["opened.json", "published.pdf"]
    assert done.gone == ("audited.json",)
