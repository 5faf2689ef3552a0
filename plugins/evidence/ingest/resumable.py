"""One document going through the steps of its ingest. What is already done is read from its folder of steps."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.evidence.ingest import steps
from plugins.evidence.ingest.cluster import ClusterError
from plugins.evidence.ingest.index import Stat
from plugins.evidence.ingest.sandbox import FatalWorkError, Task, WorkerError
from plugins.evidence.ingest.store import PUBLISHED, Identity, Store, stat_of
from plugins.evidence.model import Budget, Evidence, FatalPdfError, NoPdfError, NotNowError, PdfError

SPAN = 50
"""Most pages handed out at once."""
PATIENCE = 2.0
"""Seconds after which a worker hands back the rest of a span."""
CHANGED = "it was changed while it was being read: build again"

Span = tuple[int, int]


@dataclass(slots=True)
class Making:
    """A file that is not in the cache yet, and all its paths."""

    store: Store
    identity: Identity
    stat: Stat
    """State of the first path, before it was hashed."""
    files: list[Path]
    budget: Budget
    patience: float = field(default_factory=lambda: PATIENCE)
    answer: Evidence | PdfError | None = None
    pages: int = 0
    pages_done: int = 0
    _folder: Path | None = None
    """Made with the first step: of a million documents, few are in work at once."""
    _running: int = 0
    _used: float = 0.0
    _worked: float = 0.0
    """The processor time within those seconds."""
    _bytes: int = 0
    _opened: Any = None
    _audited: Any = None
    is_alone: bool = False
    """True if nothing else is being processed: any failure is then the file's own fault, or this computer's."""
    is_put_off: bool = False
    """To be tried again, alone: another document may have caused the failure."""
    _noted: dict[str, str] = field(default_factory=dict)
    """The files that steps have saved, with their checksums: nothing else in the folder is used."""
    _spans: list[Span] | None = None
    """Pages not handed out yet; None before they are known."""

    @property
    def is_settled(self) -> bool:
        return self.answer is not None

    @property
    def folder(self) -> Path:
        if self._folder is None:
            self._folder = self.store.part(self.identity)
            self._noted = self.store.noted(self.identity)
        return self._folder

    def begin_again(self, *, alone: bool = False) -> None:
        """Pick up what is done already, with the whole budget for the rest."""
        self.is_alone, self.is_put_off = alone, False
        self._opened = self._audited = self._spans = None
        self._running, self._used, self._worked, self._bytes = 0, 0.0, 0.0, 0

    def next_steps(self) -> list[Task]:
        """The steps that can be handed out now. Finishes the document when nothing is left to do."""
        if self.is_settled or self.is_put_off:
            return []
        tasks = self._ready()
        self._running += len(tasks)
        if not tasks and not self._running:
            self._finish()
        return tasks

    def take(self, task: Task, future: "Future[Any]") -> None:
        """Record the result of a step."""
        self._running -= 1
        if self.is_settled or self.is_put_off:
            return
        try:
            done = future.result()
        except ClusterError:
            raise
        except FatalWorkError as error:
            self._refuse_for_good(str(error))
        except (CancelledError, WorkerError) as error:
            self.put_off(str(error) or "its reading was called off")
        except OSError as error:
            self._fail_for_now(f"this computer could not work on it: {error.strerror}")
        except Exception as error:
            self.put_off(f"its reader has ended ({type(error).__name__})")
        else:
            self._note(task, done)

    def _ready(self) -> list[Task]:
        source, folder = str(self.files[0].absolute()), str(self.folder)
        if self._opened is None:
            self._opened = self._step_done(steps.OPENED)
            if self._opened is None:
                return [] if self._running else [self._task(steps.open_document, source, folder)]
            self.pages = int(self._opened["pages"])
        if self._audited is None:
            self._audited = self._step_done(steps.AUDITED)
            if self._audited is None:
                return [] if self._running else [self._task(steps.audit_document, source, folder)]
            self._opened = self._step_done(steps.OPENED)  # the audit may have made another copy
            if self._opened is None:
                self._audited = None
                return [self._task(steps.open_document, source, folder)]
        if self._spans is None:
            self._spans = _spans_without(self._rows(), self.pages)
            self.pages_done = self.pages - sum(last - first + 1 for first, last in self._spans)
        spans, self._spans = self._spans, []
        return [self._task(steps.read_pages, folder, first, last, self.patience) for first, last in spans]

    def _task(self, function: steps.Step, *arguments: Any) -> Task:
        wall, processor = self.budget.wall(self.pages) - self._used, self.budget.processor(self.pages) - self._worked
        return Task(function, arguments, max(wall, 1.0), max(processor, 1.0))

    def _note(self, task: Task, done: Any) -> None:
        if "refused" in done:
            self._refuse(str(done["refused"]), is_no_pdf=bool(done.get("is_no_pdf")))
            return
        if "exhausted" in done:
            self._refuse_for_good(f"more would be written of it than may be: {done['exhausted']}")
            return
        if "failed" in done:
            self._fail_for_now(f"this computer could not work on it: {done['failed']}")
            return
        self._note_files(steps.laid_down(task.function, task.arguments))
        self._used += float(done["seconds"])
        self._worked += float(done["processor_seconds"])
        if task.function is steps.read_pages and self._spans is not None:
            _, first, last, _ = task.arguments
            through = int(done["through"])
            self.pages_done += through - first + 1
            self._bytes += int(done["bytes"])
            if through < last:
                self._spans.append((through + 1, last))
        if self._worked > self.budget.processor(self.pages):
            self._refuse_for_good(f"it took more than {self._worked:.0f} seconds of work to read")
        elif self._used > self.budget.wall(self.pages):
            self.put_off(f"it took more than {self._used:.0f} seconds to read, and this computer was busy")
        elif self._bytes > self.budget.output_bytes:
            self._refuse_for_good(f"its pictures would take more than {self.budget.output_bytes // 1024**3} GB")

    def _note_files(self, names: Iterable[str]) -> None:
        with suppress(OSError):
            for name in names:
                self._noted[name] = hashlib.sha256((self.folder / name).read_bytes()).hexdigest()
            self.store.note(self.identity, self._noted)

    def _laid_down(self, name: str) -> Any:
        """Raises `OSError` or `ValueError` if it is not as it was recorded."""
        data = (self.folder / name).read_bytes()
        if hashlib.sha256(data).hexdigest() != self._noted.get(name):
            raise ValueError(f"{name} was changed")
        return json.loads(data)

    def _finish(self) -> None:
        try:
            if self._has_changed():
                raise NotNowError(CHANGED)
            rows = self._rows()
            self.store.finish(
                self.identity, self._opened, self._audited, [rows[number] for number in range(1, self.pages + 1)]
            )
            self.answer = self.store.load(self.files[0], self.identity)
        except NotNowError as error:
            self._fail_for_now(str(error))
        except (OSError, KeyError, TypeError, ValueError):
            self.answer = self.store.load(self.files[0], self.identity)
        if self.answer is None:
            self._fail_for_now("what was found of it could not be kept in the cache: build again")

    def _has_changed(self) -> bool:
        try:
            return stat_of(self.files[0]) != self.stat
        except OSError:
            return True

    def _refuse(self, reason: str, *, is_no_pdf: bool) -> None:
        """The file cannot be used, whatever the limits."""
        if self._has_changed():
            self._fail_for_now(CHANGED)  # what was refused may be half of the new file: do not remember it
            return
        with suppress(OSError):
            self.store.refuse(self.identity, reason, is_no_pdf=is_no_pdf)
        self._fail(NoPdfError(reason) if is_no_pdf else PdfError(reason))

    def _refuse_for_good(self, reason: str) -> None:
        """Holds as long as the file, our code and the budget stay the same: the next build would get no further."""
        if self._has_changed():
            self._fail_for_now(CHANGED)
            return
        self._fail(PdfError(reason))
        with suppress(OSError):
            self.answer = FatalPdfError(reason, self.store.refuse(self.identity, reason, for_its_limits=True))

    def put_off(self, reason: str) -> None:
        """It did not finish alongside others: try it alone before reporting anything."""
        if self.is_alone:
            self._fail_for_now(reason)
        else:
            self.is_put_off = True

    def _fail_for_now(self, reason: str) -> None:
        self._fail(NotNowError(reason))

    def _fail(self, answer: PdfError) -> None:
        self.answer = answer
        shutil.rmtree(self.folder, ignore_errors=True)

    def _step_done(self, name: str) -> Any:
        try:
            done = self._laid_down(name)
            published = self.folder / PUBLISHED
            if name == steps.OPENED and published.stat().st_size != done["bytes"]:
                return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return done if isinstance(done, dict) else None

    def _rows(self) -> dict[int, Any]:
        """What is already recorded of each page."""
        rows: dict[int, Any] = {}
        for name in (name for name in self._noted if name.startswith(steps.PAGES)):
            try:
                span = self._laid_down(name)
                rows |= dict(enumerate(span["pages"], int(span["first"])))
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return rows


def _spans_without(known: dict[int, Any], pages: int) -> list[Span]:
    """The pages not read yet, in spans of at most `SPAN`."""
    spans: list[Span] = []
    for number in range(1, pages + 1):
        if number in known:
            continue
        if spans and spans[-1][1] == number - 1 and number - spans[-1][0] < SPAN:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans
