"""What staff and developers type: `invoke --list` is the manual."""

import os
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from invoke import Context, Exit, Program, Task, task

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from plugins.desk.piping import end_quietly  # noqa: E402  (found through the line above)

end_quietly()

CONTENT = {"content": "the folder of Markdown and PDFs; default: content"}
OUTPUT = {"output": "the folder to write the site to; default: output"}
KINDS = ("release", "advisory", "case", "document", "tracker", "contact", "organization")
"""What `invoke new` starts, as plugins/desk/scaffold.py has it, which is slow to load."""
NOW = {"now": "build as of this time, such as 2010-09-01T10:00:00Z; default: now"}


@task(
    help={
        "name": "what your campaign is called",
        "url": "the address at which readers will find the site",
        "timezone": "of your office, as in America/Los_Angeles",
        "language": "in which you write, as in en or Spanish",
        "color": "for the top of every page, as in '#1f2f9e'",
        "marker": "that marks quotations, as in '#ffe27a'",
        "yes": "ask nothing: take the defaults for what is not given (for scripts)",
    }
)
def start(
    c: Context, name: str = "", url: str = "", timezone: str = "", language: str = "", color: str = "",
    marker: str = "", yes: bool = False,
) -> None:  # fmt: skip
    """Make this copy your campaign's: six questions, and the demonstration is set aside."""
    from plugins.desk.starting.start import start as start_campaign

    given = {
        "name": name, "url": url, "timezone": timezone, "language": language, "color": color, "marker": marker,
    }  # fmt: skip
    with _refusals():
        print(start_campaign(ROOT, given, ask=input if sys.stdin.isatty() else None, say=print, sure=yes))


@task(help={**CONTENT, **OUTPUT, **NOW, "publication": "build as for publication: also stops at publication problems"})
def build(c: Context, content: str = "", output: str = "", now: str = "", publication: bool = False) -> None:
    """Make the site."""
    from plugins.desk.building import run_build

    settings = ROOT / ("publishconf.py" if publication else "pelicanconf.py")
    result = run_build(
        content=_folder(content, "content"), output=_folder(output, "output"), now=now, settings=settings
    )
    _say(result.text, failed=bool(result.exit_code))


@task(
    help={
        **CONTENT,
        "output": "the folder you publish; default: published",
        **NOW,
        "target": "where it goes: a name of TARGETS in publishconf.py, instead of a folder",
        "dry_run": "say what would change, and publish nothing",
        "when_due": "do nothing unless something has come due, such as the end of an embargo (for timers)",
        "minor": "publish text changes too small to mention to readers",
        "take_down": "take down what was published and is now deleted or not yet public again",
        "commit": "commit the ledger with Git",
        "force_removals": "publish even if more than a fifth of the site would be removed",
        "force_ledger": "publish even if the target was published to from another history",
    }
)
def publish(
    c: Context, content: str = "", output: str = "", now: str = "", target: str = "", dry_run: bool = False,
    when_due: bool = False, minor: bool = False, take_down: bool = False, commit: bool = False,
    force_removals: bool = False, force_ledger: bool = False,
) -> None:  # fmt: skip
    """Check everything, build the site, record it in the ledger, and replace the published site."""
    from plugins.desk.publishing.publish import Wanted
    from plugins.desk.publishing.publish import publish as publish_site

    wanted = Wanted(
        dry_run=dry_run, when_due=when_due, commit=commit, force_removals=force_removals, force_ledger=force_ledger
    )
    with _refusals():
        place, folder = _target(target, output)
        result = publish_site(
            content=_folder(content, "content"), output=folder, now=now, minor=minor, take_down=take_down,
            target=place, wanted=wanted,
        )  # fmt: skip
    _say(result.text, failed=bool(result.exit_code))


