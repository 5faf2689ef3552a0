"""OCR: the text of scanned pages."""
