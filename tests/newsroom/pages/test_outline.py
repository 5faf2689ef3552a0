"""Every file of the site, named before any of it is made."""

import json
import re
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from lxml import etree

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.parts.navigation import footer, sections
from plugins.newsroom.pages.recording import recorded
from plugins.records.ledger import LEDGER, ledger_text
from tests.conftest import EditionMaker
from tests.newsroom.pages.drawing import drawn

GONE = "status: withdrawn\nwithdrawn:\n  date: 2010-09-05\n  reason: The figures were wrong.\n"
ALWAYS = {
    "card.png",
    "index.html",
    "corrections/index.html",
    "search/index.html",
    "subscribe/index.html",
    "404.html",
    "sitemap.xml",
    "robots.txt",
}


def release(fields: str = "", body: str = "Words.\n", title: str = "The memo") -> str:
    return f"---\ntitle: {title}\ndate: 2010-09-01\n{fields}---\n{body}"


def page(title: str = "About", fields: str = "", body: str = "Words.\n") -> str:
    return f"---\ntitle: {title}\n{fields}---\n{body}"


def paths(edition: Edition) -> set[str]:
    return {place.path for place in outline(edition)}


def test_an_old_path_that_is_the_page_s_own_address_is_ignored(edition: EditionMaker) -> None:
    plain, named = (edition({"releases/a.md": release(fields)}) for fields in ("", "aliases: [/releases/2010/a/]\n"))
    assert [place.path for place in outline(named)] == [place.path for place in outline(plain)]


def test_a_single_release_and_nothing_else_is_a_whole_site(edition: EditionMaker) -> None:
    found = edition({"releases/a.md": release()})
    assert paths(found) == ALWAYS | {
        "releases/index.html",
        "releases/2010/a/card.png",
        "releases/2010/index.html",
        "releases/2010/a/index.html",
        "releases/2010/a/index.txt",
        "embed/release/a/index.html",
    }
    assert [link.key for link in sections(found)] == ["releases", "subscribe"]
    site = drawn(found)
    assert b"The memo" in site["index.html"]
    links = {link for data in site.values() for link in re.findall(rb'(?:href|src)="(/[^"#]*)', data)}
    known = {f"/{path.removesuffix('index.html')}".encode() for path in site}
    assert {link for link in links if not link.startswith(b"/theme/")} <= known


def test_an_empty_content_folder_is_a_site_too(edition: EditionMaker) -> None:
    found = edition({})
    assert paths(found) == ALWAYS
    assert drawn(found)["index.html"]


def test_navigation_and_footer_name_what_exists(edition: EditionMaker) -> None:
    found = edition(
        {
            "releases/a.md": release("tags: ice\norganizations: ccr\n"),
            "cases/c.md": "---\ntitle: C\nsummary: S\n---\n",
            "documents/d/index.md": "---\ntitle: D\nkind: memo\n---\n",
            "contacts.yml": "ana:\n  name: Ana\n  public: true\n",
            "organizations.yml": "ccr:\n  name: C\n",
            "pages/about.md": page(),
            "pages/zebra.md": page("A zebra"),
            "pages/home.md": page("Home"),
            "pages/imprint.md": page("Imprint").replace("title:", "footer: false\ntitle:"),
        }
    )
    assert "imprint/index.html" in paths(found)
    assert [link.url for link in sections(found)] == ["/releases/", "/cases/", "/documents/", "/press/", "/subscribe/"]
    assert [link.url for link in footer(found)] == [
        "/zebra/",
        "/about/",
        "/topics/",
        "/organizations/",
        "/corrections/",
    ]
    assert all(f"{link.url[1:]}index.html" in paths(found) for link in (*sections(found), *footer(found)))


def test_the_pages_home_and_press_are_read_into_pages_of_the_sites_own(edition: EditionMaker) -> None:
    found = edition(
        {"pages/home.md": page("Home", body="Welcome home.\n"), "pages/press.md": page("Press", body="Call us.\n")}
    )
    assert paths(found) == ALWAYS | {"press/index.html"}
    site = drawn(found)
    assert b"Welcome home." in site["index.html"]
    assert b"Call us." in site["press/index.html"]
    assert "press" in [link.key for link in sections(found)]


def test_without_a_page_of_that_name_contacts_make_the_press_page(edition: EditionMaker) -> None:
    assert "press/index.html" in paths(edition({"contacts.yml": "ana:\n  name: Ana\n  public: true\n"}))
    assert "press/index.html" not in paths(edition({"contacts.yml": ""}))