@task(
    help={
        **CONTENT,
        "output": "the folder you publish; default: published",
        **NOW,
        "target": "a name of TARGETS in publishconf.py, instead of a folder",
    }
)
def rollback(c: Context, content: str = "", output: str = "", now: str = "", target: str = "") -> None:
    """Undo the last publication: restore the site and the ledger from before it."""
    from plugins.desk.publishing.rollback import rollback as put_back

    with _refusals():
        place, folder = _target(target, output)
        result = put_back(output=folder, given=_settings(content=content, now=now), target=place)
    _say(result.text, failed=bool(result.exit_code))


@task(
    positional=["url"],
    help={
        "url": "where the site is, such as https://example.org",
        **CONTENT,
        "external": "also ask for every link to other sites (one a second and host)",
    },
)
def live(c: Context, url: str, content: str = "", external: bool = False) -> None:
    """Ask the live site for every address that was ever published."""
    from plugins.desk.publishing.online.addresses import check_addresses

    with _refusals():
        looked = check_addresses(_folder(content, "content"), url, external=external)
    _say(looked.text, failed=not looked.is_whole)


@task(
    help={
        **CONTENT,
        **OUTPUT,
        **NOW,
        "held": "show what is not yet public, too: drafts, embargoed items and future dates",
        "port": "default: 8000",
    }
)
def serve(c: Context, content: str = "", output: str = "", now: str = "", held: bool = False, port: int = 8000) -> None:
    """Preview the site on this computer: rebuilds on every save and reloads the browser."""
    from plugins.checks.for_preview import report_file
    from plugins.desk.building import pelican_settings, run_build
    from plugins.desk.preview.serve import serve as serve_site

    def email_at(address: str) -> Any:
        from plugins.desk.mailing.looking import as_email  # imported when somebody looks

        return as_email(pelican_settings(build_once), address)

    folder = _folder(output, ".cache/held" if held else ".cache/preview")
    base = urlsplit(os.environ.get("SITEURL", "")).path
    build_once = partial(
        run_build,
        content=_folder(content, "content"),
        output=folder,
        now=now,
        site_url=f"http://127.0.0.1:{port}{base}",
        more={"PREVIEW": True, **({"SHOW_HELD": True} if held else {})},
    )
    watched = [_folder(content, "content"), ROOT / "theme", ROOT / "plugins", ROOT / "pelicanconf.py"]
    report = report_file(Path(str(_site()["CACHE_PATH"])), folder)
    serve_site(build_once, watched, folder, port=port, base_path=base, held=held, report=report, email=email_at)


@task(
    positional=["kind", "title"],
    help={
        "kind": f"{', '.join(KINDS[:-1])} or {KINDS[-1]}",
        "title": "its headline, or the name, in quotes",
        **CONTENT,
        "document_kind": "of a document: complaint, order, brief, letter, memo, request, response, analysis, record",
        "edit": "open it in your editor (EDITOR, else VISUAL)",
    },
)
def new(
    c: Context, kind: str, title: str, content: str = "", document_kind: str = "record", edit: bool = False
) -> None:
    """Start a draft of a release, advisory, case, document or tracker, or add a contact or organization."""
    from plugins.desk.editing import editor, open_in
    from plugins.desk.scaffold import next_steps, scaffold

    with _refusals():
        program = editor(os.environ) if edit else []
        file = scaffold(
            kind,
            title,
            _folder(content, "content"),
            today=_today(),
            lang=_language(),
            zone=_zone(),
            document_kind=document_kind,  # type: ignore[arg-type]
        )
    print(next_steps(kind, file))
    if program:
        with _refusals():
            open_in(program, file)


@task(
    name="import",
    iterable=["files"],
    help={
        "files": "Word, OpenDocument, HTML, e-mail (.eml), text or Markdown, or a folder of them: invoke import FILE…",
        "accept_changes": "take a text with tracked changes or comments as it reads with all changes accepted",
        **CONTENT,
    },
)
def import_(c: Context, files: list[str], accept_changes: bool = False, content: str = "") -> None:
    """Turn documents into draft releases."""
    from plugins.desk.importing import import_files

    with _refusals():
        batch = import_files(
            [Path(file) for file in files],
            _folder(content, "content"),
            today=_today(),
            lang=_language(),
            accept_changes=accept_changes,
        )
    _say(batch.text, failed=bool(batch.refused))


