"""An object store: no page is torn and no link is dead while the new site takes the place of the old, object by object.

Three objects of ours lie below `.daylight/` and must not be public: `state` (what is out), `objects` (all keys that are
ours, also those of a publication that was cut) and `lock`.
"""

import contextlib
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import md5
from pathlib import Path
from typing import Any

from plugins.desk.publishing.ledgers import ledger_in, shown_by
from plugins.desk.publishing.model import (
    HASHED,
    Busy,
    File,
    Plan,
    Site,
    State,
    TargetError,
    carried,
    decoded,
    difference,
    refuse_another_clock,
)
from plugins.hosting.files import APACHE_FILE, HEADERS_FILE, NGINX_FILE, REDIRECTS_FILE
from plugins.hosting.policy import ALWAYS_ASK, FOR_EVER, MEDIA_TYPES
from plugins.render.strangers import is_kept
from plugins.requirements import install_line

OWN = ".daylight/"
STATE, OBJECTS, LOCK = f"{OWN}state", f"{OWN}objects", f"{OWN}lock"
FOR_SERVERS = frozenset({APACHE_FILE, HEADERS_FILE, NGINX_FILE, REDIRECTS_FILE})
AT_ONCE = 8
STALE, BEAT = 180, 45
"""Seconds after which a lock without a sign of life counts as that of a process that was killed; and between signs."""
PATIENCE = f"wait until it is done ({STALE // 60} minutes if it was killed), then publish again"
PAGES, FEEDS = (".html",), (".xml", ".json", ".opml", "SHA256SUMS", "SHA256SUMS.sig")


