"""A target by its name in TARGETS."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.desk.publishing.model import Target
from plugins.desk.publishing.targets.folder import FolderTarget
from plugins.desk.publishing.targets.git import GitTarget
from plugins.desk.publishing.targets.naming import read_target
from plugins.desk.publishing.targets.remote import Remote
from plugins.desk.publishing.targets.s3 import S3Target
from plugins.desk.publishing.targets.ssh import SshTarget


def open_target(given: Mapping[str, Any], name: str, work: Path) -> Target:
    """Checked, and not yet asked for anything. `work` is a folder in which it may keep things here.

    Raises `Refused`, with the line to write.
    """
    target = read_target(given, name)
    url = target["url"]
    match target["kind"]:
        case "folder":
            return FolderTarget(path=Path(target["path"]), name=name, url=url)
        case "ssh":
            options = {str(key): str(value) for key, value in target.get("options", {}).items()}
            remote = Remote(
                host=target["host"], user=target.get("user", ""), port=target.get("port", 0), options=options
            )
            return SshTarget(name=name, url=url, remote=remote, path=target["path"].rstrip("/"))
        case "git":
            return GitTarget(
                name=name, url=url, remote=target["remote"], branch=target["branch"],
                repository=work / f"{name}.git",
            )  # fmt: skip
        case "s3":
            prefix = target.get("prefix", "").strip("/")
            return S3Target(
                name=name, url=url, bucket=target["bucket"], kept=work / f"{name}.kept",
                endpoint=target.get("endpoint", ""), region=target.get("region", ""),
                prefix=f"{prefix}/" if prefix else "",
            )  # fmt: skip
    raise AssertionError(target["kind"])
