"""Whether the theme has its words in every language of the site."""

from collections.abc import Iterator

from plugins.newsroom.library.edition import Edition
from plugins.records.problems import Problem, problem
from plugins.render.words import catalog_of, is_english


def check(edition: Edition) -> Iterator[Problem]:
    """One problem, however many languages are missing: their pages are complete, with words marked as English."""
    theme = edition.settings.theme
    languages = dict.fromkeys((edition.settings.lang, *sorted({item.lang for item in edition.library.items})))
    missing = [lang for lang in languages if not is_english(lang) and catalog_of(theme, lang) is None]
    if not missing:
        return
    what = f"the theme has no words in {', '.join(missing)}: there its menus, labels and buttons are English"
    fix = f"run invoke translations {missing[0]}, and translate what it writes to {theme.name}/translations"
    yield problem("B004", "", 0, what, fix)
