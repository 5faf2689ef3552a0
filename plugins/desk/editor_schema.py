"""JSON Schemas (draft 2020-12) of all fields, made from the code, so that editors complete and check them.

They say what an editor may underline, and are milder than the checks: numbers stand for text, as in `slug: 2025`.
"""

import types
from datetime import date, datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from plugins.records.campaign.site import SiteFile
from plugins.records.schema import READ_AS, RECORD_TYPES, SINGULARS, Contact, Organization

SCALAR = {"type": ["string", "number", "boolean", "null"]}
"""A text: YAML readers other than ours guess types."""
LISTS: dict[str, type[BaseModel]] = {"contacts": Contact, "organizations": Organization}
"""Files of one mapping, from a name of one's choice to these fields."""


def editor_schemas() -> dict[str, dict[str, Any]]:
    """By name: the fields of each type of record, and the files contacts.yml, organizations.yml and site.yml."""
    found = {kind: _top(f"Fields of a {kind}", _object(model)) for kind, model in RECORD_TYPES.items()}
    for singular, plural in SINGULARS.items():
        for schema in found.values():
            schema["properties"][singular] = schema["properties"][plural]
    for name, model in LISTS.items():
        found[name] = _top(f"{name}.yml", {"type": "object", "additionalProperties": _object(model)})
    found["site"] = _top("site.yml", _object(SiteFile))
    return dict(sorted(found.items()))


def _top(title: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def _object(model: type[BaseModel]) -> dict[str, Any]:
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {name: _field(info) for name, info in fields.items()},
        "additionalProperties": False,
    }
    required = [name for name, info in fields.items() if info.is_required()]
    return {**schema, "required": required} if required else schema


def _field(info: FieldInfo) -> dict[str, Any]:
    widened = any("_named" in str(getattr(part, "func", "")) or "_lead" in str(part) for part in info.metadata)
    schema = _of(info.annotation)
    if widened:
        schema = {"anyOf": [schema, SCALAR, {"type": "array", "items": SCALAR}]}
    return {"description": info.description, **schema} if info.description else schema


def _of(annotation: Any) -> dict[str, Any]:
    """What values of a type look like in YAML."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _of(get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        kinds = [_of(part) for part in get_args(annotation) if part is not type(None)]
        return kinds[0] if all(kind == kinds[0] for kind in kinds) else {"anyOf": kinds}
    if origin is Literal:
        return {"enum": [*get_args(annotation), *(READ_AS if "draft" in get_args(annotation) else ())]}
    if origin is tuple:
        item = _of(get_args(annotation)[0])
        return {"anyOf": [SCALAR, *([item] if item.get("type") == "object" else []), {"type": "array", "items": item}]}
    if origin is dict:
        return {"type": ["object", "array", "string", "null"]}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _object(annotation)
    if annotation in (str, int, bool, date, datetime):
        return SCALAR
    raise TypeError(f"no schema for {annotation!r}: say in {__name__} what it looks like in YAML")
