from plugins.prose import code


def test_code_is_blanked_and_all_else_keeps_its_place() -> None:
    text = "a `b` c\n\n```\nd\n```\ne ``f ` g`` h\n\n    i\n\nj"
    blanked = code.blanked(text)
    assert len(blanked) == len(text)
    assert blanked.split() == ["a", "c", "e", "h", "j"]


def test_a_fence_that_is_never_closed_is_no_block() -> None:
    assert code.fenced("```\na\n~~~\nb") == []
    assert code.unclosed("```\na\n~~~\nb") == [0, 6]


def test_a_longer_fence_closes_none_that_is_shorter() -> None:
    text = "````\n```\n````\nb"
    assert code.without_fenced(text) == "\nb"


def test_what_continues_a_list_item_is_no_code() -> None:
    assert "b" in code.blanked("- a\n\n    b\n")
    assert "b" not in code.blanked("a\n\n    b\n")
