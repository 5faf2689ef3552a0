"""Settings for a preview: what staff build and look at. publishconf.py has what differs for publication."""

import logging
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from pelican import signals  # noqa: E402

from plugins.startup import answer_ctrl_c, refuse_a_broken_start  # noqa: E402

# The campaign, as far as content/site.yml does not say who it is.
SITENAME = "Newsroom"
SITE_TAGLINE = ""
SITE_NOTICE = ""
SITE_RIGHTS = ""
SITEURL = "https://daylight.example"
TIMEZONE = "America/New_York"
DEFAULT_LANG = "en"
# Where the environment says otherwise, as in a trial or in CI, that counts.
SITEURL = os.environ.get("SITEURL") or SITEURL
TIMEZONE = os.environ.get("SITE_TIMEZONE") or TIMEZONE
DEFAULT_LANG = os.environ.get("SITE_LANG") or DEFAULT_LANG

# A WebSub hub that announces new items to readers at once, such as https://hub.example.org/. Empty for none.
WEBSUB_HUB = os.environ.get("WEBSUB_HUB") or ""

# The clock: an ISO 8601 date and time. Empty means the present.
NOW = ""

# Front-matter fields that are accepted but not read, such as those of an existing Pelican site.
EXTRA_FIELDS: list[str] = []

# Front-matter fields under foreign names and what they are here, such as {"image": "images"}.
FIELD_NAMES: dict[str, str] = {}

# Files in the output that belong to the site though no build makes them, by pattern: [".well-known/*", "CNAME"].
KEEP_FILES: list[str] = []

# Whether a card (card.png) is drawn for each release, case and document, to stand where its link is shared; and a font
# for the cards of languages that the built-in one lacks, such as Chinese: a .ttf or .otf file beside this one.
CARDS = True
CARDS_FONT = ""

# Whether readers can search the site (Pagefind). False leaves out the search page, its index and every search box.
SEARCH = True

# Days on which nobody is in the office, as in ["Saturday", "Sunday", "2026-12-25"]: `invoke schedule` flags them.
CLOSED_DAYS: list[str] = []

# Who reads new documents: "" for this computer, "dask" for the cluster whose scheduler listens at DASK_SCHEDULER, such
# as tcp://10.0.0.5:8786 (docs/operating.md, "A cluster").
EXECUTOR = ""
DASK_SCHEDULER = ""

# Folders
PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
CACHE_PATH = str(ROOT / ".cache")
THEME = str(ROOT / "theme")

# The pipeline, in order
PLUGINS = [
    "plugins.newsroom",  # content -> gate -> records -> pages
    "plugins.checks",  # every problem at once, before anything is written
    "plugins.feeds",  # what is new -> RSS, Atom, JSON Feed
    "plugins.search",  # what the pages say -> an index for the search page
    "plugins.hosting",  # headers and redirects, for the web server
    "plugins.render",  # pages -> output
]
PIPELINE = tuple(PLUGINS)
signals.initialized.connect(refuse_a_broken_start)
answer_ctrl_c()

# Pelican's own articles, pages, files and feeds stay empty: docs/decisions/0001-pelican-is-the-host.md says why.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
ARTICLE_SAVE_AS = PAGE_SAVE_AS = DRAFT_SAVE_AS = ""
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = FEED_ALL_RSS = FEED_ATOM = FEED_RSS = None
CATEGORY_FEED_ATOM = CATEGORY_FEED_RSS = TAG_FEED_ATOM = TAG_FEED_RSS = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = TRANSLATION_FEED_RSS = None
CACHE_CONTENT = False
LOG_FILTER = [(logging.WARNING, "Docutils has no localization for '%s'. Using 'en' instead.")]  # no text is read by it
DELETE_OUTPUT_DIRECTORY = False

# Whether the output is meant to be published
PUBLICATION = False
