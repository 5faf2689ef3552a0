# ruff: noqa: E501  (tables: one attack, one row)
"""Four hundred ways to ask for a file that is none of the site's, or to have one written where none belongs.

All of it is invented sample data.
"""

import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

SECRET = "SECRETCANARY"
"""Stands in every file beside the content folder."""
PRIVATE = "PRIVATECANARY"
"""Stands in files of the content folder that are never published: dotfiles, backups, kinds that a browser would run."""
A = "releases/2024/carrier.md"
HEAD = "title: A sample\ndate: 2024-03-01\nuid: urn:x:a\n"
BEHIND_LINKS = frozenset({"L001", "L005", "C002", "C003", "C004"})
"""Codes of a link that leads nowhere, outside, or to what is not published."""

Text = str | bytes


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One hostile content folder, or setting, and how the build must end."""

    name: str
    files: Mapping[str, Text] = field(default_factory=dict)
    """Below the content folder; `../x` lies beside it."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Symbolic links, of the same paths: `{world}` in a target is the folder around the content."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """`{world}` as above."""
    codes: frozenset[str] = frozenset()
    """It is refused with one of these words; empty where it is built, and does nothing."""
    either: bool = False
    """It may be built or refused, as long as it does nothing."""
    prepare: Callable[[Path], None] | None = None
    """What else is done to the world."""


def release(*fields: str, body: str = "Words.\n") -> str:
    return "\n".join([f"---\n{HEAD.rstrip()}", *fields, "---", "", body])


def document(*fields: str) -> str:
    return "\n".join(["---", "title: A letter", "kind: letter", "uid: urn:x:d", *fields, "---", "", "Words.\n"])


def case(*fields: str) -> str:
    return "\n".join(["---", "title: A v. B", "summary: A suit.", "uid: urn:x:c", *fields, "---", "", "Words.\n"])


def page(title: str, *fields: str) -> str:
    return "\n".join(["---", f"title: {title}", f"uid: urn:x:{title.encode().hex()}", *fields, "---", "", "Words.\n"])


# Links in the text, and fields that name a file

