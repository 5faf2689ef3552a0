"""Files beside a page are looked at where they go out, and nowhere else."""

from typing import Any

from plugins.records.problems import Severity

PICTURED = (
    "---\ntitle: A\nuid: urn:x:a\ndate: 2010-09-01\nimages:\n- file: a.png\n  alt: A sample\n{more}---\n\nWords.\n"
)
WITHDRAWN = "status: withdrawn\nwithdrawn:\n  date: 2010-09-02\n  reason: It did not hold.\n"


def test_a_release_that_is_withdrawn_may_keep_its_picture_which_goes_out_no_more(find: Any, png: Any):
    files = {"releases/a.md": PICTURED.format(more=WITHDRAWN), "releases/a.png": png(3, 2)}
    assert [problem for problem in find(files) if problem.severity is Severity.ERROR] == []


def test_a_picture_that_cannot_be_read_is_told_where_it_is_shown(find: Any):
    files = {"releases/a.md": PICTURED.format(more=""), "releases/a.png": b"no picture"}
    assert "I003" in {problem.code for problem in find(files)}
