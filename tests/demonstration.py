"""The demonstration's content: in `content`, or where `invoke start` has set it aside, until somebody deletes it."""

from pathlib import Path

import pytest

from plugins.desk.starting.start import ASIDE, MARK

ROOT = Path(__file__).resolve().parents[1]
CAMPAIGN = ROOT / ASIDE if (ROOT / ASIDE).is_dir() else ROOT / "content"


def demonstration() -> Path:
    """Its folder. Where it was deleted, the test that asks is skipped."""
    if not (CAMPAIGN / MARK).is_file():
        pytest.skip(f"this test reads the demonstration, whose folder {ASIDE} was deleted from this copy")
    return CAMPAIGN
