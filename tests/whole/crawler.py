"""A built site, read as visitors' machines read it: what stands at an address, and what every page leads to."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pypdfium2
from bs4 import BeautifulSoup, Tag
from lxml import etree

LINKS = {
    **dict.fromkeys(("a", "area", "link", "image", "use"), ("href",)),
    **dict.fromkeys(("img", "source", "video", "audio", "script", "iframe", "embed"), ("src", "poster")),
    **dict.fromkeys(("blockquote", "q", "del", "ins"), ("cite",)),
    "form": ("action",),
    "object": ("data",),
}
"""Where an address can stand."""
LOADED = ("img", "source", "video", "audio", "script", "iframe", "embed", "object", "image", "use")
LOADED_RELATIONS = frozenset(["stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "manifest"])
URL_IN_TEXT = re.compile(r"https?://[^\s<>\"']+")
PDF_PAGE = re.compile(r"page=([1-9][0-9]*)")
XML = etree.XMLParser(resolve_entities=False, no_network=True)


def _is_missing(path: str) -> bool:
    """Whether it is the page, in some language, for what is not there."""
    return path.rpartition("/")[2] == "404.html"


@dataclass(frozen=True)
class Link:
    """An address on a page."""

    page: str
    """The path of the file it stands in."""
    tag: Tag
    url: str

    @property
    def is_loaded(self) -> bool:
        """Whether a browser fetches it without being asked."""
        relations = self.tag.get("rel") or []
        return self.tag.name in LOADED or (self.tag.name == "link" and bool(LOADED_RELATIONS & set(relations)))

    def __str__(self) -> str:
        return f"{self.page}: <{self.tag.name}> {self.url}"


@dataclass(frozen=True)
class Site:
    """An output folder and the SITEURL that it was built for."""

    folder: Path
    url: str

    @property
    def base(self) -> str:
        """The path of the home page."""
        return f"{urlsplit(self.url).path}/"

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Path below the output → bytes, of everything a server would send."""
        return {path: data for path, data in self.everything.items() if not path.startswith(".daylight")}

    @cached_property
    def everything(self) -> dict[str, bytes]:
        return tree(self.folder)

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        return {
            path: BeautifulSoup(data.decode("utf-8"), "lxml")
            for path, data in self.files.items()
            if path.endswith(".html")
        }

    @cached_property
    def redirects(self) -> set[str]:
        return {path for path, page in self.pages.items() if page.select_one("meta[http-equiv=refresh]")}

    @cached_property
    def embeds(self) -> set[str]:
        """What other sites may frame: each stands for a page of this one."""
        return {path for path in self.pages if re.match(r"(?:[a-z]{2}/)?embed/", path)}

    @cached_property
    def own_pages(self) -> dict[str, BeautifulSoup]:
        """Those with something to say of their own: no redirects, no embeds, not the page for what is not there."""
        others = self.redirects | self.embeds
        return {path: page for path, page in self.pages.items() if path not in others and not _is_missing(path)}

    def address(self, path: str) -> str:
        """The root-relative address of a file."""
        return self.base + re.sub(r"(^|/)index\.html$", r"\1", path)

    def absolute(self, path: str) -> str:
        return self.url + self.address(path).removeprefix(self.base[:-1])

    def is_ours(self, url: str) -> bool:
        """Whether an absolute address lies within the site."""
        return url == self.url or url.startswith(f"{self.url}/")

    def links(self, path: str) -> Iterator[Link]:
        for tag in self.pages[path].find_all(True):
            for attribute in LINKS.get(tag.name, ()):
                if attribute in tag.attrs:
                    yield Link(path, tag, str(tag[attribute]))
            if "srcset" in tag.attrs:
                for candidate in str(tag["srcset"]).split(","):
                    yield Link(path, tag, candidate.split()[0])
            if tag.name == "meta" and tag.get("http-equiv") == "refresh":
                yield Link(path, tag, str(tag["content"]).partition("url=")[2])

    @cached_property
    def all_links(self) -> tuple[Link, ...]:
        return tuple(link for path in self.pages for link in self.links(path))

    def fault(self, url: str, seen_from: str) -> str:
        """Why an address does not lead where it says; empty where it does, or where it leaves the site."""
        absolute = urljoin(self.absolute(seen_from), url)
        place, _, fragment = absolute.partition("#")
        if not self.is_ours(place):
            same_host = urlsplit(place).netloc == urlsplit(self.url).netloc
            return "lies on this host, but outside the site" if same_host else ""
        path = unquote(place.removeprefix(self.url).lstrip("/"))
        file = f"{path}index.html" if path == "" or path.endswith("/") else path
        if file not in self.files:
            return f"there is no {file}"
        return self._fragment_fault(file, unquote(fragment)) if fragment else ""

    def _fragment_fault(self, file: str, fragment: str) -> str:
        if file.endswith(".pdf"):
            match = PDF_PAGE.fullmatch(fragment)
            there = match is not None and int(match.group(1)) <= len(pypdfium2.PdfDocument(self.files[file]))
        else:
            there = fragment in self._ids(file)
        return "" if there else f"there is no #{fragment} in {file}"

    def _ids(self, path: str) -> frozenset[str]:
        if path not in self._known_ids:
            found = self.pages[path].find_all(id=True) if path in self.pages else []
            self._known_ids[path] = frozenset(str(tag["id"]) for tag in found)
        return self._known_ids[path]

    @cached_property
    def _known_ids(self) -> dict[str, frozenset[str]]:
        return {}

    def reached(self) -> set[str]:
        """The pages that a visitor can come to from home, by links and forms in the pages alone."""
        reached: set[str] = set()
        waiting = ["index.html"]
        while waiting:
            path = waiting.pop()
            if path in reached:
                continue
            reached.add(path)
            for tag in self.pages[path].select("a[href], form[action]"):
                address = str(tag.get("href") or tag["action"]).partition("#")[0]
                if address.startswith(self.base) and address.endswith("/"):
                    waiting.append(f"{address.removeprefix(self.base)}index.html")
        return reached

    def data(self, path: str) -> list[object]:
        """The JSON-LD of a page."""
        return [json.loads(tag.get_text()) for tag in self.pages[path].select('script[type="application/ld+json"]')]

    def urls_outside_pages(self) -> Iterator[tuple[str, str]]:
        """(file, absolute address) of every address in the feeds, the sitemap, robots.txt, plain texts and JSON-LD."""
        for path, data in self.files.items():
            if path.endswith(".xml"):
                yield from ((path, url) for url in _urls_of_xml(data))
            elif path.endswith(".json"):
                yield from ((path, url) for url in _urls_of_json(json.loads(data)))
            elif path.endswith(".txt"):
                yield from ((path, url) for url in URL_IN_TEXT.findall(data.decode("utf-8")))
            elif path.endswith(".html"):
                yield from ((path, url) for part in self.data(path) for url in _urls_of_json(part))


def tree(folder: Path) -> dict[str, bytes]:
    """POSIX path → bytes of every file below a folder."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _urls_of_xml(data: bytes) -> Iterator[str]:
    for element in etree.fromstring(data, XML).iter(etree.Element):
        for value in (element.text, *element.attrib.values()):
            yield from _urls_of_value(str(value or ""))


def _urls_of_json(data: object) -> Iterator[str]:
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for value in data:
            yield from _urls_of_json(value)
    elif isinstance(data, str):
        yield from _urls_of_value(data)


def _urls_of_value(value: str) -> Iterator[str]:
    """The addresses of a text that is an address, or a piece of HTML."""
    if "<" in value:
        fragment = BeautifulSoup(value, "lxml")
        for tag in fragment.find_all(list(LINKS)):
            yield from (str(tag[name]) for name in LINKS[tag.name] if name in tag.attrs)
    elif URL_IN_TEXT.fullmatch(value.strip()):
        yield value.strip()
