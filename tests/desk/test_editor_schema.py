"""The schemas for editors accept what we accept, and underline what we refuse."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from plugins.desk.editor_schema import editor_schemas
from plugins.records.schema import RECORD_TYPES
from tests.demonstration import CAMPAIGN, demonstration
from tests.golden_build import CONTENT as SAMPLE

DOCS = Path(__file__).resolve().parents[2] / "docs" / "schema"
FOLDERS = {"releases": "release", "cases": "case", "documents": "document", "pages": "page", "trackers": "tracker"}


class PlainLoader(yaml.SafeLoader):
    """As editors read YAML 1.2: a date is a text."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def errors(kind: str, fields: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(editor_schemas()[kind]).iter_errors(fields)]


def fields_of(text: str) -> Any:
    return yaml.load(text.split("---\n")[1], Loader=PlainLoader)


def test_the_files_are_what_the_code_says() -> None:
    written = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in DOCS.glob("*.json")}
    assert written == editor_schemas(), "run `invoke reference`"


@pytest.mark.parametrize("kind", sorted(editor_schemas()))
def test_each_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(editor_schemas()[kind])


@pytest.mark.parametrize("content", [CAMPAIGN, SAMPLE], ids=["demonstration", "sample"])
def test_every_record_of_ours_is_accepted(content: Path) -> None:
    if content == CAMPAIGN:
        demonstration()
    for file in sorted(content.rglob("*.md")):
        kind, text = FOLDERS[file.relative_to(content).parts[0]], file.read_text(encoding="utf-8")
        if text.startswith("---\n") and "stauts" not in text:  # one sample is a draft with a fault
            assert errors(kind, fields_of(text)) == [], file
    for name in ("contacts", "organizations", "site"):
        if (content / f"{name}.yml").exists():
            fields = yaml.load((content / f"{name}.yml").read_text(encoding="utf-8"), Loader=PlainLoader)
            assert errors(name, fields or {}) == [], name


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("release", "title: A\ndate: 2010-09-01\nslug: 2025"),
        ("release", "title: 2010\ndate: 2010-09-01\ntags: a, b\nauthor: A\nlang: no"),
        ("release", "title: A\ndate: 2010-09-01\nstatus: hidden\ntags: [a, b]\nimages: {file: a.png, alt: A}"),
        ("release", "title: A\ndate: 2010-09-01\norganizations: aclu\nboilerplate: [aclu]"),
        ("case", "title: A\nsummary: B\nnext_date: 2010-09-01\nparties: A, B"),
        ("document", "title: A\nkind: memo\nobtained: FOIA\nbates: ICE-1"),
        ("contacts", "ana: {name: Ana, languages: English}"),
    ],
)
def test_every_short_form_is_accepted(kind: str, fields: str) -> None:
    assert errors(kind, yaml.load(fields, Loader=PlainLoader)) == []


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("release", "title: A\ndate: 2010-09-01\nstauts: draft", "stauts"),
        ("release", "date: 2010-09-01", "'title' is a required property"),
        ("release", "title: A\ndate: 2010-09-01\nstatus: drfat", "drfat"),
        ("release", "title: [A]\ndate: 2010-09-01", "['A']"),
        ("document", "title: A\nkind: memorandum", "memorandum"),
        ("contacts", "ana: {email: a@example.org}", "'name' is a required property"),
    ],
)
def test_what_we_refuse_is_underlined(kind: str, fields: str, said: str) -> None:
    assert said in " ".join(errors(kind, yaml.load(fields, Loader=PlainLoader)))


def test_every_field_has_its_meaning_at_hand() -> None:
    for kind, model in RECORD_TYPES.items():
        shown = editor_schemas()[kind]["properties"]
        for name, info in model.model_fields.items():
            assert shown[info.alias or name].get("description", "") == (info.description or "")
