"""Plain text and Markdown, with the front matter of any program → a source."""

import re
from pathlib import Path, PurePosixPath

from plugins.desk.importing.decoding import decode
from plugins.desk.importing.source import PICTURE, LeftOut, Picture, Source
from plugins.desk.importing.sources.front_matter import from_name, in_our_words, read_json, read_toml
from plugins.desk.importing.sources.markdown import read_markdown, split_head
from plugins.desk.importing.sources.plain import read_plain
from plugins.desk.importing.sources.templating import is_templated, without_tags
from plugins.desk.importing.web.pictures import read_below
from plugins.desk.importing.web.walk import remark
from plugins.desk.refusal import Refused
from plugins.records.schema import SINGULARS, Release
from plugins.records.validation import field_names

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd")
IMAGE = re.compile(r"!\[(?P<alt>(?:\\.|[^\]\\])*)\]\(\s*<?(?P<address>[^()\s<>]+)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
LINK = re.compile(r"(?<!!)\[(?P<words>(?:\\.|[^\[\]\\])+)\]\((?P<address>/[^()\s]*)(?:\s+\"[^\"]*\")?\)")
SITES = (
    "_config.yml",
    "_config.toml",
    "hugo.toml",
    "hugo.yaml",
    "config.toml",
    "config.yaml",
    "hugo.json",
    "config.json",
)
"""Files that mark the folder of a Jekyll or Hugo site."""
FOLDERS = ("", "static", "assets", "source")
"""Of such a site: where an address that begins with a slash may lie."""
HIGHEST = 6
"""Folders above the post in which such a file is looked for."""


def read_post(raw: bytes, file: Path) -> Source:
    """Raises `Refused`."""
    name = str(file)
    text, notes = decode(raw, name)
    if re.match(r"\s*(?:<!doctype html|<html)", text, re.IGNORECASE):
        raise Refused(f"{name} is HTML", "rename it so that it ends in .html, and import it again")
    is_markdown = file.suffix.lower() in MARKDOWN
    text = text.lstrip("\n")
    foreign = read_toml(text, name) or (read_json(text, name) if is_markdown else None)
    if foreign is None:
        head = split_head(text, name)
        fields, body = head.fields, head.body
    else:
        fields, body = foreign
    known = frozenset((*field_names(Release), *SINGULARS.values()))
    ours, aside, said = in_our_words(fields, known)
    day, slug = from_name(file)
    if slug and fields:
        ours.setdefault("slug", slug.lower())
    left_out: list[LeftOut] = []
    if is_markdown and is_templated(body):
        body, left_out = without_tags(body)
    blocks = (read_markdown if is_markdown else read_plain)(body)
    pictures: list[Picture] = []
    more: list[str] = []
    if is_markdown:
        body = _with_pictures(body, file, pictures, more)
        blocks = read_markdown(body)
        for match in list(LINK.finditer(body))[:20]:
            more.append(
                f"link: [{match['words'][:40]}]({match['address'][:60]}) led within the old site. "
                "Write where it leads now."
            )
    return Source(
        fields=ours, put_aside=aside, blocks=blocks, day=day, notes=(*notes, *said, *more),
        left_out=tuple(left_out), pictures=tuple(pictures),
    )  # fmt: skip


def _with_pictures(body: str, file: Path, pictures: list[Picture], notes: list[str]) -> str:
    """The text, its pictures taken along from beside the post or from its site; else a remark where each stood."""

    def taken(match: re.Match[str]) -> str:
        address, alt = match["address"], match["alt"]
        if address.startswith("{"):
            return match[0]
        picture = _found(file, address, alt)
        if picture is None:
            notes.append(f"picture: {address[:90]} did not come along. The text says where it stood.")
            return f"<!-- {remark(f'picture not included: {address} {alt}'.strip())} -->"
        pictures.append(picture)
        return f"![{alt}]({{attach}}{PICTURE.format(len(pictures) - 1)})"

    return IMAGE.sub(taken, body)


def _found(file: Path, address: str, alt: str) -> Picture | None:
    if not address.startswith("/"):
        return read_below(file.parent, address, alt)
    for folder in list(file.resolve().parents)[:HIGHEST]:
        if any((folder / name).is_file() for name in SITES):
            path = str(PurePosixPath(address.lstrip("/")))
            found = (read_below(folder / one, path, alt) for one in FOLDERS if (folder / one).is_dir())
            return next((picture for picture in found if picture is not None), None)
    return None
