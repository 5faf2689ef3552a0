"""Publishing: a fresh build replaces the site, and is recorded in the ledger."""
