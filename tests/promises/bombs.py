"""Texts that ask more of a parser than any honest one, and a process that tries each of them in a child of its own.

All of it is sample data.
"""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1 << 20
ROOM = 512 * MEGABYTE
"""Address space that a child may add to what the process held before."""
PATIENCE = 20
"""Seconds of processor time after which a child is ended: more than it may take, so that a test can say how much."""

PATH = "releases/2010/bomb.md"
HEAD = "---\ntitle: Sample\ndate: 2010-09-01\nuid: sample\n{}---\n\n"
PRELUDE = "[a](#x) [c]: d\n\n[c]: #d\n\n[^a]: note\n\n<b>x</b> `c` **b** | {: #x }\n\n*[ab]: long\n\n"
"""Makes every processor of the Markdown parser look for something."""

ORDINARY = {
    "releases/a.md": b"---\ntitle: Sample\ndate: 2010-09-01\nuid: a\ntags: sample\n---\n\nWords.\n",
    "cases/b.md": b"---\ntitle: Sample\nsummary: Sample\nuid: b\n---\n\nWords.\n",
    "documents/c/index.md": b"---\ntitle: Sample\nkind: memo\nuid: c\n---\n\nWords.\n",
    "pages/d.md": b"---\ntitle: Sample\nuid: d\n---\n\nWords.\n",
}

