"""Documents read ahead: by `invoke ingest` for the next builds, by `invoke ocr` where a scan has no text."""