SIX_UP = "../../../../../.."
TARGETS = {
    "up": "../../../beside.csv",
    "up one too many": "../../../../beside.csv",
    "up from the root": "/../beside.csv",
    "up from the root, twice": "/../../beside.csv",
    "down and up": "x/../../../../beside.csv",
    "here and up": "./.././../../beside.csv",
    "into a folder beside": "../../../secret/table.csv",
    "into the folder of a like name": "/../content-backup/table.csv",
    "the like name, glued on": "-backup/table.csv",
    "a picture beside": "../../../secret/picture.png",
    "a record beside": "../../../secret/report.md",
    "a PDF beside": "../../../secret/letter.pdf",
    "a dotfile beside": "../../../.env.csv",
    "percent dots": "%2e%2e/%2e%2e/%2e%2e/beside.csv",
    "percent slashes": "..%2f..%2f..%2fbeside.csv",
    "percent all": "%2e%2e%2f%2e%2e%2f%2e%2e%2fbeside.csv",
    "percent twice": "%252e%252e%252f%252e%252e%252f%252e%252e%252fbeside.csv",
    "percent thrice": "%25252e%25252e/beside.csv",
    "an overlong encoding": "%c0%ae%c0%ae/%c0%ae%c0%ae/beside.csv",
    "dots that filters eat": "....//....//....//beside.csv",
    "backslashes": "..\\..\\..\\beside.csv",
    "percent backslashes": "..%5c..%5c..%5cbeside.csv",
    "two-dot leaders": "\u2025/\u2025/\u2025/beside.csv",
    "wide dots": "\uff0e\uff0e/\uff0e\uff0e/\uff0e\uff0e/beside.csv",
    "a slash of another alphabet": "..\u2215..\u2215beside.csv",
    "an absolute path": "{world}/beside.csv",
    "an absolute path, deeper": f"{SIX_UP}{SIX_UP}{{world}}/beside.csv",
    "two slashes": "//{world}/beside.csv",
    "the system's users": "/etc/passwd",
    "up to the system's users": f"{SIX_UP}/etc/passwd",
    "its own environment": "/proc/self/environ",
    "a home": "~/beside.csv",
    "a drive": "C:\\beside.csv",
    "a share": "\\\\beside\\x.csv",
    "a device": "/dev/zero",
    "a zero byte": "beside.csv%00.png",
    "a zero byte within": "..%00/beside.csv",
    "an escape for the terminal": "%1b[2J%07.csv",
    "a change of direction": "\u202evsc.elbat",
    "a line end": "%0aX-Evil:%20yes.csv",
    "a dotfile": "/.env.csv",
    "a dotfile below": ".hidden.csv",
    "a folder with a dot": "/.git/config.csv",
    "a backup": "table.csv~",
    "a page of its own": "page.html",
    "a script": "run.js",
    "a program of the server": "shell.php",
    "a drawing that runs": "drawing.svg",
    "rules of the server": "/.htaccess",
    "settings": "/settings.py",
    "no ending": "plain",
    "two endings": "table.csv.php",
    "an ending in capitals": "SHELL.PHP",
    "an ending and a dot": "table.csv.",
    "an ending and a space": "table.csv%20",
    "a stream": "table.csv::$DATA",
    "a folder": "../2024",
    "the folder itself": ".",
    "the content folder": "/",
    "a link to a file": "linked.csv",
    "a link to a picture": "linked.png",
    "through a link to a folder": "linked-folder/table.csv",
    "through a loop": "loop/releases/2024/table.csv",
    "a very long name": "x" * 5000 + ".csv",
    "very deep": "x/" * 3000 + "y.csv",
    "far up": "../" * 3000 + "beside.csv",
    "a query": "table.csv?x=../../beside.csv",
    "nothing but dots": "...",
}  # fmt: skip
PLACES: dict[str, Callable[[str], Mapping[str, Text]]] = {
    "{static}": lambda t: {A: release(body=f"A [sample]({{static}}{t}).\n")},
    "{attach}": lambda t: {A: release(body=f"A [sample]({{attach}}{t}).\n")},
    "{filename}": lambda t: {A: release(body=f"A [sample]({{filename}}{t}).\n")},
    "{document}": lambda t: {A: release(body=f"A [sample]({{document}}{t}).\n")},
    "|static|": lambda t: {A: release(body=f"A [sample](|static|{t}).\n")},
    "an image": lambda t: {A: release(body=f"![A sample]({{static}}{t})\n")},
    "a bare image": lambda t: {A: release(body=f"![A sample]({t})\n")},
    "a reference": lambda t: {A: release(body=f"A [sample][one].\n\n[one]: {{attach}}{t}\n")},
    "markup": lambda t: {A: release(body=f'A <a href="{{static}}{t}">sample</a>.\n')},
    "an image in markup": lambda t: {A: release(body=f'<img src="{{static}}{t}" alt="A sample">\n')},
    "a quotation": lambda t: {A: release(body=f"> Words.\n> — [Sample, p. 1]({{document}}{t}#page=1)\n")},
    "a timeline": lambda t: {
        "cases/carrier.md": case(
            "timeline:", "- date: 2024-01-01", "  title: A sample", "  body: |", f"    A [sample]({{static}}{t})."
        )
    },
    "images": lambda t: {A: release("images:", f"- file: {_quoted(t)}", "  alt: A sample")},
    "images with {static}": lambda t: {A: release("images:", f"- file: {_quoted('{static}' + t)}", "  alt: A sample")},
}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


UNPUBLISHED = {
    **dict.fromkeys(
        (".env.csv", ".htaccess", "settings.py", ".git/config.csv", "releases/2024/.hidden.csv",
         "releases/2024/table.csv~", "releases/2024/page.html", "releases/2024/run.js", "releases/2024/shell.php",
         "releases/2024/SHELL2.PHP", "releases/2024/drawing.svg", "releases/2024/plain",
         "releases/2024/table.csv.php"),
        PRIVATE,
    ),
    "releases/2024/.draft.md": release(body=PRIVATE),
    "releases/2024/~$carrier.md": release(body=PRIVATE),
    "releases/2024/carrier.md~": release(body=PRIVATE),
}  # fmt: skip
PLANTED_LINKS = {
    "releases/2024/linked.csv": "{world}/beside.csv",
    "releases/2024/linked.png": "{world}/secret/picture.png",
    "releases/2024/linked-folder": "../../../secret",
    "releases/2024/loop": "..",
}


