"""`invoke translations LANG`: makes a catalog of the theme's words for a language, or brings one up to date."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

from plugins.desk.refusal import Refused
from plugins.desk.translating.words import words_of_the_theme
from plugins.records.rules import language_code
from plugins.render.words import WRITTEN_IN

HEADER = "# The words of the interface. Edit each msgstr; an empty one stays English and says so."


@dataclass(frozen=True, slots=True)
class Update:
    """What became of a catalog."""

    path: Path
    is_new: bool
    translated: int
    missing: int
    fuzzy: int
    obsolete: int
    changed: bool

    @property
    def text(self) -> str:
        """For the person who asked."""
        words = self.translated + self.missing + self.fuzzy
        done = "made" if self.is_new else "brought up to date" if self.changed else "up to date already"
        lines = [f"{self.path}: {done}. {self.translated} of {words} words are translated."]
        if self.missing:
            lines.append(f"  {self.missing} have no translation yet: fill in their msgstr.")
        if self.fuzzy:
            lines.append(f"  {self.fuzzy} changed: correct their msgstr and delete the line “#, fuzzy” above it.")
        if self.obsolete:
            lines.append(f"  {self.obsolete} are not used any more: they stand at the end, behind #~.")
        if self.missing or self.fuzzy:
            lines.append("  Until then, these words are in English, and the pages say so.")
        return "\n".join(lines)


def update_catalog(lang: str, theme: Path, plugins: Path) -> Update:
    """Keep what was translated, add what is new, and mark what was changed. Raises `Refused`."""
    locale = _locale(lang)
    path = theme / "translations" / f"{lang}.po"
    before = path.read_bytes() if path.is_file() else b""
    catalog = _read(path, before, lang) if before else Catalog(locale=locale, fuzzy=False)
    catalog.locale = locale
    obsolete = dict(catalog.obsolete)
    catalog.update(words_of_the_theme(theme, plugins), update_header_comment=False)
    for message in catalog:
        message.locations = []
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key and (known := obsolete.pop(key, None)) is not None:
            message.string = known.string  # a word that has come back
    catalog.obsolete = {key: message for key, message in {**obsolete, **catalog.obsolete}.items() if message.string}
    data = written(catalog)
    if data != before:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    messages = [message for message in catalog if message.id]
    fuzzy = sum(message.fuzzy for message in messages)
    translated = sum(_is_whole(message.string) and not message.fuzzy for message in messages)
    return Update(
        path=path,
        is_new=not before,
        translated=translated,
        missing=len(messages) - translated - fuzzy,
        fuzzy=fuzzy,
        obsolete=len(catalog.obsolete),
        changed=data != before,
    )


def written(catalog: Catalog) -> bytes:
    """In the order of the words, so that two versions can be compared; without dates, so that nothing changes alone."""
    body = BytesIO()
    write_po(body, catalog, no_location=True, omit_header=True, sort_output=True, width=120)
    header = (
        f'{HEADER}\nmsgid ""\nmsgstr ""\n"Language: {str(catalog.locale).replace("_", "-")}\\n"\n'
        '"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    return header.encode() + body.getvalue().rstrip(b"\n") + b"\n"


def _is_whole(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def _locale(lang: str) -> Locale:
    code = language_code(lang)
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        fix = "write its code, as in invoke translations cs, or pt-BR"
        raise Refused(f"“{lang}” is not a language that is known.", fix) from None
    if code != lang:
        raise Refused(f"the code of “{lang}” is {code}.", f"invoke translations {code}")
    if locale.language == WRITTEN_IN:
        raise Refused("English needs no catalog: the templates are written in it.", "edit them in theme/templates")
    return locale


def _read(path: Path, data: bytes, lang: str) -> Catalog:
    try:
        return read_po(BytesIO(data), locale=lang.replace("-", "_"), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        fix = f"correct that line of {path}, or take the last version of it from Git"
        raise Refused(f"{path} cannot be read: {error}", fix) from None