@dataclass(slots=True, kw_only=True)
class S3Target:
    """`kept` is a folder here: what was published from this computer, for a rollback."""

    name: str
    url: str
    bucket: str
    kept: Path
    endpoint: str = ""
    region: str = ""
    prefix: str = ""
    remembers: bool = True
    sends_twins: bool = False
    client: Any = None
    etag: str = ""
    """Of the state that was read: it is replaced only if it is still that one."""
    ours: frozenset[str] = field(default_factory=frozenset)
    is_whole: bool = True
    """Whether the last publication came to its end."""
    lock_lost: bool = False

    @property
    def place(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")

    @contextmanager
    def locked(self, who: str) -> Iterator[None]:
        self._connect()
        tag = self._take_lock(who)
        stop, self.lock_lost = threading.Event(), False
        beats = threading.Thread(target=self._beat, args=(who, tag, stop), daemon=True)
        beats.start()
        try:
            yield
        finally:
            stop.set()
            beats.join()
            if not self.lock_lost:
                with contextlib.suppress(TargetError):
                    self._ask(self.client.delete_object, Key=self._key(LOCK))

    def live(self) -> State | None:
        self._connect()
        data, answer = self._read(STATE)
        self._read_ours()
        self._compare_clocks(answer)
        self.etag = answer.get("ETag", "") if data else ""
        if not data:
            return None
        try:
            return decoded(data)
        except ValueError as error:
            raise TargetError(
                f"{self.place}/{STATE} can't be read: {error}.", "delete that object, and publish with --force-ledger"
            ) from None

    def plan(self, site: Site, live: State | None) -> Plan:
        return difference(site, live)

    def put(self, site: Site, live: State | None) -> list[str]:
        """What no page links to yet: files that are not there, such as those whose names change with their bytes."""
        there = self._there()
        files, along = self._files(site), carried(site, live)
        ours = self.ours | (live.files.keys() if live is not None else set())
        self._write_ours({*ours, *files, *along}, is_whole=False)
        new = [path for path in files if path not in there and not path.endswith((*PAGES, *FEEDS))]
        self._send(site, new, there)
        return []

    def switch(self, site: Site, live: State | None) -> str:
        """What was taken down goes first; then files, pages and feeds come; then the rest that is no more goes."""
        if self.lock_lost:
            raise Busy("somebody took over the lock")
        there = self._there()
        files, along = self._files(site), carried(site, live)
        ours = self.ours | (live.files.keys() if live is not None else set())
        gone = [path for path in ours - set(files) - set(along) if path in there and not is_kept(path, site.keep)]
        try:
            self._delete(path for path in gone if path.startswith(_taken_down(site)))
            for part in _in_order(files):
                self._send(site, part, there)
            self._check(files)
            self._delete(gone)
            self._remember(site.state)
            self._write_ours({*files, *along}, is_whole=True)
        except TargetError as error:
            what = str(error).partition("\n")[0].removesuffix("The site is unchanged.")
            raise TargetError(
                f"{what}Some pages are new and some are old; each is whole.",
                "publish again as soon as you can: that finishes it",
                unsure=True,
            ) from None
        self._keep(site)
        return ""

    def renew(self, state: State) -> bool:
        """Not where a publication was cut: pages of it may be out."""
        if self.is_whole:
            self._remember(state)
        return self.is_whole

    def tidy(self, taken_down: Iterable[str], site_url: str) -> list[str]:
        live, uids = self.live(), frozenset(taken_down)
        if live is None:
            return []
        for folder in self.kept.iterdir() if self.kept.is_dir() else ():
            if folder.name not in (live.id, *live.before):
                shutil.rmtree(folder, ignore_errors=True)
        for id in live.before:
            state = self._kept_state(id)
            gone = [name for uid, name in shown_by(state, site_url).items() if uid in uids] if state else []
            if state is not None and gone:
                shutil.rmtree(self.kept / id / "site", ignore_errors=True)
                (self.kept / id / "state.json").write_bytes(replace(state, gone=tuple(gone)).encoded())
        return []

    def listing(self) -> frozenset[str] | None:
        self._connect()
        return frozenset(path for path in self._there() if not path.startswith(OWN))

    def earlier(self) -> State | None:
        live = self.live()
        if live is None or not live.before:
            return None
        state = self._kept_state(live.before[0])
        if state is None:
            raise TargetError(
                f"The site before the last publication ({live.before[0]}) is kept on the computer that published it, "
                "which is not this one.",
                "type invoke rollback there; or correct the content, and publish again",
            )
        return state

    def back(self, earlier: State, live: State) -> str:
        site = Site(folder=self.kept / earlier.id / "site", state=earlier)
        self.put(site, live)
        self.switch(site, live)
        shutil.rmtree(self.kept / live.id, ignore_errors=True)
        return ""

    def _connect(self) -> None:
        if self.client is not None:
            return
        try:
            import boto3
            from botocore.config import Config
        except ImportError:
            raise TargetError("Targets of kind s3 need boto3.", f"type {install_line('requirements-s3.txt')}") from None
        settings = Config(
            retries={"max_attempts": 5, "mode": "standard"}, connect_timeout=15, read_timeout=60,
            max_pool_connections=AT_ONCE, request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )  # fmt: skip
        try:
            self.client = boto3.session.Session().client(
                "s3", endpoint_url=self.endpoint or None, region_name=self.region or None, config=settings
            )
        except Exception as error:
            raise _told(error, self.place) from None

    def _key(self, path: str) -> str:
        return f"{self.prefix}{path}"

    def _ask(self, call: Callable[..., Any], **given: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = call(Bucket=self.bucket, **given)
        except Exception as error:
            raise _told(error, self.place) from error
        return answer

    def _read(self, path: str) -> tuple[bytes, dict[str, Any]]:
        try:
            answer = self._ask(self.client.get_object, Key=self._key(path))
            return answer["Body"].read(), answer
        except TargetError as error:
            if _code(error.__cause__) in ("NoSuchKey", "404"):
                return b"", dict(getattr(error.__cause__, "response", {}))
            raise

    def _write(self, path: str, data: bytes, **more: Any) -> str:
        answer = self._ask(
            self.client.put_object, Key=self._key(path), Body=data, ContentType="application/json",
            CacheControl="private, no-store", **more,
        )  # fmt: skip
        return str(answer.get("ETag", ""))

    def _read_ours(self) -> None:
        data, _ = self._read(OBJECTS)
        said: dict[str, Any] = json.loads(data) if data else {"keys": [], "whole": True}
        self.ours, self.is_whole = frozenset(said["keys"]), bool(said["whole"])

    def _write_ours(self, keys: Iterable[str], *, is_whole: bool) -> None:
        self._write(OBJECTS, json.dumps({"whole": is_whole, "keys": sorted(keys)}).encode())

    def _compare_clocks(self, answer: dict[str, Any]) -> None:
        said = answer.get("ResponseMetadata", {}).get("HTTPHeaders", {}).get("date")
        if said:
            refuse_another_clock(parsedate_to_datetime(said).timestamp(), time.time(), self.place)

    def _take_lock(self, who: str) -> str:
        for attempt in range(2):
            try:
                return self._write(LOCK, who.encode(), IfNoneMatch="*")
            except TargetError as error:
                if _code(error.__cause__) not in ("PreconditionFailed", "ConditionalRequestConflict", "412", "409"):
                    raise
            data, answer = self._read(LOCK)
            age = (datetime.now(UTC) - answer["LastModified"]).total_seconds() if data else STALE + 1
            if age <= STALE or attempt:
                raise Busy(data.decode("utf-8", "replace"), PATIENCE)
            if data:
                self._ask(self.client.delete_object, Key=self._key(LOCK))
        raise Busy("")

    def _beat(self, who: str, tag: str, stop: threading.Event) -> None:
        while not stop.wait(BEAT):
            try:
                tag = self._write(LOCK, who.encode(), IfMatch=tag)
            except TargetError as error:
                if _code(error.__cause__) in ("PreconditionFailed", "NoSuchKey", "404", "412"):
                    self.lock_lost = True
                    return

    def _there(self) -> dict[str, str]:
        """Every object below our prefix: path → ETag."""
        found: dict[str, str] = {}
        more: dict[str, Any] = {"Prefix": self.prefix}
        while True:
            answer = self._ask(self.client.list_objects_v2, **more)
            for row in answer.get("Contents", ()):
                found[str(row["Key"]).removeprefix(self.prefix)] = str(row["ETag"]).strip('"')
            if not answer.get("IsTruncated"):
                return found
            more["ContinuationToken"] = answer["NextContinuationToken"]

    def _files(self, site: Site) -> dict[str, File]:
        """What is sent: the site without files for web servers, and an object for each former address of a feed."""
        files = {path: file for path, file in site.state.files.items() if path not in FOR_SERVERS}
        for former, current in _redirected(site).items():
            if former not in files and current in files:
                files[former] = files[current]
        return files

    def _send(self, site: Site, paths: Iterable[str], there: dict[str, str]) -> None:
        """Each object that is not there yet with these very bytes."""
        redirects = _redirected(site)
        urls = _redirect_urls(site)

        def send(path: str) -> None:
            file = site.folder / path
            data = (file if file.is_file() else site.folder / redirects[path]).read_bytes()
            tag = md5(data, usedforsecurity=False).hexdigest()
            if there.get(path) == tag:
                return
            leads = {"WebsiteRedirectLocation": urls[path]} if path in urls else {}
            self._ask(
                self.client.put_object, Key=self._key(path), Body=data, ContentType=_media_type(path),
                CacheControl=FOR_EVER if HASHED.fullmatch(path) else ALWAYS_ASK, **leads,
            )  # fmt: skip
            there[path] = tag

        with ThreadPoolExecutor(AT_ONCE) as pool:
            for _ in pool.map(send, paths):
                pass

    def _check(self, files: dict[str, File]) -> None:
        """All of it must be there, whatever the answers were."""
        there = self._there()
        missing = [path for path in files if path not in there]
        if missing:
            raise TargetError(f"{self.place} does not have {missing[0]}.", "publish again")

    def _delete(self, paths: Iterable[str]) -> None:
        left = sorted(paths)
        for start in range(0, len(left), 500):
            keys = [{"Key": self._key(path)} for path in left[start : start + 500]]
            answer = self._ask(self.client.delete_objects, Delete={"Objects": keys, "Quiet": True})
            for error in answer.get("Errors", ()):
                raise TargetError(
                    f"{self.place} did not delete {error['Key']}: {error.get('Message')}.", "publish again"
                )

    def _remember(self, state: State) -> None:
        """Only where nobody else has published meanwhile."""
        condition = {"IfMatch": self.etag} if self.etag else {"IfNoneMatch": "*"}
        try:
            self.etag = self._write(STATE, state.encoded(), **condition)
        except TargetError as error:
            if _code(error.__cause__) not in ("PreconditionFailed", "412"):
                raise
            raise TargetError("Another publication went out meanwhile.", "publish again") from None

    def _keep(self, site: Site) -> None:
        place = self.kept / site.state.id
        if site.folder.parent == place:
            return
        place.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(place / "site", ignore_errors=True)
        try:
            site.folder.replace(place / "site")
        except OSError:
            shutil.copytree(site.folder, place / "site")
        (place / "state.json").write_bytes(site.state.encoded())

    def _kept_state(self, id: str) -> State | None:
        try:
            state = decoded((self.kept / id / "state.json").read_bytes())
        except (OSError, ValueError):
            return None
        return state if state.gone or (self.kept / id / "site").is_dir() else None


def _taken_down(site: Site) -> tuple[str, ...]:
    """The folders of what was taken down."""
    records = ledger_in(site.state.ledger).records.values()
    return tuple(address for entry in records if entry.taken_down for address in entry.addresses if address)


def _in_order(files: Iterable[str]) -> Iterator[list[str]]:
    """Files, pages from the innermost to the home page, feeds and lists: nothing leads to what is not there."""
    pages = [path for path in files if path.endswith(PAGES)]
    last = [path for path in files if path.endswith(FEEDS)]
    rest = set(pages) | set(last)
    yield [path for path in files if path not in rest]
    depths = sorted({path.count("/") for path in pages}, reverse=True)
    for depth in depths:
        yield [path for path in pages if path.count("/") == depth]
    yield last


def _redirect_urls(site: Site) -> dict[str, str]:
    """Object → root-relative address that it leads to, by the file for web servers."""
    file = site.folder / REDIRECTS_FILE
    rows = [line.split() for line in file.read_text(encoding="utf-8").splitlines()] if file.is_file() else []
    base = _base(rows, site)
    found = {}
    for former, current, _ in (row for row in rows if len(row) == 3):
        path = former.removeprefix(base)
        found[f"{path}index.html" if path.endswith("/") or not path else path] = current
    return found


def _redirected(site: Site) -> dict[str, str]:
    """Former files of which no page is left, such as feeds: former → current path."""
    urls = _redirect_urls(site)
    rows = [["", url, ""] for url in urls.values()]
    base = _base(rows, site)
    return {former: url.removeprefix(base) for former, url in urls.items() if former not in site.state.files}


def _base(rows: list[list[str]], site: Site) -> str:
    """`/`, or the path of SITEURL: what stands before each path of the site."""
    for row in rows:
        parts = row[1].lstrip("/").split("/")
        for count in range(len(parts)):
            rest = "/".join(parts[count:])
            if rest in site.state.files or f"{rest}index.html" in site.state.files:
                return "/" + "".join(f"{part}/" for part in parts[:count])
    return "/"


def _media_type(path: str) -> str:
    name = path.rpartition("/")[2].lower()
    fits = [ending for ending in MEDIA_TYPES if name.endswith(ending)]
    if not fits:
        return "text/plain; charset=utf-8" if "." not in name else "application/octet-stream"
    return MEDIA_TYPES[max(fits, key=len)]


def _code(error: BaseException | None) -> str:
    response = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))


