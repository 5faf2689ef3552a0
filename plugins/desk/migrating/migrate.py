"""`invoke migrate FOLDER`: first a report and migrate.yml to fill in; then, again, the import."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from plugins.desk.existing import write_new
from plugins.desk.migrating import report
from plugins.desk.migrating.earlier import WHOLE
from plugins.desk.migrating.mapping import FILE, read_mapping, write_mapping
from plugins.desk.migrating.old_settings import read_old_settings
from plugins.desk.migrating.old_site import survey
from plugins.desk.migrating.other_programs import refuse_other_programs
from plugins.desk.migrating.plan import Plan, make_plan
from plugins.desk.refusal import Refused
from plugins.records.rules import Rules

AGAIN = "Look at {file}, correct what is guessed wrong, and run the same command again: it imports."


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    text: str
    """For the terminal."""
    changed: bool
    """Whether anything was written."""


def migrate(folder: Path, content: Path, rules: Rules, *, verbose: bool = False) -> Migrated:
    """Survey the old site, or import it if migrate.yml is there. `rules` are those of our site. Raises `Refused`."""
    refuse_other_programs(folder)
    settings = read_old_settings(folder)
    _keep_apart(settings.content, content)
    if not (content / FILE).exists():
        site = survey(settings)
        text = report.found(site, rules, verbose=verbose)
        file = write_mapping(site, content, rules)
        return Migrated(text=f"{text}\n\n{AGAIN.format(file=file)}", changed=True)
    mapped = read_mapping(settings, content)
    site = survey(mapped.settings)
    plan = make_plan(site, mapped, content, rules)
    new_paths = {one.text.path: one.path for one in plan.named} | {f.path: f.new for f in plan.files if f.new}
    there = [path for path in (*plan.copies, *plan.texts) if (content / path).exists()]
    whole = content / WHOLE
    whole.write_text(report.whole(plan, there, new_paths), encoding="utf-8")
    written = _put(plan, site.settings.content, content)
    lines = [report.done(plan, mapped, written, there)]
    if not written:
        lines = [f"This site was imported already: all of its {len(there):,} files are there, and nothing was written."]
    looks = report.to_look_at(plan) if verbose else report.screen(plan)
    if looks and written:
        lines += ["", "What a person must look at:", *looks]
    lines += ["", f"The whole list, and what went where: {whole}"]
    return Migrated(text="\n".join(lines), changed=bool(written))


def _keep_apart(old: Path, content: Path) -> None:
    new = content.resolve()
    if old == new or new in old.parents or old in new.parents:
        fix = "put the old site beside this one, and give its folder"
        raise Refused(f"{old} and the content folder {new} are not apart", fix)


def _put(plan: Plan, old: Path, content: Path) -> list[str]:
    """Write whatever is not there; returns the paths below the content folder."""
    written = []
    for path, source in sorted(plan.copies.items()):
        if not (content / path).exists():
            _copy(old / source, content / path)
            written.append(path)
    for path, text in sorted(plan.texts.items()):
        if not (content / path).exists():
            write_new(content, path, text)
            written.append(path)
    return written


def _copy(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as reading, target.open("xb") as writing:
            shutil.copyfileobj(reading, writing)
    except OSError as error:
        fix = "check that there is room, and that you may read the one and write the other"
        raise Refused(f"{source} cannot be copied to {target}: {error.strerror}", fix) from None
