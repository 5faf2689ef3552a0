"""`invoke migrate`, twice, on a site as people leave one; and then a build."""

import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins.checks.rules import find_problems
from plugins.desk.migrating import migrate
from plugins.desk.refusal import Refused
from plugins.newsroom.library.edition import make_edition
from plugins.newsroom.library.links import PUBLISHED_KINDS
from plugins.newsroom.library.reading import read_library
from plugins.records.front_matter import split_front_matter
from plugins.records.problems import Severity
from plugins.records.reading import State, read_record
from plugins.records.rules import Rules
from plugins.records.sources import find_sources
from tests.conftest import SettingsMaker
from tests.depth import cases
from tests.desk.migrating.old_pelican import ODD, make_old_site
from tests.whole.commands import invoke, run

RULES = Rules(
    now=datetime(2026, 1, 1, tzinfo=UTC), zone=ZoneInfo("America/New_York"), lang="en", extra_fields=frozenset()
)
ARTICLES = 300
CONF = "SITEURL = 'https://old.example.org'\nPATH = 'content'\nTIMEZONE = 'America/New_York'\n"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str, str]:
    """(Old site, our content, what the first run said, what the second one said)."""
    old, content = tmp_path_factory.mktemp("old"), tmp_path_factory.mktemp("new")
    make_old_site(old, ARTICLES)
    first = migrate(old, content, RULES).text
    return old, content, first, migrate(old, content, RULES).text


def test_the_site_that_is_moved_has_fields_of_every_kind() -> None:
    assert len(ODD) == len(set(ODD)) == 58


def test_the_first_run_writes_one_file_and_says_what_there_is(tmp_path: Path) -> None:
    make_old_site(tmp_path / "old", 30)
    text = migrate(tmp_path / "old", tmp_path / "new", RULES).text
    assert [file.name for file in (tmp_path / "new").rglob("*")] == ["migrate.yml"]
    assert "33 articles and 4 pages" in text
    assert "notes/old.rst" in text
    assert "og_image" in (tmp_path / "new/migrate.yml").read_text(encoding="utf-8")


def test_every_article_page_picture_and_pdf_has_its_place(moved: tuple[Path, Path, str, str]) -> None:
    old, content, _, _ = moved
    before = Counter(file.suffix for file in (old / "content").rglob("*") if file.is_file())
    kinds = Counter(source.kind for source in find_sources(content).records)
    assert kinds["release"] + kinds["page"] == before[".md"]
    assert kinds["document"] == before[".pdf"] == len(list(content.glob("documents/*/*.pdf")))
    assert len(list(content.rglob("*.png"))) == before[".png"]


def test_every_record_is_read_without_a_problem(moved: tuple[Path, Path, str, str]) -> None:
    _, content, _, _ = moved
    for source in find_sources(content).records:
        reading = read_record(content, source, RULES)
        assert not reading.problems, reading.problems
        assert reading.uid_is_frozen


def test_a_draft_stays_one_and_what_was_hidden_is_held(moved: tuple[Path, Path, str, str]) -> None:
    _, content, _, _ = moved
    held = [s.path for s in find_sources(content).records if read_record(content, s, RULES).state is State.HELD]
    assert sum(path.startswith("releases/") for path in held) == ARTICLES // 10
    assert "documents/unseen/index.md" in held


def test_no_field_is_lost(moved: tuple[Path, Path, str, str]) -> None:
    old, content, _, _ = moved
    written = "\n".join(file.read_text(encoding="utf-8") for file in content.rglob("*.md"))
    for file in (old / "content").rglob("item-*.md"):
        head = split_front_matter(file.read_text(encoding="utf-8"), file.name)
        for name in ODD:
            value = head.fields.get(name, "")
            assert str(value) in written or f"#{value}" in written, (file, name, value)