@task(
    positional=["folder"],
    help={
        "folder": "the old Pelican site, with its pelicanconf.py (read, never run)",
        **CONTENT,
        **NOW,
        "verbose": "show every line of the report",
    },
)
def migrate(c: Context, folder: str, content: str = "", now: str = "", verbose: bool = False) -> None:
    """Move a Pelican site here: the first run writes a report and migrate.yml to fill in, the second imports."""
    from plugins.desk.migrating import migrate as migrate_site
    from plugins.newsroom.library.settings import read_settings as read_ours

    target = _folder(content, "content")
    try:
        with _refusals():
            target.mkdir(parents=True, exist_ok=True)
            rules = read_ours(_settings(content=str(target), now=now)).rules
            migrated = migrate_site(Path(folder).absolute(), target, rules, verbose=verbose)
    except OSError as error:
        raise Exit(
            f"{target} can't be written: {error.strerror}\n  Fix: check that you may write there.", code=1
        ) from None
    _say(migrated.text, failed=not migrated.changed)


@task(
    help={
        **CONTENT,
        **NOW,
        "fix": "fix what has only one right answer; shows the difference and asks first",
        "yes": "don't ask for confirmation (for scripts)",
        "format": "text, or json for editors; default: text",
        "all": "show each warning, however many are alike",
    }
)
def check(
    c: Context,
    content: str = "",
    now: str = "",
    fix: bool = False,
    yes: bool = False,
    format: str = "text",
    all: bool = False,
) -> None:
    """List everything that blocks publication, including in items not yet public."""
    from plugins.desk.checking.check import check as check_content

    ask = None if yes else partial(_asked, look="look at the difference")
    with _refusals():
        ready, text = check_content(
            _settings(content=content, now=now), fix=fix, json=_is_json(format), ask=ask, every=all,
        )  # fmt: skip
    if format == "json":
        print(text)
        if not ready:
            raise Exit(code=1)
    else:
        _say(text, failed=not ready)


@task(
    help={
        **CONTENT,
        **NOW,
        "format": "text, or json for programs; default: text",
        "ics": "also write the moments to this calendar file",
    }
)
def schedule(c: Context, content: str = "", now: str = "", format: str = "text", ics: str = "") -> None:
    """Show what is not yet public, why, and when it goes out."""
    from plugins.desk.schedule.schedule import schedule as show

    file = Path(ics).absolute() if ics else None
    with _refusals():
        print(show(_settings(content=content, now=now), json=_is_json(format), ics=file))


@task(
    iterable=["slugs"],
    help={
        "slugs": "which documents, such as invoke ocr one-slug another-slug; default: all",
        **CONTENT,
        "again": "read pages again that were read before",
    },
)
def ocr(c: Context, slugs: list[str], content: str = "", again: bool = False) -> None:
    """Read the text of scanned PDFs (OCR) and save it next to each file."""
    from plugins.desk.documents.scanning import read_scans

    with _refusals():
        if not read_scans(slugs, _settings(content=content), again=again, say=print):
            raise Exit(code=1)


@task(positional=["lang"], help={"lang": "the code of the language, as in cs or pt-BR"})
def translations(c: Context, lang: str) -> None:
    """Gather the theme's words for translation into a language, or bring its catalog up to date."""
    from plugins.desk.translating.updating import update_catalog

    with _refusals():
        print(update_catalog(lang, Path(_site()["THEME"]), ROOT / "plugins").text)


@task(help={**CONTENT, **NOW})
def ingest(c: Context, content: str = "", now: str = "") -> None:
    """Read new documents and nothing else, here or on a cluster (for timers)."""
    from plugins.desk.documents.ingesting import ingest_documents

    with _refusals():
        if not ingest_documents(_settings(content=content, now=now), print):
            raise Exit(code=1)


