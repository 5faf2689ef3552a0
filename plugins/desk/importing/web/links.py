"""Addresses as their author meant them: without trackers, and out of the wrappers of mail programs."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qs, unquote, urljoin, urlsplit, urlunsplit

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|_hs(?:enc|mi)"
    r"|hs(?:CtaTracking|_\w+)|mkt_tok|vero_(?:id|conv)|oly_(?:enc|anon)_id|wickedid|_openstat|trk_\w+|ml_subscriber\w*"
    r"|ck_subscriber_id|s_cid|emci|emdi|ceid|ref_src|ref_url|__s|__hstc|__hssc|__hsfp",
    re.IGNORECASE,
)
"""Names of parameters that only say who clicked where."""
WRAPPERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}/url"), "q"),
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}/url"), "url"),
    (re.compile(r"[\w.-]*safelinks\.protection\.outlook\.(?:com|us|cn)/.*"), "url"),
    (re.compile(r"l\.(?:facebook|instagram|messenger|threads)\.com/.*"), "u"),
    (re.compile(r"(?:www\.|m\.)?facebook\.com/l\.php"), "u"),
    (re.compile(r"linkprotect\.cudasvc\.com/url"), "a"),
    (re.compile(r"(?:www\.)?linkedin\.com/(?:safety/go|redir/redirect)/?"), "url"),
    (re.compile(r"(?:www\.)?youtube\.com/redirect"), "q"),
    (re.compile(r"duckduckgo\.com/l/?"), "uddg"),
    (re.compile(r"slack-redir\.net/link"), "url"),
    (re.compile(r"out\.reddit\.com/.*"), "url"),
)
PROOFPOINT = re.compile(r"https?://urldefense\.(?:com|us)/v3/__(?P<url>.+?)__;(?P<signs>[\w-]*)!.*", re.IGNORECASE)
PROOFPOINT_2 = re.compile(r"https?://urldefense\.proofpoint\.com/v[12]/url", re.IGNORECASE)
OPAQUE = re.compile(
    r"[\w.-]*(?:list-manage\.com/track|click\.|clicks?\d*\.|links?\.|trk\.|track(?:ing)?\.|email\.mg\.|url\d+\.|ct\.sendgrid\.net)"
    r"[\w.-]*/?.*"
)
"""Hosts of senders of mail, whose addresses say only whom they were sent to."""
WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
SAFE = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>]+", re.IGNORECASE)
ON_DISK = re.compile(r"(?i)(?:file:|[a-z]:[\\/]|\\\\|/(?:users|home)/)")
DEEPEST = 5
"""Wrappers within wrappers."""


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


def plain_address(address: str) -> str:
    """Without parameters that track, and unwrapped; the same where there is nothing to take."""
    for _ in range(DEEPEST):
        inner = _unwrapped(address)
        if not inner or inner == address:
            break
        address = inner
    return _without_parameters(address)


def _unwrapped(address: str) -> str:
    if match := PROOFPOINT.match(address):
        return _from_proofpoint(match["url"], match["signs"])
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if not parts.query:
        return ""
    try:
        query = parse_qs(unescape(parts.query))
    except ValueError:
        return ""
    if PROOFPOINT_2.match(address):
        inner = unquote(query.get("u", [""])[0].replace("-", "%").replace("_", "/"))
        return inner if WEB.fullmatch(inner) else ""
    place = f"{parts.netloc.lower().partition(':')[0]}{parts.path}"
    for pattern, name in WRAPPERS:
        if pattern.fullmatch(place):
            inner = query.get(name, [""])[0].strip()
            if WEB.fullmatch(inner):
                return inner
    return ""


def _from_proofpoint(url: str, signs: str) -> str:
    """Version 3 puts each sign that it dislikes into a list of its own, in base64, and a star in its place."""
    try:
        left = iter(urlsafe_b64decode(signs + "=" * (-len(signs) % 4)).decode())
        inner = re.sub(r"\*", lambda _: next(left), url)
    except (ValueError, StopIteration):
        return ""
    inner = re.sub(r"^(https?:/)(?=[^/])", r"\1/", inner)
    return inner if WEB.fullmatch(inner) else ""


def _without_parameters(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    query = _without_pairs(parts.query)
    fragment = "" if "=" in parts.fragment and not _without_pairs(parts.fragment) else parts.fragment
    if query == parts.query and fragment == parts.fragment:
        return address
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, fragment))


def _without_pairs(query: str) -> str:
    """The pairs that stay, as they were written."""
    if not TRACKING.search(query):
        return query
    pairs = [pair for pair in re.split(r"&(?:amp;)?", query) if pair]
    return "&".join(pair for pair in pairs if not TRACKING.fullmatch(pair.partition("=")[0]))


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc or address[:40]
    except ValueError:
        return address[:40]


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"
