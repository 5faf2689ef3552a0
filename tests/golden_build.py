"""The one golden build: tests/site built at a fixed moment, byte for byte as tests/golden has it."""

import shutil
from pathlib import Path

from plugins.desk.building import run_build

TESTS = Path(__file__).resolve().parent
CONTENT = TESTS / "site" / "content"
GOLDEN = TESTS / "golden"
NOW = "2024-06-01T00:00:00Z"
SITEURL = "https://sample.example/press"


def build(output: Path) -> str:
    """Build into `output` and return what was said. Raises `AssertionError` where the build failed."""
    result = run_build(content=CONTENT, output=output, now=NOW, site_url=SITEURL)
    assert result.exit_code == 0, result.text
    return result.text


def record() -> None:
    """Make tests/golden anew."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    build(GOLDEN)
    for hidden in GOLDEN.glob(".daylight*"):
        hidden.unlink()
