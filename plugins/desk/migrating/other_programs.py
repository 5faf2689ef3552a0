"""Sites of other programs than Pelican: named as such, with the command that reads their posts."""

import shlex
from collections.abc import Iterator
from pathlib import Path

from plugins.desk.migrating.old_settings import FILES
from plugins.desk.refusal import Refused

HUGO = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default", "archetypes")
HUGO_OR_OTHERS = ("config.toml", "config.yaml", "config.yml", "config.json")
JEKYLL = ("_config.yml", "_config.yaml", "_config.toml")
ELEVENTY = (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs")


def refuse_other_programs(folder: Path) -> None:
    """Raises `Refused` where the folder, or the one around it, is the site of another program."""
    if any((place / name).is_file() for place in (folder, folder.parent) for name in FILES):
        return
    for program, mark, posts in _found(folder):
        fix = f"its posts become drafts with: invoke import {shlex.quote(str(posts))}"
        raise Refused(f"{folder} is a site of {program} ({mark}), and migrate reads those of Pelican", fix)


def _found(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """(Program, what tells it, where its posts are)."""
    if folder.name in ("_posts", "_drafts") and folder.parent.name != "source":
        yield "Jekyll", f"{folder.name}/", folder
    if mark := _first(folder, JEKYLL):
        if (folder / "source/_posts").is_dir():
            yield "Hexo", mark, folder / "source/_posts"
        elif (folder / "_posts").is_dir() or not (folder / "content").is_dir():
            yield "Jekyll", mark, folder / "_posts" if (folder / "_posts").is_dir() else folder
    if (folder / "_posts").is_dir():
        yield "Jekyll", "_posts/", folder / "_posts"
    if (folder / "content").is_dir() and (mark := _first(folder, (*HUGO, *HUGO_OR_OTHERS))):
        yield "Hugo", mark, folder / "content"
    if folder.name == "content" and (mark := _first(folder.parent, (*HUGO, *HUGO_OR_OTHERS))):
        yield "Hugo", f"../{mark}", folder
    if mark := _first(folder, ELEVENTY):
        yield "Eleventy", mark, folder


def _first(folder: Path, names: tuple[str, ...]) -> str:
    return next((name for name in names if (folder / name).exists()), "")
