"""A whole site in each language: what is in it, what is not, and the way between them. All content is sample data."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, NavigableString, Tag

from plugins.desk.translating.updating import update_catalog
from plugins.desk.translating.words import words_of_the_theme
from tests.conftest import THEME, EditionMaker, Files
from tests.newsroom.pages.drawing import drawn

ES = "lang: es\ntranslation: true\n"
ROOT = THEME.parent


def text(title: str, fields: str = "", body: str = "Englishwords.") -> str:
    return f"---\ntitle: {title}\n{fields}---\n{body}\n"


def bilingual(pdf: bytes) -> dict[str, str | bytes]:
    case = "summary: {0} summary\nstatus_line: {0} status\nas_of: 2010-09-02\ntags: [{0}tag]\n"
    release = "date: 2010-09-01\nsummary: {0} summary\ntags: [{0}tag]\ncases: [suit]\ncontacts: [ana]\n"
    memo = "kind: memo\ndate: 2010-08-01\nsummary: {0} summary\ncase: suit\n"
    return {
        "releases/a.md": text("Englishtitle A", release.format("English"), "See [Englishlink]({document}memo#page=1)."),
        "releases/a.es.md": text("Título A", ES + release.format("Resumen"), "Véase [la nota]({document}memo#page=1)."),
        "releases/only.md": text("Englishtitle B", release.format("English").replace("09-01", "08-15")),
        "releases/solo.md": text("Título solo", "lang: es\ndate: 2010-08-20\nsummary: Resumen solo\n", "Palabras."),
        "cases/suit.md": text("Englishcase", case.format("English")),
        "cases/suit.es.md": text("Caso de prueba", ES + case.format("Resumen"), "Palabras."),
        "documents/memo/index.md": text("Englishmemo", memo.format("English")),
        "documents/memo/index.es.md": text("Nota de prueba", ES + memo.format("Resumen"), "Palabras."),
        "documents/memo/memo.pdf": pdf,
        "documents/letter/index.md": text("Englishletter", "kind: letter\n"),
        "pages/home.md": text("Englishhome"),
        "pages/home.es.md": text("Inicio", ES, "Bienvenidos."),
        "pages/about.md": text("Englishabout"),
        "pages/about.es.md": text("Sobre este sitio", ES, "Palabras."),
        "pages/privacy.md": text("Englishprivacy"),
        "contacts.yml": "ana:\n  name: Ana\n  email: ana@example.org\n  languages: [en, es]\n  organization: sra\n",
        "organizations.yml": "sra:\n  name: SRA\n  boilerplate: Englishboilerplate.\n  public: true\n",
        "site.yml": (
            "name: Englishname\ntagline: Englishtagline\nnotice: Englishnotice\nrights: Englishrights\n"
            "asks:\n- title: Englishask\n  text: Englishtext\n  label: Englishlabel\n  url: '{case}suit'\n"
            "featured:\n  release: a\n  case: suit\n"
            "languages:\n  es:\n    tagline: Lema\n    notice: Aviso\n"
        ),
    }


@pytest.fixture
def site(edition: EditionMaker, pdf: object) -> dict[str, bytes]:
    return drawn(edition(bilingual(pdf(1))))  # type: ignore[operator]


def page(site: dict[str, bytes], address: str) -> BeautifulSoup:
    name = address if address.endswith(".html") else f"{address}index.html"
    return BeautifulSoup(site[name], "lxml")


def said_in(page: BeautifulSoup, lang: str) -> Iterator[str]:
    """Every text of a page that says, by the nearest `lang`, that it is in a language; what attributes say, too."""
    for node in page.find_all(string=True):
        if type(node) is NavigableString and node.strip() and _lang(node.parent) == lang:
            yield " ".join(node.split()).removesuffix(" · Englishname")  # the campaign's name, in a title
    for tag in page.find_all(True):
        for name in ("alt", "aria-label", "title"):
            if tag.get(name) and tag.name != "link" and _lang(tag) == lang:
                yield " ".join(str(tag[name]).split())


def _lang(tag: Tag | None) -> str:
    while tag is not None:
        if tag.name in ("script", "style", "pre", "textarea"):  # references and code, each of which names the campaign
            return ""
        if tag.get("lang"):
            return str(tag["lang"])
        tag = tag.parent
    return ""


def english_words() -> set[str]:
    """Words of the interface that Spanish has others for."""
    with (THEME / "translations/es.po").open("rb") as source:
        catalog = read_po(source, locale="es")
    forms = [(m.id, m.string) if isinstance(m.id, str) else (m.id[0], m.string[0]) for m in catalog if m.id]
    return {plain for plain, spanish in forms if plain != spanish and "%(" not in plain}


def links_of(page: BeautifulSoup, lang: str) -> set[str]:
    """Where a page leads readers of a language: what is marked as another's is not for them."""
    return {
        str(link["href"])
        for link in page.select("a[href^='/']")
        if link.get("hreflang", lang) == lang and _lang(link) == lang
    }