def of_links() -> Iterator[Attack]:
    for (what, target), (where, write) in product(TARGETS.items(), PLACES.items()):
        links = {path: to for path, to in PLANTED_LINKS.items() if path.rpartition("/")[2] in target}
        yield Attack(
            name=f"{where}: {what}",
            files={**UNPUBLISHED, **write(target)},
            links=links,
            codes=BEHIND_LINKS,
            either=(where, what) in HARMLESS,
        )


HARMLESS = frozenset({("a bare image", "the content folder")})
"""What means something innocent there: the home page."""


# Fields that shape an address or name another record

WORDS = {
    "up": "../../beside",
    "up, encoded": "%2e%2e%2f%2e%2e%2fbeside",
    "absolute": "/etc/passwd",
    "backslashes": "..\\..\\beside",
    "dots": "..",
    "a dot": ".",
    "a dotfile": ".htaccess",
    "the manifest": ".daylight.json",
    "a slash": "a/b",
    "a colon": "a:b",
    "capitals": "INDEX",
    "wide dots": "\uff0e\uff0e\uff0fbeside",
    "no ASCII": "případ",
    "a joiner": "a\u200bb",
    "too long": "x" * 300,
    "a device": "con",
    "another device": "LPT1",
    "a device with an ending": "nul.html",
    "a dot at its end": "name.",
}


def of_fields() -> Iterator[Attack]:
    refused = frozenset({"F006", "R008"})
    for what, word in WORDS.items():
        quoted = _quoted(word)
        yield Attack(name=f"slug: {what}", files={A: release(f"slug: {quoted}")}, codes=refused)
        yield Attack(
            name=f"the slug of a page: {what}", files={"pages/a.md": page("A", f"slug: {quoted}")}, codes=refused
        )
        yield Attack(
            name=f"an organization: {what}", files={"organizations.yml": f"{quoted}:\n  name: A\n"}, codes=refused
        )
        yield Attack(name=f"a contact: {what}", files={"contacts.yml": f"{quoted}:\n  name: A\n"}, codes=refused)
        yield Attack(
            name=f"the file of a document: {what}",
            files={"documents/a/index.md": document(f"file: {quoted}")},
            codes=refused,
        )
        yield Attack(
            name=f"the file of a version: {what}",
            files={"documents/a/index.md": document("versions:", "- date: 2024-01-01", f"  file: {quoted}")},
            codes=refused,
        )
        yield Attack(
            name=f"the date of a version: {what}",
            files={"documents/a/index.md": document("versions:", f"- date: {quoted}", "  file: a.pdf")},
            codes=frozenset({"F007"}),
        )
        yield Attack(
            name=f"a cited document: {what}",
            files={A: release("documents:", f"- {quoted}")},
            codes=frozenset({"F006", "R004"}),
        )
        yield Attack(
            name=f"a replacement: {what}",
            files={
                A: release(
                    "status: withdrawn",
                    "withdrawn:",
                    "  date: 2024-03-02",
                    "  reason: A sample",
                    f"  replacement: {quoted}",
                )
            },
            codes=frozenset({"R004"}),
        )
        yield Attack(name=f"a tag: {what}", files={A: release("tags:", f"- {quoted}")}, either=True)
        yield Attack(name=f"a category: {what}", files={A: release(f"category: {quoted}")}, either=True)
        yield Attack(name=f"a uid: {what}", files={A: release().replace("urn:x:a", quoted)}, either=True)
        yield Attack(name=f"a title: {what}", files={A: release().replace("A sample", quoted, 1)}, either=True)
        if what == "a device":
            continue  # con is Cofán, a language
        yield Attack(name=f"lang: {what}", files={A: release(f"lang: {quoted}")}, codes=refused)
        yield Attack(
            name=f"the lang of a translation: {what}",
            files={A: release(f"lang: {quoted}", "translation: true")},
            codes=refused,
        )