@task(help={**CONTENT, **NOW})
def quotes(c: Context, content: str = "", now: str = "") -> None:
    """List every quotation from a document, and whether it matches its page."""
    from plugins.desk.quoting import quotes as list_quotes

    with _refusals():
        if not list_quotes(_settings(content=content, now=now), print):
            raise Exit(code=1)


@task(
    positional=["place"],
    help={
        "place": "FILE:LINE, as shown in the problem",
        "by": "your name",
        "reason": "why it is right as it is",
        "yes": "don't ask for confirmation (for scripts)",
        **CONTENT,
        **NOW,
    },
)
def sign(
    c: Context, place: str, by: str = "", reason: str = "", yes: bool = False, content: str = "", now: str = ""
) -> None:
    """Sign off a quotation or an audit finding after you have looked at it."""
    from plugins.desk.signing import content_of
    from plugins.desk.signing import sign as sign_place

    folder = _folder(content, "content") if content else content_of(place, ROOT / "content")
    ask = None if yes else _asked
    with _refusals():
        written = sign_place(_settings(content=str(folder), now=now), place, by=by, reason=reason, ask=ask, say=print)
    if not written:
        _say("Nothing was written.", failed=True)


@task(
    positional=["slug"],
    help={
        "slug": "the release, by the last part of its address",
        "lang": "of a translation, as in es; default: the original",
        "embargoed": "send what is held, with its embargo on top",
        "inline_pictures": "put the pictures into the e-mail; default: linked on your site",
        "output": "the folder to write to; default: here",
        **CONTENT,
        **NOW,
    },
)
def email(
    c: Context, slug: str, lang: str = "", embargoed: bool = False, inline_pictures: bool = False, output: str = "",
    content: str = "", now: str = "",
) -> None:  # fmt: skip
    """Write a release as an e-mail that you open, look at and send."""
    from plugins.desk.mailing.mailing import write_email

    with _refusals():
        said = write_email(
            _settings(content=content, now=now), slug, lang=lang, embargoed=embargoed,
            inline_pictures=inline_pictures, folder=Path(output or "."),
        )  # fmt: skip
    print(said)


@task(positional=["file"], help={"file": "a copy of a document, or the address of a live site", **CONTENT, **NOW})
def verify(c: Context, file: str, content: str = "", now: str = "") -> None:
    """Check whether a copy is exactly a document of this site, or a live site exactly what was published."""
    from plugins.desk.publishing.online.whole import verify_site
    from plugins.desk.verifying import verify as verify_copy
    from plugins.newsroom.library.settings import signing_key

    with _refusals():
        if file.startswith(("http://", "https://")):
            from pelican.settings import read_settings

            looked = verify_site(file, signing_key(read_settings(str(ROOT / "publishconf.py"))))
            known, text = looked.is_whole, looked.text
        else:
            known, text = verify_copy(Path(file), _settings(content=content, now=now))
    _say(text, failed=not known)


@task(help={**CONTENT})
def typeset(c: Context, content: str = "") -> None:
    """Make the PDFs of documents written here, from documents/*/*.typ."""
    from plugins.desk.typesetting import typeset as typeset_sources

    with _refusals():
        written = typeset_sources(_folder(content, "content"))
    print("\n".join(f"Wrote {file}" for file in written) or "Every PDF is up to date.")


@task(
    positional=["folder"],
    help={
        "folder": "a new or empty folder",
        "releases": "default: 200",
        "cases": "default: 12",
        "documents": "default: 60",
        "seed": "a different number gives a different archive; default: 2010",
    },
)
def demo(c: Context, folder: str, releases: int = 200, cases: int = 12, documents: int = 60, seed: int = 2010) -> None:
    """Write an archive of sample data to look at, test with and measure."""
    from plugins.desk.demo import make_demo

    with _refusals():
        report = make_demo(Path(folder), releases=releases, cases=cases, documents=documents, seed=seed)
    print(report.text)


