"""`invoke migrate`: an existing Pelican site → records, with its addresses, feed ids, pictures and PDFs."""

from plugins.desk.migrating.migrate import Migrated, migrate

__all__ = ["Migrated", "migrate"]
