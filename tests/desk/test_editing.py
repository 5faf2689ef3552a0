"""`invoke new --edit` opens the draft in the editor that the environment names."""

import sys
from pathlib import Path

import pytest

from plugins.desk.editing import editor, open_in
from plugins.desk.refusal import Refused


def test_the_file_is_opened_with_the_arguments_that_the_editor_is_named_with(tmp_path: Path) -> None:
    program = "import pathlib, sys; pathlib.Path(sys.argv[-1]).write_text(sys.argv[1])"
    file = tmp_path / "a draft.md"
    open_in(editor({"EDITOR": f'{sys.executable} -c "{program}" --wait'}), file)
    assert file.read_text() == "--wait"


def test_visual_counts_where_editor_is_not_set() -> None:
    assert editor({"VISUAL": sys.executable}) == [sys.executable]


@pytest.mark.parametrize(
    ("environment", "what"),
    [
        ({}, "no editor is named"),
        ({"EDITOR": "no-such-editor --wait"}, "there is no program no-such-editor, which EDITOR names"),
        ({"EDITOR": "'"}, "EDITOR is “'”, which names no program"),
    ],
)
def test_without_an_editor_nothing_is_written(environment: dict[str, str], what: str) -> None:
    with pytest.raises(Refused, match=what):
        editor(environment)


def test_an_editor_that_fails_says_where_the_file_is(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"ended with exit code 3\n.*a.md"):
        open_in([sys.executable, "-c", "raise SystemExit(3)"], tmp_path / "a.md")
