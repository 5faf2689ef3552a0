"""What is wrong with a recording is told with its line, and with what to do."""

from typing import Any

import pytest

from plugins.desk.demo.recordings import tones as wav
from plugins.records.problems import Severity

HEAD = "---\ntitle: A\nuid: urn:x:a\ndate: 2010-09-01\nrecordings:\n{rows}---\n\nWords.\n"


def told(find: Any, rows: str, **files: Any) -> list[Any]:
    more = {f"releases/{name.replace('_', '.')}": data for name, data in files.items()}
    found = find({"releases/a.md": HEAD.format(rows=rows), **more})
    return [problem for problem in found if problem.code not in ("R007", "S002")]


def test_one_that_is_whole_is_no_problem(find: Any):
    rows = "- {title: T, file: a.wav, duration: '12:34', transcript: a.txt}\n"
    assert told(find, rows, a_wav=wav(), a_txt="Sample words.\n") == []


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("{title: T, file: b.wav, transcript: Words.}", "C003", "did you mean"),
        ("{title: T, file: a.txt, transcript: Words.}", "C004", "MP3"),
        ("{title: T, file: a.mov, transcript: Words.}", "C004", "MP4"),
        ("{title: T, transcript: Words.}", "V001", "file:"),
        ("{title: T, file: a.wav, url: 'https://a.example/', transcript: Words.}", "V001", "url:"),
        ("{file: a.wav, transcript: Words.}", "F005", "title"),
        ("{title: T, file: a.wav, duration: an hour, transcript: Words.}", "F006", "12:34"),
        ("{title: T, file: a.wav, transcript: c.txt}", "C003", "add the file"),
    ],
)
def test_each_mistake_has_its_line_and_its_fix(find: Any, row: str, code: str, words: str):
    found = told(find, f"- {row}\n", a_wav=wav(), a_txt="x", a_mov=b"x")
    (problem,) = [problem for problem in found if problem.code == code]
    assert (problem.path, problem.line) == ("releases/a.md", 6)
    assert words in problem.fix and len(problem.what) < 120


def test_one_without_a_transcript_is_a_warning(find: Any):
    (problem,) = told(find, "- {title: T, file: a.wav}\n", a_wav=wav())
    assert (problem.code, problem.severity, problem.line) == ("V002", Severity.WARNING, 6)


def test_one_that_is_not_what_its_ending_says_is_refused(find: Any):
    assert "C009" in {p.code for p in told(find, "- {title: T, file: a.wav, transcript: W.}\n", a_wav=b"no sound")}


def test_faults_of_a_transcript_are_told_in_its_own_file(find: Any):
    rows = "- {title: T, file: a.wav, transcript: a.txt}\n"
    found = told(find, rows, a_wav=wav(), a_txt="Words.\n\n![](x.png)\n")
    assert ("releases/a.txt", 3, "I001") in {(p.path, p.line, p.code) for p in found}
