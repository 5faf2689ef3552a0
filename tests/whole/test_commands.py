"""What people type, from any folder: the exit code tells the truth, and nobody is shown a traceback."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.demonstration import demonstration
from tests.whole.commands import PATIENCE, ROOT, Done, invoke, pelican, run
from tests.whole.crawler import Site, tree

URL = "https://example.org"
NOW = "2024-06-01T00:00:00Z"
RELEASE = "releases/2024/only.md"
HEAD = (
    "title: The only release\ndate: 2024-03-01\nuid: urn:uuid:11111111-1111-4111-8111-111111111111\n"
    "summary: Sample data.\n"
)
ONLY = f"---\n{HEAD}---\n\nIts one paragraph.\n"
DRAFT = f"---\n{HEAD}status: draft\n---\n\nIts one paragraph.\n"
ERRORS = {
    RELEASE: f"---\n{HEAD}---\n\nA [link]({{document}}nothing).\n",
    "releases/2024/other.md": f"---\n{HEAD.replace('1111', '2222')}stauts: draft\n---\n\nText.\n",
}
PUBLICATION = f"---\n{HEAD}---\n\nTo read it, click here.\n"
PIPELINE = [f"plugins.{name}" for name in ("newsroom", "checks", "feeds", "search", "hosting", "render")]

MakeContent = Callable[[Mapping[str, str]], Path]


def built(content: Path, output: Path, **more: object) -> Done:
    return pelican(
        content, output, **{"NOW": NOW, "SITEURL": URL, "CACHE_PATH": str(output.with_name("cache")), **more}
    )


def assert_refused(done: Done, *words: str) -> None:
    """It ended with 1, in words for people."""
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "Traceback" not in said
    for word in words:
        assert word in said


# Folders of any content


@pytest.mark.parametrize(
    ("files", "pages"),
    [
        ({RELEASE: ONLY}, {"releases/index.html", "releases/2024/index.html", "releases/2024/only/index.html",
          "embed/release/only/index.html"}),
        ({RELEASE: DRAFT}, set()),
        ({}, set()),
        ({"pages/about.md": "---\ntitle: About\nuid: urn:x:a\n---\n\nWords.\n"}, {"about/index.html"}),
        ({"documents/a/index.md": "---\ntitle: A letter\nkind: letter\nuid: urn:x:a\n---\n"},
         {"documents/index.html", "documents/a/index.html"}),
    ],
    ids=["one release", "one draft", "nothing", "one page", "one document"],
)  # fmt: skip
def test_a_small_content_folder_makes_a_whole_site(
    files: Mapping[str, str], pages: set[str], make_content: MakeContent, tmp_path: Path
):
    done = built(make_content(files), tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (done.stderr, done.stdout.count("\n")) == ("", 1)
    site = Site(tmp_path / "out", URL)
    own = {"404.html", "index.html", "corrections/index.html", "search/index.html", "subscribe/index.html"}
    assert set(site.pages) == {*own, *pages}
    faults = [f"{link}: {fault}" for link in site.all_links if (fault := site.fault(link.url, link.page))]
    assert not faults, "\n".join(faults)
    assert site.reached() == set(site.own_pages)


@pytest.mark.parametrize("command", ["pelican", "invoke build"])
def test_an_error_ends_with_1_and_writes_nothing(command: str, make_content: MakeContent, tmp_path: Path):
    content, output = make_content(ERRORS), tmp_path / "out"
    done = built(content, output) if command == "pelican" else invoke("build", "--content", content, "--output", output)
    assert_refused(done, f"{RELEASE}:8: L001", "other.md:6: F004", "did you mean status?", "Nothing was written.")
    assert not output.exists()


def test_an_error_leaves_the_output_of_yesterday_as_it_is(make_content: MakeContent, tmp_path: Path):
    content, output = make_content({RELEASE: ONLY}), tmp_path / "out"
    assert built(content, output).returncode == 0
    before = tree(output)
    make_content(ERRORS)
    assert_refused(built(content, output))
    assert tree(output) == before


def test_a_publication_problem_stops_what_goes_out_and_not_the_preview(make_content: MakeContent, tmp_path: Path):
    content, output = make_content({RELEASE: PUBLICATION}), tmp_path / "out"
    problem = f"{RELEASE}:8: L006"
    refused = pelican(content, output, settings="publishconf.py", NOW=NOW, SITEURL=URL)
    assert_refused(refused, problem, "Nothing was written.")
    assert_refused(invoke("build", "--publication", "--content", content, "--output", output, "--now", NOW), problem)
    assert not output.exists()
    preview = built(content, output)
    assert preview.returncode == 0
    assert problem in preview.stderr
    assert (output / "releases/2024/only/index.html").exists()
    assert_refused(invoke("check", "--content", content, "--now", NOW), problem)


@pytest.mark.parametrize("command", ["pelican", "invoke build", "invoke publish"])
def test_nothing_goes_out_under_the_address_of_the_demonstration(
    command: str, make_content: MakeContent, tmp_path: Path
):
    content, output = make_content({RELEASE: ONLY}), tmp_path / "out"
    if command == "pelican":
        done = pelican(content, output, settings="publishconf.py", NOW=NOW, SITEURL="https://daylight.example")
    else:
        words = command.split()[1:] + (["--publication"] if command == "invoke build" else [])
        more = ("--content", content, "--output", output, "--now", NOW)
        done = invoke(*words, *more, env={"SITEURL": "https://daylight.example"})
    assert_refused(done, "S002", "“https://daylight.example”", 'SITEURL = "https://www.example.org" in pelicanconf.py')
    assert not output.exists()
    assert not (content / "ledger.json").exists()


@pytest.mark.parametrize("url", ["https://daylight.example", ""])
def test_a_preview_needs_no_address_and_says_that_a_publication_does(
    url: str, make_content: MakeContent, tmp_path: Path
):
    content, output = make_content({RELEASE: ONLY}), tmp_path / "out"
    for _ in range(2):
        done = pelican(content, output, NOW=NOW, SITEURL=url, CACHE_PATH=str(tmp_path / "cache"))
        assert done.returncode == 0
        assert done.stderr.count("S002") == 1
        assert "1 publication problem." in done.stderr
    assert (output / "releases/2024/only/index.html").exists()


def test_the_environment_says_where_the_site_is(make_content: MakeContent, tmp_path: Path):
    content, output = make_content({RELEASE: ONLY}), tmp_path / "out"
    arguments = ("build", "--publication", "--content", content, "--output", output, "--now", NOW)
    done = invoke(*arguments, env={"SITEURL": "https://example.org/ours"})
    assert (done.returncode, done.stderr) == (0, "")
    assert b"https://example.org/ours/releases/2024/only/" in (output / "sitemap.xml").read_bytes()


def test_what_is_ready_may_go_out(make_content: MakeContent, tmp_path: Path):
    content, output = make_content({RELEASE: ONLY}), tmp_path / "out"
    done = pelican(content, output, settings="publishconf.py", NOW=NOW, SITEURL=URL)
    assert (done.returncode, done.stderr) == (0, "")
    assert b'"publication": true' in (output / ".daylight.json").read_bytes()


# Starting whole or not at all


@pytest.mark.parametrize(
    "more",
    [
        ["-e", 'SITEURL="https://example.org"', "-e", 'NOW="2024-06-01T00:00:00Z"'],
        ["--extra-settings", 'SITEURL="https://example.org"', "-e", 'NOW="2024-06-01T00:00:00Z"'],
    ],
)
def test_a_second_e_is_refused(more: list[str], make_content: MakeContent, tmp_path: Path):
    done = pelican(make_content({RELEASE: ONLY}), tmp_path / "out", *more)
    assert_refused(done, "keeps only the last -e", "Fix:")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("plugins", [[*PIPELINE, "plugins.nothing"], PIPELINE[:2], ["nothing"]])
def test_a_plugin_that_cannot_be_loaded_stops_the_build(plugins: list[str], make_content: MakeContent, tmp_path: Path):
    done = built(make_content({RELEASE: ONLY}), tmp_path / "out", PLUGINS=plugins)
    assert_refused(done, "Daylight cannot start", "Fix:")
    assert not (tmp_path / "out").exists()


def test_a_plugin_whose_registration_fails_stops_the_build(make_content: MakeContent, tmp_path: Path):
    broken = tmp_path / "house"
    broken.mkdir()
    for name in ("plugins", "theme", "pelicanconf.py"):
        (broken / name).symlink_to(ROOT / name)
    (broken / "conf.py").write_text(
        "from pelicanconf import *\nPLUGINS = [*PLUGINS, 'failing']\nPIPELINE = tuple(PLUGINS)\n", encoding="utf-8"
    )
    (broken / "failing.py").write_text("def register():\n    raise RuntimeError('no')\n", encoding="utf-8")
    content = make_content({RELEASE: ONLY})
    done = pelican(content, tmp_path / "out", settings=str(broken / "conf.py"), env={"PYTHONPATH": str(broken)})
    assert_refused_but_for_logging(done, "failing could not be loaded")
    assert not (tmp_path / "out").exists()


def assert_refused_but_for_logging(done: Done, *words: str) -> None:
    """Of a fault in code, Pelican's log shows the place to those who write code; the last lines are for everybody."""
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NOW", "yesterday"),
        ("SITEURL", "example.org"),
        ("TIMEZONE", "Mars/Olympus"),
        ("DEFAULT_LANG", "english"),
        ("EXTRA_FIELDS", "image"),
        ("EXECUTOR", "spark"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_value(
    name: str, value: str, make_content: MakeContent, tmp_path: Path
):
    done = built(make_content({RELEASE: ONLY}), tmp_path / "out", **{name: value})
    assert_refused(done, "S001", name, value, "Fix:")
    assert not (tmp_path / "out").exists()


# invoke, from anywhere


def test_invoke_lists_what_there_is_with_a_line_for_each():
    done = invoke("--list")
    assert done.returncode == 0
    lines = dict(re.findall(r"^  (\S+)\s{2,}(\S.*)$", done.stdout, re.MULTILINE))
    assert set(lines) >= {"build", "serve", "new", "import", "check", "ingest", "lint", "golden", "bench"}
    assert all(lines.values())


@pytest.mark.parametrize("words", [("demo", "--help"), ("new", "-h"), ("sign", "--help"), ("import", "-h")])
def test_help_is_shown_and_never_taken_for_a_word(words: tuple[str, ...], tmp_path: Path):
    done = invoke(*words, cwd=tmp_path)
    assert f" {words[0]} [--options]" in done.stdout.splitlines()[0]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("here", ["Pacific/Kiritimati", "Pacific/Niue"])
def test_a_draft_is_dated_where_the_site_is_at_home(tmp_path: Path, here: str):
    (tmp_path / "content").mkdir()
    home = ZoneInfo("America/New_York")
    days = {datetime.now(home).date()}
    assert invoke("new", "release", "A sample", "--content", tmp_path / "content", env={"TZ": here}).returncode == 0
    (draft,) = (tmp_path / "content").rglob("*.md")
    days.add(datetime.now(home).date())
    assert any(f"date: {day}" in draft.read_text(encoding="utf-8") for day in days)


def test_staff_go_from_nothing_to_a_site_from_any_folder(tmp_path: Path):
    (tmp_path / "ours").mkdir()

    def type_in(*arguments: str) -> Done:
        done = invoke(*arguments, "--content", "ours", cwd=tmp_path, env={"SITEURL": URL})
        assert "Traceback" not in done.stdout + done.stderr
        return done

    for kind, title in (("release", "A sample: what was said"), ("case", "One v. Another"), ("document", "A letter")):
        done = type_in("new", kind, title)
        assert done.returncode == 0, done.stderr
    drafts = sorted((tmp_path / "ours").rglob("*.md"))
    assert [draft.name for draft in drafts] == ["one-v-another.md", "index.md", "a-sample-what-was-said.md"]
    assert all("status: draft" in draft.read_text(encoding="utf-8") for draft in drafts)
    assert type_in("build", "--output", "site").returncode == 0
    assert not [path for path in tree(tmp_path / "site") if "a-sample" in path or "another" in path]
    assert "3 are not yet public" in type_in("check").stdout
    for draft in drafts:
        text = draft.read_text(encoding="utf-8").replace("status: draft", "status: published")
        draft.write_text(
            re.sub(r"^(?:# )?summary:.*$", "summary: What it is.", text, flags=re.MULTILINE), encoding="utf-8"
        )
    done = type_in("build", "--output", "site", "--publication")
    assert done.returncode == 0, done.stderr
    made = tree(tmp_path / "site")
    assert {"cases/one-v-another/index.html", "documents/a-letter/index.html"} <= set(made)
    assert [path for path in made if path.endswith("/a-sample-what-was-said/index.html")]
    ready = type_in("check")
    assert (ready.returncode, ready.stdout) == (0, "No problem found.\nChecked 3 records.\nReady to publish.\n")


def test_check_freezes_what_has_no_identity_and_then_is_content(make_content: MakeContent, tmp_path: Path):
    unfrozen = ONLY.replace("uid: urn:uuid:11111111-1111-4111-8111-111111111111\n", "")
    content = make_content({RELEASE: unfrozen})
    before = invoke("check", "--content", content, "--now", NOW, cwd=tmp_path)
    assert_refused(before, f"{RELEASE}:1: R007", "invoke check --fix")
    assert (content / RELEASE).read_text(encoding="utf-8") == unfrozen
    preview = built(content, tmp_path / "out")
    fixed = invoke("check", "--fix", "--yes", "--content", content, "--now", NOW, cwd=tmp_path, env={"SITEURL": URL})
    assert fixed.returncode == 0, fixed.stderr
    frozen = (content / RELEASE).read_text(encoding="utf-8")
    assert re.sub(r"uid: .*\n", "", frozen) == unfrozen
    feed = (tmp_path / "out/feeds/all.json").read_bytes()
    assert preview.returncode == 0
    assert built(content, tmp_path / "out").returncode == 0
    assert (tmp_path / "out/feeds/all.json").read_bytes() == feed


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--content", "nowhere"),
        ("build", "--now", "yesterday"),
        ("check", "--content", "nowhere"),
        ("import", "nothing.txt"),
        ("new", "poem", "A title", "--content", "ours"),
        ("new", "release", "", "--content", "ours"),
    ],
    ids=" ".join,
)
def test_a_slip_is_answered_with_its_fix(arguments: tuple[str, ...], tmp_path: Path):
    (tmp_path / "ours").mkdir()
    more = ("--output", "out") if arguments[0] == "build" else ()
    more += ("--content", "ours") if arguments[0] == "import" else ()
    assert_refused(invoke(*arguments, *more, cwd=tmp_path), "Fix:")
    assert [path.name for path in tmp_path.iterdir()] == ["ours"]
    assert list((tmp_path / "ours").iterdir()) == []


