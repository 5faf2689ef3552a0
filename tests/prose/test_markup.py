from plugins.prose import markup


def test_one_text_leaves_nothing_for_the_next() -> None:
    markup.to_html("[a]: https://example.org\n\n*[b]: c\n\nx[^1] [y][z]\n\n[^1]: note\n\n    code words")
    assert markup.read("[a] b [^1]c") == markup.read("[a] b [^1]c")
    assert markup.to_html("[a] b") == "<p>[a] b</p>"
    assert markup.read("a").findings == ()
