"""site.yml: every link leads somewhere, every file it names can be published, and what it features may be seen."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from plugins.checks.downloads import of_download
from plugins.evidence.publishing.drawings import unsafe_in_drawing
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.links import IMAGE_KINDS, Address, Broken, Held, Target
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.site import KIT_KINDS
from plugins.newsroom.pages.parts.subscriptions import feed_files
from plugins.prose.links import Refused, read_address
from plugins.prose.model import Reference
from plugins.records.campaign.site import SITE_FILE, SiteWords
from plugins.records.problems import Problem, problem
from plugins.records.suggest import did_you_mean

Where = tuple[str | int, ...]


def check(edition: Edition) -> Iterator[Problem]:
    reading = edition.library.site
    site = reading.site
    if not reading.lines:
        return
    known = {*(place.path for place in outline(edition)), *feed_files(edition)}
    for where, url in _urls(site, ()):
        yield from _link(edition, url, where, known)
    for lang, words in site.languages.items():
        for where, url in _urls(words, ("languages", lang)):
            yield from _link(edition, url, where, known)
    if site.brand.logo:
        yield from _file(edition, site.brand.logo, ("brand", "logo"), frozenset({"svg", "png"}))
    for index, entry in enumerate(site.press.kit):
        yield from _file(edition, entry.file.lstrip("/"), ("press", "kit", index, "file"), KIT_KINDS)
    for above, words in ((), site), *((("languages", lang), words) for lang, words in site.languages.items()):
        lang = str(above[1]) if above else edition.settings.lang
        for kind, slug, where in _featured_in(words, above):
            if slug:
                yield from _featured(edition, kind, slug, where, lang)


def _featured_in(words: SiteWords, above: Where) -> Iterator[tuple[str, str, Where]]:
    if (featured := words.featured) is None:
        return
    yield "release", featured.release, (*above, "featured", "release")
    yield "case", featured.case, (*above, "featured", "case")
    for index, slug in enumerate(featured.documents):
        yield "document", slug, (*above, "featured", "documents", index)


def _urls(words: SiteWords, above: Where) -> Iterator[tuple[Where, str]]:
    """Every address in the file, and its place."""
    for name in ("navigation", "asks", "social"):
        for index, link in enumerate(getattr(words, name)):
            yield (*above, name, index, "url"), link.url
    if words.newsletter is not None:
        yield (*above, "newsletter", "url"), words.newsletter.url
    for number, column in enumerate(words.footer):
        for index, link in enumerate(column.links):
            yield (*above, "footer", number, "links", index, "url"), link.url


def _link(edition: Edition, written: str, where: Where, known: set[str]) -> Iterator[Problem]:
    line = edition.library.site.line(*where)
    address = read_address(written)
    if isinstance(address, Refused):
        yield problem("L005", SITE_FILE, line, address.what, address.fix)
        return
    reference = Reference(scheme=address.scheme, target=address.target, fragment=address.fragment, text="", line=line)
    match edition.links.resolve(reference, SITE_FILE):
        case Held(name=name):
            fix = "wait until it is out, or remove the link: a preview leaves it out"
            yield problem("L002", SITE_FILE, line, f"url leads to {name}, which is held", fix)
        case Broken(code=code, what=what, fix=fix):
            yield problem(code, SITE_FILE, line, what, fix)
        case Address(path=path, item=None) if not ({path, f"{path}index.html"} & known):
            addresses = ("/" + name.removesuffix("index.html") for name in known)
            fix = did_you_mean(
                f"/{unquote(path)}", addresses, "write the address of a page of this site, or a whole one"
            )
            yield problem("L001", SITE_FILE, line, f"this site has no page /{path}", fix)


def _file(edition: Edition, name: str, where: Where, kinds: frozenset[str]) -> Iterator[Problem]:
    line = edition.library.site.line(*where)
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    if name not in edition.library.files:
        near = (file for file in edition.library.files if PurePosixPath(file).suffix.lower() == f".{ending}")
        fix = did_you_mean(name, near, "put the file into the content folder, and name it from there: press/logo.svg")
        yield problem("B003", SITE_FILE, line, f"there is no file {name} in the content folder", fix)
    elif (owner := edition.links.owner(name)) is not None:
        yield from _of_a_record(name, owner, line)
    elif ending not in kinds:
        fix = f"name a file of one of these kinds: {', '.join(sorted(kinds))}"
        yield problem("B003", SITE_FILE, line, f"{name} is of a kind that is not published here", fix)
    elif ending != "svg" and ending != "pdf":
        yield from of_download(edition, SITE_FILE, name, line, shown=ending in IMAGE_KINDS)
    elif ending == "svg" and (what := unsafe_in_drawing((edition.settings.content / name).read_bytes())):
        fix = "export it again as a plain SVG, without scripts, links or outside pictures"
        yield problem("B003", SITE_FILE, line, f"{name} {what}", fix)


def _of_a_record(name: str, owner: Target, line: int) -> Iterator[Problem]:
    """A file that is published with its record alone, and not before it."""
    match owner:
        case Held():
            fix = "wait until it is out, or remove the entry: a preview leaves it out"
            yield problem("L002", SITE_FILE, line, f"{name} is held, or belongs to what is", fix)
        case Address(path=path):
            what = f"{name} belongs to /{path}, and is published only there"
            yield problem("B003", SITE_FILE, line, what, f"remove the entry, or link to /{path}")
        case Broken(code=code, what=what, fix=fix):
            yield problem(code, SITE_FILE, line, what, fix)


def _featured(edition: Edition, kind: str, slug: str, where: Where, lang: str) -> Iterator[Problem]:
    line = edition.library.site.line(*where)
    match edition.links.named(kind, slug, lang):
        case Held():
            fix = "wait until it is out, or remove the name: the home page chooses by itself"
            yield problem("R005", SITE_FILE, line, f"featured names the {kind} {slug}, which is held", fix)
        case Broken(what=what, fix=fix):
            yield problem("R004", SITE_FILE, line, f"featured: {what}", fix)
