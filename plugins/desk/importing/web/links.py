"""Addresses as their author meant them: without trackers, and out of the wrappers of mail programs."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from plugins.prose.tracking import WEB, plain_address

OPAQUE = re.compile(
    r"[\w.-]*(?:list-manage\.com/track|click\.|clicks?\d*\.|links?\.|trk\.|track(?:ing)?\.|email\.mg\.|url\d+\.|ct\.sendgrid\.net)"
    r"[\w.-]*/?.*"
)
"""Hosts of senders of mail, whose addresses say only whom they were sent to."""
SAFE = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>]+", re.IGNORECASE)
ON_DISK = re.compile(r"(?i)(?:file:|[a-z]:[\\/]|\\\\|/(?:users|home)/)")


@dataclass(slots=True)
class Links:
    """The addresses of one source, and what became of them."""

    base: str = ""
    """Where the page stood, so that its relative addresses can be made whole; empty where it does not say."""
    cleaned: list[str] = field(default_factory=list)
    """Addresses from which something was taken."""
    lost: list[tuple[str, str]] = field(default_factory=list)
    """(Words, address) of links that lead nowhere for a reader."""
    opaque: list[str] = field(default_factory=list)

    def target(self, address: str, words: str) -> str:
        """The address for a reader; empty where there is none, and then the words stay without a link."""
        address = "".join(address.split()) if address.lower().lstrip().startswith(("http", "www.")) else address.strip()
        if not address or address.startswith("#"):
            return ""
        if ON_DISK.match(address):
            self.lost.append((words, address))
            return ""
        if address.lower().startswith("www."):
            address = f"http://{address}"
        if not re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
            if not self.base:
                self.lost.append((words, address))
                return ""
            try:
                address = urljoin(self.base, address)
            except ValueError:
                self.lost.append((words, address))
                return ""
        if not SAFE.fullmatch(address):
            self.lost.append((words, address))
            return ""
        return self.without_trackers(address)

    def without_trackers(self, address: str) -> str:
        plain = plain_address(address)
        if plain != address:
            self.cleaned.append(address)
        try:
            parts = urlsplit(plain)
        except ValueError:
            return plain
        if OPAQUE.fullmatch(f"{parts.netloc}{parts.path}") and (parts.query or len(parts.path) > 40):
            self.opaque.append(plain)
        return plain

    def in_text(self, text: str) -> str:
        """A Markdown text, the addresses in it cleaned."""
        return WEB.sub(lambda m: _in_place(m[0], self.without_trackers), text)

    def notes(self) -> list[str]:
        notes = []
        if self.cleaned:
            hosts = ", ".join(dict.fromkeys(_host(address) for address in self.cleaned))
            notes.append(f"links: tracking was taken out of {len(self.cleaned)} ({_cut(hosts, 100)}).")
        for words, address in self.lost:
            notes.append(f"link lost: “{_cut(words, 40)}” led to {_cut(address, 100)}, which readers cannot open.")
        for address in dict.fromkeys(self.opaque):
            notes.append(f"link: {_cut(address, 100)} tracks who clicks it. Open it, and write where it leads.")
        return notes


def _in_place(address: str, clean: Callable[[str], str]) -> str:
    """An address with what follows it in a sentence or in Markdown."""
    match = re.match(r"(.*?)([).,;:!?*_\]'”’|]*)\Z", address, re.DOTALL)
    assert match
    inner, after = match[1], match[2]
    if ")" in inner and inner.count("(") < inner.count(")"):  # a link of Markdown, and text after it
        cut = inner.index(")")
        inner, after = inner[:cut], inner[cut:] + after
    return f"{clean(inner)}{after}"


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc or address[:40]
    except ValueError:
        return address[:40]


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
