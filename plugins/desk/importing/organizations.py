"""organizations.yml: a new organization is written below what is there, which stays as it is."""

import os
from collections.abc import Sequence
from pathlib import Path

from plugins.desk.importing.boilerplate import About
from plugins.desk.yaml_writing import field, folded_field
from plugins.records.fixing.fixes import scalar
from plugins.records.front_matter import read_yaml
from plugins.records.reading import Lists, read_lists

FILE = "organizations.yml"


def read_organizations(content: Path) -> Lists:
    """The lists as they are; empty where there are none yet."""
    file = content / FILE
    return read_lists(content, [FILE] if file.is_file() and not file.is_symlink() else [])


def addition(content: Path, new: Sequence[About]) -> bytes | None:
    """The whole of organizations.yml with the new ones below. None where that cannot be done without harm."""
    file = content / FILE
    if file.is_symlink():
        return None
    old = file.read_bytes() if file.exists() else b""
    text = old.decode("utf-8")
    end = "\r\n" if "\r\n" in text else "\n"
    added = "\n\n".join(_entry(about) for about in new) + "\n"
    gap = "" if not text.strip("\ufeff\r\n ") else "\n" if text.endswith("\n") else "\n\n"
    whole = text + (gap + added).replace("\n", end)
    return whole.encode("utf-8") if _is_still_whole(text, whole, new) else None


def _entry(about: About) -> str:
    lines = [f"{scalar(about.slug)}:", f"  {field('name', about.name)[0]}"]
    if about.short_name:
        lines.append(f"  {field('short_name', about.short_name)[0]}")
    if about.url:
        lines.append(f"  {field('url', about.url)[0]}")
    return "\n".join([*lines, *folded_field("boilerplate", about.text, "  ")])


def _is_still_whole(before: str, after: str, new: Sequence[About]) -> bool:
    """Whether all that was read before still reads the same, and the new ones besides."""
    old, now = (read_yaml(text.removeprefix("\ufeff").replace("\r\n", "\n"), FILE) for text in (before, after))
    if now.problems or any(now.fields.get(name) != value for name, value in old.fields.items()):
        return False
    return len(now.fields) == len(old.fields) + len(new) and all(
        now.fields.get(about.slug, {}).get("boilerplate") == about.text for about in new
    )


def replace_file(content: Path, whole: bytes) -> None:
    """Write organizations.yml beside itself and rename it."""
    content.mkdir(parents=True, exist_ok=True)
    temporary = content / f".{FILE}.{os.getpid()}.tmp"
    temporary.write_bytes(whole)
    temporary.replace(content / FILE)
