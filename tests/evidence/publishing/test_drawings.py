"""An SVG is published only where nothing in it runs, loads or leads anywhere."""

import pytest

from plugins.evidence.publishing.drawings import unsafe_in_drawing

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    ['<path d="M0 0h9v9z" fill="#fff"/>', '<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/>',
     "<style>.a{fill:red}</style><g class='a'/>", "<!-- made by hand --><title>A sample</title>"],
)  # fmt: skip
def test_a_plain_drawing_passes(inside: str) -> None:
    assert unsafe_in_drawing(SVG.format(inside).encode()) == ""


@pytest.mark.parametrize(
    "inside",
    ["<script>1</script>", '<g onclick="x()"/>', '<use href="https://example.org/a.svg#b"/>',
     '<use xlink:href="data:image/svg+xml,x"/>', '<image href="#a"/>', "<foreignObject/>", '<a href="#x"/>',
     "<style>@import url(x.css);</style>", '<rect style="fill:url(https://example.org/)"/>',
     '<rect fill="url(&quot;//example.org/&quot;)"/>', "<animate/>"],
)  # fmt: skip
def test_what_runs_loads_or_leads_elsewhere_is_refused(inside: str) -> None:
    assert unsafe_in_drawing(SVG.format(inside).encode())


def test_what_is_no_drawing_is_refused() -> None:
    assert unsafe_in_drawing(b"<html></html>") == "is not an SVG drawing"
    assert unsafe_in_drawing(b"\x89PNG") == "cannot be read as SVG"
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>'
    assert unsafe_in_drawing(bomb)
    assert "large" in unsafe_in_drawing(b" " * 600_000)