def test_a_translation_lives_below_its_language(edition: EditionMaker) -> None:
    es = "lang: es\ntranslation: true\n"
    found = edition(
        {
            "releases/a.md": release(),
            "releases/a.es.md": release(es),
            "pages/home.md": page("Home"),
            "pages/home.es.md": page("Inicio", es),
            "pages/press.es.md": page("Prensa", es),
            "pages/about.es.md": page("Sobre", es),
        }
    )
    assert {"es/index.html", "es/releases/2010/a/index.html", "es/press/index.html", "es/about/index.html"} <= paths(
        found
    )
    site = drawn(found)
    english, spanish = (site[f"{p}releases/2010/a/index.html"].decode() for p in ("", "es/"))
    assert '<html lang="es"' in spanish
    for text in (english, spanish):
        assert 'hreflang="es"' in text
        assert 'hreflang="en"' in text


def test_an_old_path_answers_with_the_way_to_the_new_one(edition: EditionMaker) -> None:
    site = drawn(edition({"releases/a.md": release("aliases: [/2010/09/old/, old.html]\n")}))
    for path in ("2010/09/old/index.html", "old.html"):
        assert b'<link rel="canonical" href="https://example.org/releases/2010/a/">' in site[path]
        assert b'url=/releases/2010/a/"' in site[path]


@pytest.mark.parametrize("kind", ["releases/a.md", "cases/a.md", "documents/a/index.md", "pages/a.md"])
def test_what_is_withdrawn_answers_with_the_reason_and_says_nothing_else(edition: EditionMaker, kind: str) -> None:
    own = {"releases": "date: 2010-09-01\n", "cases": "summary: Zanzibar\n", "documents": "kind: memo\n", "pages": ""}
    fields = f"{own[kind.split('/')[0]]}tags: [Zanzibar]\naliases: [/old/]\n{GONE}"
    found = edition({kind: f"---\ntitle: The memo\n{fields}---\nZanzibar.\n"})
    (item,) = found.library.items
    site = drawn(found)
    assert b"The figures were wrong." in site[f"{item.address}index.html"]
    assert "old/index.html" in site
    assert not any(path.startswith("topics/") for path in site)
    elsewhere = [
        path for path, data in site.items() if b"The memo" in data and not path.startswith((item.address, "old/"))
    ]
    assert [path for path in elsewhere if not path.startswith(("feeds/", "corrections/", "embed/"))] == []
    if kind != "cases/a.md":
        assert [path for path, data in site.items() if b"Zanzibar" in data] == []


def test_a_withdrawal_names_what_stands_in_for_it(edition: EditionMaker) -> None:
    gone = GONE.rstrip("\n") + "\n  replacement: b\n"
    site = drawn(edition({"releases/a.md": release(gone), "releases/b.md": release(title="The new memo")}))
    text = site["releases/2010/a/index.html"].decode()
    assert '<a href="/releases/2010/b/"' in text
    assert "The new memo" in text


def test_a_correction_is_shown_on_its_page_and_on_the_page_of_corrections(edition: EditionMaker) -> None:
    site = drawn(edition({"releases/a.md": release("changes:\n- date: 2010-09-03\n  note: The number was 574.\n")}))
    for path in ("releases/2010/a/index.html", "releases/2010/a/index.txt", "corrections/index.html"):
        assert b"The number was 574." in site[path]


def test_a_document_lies_beside_its_page_with_its_older_versions(edition: EditionMaker, pdf: Any) -> None:
    text = "---\ntitle: D\nkind: memo\nversions:\n- date: 2010-08-01\n  file: old.pdf\n---\n"
    files = {"documents/d/index.md": text, "documents/d/new name.pdf": pdf(2), "documents/d/old.pdf": pdf(1)}
    assert {"documents/d/d.pdf", "documents/d/d.2010-08-01.pdf"} <= paths(edition(files))


