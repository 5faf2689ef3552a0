"""Records as they appear on pages other than their own."""

from datetime import date, datetime

from plugins.evidence.model import StoredFile
from plugins.newsroom.library.addresses import document_file, organization_address, topic_address, topic_slug
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.items import FileOnDisk, Item
from plugins.newsroom.pages.parts.formats import date_text, size_text
from plugins.newsroom.pages.parts.held import held_note
from plugins.newsroom.pages.parts.hours import briefing_time
from plugins.newsroom.pages.parts.in_language import site_language, url_at
from plugins.newsroom.pages.parts.language_names import names_in
from plugins.newsroom.pages.views.shared import (
    CaseCard,
    Change,
    ContactCard,
    DateText,
    DocumentCard,
    FileFacts,
    Link,
    OrganizationCard,
    Original,
    PagePicture,
    ReleaseCard,
    Withdrawal,
)
from plugins.records.dates import instant
from plugins.records.schema import Case, Document, Record, Release


def optional_date(edition: Edition, value: date | datetime | None, lang: str) -> DateText | None:
    return date_text(value, lang, edition.settings.zone) if value is not None else None


def summary_of(item: Item[Record]) -> str:
    """The record's summary, else its first paragraph."""
    return item.record.summary or item.prose.lead


def other_lang(item: Item[Record], lang: str) -> str:
    return item.lang if item.lang != lang else ""


def link_of(edition: Edition, item: Item[Record], lang: str) -> Link:
    """A record by its title, on a page in a language."""
    return Link(text=item.record.title, url=edition.settings.url(item.address), lang=other_lang(item, lang))


def release_card(edition: Edition, item: Item[Release], lang: str) -> ReleaseCard:
    key = ("release card", item.address, lang)
    if key not in edition.kept:
        edition.kept[key] = ReleaseCard(
            title=item.record.title,
            url=edition.settings.url(item.address),
            date=date_text(item.record.date, lang, edition.settings.zone),
            summary=summary_of(item),
            lang=other_lang(item, lang),
            kind=item.record.kind,
            withdrawn=item.is_withdrawn,
            held=held_note(edition, item, lang),
            briefing=briefing_time(edition, item, lang),
        )
    return edition.kept[key]  # type: ignore[return-value]


def case_card(edition: Edition, item: Item[Case], lang: str) -> CaseCard:
    record = item.record
    next_date = record.next_date
    return CaseCard(
        title=record.case_name_short or record.title,
        url=edition.settings.url(item.address),
        summary=record.summary,
        status_line=record.status_line,
        as_of=optional_date(edition, record.as_of, lang),
        next_date=optional_date(edition, next_date.date, lang) if next_date else None,
        next_title=next_date.title if next_date else "",
        held=held_note(edition, item, lang),
        lang=other_lang(item, lang),
    )


def document_card(edition: Edition, item: Item[Document], lang: str) -> DocumentCard:
    key = ("document card", item.address, lang)
    if key not in edition.kept:
        record = item.record
        edition.kept[key] = DocumentCard(
            title=record.title,
            url=edition.settings.url(item.address),
            kind=record.kind,
            date=optional_date(edition, record.date, lang),
            author=", ".join(record.authors),
            summary=summary_of(item),
            docket_entry=record.docket_entry,
            file=file_facts(edition, item, lang),
            first_page=page_picture(edition, item, 1),
            held=held_note(edition, item, lang),
            lang=other_lang(item, lang),
        )
    return edition.kept[key]  # type: ignore[return-value]


def page_picture(edition: Edition, item: Item[Document], number: int) -> PagePicture | None:
    """Thumbnail of a document's page; None if there is no picture of it."""
    if item.file is None or not 1 <= number <= item.file.pages:
        return None
    small = item.file.evidence.pages[number - 1].thumbnail
    if small is None:
        return None
    url = edition.settings.url(picture_file(item, number, small, "-small"))
    return PagePicture(url=url, width=small.width, height=small.height)


def picture_file(item: Item[Document], number: int, picture: StoredFile, size: str = "") -> str:
    """The address of the picture of a page, next to the document's page."""
    return f"{item.address}page-{number}{size}{picture.suffix}"


def file_facts(edition: Edition, item: Item[Document], lang: str) -> FileFacts | None:
    if item.file is None:
        return None
    return facts_of(edition, item.file, document_file(item.address, item.slug), lang)


def facts_of(edition: Edition, file: FileOnDisk, path: str, lang: str) -> FileFacts:
    return FileFacts(
        url=edition.settings.url(path),
        name=path.rpartition("/")[2],
        size_text=size_text(file.bytes, lang),
        bytes=file.bytes,
        sha256=file.sha256,
        pages=file.pages,
    )


