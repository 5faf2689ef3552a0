import pytest

from plugins.prose.links import Address, Refused, read_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("{document}ice-memo", Address("document", "ice-memo")),
        ("{document}ice-memo#page=3", Address("document", "ice-memo", "page=3")),
        ("%7Bdocument%7Dice-memo#page=3", Address("document", "ice-memo", "page=3")),
        ("%7bcase%7dndlon-v-ice", Address("case", "ndlon-v-ice")),
        ("{Case}ndlon-v-ice#entry-12", Address("case", "ndlon-v-ice", "entry-12")),
        ("{release}opt-out", Address("release", "opt-out")),
        ("{filename}/posts/a%20b.md", Address("filename", "/posts/a b.md")),
        ("{static}table.csv", Address("static", "table.csv")),
        ("{attach}../x.png", Address("attach", "../x.png")),
        ("|filename|a.md", Address("filename", "a.md")),
        ("#facts", Address("fragment", "", "facts")),
        ("#", Address("fragment", "")),
        ("/press/", Address("internal", "/press/")),
        ("/press/?a=b#top", Address("internal", "/press/?a=b", "top")),
        ("https://example.org/a?b=c#d", Address("external", "https://example.org/a?b=c", "d")),
        ("HTTPS://Example.org", Address("external", "https://Example.org")),
        ("http://localhost:8000/", Address("external", "http://localhost:8000/")),
        ("https://müller.example/ä", Address("external", "https://müller.example/ä")),
        ("https://example.org/a b|c%", Address("external", "https://example.org/a%20b%7Cc%25")),
        ("mailto:press@example.org", Address("mail", "mailto:press@example.org")),
        ("MAILTO:press@example.org?subject=On file", Address("mail", "mailto:press@example.org?subject=On%20file")),
        ("mailto:a@example.org,b@example.org", Address("mail", "mailto:a@example.org,b@example.org")),
        ("tel:+1-212-555-0100", Address("mail", "tel:+1-212-555-0100")),
        ("tel:+1 212 555 0100", Address("mail", "tel:+1-212-555-0100")),
    ],
)
def test_an_address_is_told_by_how_it_is_written(written: str, address: Address) -> None:
    assert read_address(written) == address


@pytest.mark.parametrize(
    ("written", "what", "fix"),
    [
        ("", "is empty", "between the round brackets"),
        ("www.example.org", "is incomplete", "https://www.example.org"),
        ("example.org/page", "is incomplete", "https://example.org/page"),
        ("example.org:8080/page", "is incomplete", "https://example.org:8080/page"),
        ("foo.md", "is incomplete", "{filename}foo.md"),
        ("files/table.csv", "is incomplete", "{attach}files/table.csv"),
        ("other/", "is incomplete", "starting with https://"),
        ("press@example.org", "is incomplete", "mailto:press@example.org"),
        ("//example.org/x", "does not start with https:", "https://example.org/x"),
        ("(https://example.org)", "two pairs of brackets", "https://example.org"),
        ("javascript:alert(1)", "not a kind of link", "starts with https://"),
        ("data:text/html,x", "not a kind of link", "starts with https://"),
        ("hhttps://example.org", "not a kind of link", "did you mean https://example.org?"),
        ("document:ice-memo", "not a kind of link", "did you mean {document}ice-memo?"),
        ("https://", "names no host", "https://www.example.org/page"),
        ("https:example.org", "half-written", "https://example.org"),
        ("https://example", "names no host", "https://www.example.org/page"),
        ("https://https://example.org", "scheme twice", "https://example.org"),
        ("mailto:press", "not an e-mail address", "mailto:name@example.org"),
        ("tel:call us", "not a telephone number", "tel:+1"),
        ("{documnet}ice-memo", "{documnet} is not a kind of link", "did you mean {document}ice-memo?"),
        ("{tag}faq", "{tag} is not a kind of link", "{document}"),
        ("{}x", "{} is not a kind of link", "{document}"),
        ("{document}", "followed by no name", "{document}name"),
        ("{document}#page=3", "followed by no name", "{document}name"),
        ("{{ url }}", "is incomplete", "starting with https://"),
    ],
)
def test_an_address_that_leads_nowhere_comes_with_its_fix(written: str, what: str, fix: str) -> None:
    refused = read_address(written)
    assert isinstance(refused, Refused)
    assert what in refused.what
    assert fix in refused.fix


def test_an_image_may_be_named_by_its_path_alone() -> None:
    assert read_address("pictures/march%201.jpg", of_image=True) == Address("static", "pictures/march 1.jpg")
    assert isinstance(read_address("www.example.org/x.png", of_image=True), Refused)
