"""The files of docs/hosting, checked by what reads them: systemd, the schemas of both hosts, a shell, nginx."""

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
import yaml

from plugins.desk.publishing.targets.naming import read_target
from tests.desk.publishing.servers import nginx

ROOT = Path(__file__).parents[3]
HOSTING = ROOT / "docs/hosting"
LEDGER = "content/ledger.json"


def test_systemd_accepts_the_units(tmp_path: Path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is absent: apt-get install systemd")
    units = sorted(HOSTING.glob("daylight-*"))
    for unit in units:
        text = (
            unit.read_text()
            .replace("/srv/newsroom/.venv/bin/invoke", "/bin/true")
            .replace("/usr/bin/ssh-agent", "/bin/true")
            .replace("/usr/bin/git", "/bin/true")
            .replace("/usr/bin/make", "/bin/true")
        )
        text = text.replace("/srv/newsroom", "/").replace("User=newsroom\n", "User=root\n")
        (tmp_path / unit.name).write_text(text)
    command = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / unit.name) for unit in units)]
    done = subprocess.run(command, capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "daylight-" in line]
    assert (ours, done.returncode) == ([], 0), done.stderr


def test_the_timer_pulls_past_a_ledger_that_people_commit(tmp_path: Path):
    """Its checkout has the ledger of its last publication, and another one has been pushed since."""

    def git(folder: str, *words: str) -> None:
        who = ("-c", "user.name=Sample", "-c", "user.email=sample@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", *who, "-C", str(tmp_path / folder), *words], check=True)

    def put(folder: str, words: str) -> Path:
        file = tmp_path / folder / "content/ledger.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words)
        return file

    put("people", "{}\n")
    git("people", "init", "-q")
    git("people", "add", ".")
    git("people", "commit", "-qm", "First")
    git(".", "clone", "-q", "people", "timer")
    put("people", '{"by": "people"}\n')
    git("people", "commit", "-qam", "Second")
    ledger = put("timer", '{"by": "timer"}\n')
    unit = (HOSTING / "daylight-publish.service").read_text()
    for command in re.findall(r"^ExecStartPre=-/usr/bin/git (.*)$", unit, re.MULTILINE):
        git("timer", *command.split())
    assert ledger.read_text() == '{"by": "people"}\n'


@pytest.mark.parametrize(
    ("name", "schema"), [("github-actions.yml", "github-workflows"), ("gitlab-ci.yml", "gitlab-ci")]
)
def test_a_workflow_is_what_its_host_reads(name: str, schema: str):
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(HOSTING / name)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_run_with_nothing_due_saves_no_cache():
    """On GitHub, what is saved has a name that no other run gives it; on GitLab, a schedule only reads."""
    steps = yaml.safe_load((HOSTING / "github-actions.yml").read_text())["jobs"]["publish"]["steps"]
    caches = {step["uses"]: step for step in steps if step.get("uses", "").startswith("actions/cache")}
    assert set(caches) == {"actions/cache@v4", "actions/cache/restore@v4", "actions/cache/save@v4"}
    for step in caches.values():
        assert "github." not in step["with"]["key"]
        assert set(re.findall(r"hashFiles\('([^']*)'\)", step["with"]["key"])) <= {"requirements*.txt", LEDGER}
    restore, save = caches["actions/cache/restore@v4"], caches["actions/cache/save@v4"]
    assert (restore["with"]["key"], restore["with"]["path"]) == (save["with"]["key"], save["with"]["path"])
    wanted = re.sub(r"\$\{\{ (.*) \}\}", "{0}", save["with"]["key"])
    known = f"steps.{restore['id']}.outputs.cache-matched-key"
    assert save["if"] == f"{known} != format('{wanted}', hashFiles('{LEDGER}'))"
    assert steps.index(save) == len(steps) - 1
    gitlab = yaml.safe_load((HOSTING / "gitlab-ci.yml").read_text())["publish"]
    policies = {'"schedule"' in rule["if"]: rule["variables"] for rule in gitlab["rules"]}
    assert policies == {True: {"CACHE": "pull"}, False: {"CACHE": "pull-push"}}
    assert gitlab["cache"]["policy"] == "$CACHE"


def scripts() -> list[Any]:
    github = yaml.safe_load((HOSTING / "github-actions.yml").read_text())
    steps = [step["run"] for step in github["jobs"]["publish"]["steps"] if "run" in step]
    gitlab = yaml.safe_load((HOSTING / "gitlab-ci.yml").read_text())["publish"]
    return [*steps, "\n".join([*gitlab["before_script"], *gitlab["script"]])]