def test_links_of_every_form_lead_here(moved: tuple[Path, Path, str, str]) -> None:
    _, content, _, _ = moved
    text = (content / "releases/2010/item-0.md").read_text(encoding="utf-8")
    for old in ("|filename|", "Memo_0.pdf)", "old.example.org/about", "{tag}", "../../../../about", "{index}"):
        assert old not in text
    for new in (
        "[by file]({release}", "[old form]({release}", "[root]({document}memo-0)", "[whole]({filename}/pages/about.md)",
        "[relative]({filename}/pages/about.md)", "[the tag](/topics/ice/)", "[home](/)", "`{filename}code.md`",
        "[not a link]({filename}gone.md)", '![The crowd outside]({static}/images/photo-0.png "The crowd outside")',
    ):  # fmt: skip
        assert new in text


def test_old_addresses_and_feed_ids_are_kept(moved: tuple[Path, Path, str, str]) -> None:
    _, content, _, _ = moved
    text = (content / "releases/2010/item-0.md").read_text(encoding="utf-8")
    assert "uid: tag:old.example.org,2010-01-14:/posts/2010/01/item-0/\n" in text
    assert "aliases:\n  - /posts/2010/01/item-0/\n" in text
    spanish = next(content.rglob("item-4.es.md")).read_text(encoding="utf-8")
    assert "  - /es/posts/2015/item-4/\n" in spanish
    assert "translation: true" in spanish
    assert "  - /pdfs/Memo_0.pdf\n" in (content / "documents/memo-0/index.md").read_text(encoding="utf-8")


def test_the_settings_are_read_and_never_run(moved: tuple[Path, Path, str, str], tmp_path: Path) -> None:
    old, content, _, _ = moved
    assert "this file is never run" in (old / "pelicanconf.py").read_text(encoding="utf-8")
    mapping = (content / "migrate.yml").read_text(encoding="utf-8")
    assert "ARTICLE_SAVE_AS: posts/{date:%Y}/{date:%m}/{slug}/index.html\n" in mapping
    assert "SITEURL: https://old.example.org\n" in mapping


def test_the_list_of_what_a_person_must_look_at_is_a_screen_and_whole_in_a_file(
    moved: tuple[Path, Path, str, str],
) -> None:
    _, content, _, second = moved
    assert len(second.split("\n")) < 24
    assert max(map(len, second.split("\n")[1:-1])) <= 80
    assert "300 files, as court/item-2.md:" in second
    assert "a link leads to /pages-that-never-were/, which this site does not have" in " ".join(second.split())
    whole = (content / "migrate-report.txt").read_text(encoding="utf-8")
    assert "notes/page.html:1: a text in another form" in whole
    assert "images/chart.svg:1: is of a kind that is not published" in whole
    assert "/tag/ice.html /topics/ice/\n" in whole
    assert "svg" not in PUBLISHED_KINDS


def test_again_writes_nothing_over_and_says_so(moved: tuple[Path, Path, str, str]) -> None:
    old, content, _, _ = moved
    edited = content / "pages/about.md"
    edited.write_text(edited.read_text(encoding="utf-8") + "\nEdited.\n", encoding="utf-8")
    before = {file: file.read_bytes() for file in content.rglob("*.*") if file.name != "migrate-report.txt"}
    third = migrate(old, content, RULES)
    assert not third.changed
    assert third.text.startswith("This site was imported already")
    assert before == {file: file.read_bytes() for file in content.rglob("*.*") if file.name != "migrate-report.txt"}


def test_no_error_is_left_that_a_program_could_have_fixed(
    moved: tuple[Path, Path, str, str], settings: SettingsMaker
) -> None:
    _, content, _, _ = moved
    found = find_problems(make_edition(read_library(settings(content, now="2026-01-01T00:00:00Z"))))
    assert [p.text("content") for p in found if p.severity is Severity.ERROR] == []
    assert {p.code for p in found if p.severity is Severity.PUBLICATION} <= {"I004", "L002"}  # for a person alone


def test_what_is_moved_builds_without_an_error(tmp_path: Path) -> None:
    content = tmp_path / "new"
    make_old_site(tmp_path / "old", cases(60, ARTICLES))
    for _ in range(2):
        migrate(tmp_path / "old", content, RULES)
    built = invoke("build", "--content", content, "--output", tmp_path / "site", "--now", "2026-01-01T00:00:00Z")
    assert built.returncode == 0, built.stdout + built.stderr
    assert "[error]" not in built.stdout + built.stderr
    site = tmp_path / "site"
    assert (site / "posts/2010/01/item-0/index.html").exists()
    feeds = [feed.read_text(encoding="utf-8") for feed in site.glob("feeds/**/*.atom.xml")]
    assert any("<id>tag:old.example.org,2010-" in feed for feed in feeds)
    assert not list(site.rglob("*unseen*"))


