"""site.yml: its defaults, its languages, and a problem at its line for whatever cannot be used."""

from pathlib import Path

import pytest

from plugins.records.campaign.site import SITE_FILE, SiteReading, read_site


def read(tmp_path: Path, text: str) -> SiteReading:
    (tmp_path / SITE_FILE).write_text(text, encoding="utf-8")
    return read_site(tmp_path, [SITE_FILE])


def said(reading: SiteReading) -> list[tuple[int, str, str, str]]:
    return [(p.line, p.code, p.what, p.fix) for p in reading.problems]


def test_a_campaign_without_the_file_has_the_defaults(tmp_path: Path) -> None:
    reading = read_site(tmp_path, [])
    assert (reading.site.name, reading.site.asks, reading.problems) == ("", (), ())
    assert reading.site.brand.color == "#1f2f9e"


def test_every_word_is_read(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        """name: Sample Campaign
brand: {color: "#0b6b4b", marker: "#FFB", logo: logo.svg, display: Sample Sans}
navigation:
  - {text: News, url: /releases/}
asks:
  - {title: Ask, text: Why, label: Write, url: https://example.org/}
social: [{text: Mastodon, url: https://example.org/@sample}]
newsletter: {text: By e-mail, url: https://example.org/list}
address: 1 Sample Street
footer:
  - title: About
    links: [{text: Who we are, url: /about/}]
press: {email: press@example.org, phone: +1 415 555 0100, kit: [{file: logo.svg, title: The logo, rights: free}]}
zones: America/New_York, America/Los_Angeles
featured: {release: one, case: two, documents: [three]}
languages:
  es: {name: Campaña de ejemplo, tagline: Solo ejemplos}
""",
    )
    assert said(reading) == []
    site = reading.site
    assert (site.brand.color, site.brand.marker, site.brand.display) == ("#0b6b4b", "#ffffbb", "Sample Sans")
    assert site.zones == ("America/New_York", "America/Los_Angeles")
    assert (site.featured.release, site.featured.documents) == ("one", ("three",))
    assert reading.words("es", "en").name == "Campaña de ejemplo"
    assert reading.words("es", "en").asks == site.asks, "what a language is silent of is the site's own"
    assert reading.words("fr", "en").name == "Sample Campaign"
    assert reading.line("asks", 0, "url") == 6


@pytest.mark.parametrize(
    ("text", "line", "code", "what", "fix"),
    [
        ("nam: Sample\n", 1, "F004", "there is no field nam here", "did you mean name?"),
        ('brand:\n  color: "#777777"\n', 2, "B001", "contrast 4.5:1", 'color: "#767676"'),
        ('brand:\n  marker: "#333333"\n', 2, "B001", "contrast 4.5:1", 'marker: "#'),
        ("brand:\n  color: blue\n", 2, "F006", "is not a color", '"#1f2f9e"'),
        ("brand:\n  logo: logo.exe\n", 2, "F006", "is not an SVG or PNG", "logo.svg"),
        ("asks:\n  - title: A\n    label: B\n", 2, "F005", "url is missing", "url:"),
        (
            "asks:\n" + "".join(f"  - {{title: A{n}, label: B, url: /x{n}/}}\n" for n in range(4)),
            1, "F006", "has 4 entries, and 3 is the most", "keep the most important",
        ),
        ("zones: Pacific\n", 1, "F006", "is not a time zone", "America/New_York"),
        ("languages:\n  español: {name: A}\n", 2, "F006", "is not a language code", "pt-BR"),
        ("newsletter: yes please\n", 1, "F006", "must have fields of its own", "text"),
        ("name: [\n", 1, "F002", "", ""),
    ],
)  # fmt: skip
def test_a_mistake_is_one_problem_at_its_line(
    tmp_path: Path, text: str, line: int, code: str, what: str, fix: str
) -> None:
    found = said(read(tmp_path, text))
    assert len(found) == 1, found
    assert found[0][:2] == (line, code), found
    assert what in found[0][2] and fix in found[0][3], found
