"""The colors of a campaign: whatever two it names, everything that is made of them can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.records.campaign.brand import DARK_GROUNDS, INK, LIGHT_GROUNDS, better_color, better_marker, shades
from plugins.records.campaign.contrast import ENOUGH, contrast, full_hex, nearest_shade

HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(HEX, HEX)
def test_every_pair_of_every_brand_can_be_read(color: str, marker: str) -> None:
    for scheme, grounds in zip(
        shades(better_color(color), better_marker(marker)), (LIGHT_GROUNDS, DARK_GROUNDS), strict=True
    ):
        pairs = [(scheme.brand, scheme.on_brand), (scheme.marker, scheme.on_marker), (scheme.act, scheme.on_act)]
        pairs += [(scheme.link, ground) for ground in (*grounds, scheme.tint)]
        assert min(contrast(*pair) for pair in pairs) >= ENOUGH, scheme


@given(HEX)
def test_the_button_of_the_masthead_can_be_seen_on_it(color: str) -> None:
    for scheme in shades(better_color(color), "#ffe27a"):
        assert contrast(scheme.act, scheme.brand) >= 3


@given(HEX)
def test_the_steps_of_a_case_can_be_seen_on_the_dark(marker: str) -> None:
    for scheme in shades("#ffd400", better_marker(marker)):
        assert contrast(scheme.spot, INK) >= 3


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


def test_a_gray_on_which_nothing_can_be_read_gets_its_nearest_neighbor() -> None:
    assert better_color("#777777") == "#767676"
    assert better_color("#1f2f9e") == "#1f2f9e"
    assert better_marker("#ffe27a") == "#ffe27a"
    assert better_marker("#333333") != "#333333"


def test_a_light_color_keeps_its_masthead_and_gets_a_darker_link() -> None:
    light, dark = shades("#ffd400", "#8ee6c9")
    assert (light.brand, dark.brand) == ("#ffd400", "#ffd400")
    assert light.link != "#ffd400" and dark.link == "#ffd400"


def test_a_shade_that_can_be_read_is_left_as_it_is() -> None:
    assert nearest_shade("#1f2f9e", ("#ffffff",)) == "#1f2f9e"
    assert full_hex("#ABC") == "#aabbcc"
