"""The settings are checked before anything is read."""

import runpy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pelican import readers

from plugins.newsroom.library.settings import SettingsError
from tests.conftest import ContentMaker, SettingsMaker


@pytest.mark.parametrize(
    ("name", "value", "fix"),
    [
        ("SITEURL", "example.org", "https://example.org"),
        ("SITEURL", "ftp://example.org", "https://example.org"),
        ("SITEURL", "https://", "https://example.org"),
        ("SITEURL", "https://[", "https://example.org"),
        ("SITEURL", "https://exam ple.org", "https://example.org"),
        ("SITEURL", "https://example.org?a=b", "https://example.org"),
        ("SITEURL", "https://user@example.org", "https://example.org"),
        ("SITEURL", 'https://example.org/"><script>', "https://example.org"),
        ("SITEURL", "https://example.org/a/../b", "https://example.org"),
        ("SITEURL", "https://example.org/%2E%2e/", "https://example.org"),
        ("SITEURL", "https://example.org/.", "https://example.org"),
        ("TIMEZONE", "Eastern", "America/New_York"),
        ("TIMEZONE", "../etc/passwd", "America/New_York"),
        ("DEFAULT_LANG", "english", "pt-BR"),
        ("DEFAULT_LANG", "../en", "pt-BR"),
        ("NOW", "yesterday", "2010-09-01T10:00:00Z"),
        ("NOW", "2010-09-31", "2010-09-01T10:00:00Z"),
        ("NOW", "9999-12-31T23:59-12:00", "2010-09-01T10:00:00Z"),
        ("CARDS_FONT", "no-such-font.ttf", "NotoSansJP-Bold.otf"),
        ("CARDS_FONT", "theme/static/css/base.css", "NotoSansJP-Bold.otf"),
        ("CARDS_FONT", 5, "NotoSansJP-Bold.otf"),
        ("EXTRA_FIELDS", "image", '["image", "license"]'),
        ("EXTRA_FIELDS", 5, '["image", "license"]'),
        ("EXTRA_FIELDS", [5], '["image", "license"]'),
        ("FIELD_NAMES", ["image"], '{"image": "images"}'),
        ("FIELD_NAMES", {"image": 5}, '{"image": "images"}'),
        ("FIELD_NAMES", {"image": "imags"}, "did you mean images?"),
        ("FIELD_NAMES", {"Tags": "category"}, "leave tags out"),
        ("FIELD_NAMES", {"author": "tags"}, "leave author out"),
        ("FIELD_NAMES", {"draft": "tags"}, "status, embargo, date"),
        ("FIELD_NAMES", {"publishDate": "modified"}, "status, embargo, date"),
        ("EXECUTOR", "spark", 'EXECUTOR = "dask"'),
        ("PATH", "/nowhere/at/all", "a folder that exists"),
        ("THEME", "/nowhere/at/all", "a folder that exists"),
    ],
)
def test_a_setting_that_cannot_be_used_names_itself_its_value_and_the_fix(
    make_content: ContentMaker, settings: SettingsMaker, name: str, value: Any, fix: str
) -> None:
    content = make_content({})
    with pytest.raises(SettingsError) as refused:
        settings(content, **{"now" if name == "NOW" else name: value})
    first, second = str(refused.value).split("\n")
    assert first.startswith(f"S001 the setting {name} “{value}” ")
    assert fix in second


@pytest.mark.parametrize(("given", "lang"), [("pt_BR", "pt-BR"), ("EN", "en"), ("zh-hant", "zh-Hant"), ("es", "es")])
def test_a_language_code_is_read_however_it_is_written(
    make_content: ContentMaker, settings: SettingsMaker, given: str, lang: str
) -> None:
    assert settings(make_content({}), DEFAULT_LANG=given).lang == lang


@pytest.mark.parametrize(
    ("given", "home", "absolute"),
    [
        ("https://example.org", "/", "https://example.org/a/"),
        ("https://example.org/", "/", "https://example.org/a/"),
        ("https://example.org/campaign", "/campaign/", "https://example.org/campaign/a/"),
        ("http://localhost:8000/x/y/", "/x/y/", "http://localhost:8000/x/y/a/"),
    ],
)
def test_links_begin_at_the_path_of_siteurl(
    make_content: ContentMaker, settings: SettingsMaker, given: str, home: str, absolute: str
) -> None:
    made = settings(make_content({}), SITEURL=given)
    assert (made.home_url, made.url("a/"), made.absolute_url("a/")) == (home, f"{home}a/", absolute)


@pytest.mark.parametrize("place", ["content", "content/site", ".", "theme", "theme/static"])
def test_an_output_in_or_around_what_it_is_made_of_is_refused(
    make_content: ContentMaker, settings: SettingsMaker, tmp_path: Path, place: str
) -> None:
    (tmp_path / "theme").mkdir()
    with pytest.raises(SettingsError, match="S001 the setting OUTPUT_PATH"):
        settings(make_content({}), OUTPUT_PATH=str(tmp_path / place), THEME=str(tmp_path / "theme"))