ALIASES = {
    "../beside/": True, "/../beside": True, "a/../../beside/": True, "./a/": True, "//a/": True, "a//b": True,
    "/%2e%2e/%2e%2e/beside/": True, "/%2e%2e%2fbeside": True, "%252e%252e/a": True, "/a%00/": True, "/a%0a/": True,
    "/%ff/": True, "..\\beside": True, "/a\\b/": True, "C:/beside": True, "/.htaccess": True, "/.well-known/x/": True,
    "/.daylight.json": True, "/a/.git/config": True, "/%2ehtaccess": True, "/con/": True, "/a/NUL.html": True,
    "/lpt1": True, "/com1.html": True, "/a./": True, "/a%20/": True, "/a%2e/": True, "/theme/x.html": True,
    "/THEME/": True, "/theme": True, "/favicon.ico": True, "/FAVICON.ICO/": True, "/_headers": True, "/_redirects": True,
    "/_Headers/": True, "/_nginx.conf": True, "/index.html": True, "/INDEX.HTML": True, "/404.html": True,
    "/robots.txt": True, "/Sitemap.xml": True, "/feeds/all.json": True, "/feeds/all.atom.xml/x/": True,
    "/feeds/feeds.opml": True, "/releases": True, "/Releases/": True, "/releases/2024/only/": True,
    "/RELEASES/2024/ONLY/": True, "/releases/2024/only/index.txt": True, "/releases/2024/only/index.txt/x/": True,
    "/corrections": True, "/Subscribe/index.html": True, "/a?b": True, "/a#b": True, "/a b/": True, "/a\u202eb/": True,
    "/a\u200b/": True, f"/{'x' * 300}/": True, f"/{'é' * 120}/": True, f"/{'x/' * 600}": True,
    f"/{'x' * 200}/": False, f"/{'é' * 97}.html": False, "/feeds/": False, "/_headers.html": False, "/x/_headers/": False,
    "/caf%C3%A9/": False, "/sha256sums/": False, "/old.php/": False, "/-rf/": False, "/~user/": False, "/console/": False,
}  # fmt: skip
"""Whether an old path is refused."""
COLLIDING_ALIASES = (
    ("/a/", "/A/"), ("/a/", "/a.html/../a/"), ("/a.html", "/A.HTML"), ("/a.html", "/a.html/b/"), ("/stra\u00dfe/", "/STRASSE/"),
    ("/\u212bb/", "/\u00e5b/"), ("/\u1100\u1161/", "/\uac00/"), ("/\u03c3/", "/\u03c2/"), ("/\u017f/", "/s/"), ("/caf%c3%a9/", "/CAF\u00c9/"),
)  # fmt: skip


def of_aliases() -> Iterator[Attack]:
    refused = frozenset({"R008", "R009"})
    for alias, is_refused in ALIASES.items():
        codes = refused if is_refused else frozenset()
        yield Attack(
            name=f"an alias: {alias[:40]!a}{len(alias) if len(alias) > 40 else ''}",
            files={A: release("aliases:", f"- {_quoted(alias)}")},
            codes=codes,
        )
    for first, second in COLLIDING_ALIASES:
        files = {"pages/a.md": page("A", f"aliases: [{first}]"), "pages/b.md": page("B", f"aliases: [{second}]")}
        yield Attack(name=f"aliases: {first!a} and {second!a}", files=files, codes=refused)


# Names on the disk

NAMES = (
    "con.md", "CON.md", "aux.es.md", "nul.markdown", "lpt1.md", "prn .md", "name..md", "name .md", " name.md", ".md",
    "..md", "...md", "-rf.md", "--help.md", "%2e%2e.md", "..%2f..%2fbeside.md", "a:b.md", "a\\b.md", "a|b.md", "a*b?.md",
    'a"b.md', "<script>.md", "$(touch x).md", "`touch x`.md", "; touch x;.md", "&& touch x.md", "index.md", "index.html.md",
    "404.md", "feeds.md", "theme.md", "favicon.md", "robots.md", "sitemap.md", "_headers.md", "_redirects.md", "home.md",
    "press.md", "en.md", "es.md", "x" * 200 + ".md", "é" * 100 + ".md", "北京.md", "🙂.md", "a\u202eb.md", "a\u200bb.md",
    "a\nb.md", "a\tb.md", "a\x1b[2Jb.md", "a\x7fb.md", "a.MD", "a.md.md", "a.Md", "a.md.exe", "Thumbs.db", "desktop.ini",
    ".DS_Store", "ledger.json.md", "~a.md", "a.md~", "#a.md#", "a.md.swp", "a .md", "０１.md", "ﬁ.md", "İ.md", "ı.md",
)  # fmt: skip
BYTES = (b"a\xff.md", b"\xc0\xae\xc0\xae.md", b"a\xed\xa0\x80.md")


