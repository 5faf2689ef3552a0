"""Other ways to look at a page: as subscribers see it, shared, as an e-mail, on a phone. Only in the preview."""

import json
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from plugins.desk.preview.answers import find

TEMPLATES = Path(__file__).with_name("templates")
LOOKS = {
    "feed": "As subscribers see it",
    "shared": "As shared",
    "email": "As e-mail",
    "phone": "Phone",
}
"""By the name in their address, `/_preview/feed/releases/2010/a/`, and what they are called."""

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def draw(name: str, **values: object) -> bytes:
    """A page of the preview's own, by the name of its template."""
    return _environment.get_template(f"{name}.html").render(**values).encode()


def as_in_feed(folder: Path, base_path: str, address: str) -> bytes:
    """The item of the page as a plain feed reader shows it; or why there is none."""
    for feed in ("feeds/all.json", "feeds/documents.json", "feeds/corrections.json"):
        file = find(folder, feed)
        items: list[dict[str, Any]] = json.loads(file.read_bytes())["items"] if file else []
        for item in items:
            if urlsplit(item.get("url", "")).path == f"{base_path}{address}":
                return draw("feed", item=item, page=f"{base_path}{address}", look=LOOKS["feed"])
    return draw("none", page=f"{base_path}{address}", look=LOOKS["feed"], why="No feed has an item for this page.")


def as_shared(folder: Path, base_path: str, address: str) -> bytes:
    """The card that other sites show of a link to the page: its picture, site, title and summary."""
    file = find(folder, f"{address}index.html")
    page = f"{base_path}{address}"
    if file is None:
        return draw("none", page=page, look=LOOKS["shared"], why="Page not found.")
    soup = BeautifulSoup(file.read_bytes(), "lxml")
    said = {
        str(meta.get("property") or meta.get("name")): str(meta.get("content", ""))
        for meta in soup.find_all("meta", content=True)
    }
    title = said.get("og:title") or (soup.title.get_text(strip=True) if soup.title else "")
    card = {
        "title": title,
        "summary": said.get("og:description") or said.get("description", ""),
        "site": said.get("og:site_name", ""),
        "host": urlsplit(said.get("og:url", "")).netloc,
        "picture": urlsplit(said.get("og:image", "")).path,
        "alt": said.get("og:image:alt", ""),
    }
    return draw("shared", card=card, page=page, look=LOOKS["shared"])


class Mail(Protocol):
    """What an e-mail says."""

    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...


def as_sent(mail: Mail | None, page: str) -> bytes:
    """The e-mail of a release, in a wide window and on a phone, and its text for programs that show no HTML."""
    if mail is None:
        return draw("none", page=page, look=LOOKS["email"], why="Only a release can be sent as an e-mail.")
    return draw("email", mail=mail, page=page, look=LOOKS["email"])


def on_a_phone(base_path: str, address: str) -> bytes:
    return draw("phone", page=f"{base_path}{address}", look=LOOKS["phone"])


def unread(problems: list[dict[str, Any]]) -> bytes:
    """Instead of "not found": why a record has no page yet."""
    return draw("unread", problems=problems, look="This page can't be shown yet")
