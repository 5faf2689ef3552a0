"""Front matter: YAML between lines ---, or Pelican's `Key: value`, with every scalar kept as text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.records.front_matter import DEEPEST, LARGEST, FrontMatter, read_yaml, split_front_matter

P = "releases/2010/a.md"


def split(text: str) -> FrontMatter:
    return split_front_matter(text, P)


def only(front: FrontMatter) -> tuple[str, int, str, str]:
    (found,) = front.problems
    return found.code, found.line, found.what, found.fix


@pytest.mark.parametrize(
    "written",
    ["no", "yes", "on", "1.10", "0755", "12:30:00", "2010-09-01", "null", "~", "1e3", "0x1F", "=", "<<", ".inf"],
)
def test_no_value_is_typed_by_its_looks(written: str) -> None:
    assert split(f"---\nlang: {written}\n---\n").fields == {"lang": written}


def test_names_are_read_in_lower_case_whatever_the_form() -> None:
    assert split("---\nTitle: A\nLANG: en\n---\n").fields == {"title": "A", "lang": "en"}
    assert split("Title: A\nLANG: en\n\nbody").fields == {"title": "A", "lang": "en"}


def test_the_body_and_its_line_follow_the_closing_fence() -> None:
    front = split("---\ntitle: A\n---\nfirst\n\nsecond\n")
    assert (front.body, front.body_line) == ("first\n\nsecond\n", 4)


def test_the_body_and_its_line_follow_the_empty_line_of_a_plain_header() -> None:
    front = split("Title: A\nDate: 2010-09-01\n\nfirst\n")
    assert (front.body, front.body_line) == ("first\n", 4)


def test_three_dots_close_the_front_matter_too_as_yaml_has_it() -> None:
    assert split("---\ntitle: A\n...\nbody").body == "body"


def test_a_rule_of_dashes_in_the_body_stays_in_the_body() -> None:
    assert split("---\ntitle: A\n---\none\n\n---\n\ntwo").body == "one\n\n---\n\ntwo"


def test_white_space_behind_a_fence_does_not_matter() -> None:
    assert split("--- \ntitle: A\n---\t\nbody").fields == {"title": "A"}


def test_a_head_alone_has_an_empty_body() -> None:
    assert split("---\ntitle: A\n---").body == ""
    assert split("Title: A").body == ""


def test_lines_are_known_for_nested_fields_and_for_items_of_lists() -> None:
    front = split("---\ntitle: A\nchanges:\n- date: 2010-09-02\n  note: x\n-\n  date: 2010-09-03\n  note: y\n---\n")
    assert [front.line("title"), front.line("changes"), front.line("changes", 0, "note")] == [2, 3, 5]
    assert [front.line("changes", 1), front.line("changes", 1, "note")] == [7, 8]


def test_the_line_of_what_is_not_there_is_that_of_what_is_around_it() -> None:
    front = split("---\ntitle: A\nchanges:\n- date: 2010-09-02\n---\n")
    assert (front.line("changes", 0, "note"), front.line("changes", 7), front.line("nothing")) == (4, 3, 1)


def test_a_continued_line_belongs_to_the_field_above_it() -> None:
    assert split("Title: A\n    and more\nTags: a\n\nb").fields == {"title": "A and more", "tags": "a"}


def test_lines_of_a_plain_header_may_stand_below_empty_lines() -> None:
    front = split("\n\nTitle: A\n\nbody")
    assert (front.fields, front.line("title"), front.body_line) == ({"title": "A"}, 3, 5)


def test_a_field_given_twice_names_both_lines_and_keeps_the_first() -> None:
    front = split("---\nstatus: draft\ntitle: A\nStatus: published\n---\n")
    assert only(front)[:3] == ("F003", 4, "status is given twice, here and on line 2")
    assert front.fields["status"] == "draft"
    assert only(split("Status: draft\nstatus: published\n\nb"))[:2] == ("F003", 2)


@pytest.mark.parametrize("fields", ["{0}\n{0}\n\nb", "---\n{0}\n{0}\n---\n"])
def test_of_two_equal_lines_one_is_to_be_deleted(fields: str) -> None:
    (same,) = split(fields.format("embargo: 2010-09-01T10:00-04:00")).problems
    assert same.what.endswith(", both times the same") and same.fix == "delete this line"
    (other,) = split("---\nembargo: 2010-09-01T10:00-04:00\nembargo: 2010-09-01T11:00-04:00\n---\n").problems
    assert other.fix == "keep the embargo you mean and delete the other"


def test_a_nested_field_given_twice_is_found_too() -> None:
    assert only(split("---\nwithdrawn:\n  date: a\n  date: b\n---\n"))[:2] == ("F003", 4)


@pytest.mark.parametrize(
    ("text", "line", "right"),
    [
        ("---\ntitle: ICE: the memo\n---\n", 2, "title: 'ICE: the memo'"),
        ("---\ntitle: 'It's over\n---\n", 2, 'title: "It\'s over"'),
        ('---\ntitle: "Unclosed\nsummary: b\nlang: en\n---\n', 2, "title: 'Unclosed'"),
        ("---\ntitle: A\nsummary: @here\n---\n", 3, "summary: '@here'"),
        ("---\ntitle: A\nlang:en\n---\n", 3, "write lang: en"),
        ("---\ntitle: A\ntags:\n\t- a\n---\n", 4, "write   - a"),
        ("---\ntitle: A\ntags: [a, b\nlang: en\n---\n", 3, "write tags: [a, b]"),
        ("---\ntitle: *a\n---\n", 2, "title: '*a'"),
    ],
)
def test_yaml_that_does_not_parse_names_the_line_of_the_cause_and_its_fix(text: str, line: int, right: str) -> None:
    code, at, _, fix = only(split(text))
    assert (code, at) == ("F002", line)
    assert right in fix


@pytest.mark.parametrize(
    ("value", "lost"),
    [
        ("We are #1 today", "#1 today"),
        ("#1 in the county", "#1 in the county"),
        ("!Basta ya", "!Basta"),
        ("&Co", "&Co"),
    ],
)
def test_words_that_yaml_would_drop_without_a_sound_are_a_problem(value: str, lost: str) -> None:
    code, line, what, fix = only(split(f"---\nlang: en\ntitle: {value}\n---\n"))
    assert (code, line) == ("F002", 3)
    assert f"“{lost}”" in what
    assert fix.endswith(f"write title: '{value}'")


def test_a_remark_behind_a_value_is_no_problem_and_no_part_of_it() -> None:
    front = split("---\nstatus: draft # until Tuesday\ntitle: 'We are #1' #sic\n---\n")
    assert (front.fields, front.problems) == ({"status": "draft", "title": "We are #1"}, ())


def test_a_number_sign_inside_a_block_of_text_is_text() -> None:
    assert split("---\nsummary: |\n  We are #1 today\n---\n").fields == {"summary": "We are #1 today"}


@pytest.mark.parametrize("text", ["---\na: &x b\nc: *x\n---\n", "---\na: &x {b: c}\nd:\n  <<: *x\n---\n"])
def test_yaml_references_are_refused(text: str) -> None:
    assert {p.code for p in split(text).problems} == {"F002"}


def test_references_of_references_do_not_explode() -> None:
    bomb = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9) if i else 'x'}]\n" for i in range(12))
    assert split(f"---\n{bomb}---\n").problems


def test_deep_nesting_is_a_problem_and_does_not_end_the_process() -> None:
    for opening in ("[", "{", "- ", "? ", "[{a: "):
        many = (LARGEST - 100) // len(opening)
        assert {p.code for p in split(f"---\na:\n {opening * many}\n---\n").problems} == {"F002"}
        assert {p.code for p in read_yaml(f"a:\n {opening * 200_000}\n", "contacts.yml").problems} == {"F002"}
    closed = f"---\na: {'[' * (DEEPEST + 5)}{']' * (DEEPEST + 5)}\n---\n"
    assert {p.code for p in split(closed).problems} == {"F002"}


def test_an_unclosed_fence_is_said_once_at_its_first_line() -> None:
    assert only(split("---\ntitle: A\nlang: en\n\nA text.\n"))[:2] == ("F001", 1)


def test_front_matter_beyond_the_limit_is_an_unclosed_fence() -> None:
    assert only(split("---\n" + "a: b\n" * LARGEST + "---\n"))[:2] == ("F001", 1)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "---\n---\n", "---\n- a\n---\n", "---\nwords\n---\n", "---\n# remark\n---\n"]
)
def test_a_head_without_fields_is_one_problem(text: str) -> None:
    assert only(split(text))[0] == "F001"


def test_a_file_without_front_matter_says_how_to_begin_it() -> None:
    code, line, what, fix = only(split("\nToday the coalition said so.\n"))
    assert (code, line, what) == ("F001", 2, "the file does not begin with front matter")
    assert "---" in fix


def test_a_fence_below_an_empty_line_says_what_to_delete() -> None:
    code, line, _, fix = only(split("\n\n---\ntitle: A\n---\n"))
    assert (code, line) == ("F001", 3)
    assert "delete" in fix


def test_a_line_of_a_plain_header_that_is_no_field_is_named() -> None:
    code, line, what, _ = only(split("Title: A\nno colon here\n\nbody"))
    assert (code, line) == ("F001", 2)
    assert "no colon here" in what


def test_a_name_that_is_no_word_is_a_problem() -> None:
    assert only(split("---\ntitle: A\n? [b]\n: c\n---\n"))[:2] == ("F002", 3)


def test_a_line_separator_that_came_with_pasted_text_moves_no_line() -> None:
    front = split("---\ntitle: A\u2028B\u2029C\nlang: en\n---\n")
    assert (front.fields["title"], front.line("lang"), front.problems) == ("A B C", 3, ())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: A\nsummary: |\n  B\n  status: draft\n---\n", 5),
        ("---\ntitle: A\nsummary: >\n\n  B\n\n  embargo: 2010-09-01T10:00Z\n---\n", 7),
        ("---\ntitle: A\n---\nstatus: draft\n---\nbody", 4),
        ("---\ntitle: A\n---\n\n\nembargo: 2010-09-01T10:00Z\n\nbody", 6),
        ("Title: A\n\nStatus: draft\n\nbody", 3),
        ("Title: A\n    Status: draft\n\nbody", 2),
    ],
)
def test_a_line_that_means_to_hold_the_item_is_never_read_as_something_else(text: str, line: int) -> None:
    assert only(split(text))[:2] == ("F001", line)


def test_words_about_a_status_further_down_in_the_body_are_words() -> None:
    assert split("---\ntitle: A\n---\nThe form says:\n\nstatus: draft\n").problems == ()
    assert split("---\ntitle: A\n---\nStatus: the case is pending.\n").problems == ()
    assert split("---\ntitle: A\nrequests:\n- agency: B\n  status: draft\n---\n").problems == ()


@pytest.mark.parametrize(
    "head",
    ["status: draft", "Status: Draft", "status: 'draft'", 'status: "draft" ', "status: draft # until Tuesday",
     "title: A: B\nstatus: draft", "status: draft\ntags: [a"],
)  # fmt: skip
def test_a_plain_draft_is_known_as_one_whatever_else_is_wrong(head: str) -> None:
    assert split(f"---\n{head}\n---\n").plainly_draft


@pytest.mark.parametrize(
    "head",
    ["status: published", "status: drafty", "status: draft\nstatus: published", "title: status: draft",
     "requests:\n- agency: A\n  status: draft", "requests:\n  status: draft", "status: draft\nStatus : published",
     "# status: draft"],
)  # fmt: skip
def test_what_is_not_plainly_a_draft_is_not_taken_for_one(head: str) -> None:
    assert not split(f"---\n{head}\n---\n").plainly_draft


def test_an_unclosed_head_and_a_plain_header_can_be_plain_drafts() -> None:
    assert split("---\ntitle: A\nstatus: draft\n\nbody").plainly_draft
    assert split("Title: A\n Status: draft\n\nbody").plainly_draft
    assert not split("Title: A\n\nbody\n\nstatus: draft\n").plainly_draft


def test_a_list_of_contacts_keeps_the_case_of_its_names() -> None:
    front = read_yaml("Ana:\n  Name: A\nbo:\n  name: B\n", "contacts.yml")
    assert (list(front.fields), front.line("bo", "name")) == (["Ana", "bo"], 4)


@given(st.text())
def test_any_text_is_front_matter_or_a_problem(text: str) -> None:
    for start in ("", "---\n", "Title: A\n"):
        front = split(start + text)
        assert front.fields or front.problems
        assert all(p.line >= 1 and p.what and p.fix for p in front.problems)


@pytest.mark.parametrize("head", ["{}", "{ }", "{\n}", "!!map {}", "{} # none", "[]", "~", "# none", ""])
def test_fields_of_which_there_are_none_are_a_problem(head: str) -> None:
    front = split(f"---\n{head}\n---\nWords.\n")
    assert not front.fields
    assert [(p.code, p.what) for p in front.problems] == [("F001", "the front matter has no fields")]


@example("{}")
@given(st.text(alphabet="-\n \t:#'\"[]{}&*!|>%@`?,ab", max_size=200))
def test_any_signs_of_yaml_are_front_matter_or_a_problem(text: str) -> None:
    front = split(f"---\n{text}\n---\n")
    assert front.fields or front.problems
    assert all(1 <= p.line <= text.count("\n") + 4 for p in front.problems)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True),
        st.from_regex(r"[A-Za-z][\w .,-]{0,20}\w", fullmatch=True),
        min_size=1,
        max_size=6,
    ),
    st.text(alphabet="ab \n", max_size=30),
)
def test_both_forms_and_all_line_positions_agree(fields: dict[str, str], body: str) -> None:
    lines = [f"{name}: {value}" for name, value in fields.items()]
    fenced = split("\n".join(["---", *lines, "---", body]))
    plain = split("\n".join([*lines, "", body]))
    assert fenced.fields == plain.fields == fields
    assert fenced.body == plain.body == body
    assert [fenced.line(name) for name in fields] == list(range(2, len(fields) + 2))
    assert [plain.line(name) for name in fields] == list(range(1, len(fields) + 1))