@task
def reference(c: Context) -> None:
    """Make docs/reference.md, docs/messages.md and docs/schema/ again from the code."""
    import json

    from plugins.desk.editor_schema import editor_schemas
    from plugins.desk.reference import reference as made
    from tests import messages_page

    (ROOT / "docs" / "reference.md").write_text(made(), encoding="utf-8")
    (ROOT / "docs" / "messages.md").write_text(messages_page.page(), encoding="utf-8")
    folder = ROOT / "docs" / "schema"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    for name, schema in editor_schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


@task
def golden(c: Context) -> None:
    """Record the output of tests/site again; read the diff before you commit it."""
    from tests.golden_build import record

    record()


@task(
    iterable=["counts", "only"],
    help={
        "counts": "how many releases, such as invoke bench 100 1000; default: 100 1000 10000",
        "only": "one part: builds, steps, archive, search, documents, downloads, reader or serving; default: all",
        "pdfs": "a folder of PDFs for the tables of documents; default: sample data",
        "pages": "how many pages of documents to search, for the table of search",
        "markdown": "a file to write the tables to, such as docs/performance.md",
    },
)
def bench(
    c: Context, counts: list[str], only: list[str], pdfs: str = "", pages: int = 10_000, markdown: str = ""
) -> None:
    """Measure speed, compared with Hugo, Eleventy and stock Pelican (takes an hour and a half)."""
    from bench.__main__ import main

    folder, file = Path(pdfs) if pdfs else None, Path(markdown) if markdown else None
    main([int(count) for count in counts], only, folder, pages, file)


@task(help={"folder": "default: docs/pictures"})
def pictures(c: Context, folder: str = "") -> None:
    """Take screenshots of every type of page of the sample archive, at three widths."""
    from bench.pictures import main

    print(f"Wrote {len(main(_folder(folder, 'docs/pictures')))} pictures.")


@task
def outdated(c: Context) -> None:
    """Show which packages in requirements*.txt have newer releases."""
    from rich.console import Console

    from plugins.desk.outdated import outdated as show_outdated

    with _refusals():
        show_outdated(Console())


@task
def lint(c: Context) -> None:
    """Run the linter, the type checker and the layer check, as `make test` does."""
    for command in ("ruff check .", "ruff format --check .", "mypy", "lint-imports --no-logo --no-cache"):
        with c.cd(str(ROOT)):
            c.run(f"{Path(sys.executable).parent}/{command}")


def _take_words(task_name: str, option: str, flags: tuple[str, ...] = ()) -> None:
    """Let a task take any number of words, as in `invoke ocr one two`: to invoke, each would be another task.

    Puts `option` before each word that is neither a flag nor a flag's value; `flags` take no value.
    """
    words = _typed()
    if task_name not in words[:1]:
        return
    taken, value_follows = words[:1], False
    for word in words[1:]:
        if word.startswith("-") or value_follows:
            taken.append(word)
            value_follows = word.startswith("-") and "=" not in word and word not in flags
        else:
            taken += (option, word)
    words[:] = taken


def _in_one_word(task_name: str, what: str, *kinds: str) -> None:
    """Ask for quotation marks around `what`, a task's last word, if it was typed as several.

    To invoke, each further word is a task, which at best does not exist. `kinds` may come before it.
    """
    words = _typed()
    if task_name not in words[:1]:
        return
    given: list[str] = []
    options: list[str] = []
    value_of = ""
    for word in words[1:]:
        if value_of in ("--title", "-t"):
            options.pop()
            given.append(word)
        elif word.startswith("-") or value_of:
            options.append(word)
        else:
            given.append(word)
        value_of = word if word.startswith("-") and "=" not in word else ""
    kind = given.pop(0) if kinds and given and given[0] in kinds else ""
    tasks = {one.name.replace("_", "-") for one in globals().values() if isinstance(one, Task)}
    if len(given) < 2 or (" " in given[0] and given[1] in tasks):
        return
    quoted = '"' + re.sub(r'(["\\\\$`!])', r"\\\1", " ".join(given)) + '"'
    line = " ".join(("invoke", task_name, *([kind or kinds[0]] if kinds else []), quoted, *map(shlex.quote, options)))
    raise Exit(f"To the shell, {what} is {len(given)} words.\n  Fix: put {what} in quotes: {line}", code=1)


