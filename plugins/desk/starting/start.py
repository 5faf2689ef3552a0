"""`invoke start`: six questions, then this copy is the campaign's, with nothing of the demonstration in it."""

import os
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.desk.existing import replace_whole
from plugins.desk.refusal import Refused
from plugins.desk.scaffold import scaffold
from plugins.desk.starting.answers import NotAccepted, Question, language_name, questions
from plugins.desk.starting.files import CONTACTS, privacy_page, site_yml
from plugins.desk.starting.settings_file import with_settings

ASIDE = "demonstration"
"""Where the demonstration's content goes: beside `content`, where no build reads it."""
MARK = "releases/2010/ice-memo-opt-out.md"
"""The file by which the demonstration's content is known."""
DRAFT = "Our first release"
MOST_TRIES = 5


def start(
    root: Path,
    given: Mapping[str, str],
    *,
    ask: Callable[[str], str] | None,
    say: Callable[[str], None],
    sure: bool = False,
) -> str:
    """Set the demonstration aside and write what a campaign begins with; what was done comes back, for a person.

    `given` are the answers of flags, by the names of questions. `ask` puts a question and returns what was typed; None
    where there is no terminal. `sure` takes the default for what is not given. Raises `Refused`; then nothing was
    changed.
    """
    content, aside, settings = root / "content", root / ASIDE, root / "pelicanconf.py"
    if aside.exists() or not (content / MARK).is_file():
        raise Refused(
            "this copy is already a campaign's own: the demonstration's content is no longer in content",
            "change content/site.yml and pelicanconf.py by hand; or start in a new clone",
        )
    answers = _answers(given, ask=ask, say=say, sure=sure)
    written = with_settings(
        settings.read_text(encoding="utf-8"),
        {"SITEURL": answers["url"], "TIMEZONE": answers["timezone"], "DEFAULT_LANG": answers["language"]},
    )
    fresh = root / f".content.{os.getpid()}.tmp"
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        draft = _write_content(fresh, answers)
        content.rename(aside)
        try:
            fresh.rename(content)
            replace_whole(settings, written.encode("utf-8"))
        except OSError:
            if not fresh.exists() and content.exists():
                content.rename(fresh)
            aside.rename(content)
            raise
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        fix = "check that the disk has room, and that you may write to this folder"
        raise Refused(f"{error.filename or root} can't be written: {error.strerror}", fix) from None
    return _told(answers, draft)


def _answers(
    given: Mapping[str, str], *, ask: Callable[[str], str] | None, say: Callable[[str], None], sure: bool
) -> dict[str, str]:
    found: dict[str, str] = {}
    missing: list[str] = []
    for question in questions():
        if given.get(question.name):
            try:
                found[question.name] = question.read(given[question.name])
            except NotAccepted as refused:
                raise Refused(f"--{question.name}: {refused.what}", refused.fix) from None
        elif sure and question.default:
            found[question.name] = question.default
        elif ask is not None and not sure:
            found[question.name] = _asked(question, ask, say)
        elif question.default and ask is None:
            found[question.name] = question.default
        else:
            missing.append(question.name)
    if missing:
        flags = " and ".join(f"--{name}" for name in missing)
        example = ' as in invoke start --name "County Justice" --url https://press.example.org --yes'
        raise Refused(f"{flags} must be given where nobody can be asked", f"add them,{example}")
    return found


def _asked(question: Question, ask: Callable[[str], str], say: Callable[[str], None]) -> str:
    hint = f" [{question.default}]" if question.default else ""
    for _ in range(MOST_TRIES):
        try:
            answer = ask(f"{question.text}{hint} ").strip() or question.default
        except EOFError:
            raise Refused("there was no answer, and nothing was changed", "run `invoke start` again") from None
        try:
            return question.read(answer)
        except NotAccepted as refused:
            end = "" if refused.fix.endswith("?") else "."
            say(f"  That can't be used: {refused.what}.\n  {refused.fix[:1].upper()}{refused.fix[1:]}{end}")
    raise Refused(f"{question.text} had no answer that can be used", f"give it as --{question.name} instead")


def _write_content(folder: Path, answers: Mapping[str, str]) -> str:
    """All that the new content folder holds; the path of the draft comes back."""
    today = datetime.now(ZoneInfo(answers["timezone"])).date()
    (folder / "pages").mkdir(parents=True)
    for name, text in (
        ("site.yml", site_yml(answers)),
        ("contacts.yml", CONTACTS),
        ("pages/privacy.md", privacy_page(answers["language"])),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return scaffold("release", DRAFT, folder, today=today, lang=answers["language"]).relative_to(folder).as_posix()


def _told(answers: Mapping[str, str], draft: str) -> str:
    rows = (
        ("content/site.yml", f"{answers['name']}: your words, colors and links"),
        ("content/contacts.yml", "whom the press can reach"),
        (f"content/{draft}", "a first draft, which nobody sees yet"),
        ("content/pages/privacy.md", "what is true of every site built here; add your host's rules"),
        ("pelicanconf.py", f"{answers['url']}, {answers['timezone']}, {language_name(answers['language'])}"),
    )
    width = max(len(name) for name, _ in rows)
    return "\n".join(
        [
            "This copy is yours now.",
            "",
            *(f"  {name:<{width}}  {what}" for name, what in rows),
            "",
            f"The demonstration's content is in the folder {ASIDE}: no build reads it, and you may delete it.",
            "Next: `invoke serve --held` shows your site while you write.",
        ]
    )
