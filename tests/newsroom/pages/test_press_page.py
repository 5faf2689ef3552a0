"""The press room: who is listed, what is to come, and what an organization says of itself in each language."""

from plugins.newsroom.library.edition import Edition
from plugins.newsroom.pages import list_pages
from plugins.newsroom.pages.parts.navigation import has_press
from plugins.newsroom.pages.record_pages import release_organizations
from plugins.newsroom.pages.views.prose import PressView
from tests.conftest import EditionMaker

CONTACTS = """named: {name: Named Sample, email: named@example.org}
open: {name: Open Sample, email: open@example.org, public: true, role: Sample title}
expert: {name: Expert Sample, role: expert, topics: "records, jails", languages: [Spanish], public: true}
of-held: {name: Held Sample, role: press}
"""
ORGANIZATIONS = "a:\n  name: Sample Alliance\n  boilerplate: {en: Sample words., es: Palabras de muestra.}\n"


def press_view(edition: Edition) -> PressView:
    return list_pages.press_view(edition, "en")


def release(title: str, more: str = "", day: int = 1) -> str:
    return f"---\ntitle: {title}\ndate: 2010-09-{day:02d}\norganizations: {{lead: [a]}}\n{more}---\nSample data.\n"


def test_contacts_that_say_so_are_listed_and_experts_apart(edition: EditionMaker) -> None:
    view = press_view(
        edition(
            {
                "contacts.yml": CONTACTS,
                "organizations.yml": ORGANIZATIONS,
                "releases/a.md": release("A", "contacts: [named]\n"),
                "releases/held.md": release("Held", "contacts: [of-held]\nstatus: draft\n"),
            }
        )
    )
    assert [(card.name, card.role) for card in view.contacts] == [("Open Sample", "Sample title")]
    assert [(card.name, card.topics, card.role) for card in view.experts] == [
        ("Expert Sample", ("records", "jails"), "")
    ]
    assert "Held Sample" not in repr(view)


def test_where_no_contact_says_so_those_of_releases_are_listed(edition: EditionMaker) -> None:
    files = {"contacts.yml": "named: {name: Named Sample}\n", "releases/a.md": release("A", "contacts: [named]\n")}
    view = press_view(edition({**files, "organizations.yml": ORGANIZATIONS}))
    assert [card.name for card in view.contacts] == ["Named Sample"]


def test_briefings_to_come_stand_soonest_first_and_those_that_are_over_do_not(edition: EditionMaker) -> None:
    view = press_view(
        edition(
            {
                "organizations.yml": ORGANIZATIONS,
                **{
                    f"releases/{name}.md": release(name, f"briefing: {{start: {start}, audience: public}}\n")
                    for name, start in (
                        ("late", "2010-12-01T10:00-05:00"),
                        ("soon", "2010-10-05T10:00-04:00"),
                        ("over", "2010-09-05T10:00-04:00"),
                    )
                },
            }
        )
    )
    assert [card.title for card in view.briefings] == ["soon", "late"]
    assert view.calendar_url == "/press/briefings.ics"


def test_the_latest_five_and_a_boilerplate_for_each_language(edition: EditionMaker) -> None:
    files = {f"releases/r{day}.md": release(f"R{day}", day=day) for day in range(1, 8)}
    spanish = release("Muestra", "lang: es\ntranslation: true\nslug: r7\n", day=7)
    made = edition({**files, "releases/r7.es.md": spanish, "organizations.yml": ORGANIZATIONS})
    view = press_view(made)
    assert [card.title for card in view.releases] == ["R7", "R6", "R5", "R4", "R3"]
    assert view.boilerplates[0].texts == (
        ("", "", "", "Sample words."),
        ("es", "ltr", "Español", "Palabras de muestra."),
    )
    shown = {item.lang: release_organizations(made, item)[0].boilerplate for item in made.library.releases}
    assert shown == {"en": "Sample words.", "es": "Palabras de muestra."}


def test_there_is_no_press_room_where_there_is_nothing_to_show(edition: EditionMaker) -> None:
    made = edition({"releases/a.md": release("A"), "organizations.yml": ORGANIZATIONS})
    assert not has_press(made, "en")
