"""Makes docs/reference.md from the schema and the catalog of problems, so that it is always correct."""

from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from plugins.newsroom.library.addresses import RESERVED
from plugins.newsroom.library.links import PUBLISHED_KINDS
from plugins.prose.dialect.differences import DIFFERENCES
from plugins.records.campaign.site import SiteFile
from plugins.records.problems import CATALOG, Severity
from plugins.records.schema import RECORD_TYPES, SINGULARS, Contact, Organization, Record

HEAD = """# Reference

Made from the code by `invoke reference`; a test fails when it is out of date. How to write is in
[writing.md](writing.md).

A record is a Markdown file that begins with its fields, between two `---` lines, one per line as `name: value`.
Pelican's own header, `Name: value` lines above the first empty line, is read too. Every value is text until the schema
types it: `lang: no` is Norwegian. Lists are written one item per line after a dash, or separated by commas.
"""
PLACES = {
    "release": ("Release", "`content/releases/<year>/<slug>.md`, at any depth"),
    "case": ("Case", "`content/cases/<slug>.md`"),
    "document": ("Document", "`content/documents/<slug>/index.md`, beside its PDF"),
    "tracker": ("Tracker", "`content/trackers/<slug>.md`, beside its table `<slug>.csv`"),
    "page": ("Page", "`content/pages/<slug>.md`"),
}


def reference() -> str:
    """The whole page, as Markdown."""
    parts = [HEAD]
    parts.append("## Fields of every record\n\n" + _table(Record, without=()))
    for kind, (name, place) in PLACES.items():
        own = _table(RECORD_TYPES[kind], without=tuple(Record.model_fields))
        parts.append(f"## {name}\n\n{place}\n\n" + (own or "No fields of its own.\n"))
    parts.append(
        "## Contact\n\n`content/contacts.yml`: a name of your choice, then its fields\n\n" + _table(Contact, without=())
    )
    parts.append("## Organization\n\n`content/organizations.yml`, the same way\n\n" + _table(Organization, without=()))
    parts.append(
        "## Site\n\n`content/site.yml`: who the campaign is; every line is optional\n\n" + _table(SiteFile, without=())
    )
    also = ", ".join(f"`{one}` for `{many}`" for one, many in SINGULARS.items())
    parts.append(f"## Names\n\nRead as another field: {also}.\n\nNames that no page may take: {_words(RESERVED)}.\n")
    parts.append(f"Kinds of files that may be linked beside a text: {_words(PUBLISHED_KINDS)}. A PDF is a document.\n")
    parts.append("## Markdown\n\n" + _differences())
    parts.append("## Problems\n\n" + _problems())
    return "\n".join(parts)


def _table(model: type[BaseModel], *, without: tuple[str, ...]) -> str:
    rows = [
        f"| {_name(name, field)} | {field.description or _inner(field)} |"
        for name, field in model.model_fields.items()
        if name not in without or (model is not Record and field.is_required() and name not in ("title",))
    ]
    return "| field | what it says |\n| --- | --- |\n" + "\n".join(rows) + "\n" if rows else ""


def _name(name: str, field: FieldInfo) -> str:
    written = f"`{field.alias or name}`"
    return f"**{written}** (required)" if field.is_required() else written


def _inner(field: FieldInfo) -> str:
    """The fields within a field, if it has no description."""
    names = _fields_in(field.annotation)
    return ", ".join(names) if names else (field.alias or "")


def _fields_in(annotation: Any) -> list[str]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return list(annotation.model_fields)
    return next((found for argument in get_args(annotation) if (found := _fields_in(argument))), [])


def _words(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _differences() -> str:
    def shown(example: str) -> str:
        return "`" + example.replace("\n", "⏎").replace("\t", "⇥") + "`"

    rows = "\n".join(f"- {d.what} {', '.join(map(shown, d.examples))}" for d in DIFFERENCES)
    return (
        "[CommonMark 0.31](https://spec.commonmark.org/0.31.2/) with GitHub's tables, which is what the preview of an "
        f"editor shows. These differ on purpose (⏎ ends a line, ⇥ is a tab):\n\n{rows}\n"
    )


def _problems() -> str:
    said = {
        Severity.ERROR: "every build stops, and nothing is written",
        Severity.PUBLICATION: "a preview is built, but nothing can be published",
        Severity.WARNING: "printed only",
    }
    meaning = "\n".join(f"- *{severity}*: {text}" for severity, text in said.items())
    rows = "\n".join(f"| {code} | {kind.severity} | {kind.meaning} |" for code, kind in CATALOG.items())
    table = f"| code | severity | what |\n| --- | --- | --- |\n{rows}\n"
    return f"{meaning}\n\nInside an item with `status: draft`, every problem is a warning.\n\n{table}"
