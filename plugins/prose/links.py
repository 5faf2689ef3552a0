"""Addresses as staff write them: `{document}slug#page=3`, `https://…`, `mailto:…`, `#place`, `/page/`."""

import re
from dataclasses import dataclass
from typing import get_args
from urllib.parse import quote, unquote, urlsplit

from plugins.prose.model import Scheme
from plugins.records.suggest import nearest

BRACES: dict[str, Scheme] = {
    name: name for name in get_args(Scheme) if name not in ("fragment", "internal", "external", "mail")
}
"""The kinds that are written in braces."""

_BRACE = re.compile(r"(?:\{|%7B)\s*([\w-]*)\s*(?:\}|%7D)(.*)|\|(filename|static|attach)\|(.*)", re.I | re.S)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_NEVER = frozenset({"blob", "data", "file", "ftp", "javascript", "vbscript"})
_PLAIN_HTTP = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z0-9-]*[a-z](?::\d{1,5})?(?:[/?#]|$)", re.I)
_HOST = re.compile(r"https?://[^/?]*", re.I)
_MAIL = re.compile(r"mailto:[^@\s?,]+@[^@\s?,]+(?:,[^@\s?,]+@[^@\s?,]+)*(?:\?.*)?", re.I)
"""RFC 6068: one address or several. Spaces in a subject are encoded for the writer."""
_TELEPHONE = re.compile(r"tel:\+?[\d().\s-]*\d[\d().\s-]*(?:;\S*)?", re.I)
_ILLEGAL = re.compile(r"""[\s"<>\\^`{|}\[\]]|%(?![0-9a-f]{2})""", re.I)
_FILE = re.compile(
    r"\.(?:md|markdown|html?|pdf|png|jpe?g|gif|webp|avif|svg|csv|tsv|txt|docx?|odt|xlsx?|ods|zip|mp[34]|ogg)$", re.I
)
_ON_A_COMPUTER = re.compile(
    r"file:|smb:|afp:|[a-z](?::|%3a)(?:[\\/]|%5c)|\\\\?[\w.$-]+\\|~/|/(?:Users|home)/[^/]+/.|/Volumes/.|/tmp/.|/var/folders/",
    re.I,
)
_PREVIEW = re.compile(
    r"https?://(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|192\.168(?:\.\d+){2}|10(?:\.\d+){3}|[\w-]+\.local)"
    r"(?::\d+)?(?=[/?#]|$)",
    re.I,
)
_HALF_SCHEME = re.compile(r"(https?)(?:[:;,.]?/{1,3}|[:;]|/+:/*)(?=(?:[\w-]+\.)+[a-z]{2,24}(?:[:/?#]|$))", re.I)
_QUOTES = "\"'“”‘’„«»<>`"
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,24}(?::\d+)?(?:[/?]|$)", re.I)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that can be followed, or resolved once the site is known."""

    scheme: Scheme
    target: str
    fragment: str = ""

    @property
    def url(self) -> str:
        """For an external or e-mail address: as a browser takes it."""
        return f"{self.target}#{self.fragment}" if self.fragment else self.target


@dataclass(frozen=True, slots=True)
class Refused:
    """An address that leads nowhere, or where no page may link."""

    what: str
    fix: str
    better: str = ""
    """The address that is meant, where that is certain or nearly so."""
    where: str = ""
    """What must be true for that."""


def read_address(written: str, *, of_image: bool = False) -> Address | Refused:
    """Find out what kind of address this is. An image's may also be a path relative to the text's file."""
    address = written.strip()
    if m := _BRACE.fullmatch(address):
        return _in_braces(m[1] or m[3] or "", m[2] or m[4] or "")
    if is_on_a_computer(address):
        fix = "put the file into the content folder, beside this text, and link to it as {attach}name.ending"
        return Refused(f"the address {short(address)} is on your own computer, where no reader can open it", fix)
    target, _, fragment = address.partition("#")
    if _PLAIN_HTTP.match(address):
        return _external(target, fragment)
    if not address:
        return Refused("the address is empty", "write the address between the round brackets")
    if address.startswith("#"):
        return Address("fragment", "", _legal(fragment))
    if address.startswith("//"):
        if not has_host(f"https:{address}"):
            return _malformed(address)
        return Refused(
            f"the address {address} does not start with https:", f"write https:{address}", f"https:{address}"
        )
    if address.startswith("/"):
        return Address("internal", _legal(target), _legal(fragment))
    if m := _SCHEME.match(address):
        return _with_scheme(address, m[1].lower(), target, fragment)
    if of_image and not address.startswith("www."):
        return Address("static", unquote(target))
    return _without_scheme(address)


def is_on_a_computer(address: str) -> bool:
    """Whether it is a path on somebody's computer or network: `C:\\Users\\…`, `file:///…`, `/Users/…`."""
    return _ON_A_COMPUTER.match(address) is not None


def of_preview(address: str) -> str:
    """The part of an address of a server on one's own computer that comes after its host; empty for any other."""
    m = _PREVIEW.match(address)
    return (address[m.end() :] or "/") if m else ""


def _in_braces(name: str, rest: str) -> Address | Refused:
    target, _, fragment = rest.strip().partition("#")
    scheme = BRACES.get(name.lower())
    if scheme is None:
        guess = nearest(name, BRACES)
        choices = ", ".join(f"{{{known}}}" for known in BRACES)
        fix = f"did you mean {{{guess}}}{rest}?" if guess else f"write one of {choices}"
        return Refused(f"{{{name}}} is not a kind of link", fix, f"{{{guess}}}{rest}" if guess else "")
    if not target:
        return Refused(f"{{{scheme}}} is followed by no name", f"write the name after it, as in {{{scheme}}}name")
    return Address(scheme, unquote(target), unquote(fragment))


def _with_scheme(address: str, scheme: str, target: str, fragment: str) -> Address | Refused:
    match scheme:
        case "http" | "https":
            return _external(target, fragment) if has_host(target) else _malformed(address)
        case "mailto":
            if not _MAIL.fullmatch(address):
                return Refused(f"{address} is not an e-mail address", "write it as mailto:name@example.org")
            return Address("mail", _legal(f"mailto:{address[7:]}"))
        case "tel":
            if not _TELEPHONE.fullmatch(address):
                return Refused(f"{address} is not a telephone number", "write it as tel:+1-212-555-0100")
            return Address("mail", re.sub(r"\s+", "-", f"tel:{address[4:].strip()}"))
    if _DOMAIN.match(address):
        return _without_scheme(address)
    guess = "" if scheme in _NEVER else nearest(scheme, [*BRACES, "https", "mailto"])
    rest = address[len(scheme) + 1 :]
    better = f"{{{guess}}}{rest.lstrip('/')}" if guess in BRACES else f"{guess}:{rest}" if guess else ""
    fix = f"did you mean {better}?" if better else "link to an address that starts with https://"
    return Refused(f"the address {short(address)} is not a kind of link that works on a website", fix, better)


def _external(target: str, fragment: str) -> Address:
    scheme, _, rest = target.partition(":")
    return Address("external", _legal(f"{scheme.lower()}:{rest}"), _legal(fragment).replace("#", "%23"))


def has_host(target: str) -> bool:
    """Whether the address of a scheme with `//` names a host that others can reach by it."""
    try:
        parts = urlsplit(target)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or _ILLEGAL.search(host) or port == 0:
        return False
    return host == "localhost" or ":" in host or "." in host.strip(".")


def _malformed(address: str) -> Refused:
    if m := re.match(r"https?:(?://)?(https?:/.*)", address, re.I):
        return Refused(f"the address {short(address)} has its scheme twice", f"write {m[1]}", m[1])
    if better := _whole_scheme(address):
        return Refused(f"the address {short(address)} is half-written", f"write {better}", better)
    return Refused(f"the address {short(address)} names no host", "write it whole, as in https://www.example.org/page")


def _whole_scheme(address: str) -> str:
    """`https:/example.org` and `http//example.org` with what their scheme lacks; empty for anything else."""
    m = _HALF_SCHEME.match(address)
    return f"{m[1].lower()}://{address[m.end() :]}" if m else ""


def _without_scheme(address: str) -> Refused:
    if address.startswith("(") and address.endswith(")"):
        fix = f"remove one pair of brackets: {address[1:-1]}"
        return Refused(f"the address {short(address)} is between two pairs of brackets", fix, address[1:-1])
    inner = address.strip(_QUOTES)
    if inner != address and inner and (address[0] in _QUOTES or address[-1] in _QUOTES):
        return Refused(f"the address {short(address)} is in quotation marks", f"write {inner}", inner)
    if better := _whole_scheme(address):
        return Refused(f"the address {short(address)} is half-written", f"write {better}", better)
    if _TELEPHONE.fullmatch(f"tel:{address}") and sum(map(str.isdigit, address)) >= 7:
        return Refused(f"the address {short(address)} is a telephone number", f"write tel:{address}", f"tel:{address}")
    name = address.partition("#")[0].partition("?")[0]
    better = ""
    if "@" in name and "/" not in name:
        better = f"mailto:{address}"
        fix = f"write {better}"
    elif _FILE.search(name):
        better = f"{{{'filename' if name.lower().endswith(('.md', '.markdown')) else 'attach'}}}{address}"
        fix = f"write {better} for a file of this site, or the full address, starting with https://"
    elif _DOMAIN.match(address):
        better = f"https://{address}"
        fix = f"write the full address, starting with https://: {better}"
    else:
        fix = "write the full address, starting with https://, or name a record, as in {release}slug"
    where = "for a file of this site, " if better.startswith("{") else ""
    return Refused(f"the address {short(address)} is incomplete", fix, better, where)


def _legal(address: str) -> str:
    """The address with characters not allowed in a URL percent-encoded."""
    if not _ILLEGAL.search(address):
        return address
    host = m.end() if (m := _HOST.match(address)) else 0
    return address[:host] + _ILLEGAL.sub(lambda m: quote(m[0]), address[host:])


def short(text: str, most: int = 80) -> str:
    """A text as it is quoted in a message."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