def test_wire_text_is_plain_folded_and_ends_with_its_links(edition: EditionMaker) -> None:
    body = f"{'Words and words ' * 20}[the memo]({{document}}d).\n\n- {'one and one ' * 12}\n- two\n\n> Quoted.\n"
    files = {
        "releases/a.md": release("dateline: San Francisco\norganizations: [ccr]\ncontacts: [ana]\n", body),
        "documents/d/index.md": "---\ntitle: D\nkind: memo\n---\n",
        "organizations.yml": "ccr:\n  name: The Center\n  boilerplate: The Center works.\n",
        "contacts.yml": "ana:\n  name: Ana & Bo\n  phone: +1 415 555 0100\n",
    }
    text = drawn(edition(files))["releases/2010/a/index.txt"].decode()
    assert max(len(line) for line in text.split("\n") if "https://" not in line) <= 72
    assert "San Francisco — Words and words" in text
    assert "Ana & Bo" in text
    assert "the memo [1]." in text.replace("\n", " ")
    assert "[1] https://example.org/documents/d/" in text
    assert text.index("###") > text.index("The Center works.") > text.index("Quoted.")
    assert not re.search(r"<[a-z/]|&[a-z]+;", text)


def test_the_sitemap_names_what_may_be_found_and_nothing_else(edition: EditionMaker) -> None:
    es = "lang: es\ntranslation: true\n"
    found = edition(
        {
            "releases/a.md": release("modified: 2010-09-03\naliases: [/old/]\n"),
            "releases/a.es.md": release(es),
            "releases/gone.md": release(GONE),
            "releases/held.md": release("status: draft\n"),
            "pages/home.md": page("Home"),
        }
    )
    root = etree.fromstring(drawn(found)["sitemap.xml"])
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found_urls = root.xpath("//s:loc/text()", namespaces=names)
    assert found_urls == [
        "https://example.org/",
        "https://example.org/corrections/",
        "https://example.org/es/",
        "https://example.org/es/corrections/",
        "https://example.org/es/releases/",
        "https://example.org/es/releases/2010/",
        "https://example.org/es/releases/2010/a/",
        "https://example.org/es/subscribe/",
        "https://example.org/releases/",
        "https://example.org/releases/2010/",
        "https://example.org/releases/2010/a/",
        "https://example.org/subscribe/",
    ]
    assert root.xpath("//s:lastmod/text()", namespaces=names) == ["2010-09-03T04:00:00+00:00"]
    assert sorted(set(root.xpath("//x:link/@hreflang", namespaces=names))) == ["en", "es"]


def test_nothing_in_a_title_can_leave_its_place(edition: EditionMaker) -> None:
    title = "</title></script><script>alert(1)</script> & “q” \u2028 {{ 7 * 7 }}"
    site = drawn(edition({"releases/a.md": release("summary: '<img src=x onerror=alert(1)>'\n", title=f"'{title}'")}))
    for path, data in site.items():
        if path.endswith(".html"):
            assert b"<script>alert" not in data, path
            assert b"onerror=alert(1)>" not in data.replace(b"&#34;", b""), path
            assert b"49" not in data.split(b"</title>")[0], path
    data = site["releases/2010/a/index.html"].decode()
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', data)
    assert "</title>" in json.loads(found)["headline"]


def test_the_same_content_gives_the_same_bytes(edition: EditionMaker) -> None:
    files = {f"releases/r{n}.md": release(f"tags: [a{n % 3}, b]\n", title=f"R{n}") for n in range(12)}
    assert drawn(edition(files)) == drawn(edition(dict(reversed(files.items()))))


def test_everything_lives_below_the_path_of_siteurl(edition: EditionMaker) -> None:
    site = drawn(edition({"releases/a.md": release("tags: ice\n")}, SITEURL="https://example.org/campaign/"))
    for path, data in site.items():
        for link in re.findall(rb'(?:href|src)="(/[^"]*)', data):
            assert link.startswith(b"/campaign/"), (path, link)


def unordered(thing: Any) -> bool:
    """Whether a set or a mapping can be reached from a value: the order of their words is that of a process."""
    if isinstance(thing, set | frozenset):
        return len(thing) > 1
    if isinstance(thing, list | tuple):
        return any(map(unordered, thing))
    return is_dataclass(thing) and any(unordered(getattr(thing, part.name)) for part in fields(thing))


def test_no_view_holds_anything_whose_order_depends_on_the_process(edition: EditionMaker, pdf: Any) -> None:
    body = "# One\n\n## Two\n\n[x]({document}d#page=1) [y]({case}c) [z](#two)\n\n> Words.\n> — [Memo]({document}d)\n"
    found = edition(
        {
            "releases/a.md": release("tags: [a, b, c]\ncases: [c]\norganizations: [ccr]\ncontacts: [ana]\n", body),
            "cases/c.md": "---\ntitle: C\nsummary: S\ntags: [a, b]\n---\n" + body,
            "documents/d/index.md": "---\ntitle: D\nkind: memo\ncase: c\ntags: [b, c]\n---\n" + body,
            "documents/d/d.pdf": pdf(2),
            "pages/p.md": page(body=body),
            "organizations.yml": "ccr:\n  name: C\n",
            "contacts.yml": "ana:\n  name: Ana\n  public: true\n",
        }
    )
    outputs = [place.make() for place in outline(found)]
    assert [o.path for o in outputs if unordered(getattr(o, "view", None))] == []