def of_names() -> Iterator[Attack]:
    for name in NAMES:
        files = {f"pages/{name}": page("A")}
        yield Attack(name=f"a file named {name[:40]!a}", files=files, either=True)
    for name in NAMES[::4]:
        if len(os.fsencode(name)) < 200:
            files = {f"documents/{name}/index.md": document()}
            yield Attack(name=f"a document's folder named {name[:40]!a}", files=files, either=True)
    for raw in BYTES:
        yield Attack(
            name=f"a file named {raw!r}", files={f"pages/{os.fsdecode(raw)}": page("A")}, codes=frozenset({"C005"})
        )
    for name in (
        "con.csv",
        "Aux.PNG.csv",
        "a..csv",
        "a\u0301.csv",
        "..csv",
        "x" * 240 + ".csv",
        "index.html.csv",
        "a b.csv",
        "a%2f.csv",
    ):
        body = f"A [sample]({{static}}{name.replace(' ', '%20').replace('%2f', '%252f')}).\n"
        files = {A: release(body=body), f"releases/2024/{name}": "sample"}
        yield Attack(name=f"a published file named {name[:40]!a}", files=files, either=True)
    both = {
        "releases/2024/A B.csv": "one",
        "releases/2024/sub/a-b.csv": "two",
        "releases/2024/sub/deep/a_b.CSV": "three",
    }
    body = " ".join(f"A [sample]({{static}}{name}).\n" for name in ("A%20B.csv", "sub/a-b.csv", "sub/deep/a_b.CSV"))
    yield Attack(name="published files that are called the same", files={A: release(body=body), **both})


def of_collisions() -> Iterator[Attack]:
    nfc, nfd = (unicodedata.normalize(form, "é") for form in ("NFC", "NFD"))
    clashes = frozenset({"C005", "R001", "R008", "R009"})
    pairs = {
        "case of files": {"pages/about.md": page("A"), "pages/About.md": page("B")},
        "case of folders": {"releases/2024/a.md": release(), "Releases/2024/a.md": page("B")},
        "Unicode form of files": {f"pages/{nfc}.md": page("A"), f"pages/{nfd}.md": page("B")},
        "a sharp s": {"pages/straße.md": page("A"), "pages/STRASSE.md": page("B")},
        "two names of one slug": {"pages/a b.md": page("A"), "pages/a-b.md": page("B")},
        "accents of one slug": {"pages/e.md": page("A"), f"pages/{nfc}.md": page("B")},
        "a page and a language": {"pages/es.md": page("A"), "pages/x.md": page("B", "lang: es", "translation: true")},
        "a page and a section": {"pages/releases.md": page("A")},
        "a page and its alias": {"pages/a.md": page("A"), "pages/b.md": page("B", "aliases: [/A/]")},
        "an alias and a topic": {A: release("tags: [sample]"), "pages/b.md": page("B", "aliases: [/topics/Sample/]")},
        "a document and a page of text": {"documents/a/index.md": document(), "pages/b.md": page("B", "aliases: [/documents/a/index.html]")},
        "languages that differ by case": {"pages/a.md": page("A", "lang: pt-BR", "translation: true"), "pages/b.md": page("B", "slug: a", "lang: pt-br", "translation: true")},
        "two years of one slug, not": {A: release(), "releases/2024/carrier.markdown": release().replace("urn:x:a", "urn:x:b")},
    }  # fmt: skip
    for what, files in pairs.items():
        yield Attack(name=f"a collision: {what}", files=files, codes=clashes)


# Links of the file system