def test_every_id_and_page_of_the_old_site_as_pelican_made_it_is_known_here(tmp_path: Path) -> None:
    old, content = tmp_path / "old", tmp_path / "new"
    make_old_site(old, 24)
    (old / "content/notes/old.rst").unlink()
    conf = (old / "pelicanconf.py").read_text(encoding="utf-8").replace("raise SystemExit", "print")
    (old / "pelicanconf.py").write_text(conf.replace("'content'", repr(str(old / "content"))), encoding="utf-8")
    with (old / "publishconf.py").open("a", encoding="utf-8") as file:
        file.write("import sys\nsys.path.append(os.path.dirname(__file__))\nfrom pelicanconf import *\n")
        file.write("SITEURL = 'https://old.example.org'\nFEED_MAX_ITEMS = 1000\nPLUGINS = []\n")
    made = run([sys.executable, "-m", "pelican", "-s", str(old / "publishconf.py"), "-o", str(tmp_path / "out")], old)
    assert made.returncode == 0, made.stdout + made.stderr
    for _ in range(2):
        migrate(old, content, RULES)
    written = [file.read_text(encoding="utf-8") for file in content.rglob("*.md")]
    uids = {uid for text in written for uid in re.findall(r"^uid: (tag:.*)$", text, re.MULTILINE)}
    feeds = [feed.read_text(encoding="utf-8") for feed in (tmp_path / "out/feeds").glob("all*.atom.xml")]
    ids = {uid for feed in feeds for uid in re.findall(r"<entry>.*?<id>(.*?)</id>", feed, re.DOTALL)}
    assert len(ids) > 24
    assert ids <= uids
    aliases = {alias for text in written for alias in re.findall(r"^  - (/.*/)$", text, re.MULTILINE)}
    pages = {
        f"/{file.parent.relative_to(tmp_path / 'out')}/" for file in (tmp_path / "out").rglob("posts/**/index.html")
    }
    assert len(pages) > 20
    assert pages <= aliases


def one(tmp_path: Path, text: str, name: str = "news/a.md", conf: str = CONF, **files: str) -> tuple[str, str]:
    """One article, moved: (what became of it, the whole report)."""
    for path, words in {f"content/{name}": text, "pelicanconf.py": conf, **files}.items():
        (tmp_path / "old" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "old" / path).write_text(words, encoding="utf-8")
    for _ in range(2):
        migrate(tmp_path / "old", tmp_path / "new", RULES)
    made = next(file for file in sorted((tmp_path / "new").rglob("*.md")) if file.parent.name != "pages")
    return made.read_text(encoding="utf-8"), (tmp_path / "new/migrate-report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "held"),
    [
        ("draft: true", True),
        ("private: yes", True),
        ("published: false", True),
        ("status: idea", True),
        ("publish_date: 2050-01-01", True),
        ("publish_date: 2010-01-01", False),
        ("published: true", False),
        ("draft: false", False),
    ],
)
def test_a_field_that_may_mean_to_hold_holds(tmp_path: Path, line: str, held: bool) -> None:
    text, report = one(tmp_path, f"Title: A\nDate: 2010-09-01\n{line}\n\nText.\n")
    assert ("\nstatus: draft\n" in text) is held
    assert ("a draft was made" in report) is held


def test_a_date_of_two_meanings_is_the_one_that_the_old_site_showed(tmp_path: Path) -> None:
    text, report = one(tmp_path, "Title: A\nDate: 3/4/2010\n\nText.\n")
    assert "\ndate: 2010-03-04\n" in text
    assert "uid: tag:old.example.org,2010-03-04:/a.html\n" in text
    assert "news/a.md:1: its date 3/4/2010 could be two dates" in report