@pytest.mark.parametrize("script", scripts())
def test_a_shell_can_read_each_step(script: str):
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("source", "message", "branch", "runs"),
    [
        ("push", "Correct the date", "main", True),
        ("push", "Publish as of 2010-09-01T14:00:00Z", "main", False),
        ("schedule", "Correct the date", "main", True),
        ("schedule", "Publish as of 2010-09-01T14:00:00Z", "main", True),
        ("schedule", "Correct the date", "draft", False),
        ("push", "Correct the date", "draft", False),
    ],
)
def test_gitlab_runs_what_is_pushed_and_each_schedule_but_not_its_own_commit(
    source: str, message: str, branch: str, runs: bool
):
    said = {"PIPELINE_SOURCE": source, "COMMIT_MESSAGE": message, "COMMIT_BRANCH": branch, "DEFAULT_BRANCH": "main"}
    rules = [rule["if"] for rule in yaml.safe_load((HOSTING / "gitlab-ci.yml").read_text())["publish"]["rules"]]

    def holds(term: str) -> bool:
        left, how, right = re.fullmatch(r"\$CI_(\w+) (==|!~) (.+)", term).groups()  # type: ignore[union-attr]
        if how == "!~":
            return not re.search(right.strip("/"), said[left])
        return said[left] == (said[right[4:]] if right.startswith("$CI_") else json.loads(right))

    assert any(all(holds(term) for term in rule.split(" && ")) for rule in rules) is runs


def test_in_ci_the_key_that_publishes_signs():
    """The line of the guide for SIGNING_KEY holds there, too."""
    key = re.search(r'SIGNING_KEY = "(.*)"', (ROOT / "docs/operating.md").read_text())
    assert key
    for name in ("github-actions.yml", "gitlab-ci.yml"):
        assert f"ssh-add -L >{key[1]}\n" in (HOSTING / name).read_text()


def test_every_command_and_option_that_they_type_is_there():
    typed = "\n".join(file.read_text() for file in HOSTING.iterdir())
    listed = subprocess.run(
        [sys.executable, "-m", "invoke", "--search-root", str(ROOT), "--help", "publish"],
        capture_output=True, text=True, cwd=ROOT,
    ).stdout  # fmt: skip
    options = set(re.findall(r"invoke publish ([^\n$]*)", typed))
    for option in {word for line in options for word in line.split() if word.startswith("--")}:
        assert option in listed, option
    make = (ROOT / "Makefile").read_text().replace("$(VENV)", ".venv")
    for target in re.findall(r"make (\.venv/\w+) (\.venv/\w+)", typed)[0]:
        assert f"{target}:" in make


def test_the_target_that_the_guide_writes_can_be_read():
    guide = (ROOT / "docs/operating.md").read_text()
    lines = re.findall(r"^ *TARGETS = (\{.*\})$", guide, re.MULTILINE)
    assert lines
    for line in lines:
        targets = json.loads(line)
        for name in targets:
            assert read_target({"TARGETS": targets}, name)


def test_nginx_accepts_the_server_before_and_after_the_first_publication(tmp_path: Path):
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists():
        pytest.skip("nginx is absent: apt-get install nginx-light")
    (tmp_path / "current").mkdir()
    server = (HOSTING / "nginx.conf").read_text().replace("/srv/site", str(tmp_path))
    server = re.sub(r"listen .*80;", "listen 127.0.0.1:65501;", server, count=1).replace("listen [::]:80;", "")
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{ }}\nhttp {{ access_log off; {server} }}\n"
    )
    for policy in ("", "include /no/such/file;"):
        if policy:
            (tmp_path / "current/_nginx.conf").write_text(policy)
        command = [program, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "log")]
        done = subprocess.run(command, capture_output=True, text=True)
        assert (done.returncode == 0) is not bool(policy), done.stderr


def test_a_target_that_is_not_there_is_refused_on_the_command_line():
    for task in ("publish", "rollback"):
        done = subprocess.run(
            [sys.executable, "-m", "invoke", "--search-root", str(ROOT), task, "--target", "live"],
            capture_output=True, text=True, cwd=ROOT,
        )  # fmt: skip
        assert done.returncode == 1
        assert "There is no target “live”: TARGETS in publishconf.py is empty." in done.stderr
        assert 'Fix: write TARGETS = {"live": {"kind": "ssh"' in done.stderr


def test_nginx_tells_caches_that_a_compressed_page_is_for_some_readers_alone(tmp_path: Path):
    (tmp_path / "root").mkdir()
    (tmp_path / "root/index.html").write_text("Sample words.")
    (tmp_path / "root/index.html.gz").write_bytes(gzip.compress(b"Sample words."))
    lines = re.findall(r"^ *(gzip_\w+ .*;)$", (HOSTING / "nginx.conf").read_text(), re.MULTILINE)
    with nginx(tmp_path / "nginx", tmp_path / "root", " ".join(lines)) as url:
        for headers, encoding in (({"Accept-Encoding": "gzip"}, "gzip"), ({}, None)):
            with urlopen(Request(f"{url}/index.html", headers=headers)) as answer:
                assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == (encoding, "Accept-Encoding")
