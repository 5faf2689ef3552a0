from pathlib import Path

from plugins.desk.reference import reference
from plugins.records.problems import CATALOG
from plugins.records.schema import RECORD_TYPES

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_reference_says_what_the_code_does():
    assert (DOCS / "reference.md").read_text(encoding="utf-8") == reference(), "run `invoke reference`"


def test_the_reference_names_every_field_and_every_problem():
    text = reference()
    for model in RECORD_TYPES.values():
        for name, field in model.model_fields.items():
            assert f"`{field.alias or name}`" in text
    for code in CATALOG:
        assert f"| {code} |" in text