@pytest.mark.parametrize("date", ["", "Date: someday\n"])
def test_an_article_without_a_date_is_a_draft_and_is_named(tmp_path: Path, date: str) -> None:
    text, report = one(tmp_path, f"Title: A\n{date}\nText.\n")
    assert "\nstatus: draft\n" in text
    assert "news/a.md:1: its date someday" in report or "it has no date" in report


def test_an_hour_keeps_its_moment_where_the_old_site_was_in_another_zone(tmp_path: Path) -> None:
    text, _ = one(
        tmp_path, "Title: A\nDate: 2010-09-01 10:00\n\nText.\n", conf=CONF.replace("America/New_York", "Europe/Berlin")
    )
    assert "\ndate: 2010-09-01T10:00+02:00\n" in text


def test_a_footnote_and_words_in_brackets_are_no_links(tmp_path: Path) -> None:
    body = "Words[^1] and [x](two words) and [note]: not a definition.\n\n[^1]: From the record.\n[a]: is no link\n"
    text, _ = one(tmp_path, f"Title: A\nDate: 2010-09-01\n\n{body}")
    assert body in text


def test_a_file_name_with_spaces_is_linked(tmp_path: Path) -> None:
    text, _ = one(
        tmp_path, "Title: A\nDate: 2010-09-01\n\n[b]({filename}my other.md) ![p](my%20pic.png)\n",
        **{"content/news/my other.md": "Title: B\nDate: 2010-09-02\n\nText.\n"},
    )  # fmt: skip
    assert "[b]({release}b)" in text


def test_a_picture_without_words_says_its_file_and_builds(tmp_path: Path) -> None:
    text, _ = one(tmp_path, "Title: A\nDate: 2010-09-01\n\n![](x/y.png) <img src='x/z.png' alt=''>\n")
    assert "![y.png](" in text
    assert '<img alt="z.png"' in text


def test_two_articles_of_one_slug_get_a_name_each(tmp_path: Path) -> None:
    _, report = one(
        tmp_path, "Title: Links\nDate: 2010-09-01\nSlug: links\n\nText.\n",
        **{"content/news/b.md": "Title: Links\nDate: 2010-10-01\nSlug: links\n\nText.\n"},
    )  # fmt: skip
    assert "news/b.md -> releases/2010/links-2010-10-01.md" in report
    assert "news/b.md:1: it has the slug of news/a.md" in report


def test_a_record_that_was_there_before_is_kept_and_the_article_too(tmp_path: Path) -> None:
    there = tmp_path / "new/releases/2010/a.md"
    there.parent.mkdir(parents=True)
    there.write_text("---\ntitle: Ours\ndate: 2010-09-01\nuid: ours\n---\n\nOurs.\n", encoding="utf-8")
    _, report = one(tmp_path, "Title: A\nDate: 2010-09-01\n\nText.\n")
    assert "Ours." in there.read_text(encoding="utf-8")
    assert "news/a.md -> releases/2010/a-2010-09-01.md" in report
    assert (tmp_path / "new/releases/2010/a-2010-09-01.md").exists()


def test_a_key_given_twice_and_a_long_value_are_named(tmp_path: Path) -> None:
    _, report = one(tmp_path, f"Title: A\nDate: 2010-09-01\nTags: x\nTags: y\nGallery: {'p ' * 900}\n\nText.\n")
    assert "tags is given twice: “y”" in report
    assert "gallery is cut in the file, and was whole: p p p" in report


def test_a_pdf_whose_old_name_no_record_can_keep_is_redirected_by_the_server(tmp_path: Path) -> None:
    pdf = tmp_path / "old/content/pdfs/the letter.pdf"
    pdf.parent.mkdir(parents=True)
    pdf.write_bytes(b"%PDF-1.4")
    _, report = one(tmp_path, "Title: A\nDate: 2010-09-01\n\n[l]({static}/pdfs/the%20letter.pdf)\n")
    document = (tmp_path / "new/documents/the-letter/index.md").read_text(encoding="utf-8")
    assert "aliases" not in document
    assert "status" not in document
    assert "/pdfs/the%20letter.pdf /documents/the-letter/\n" in report


