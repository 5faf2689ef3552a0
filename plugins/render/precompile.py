"""`python -m plugins.render.precompile`: compile code and templates once, so that no build has to.

`make` calls it, as pip does the same for libraries: in environments where Python must not save compiled code, such as
containers, each start would compile everything again.
"""

import compileall
from contextlib import suppress
from pathlib import Path

from plugins.render.bytecode import KeptTemplates
from plugins.render.theme import Site, Theme
from plugins.render.words import WRITTEN_IN

ROOT = Path(__file__).resolve().parents[2]
NO_SITE = Site(name="", tagline="", notice="", absolute_url="", home_url="", lang="", sections=(), footer=())
"""Only for templates: they compile without it."""


def main() -> None:
    """If the folder cannot be written, starting only takes longer."""
    compileall.compile_dir(ROOT / "plugins", quiet=2)
    with suppress(OSError):
        compile_templates(ROOT / "theme")


def compile_templates(folder: Path) -> None:
    """Every template of a theme, in each of its languages. Raises `OSError`."""
    theme = Theme(folder, NO_SITE, compiled=KeptTemplates)
    for lang in (WRITTEN_IN, *sorted(file.stem for file in (folder / "translations").glob("*.po"))):
        environment = theme.environment(lang)
        for name in environment.list_templates():
            environment.get_template(name)


if __name__ == "__main__":
    main()
