"""What stands around an article on its page: menus, buttons to share, tags, related posts, comments of readers."""

import re

from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Tag

from plugins.desk.importing.source import LeftOut
from plugins.desk.importing.web.tree import attribute, classes, said, tags

UNREAD = re.compile(
    r"title|script|style|noscript|template|svg|iframe|object|embed|form|button|input|select|textarea|nav|dialog"
)
SILENT = frozenset(("title", "script", "style", "noscript", "template"))
OUTSIDE = frozenset(("footer", "aside", "header"))
"""Elements that are furniture where a page marks no article; a header only if no headline is in it."""
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (what, re.compile(rf"(?:{pattern})", re.IGNORECASE))
    for what, pattern in (
        (
            "buttons to share",
            r"shar(?:e|ing)(?:[-_].*)?|.*[-_](?:share|sharing|shares)|sharedaddy|sd-(?:sharing|block|like|content|title)"
            r"|addtoany.*|a2a_.*|addthis.*|social(?:[-_].*)?|.*[-_]social(?:-links|-icons)?|jp-likes.*|ssba.*|heateor.*"
            r"|wp-block-social-links|jetpack-likes.*",
        ),
        (
            "related posts",
            r"(?:.*[-_])?related(?:[-_]?(?:posts?|articles?|content|news|links|stories|items))?|jp-relatedposts.*|yarpp.*"
            r"|read[-_]?(?:more|next|also)|more-stories|recommended.*|wp-block-latest-posts|view-related.*",
        ),
        (
            "tags and authors",
            r"entry-(?:meta|footer|utility|tags|categories)|post-?meta(?:data)?|meta-info|posted-(?:on|in|by)|byline.*"
            r"|cat(?:egory)?-links|tag(?:s)?-links|post-(?:tags|categories|date|author)|entry-(?:date|author)"
            r"|wp-block-post-(?:terms|author.*|date|navigation-link)|taxonomy.*|submitted|node__(?:meta|submitted|links)"
            r"|node-(?:meta|links|submitted)|field-+name-+field-(?:.*tags.*|topics?|categor.*|terms?|keywords?|author|byline)"
            r"|field-name-(?:taxonomy|author|post-date).*|field--name-(?:uid|created)|links|author-(?:box|bio|info)"
            r"|about-author|tags|tag-list|article-tags|edit-link|post-edit-link",
        ),
        (
            "menus",
            r"nav(?:bar|igation)?|.*[-_]nav(?:igation)?|menu(?:[-_].*)?|main-menu|breadcrumbs?.*|.*[-_]breadcrumbs?|pager.*"
            r"|nav-links|post-navigation|skip-link|skip-to-.*|tabs(?:--primary)?|contextual.*|toolbar.*|local-tasks.*"
            r"|print-?(?:link|button|friendly|page)?|printfriendly.*|pf-.*|print_html|back-to-top|site-(?:header|footer)",
        ),
        (
            "comments of readers",
            r"comments?(?:-(?:area|list|respond|form|wrapper|title|section|link))?|respond|disqus.*|comment-.*"
            r"|field--name-comment.*",
        ),
        (
            "margins",
            r"sidebar.*|.*[-_]sidebar|widget(?:[-_].*)?|widgets|.*[-_]widget(?:-area)?|newsletter.*|subscri(?:be|ption).*"
            r"|signup.*|sign-up.*|mc_embed.*|mailchimp.*|cookie.*|.*cookie-(?:notice|banner|consent)|gdpr.*|popup.*|modal.*"
            r"|advert(?:isement)?s?|ad-(?:slot|unit|container).*|donate.*|cta(?:[-_].*)?|promo.*|messages?--?.*|toc_container"
            r"|footer|site-info|copyright",
        ),
    )
)
ROLES = {
    "navigation": "menus",
    "banner": "margins",
    "contentinfo": "margins",
    "complementary": "margins",
    "search": "menus",
}
MOST = 0.5
"""Share of the words of a page, above which an element is its text, whatever it is called."""


def find_root(soup: BeautifulSoup) -> Tag:
    """The element that holds the article: the one `article` with the headline, or else the longest; or `main`."""
    whole = len(said(soup)) or 1
    articles = [tag for tag in tags(soup, "article") if not any(parent.name == "article" for parent in tag.parents)]
    articles = [tag for tag in articles if said(tag)]
    with_headline = [tag for tag in articles if tag.find("h1")]
    longest = max(articles, key=lambda tag: len(said(tag)), default=None)
    mains = [tag for tag in tags(soup) if tag.name == "main" or attribute(tag, "role") == "main"]
    mains = [tag for tag in mains if said(tag)]
    if len(with_headline) == 1:
        return with_headline[0]
    if longest is not None and (len(articles) == 1 or len(said(longest)) > whole * MOST or not mains):
        others = max((len(said(tag)) for tag in articles if tag is not longest), default=0)
        if others * 2 < len(said(longest)):
            return longest
    if len(mains) == 1:
        return mains[0]
    bodies = [
        tag for tag in tags(soup)
        if {"entry-content", "post-content", "node__content", "field--name-body", "article-body"} & set(classes(tag))
        or attribute(tag, "itemprop") == "articleBody"
    ]  # fmt: skip
    outer = [tag for tag in bodies if not any(parent in bodies for parent in tag.parents)]
    return outer[0] if len(outer) == 1 and said(outer[0]) else soup


def take_around(root: Tag) -> list[LeftOut]:
    """The words of the page outside of its article; a headline there was taken before."""
    found = []
    for inner in (root, *root.parents):
        for tag in inner.parent.children if inner.parent is not None else ():
            if tag is inner or isinstance(tag, PreformattedString):
                continue
            if isinstance(tag, Tag):
                for silent in tags(tag, *SILENT):
                    silent.extract()
                words = "" if tag.name in SILENT or tag.name == "head" else said(tag)
            else:
                words = " ".join(str(tag).split())
            if words:
                found.append(LeftOut(kind="page", what="around the article", text=words))
    return found


def take_furniture(root: Tag, *, is_marked: bool) -> list[LeftOut]:
    """Leave out what is no text of the article; returns the words that went with it."""
    whole = len(said(root)) or 1
    found = []
    for tag in tags(root):
        if tag.decomposed or tag.parent is None or any(parent.name is None for parent in tag.parents):
            continue
        what = _kind(tag, is_marked=is_marked)
        if not what or (len(said(tag)) > whole * MOST and what != "scripts"):
            continue
        if what != "scripts" and tag.find("h1"):
            continue
        if tag.name not in SILENT and (words := said(tag)):
            found.append(LeftOut(kind="page", what=what, text=words))
        tag.decompose()
    return found


def _kind(tag: Tag, *, is_marked: bool) -> str:
    """What an element is called as furniture; empty where it is none."""
    if UNREAD.fullmatch(tag.name):
        return "scripts" if tag.name in SILENT else "menus" if tag.name == "nav" else "forms and buttons"
    if not is_marked and tag.name in OUTSIDE:
        return "margins"
    if tag.name in ("h1", "body", "html", "blockquote", "table", "td", "tr"):
        return ""
    if role := ROLES.get(attribute(tag, "role")):
        return role
    words = [*classes(tag), attribute(tag, "id")]
    return next((what for what, pattern in KINDS if any(pattern.fullmatch(word) for word in words if word)), "")