def test_a_status_below_the_fields_makes_a_draft_and_takes_no_field_away(tmp_path: Path) -> None:
    text, report = one(tmp_path, "Title: A\nDate: 2010-09-01\nTags: x\n\nStatus: draft\n\nText.\n")
    assert "\nstatus: draft\n" in text
    assert "\ndate: 2010-09-01\n" in text
    assert "a draft was made" in report


def test_two_words_of_one_address_get_two(tmp_path: Path) -> None:
    text, report = one(tmp_path, "Title: A\nDate: 2010-09-01\nTags: C++, C, c\n\n{% youtube x %}\n\n[TOC]\n\nText.\n")
    assert "tags:\n  - C plus plus\n  - C\n" in text
    assert "its tag C++ would share its address with another: it became C plus plus" in report
    assert "news/a.md:5: {% youtube x %} is shown as typed" in report


def test_settings_come_from_a_file_beside_and_from_no_program(tmp_path: Path) -> None:
    conf = "from base import *\nSITEURL = 'https://old.example.org/blog'\nTIMEZONE = zone()\n"
    text, _ = one(
        tmp_path, "Title: A\nDate: 2010-09-01\nImage: {}\n\nText.\n", conf=conf,
        **{"base.py": "ARTICLE_URL = 'x/{category}/{slug}'\nARTICLE_SAVE_AS = ARTICLE_URL + '.html'\n"},
    )  # fmt: skip
    assert "uid: tag:old.example.org,2010-09-01:/blog/x/news/a\n" in text
    assert "  - /x/news/a.html\n  - /x/news/a\n" in text
    assert "computed in pelicanconf.py:3" in (tmp_path / "new/migrate.yml").read_text(encoding="utf-8")


def test_windows_text_is_read(tmp_path: Path) -> None:
    file = tmp_path / "old/content/a.md"
    file.parent.mkdir(parents=True)
    file.write_bytes("Title: Caf\xe9\r\nDate: 2010-09-01\r\n\r\nText.\r\n".encode("cp1252"))
    for _ in range(2):
        migrate(tmp_path / "old", tmp_path / "new", RULES)
    assert "title: Café\n" in (tmp_path / "new/releases/2010/cafe.md").read_text(encoding="utf-8")


