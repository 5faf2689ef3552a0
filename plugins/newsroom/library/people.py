"""Which entries of contacts.yml and organizations.yml are public: those named by a published record, or `public: true`.

Never depends on what is held. So an entry that no record names yet is not public either, unless it says `public: true`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from plugins.newsroom.library.items import Item
from plugins.records.reading import Lists
from plugins.records.schema import Contact, Organization, Record, Release


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Both lists: entries that may be seen, and only the names of the rest."""

    contacts: dict[str, Contact]
    organizations: dict[str, Organization]
    unseen_contacts: frozenset[str]
    unseen_organizations: frozenset[str]


def people_seen(lists: Lists, seen: Iterable[Item[Record]]) -> People:
    """Named by the records that can be seen."""
    named: set[str] = set()
    joined: set[str] = set()
    for item in seen:
        if isinstance(item.record, Release):
            roles = item.record.organizations
            named |= {*item.record.contacts}
            joined |= {*roles.lead, *roles.with_, *item.record.boilerplate}
    contacts = {slug: contact for slug, contact in lists.contacts.items() if contact.public or slug in named}
    joined |= {contact.organization for contact in contacts.values()}
    organizations = {slug: o for slug, o in lists.organizations.items() if o.public or slug in joined}
    return People(
        contacts=contacts,
        organizations=organizations,
        unseen_contacts=frozenset(lists.contacts.keys() - contacts.keys()),
        unseen_organizations=frozenset(lists.organizations.keys() - organizations.keys()),
    )
