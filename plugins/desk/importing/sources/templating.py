"""Tags of Jekyll and Hugo in a text: what they stand for where that is words, a link or a picture."""

import re

from plugins.desk.importing.source import LeftOut

FENCE = re.compile(r"^(?: {0,3})(`{3,}|~{3,})", re.MULTILINE)
RAW = re.compile(r"\{%-?\s*(?:raw|endraw)\s*-?%\}")
HIGHLIGHT = re.compile(
    r"\{%-?\s*highlight\s+(?P<language>[\w+-]*)[^%]*%\}\n?(?P<code>.*?)\{%-?\s*endhighlight\s*-?%\}", re.DOTALL
)
FIGURE = re.compile(r"\{\{[<%]\s*(?:figure|img|image)\s(?P<given>[^>%]*?)/?\s*[>%]\}\}", re.IGNORECASE)
LINK_TAG = re.compile(
    r"\{\{[<%]\s*(?:rel)?ref\s+\"?(?P<of>[^\">%]+?)\"?\s*[>%]\}\}|\{%-?\s*(?:post_url|link)\s+(?P<of2>[^%]+?)\s*-?%\}"
)
SITE = re.compile(
    r"\{\{-?\s*(?:site\.(?:baseurl|url)|['\"](?P<path>/[^'\"]*)['\"]\s*\|\s*(?:relative|absolute)_url)\s*-?\}\}"
)
TAG = re.compile(r"\{%.{0,2000}?%\}|\{\{[<%].{0,2000}?[>%]\}\}|\{\{.{0,500}?\}\}", re.DOTALL)
KRAMDOWN = re.compile(r"^[ \t]*\{:[^}\n]*\}[ \t]*$\n?|(?<=\S)\{:[^}\n]*\}", re.MULTILINE)
MORE = re.compile(r"^[ \t]*<!--\s*more\s*-->[ \t]*$\n?|<!--\s*more\s*-->", re.MULTILINE | re.IGNORECASE)
GIVEN = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def is_templated(text: str) -> bool:
    return bool(TAG.search(text) or KRAMDOWN.search(text) or MORE.search(text))


def without_tags(text: str) -> tuple[str, list[LeftOut]]:
    """The text as readers saw it; code between fences stays as it is."""
    found: list[LeftOut] = []
    text = HIGHLIGHT.sub(lambda m: f"```{m['language']}\n{m['code'].rstrip()}\n```\n", text)
    parts, position, fence = [], 0, ""
    for match in FENCE.finditer(text):
        if not fence:
            parts.append(_plain(text[position : match.start()], found))
            position, fence = match.start(), match[1]
        elif match[1][0] == fence[0] and len(match[1]) >= len(fence):
            end = text.find("\n", match.end())
            end = len(text) if end < 0 else end
            parts.append(text[position:end])
            position, fence = end, ""
    rest = text[position:]
    parts.append(rest if fence else _plain(rest, found))
    return "".join(parts), found


def _plain(text: str, found: list[LeftOut]) -> str:
    def leave_out(match: re.Match[str]) -> str:
        found.append(LeftOut(kind="other", what="tag", text=" ".join(match[0].split())))
        return ""

    def figure(match: re.Match[str]) -> str:
        given = {name.lower(): one or other for name, one, other in GIVEN.findall(match["given"])}
        words = [given[name] for name in ("caption", "attr", "title") if given.get(name)]
        below = f"\n\n*{words[0]}*" if words else ""
        return f"![{given.get('alt', '')}]({given.get('src', '')}){below}" if given.get("src") else leave_out(match)

    text = RAW.sub("", MORE.sub("", text))
    text = FIGURE.sub(figure, text)
    text = LINK_TAG.sub(lambda m: f"/{(m['of'] or m['of2']).strip().lstrip('/')}", text)
    text = SITE.sub(lambda m: m["path"] or "", text)
    text = TAG.sub(leave_out, text)
    return KRAMDOWN.sub(leave_out, text)
