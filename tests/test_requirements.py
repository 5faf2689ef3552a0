"""The lists of packages: the line that installs one."""

import shlex
import sys
from pathlib import Path

import pytest

from plugins.requirements import install_line

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", ["requirements-ocr.txt", "requirements-typeset.txt"])
def test_the_line_to_type_names_files_that_are_there_from_any_folder(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for here in (ROOT, tmp_path):
        monkeypatch.chdir(here)
        python, *rest, file = shlex.split(install_line(name))
        assert Path(python).samefile(sys.executable)
        assert rest == ["-m", "pip", "install", "--require-hashes", "--no-deps", "-r"]
        assert Path(file).samefile(ROOT / name)
        assert Path(file).is_absolute() == (here == tmp_path)
