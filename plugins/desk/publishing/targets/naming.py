"""The setting TARGETS: every name and key checked, before anything is asked of a target."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from plugins.desk.refusal import Refused

KEYS: Mapping[str, tuple[str, ...]] = {
    "ssh": ("host", "path", "user", "port", "options", "url"),
    "s3": ("bucket", "endpoint", "region", "prefix", "url"),
    "git": ("remote", "branch", "url"),
    "folder": ("path", "url"),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "ssh": ("host", "path"), "s3": ("bucket",), "git": ("remote", "branch"), "folder": ("path",),
}  # fmt: skip
SAMPLES: Mapping[str, Mapping[str, object]] = {
    "ssh": {"kind": "ssh", "host": "www.example.org", "path": "/srv/site"},
    "s3": {"kind": "s3", "bucket": "example-site"},
    "git": {"kind": "git", "remote": "git@github.com:example/site.git", "branch": "gh-pages"},
    "folder": {"kind": "folder", "path": "/srv/site"},
}
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
HOST = re.compile(r"(?!-)[A-Za-z0-9._:-]{1,255}")
USER = re.compile(r"(?!-)[A-Za-z0-9._-]{1,64}")
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
BRANCH = re.compile(r"(?![-/.])(?!.*[.]{2})[A-Za-z0-9._/-]{1,120}(?<![/.])")
PREFIX = re.compile(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/?)*")
SECRET = re.compile(r"(?i)pass|secret|token|access_?key|private|credential")
SECRETS = {
    "s3": "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment",
    "ssh": "a key in the agent, as with ssh-add",
    "git": "a key in the agent, as with ssh-add",
}


def read_target(given: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The keys of one target, `url` among them. Raises `Refused`, with the line to write."""
    targets = given.get("TARGETS") or {}
    if not isinstance(targets, Mapping) or not all(isinstance(target, Mapping) for target in targets.values()):
        raise Refused("TARGETS in publishconf.py is not a table of targets.", f"write {_line('live', SAMPLES['ssh'])}")
    if name not in targets:
        if not targets:
            what, fix = f"There is no target “{name}”: TARGETS in publishconf.py is empty.", SAMPLES["ssh"]
            raise Refused(what, f"write {_line(name if NAME.fullmatch(name) else 'live', fix)}")
        near = get_close_matches(name, targets, 1) or list(targets)[:1]
        known = ", ".join(map(str, targets))
        raise Refused(f"There is no target “{name}” in publishconf.py, only {known}.", f"write --target {near[0]}")
    target = dict(targets[name])
    if not NAME.fullmatch(name):
        raise Refused(
            f"“{name}” in TARGETS can't be the name of a target.",
            f"use small letters, digits and hyphens: {_line('live', target)}",
        )
    kind = str(target.get("kind"))
    if kind not in KEYS:
        near = get_close_matches(kind, KEYS, 1) or ["ssh"]
        raise Refused(
            f"The target {name} has the kind {kind!r}, and kinds are {', '.join(KEYS)}.",
            f"write {_line(name, SAMPLES[near[0]])}",
        )
    _check_keys(name, kind, target)
    for key, value in target.items():
        _check_value(name, kind, key, value, target)
    if kind != "folder":
        target.setdefault("url", str(given.get("SITEURL") or ""))
    target["url"] = str(target.get("url") or "").rstrip("/")
    return target


def _check_keys(name: str, kind: str, target: Mapping[str, Any]) -> None:
    for key in target:
        if key == "kind" or key in KEYS[kind]:
            continue
        left = {k: v for k, v in target.items() if k != key}
        if SECRET.search(str(key)):
            place = SECRETS.get(kind, "the environment")
            raise Refused(
                f"The target {name} has “{key}”, and secrets never stand in a file.",
                f"take it out, and give {place}: {_line(name, left)}",
            )
        near = get_close_matches(str(key), KEYS[kind], 1)
        known = f"a target of kind {kind} has {', '.join(KEYS[kind])}"
        right = {near[0] if k == key else k: v for k, v in target.items()} if near else left
        raise Refused(f"The target {name} has “{key}”; {known}.", f"write {_line(name, right)}")
    for key in NEEDED[kind]:
        if not target.get(key):
            full = {**SAMPLES[kind], **target, key: SAMPLES[kind][key]}
            raise Refused(f"The target {name} has no {key}.", f"write {_line(name, full)}")


def _check_value(name: str, kind: str, key: str, value: object, target: Mapping[str, Any]) -> None:
    right: object = None
    match key:
        case "port":
            if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 65536:
                right = 22
        case "options":
            if not isinstance(value, Mapping) or not all(
                isinstance(k, str) and k.isalnum() and isinstance(v, str | int) for k, v in value.items()
            ):
                right = {"IdentityFile": "~/.ssh/id_ed25519"}
        case "url":
            if value and (urlsplit(str(value)).scheme not in ("http", "https") or not urlsplit(str(value)).hostname):
                right = "https://example.org"
        case "host":
            right = None if isinstance(value, str) and HOST.fullmatch(value) else SAMPLES["ssh"]["host"]
        case "user":
            right = None if isinstance(value, str) and USER.fullmatch(value) else "deploy"
        case "bucket":
            right = None if isinstance(value, str) and BUCKET.fullmatch(value) else SAMPLES["s3"]["bucket"]
        case "branch":
            right = None if isinstance(value, str) and BRANCH.fullmatch(value) else SAMPLES["git"]["branch"]
        case "prefix":
            right = None if isinstance(value, str) and PREFIX.fullmatch(value) else "site"
        case "path":
            absolute = isinstance(value, str) and Path(value).is_absolute() and value.strip("/") and "\n" not in value
            right = None if absolute else SAMPLES[kind]["path"]
        case "remote":
            fine = isinstance(value, str) and value.isprintable() and not value.startswith("-")
            if fine and urlsplit(str(value)).password:
                bare = re.sub(r"//[^@/]*@", "//", str(value))
                raise Refused(
                    f"The target {name} has a password in its remote, and secrets never stand in a file.",
                    f"take it out, and give {SECRETS['git']}: {_line(name, {**target, key: bare})}",
                )
            right = None if fine else SAMPLES["git"]["remote"]
        case "endpoint":
            fine = isinstance(value, str) and urlsplit(value).scheme in ("http", "https")
            right = None if fine else "https://s3.example.org"
        case "region":
            right = None if isinstance(value, str) and value else "us-east-1"
    if right is not None:
        line = _line(name, {**target, key: right})
        raise Refused(f"The target {name} has {key} {value!r}, which can't be used.", f"write {line}")


def _line(name: str, target: Mapping[str, Any]) -> str:
    """The whole setting, as it is to be written."""
    pairs = ", ".join(f"{_quoted(key)}: {_quoted(value)}" for key, value in target.items())
    return f'TARGETS = {{"{name}": {{{pairs}}}}}'


def _quoted(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(k)}: {_quoted(v)}" for k, v in value.items()) + "}"
    return f'"{value}"' if isinstance(value, str) else repr(value)