@pytest.mark.parametrize("place", ["content", "content/x", "output", "output/x", "theme/x", "link/x"])
def test_a_cache_in_what_is_published_or_published_from_is_refused(
    make_content: ContentMaker, settings: SettingsMaker, tmp_path: Path, place: str
) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "link").symlink_to("output")
    with pytest.raises(SettingsError, match="S001 the setting CACHE_PATH"):
        settings(make_content({}), CACHE_PATH=str(tmp_path / place), THEME=str(tmp_path / "theme"))


def test_an_output_inside_the_cache_is_that_of_a_preview(
    make_content: ContentMaker, settings: SettingsMaker, tmp_path: Path
) -> None:
    made = settings(make_content({}), CACHE_PATH=str(tmp_path / "c"), OUTPUT_PATH=str(tmp_path / "c" / "preview"))
    assert made.output == made.cache / "preview"


def test_an_output_that_is_a_link_to_itself_is_left_to_who_writes_it(
    make_content: ContentMaker, settings: SettingsMaker, tmp_path: Path
) -> None:
    (tmp_path / "output").symlink_to("output")
    assert settings(make_content({})).output == tmp_path / "output"


def test_a_value_that_would_move_the_cursor_is_written_out(make_content: ContentMaker, settings: SettingsMaker) -> None:
    with pytest.raises(SettingsError, match=r"x\\x1b\[2J"):
        settings(make_content({}), SITEURL="x\x1b[2J")


def test_now_is_the_present_unless_it_is_given(make_content: ContentMaker, settings: SettingsMaker) -> None:
    content = make_content({})
    assert settings(content, now="2010-09-01T10:00:00Z").now == datetime(2010, 9, 1, 10, tzinfo=UTC)
    before = datetime.now(UTC)
    present = settings(content, now="")
    assert before <= present.now <= datetime.now(UTC)
    assert present.now_text == ""


def test_extra_fields_are_known_in_any_case(make_content: ContentMaker, settings: SettingsMaker) -> None:
    assert settings(make_content({}), EXTRA_FIELDS=["Image", "license"]).extra_fields == {"image", "license"}


def test_a_content_folder_behind_a_link_is_taken_where_it_lies(
    make_content: ContentMaker, settings: SettingsMaker, tmp_path: Path
) -> None:
    content = make_content({})
    (tmp_path / "link").symlink_to(content)
    assert settings(tmp_path / "link").content == content.resolve()


@pytest.mark.parametrize(
    "given", ["CNAME", ["*"], ["*.html"], ["releases/*"], [""], [5], ["feeds/*"], ["embed/*"], ["cases/*"]]
)
def test_files_to_keep_are_a_list_of_patterns_that_fit_no_page(
    make_content: ContentMaker, settings: SettingsMaker, given: object
) -> None:
    with pytest.raises(SettingsError, match="S001 the setting KEEP_FILES"):
        settings(make_content({}), KEEP_FILES=given)
    assert settings(make_content({}), KEEP_FILES=[".well-known/*"]).keep_files == (".well-known/*",)


@pytest.mark.parametrize("address", ["", "10.0.0.5:8786", "tcp://10.0.0.5", "http://10.0.0.5:8786"])
def test_a_cluster_needs_the_address_of_its_scheduler(
    make_content: ContentMaker, settings: SettingsMaker, address: str
) -> None:
    with pytest.raises(SettingsError, match=r'DASK_SCHEDULER “(?s:.*)as DASK_SCHEDULER = "tcp://10.0.0.5:8786"'):
        settings(make_content({}), EXECUTOR="dask", DASK_SCHEDULER=address)


def test_a_cluster_whose_packages_are_absent_says_the_line_to_type(
    make_content: ContentMaker, settings: SettingsMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugins.newsroom.library.settings.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"EXECUTOR “dask” needs packages(?s:.*)Fix: type .*-r .*requirements-dask"):
        settings(make_content({}), EXECUTOR="dask", DASK_SCHEDULER="tcp://10.0.0.5:8786")


def test_the_scheduler_counts_only_where_a_cluster_is_asked_for(
    make_content: ContentMaker, settings: SettingsMaker
) -> None:
    content = make_content({})
    assert settings(content, DASK_SCHEDULER="tcp://10.0.0.5:8786").dask_scheduler == ""


def test_what_pelican_says_of_a_reader_that_reads_nothing_here_is_not_shown() -> None:
    filtered = runpy.run_path("pelicanconf.py")["LOG_FILTER"]
    said = Path(str(readers.__file__)).read_text(encoding="utf-8")
    assert filtered
    assert all(message in said for _, message in filtered)
