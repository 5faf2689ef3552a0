"""`python -m bench.reader`: what a reader gets from each program: one release, one document of 200 pages, one list.

The same words for all: a hundred releases, and a document that is a page of the peers, and a PDF of ours. Hugo has
PaperMod's layout, built again in a few lines; Pelican has its own theme. Each page is opened in Chromium as on a phone;
what it asks for before anybody scrolls is counted, and what a server would send of it, compressed. Lighthouse is
installed on the way, as bench/lighthouse/package-lock.json says.
"""

import gzip
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench import archive, corpus, peers
from bench.peers import Peer
from bench.pictures import CHROMIUM, COMPRESSED, SWITCHES, page_types, served
from bench.pictures import archive as sample_archive
from bench.tables import Figures, show

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

RELEASES = 100
DOCUMENT_PAGES = 200
WORDS_OF_A_PAGE = 250
PHONE = {"width": 390, "height": 844}
LIGHTHOUSE = Path(__file__).resolve().parent / "lighthouse"
AXE = peers.ROOT / "tests" / "node_modules" / "axe-core" / "axe.min.js"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
DOCUMENT = (
    "---\ntitle: Sample document, 200 pages\n{kind}{date}uid: urn:sample:document\nslug: sample-document\n---\n\n"
)
PAPERMOD = {
    "baseof.html": """<!doctype html><html lang="en" dir="auto"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{{ .Title }} | {{ site.Title }}</title>
<meta name="description" content="{{ .Summary | plainify }}"><link rel="canonical" href="{{ .Permalink }}">
<link rel="stylesheet" href="/style.css"></head><body><header class="header"><nav class="nav"><a href="/">Sample</a>
<ul><li><a href="/releases/">Releases</a></li><li><a href="/tags/">Tags</a></li></ul></nav></header><main class="main">
{{ block "main" . }}{{ end }}</main><footer class="footer"><p>&copy; Sample</p></footer></body></html>
""",
    "single.html": """{{ define "main" }}<article><header><h1>{{ .Title }}</h1><div class="meta">
{{ .Date.Format "January 2, 2006" }} · {{ .ReadingTime }} min</div></header><div class="content">{{ .Content }}</div>
<footer><ul class="tags">{{ range .GetTerms "tags" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></footer></article>{{ end }}
""",
    "list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>{{ $p := .Paginate .Pages 10 }}{{ range $p.Pages }}
<article class="entry"><h2>{{ .Title }}</h2><p>{{ .Summary | plainify | truncate 200 }}</p>
<footer class="meta">{{ .Date.Format "January 2, 2006" }}</footer>
<a class="link" aria-label="post link to {{ .Title }}" href="{{ .RelPermalink }}"></a></article>{{ end }}
{{ if $p.HasNext }}<nav><a href="{{ $p.Next.URL }}">Next</a></nav>{{ end }}{{ end }}
""",
}
PAPERMOD_CSS = """body{margin:0;font:18px/1.6 system-ui,sans-serif;color:#1e1e1e;background:#f5f5f5}
.header,.main,.footer{max-width:720px;margin:auto;padding:0 24px}.nav{display:flex;justify-content:space-between}
.nav ul{display:flex;gap:16px;list-style:none}.entry{position:relative;margin-bottom:24px;padding:24px;background:#fff;
border:1px solid #eee;border-radius:8px}.entry .link{position:absolute;inset:0}.meta{color:#666;font-size:14px}
h1{font-size:40px}.tags{display:flex;gap:8px;list-style:none;padding:0}a{color:inherit}
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """One page, as a browser got it."""

    sent: int
    """Bytes of all that it asked for before anybody scrolled, as compressed as a server would send it."""
    requests: int
    axe: int
    """Faults that axe finds."""
    scores: tuple[int, ...]
    """Of `CATEGORIES`, in percent; empty without Lighthouse."""

    def row(self, name: str) -> tuple[str, ...]:
        figures = (f"{self.sent / 1000:.1f}", f"{self.requests}", f"{self.axe}")
        return (name, *figures, *(f"{score}" for score in self.scores or ["–"] * len(CATEGORIES)))


def main() -> None:
    show(tables())


def tables() -> Iterator[Figures]:
    """A table for each kind of page; none of its rows where there is no browser."""
    columns = ("KB sent", "requests", "axe", *CATEGORIES)
    if not CHROMIUM.exists():
        yield Figures(title="What a reader gets", columns=columns, rows=(), notes=("Left out: it needs Chromium.",))
        return
    from playwright.sync_api import sync_playwright

    missing = why_no_lighthouse()
    with tempfile.TemporaryDirectory() as room, sync_playwright() as playwright:
        sites = [(peer.name, peer.output, pages) for peer, pages in built(Path(room))]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=SWITCHES)
        for kind in ("one release", f"a document of {DOCUMENT_PAGES} pages", "the list of releases"):
            yield Figures(
                title=f"What a reader gets: {kind}, on a phone",
                columns=columns,
                rows=tuple(
                    look(browser, output, pages[kind], scored=not missing).row(name) for name, output, pages in sites
                ),
                notes=(missing,) if missing else (),
            )
        site = sample_archive(Path(room))
        yield Figures(
            title="What a reader gets: the sample archive, one page of each type, on a phone",
            columns=columns,
            rows=tuple(
                look(browser, site, path, scored=not missing).row(name)
                for name, path in ((name, address.partition("#")[0]) for name, address in page_types(site))
                if not path.endswith(".html") and "noindex" not in (site / path / "index.html").read_text("utf-8")
            ),
            notes=(missing,) if missing else (),
        )
        browser.close()


def built(room: Path) -> Iterator[tuple[Peer, dict[str, str]]]:
    """Each site, and the addresses of its pages by what they are."""
    words = random.Random(2010)
    pages = [" ".join(words.choices(corpus.WORDS, k=WORDS_OF_A_PAGE)) for _ in range(DOCUMENT_PAGES)]
    text = "\n\n".join(f"## Page {number}\n\n{page}" for number, page in enumerate(pages, 1))
    ours = peers.daylight(room / "daylight", RELEASES, search=True)
    document = ours.folder / "content" / "documents" / "sample-document"
    document.mkdir(parents=True)
    (document / "index.md").write_text(DOCUMENT.format(kind="kind: record\n", date=""), encoding="utf-8")
    archive.write_pdf(document / "sample.pdf", random.Random(2010), DOCUMENT_PAGES)
    hugo = peers.hugo(room / "hugo", RELEASES)
    for name, layout in PAPERMOD.items():
        (hugo.folder / "layouts" / "_default" / name).write_text(layout, encoding="utf-8")
    (hugo.folder / "static").mkdir()
    (hugo.folder / "static" / "style.css").write_text(PAPERMOD_CSS, encoding="utf-8")
    pelican = peers.stock_pelican(room / "pelican", RELEASES)
    settings = pelican.folder / "pelicanconf.py"  # its theme lies at SITEURL, and must be found on this computer
    settings.write_text(settings.read_text(encoding="utf-8") + 'SITEURL = ""\n', encoding="utf-8")
    for peer, folder in ((hugo, "content/documents"), (pelican, "content")):
        file = peer.folder / folder / "sample-document.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(DOCUMENT.format(kind="", date="date: 2001-01-01\n") + text, encoding="utf-8")
    for peer, listed in ((ours, "releases/"), (hugo, "releases/"), (pelican, "index.html")):
        subprocess.run(peer.command, cwd=peer.folder, check=True, stdout=subprocess.DEVNULL)
        yield (
            peer,
            {
                "one release": _address(peer.output, r"sample-50(?:/index)?\.html"),
                f"a document of {DOCUMENT_PAGES} pages": _address(peer.output, r"sample-document(?:/index)?\.html"),
                "the list of releases": listed,
            },
        )


def _address(output: Path, name: str) -> str:
    found = [file.relative_to(output).as_posix() for file in output.rglob("*.html")]
    (page,) = [path for path in sorted(found) if re.search(rf"^(?!embed/)(?:.*/)?{name}$", path)]
    return page.removesuffix("index.html")


def look(browser: "Browser", output: Path, path: str, *, scored: bool) -> Seen:
    answers: list[Response] = []
    with served(output) as home:
        page = browser.new_page(viewport=PHONE, is_mobile=True, has_touch=True, bypass_csp=True)
        page.on("response", lambda answer: answers.append(answer))
        page.goto(home + path, wait_until="networkidle")
        sent = [_sent(answer.body(), answer.headers.get("content-type", "")) for answer in answers if answer.ok]
        page.evaluate(AXE.read_text(encoding="utf-8"))
        faults = page.evaluate("axe.run().then(found => found.violations.length)")
        page.close()
        scores = lighthouse(home + path) if scored else ()
    return Seen(sum(sent), len(sent), int(faults), scores)


def _sent(body: bytes, media_type: str) -> int:
    return len(gzip.compress(body, 9)) if media_type.startswith(COMPRESSED) else len(body)


def lighthouse(url: str) -> tuple[int, ...]:
    """Its scores, in percent, as on a phone with a slow line. Raises `RuntimeError` where it fails."""
    program = LIGHTHOUSE / "node_modules" / "lighthouse" / "cli" / "index.js"
    flags = " ".join(["--headless=new", *SWITCHES])
    command = ("node", str(program), url, "--quiet", "--output=json", f"--chrome-flags={flags}",
               f"--only-categories={','.join(CATEGORIES)}")  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=environment)
    if done.returncode:
        raise RuntimeError(f"lighthouse ended with {done.returncode}: {done.stderr[-500:]}")
    found = json.loads(done.stdout)["categories"]
    return tuple(round(100 * (found[name]["score"] or 0)) for name in CATEGORIES)


def why_no_lighthouse() -> str:
    """Empty if it can run; it is installed on the way, where npm can do so."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "Lighthouse was left out: it needs Node and npm (apt install npm)."
    if (LIGHTHOUSE / "node_modules" / "lighthouse" / "package.json").exists():
        return ""
    command = ("npm", "ci", "--prefix", str(LIGHTHOUSE), "--loglevel=error")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    reason = (done.stderr.strip().splitlines() or ["it gave no reason"])[0]
    return f"Lighthouse was left out: npm could not install it ({reason}). Fix: run {' '.join(command)}"


if __name__ == "__main__":
    sys.exit(main())