def test_who_knows_only_spanish_meets_no_english_word_that_does_not_say_so(site: dict[str, bytes]) -> None:
    todo, seen = ["/es/"], set()
    english = english_words()
    while todo:
        address = todo.pop().partition("#")[0]
        if address in seen or f"{address}index.html".lstrip("/") not in site:
            continue
        seen.add(address)
        found = page(site, address.lstrip("/"))
        assert found.html is not None and found.html["lang"] == "es", address
        words = list(said_in(found, "es"))
        assert [
            word for word in words if "English" in word.replace("English", "English", 1) and "English" in word
        ] == []
        assert [word for word in words if word in english] == [], address
        todo += links_of(found, "es")
    walk = ["/es/", "/es/releases/2010/a/", "/es/cases/suit/", "/es/documents/memo/", "/es/about/"]
    lists = [
        "releases",
        "releases/2010",
        "cases",
        "documents",
        "topics",
        "organizations",
        "press",
        "subscribe",
        "corrections",
    ]
    assert {*walk, *(f"/es/{name}/" for name in lists)} <= seen
    feeds = [link["href"] for link in page(site, "es/").select("a[type='application/rss+xml']")]
    assert feeds == ["/feeds/languages/es.rss.xml"]
    data = json.loads(site["feeds/languages/es.json"])
    assert {item["title"] for item in data["items"]} == {"Título A", "Título solo"}


def test_what_is_in_another_language_alone_stands_after_and_is_marked(site: dict[str, bytes]) -> None:
    found = page(site, "es/releases/")
    titles = [(link.get_text(), link.get("lang")) for link in found.select("main :is(h2, h3) > a")]
    assert titles == [("Título A", None), ("Título solo", None), ("Englishtitle B", "en")]
    assert "Noticias solo en inglés" in found.get_text()
    home = page(site, "releases/")
    titles = [(link.get_text(), link.get("lang")) for link in home.select("main :is(h2, h3) > a")]
    assert titles == [("Englishtitle A", None), ("Englishtitle B", None), ("Título solo", "es")]
    assert "News only in Spanish" in home.get_text()


def test_a_switch_leads_to_the_same_page_or_else_to_the_home_page(site: dict[str, bytes]) -> None:
    pairs = {
        "": "/es/",
        "releases/": "/es/releases/",
        "releases/2010/": "/es/releases/2010/",
        "releases/2010/a/": "/es/releases/2010/a/",
        "releases/2010/only/": "/es/",
        "documents/memo/": "/es/documents/memo/",
        "documents/letter/": "/es/",
        "privacy/": "/es/",
        "press/": "/es/press/",
        "topics/englishtag/": "/es/",
        "404.html": "/es/",
        "es/releases/": "/releases/",
        "es/releases/2010/a/": "/releases/2010/a/",
        "es/topics/resumentag/": "/",
        "releases/2010/solo/": "/",
    }
    for address, other in pairs.items():
        switch = [link["href"] for link in page(site, address).select(".masthead__languages a")]
        assert switch == [other], address