def of_symlinks() -> Iterator[Attack]:
    refused = frozenset({"C002"})
    planted = {
        "a release": ("releases/2024/linked.md", "{world}/secret/report.md"),
        "a release, relative": ("releases/2024/linked.md", "../../../secret/report.md"),
        "a page": ("pages/linked.md", "{world}/secret/report.md"),
        "a document": ("documents/linked/index.md", "{world}/secret/report.md"),
        "a document's folder": ("documents/linked", "{world}/secret"),
        "all documents": ("documents", "{world}/secret"),
        "all releases of a year": ("releases/2023", "{world}/secret"),
        "contacts": ("contacts.yml", "{world}/secret/contacts.yml"),
        "organizations": ("organizations.yml", "{world}/secret/contacts.yml"),
        "the ledger": ("ledger.json", "{world}/secret/ledger.json"),
        "a PDF": ("documents/d/letter.pdf", "{world}/secret/letter.pdf"),
        "the text of a scan": ("documents/d/letter.txt", "{world}/beside.csv"),
        "a file that is there": ("releases/2024/other.csv", "table.csv"),
        "a file that is not": ("releases/2024/other.csv", "{world}/nothing"),
        "itself": ("releases/2024/other.csv", "other.csv"),
        "a loop of folders": ("releases/2024/loop", ".."),
        "the content folder": ("releases/2024/loop", "{world}/content"),
        "the file system": ("releases/2024/all", "/"),
        "the system's users": ("releases/2024/users.csv", "/etc/passwd"),
        "a device": ("releases/2024/zero.csv", "/dev/zero"),
        "its own environment": ("releases/2024/self.csv", "/proc/self/environ"),
        "the output": ("releases/2024/output", "{world}/output"),
        "the cache": ("releases/2024/cache", "{world}/cache"),
        "a link to a link": ("releases/2024/first.csv", "second.csv"),
    }
    for what, (path, target) in planted.items():
        files: dict[str, Text] = {"documents/d/index.md": document()} if path.startswith("documents/d/") else {}
        links = {path: target, **({"releases/2024/second.csv": "{world}/beside.csv"} if target == "second.csv" else {})}
        yield Attack(name=f"a link: {what}", files=files, links=links, codes=refused)


# Where the site is written


