from pathlib import Path

import pytest

from bench.tables import Figures, goal, write_into

FIGURES = Figures(title="Sample", columns=("seconds", "÷ Hugo"), rows=(("Hugo", "2.00", "1.00"),), notes=("a note",))


def test_a_goal_is_met_up_to_its_limit_and_missed_above_it():
    assert goal("one edit", 0.12, 0.12) == "one edit: 0.12, at most 0.12 asked for: met"
    assert goal("p95", 61.2, 60, unit=" ms", digits=0) == "p95: 61 ms, at most 60 ms asked for: MISSED"


def test_a_table_becomes_markdown_with_its_numbers_to_the_right():
    assert FIGURES.markdown() == (
        "### Sample\n\n| | seconds | ÷ Hugo |\n| --- | ---: | ---: |\n| Hugo | 2.00 | 1.00 |\n\n- a note"
    )


def test_a_part_is_replaced_and_all_around_it_stays(tmp_path: Path):
    file = tmp_path / "page.md"
    marks = "<!-- invoke bench, {}: begin -->{}<!-- invoke bench, {}: end -->"
    file.write_text(f"Before\n{marks.format('a', ' old ', 'a')}\n{marks.format('b', 'b', 'b')}", encoding="utf-8")
    for text in ("first", r"\1 new"):
        write_into(file, "a", text)
        new = marks.format("a", f"\n\n{text}\n\n", "a")
        assert file.read_text(encoding="utf-8") == f"Before\n{new}\n{marks.format('b', 'b', 'b')}"


def test_a_file_without_a_place_for_a_part_says_what_to_write(tmp_path: Path):
    file = tmp_path / "page.md"
    file.write_text("Nothing here", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"no place for the part serving(.|\n)*Fix: write two lines"):
        write_into(file, "serving", "text")


def test_the_documentation_has_a_place_for_every_part(tmp_path: Path):
    from bench.__main__ import COUNTS, MACHINE, parts

    root = Path(__file__).parents[2]
    copy = tmp_path / "performance.md"
    copy.write_text((root / "docs/performance.md").read_text(encoding="utf-8"), encoding="utf-8")
    for part in (MACHINE, *parts(COUNTS)):
        write_into(copy, part, f"the text of {part}")
        assert f"the text of {part}" in copy.read_text(encoding="utf-8")