def test_every_page_names_its_versions_and_the_default_and_they_name_it(site: dict[str, bytes]) -> None:
    versions = {}
    for path in site:
        if path.endswith("/index.html") or path == "index.html":
            address = f"https://example.org/{path.removesuffix('index.html')}"
            links = page(site, path.removesuffix("index.html")).select("link[hreflang]")
            versions[address] = {link["hreflang"]: link["href"] for link in links}
    for address, named in versions.items():
        if named:
            assert address in named.values()
            assert named["x-default"] == named["en"]
            assert all(versions[other] == named for other in named.values()), address
    assert versions["https://example.org/es/cases/"]["en"] == "https://example.org/cases/"
    assert versions["https://example.org/releases/2010/only/"] == {}
    sitemap = site["sitemap.xml"].decode()
    listed = [address for address in versions if not re.search(r"/search/$|/embed/", address)]  # not to be indexed
    assert all(f"<loc>{address}</loc>" in sitemap for address in listed)


def test_words_and_featured_items_of_a_language_are_its_own_and_what_it_borrows_says_so(site: dict[str, bytes]) -> None:
    found = page(site, "es/")
    assert found.select_one(".masthead__notice").get_text(strip=True) == "Aviso"
    assert found.select_one(".lead__title").get_text() == "Título A"
    assert found.select_one(".band--night h2 a")["href"] == "/es/cases/suit/"
    button = found.select_one(".masthead .button")
    assert (button["lang"], button["href"]) == ("en", "/es/cases/suit/")
    assert "Bienvenidos." in found.get_text()
    assert [link["href"] for link in found.select(".masthead__nav a")] == [
        f"/es/{key}/" for key in ("releases", "cases", "documents", "press", "subscribe")
    ]


def test_a_translation_names_its_original_and_says_when_that_has_changed_since(edition: EditionMaker) -> None:
    files: Files = {
        "releases/a.md": text(
            "English A", "date: 2010-09-01\nchanges:\n- date: 2010-09-05\n  note: A sample change.\n"
        ),
        "releases/a.es.md": text("Título A", f"{ES}date: 2010-09-01\n"),
    }
    site = drawn(edition(files))
    line = page(site, "es/releases/2010/a/").select_one(".original")
    assert line is not None and line.a is not None
    assert (line.a["href"], line.a["lang"]) == ("/releases/2010/a/", "en")
    assert "El original se modificó el 5 de septiembre de 2010" in line.get_text()
    told = site["es/releases/2010/a/index.txt"].decode()
    assert "Traducido de:\nEnglish A\nhttps://example.org/releases/2010/a/\nEl original se modificó" in told
    assert "/es/" not in site["releases/2010/a/index.txt"].decode()
    newer = files | {"releases/a.es.md": text("Título A", f"{ES}date: 2010-09-01\nmodified: 2010-09-06\n")}  # type: ignore[operator]
    line = page(drawn(edition(newer)), "es/releases/2010/a/").select_one(".original")
    assert line is not None and "se modificó" not in line.get_text()
    assert page(drawn(edition(newer)), "releases/2010/a/").select(".original") == []


def test_the_feed_of_everything_has_each_story_once(site: dict[str, bytes]) -> None:
    titles = [item["title"] for item in json.loads(site["feeds/all.json"])["items"]]
    assert sorted(titles) == ["Englishtitle A", "Englishtitle B", "Título solo"]


def test_a_variety_of_the_sites_language_is_no_other_language(edition: EditionMaker) -> None:
    site = drawn(edition({"releases/a.md": text("A", "lang: en-US\ndate: 2010-09-01\n")}))
    assert not [path for path in site if path.startswith("en-us/")]
    assert page(site, "releases/").select_one("main h2 a").get_text() == "A"


def test_what_is_held_makes_no_language(edition: EditionMaker) -> None:
    files = {"releases/a.md": text("A", "date: 2010-09-01\n")}
    held = {"releases/b.md": text("B", "lang: es\ndate: 2010-09-01\nstatus: draft\n")}
    assert drawn(edition({**files, **held})) == drawn(edition(files))


