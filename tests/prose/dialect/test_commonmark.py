"""What a CommonMark reader shows is what is read here, tree by tree; docs/reference.md lists what differs."""

import ast
import random
import re
from pathlib import Path

import pytest

from plugins.prose.dialect.differences import DIFFERENCES
from plugins.prose.markup import to_html
from tests.depth import cases
from tests.prose.dialect.corpora import needs_corpora, posts
from tests.prose.dialect.trees import READER, tree

PIECES = [
    "a", "b c", "word", "Some words.", "\n", "\n", "\n\n", "\n\n", "\n- ", "\n* ", "\n1. ", "\n2) ", "\n  - ",
    "\n    ", "\n   ", "\n  ", "\n> ", "> ", "- ", "1. ", "*", "**", "_", "`", "``", "[", "](/x)", "](", "![", "]",
    "[a]", "\n\n[a]: /y\n\n", "\n\n[a]: /u 'T'\n\n", "<b>", "</b>", "<div>\n", "</div>\n", "\n# ", "\n## ",
    "\n===\n", "\n---\n", "\n***\n", "\n```\n", "\n~~~ js\n", " | b", "\na | b\n-|-\n", "\\*", "&amp;", "&copy;",
    "&", "  \n", "\\\n", "<https://example.org/a>", "(", ")", '"', "'", " ", "+ ", "\n+ ", "=", "-", "ä", "!",
    "\n\n    code", "10. ", "\n>> ", "\n- - ", "*a*", "**b**", '[l](/m "n")', "snake_case", "**Demands:**\n- ",
    "\n\n   second", "\n\n     third", "#12", "\n#No", "]: /z\n",
]  # fmt: skip
AMONG_READERS = re.compile(
    r"\\ {2}\n"  # a backslash before two spaces
    r"|^[ >]*(?:[-+*]|\d+[.)]) *\n *\n"  # an item that is empty, and blank lines below it
    r"|^[ ]*>.*\n {4,}"  # a lazy line below a quotation that is indented like code
    r"|`[^`]*\n +"  # spaces at the beginning of a line of code within words
    r"|^\]: "  # a label that a line end closes
    r"|!\[[^\]\n]*\]\( "  # an image by its label, and a bracket behind it
    r"|\($",  # a bracket that the text ends with
    re.M,
)
"""Where CommonMark readers differ among themselves, or from the specification."""
OURS = re.compile(r"\n: +\S")
"""What is read otherwise on purpose: see `differences`."""


def text(seed: int) -> str:
    source = random.Random(seed)
    return "".join(source.choice(PIECES) for _ in range(source.randint(2, 16)))


def test_generated_texts_are_read_as_a_commonmark_reader_reads_them() -> None:
    texts = (text(seed) for seed in range(cases(500, 20_000)))
    differing = [body for body in texts if tree(READER.render(body)) != tree(to_html(body))]
    assert [body for body in differing if not AMONG_READERS.search(body) and not OURS.search(body)] == []
    assert len(differing) <= cases(5, 200)


@needs_corpora
def test_the_posts_of_a_real_site_are_read_as_a_commonmark_reader_reads_them() -> None:
    bodies = {name: body.expandtabs(4) for name, body in posts().items()}
    assert len(bodies) > 300
    assert [name for name, body in bodies.items() if tree(READER.render(body)) != tree(to_html(body))] == []


@pytest.mark.parametrize(
    "body",
    [
        "We ask:\n- Stop\n- Publish",
        "We ask:\n1. Stop\n2. Publish",
        "**Demands:**\n* Stop\n* Publish",
        "- a\n  - a1\n    - a2\n- b",
        "- one\n  1. a\n  2. b",
        "1. a\n\n   second paragraph\n\n2. b",
        "10. a\n\n    second paragraph\n11. b",
        "- a\n  ```\n  code\n\n  more\n  ```\n- b",
        "- a\n\n      code\n\n- b",
        "- a\n  > quoted\n\n  b",
        "* a\n+ b\n- c",
        "Post with\n#NoMore today.",
        "entry\n#12 on the docket",
        "1) first\n2) second",
        "3. third\n4. fourth",
        "1986 was good.\n1987. So was this.",
        "[r]: a\n\n[R]: z\n[r]",
        "[r]: a\n\n[r]: z\n[r]\n===\n\n[r]",
        "- [r]: a\n  [s]: b\n  x [r] [s]\n  ---\n  y",
        "(c) 5 \\< 6 \\& \\~x \\\"q\\\" \\'s\\' \\$1 \\%",
        "one  \ntwo\\\nthree",
        "[a][b] and [b] and [b][]\n\n[b]: <https://example.org/a b> 'A title'",
        "A title\nin two lines\n===\n\nB\n---",
        "***\n\n_ _ _\n\n---",
        "> a\nlazy\n\n> b\n> - c\nlazy too",
        "*a **b** c* ***d*** __e__ snake_case_word **f**g",
        "``a ` b`` ` `` ` `\\`",
        "[a](</b c> (t)) ![x *y*](/z \"w\") [![i](/j)](/k)",
        "a <b>c</b> <!-- d --> <i class='x'>e</i>",
        "<div>\n\n*a*\n\n</div>\n\n<table>\n<tr><td>*b*\n</table>",
        "text\n\n| a | b |\n|:--|--:|\n| c \\| d | `e` |\n| f |\ntext",
        "> | a | b |\n> |---|---|\n> | c | d |",
        "&copy; &#169; &#xa9; &nope; &amp;copy; \\&copy;",
        "- [ ] a\n- [x] b",
        "a\n    b\n\n    c\n\n\td",
        "' b*b**<b>*<b>'",
        "[a](b\\ c) [d](e\\) [f]\n\n[f]: g\\ h",
        '[a](/b\u00a0"c") [d](/e\u00a0f)',
        "![*a* [b __c__ d](/e)](/f)",
        "# | b\n--|--\nc | d",
        "*[a](b*c)* **`d**`**",
    ],
)  # fmt: skip
def test_what_an_editors_preview_shows_is_what_the_site_shows(body: str) -> None:
    body = body.expandtabs(4)
    assert tree(to_html(body)) == tree(READER.render(body))


@pytest.mark.parametrize("example", [example for difference in DIFFERENCES for example in difference.examples])
def test_each_difference_that_the_reference_lists_is_one(example: str) -> None:
    assert to_html(example.expandtabs(4)) != READER.render(example).strip().replace(" />", ">")


def test_nothing_reaches_into_private_names_of_python_markdown() -> None:
    for file in Path("plugins/prose").rglob("*.py"):
        tree_of_file = ast.parse(file.read_text(encoding="utf-8"))
        imports = [node.module or "" for node in ast.walk(tree_of_file) if isinstance(node, ast.ImportFrom)]
        if any(name.split(".")[0] == "markdown" for name in imports):
            private = [
                node.attr
                for node in ast.walk(tree_of_file)
                if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not _is_self(node.value)
            ]
            assert [name for name in private if not name.startswith("__")] == [], file


def _is_self(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id in ("self", "cls")) or (
        isinstance(node, ast.Attribute) and _is_self(node.value)
    )
