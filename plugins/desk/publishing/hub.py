"""Tell a WebSub hub that feeds have changed (w3.org/TR/websub; publishing as in PubSubHubbub 0.4, section 7)."""

from collections.abc import Iterable
from http.client import HTTPException
from itertools import islice
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

PATIENCE = 10.0
"""Seconds to wait for the hub."""
AT_ONCE = 50
"""Addresses in one request."""


class HubError(Exception):
    """The hub did not take it; the text says why, without a full stop."""


def ping(hub: str, urls: Iterable[str]) -> None:
    """Have the hub fetch these feeds. Raises `HubError`."""
    left = iter(urls)
    while part := list(islice(left, AT_ONCE)):
        form = [("hub.mode", "publish"), *(("hub.url", url) for url in part), *(("hub.topic", url) for url in part)]
        request = Request(hub, data=urlencode(form).encode(), headers={"User-Agent": "Daylight"})
        try:
            with urlopen(request, timeout=PATIENCE):
                pass
        except (URLError, HTTPException, OSError, ValueError) as error:
            raise HubError(str(getattr(error, "reason", "") or error)) from None
