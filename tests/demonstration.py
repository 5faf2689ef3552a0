"""The demonstration's content: in `content`, or where `invoke start` has set it aside."""

from pathlib import Path

from plugins.desk.starting.start import ASIDE

ROOT = Path(__file__).resolve().parents[1]
CAMPAIGN = ROOT / ASIDE if (ROOT / ASIDE).is_dir() else ROOT / "content"
