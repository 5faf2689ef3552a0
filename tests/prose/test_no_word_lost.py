"""What an author typed is what a reader sees: no word of a real text is lost on its way to page and plain text."""

import re
from collections import Counter
from html import unescape

import nh3

from plugins.prose import sanitize
from plugins.prose.model import Prose, Slot
from plugins.prose.render import render
from tests.prose.dialect.corpora import needs_corpora, posts
from tests.prose.dialect.trees import READER

WORD = re.compile(r"[^\W_]+")
INLINE = re.compile(r"</?(?:a|b|code|del|em|i|small|span|strong|sub|sup|u)\b[^>]*>")
ALT = re.compile(r'<img[^>]*? alt="([^"]*)"[^>]*>')


def words(html: str) -> Counter[str]:
    return Counter(WORD.findall(unescape(re.sub(r"<[^>]*>", " ", INLINE.sub("", ALT.sub(r"\1", html))))))


def shown_words(body: str) -> Counter[str]:
    """The words of a text as another reader shows it, without those of scripts and the like."""
    html = READER.render(body.expandtabs(4))
    gone = set(sanitize._GONE_WITH_THEIR_CONTENT)
    return words(nh3.clean(html, tags=set(sanitize.TAGS), clean_content_tags=gone, attributes={"img": {"src", "alt"}}))


def page_words(body: str) -> Counter[str]:
    prose = render(body, "en")
    html = "".join(part if isinstance(part, str) else _shown(part, prose) for part in prose.html)
    return words(html)


def _shown(slot: Slot, prose: Prose) -> str:
    return prose.references[slot.reference].text if slot.kind == "image" else ""


@needs_corpora
def test_no_word_of_a_real_post_is_lost_on_the_page() -> None:
    lost = {name: shown_words(body) - page_words(body) for name, body in posts().items()}
    assert {name: missing for name, missing in lost.items() if missing} == {}


@needs_corpora
def test_no_word_of_a_real_post_is_lost_in_plain_text() -> None:
    lost = {}
    for name, body in posts().items():
        text = "".join(part for part in render(body, "en").text if isinstance(part, str))
        if missing := shown_words(body) - Counter(WORD.findall(text)):
            lost[name] = missing
    assert lost == {}
