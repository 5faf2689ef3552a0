"""A target by its name in TARGETS."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.desk.publishing.model import Target
from plugins.desk.publishing.targets.folder import FolderTarget
from plugins.desk.publishing.targets.naming import read_target
from plugins.desk.publishing.targets.remote import Remote
from plugins.desk.publishing.targets.ssh import SshTarget


def open_target(given: Mapping[str, Any], name: str) -> Target:
    """Checked, and not yet asked for anything. Raises `Refused`, with the line to write."""
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
    raise AssertionError(target["kind"])
