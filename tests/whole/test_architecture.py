"""docs/architecture.md names what is there: modules, functions, rooms, and who calls whom."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.demonstration import demonstration

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs/architecture.md"
TEXT = GUIDE.read_text(encoding="utf-8")
LINK = re.compile(r"\[([^\]]+)\]\(([^)#]+)\)")
CODE_LINK = re.compile(r"\[`([\w.]+)`\]\((\.\./plugins/[\w/]+\.py)\)")
SPAN = re.compile(r"(?<!\[)`([A-Za-z_]+)`")
NODE = re.compile(r'^ *(\w+)\["([\w/]+)', re.MULTILINE)
EDGE = re.compile(r"^ *(\w+) --> (\w+)$", re.MULTILINE)
OTHERS = {"problem", "NOW", "CACHE_PATH"}
"""Code that is named without a link: what is looked for by its code, and settings."""
OUTLINE = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def test_every_link_leads_to_a_file_or_folder():
    links = [target for _, target in LINK.findall(TEXT) if "://" not in target]
    assert len(links) > 100
    assert [target for target in links if not (GUIDE.parent / target).exists()] == []


def test_every_name_is_in_the_module_that_it_links_to():
    named = set(CODE_LINK.findall(TEXT))
    assert len(named) > 80
    missing = sorted(f"{name} in {target}" for name, target in named if name not in names_in(GUIDE.parent / target))
    assert not missing, "docs/architecture.md names what is not there: say where it is now"


def test_the_release_and_the_pdf_of_the_walk_are_in_the_demonstration():
    walked = re.findall(r"^`(content/[\w./-]+)`", TEXT, re.MULTILINE)
    assert len(walked) == 2
    content = demonstration()
    assert [path for path in walked if not (content / path.removeprefix("content/")).exists()] == []


def test_no_name_of_code_stands_without_its_link():
    code = {span for span in SPAN.findall(TEXT) if "_" in span or not span.islower()}
    assert code - {name for name, _ in CODE_LINK.findall(TEXT)} <= OTHERS


def test_every_path_in_a_link_is_called_by_its_own_name():
    wrong = [(words, to) for words, to in LINK.findall(TEXT) if "/" in words and not to.rstrip("/").endswith(words)]
    assert wrong == []


def test_the_picture_shows_every_room():
    rooms = {
        folder.relative_to(ROOT / "plugins").as_posix()
        for folder in (file.parent for file in (ROOT / "plugins").glob("*/**/__init__.py"))
        if len(folder.relative_to(ROOT / "plugins").parts) <= 2
    }
    drawn = {room for _, room in NODE.findall(TEXT)}
    within = {room.rpartition("/")[0] for room in rooms} - {""}
    assert rooms - drawn <= within | {"prose/walk"}, "draw it in docs/architecture.md"
    assert drawn <= rooms, "docs/architecture.md draws a room that is not there"


def test_every_arrow_of_the_picture_is_a_call_and_none_goes_back():
    rooms = dict(NODE.findall(TEXT))
    arrows = [(rooms[start], rooms[end]) for start, end in EDGE.findall(TEXT)]
    assert len(arrows) > 15
    assert [arrow for arrow in arrows if not imports(*arrow)] == []
    assert [arrow for arrow in arrows if imports(*reversed(arrow))] == []


@pytest.mark.parametrize(
    "question",
    [
        "the wording of a problem",
        "the address of a document",
        "the order of docket entries",
        "a feed's title",
        "the limit on a PDF's pages",
        "the color of links",
        "what a second build skips",
        "how a Word table is imported",
    ],
)
def test_a_newcomer_finds_where_to_change(question: str):
    assert any(line.startswith(f"| {question}") for line in TEXT.splitlines())


def test_the_readme_leads_here():
    assert "(docs/architecture.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


@cache
def names_in(file: Path) -> frozenset[str]:
    """Functions, classes and constants of a module; methods as `Class.method`."""
    found: set[str] = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, OUTLINE):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{inner.name}" for inner in node.body if isinstance(inner, OUTLINE)}
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
    return frozenset(found)


def imports(room: str, other: str) -> bool:
    """Whether a module of one room imports from the other."""
    wanted = re.compile(rf"^\s*(from|import) plugins\.{other.replace('/', '.')}\b", re.MULTILINE)
    return any(wanted.search(file.read_text(encoding="utf-8")) for file in (ROOT / "plugins" / room).rglob("*.py"))