def test_two_places_never_share_a_path_in_clean_content(edition: EditionMaker) -> None:
    found = edition({"releases/a.md": release("tags: [Praha 1, Praha 12, praha-1]\n"), "pages/p.md": page()})
    names = [place.path for place in outline(found)]
    assert len(names) == len(set(names))


def after(edition: EditionMaker, before: dict[str, Any], now: dict[str, Any]) -> dict[str, bytes]:
    """The site of today's content, after another content was published."""
    ledger = ledger_text(recorded(edition(before)))
    return drawn(edition({**dict.fromkeys(before.keys() - now.keys(), ""), **now, LEDGER: ledger}))


KIT = "name: S\npress: {kit: [{file: kit/facts.csv, title: Facts}, {file: kit/more.csv, title: More}]}\n"


def test_a_file_that_was_taken_out_of_the_press_kit_leads_to_the_press_page(edition: EditionMaker) -> None:
    files = {"releases/2010/a.md": release("uid: a\n"), "kit/facts.csv": "a,b\n", "kit/more.csv": "c,d\n"}
    site = after(
        edition,
        {**files, "site.yml": KIT},
        {**files, "site.yml": KIT.replace("{file: kit/facts.csv, title: Facts}, ", "")},
    )
    assert b'url=/press/"' in site["press/facts.csv/index.html"]
    assert site["press/more.csv"] == b"c,d\n"
    assert "press/more.csv/index.html" not in site


def test_a_release_that_becomes_a_page_leads_there_with_its_plain_text(edition: EditionMaker) -> None:
    before = {"releases/2010/a.md": release("uid: a\n"), "releases/2010/b.md": release("uid: b\n")}
    site = after(
        edition, before, {"pages/about.md": page(fields="uid: a\n"), "releases/2010/b.md": release("uid: b\n")}
    )
    assert b'url=/about/"' in site["releases/2010/a/index.html"]
    assert b'url=/about/"' in site["releases/2010/a/index.txt/index.html"]


def test_an_organization_that_is_named_no_more_answers_in_each_language(edition: EditionMaker) -> None:
    files = {
        "releases/2010/a.md": release("uid: a\ncontacts: [ana]\n"),
        "releases/2010/a.es.md": release("uid: es\nlang: es\ntranslation: true\n"),
        "contacts.yml": "ana: {name: Ana, organization: ccr}\n",
        "organizations.yml": "ccr: {name: The Center}\n",
    }
    assert {"organizations/ccr/index.html", "es/organizations/ccr/index.html"} <= paths(edition(files))
    site = after(edition, files, {**files, "contacts.yml": "ana: {name: Ana}\n"})
    for path in ("organizations/ccr/index.html", "es/organizations/ccr/index.html"):
        assert b'http-equiv="refresh"' in site[path]


LISTED = "uid: {0}\n{1}"


def test_a_list_of_another_language_that_ends_still_answers(edition: EditionMaker) -> None:
    files = {
        "releases/a.md": release(LISTED.format("a", "tags: [Open, Shut]\norganizations: {lead: [ccr]}\n")),
        "releases/a.es.md": release(LISTED.format("es", "lang: es\ntranslation: true\ntags: [Open]\n")),
        "releases/b.md": release(LISTED.format("b", "tags: [Open]\nkind: letter\n")),
        "organizations.yml": "ccr: {name: The Center}\n",
    }
    lists = ("topics/open/", "organizations/ccr/", "releases/by/kind/letter/", "releases/by/kind/release/")
    published = {f"{lang}{address}index.html" for lang in ("", "es/") for address in lists}
    assert published <= paths(edition(files))
    plain = {path: text.replace("tags: [Open]\n", "").replace("kind: letter\n", "") for path, text in files.items()}
    plain["releases/a.md"] = release(LISTED.format("a", "tags: [Open]\n"))
    site = after(edition, files, plain)
    assert published <= site.keys()
    assert b'http-equiv="refresh"' in site["es/topics/open/index.html"]
    assert b'url=/es/releases/"' in site["es/releases/by/kind/letter/index.html"]
    assert "es/topics/shut/index.html" not in site
