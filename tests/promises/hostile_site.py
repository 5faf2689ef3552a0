"""A content folder in which every field of every record says what one is told to say. All of it is sample data."""

import json
import re
from collections.abc import Callable, Mapping
from io import BytesIO
from itertools import count
from typing import Any

from PIL import Image

from tests.promises.vectors import without_controls

SITE_URL = "https://sample.example"

Say = Callable[[], str]
"""Gives the next text, with no control character in it."""
Files = dict[str, str | bytes]

_NOT_IN_A_URL = re.compile(r"[\s<>\"]")
_NOT_IN_AN_ADDRESS = re.compile(r"[\s<>\"@]")
_NOT_IN_A_NAME = re.compile(r"[/%\\]|^[.~]+|~$")


def hostile_files(
    say: Say, *, slug: str = "sample", head: Mapping[str, Any] | None = None, replacement: str | None = None
) -> Files:
    """One record of each kind, a translation and two that are withdrawn.

    `head` are further fields of all but the withdrawn, such as a status; `replacement` what the withdrawn name.
    """
    more = dict(head or {})
    picture = file_name(say())
    return {
        f"releases/2010/{slug}.md": record(
            _all(say) | _release(say, slug, picture) | {"date": "2010-09-01"} | more, say()
        ),
        f"releases/2010/{slug}.es.md": record(
            _all(say) | {"date": "2010-09-01", "lang": "es", "translation": "true", "cases": [slug]} | more, say()
        ),
        f"releases/2010/{picture}": sample_picture(),
        f"releases/2010/{slug}-gone.md": record(_withdrawn(say, replacement) | {"date": "2010-09-02"}, say()),
        f"cases/{slug}.md": record(_all(say) | _case(say, slug) | more, say()),
        f"documents/{slug}/index.md": record(_all(say) | _document(say, slug) | {"date": "2010-08-01"} | more, say()),
        f"documents/{slug}-gone/index.md": record(_withdrawn(say, replacement) | {"kind": "memo"}, say()),
        f"pages/{slug}.md": record(_all(say) | more, say()),
    }


def hostile_lists(say: Say) -> Files:
    """The people and organizations that `hostile_files` names, and the two pages with places of their own."""
    contacts = {
        f"person-{number}": {
            "name": _some(say),
            "organization": "group",
            "email": f"a{_NOT_IN_AN_ADDRESS.sub('', say())}@evil.example",
            "phone": "+1 555 555 0100",
            "languages": [_some(say)],
        }
        for number in (1, 2)
    }
    organizations = {
        name: {"name": _some(say), "short_name": say(), "url": web_address(say()), "boilerplate": say()}
        for name in ("group", "other-group")
    }
    return {
        "contacts.yml": _fields(contacts),
        "organizations.yml": _fields(organizations),
        "pages/home.md": record(_all(say), say()),
        "pages/press.md": record(_all(say), say()),
    }


def hostile_settings(say: Say) -> dict[str, str]:
    return {name: _some(say) for name in ("SITENAME", "SITE_TAGLINE", "SITE_NOTICE", "SITE_RIGHTS")}


def record(fields: Mapping[str, Any], body: str) -> str:
    return f"---\n{_fields(fields)}---\n\n{body}\n"


def web_address(text: str) -> str:
    """The nearest address that the schema lets through."""
    return f"https://evil.example/{_NOT_IN_A_URL.sub('', text)}"


def file_name(text: str) -> str:
    """The nearest name of a picture that a disk holds."""
    name = "".join(c for c in _NOT_IN_A_NAME.sub("", without_controls(text)) if c.isprintable()).strip(" .~")
    return f"x{name.encode()[:80].decode('utf-8', 'ignore')}.png"


def _fields(fields: Mapping[str, Any]) -> str:
    """JSON is YAML, but for a byte-order mark in the middle of it."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())
    return "".join(lines).replace("\ufeff", "\\uFEFF").replace("\x7f", "")


def _some(say: Say) -> str:
    return say().strip() or "Sample"


def _all(say: Say) -> dict[str, Any]:
    return {
        "title": _some(say),
        "summary": _some(say),
        "tags": [say(), say()],
        "category": say(),
        "authors": [say()],
        "changes": [
            {"date": "2010-09-03", "note": _some(say)},
            {"date": "2010-09-04", "note": _some(say), "kind": "update"},
        ],
    }


def _release(say: Say, slug: str, picture: str) -> dict[str, Any]:
    return {
        "subtitle": say(),
        "dateline": say(),
        "contacts": ["person-1", "person-2"],
        "organizations": {"lead": ["group"], "with": ["other-group"]},
        "boilerplate": {"group": say(), "other-group": say()},
        "cases": [slug],
        "documents": [slug],
        "images": [{"file": picture, "alt": _some(say), "credit": say()}],
        "coverage": [{"title": _some(say), "url": web_address(say()), "outlet": say(), "date": "2010-09-05"}],
    }


def _case(say: Say, slug: str) -> dict[str, Any]:
    return {
        "case_name_short": say(),
        "status_line": say(),
        "as_of": "2010-09-01",
        "proceedings": [
            {"court": say(), "docket_number": say(), "judge": say(), "cause": say(), "source_url": web_address(say())}
        ],
        "parties": [{"name": _some(say), "role": say()}],
        "counsel": [{"name": _some(say), "organization": say(), "party": say()}],
        "requests": [{"agency": _some(say), "tracking_id": say(), "status": say(), "exemptions": [say()]}],
        "docket": [{"entry_number": "1", "date_filed": "2010-08-01", "description": _some(say), "documents": [slug]}],
        "timeline": [
            {"date": f"2010-08-{day:02}", "title": _some(say), "body": say(), "document": slug} for day in (1, 2, 3)
        ],
        "next_date": {"date": "2011-01-01", "title": say()},
    }


def _document(say: Say, slug: str) -> dict[str, Any]:
    return {
        "kind": "letter",
        "source": say(),
        "recipient": say(),
        "obtained": {"via": say(), "date": "2010-09-01", "release_batch": say()},
        "bates": {"prefix": say(), "start": say(), "end": say()},
        "exemptions": [say()],
        "language": say(),
        "sections": [{"page": "1", "title": _some(say)}],
        "notes": [{"page": "2", "text": _some(say)}],
        "versions": [{"date": "2010-07-01", "comment": say()}],
        "case": slug,
        "docket_entry": say(),
        "rights": say(),
    }


def _withdrawn(say: Say, replacement: str | None) -> dict[str, Any]:
    other = say() if replacement is None else replacement
    reason = {"date": "2010-09-05", "reason": _some(say), "replacement": other}
    return {"title": _some(say), "summary": say(), "status": "withdrawn", "withdrawn": reason}


def sample_picture() -> bytes:
    stream = BytesIO()
    Image.new("L", (8, 8), 128).save(stream, "PNG")
    return stream.getvalue()


def in_turn(*texts: str) -> Say:
    """Each text in its turn, again and again."""
    numbers = count()
    return lambda: texts[next(numbers) % len(texts)]
