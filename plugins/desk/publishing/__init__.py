"""Publishing: a fresh build goes out, and the ledger knows of it."""
