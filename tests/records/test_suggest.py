"""“Did you mean …?” helps with slips, and is silent where it would mislead."""

from plugins.records.suggest import did_you_mean, nearest

NAMES = ["status", "summary", "subtitle", "ice-memo", "title"]


def test_a_slip_of_the_finger_finds_its_name() -> None:
    assert [nearest(slip, NAMES) for slip in ("stauts", "titel", "ice-mem", "sumary")] == [
        "status",
        "title",
        "ice-memo",
        "summary",
    ]


def test_capitals_do_not_hide_a_name() -> None:
    assert nearest("ICE-Memo", NAMES) == "ice-memo"


def test_what_is_like_nothing_gets_the_other_fix() -> None:
    assert did_you_mean("photograph", NAMES, "delete the line") == "delete the line"
    assert did_you_mean("stauts", NAMES, "delete the line") == "did you mean status?"
    assert nearest("anything", []) == ""


def test_the_order_of_the_names_does_not_change_the_guess() -> None:
    assert nearest("a-b", ["a-c", "a-d"]) == nearest("a-b", ["a-d", "a-c"])