def test_a_field_is_kept_dropped_or_renamed_as_migrate_yml_says(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "content").mkdir(parents=True)
    head = "Title: A\nDate: 2010-09-01\nCategory: News\nMood: glad\nLayout: wide\nStrap: Under it\n"
    (old / "content/a.md").write_text(f"{head}\nText.\n", encoding="utf-8")
    migrate(old, new, RULES)
    file = new / "migrate.yml"
    text = (
        file.read_text(encoding="utf-8").replace("mood: remark", "mood: keep").replace("layout: remark", "layout: drop")
    )
    file.write_text(
        text.replace("strap: remark", "strap: subtitle").replace("News: News", "News: ''"), encoding="utf-8"
    )
    said = migrate(old, new, RULES).text
    made = (new / "releases/2010/a.md").read_text(encoding="utf-8")
    assert "\nmood: glad\n" in made
    assert "\nsubtitle: Under it\n" in made
    assert "wide" not in made
    assert "category" not in made
    assert 'EXTRA_FIELDS = ["mood"]' in said


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("mood: remark", "mood: sumary", "migrate.yml:30: mood becomes sumary"),
        ("feed_ids: tag", "feed_ids: url", "feed_ids is url"),
        ("en: en", "en: 'x y z'", "is not a language"),
    ],
)
def test_a_wrong_answer_is_named_with_its_line_and_nothing_is_written(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    site, content = tmp_path / "old", tmp_path / "new"
    (site / "content").mkdir(parents=True)
    (site / "content/a.md").write_text("Title: A\nDate: 2010-09-01\nMood: glad\n\nText.\n", encoding="utf-8")
    migrate(site, content, RULES)
    file = content / "migrate.yml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        migrate(site, content, RULES)
    assert told.split(":")[0] in str(refusal.value)
    assert told.rpartition(": ")[2] in str(refusal.value)
    assert [found.name for found in content.rglob("*")] == ["migrate.yml"]


def test_a_folder_that_holds_no_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in ("empty", "missing"):
        with pytest.raises(Refused):
            migrate(tmp_path / folder, tmp_path / "new", RULES)
    assert not (tmp_path / "new/migrate.yml").exists()


def test_a_file_of_the_old_site_cannot_lead_out_of_the_new_one(tmp_path: Path) -> None:
    outside = tmp_path / "old/secret.txt"
    text, _ = one(
        tmp_path, "Title: A\nDate: 2010-09-01\nSlug: ../../../x\nSave_as: ../../x.html\n\n[a]({static}/../secret.txt)\n"
    )
    outside.write_text("secret", encoding="utf-8")
    assert not (tmp_path / "x.html").exists()
    assert "\n  - /../" not in text


@pytest.mark.parametrize(
    ("files", "program", "posts"),
    [
        (("_config.yml", "_posts/2010-09-01-a.md"), "Jekyll", "_posts"),
        (("_config.yml", "index.md"), "Jekyll", ""),
        (("_posts/2010-09-01-a.md",), "Jekyll", "_posts"),
        (("_config.yml", "source/_posts/a.md"), "Hexo", "source/_posts"),
        (("hugo.toml", "content/posts/a.md"), "Hugo", "content"),
        (("config.yaml", "content/posts/a.md"), "Hugo", "content"),
        (("eleventy.config.js", "posts/a.md"), "Eleventy", ""),
    ],
)
def test_a_site_of_another_program_is_named_with_what_to_type(
    tmp_path: Path, files: tuple[str, ...], program: str, posts: str
) -> None:
    for name in files:
        (tmp_path / "old site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "old site" / name).write_text("---\ntitle: A\n---\n\nWords.\n", encoding="utf-8")
    place = tmp_path / "old site" / posts
    with pytest.raises(Refused, match=f"is a site of {program} ") as refusal:
        migrate(tmp_path / "old site", tmp_path / "new", RULES)
    assert str(refusal.value).endswith(f"invoke import '{place}'")
    assert not (tmp_path / "new").exists()


def test_posts_alone_and_the_content_of_a_site_are_known_too(tmp_path: Path) -> None:
    for place, mark in (("jekyll/_posts", "jekyll/Gemfile"), ("hugo/content", "hugo/hugo.toml")):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "a.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
        (tmp_path / mark).touch()
        with pytest.raises(Refused, match="is a site of"):
            migrate(tmp_path / place, tmp_path / "new", RULES)


def test_a_pelican_site_with_a_file_of_jekyll_is_one_of_pelican(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/_config.yml").touch()
    assert one(tmp_path, "Title: A\nDate: 2010-09-01\n\nWords.\n")[0]


def test_a_site_in_restructuredtext_alone_says_how_to_convert_it(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "old/content").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"old/content/{name}.rst").write_text("A\n#\n\n:date: 2010-01-01\n\nText.\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"2 articles in reStructuredText") as refusal:
        migrate(tmp_path / "old", tmp_path / "new", RULES)
    assert "pandoc -s -f rst -t gfm --wrap=none a.rst -o a.md" in str(refusal.value)


def test_what_pandoc_makes_of_restructuredtext_is_read_and_a_link_to_the_rest_is_named(tmp_path: Path) -> None:
    for name in ("notes.rst", "photo.png"):
        (tmp_path / "old/content").mkdir(parents=True, exist_ok=True)
        (tmp_path / f"old/content/{name}").write_text("Notes\n#####\n\n:date: 2010-01-01\n\nText.\n", encoding="utf-8")
    converted = (
        '---\ndate: "2010-01-01 10:30"\nslug: old\ntags: a, b\ntitle: "Old: it is"\n---\n\n'
        "[a]({filename}/notes.rst)\n\n![A photo](%7Bstatic%7D/photo.png)\n"
    )
    text, report = one(tmp_path, converted)
    assert "title: 'Old: it is'" in text
    assert "![A photo]({" in text
    assert "a link leads to /notes.rst, which is a text of another form" in report
    assert "Before the import: pandoc -s -f rst -t gfm --wrap=none notes.rst -o notes.md" in report


SUBSITES = CONF + (
    "I18N_SUBSITES = {'es': {'SITENAME': 'Sitio'}}\nARTICLE_URL = '{date:%Y}/{slug}/'\n"
    "ARTICLE_SAVE_AS = '{date:%Y}/{slug}/index.html'\nYEAR_ARCHIVE_SAVE_AS = '{date:%Y}/index.html'\n"
    "TAG_FEED_ATOM = 'feeds/tag/%s.atom.xml'\n"
)


def test_a_translation_of_i18n_subsites_keeps_the_address_of_its_site(tmp_path: Path) -> None:
    head = "Title: A\nDate: 2010-09-01\nSlug: a\n"
    one(
        tmp_path, f"{head}\n[es](/es/2010/a/) [home](/es/) [year](/2010/)\n", conf=SUBSITES,
        **{"content/news/a-es.md": f"{head}Lang: es\nTranslation: true\n\n[en]({{filename}}a.md)\n"},
    )  # fmt: skip
    spanish = (tmp_path / "new/releases/2010/a.es.md").read_text(encoding="utf-8")
    assert "uid: tag:old.example.org,2010-09-01:/es/2010/a/\n" in spanish
    assert "aliases:\n  - /es/2010/a/\n" in spanish
    english = (tmp_path / "new/releases/2010/a.md").read_text(encoding="utf-8")
    assert "[es]({filename}/releases/2010/a.es.md) [home](/es/) [year](/releases/2010/)" in english


def test_each_author_tag_and_feed_of_the_old_site_has_its_redirect(tmp_path: Path) -> None:
    head = "Title: A\nDate: 2010-09-01\nSlug: a\nTags: ICE\nCategory: News\nAuthors: Example, Ana; Example, Bo\n"
    _, report = one(tmp_path, f"{head}\nText.\n", conf=SUBSITES)
    for line in (
        "/author/example-ana.html /releases/",
        "/author/example-bo.html /releases/",
        "/feeds/news.atom.xml /feeds/all.atom.xml",
        "/feeds/tag/ice.atom.xml /feeds/topics/ice.atom.xml",
        "/feeds/all-en.atom.xml /feeds/all.atom.xml",
        "/2010/ /releases/2010/",
    ):
        assert f"\n{line}\n" in report


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Code:\n\n    :::bash\n    $ ls\n\n    $ pwd\n\nEnd.", "Code:\n\n```bash\n$ ls\n\n$ pwd\n```\n\nEnd."),
        ("- a\n\n        #!python\n        x = 1", "- a\n\n    ```python\n    x = 1\n    ```"),
        ("    :::md\n    ```\n    a", "~~~md\n```\na\n~~~"),
        ("```\n\n    :::bash\n    $ ls\n```", "```\n\n    :::bash\n    $ ls\n```"),
        ("    #!/bin/sh\n    ls", "    #!/bin/sh\n    ls"),
        ('<div class="x" markdown="1">\n**a**\n</div>', '<div class="x">\n\n**a**\n\n</div>'),
        ("<p markdown=1>**a**</p>", "<p>\n\n**a**\n\n</p>"),
        ("<div>\n**a**\n</div>", "<div>\n**a**\n</div>"),
        ("`<p markdown=1>`", "`<p markdown=1>`"),
    ],
)
def test_what_extensions_of_the_old_site_read_is_written_as_any_reader_has_it(
    tmp_path: Path, old: str, new: str
) -> None:
    text, _ = one(tmp_path, f"Title: A\nDate: 2010-09-01\n\nWords.\n\n{old}\n")
    assert text.endswith(f"---\n\nWords.\n\n{new}\n")


def test_titles_and_summaries_are_plain_words_and_a_change_keeps_its_moment(tmp_path: Path) -> None:
    head = "Title: Fish &amp; <em>chips</em>\nDate: 2010-09-01 10:00\nModified: 2010-09-02 12:00\n"
    head += "Summary: *It* is [so](x.html)\n"
    text, _ = one(tmp_path, f"{head}\nText.\n", conf=CONF.replace("America/New_York", "Europe/Berlin"))
    assert "\ntitle: Fish & chips\n" in text
    assert "\nsummary: It is so\n" in text
    assert "\nmodified: 2010-09-02T12:00+02:00\n" in text
