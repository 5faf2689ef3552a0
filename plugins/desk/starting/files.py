"""What a new campaign begins with: site.yml, contacts, a first draft and a page on privacy."""

from collections.abc import Mapping
from uuid import uuid4

from plugins.desk.yaml_writing import field

CONTACTS = """# Whom the press can reach. A release names a person by the word before the colon, as in contacts: press
#
# press:
#   name: Press office
#   email: press@example.org
#   phone: +1 415 555 0100
#   languages: English, Spanish
"""
PRIVACY = {
    "en": (
        "Privacy",
        "No cookies, no tracking, nothing loaded from other sites.",
        """This site is made so that reading it tells us nothing about you.

- **No cookies.** The site sets none.
- **No scripts needed.** Every page can be read in full with JavaScript turned off.
- **Nothing from elsewhere.** Pages load no fonts, images, scripts or counters from another site.
- **No forms and no accounts.** You can follow the site by feed, which needs no address and no name.

## What the host sees

Any web server sees the network address of whoever asks for a page, what was asked for and when. Whether that is logged,
and for how long, is decided by the company or person hosting the site.

A link to another site takes you to that site's own rules.
""",
    ),
    "es": (
        "Privacidad",
        "Sin cookies, sin rastreo, sin nada que se cargue de otros sitios.",
        """Este sitio está hecho de modo que leerlo no nos dice nada sobre usted.

- **Sin cookies.** El sitio no pone ninguna.
- **Sin scripts.** Todas las páginas se pueden leer completas con JavaScript desactivado.
- **Nada de fuera.** Las páginas no cargan fuentes, imágenes, scripts ni contadores de otro sitio.
- **Sin formularios ni cuentas.** Puede seguir el sitio por canal RSS, sin dar su dirección ni su nombre.

## Lo que ve el servidor

Todo servidor web ve la dirección de red de quien pide una página, lo que se pidió y cuándo. La empresa o persona que
aloja el sitio decide si eso se guarda, y por cuánto tiempo.

Un enlace a otro sitio lleva a las reglas de ese sitio.
""",
    ),
}
"""By language: title, summary, text. It says only what is true of every site that is built here."""


def site_yml(answers: Mapping[str, str]) -> str:
    """The campaign's own words and colors; what else can be said there is in it as comments."""
    lines = [
        "# Who this campaign is. Every line may be left out; docs/reference.md lists what can be written here.",
        *field("name", answers["name"]),
        "# tagline: One sentence that says what you want.",
        "# rights: You may quote our text with a link.",
        "",
        "brand:",
        f'  color: "{answers["color"]}"',
        f'  marker: "{answers["marker"]}"',
        "  # logo: logo.svg",
        "",
        "# Up to three. The first is the button at the top of every page.",
        "# asks:",
        "#   - title: Join us",
        "#     text: One sentence on what happens next.",
        "#     label: Sign up",
        "#     url: https://www.example.org/join",
        "",
        "# press:",
        "#   email: press@example.org",
        "#   phone: +1 415 555 0100",
    ]
    return "\n".join(lines) + "\n"


def privacy_page(language: str) -> str:
    """In the campaign's language where it is English or Spanish; else in English, and marked so."""
    known = language.partition("-")[0]
    title, summary, text = PRIVACY.get(known, PRIVACY["en"])
    fields = [*field("title", title), f"uid: urn:uuid:{uuid4()}", *field("summary", summary)]
    if known not in PRIVACY:
        fields.append("lang: en")
    return "\n".join(["---", *fields, "---", "", text])
