"""The ledger after an edition is published: nothing is removed, new entries come last."""

from dataclasses import replace

from plugins.newsroom.library.addresses import alias_file
from plugins.newsroom.library.changes import notes_of
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.history import entry_of, file_fingerprint, first_published, lists_of, sums_of
from plugins.newsroom.library.items import Item
from plugins.newsroom.library.trackers.places import row_marks
from plugins.newsroom.library.words import links_of, people_words, site_words, words_fingerprint
from plugins.newsroom.pages.outline import files_by_uid, own_addresses, pages_by_uid, picture_runs
from plugins.newsroom.pages.parts.site import kit_files
from plugins.newsroom.pages.parts.subscriptions import subscriptions
from plugins.records.ledger import Entry, Ledger
from plugins.records.schema import Record, Tracker


def recorded(edition: Edition) -> Ledger:
    """Every entry of the ledger, brought up to date, and one for each record that is new."""
    before = edition.library.ledger
    current = {item.uid: entry_now(edition, item) for item in edition.library.items}
    new = sorted(
        (uid for uid in current if uid not in before.records),
        key=lambda uid: (current[uid].first_published, current[uid].path),
    )
    records = {uid: current.get(uid) or replace(entry, taken_down=True) for uid, entry in before.records.items()}
    records |= {uid: current[uid] for uid in new}
    archives = dict(before.archives)
    for name, subscription in subscriptions(edition).items():
        if subscription.archives:
            archives[name] = max(archives.get(name, 0), subscription.archives)
    return Ledger(
        records=records,
        pages=tuple(dict.fromkeys((*before.pages, *own_addresses(edition)))),
        files=tuple(dict.fromkeys((*before.files, *(entry.path for entry in kit_files(edition))))),
        archives=archives,
        people=dict(sorted({**before.people, **people_words(edition), **site_words(edition)}.items())),
    )


def entry_now(edition: Edition, item: Item[Record]) -> Entry:
    """The ledger entry of a record published with this edition."""
    now = Entry(
        path=item.path,
        addresses=(item.address,),
        first_published=first_published(edition, item),
        text=words_fingerprint(item),
        changes=len(item.changes),
        notes=notes_of(edition, item),
        links=links_of(edition, item),
        file=file_fingerprint(item),
        files=files_by_uid(edition).get(item.uid, ()),
        sums=tuple(f"{name} {digest}" for name, digest in sorted(sums_of(edition, item).items())),
        pictures=picture_runs(item, ()),
        aliases=tuple(alias_file(alias) for alias in item.record.aliases),
        rows=row_marks(edition, item) if isinstance(item.record, Tracker) else (),
        title=item.record.title,
        lists=() if item.is_withdrawn else tuple(lists_of(item)),
        pages=pages_by_uid(edition).get(item.uid, ()),
    )
    old = entry_of(edition, item)
    if old is None:
        return now
    return replace(
        now,
        addresses=tuple(dict.fromkeys((*old.addresses, item.address))),
        first_published=old.first_published,
        files=tuple(dict.fromkeys((*old.files, *now.files))),
        pictures=picture_runs(item, old.pictures),
        aliases=tuple(dict.fromkeys((*old.aliases, *now.aliases))),
        lists=tuple(dict.fromkeys((*old.lists, *now.lists))),
        pages=tuple(dict.fromkeys((*old.pages, *now.pages))),
    )
