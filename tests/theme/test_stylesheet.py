"""The stylesheet has no build step: these tests stand in for it."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from plugins.records.campaign.brand import COLOR, DARK_GROUNDS, LIGHT_GROUNDS, MARKER, shades
from plugins.records.campaign.contrast import full_hex
from plugins.render.theme import stylesheet

FOLDER = Path(__file__).parents[2] / "theme"
CSS = FOLDER / "static" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
COMPONENTS = FOLDER / "templates" / "components"
MAIL = FOLDER / "templates" / "email"
TEMPLATES = sorted(path for path in (FOLDER / "templates").rglob("*.html") if path.parent != MAIL)
FROM_MARKDOWN = {
    "checked--not",
    "quotation",
    "picture__caption",
    "scroll",
    "scroll--wide",
    "align-right",
    "align-center",
    "align-left",
    "footnotes",
    "footnote-ref",
    "footnote-backref",
    "checked",
    "matched",
}
VARIANTS = {
    *("label--bad", "box--warn", "box--bad", "tag--warn", "tag--bad"),
    *("tracker-table__status--good", "tracker-table__status--bad"),
    *(f"tile-map__tile--{tone}" for tone in ("good", "bad", "open", "none")),
}
WITHOUT_A_RULE = {"release-card", "case-card", "organization-card", "feed-card", "contact-card", "breadcrumbs", "jump"}
A_COLOR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|:\s*(?:black|white|red|green|blue)\b", re.IGNORECASE)


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def selectors(css: str) -> str:
    return re.sub(r"\{[^{}]*\}", "\n", without_comments(css))


def classes_of(css: str) -> set[str]:
    return set(re.findall(r"\.([a-z][\w-]*)", selectors(css)))


def classes_in_templates(templates: Sequence[Path] = TEMPLATES) -> set[str]:
    names = set()
    for path in templates:
        for value in re.findall(r'class="([^"]*)"', re.sub(r"(\{%.*?%\})", " ", path.read_text(encoding="utf-8"))):
            names |= {
                name for name in re.sub(r"[\w-]*\{\{.*?\}\}[\w-]*", " ", value).split() if not name.endswith("--")
            }
    return names | VARIANTS


def test_every_variable_that_is_used_is_defined():
    css = without_comments(stylesheet(FOLDER))
    used, defined = set(re.findall(r"var\((--[\w-]+)", css)), set(re.findall(r"(--[\w-]+)\s*:", css))
    assert used - defined == set()


def test_every_token_is_used():
    defined = set(re.findall(r"(--[\w-]+)\s*:", (CSS / "tokens.css").read_text(encoding="utf-8")))
    used = set(re.findall(r"var\((--[\w-]+)", stylesheet(FOLDER)))
    assert defined - used == set()


@pytest.mark.parametrize("path", [path for path in SHEETS if path.name != "tokens.css"], ids=lambda path: path.name)
def test_only_the_tokens_name_a_color(path: Path):
    assert A_COLOR.findall(without_comments(path.read_text(encoding="utf-8"))) == []


def test_the_brand_of_the_tokens_is_that_of_a_campaign_that_names_none():
    tokens = (CSS / "tokens.css").read_text(encoding="utf-8")
    light, dark = shades(COLOR, MARKER)
    for name in ("brand", "tint", "marker", "link"):
        found = re.findall(rf"--{name}: (#\w+);", tokens)
        assert found[:2] == [getattr(light, name), getattr(dark, name)], name


def test_the_papers_of_the_tokens_are_those_that_a_brand_is_compared_with():
    tokens = (CSS / "tokens.css").read_text(encoding="utf-8")
    found = [[full_hex(color) for color in re.findall(rf"--{name}: (#\w+);", tokens)] for name in ("paper", "raised")]
    assert [tuple(colors[:2]) for colors in zip(*found, strict=False)][:2] == [LIGHT_GROUNDS, DARK_GROUNDS]


def test_no_class_of_the_stylesheet_is_unused_and_none_of_the_templates_is_without_a_rule():
    in_css, in_templates = classes_of(stylesheet(FOLDER)), classes_in_templates()
    assert in_css - in_templates - FROM_MARKDOWN == set()
    assert in_templates - in_css - WITHOUT_A_RULE == set()


def test_an_email_has_its_own_rules_and_no_other():
    in_css = classes_of((MAIL / "style.css").read_text(encoding="utf-8"))
    assert in_css - FROM_MARKDOWN == classes_in_templates([MAIL / "release.html"]) - VARIANTS


def test_every_component_with_a_class_has_its_stylesheet_and_the_other_way_round():
    drawn = {path.stem for path in COMPONENTS.glob("*.html") if 'class="' in path.read_text(encoding="utf-8")}
    assert {path.stem for path in (CSS / "components").glob("*.css")} == drawn


@pytest.mark.parametrize("path", sorted((CSS / "components").glob("*.css")), ids=lambda path: path.stem)
def test_a_component_its_stylesheet_and_its_class_share_one_name(path: Path):
    name = path.stem.replace("_", "-")
    assert any(found == name or found.startswith(f"{name}__") for found in classes_of(path.read_text(encoding="utf-8")))


def test_important_stands_in_print_alone():
    assert [path.name for path in SHEETS if "!important" in path.read_text(encoding="utf-8")] == ["print.css"]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sides_are_logical_and_the_one_breakpoint_is_60rem(path: Path):
    css = without_comments(path.read_text(encoding="utf-8"))
    physical = r"^\s*((?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|width|height|float)\s*:"
    assert re.findall(physical, css, flags=re.MULTILINE) == []
    assert set(re.findall(r"\(min-width: [^)]*\)", css)) <= {"(min-width: 60rem)"}
    assert not re.search(r"light-dark\(|@container|color-mix\(|:has\(|^\s*&", css, flags=re.MULTILINE)


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_braces_are_balanced_and_nothing_is_fetched(path: Path):
    css = without_comments(path.read_text(encoding="utf-8"))
    assert css.count("{") == css.count("}")
    assert "url(" not in css and "@import" not in css


def test_the_icon_is_one_that_browsers_ask_for():
    icon = (FOLDER / "static" / "favicon.ico").read_bytes()
    assert icon[:4] == b"\x00\x00\x01\x00"
    assert len(icon) < 4096