def of_places() -> Iterator[Attack]:
    elsewhere = frozenset({"is a link to another place"})
    yield Attack(name="the output is a link to another folder", links={"../output": "{world}/empty"})
    yield Attack(name="the output is a link to the content", links={"../output": "content"}, codes=frozenset({"S001"}))
    yield Attack(name="the output is a link to all", links={"../output": "/"}, codes=frozenset({"S001"}))
    yield Attack(
        name="the output is a link to nothing",
        links={"../output": "nowhere/at/all"},
        codes=frozenset({"cannot be written"}),
    )
    yield Attack(
        name="the output is a loop", links={"../output": "output"}, codes=frozenset({"cannot be written", "S001"})
    )
    yield Attack(name="the output is a file", files={"../output": "sample"}, codes=frozenset({"cannot be written"}))
    yield Attack(name="the content is a link", prepare=_content_behind_link)
    for folder in ("releases", "releases/2024", "feeds", "theme", "releases/2024/only"):
        yield Attack(
            name=f"a folder of the output is a link: {folder}",
            links={f"../output/{folder}": "{world}/secret"},
            codes=elsewhere,
        )
    for file in ("index.html", "404.html", "feeds/all.json", "releases/2024/only/index.html", ".daylight.json"):
        for target in ("{world}/beside.csv", "{world}/secret/nothing", "{world}/content/releases/2024/only.md"):
            yield Attack(
                name=f"a file of the output is a link: {file} to {target[8:]}", links={f"../output/{file}": target}
            )
    for target in ("{world}/beside.csv", "{world}/secret/nothing"):
        yield Attack(
            name=f"the lock is a link to {target[8:]}", links={"../output/.daylight.lock": target}, codes=elsewhere
        )
    yield Attack(name="a temporary name is a link", prepare=_link_at_temporary_names)
    for setting, code in (
        ("{world}/content", True),
        ("{world}/content/x", True),
        ("{world}", True),
        ("{world}/output", False),
        ("/", True),
    ):
        yield Attack(
            name=f"OUTPUT_PATH: {setting}",
            settings={"OUTPUT": setting},
            codes=frozenset({"S001"}) if code else frozenset(),
        )
    for setting in ("{world}/content", "{world}/content/x", "{world}/output", "{world}/output/x"):
        yield Attack(name=f"CACHE_PATH: {setting}", settings={"CACHE_PATH": setting}, codes=frozenset({"S001"}))
    yield Attack(
        name="the cache is a link into the content",
        links={"../cache-link": "content"},
        settings={"CACHE_PATH": "{world}/cache-link"},
        codes=frozenset({"S001"}),
    )
    yield Attack(
        name="the cache is a link into the output",
        links={"../cache-link": "output"},
        files={"../output/x": ""},
        settings={"CACHE_PATH": "{world}/cache-link"},
        codes=frozenset({"S001"}),
    )
    yield Attack(
        name="the cache is a link to nothing",
        links={"../cache-link": "nowhere/at/all"},
        settings={"CACHE_PATH": "{world}/cache-link"},
        codes=frozenset({"cache cannot be used"}),
        either=True,
    )
    yield Attack(
        name="the cache is a file",
        files={"../cache-file": "sample"},
        settings={"CACHE_PATH": "{world}/cache-file"},
        codes=frozenset({"cache cannot be used"}),
        either=True,
    )
    for path in (
        "../beside.csv",
        "{world}/beside.csv",
        "releases/../../beside.csv",
        "a\\u0000b",
        "a\\ud800b",
        ".",
        "",
        "secret",
        "./../beside.csv",
        "/",
        "releases",
    ):
        manifest = (
            f'{{"version": 1, "complete": true, "publication": true, "now": "", "files": {{"{path}": ["", "", 0]}}}}'
        )
        yield Attack(name=f"the manifest names {path!r}", files={"../output/.daylight.json": manifest})
    for what, text in (("deep", "[" * 100_000), ("long", f'{{"version": {"9" * 5000}}}'), ("words", "{}")):
        yield Attack(name=f"the manifest is {what}", files={"../output/.daylight.json": text})
        yield Attack(name=f"the ledger is {what}", files={"ledger.json": text}, codes=frozenset({"H003"}))
    for address in (
        "../beside/",
        "/etc/",
        "a/../../beside/",
        ".git/",
        "%2e%2e/",
        "releases/2024/\\u0000/",
        "a//b/",
        "A/",
        "",
    ):
        yield Attack(
            name=f"the ledger sends to {address!r}",
            files={"ledger.json": _ledger(address)},
            codes=frozenset({"H003"}),
            either=not address,
        )
    for url in (
        "https://example.org/..",
        "https://example.org/../..",
        "https://example.org/a/../..",
        "https://example.org/./",
        "https://example.org/%2e%2e/",
        "https://example.org/%2e./a",
        "https://example.org//a",
        "https://example.org/a\\..\\b",
        "file:///etc/passwd",
        "https://example.org/a\x00b",
        "https://example.org/..;/a",
        "https://../a",
    ):
        yield Attack(
            name=f"SITEURL: {url!a}", settings={"SITEURL": url}, codes=frozenset({"S001"}), either=url.endswith("../a")
        )
    for url in ("https://example.org/a..b/", "https://example.org/%7Euser", "https://example.org/...x"):
        yield Attack(name=f"SITEURL: {url!a}", settings={"SITEURL": url})


def _ledger(address: str) -> str:
    entry = f'{{"path": "{A}", "addresses": ["{address}"], "first_published": "2024-03-01T00:00:00Z", "text": "", "changes": 0}}'
    return f'{{"version": 1, "pages": [], "records": {{"urn:x:only": {entry}}}}}'


def _content_behind_link(world: Path) -> None:
    (world / "content").rename(world / "behind")
    (world / "content").symlink_to("behind")


def _link_at_temporary_names(world: Path) -> None:
    """The names under which this very process writes before it renames."""
    (world / "output").mkdir()
    for name in ("index.html", "daylight.json", "404.html", "robots.txt"):
        (world / f"output/.{name}.{os.getpid()}.daylight-tmp").symlink_to(world / "beside.csv")


GROUPS = (of_links, of_fields, of_aliases, of_names, of_collisions, of_symlinks, of_places)
LEAST = 8
"""Of each group, however few attacks are wanted."""


def attacks(wanted: int) -> list[Attack]:
    """So many of each group as it has its share of them, evenly spread; all of them where more are wanted."""
    groups = [list(group()) for group in GROUPS]
    total = sum(map(len, groups))
    chosen: list[Attack] = []
    for group in groups:
        count = min(len(group), max(LEAST, wanted * len(group) // total))
        chosen += [group[index * len(group) // count] for index in range(count)]
    assert len({attack.name for attack in chosen}) == len(chosen)
    return chosen
