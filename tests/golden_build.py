"""The one golden build: tests/site built at a fixed moment, byte for byte as tests/golden has it.

Of a card, which is drawn, the checksum is kept: nobody reads its bytes, and each change would weigh on the repository.
For the same reason, the index of the search is left out.
"""

import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from plugins.desk.building import run_build

TESTS = Path(__file__).resolve().parent
CONTENT = TESTS / "site" / "content"
GOLDEN = TESTS / "golden"
NOW = "2024-06-01T00:00:00Z"
SITEURL = "https://sample.example/press"
CARD = "card.png"
INDEX = "search/pagefind/"


def build(output: Path) -> str:
    """Build into `output` and return what was said. Raises `AssertionError` where the build failed."""
    result = run_build(content=CONTENT, output=output, now=NOW, site_url=SITEURL)
    assert result.exit_code == 0, result.text
    return result.text


def record() -> None:
    """Make tests/golden again."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    build(GOLDEN)
    for hidden in GOLDEN.glob(".daylight*"):
        hidden.unlink()
    for index in (GOLDEN / INDEX, *GOLDEN.glob(f"*/{INDEX}")):
        shutil.rmtree(index, ignore_errors=True)
    for card in GOLDEN.rglob(CARD):
        path = card.relative_to(GOLDEN).as_posix()
        for name, data in as_recorded({path: card.read_bytes()}).items():
            (GOLDEN / name).write_bytes(data)
        card.unlink()


def as_recorded(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What tests/golden holds of these files."""
    return dict(
        (f"{path}.sha256", f"{sha256(data).hexdigest()}\n".encode()) if Path(path).name == CARD else (path, data)
        for path, data in files.items()
        if INDEX not in path
    )
