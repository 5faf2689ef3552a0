"""Real texts that lie beside the project, in the folder above it."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pytest

_SHARED = (folder / "shared" / "corpora" for folder in Path(__file__).resolve().parents[4:])
CORPORA = next(filter(Path.is_dir, _SHARED), None)
needs_corpora = pytest.mark.skipif(CORPORA is None, reason="the corpora lie beside the project, and are not here")


@lru_cache(maxsize=1)
def posts() -> Mapping[str, str]:
    """The bodies of a real site's posts, by name."""
    assert CORPORA is not None
    files = sorted(CORPORA.glob("opensuse-news/posts/*/*.md"))
    return {file.stem: file.read_text(encoding="utf-8").partition("\n\n")[2] for file in files}