# make


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The Makefile beside an environment that is up to date; nothing in it runs."""
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt"):
        shutil.copyfile(ROOT / name, tmp_path / name)
        os.utime(tmp_path / name, (1_000_000_000, 1_000_000_000))
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/bin/true")
    (tmp_path / ".venv" / "made").write_text(f"{tmp_path.resolve()}/.venv\n")
    for stamp in ("runtime", "development"):
        (tmp_path / ".venv" / stamp).touch()
    return tmp_path


@pytest.mark.skipif(shutil.which("make") is None, reason="make is absent: apt-get install make")
@pytest.mark.parametrize(
    ("target", "changed", "installs"),
    [
        ("html", "", False),
        ("test", "", False),
        ("html", "requirements.txt", True),
        ("test", "requirements.txt", True),
        ("html", "requirements-dev.txt", False),
        ("test", "requirements-dev.txt", True),
    ],
)
def test_make_installs_only_what_is_stale(target: str, changed: str, installs: bool, house: Path):
    if changed:
        os.utime(house / changed, (4_000_000_000, 4_000_000_000))
    done = run(["make", "--no-print-directory", "-n", target], house)
    assert done.returncode == 0, done.stderr
    assert ("pip install" in done.stdout) == installs
    assert "-m venv" not in done.stdout
    last = "pelican content -s pelicanconf.py -o output" if target == "html" else "pytest -n auto"
    assert last in done.stdout.strip().split("\n")[-1]


@pytest.mark.skipif(shutil.which("make") is None, reason="make is absent: apt-get install make")
def test_make_installs_with_hashes_alone(house: Path):
    shutil.rmtree(house / ".venv")
    done = run(["make", "-n", "html"], house)
    assert "-m venv .venv" in done.stdout
    assert "--require-hashes --no-deps -r requirements.txt" in done.stdout
    assert "requirements-dev" not in done.stdout


@pytest.mark.skipif(shutil.which("make") is None, reason="make is absent: apt-get install make")
@pytest.mark.parametrize("what", ["its Python is gone", "the folder has moved"])
def test_make_makes_an_environment_anew_that_would_not_run(what: str, house: Path):
    python = house / ".venv" / "bin" / "python"
    if what == "its Python is gone":
        python.unlink()
        python.symlink_to("/usr/bin/of-an-earlier-system")
    else:
        house = house.rename(house.with_name("elsewhere"))
    for target in ("html", "test"):
        done = run(["make", "--no-print-directory", "-n", target], house)
        assert "-m venv .venv" in done.stdout
        assert "pip install" in done.stdout
        assert done.stderr == ""


@pytest.mark.skipif(shutil.which("make") is None, reason="make is absent: apt-get install make")
def test_make_renews_the_optional_packages_that_are_there(house: Path):
    os.utime(house / "requirements.txt", (4_000_000_000, 4_000_000_000))
    assert "requirements-" not in run(["make", "-n", "html"], house).stdout
    for package in ("ocrmypdf", "distributed"):
        (house / ".venv" / "lib" / "python3.11" / "site-packages" / package).mkdir(parents=True)
    lists = re.findall(r"-r (\S+)", run(["make", "-n", "html"], house).stdout)
    assert lists == ["requirements.txt", "requirements-ocr.txt", "requirements-dask.txt"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("new release County asks to leave", 'invoke new release "County asks to leave"'),
        ("new County asks to leave", 'invoke new release "County asks to leave"'),
        ("new case County build", 'invoke new case "County build"'),
        ("new document --document-kind memo ICE memo", 'invoke new document "ICE memo" --document-kind memo'),
        ("new release --title County asks", 'invoke new release "County asks"'),
        ('new release Costs $5 "now"', r'invoke new release "Costs \$5 \"now\""'),
        ("import Our statement.docx", 'invoke import "Our statement.docx"'),
    ],
)
def test_a_headline_in_several_words_is_asked_for_in_quotes(words: str, line: str, tmp_path: Path):
    done = invoke(*words.split(), cwd=tmp_path)
    assert_refused(done)
    assert done.stderr.endswith(f"in quotes: {line}\n"), done.stderr
    assert done.stdout == ""


def test_a_headline_in_quotes_may_stand_before_another_task(tmp_path: Path):
    content = tmp_path / "content"
    content.mkdir()
    done = invoke("new", "release", "County asks", "--content", content, "check", "--content", content, cwd=tmp_path)
    assert "county-asks.md" in done.stdout
    assert "in quotes" not in done.stderr


def test_documents_are_named_by_position_for_the_machine_that_reads_scans(tmp_path: Path):
    here = ("--content", demonstration())
    for words in (("nothing", "opting-out-guide"), ("opting-out-guide", "--again", "nothing")):
        done = invoke("ocr", *words, *here, cwd=tmp_path)
        assert done.returncode == 1
        assert done.stderr.startswith("there is no document nothing"), done.stderr
    assert invoke("ocr", "opting-out-guide", *here, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("command", [["--list"], ["schedule", "--help"], ["check"]])
def test_a_command_whose_reader_has_gone_ends_quietly(make_content: MakeContent, command: list[str]) -> None:
    more = ["--content", str(make_content(ERRORS))] if command == ["check"] else []
    words = [sys.executable, "-m", "invoke", "--search-root", str(ROOT), *command, *more]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        process.wait(PATIENCE)
    assert "Traceback" not in said
    assert "BrokenPipe" not in said
    assert process.returncode == (1 if command == ["check"] else 0), "as if somebody had read it"