def contact_card(edition: Edition, slug: str, lang: str) -> ContactCard | None:
    contact = edition.library.contacts.get(slug)
    if contact is None:
        return None
    return ContactCard(
        name=contact.name,
        organization=organization_link(edition, contact.organization, lang),
        email=contact.email,
        phone=contact.phone,
        phone_url=phone_url(contact.phone),
        languages=names_in(contact.languages, lang, edition.settings.lang),
        role="" if contact.is_expert or contact.role.casefold() == "press" else contact.role,
        topics=contact.topics,
    )


def phone_url(phone: str) -> str:
    """`+1 (415) 555-0100 x12` → `tel:+14155550100`; empty for none."""
    digits = "".join(c for c in phone.partition("x")[0] if c.isdigit() or c == "+")
    return f"tel:{digits}" if digits else ""


def contact_cards(edition: Edition, slugs: tuple[str, ...], lang: str) -> tuple[ContactCard, ...]:
    return tuple(card for slug in slugs if (card := contact_card(edition, slug, lang)) is not None)


def organization_link(edition: Edition, slug: str, lang: str) -> Link | None:
    organization = edition.library.organizations.get(slug)
    if organization is None:
        return None
    return Link(text=organization.name, url=_list_url(edition, lang, organization_address(slug)))


def organization_card(
    edition: Edition, slug: str, lang: str, *, boilerplate: str = "", lead: bool = False
) -> OrganizationCard | None:
    organization = edition.library.organizations.get(slug)
    if organization is None:
        return None
    home = edition.settings.lang
    return OrganizationCard(
        name=organization.name,
        short_name=organization.short_name,
        url=_list_url(edition, lang, organization_address(slug)),
        site_url=organization.url,
        boilerplate=boilerplate or organization.boilerplate_in(lang, home),
        lead=lead,
        lang="" if boilerplate else organization.boilerplate_lang(lang, home),
    )


def _list_url(edition: Edition, lang: str, address: str) -> str:
    return url_at(edition, site_language(edition, lang), address)


def topic_links(edition: Edition, item: Item[Record]) -> tuple[Link, ...]:
    """In the record's own words."""
    words = {topic_slug(tag): tag for tag in reversed(item.record.tags)}
    return tuple(
        Link(text=words[slug], url=_list_url(edition, item.lang, topic_address(slug)))
        for slug in edition.relations.topic_slugs(item)
    )


def change_list(edition: Edition, item: Item[Record], lang: str, *, page: Link | None = None) -> tuple[Change, ...]:
    return tuple(
        Change(
            date=date_text(c.date, lang, edition.settings.zone),
            note=c.note,
            kind=c.kind,
            page=page,
            lang=other_lang(item, lang),
        )
        for c in item.changes
    )


def withdrawal_of(edition: Edition, item: Item[Record], lang: str = "") -> Withdrawal | None:
    withdrawn = item.record.withdrawn
    if withdrawn is None:
        return None
    replacement = replacement_of(edition, item)
    return Withdrawal(
        date=date_text(withdrawn.date, lang or item.lang, edition.settings.zone),
        reason=withdrawn.reason,
        replacement=link_of(edition, replacement, item.lang) if replacement else None,
    )


def replacement_of(edition: Edition, item: Item[Record]) -> Item[Record] | None:
    """What replaces a withdrawn record: `{release}slug`, or a slug of its own type."""
    withdrawn = item.record.withdrawn
    if withdrawn is None or not withdrawn.replacement:
        return None
    kind, slug = replacement_name(withdrawn.replacement, item.kind)
    return edition.links.item(kind, slug, item.lang)


def replacement_name(written: str, kind: str) -> tuple[str, str]:
    if written.startswith("{"):
        kind, _, slug = written[1:].partition("}")
        return kind, slug
    return kind, written


def original_of(edition: Edition, item: Item[Record]) -> Original | None:
    """Of a translation: what it translates, and whether that has changed since."""
    if not item.record.translation:
        return None
    versions = edition.relations.translations.get(item.text, ())
    original = next((version for version in versions if not version.record.translation), None)
    if original is None:
        return None
    zone = edition.settings.zone
    said = item.modified or (instant(item.record.date, zone) if item.record.date else None)
    is_older = original.modified is not None and (said is None or said < original.modified)
    return Original(
        title=original.record.title,
        url=edition.settings.url(original.address),
        lang=original.lang,
        absolute_url=edition.settings.absolute_url(original.address),
        changed=modified_text(edition, original, item.lang) if is_older else None,
    )


def modified_text(edition: Edition, item: Item[Record], lang: str) -> DateText | None:
    """When the text last changed: a time if the record gives one, else a day."""
    if item.modified is None:
        return None
    value = item.record.modified
    local = item.modified.astimezone(edition.settings.zone)
    if value is not None and not isinstance(value, datetime) and value == local.date():
        return date_text(value, lang, edition.settings.zone)
    midnight = (local.hour, local.minute, local.second) == (0, 0, 0)
    return date_text(local.date() if midnight else item.modified, lang, edition.settings.zone)