def _told(error: Exception, place: str) -> TargetError:
    kind, code = type(error).__name__, _code(error)
    status = str((getattr(error, "response", None) or {}).get("ResponseMetadata", {}).get("HTTPStatusCode", ""))
    if kind in ("NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError"):
        what = f"There are no credentials for {place}."
        fix = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment"
    elif code in ("InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "403", "ExpiredToken", "Forbidden"):
        what = f"{place} does not accept your credentials ({code})."
        fix = "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may do with this bucket"
    elif code in ("RequestTimeTooSkewed", "RequestExpired"):
        what = f"This computer's clock is too far from that of {place}."
        fix = "set it by the network, as with timedatectl set-ntp true, and publish again"
    elif code == "NoSuchBucket":
        what, fix = f"There is no bucket {place}.", "check the bucket in TARGETS of publishconf.py, or make it"
    elif code == "NotImplemented":
        what = f"{place} can't do conditional writes, by which two publications are kept apart."
        fix = "use another object store, or a target of kind ssh or git"
    elif status.startswith("5") or code in ("SlowDown", "ServiceUnavailable", "503", "InternalError"):
        what = f"{place} answers {status or code} again and again."
        fix = "wait some minutes, and publish again: what was sent is not sent twice"
    elif kind in ("EndpointConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ConnectionClosedError") or (
        isinstance(error, OSError)
    ):
        what = f"{place} can't be reached."
        fix = "check the endpoint in TARGETS of publishconf.py, and the network; then publish again"
    elif kind in ("NoRegionError", "InvalidRegionError"):
        what, fix = f"{place} needs its region.", 'add it in TARGETS: "region": "us-east-1"'
    else:
        what, fix = f"{place}: {code or kind}.", "correct that, and publish again"
    return TargetError(f"{what} The site is unchanged.", fix)
