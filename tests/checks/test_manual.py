"""docs/writing.md says every field and every kind of markup by example, and each example is read as it says."""

import re
from textwrap import dedent
from typing import Any

import pytest

from plugins.records.problems import Severity
from plugins.records.schema import RECORD_TYPES
from tests.conftest import Files
from tests.prose.showing import html
from tests.whole.commands import ROOT

GUIDE = (ROOT / "docs/writing.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"```yaml\n# (\S+\.md)\n(.*?)```", GUIDE, re.DOTALL))
PEOPLE: Files = {
    "contacts.yml": "maria-example:\n  name: Maria Example\n",
    "organizations.yml": "example-alliance:\n  name: A\nsample-project:\n  name: B\n",
}


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_every_field_is_in_the_manual_by_example(kind: str) -> None:
    names = [field.alias or name for name, field in RECORD_TYPES[kind].model_fields.items()]
    assert [name for name in names if not re.search(rf"(?<![\w-])(?:{name}:|`{name}`)", GUIDE)] == []


def test_the_records_of_the_manual_are_read_as_they_are_written(find: Any, edition: Any) -> None:
    files: Files = {path: f"---\n{fields}---\nWords.\n" for path, fields in EXAMPLES.items()} | PEOPLE
    assert len(EXAMPLES) == 3
    wrong = [p for p in find(files) if p.code not in ("C003", "V001")]  # its pictures and PDFs are not there
    assert [p.text("content") for p in wrong if p.path.endswith(".md") and p.severity is not Severity.WARNING] == []
    records = {item.path: item.record for item in edition(files).library.items}
    assert set(records) == set(EXAMPLES)
    for path, fields in EXAMPLES.items():
        for name in re.findall(r"^(\w+):", fields, re.MULTILINE):
            assert getattr(records[path], name), (path, name)


def test_the_markup_of_the_manual_is_read_as_it_says() -> None:
    part = GUIDE.partition("\n## The text\n")[2].partition("You can use HTML")[0]
    lines = [line for line in part.split("\n") if line.startswith("    ") or not line]
    text = re.sub(r"(?<=\S) {6,}\S.*$", "", dedent("\n".join(lines)), flags=re.MULTILINE)  # without what it says beside
    shown = html(text)
    for tag in (
        "<h2", "<em>", "<strong>", "<code>", "<ul>", "<ol>", "<table>", '<sup id="fnref-1">', "<dl>", "<abbr ", "<br>",
        '<em lang="es">', "<hr>", '<h2 id="two">', '<a href="mailto:press@example.org">', "<pre ",
    ):  # fmt: skip
        assert tag in shown, tag
    assert "a remark that nobody sees" not in shown
