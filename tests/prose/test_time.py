"""Any text is read within 5 seconds of processor time and 512 MB: fragments repeated up to 150 kB, and mixtures."""

import multiprocessing
import random
import resource
import time
from collections.abc import Iterator

import pytest

from plugins.prose.render import render
from tests.depth import DEEP

SIZE = 150_000
LONGEST = 5.0
MOST_MEMORY = 512 * 1024
FRAGMENTS = [
    "click here*\n\n![", "[", "]", "![", "[^", "[^a]", "[a](", "[a][", "[a]", "(", ")", "<a ", "<a b=", "<a b='",
    "<!--", "<?", "<![CDATA[", "<!A", "</", "<div>", "<b>", "</b>", "`", "``a", "*", "**", "***", "*a ", "*a**b",
    "_a", "_a_ ", "a*b_", "\\", "&amp;", "&", "~~~a\n", "```\n", "- ", "- a\n", "-\n", "1. a\n", "  - a\n", "> ",
    "> a\n", ">", "# a\n", "#\n", "## \n", "=\n", "a\n===\n", "a\n---\n", "---\n", "| a ", "|", "a|b\n-|-\n",
    "| a | b |\n", "*[a]: b\n", "[a]: b\n", "[a]: b 'c\n", "[a\n", "[^1]: a\n", "a[^1]\n\n[^1]: b\n\n",
    "Term\n: def\n", ": a\n", "a\n: b\n\n", "    a\n", "  a\n", " ", "a  \n", "\\\n", "http://", "http://a.b/(",
    "www.", "www.a.b ", "a@", "a@b.c ", "a.b", '"', "'", "\"a' ", "'a ", "--", "...", "...a", "click here ",
    "[click here]", "here ", "TK ", "XX a ", "[NAME]", "<<<<<<< a\n", ">>>>>>> b\n", "• a\n", "{", "{: #a }",
    "## a {: #b }\n", "*a*{: .b }", "a{", "<p onclick=a>", "<form>", "<iframe>", "<x>", "<ruby>a<rt>b</rt></ruby>",
    "\n", "\n\n", "a\n\n", "![a](b)\n\n", "![](b)", "[a](b)", "[a](b 'c' ", "[a](<b", "[a]( ", "[](", "[a] (b) ",
    "[a]{document}b ", "(a)[b] ", "<www.a> ", "> a\n> — b\n\n", "> a\n— [b]({document}c)\n",
    "<details><summary>a</summary>", "<table><tr><td>", "<!-- a -->", "a-b_c ", "é", "漢", "\x02", "\ud800",
    "<a name=b>", "# a\n\n[a](#a)\n\n", "[a]({static}b)", "[a]({document}b#page=3) ", "“a” ", '"[a]({document}b)" ',
    "- - - a\n", "* * *\n", "- 30 -\n", "&#1;", "&copy", "&nbsp;", "<br>", "<img src=a>",
    "<a href='javascript:x'>b</a>", "<a href=ftp:x>b</a> ", "[b](javascript:x) ", "[b](x.y) ", "| a | b | c |\n",
    "|-|\n", "{{", "{{a}} ", "{%", "{% a %}", "{{< a", "*|A", "[[", "[[a]] ", "[[a|", "==", "==a", "==a== ",
    "> [!A]\n", ":::\n",
    "::: a\n", "!!! note\n", "<o:p>", "<o:", "<div>**a", "<div>\n**a** ", "<div>[a](b) ", "<code>", "a. b\n",
    "ii. b\n", "TODO:",
    "$X ", "X/", "XXX-", "(insert ", "[insert ", "{{%", "â€™", "Ã©", "\ufffd", "\u202e", "\uf0b7", "a^b^ ",
    "a~b~ ", "[a]{.b} ", "[a]{b=", "+---+\n", "''a'' ", ",,a",
]  # fmt: skip
QUICK = ["click here*\n\n![", "[a] (b) ", "- - - a\n", "TK ", "a*b_", "<!--", "www.a.b "]


def around(piece: str) -> Iterator[str]:
    """A piece that fills a text, and the same within what opens and does not close."""
    yield piece
    yield f"[{piece}]"
    yield f"> {piece}"
    yield f"- x\n\n  {piece}"
    yield f"| a | b |\n|---|---|\n{piece}"
    yield f"[c]: d\n\n[^a]: note\n\n<b>x</b> *[q]: w\n\n{piece}\n\n```\n"


FROM_CLEAN = multiprocessing.get_context("forkserver")
FROM_CLEAN.set_forkserver_preload(["plugins.prose.render"])


def taken_by(body: str) -> tuple[float, int]:
    """Seconds of processor time, and kB of memory at the most, of a process that reads this text and nothing else."""
    began = time.process_time()
    render(body, "en")
    return time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def assert_is_quick(body: str) -> None:
    with FROM_CLEAN.Pool(1) as pool:
        seconds, memory = pool.apply(taken_by, (body,))
    assert seconds < LONGEST
    assert memory < MOST_MEMORY


def test_the_text_that_once_took_half_a_minute() -> None:
    assert_is_quick("[" + "click here*\n\n![" * 9_990 + "]")


@pytest.mark.parametrize("fragment", FRAGMENTS if DEEP else QUICK)
def test_a_fragment_repeated_is_read_in_time(fragment: str) -> None:
    repeated = fragment * (SIZE // len(fragment))
    for body in around(repeated) if DEEP else [repeated]:
        assert_is_quick(body)


@pytest.mark.skipif(not DEEP, reason="a deep test")
@pytest.mark.parametrize("seed", range(300))
def test_a_mixture_of_fragments_is_read_in_time(seed: int) -> None:
    source = random.Random(seed)
    piece = "".join(source.choice(FRAGMENTS) for _ in range(source.randint(2, 4)))
    assert_is_quick(piece * (SIZE // len(piece)))