NAMED = (
    "[", "![", "[^a]", "[a](", "<a ", "> ", "- ", "1. ", "> - ", "- > 1. ", "<div>", "<b>", "<ul><li>",
    "<table><tr><td>", "<blockquote>", "*", "_", "**", "*a ", "_a ", "***", "`", "`a ", "```\n", "~~~a\n", "<![CDATA[",
    "<!--", "<!-- ", "<?", "|", "| a | b |\n|--|--|\n", "|a|b|\n", "[^a]: x\n", "x[^a] ", "- [^a][\n", "*[a]: b\n",
    "*[ab]: c\n\nab ", "{: ", "{: #a .b c=d }\n", "&", "&#", "&amp;", "&lt;script&gt;", "* * *\n", "+ ",
)  # fmt: skip
"""Those of the promise, and the worst that were found."""
FURTHER = (
    "[^", "[a][", "<a b=", "[\n", "![a\n", "<i><b>", "<div></b>", "<b a=1><p>", "**a ", "*a_ ", "*a **b ", "``` ", "</",
    "</b>", "<p", "<", "&#1;", "\\", "\\[", "a|b\n", "|-", "[a]: b\n", "[a]:", "*[a]", "a\n: b\n", "a\n:   b\n\n", "{",
    "# a {: #b }\n", "*a*{: a=b }", "#", "# a\n", "=", "a\n===\n", "---\n", "- a\n", "  - a\n", "    a\n", "\ta", "\t",
    " ", "  \n", "\n", "\xa0", "\xa0\n", "a\xa0\n", "\u2028", '"', "'", '"a', "'a ", '"\'', "--", "...", "https://",
    "https://a.example/ ", "<https://a.example>", "<a@b.example>", "(", ")", "](", "[]()", "[a](b) ", "[a](<",
    '[a](b "', "[[a](b)", "![a](b)", "> a\n", "> — a\n", "> a\n> — [b]({document}c)\n\n", "— ", "<td>", "<p>", "<h1>",
    "<details><summary>", "<a href=x>", "<a href=", '<a href="', "<img src=x>", "<a name=x>", "<p id=a>",
    "<h2 id=a>a</h2>", "<br>", "<script>", "<style>", "<svg>", "<math>", "<template>", "<select>", "<textarea>",
    "<title>", "<plaintext>", "<noscript>", "<font>", "<nobr>", "<x>", "<a onclick=", "<p style=", "<p a='",
    "click here ", "a", "a ", "a\n", "é", "\u0301", "字", "1. a\n", "- - ", '<sup id="fnref1"><a href="#fn1">',
    '<div class="footnote">', '"[x]({document}y)" ', "[x](#a) ", "<q>", "<code>", "<pre>", "<dl><dt>a<dd>b",
    "<figure><figcaption>", "<caption>", "<wbr>", "\\\n", "a  \n", "<b/", "<b =", "<b x=y ", "<a\n", "<a\n\n", "[a]\n",
    "[a] [b]\n", "`[", "*[", "_[", "<[", "![[", "[![", "[^a][", "[^a](", "- [ ] a\n", "**_**", "`` ` ", "<!", "<!a",
    "<!DOCTYPE ", "]]>", "-->", "<!--a--> ", "<!-->", "*<b>", "<svg/onload=", "<a/b/", "</a ", "\x03", "\u202e",
    "<table>", "<tr>", "<li>", "<ol><li>", "<sup>", "<div markdown=1>",
)  # fmt: skip
COUNTED: Mapping[str, Callable[[int], str]] = {
    "links to records that are not there": lambda i: f"[x]({{release}}sample-{i})\n\n",
    "links to places that are not there": lambda i: f"# Head {i}\n\n[x](#hed-{i})\n\n",
    "pictures that are not there": lambda i: f"![x]({{static}}a{i}.png)\n\n",
    "quotations of one memo": lambda i: f"> words said {i}\n> — [b]({{document}}memo#page=1)\n\n",
    "quotations of speakers": lambda i: f"> words said {i}\n> — Speaker {i}\n\n",
    "definitions": lambda i: f"[a{i}]: https://example.org/{i}\n",
    "abbreviations": lambda i: f"*[ab{i}]: meaning {i}\nab{i} ",
    "footnotes": lambda i: f"x[^{i}]\n\n[^{i}]: note\n\n",
    "footnotes in footnotes": lambda i: f"[^{i}]: note [^{i}] [^{i + 1}]\n\n",
    "one id": lambda i: "<p id=a>x</p>\n\n",
    "tags that HTML has not": lambda i: f"<x{i}>\n\n",
    "handlers": lambda i: f"<p on{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676 % 26)}=x>a</p>\n\n",
    "rows of a table": lambda i: "|a|b|\n|-|-|\n" if i == 0 else f"|{i}|[y](https://example.org/{i})|\n",
    "lists of growing depth": lambda i: " " * (4 * (i % 12)) + "- a\n",
    "attributes of one tag": lambda i: f" a{i}=b" if i else "<p",
    "lines that mean to hold": lambda i: "status: draft\n",
}
HEADS: Mapping[str, Callable[[int], str]] = {
    "keys": lambda n: "".join(f"key{i}: a\n" for i in range(n // 10)),
    "one key": lambda n: "tags: a\n" * (n // 8),
    "brackets": lambda n: f"tags: {'[' * n}\n",
    "closed brackets": lambda n: f"tags: {'[' * (n // 2)}{']' * (n // 2)}\n",
    "braces": lambda n: f"tags: {'{a: ' * (n // 4)}\n",
    "growing indent": lambda n: "".join(f"{' ' * i}a:\n" for i in range(int((2 * n) ** 0.5))),
    "dashes in a line": lambda n: f"tags:\n{'- ' * (n // 2)}a\n",
    "question marks": lambda n: f"{'? ' * (n // 2)}a\n",
    "anchors": lambda n: "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(n // 20)),
    "a billion laughs": lambda n: "a0: &a0 [x,x]\n"
    + "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)),
    "merged keys": lambda n: "a: &a {b: c}\n" + "".join(f"c{i}:\n  <<: *a\n" for i in range(n // 18)),
    "a huge value": lambda n: f"summary: {'x ' * (n // 2)}\n",
    "a huge quoted value": lambda n: f'summary: "{"x " * (n // 2)}"\n',
    "an unclosed quotation mark": lambda n: f'summary: "{"x " * (n // 2)}\n',
    "escapes": lambda n: 'summary: "' + "\\x41" * (n // 4) + '"\n',
    "a huge block": lambda n: "summary: |\n" + "  x\n" * (n // 4),
    "empty lines": lambda n: "\n" * n,
    "empty lines in a block": lambda n: "summary: |\n  x\n" + "\n" * n,
    "spaces": lambda n: "summary: |\n" + "  \n" * (n // 3),
    "hard spaces": lambda n: "# x\n" + "\xa0\n" * (n // 2),
    "lines that mean to hold": lambda n: "summary: |\n" + "  status: draft\n" * (n // 16),
    "remarks": lambda n: "# x\n" * (n // 4),
    "tags": lambda n: "tags: " + "".join(f"t{i};" for i in range(n // 6)) + "\n",
    "a list of tags": lambda n: "tags:\n" + "".join(f"- t{i}\n" for i in range(n // 8)),
    "aliases": lambda n: "aliases:\n" + "".join(f"- /o{i}/\n" for i in range(n // 10)),
    "a long alias": lambda n: f"aliases: /{'a/' * (n // 2)}\n",
    "a wrong alias": lambda n: f"aliases: {'a/' * (n // 2)}!\n",
    "changes": lambda n: "changes:\n" + "".join(f"- date: 2010-09-02\n  note: n{i}\n" for i in range(n // 30)),
    "documents that are not there": lambda n: "documents:\n" + "".join(f"- d{i}\n" for i in range(n // 8)),
    "pictures that are not there": lambda n: "images:\n"
    + "".join(f"- file: a{i}.png\n  alt: x\n" for i in range(n // 24)),
    "coverage": lambda n: "coverage:\n"
    + "".join(f"- title: a\n  url: https://a.example/{i}\n" for i in range(n // 40)),
    "misspelt fields": lambda n: "coverage:\n" + "".join(f"- titel: a{i}\n  ulr: b\n" for i in range(n // 24)),
    "a long address": lambda n: f'coverage:\n- title: a\n  url: https://{"a" * n} "\n',
    "a long date": lambda n: f"modified: 2010-09-02T{'0:' * (n // 2)}\n",
    "a long language": lambda n: f"lang: {'a-' * (n // 2)}\n",
    "colons": lambda n: f"a: {': ' * (n // 2)}\n",
    "number signs": lambda n: f"summary: a{' #' * (n // 2)}\n",
    "boilerplate": lambda n: "boilerplate:\n" + "".join(f"  o{i}: text\n" for i in range(n // 14)),
    "a long name": lambda n: f"{'k' * n}: a\n",
    "line separators": lambda n: f"a: b\n{chr(0x2028) * n}\n",
}  # fmt: skip
WHOLE: Mapping[str, Callable[[int], bytes]] = {
    "front matter that never closes": lambda n: b"---\n" + b"a: b\n" * (n // 5),
    "a plain header": lambda n: b"".join(b"Key%d: a\n" % i for i in range(n // 10)) + b"\nbody",
    "continued lines": lambda n: b"Title: a\nDate: 2010-09-01\n" + b"    x\n" * (n // 6) + b"\nbody",
    "lines that are no fields": lambda n: b"Title: a\nDate: 2010-09-01\n" + b"x\n" * (n // 2) + b"\nbody",
    "hard spaces below a plain header": lambda n: b"Title: a\nDate: 2010-09-01\n\nx\n" + b"\xc2\xa0\n" * (n // 3),
    "zeros": lambda n: b"\0" * n,
    "no text": lambda n: b"\xff" * n,
    "line ends": lambda n: b"\n" * n,
    "fences": lambda n: b"---\n" * (n // 4),
    "byte-order marks": lambda n: b"\xef\xbb\xbf" * (n // 3),
}
FORMS: tuple[tuple[str, Callable[[list[str]], str]], ...] = (
    ("side by side", "".join),
    ("line by line", lambda pieces: "\n".join(pieces) + "\n"),
    ("paragraphs", lambda pieces: "\n\n".join(pieces) + "\n\n"),
    ("quoted", lambda pieces: "> " + "\n> ".join(pieces) + "\n"),
    ("listed", lambda pieces: "- " + "\n  ".join(pieces) + "\n"),
)


@dataclass(frozen=True, slots=True)
class Bomb:
    name: str
    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a content folder, and what it took."""

    seconds: float
    """Of processor time: what others do on this machine does not count."""
    megabytes: float
    """At its peak, everything counted."""
    problems: tuple[tuple[str, str, str], ...]
    """(path, code, severity)"""
    is_drawn: bool
    died: str
    """Of what the process died; empty where it did not."""


def of_piece(piece: str, size: int, *, behind: str = "") -> Bomb:
    text = behind + piece * (size // len(piece.encode()))
    return Bomb(
        f"{size} bytes of {piece!r}{' behind a prelude' if behind else ''}", PATH, (HEAD.format("") + text).encode()
    )


def counted(name: str, size: int) -> Bomb:
    return Bomb(f"{size} bytes of {name}", PATH, (HEAD.format("") + _until(COUNTED[name], size)).encode())


def of_head(name: str, size: int) -> Bomb:
    return Bomb(f"front matter: {size} bytes of {name}", PATH, f"{HEAD.format(HEADS[name](size))}Words.\n".encode())


def of_list(name: str, size: int) -> Bomb:
    return Bomb(f"contacts.yml: {size} bytes of {name}", "contacts.yml", HEADS[name](size).encode())


def of_file(name: str, size: int) -> Bomb:
    return Bomb(f"file: {size} bytes of {name}", PATH, WHOLE[name](size))


def of_timeline(piece: str, size: int) -> Bomb:
    lines = (piece * (size // len(piece))).split("\n")
    body = "".join(f"    {line}\n" for line in lines)
    event = f"- date: 2010-01-01\n  title: a\n  body: |\n{body}"
    head = f"---\ntitle: Sample\nsummary: Sample\nuid: sample\ntimeline:\n{event}---\n"
    return Bomb(f"timeline: {size} bytes of {piece!r}", "cases/bomb.md", head.encode())


def mixed(seed: int) -> Bomb:
    """Some pieces in one of some forms, drawn by a number."""
    draw = random.Random(seed)
    pieces = [draw.choice((*NAMED, *FURTHER)) for _ in range(draw.choice((1, 2, 2, 3, 4)))]
    size = draw.choice((12_000, 24_000, 60_000, 150_000, 500_000))
    form, join = draw.choice(FORMS)
    unit = join(pieces)
    text = draw.choice(("", PRELUDE)) + unit * (size // len(unit.encode()))
    return Bomb(f"mix {seed}: {size} bytes of {pieces} {form}", PATH, (HEAD.format("") + text).encode())


def _until(write: Callable[[int], str], size: int) -> str:
    parts: list[str] = []
    length = number = 0
    while length < size:
        parts.append(write(number))
        length += len(parts[-1])
        number += 1
    return "".join(parts)


def _write(content: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(data)


class Ground:
    """A process that has read the product once, and forks for every content folder it is given."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process = process
        self._folder = folder
        self._number = 0

    def try_out(self, files: Mapping[str, bytes]) -> Outcome:
        self._number += 1
        content = self._folder / str(self._number) / "content"
        _write(content, files)
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps(str(content))}\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return Outcome(**{**answer, "problems": tuple(map(tuple, answer["problems"]))})


@contextmanager
def ground(folder: Path) -> Iterator[Ground]:
    command = [sys.executable, "-m", "tests.promises.bombs"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", bufsize=1
    ) as process:
        try:
            yield Ground(process, folder)
        finally:
            assert process.stdin is not None
            process.stdin.close()


def main(orders: IO[str], answers: IO[str]) -> None:
    """For each content folder that is named on a line of its own, answer with an `Outcome`."""
    with tempfile.TemporaryDirectory() as place:
        content = Path(place, "content")
        _write(content, ORDINARY)
        _build(content.parent, content)  # so that no child reads or compiles a template
    for order in orders:
        print(json.dumps(asdict(_forked(Path(json.loads(order))))), file=answers, flush=True)


def _forked(content: Path) -> Outcome:
    reading, writing = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _limit()
        try:
            answer = _build(content.parent, content)
        except BaseException as error:  # a test says what it was
            answer = {"died": f"{type(error).__name__}: {error}"[:500]}
        with os.fdopen(writing, "w") as pipe:
            pipe.write(json.dumps(answer))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _, status, used = os.wait4(child, 0)
    answer = json.loads(said) if said else {"died": signal.Signals(os.WTERMSIG(status)).name}
    return Outcome(
        seconds=round(used.ru_utime + used.ru_stime, 2),
        megabytes=round(used.ru_maxrss / 1024, 1),
        problems=answer.get("problems", ()),
        is_drawn=answer.get("is_drawn", False),
        died=answer.get("died", "") or ("waiting" if time.monotonic() - started > 10 * PATIENCE else ""),
    )


def _limit() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    room = pages * resource.getpagesize() + ROOM
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))


def _build(place: Path, content: Path) -> dict[str, Any]:
    """What a build does with a content folder, but for writing the output."""
    from plugins.checks.report import report, stops
    from plugins.checks.rules import find_problems
    from plugins.newsroom.library.edition import make_edition
    from plugins.newsroom.library.reading import read_library
    from plugins.newsroom.library.settings import read_settings
    from tests.newsroom.pages.drawing import drawn

    settings = read_settings(
        {
            "PATH": str(content),
            "OUTPUT_PATH": str(place / "output"),
            "CACHE_PATH": str(place / "cache"),
            "THEME": str(ROOT / "theme"),
            "SITENAME": "Sample",
            "SITEURL": "https://example.org",
            "DEFAULT_LANG": "en",
            "NOW": "2020-01-01T00:00:00Z",
        }
    )
    edition = make_edition(read_library(settings))
    problems = find_problems(edition)
    assert report(problems, settings)
    is_drawn = not stops(problems, publication=False)
    if is_drawn:
        drawn(edition)
    return {"problems": [(p.path, p.code, p.severity.value) for p in problems[:100_000]], "is_drawn": is_drawn}


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
