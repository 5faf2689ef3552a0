"""Compiled templates are taken up again only where they are those of the same text, words and code."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from plugins.render import bytecode
from plugins.render.bytecode import CompiledTemplates, KeptTemplates
from plugins.render.precompile import compile_templates
from plugins.render.theme import Theme, _Environment
from tests.conftest import THEME
from tests.render.test_output import SITE, View

LOCALE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Hello"\nmsgstr "{}"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "translations").mkdir()
    (tmp_path / "templates" / "page.html").write_text('<p>{{ _("Hello") }} {{ view.text }}</p>\n')
    (tmp_path / "translations" / "es.po").write_text(LOCALE.format("Hola"))
    return tmp_path


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that were compiled."""
    found: list[str] = []
    plain = _Environment.compile

    def compile_it(environment: Any, source: Any, name: Any = None, *more: Any, **named: Any) -> Any:
        found.append(name)
        return plain(environment, source, name, *more, **named)

    monkeypatch.setattr(_Environment, "compile", compile_it)
    return found


def drawn(folder: Path, lang: str = "es", compiled: type[CompiledTemplates] = KeptTemplates) -> str:
    return Theme(folder, SITE, compiled=compiled).draw("page.html", View("a < b"), lang)


def test_a_template_is_compiled_once(folder: Path, compilations: list[str]):
    assert [drawn(folder), drawn(folder)] == ["<p>Hola a &lt; b</p>\n"] * 2
    assert compilations == ["page.html"]


def test_each_language_has_its_own(folder: Path):
    assert (drawn(folder, "es"), drawn(folder, "en"), drawn(folder, "es")) == (
        "<p>Hola a &lt; b</p>\n", "<p>Hello a &lt; b</p>\n", "<p>Hola a &lt; b</p>\n",
    )  # fmt: skip


def test_other_words_another_text_and_other_code_are_compiled_anew(
    folder: Path, compilations: list[str], monkeypatch: pytest.MonkeyPatch
):
    drawn(folder)
    (folder / "translations" / "es.po").write_text(LOCALE.format("Buenas"))
    assert drawn(folder) == "<p>Buenas a &lt; b</p>\n"
    (folder / "templates" / "page.html").write_text('<b>{{ _("Hello") }}</b>\n')
    assert drawn(folder) == "<b>Buenas</b>\n"
    monkeypatch.setattr(bytecode, "_compiler", lambda: b"other code")
    drawn(folder)
    assert len(compilations) == 4


@pytest.mark.parametrize("damage", ["shorter", "other", "empty", "folder"])
def test_a_damaged_file_counts_as_none(folder: Path, damage: str, compilations: list[str]):
    before = drawn(folder)
    (file,) = (folder / "__pycache__").iterdir()
    data = file.read_bytes()
    if damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes({"shorter": data[:-1], "other": bytes([data[0] ^ 1]) + data[1:], "empty": b""}[damage])
    assert drawn(folder, compiled=CompiledTemplates) == before
    assert len(compilations) == 2


def test_a_build_reads_what_was_compiled_and_writes_nothing(folder: Path, compilations: list[str]):
    assert drawn(folder, compiled=CompiledTemplates) == "<p>Hola a &lt; b</p>\n"
    assert not (folder / "__pycache__").exists()
    compile_templates(folder)
    before = sorted((folder / "__pycache__").iterdir())
    assert len(before) == 2
    compilations.clear()
    assert drawn(folder, compiled=CompiledTemplates) == "<p>Hola a &lt; b</p>\n"
    assert drawn(folder, "en", compiled=CompiledTemplates) == "<p>Hello a &lt; b</p>\n"
    assert compilations == []
    assert sorted((folder / "__pycache__").iterdir()) == before


def test_every_template_of_the_theme_can_be_compiled_beforehand(tmp_path: Path):
    shutil.copytree(THEME, tmp_path / "theme", ignore=shutil.ignore_patterns("__pycache__"))
    compile_templates(tmp_path / "theme")
    templates = [file for file in (THEME / "templates").rglob("*") if file.is_file()]
    catalogs = list((THEME / "translations").glob("*.po"))
    assert len(list((tmp_path / "theme/__pycache__").iterdir())) == len(templates) * (1 + len(catalogs))