@pytest.mark.parametrize(("lang", "direction"), [("cs", "ltr"), ("ja", "ltr"), ("ar", "rtl")])
def test_a_language_with_half_a_catalog_says_which_words_are_english(
    lang: str, direction: str, edition: EditionMaker, tmp_path: Path
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    update = update_catalog(lang, theme, ROOT / "plugins")
    assert update.is_new and update.missing > 200
    catalog = (theme / f"translations/{lang}.po").read_text(encoding="utf-8")
    half = catalog.replace('msgid "Documents"\nmsgstr ""', 'msgid "Documents"\nmsgstr "Sampleword"')
    (theme / f"translations/{lang}.po").write_text(half, encoding="utf-8")
    files = {
        "releases/a.md": text("A", "date: 2010-09-01\n"),
        "releases/b.md": text("B", f"lang: {lang}\ndate: 2010-09-01\n"),
        "documents/memo/index.md": text("Memo", "kind: memo\n"),
    }
    site = drawn(edition(files, THEME=str(theme)))
    messages = words_of_the_theme(theme, ROOT / "plugins")
    words = {m.id for m in messages if m.id and isinstance(m.id, str) and "%(" not in m.id}
    english = words - {"Documents"}
    for address in (f"{lang}/", f"{lang}/releases/", f"{lang}/documents/", f"{lang}/404.html"):
        found = page(site, address)
        assert found.html is not None and (found.html["lang"], found.html["dir"]) == (lang, direction)
        texts = found.body.find_all(string=True)
        in_text = [node for node in texts if type(node) is NavigableString and node.strip() in english]
        assert [node for node in in_text if _lang(node.parent) != "en"] == []
        assert in_text
        assert "Sampleword" in found.get_text()
        marked = [tag for tag in found.select("span[lang=en]") if tag.get_text(strip=True) in english]
        assert all(tag["dir"] == "ltr" for tag in marked)
    assert not re.search("[\ufdd0-\ufdd3]", "".join(data.decode("utf-8", "replace") for data in site.values()))


def test_a_fragment_of_a_list_below_a_language_leads_to_its_year(site: dict[str, bytes]) -> None:
    found = page(site, "es/releases/")
    place = found.find(id="year-2010")
    assert place is not None and urljoin("/es/releases/", place.a["href"]) == "/es/releases/2010/"


def test_ten_languages_stand_once_each_in_the_order_of_their_own_names(edition: EditionMaker) -> None:
    others = ("vi", "zh-Hant", "cs", "ru", "de", "ar", "fr", "es", "ckb", "sr-Latn")
    files = {"releases/a.md": text("A", "date: 2010-09-01\n")}
    for lang in others:
        files[f"releases/a.{lang}.md"] = text("A", f"date: 2010-09-01\nlang: {lang}\ntranslation: true\n")
    site = drawn(edition(files))
    for address in ("releases/2010/a/", "cs/releases/2010/a/"):
        links = page(site, address).select(f"a[hreflang]:not([href='/{address}'])")
        switch = page(site, address).select(".masthead__languages a")
        names = [link.get_text(strip=True) for link in switch]
        assert (
            len(switch) == len(others) == len({link["href"] for link in links if "/releases/2010/a/" in link["href"]})
        )
        assert names[-5:] == ["Tiếng Việt", "Русский", "العربية", "کوردیی ناوەندی", "中文 (繁體)"]
        assert all(link["lang"] == link["hreflang"] and link["dir"] == "auto" for link in switch)


def test_forty_pages_fill_no_footer_if_they_say_so(edition: EditionMaker) -> None:
    files = {f"pages/more-{number}.md": text(f"More {number}", "footer: false\n") for number in range(40)}
    files |= {
        "pages/about.md": text("About"),
        "pages/about.es.md": text("Sobre", ES),
        "releases/a.md": text("A", "date: 2010-09-01\n"),
    }
    site = drawn(edition(files))
    for address, about in (("releases/2010/a/", "/about/"), ("es/about/", "/es/about/"), ("more-7/", "/about/")):
        links = [link["href"] for link in page(site, address).select(".colophon a")]
        assert about in links
        assert not [link for link in links if "more-" in link]