def _help_for_tasks_with_words() -> None:
    """Let `invoke new --help` show help: to invoke, `--help` would be the first of the words that the task requires."""
    words = _typed()
    if len(words) > 1 and ("--help" in words or "-h" in words):
        _program().args.help.value = words[0]
        words.clear()


def _typed() -> list[str]:
    """The words after `invoke` on the command line, to be changed in place; empty if invoke is not running."""
    program = _program()
    return program.core.unparsed if program else []


def _program() -> Any:
    """Invoke itself, which is loading this file; None if something else is."""
    frame = sys._getframe()
    while frame is not None and not isinstance(frame.f_locals.get("self"), Program):
        frame = frame.f_back  # type: ignore[assignment]
    return frame.f_locals["self"] if frame is not None else None


_help_for_tasks_with_words()
_take_words("ocr", "--slugs", flags=("--again", "-a"))
_take_words("import", "--files", flags=("--accept-changes", "-a"))
_take_words("bench", "--counts")
_in_one_word("new", "the headline", *KINDS)


@contextmanager
def _refusals() -> Iterator[None]:
    """Whatever is refused is told in its own words, with exit code 1."""
    from plugins.desk.refusal import Refused
    from plugins.newsroom.library.settings import SettingsError

    try:
        yield
    except (Refused, SettingsError) as refusal:
        raise Exit(str(refusal), code=1) from None


def _folder(given: str, default: str) -> Path:
    return Path(given).absolute() if given else ROOT / default


def _target(name: str, output: str) -> tuple[Any, Path]:
    """A target by its name, and the folder beside which it is built; without a name that folder is the target."""
    if not name:
        return None, _folder(output, "published")
    from pelican.settings import read_settings

    from plugins.desk.publishing.targets.folder import FolderTarget
    from plugins.desk.publishing.targets.opening import open_target

    target = open_target(read_settings(str(ROOT / "publishconf.py")), name, ROOT / ".published")
    if isinstance(target, FolderTarget):
        return target, target.path
    return target, _folder(output, f".published/{name}")


def _settings(*, content: str, now: str = "") -> dict[str, Any]:
    """The site's rules, for this content."""
    folder = _folder(content, "content")
    if not folder.is_dir():
        raise Exit(f"There is no content folder {folder}.\n  Fix: give the path of a folder that exists.", code=1)
    return _site({"PATH": str(folder), **({"NOW": now} if now else {})})


def _language() -> str:
    """The language of the site."""
    return str(_site()["DEFAULT_LANG"])


def _today() -> date:
    """Today's date in the site's time zone: a date in the future there would not be public yet."""
    return datetime.now(_zone()).date()


def _zone() -> ZoneInfo:
    """The site's time zone."""
    return ZoneInfo(str(_site()["TIMEZONE"]))


def _site(override: dict[str, Any] | None = None) -> dict[str, Any]:
    """The settings of the site, read as Pelican reads them."""
    from pelican.settings import read_settings

    settings: dict[str, Any] = read_settings(str(ROOT / "pelicanconf.py"), override=override)
    return settings


def _asked(question: str, look: str = "look at both texts") -> bool:
    """Whether the person at the terminal says yes; without a terminal, the answer is no."""
    if not sys.stdin.isatty():
        print(f"{question}\n\nThere is no terminal, so the question can't be asked.")
        print(f"  Fix: {look}, then run the same command again with --yes at the end")
        return False
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _is_json(format: str) -> bool:
    if format not in ("text", "json"):
        raise Exit(f"There is no format “{format}”.\n  Fix: choose --format text or --format json", code=1)
    return format == "json"


def _say(text: str, *, failed: bool) -> None:
    print(text, file=sys.stderr if failed else sys.stdout)
    if failed:
        raise Exit(code=1)
