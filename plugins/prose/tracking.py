"""Addresses of the web without what tracks their readers, and out of the wrappers of mail programs."""

import re
from base64 import urlsafe_b64decode
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

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
WEB = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
DEEPEST = 5
"""Wrappers within wrappers."""


def plain_address(address: str) -> str:
    """Without parameters that track, and unwrapped; the same where there is nothing to take."""
    if not any(sign in address for sign in "?#;"):  # no query, no fragment, nothing of Proofpoint's
        return address
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
