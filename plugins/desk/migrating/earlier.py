"""What an earlier run wrote, from the report that it left beside migrate.yml."""

import re
from pathlib import Path

WHOLE = "migrate-report.txt"
HEADING = "What went where"
WENT = re.compile(r"(?P<old>.+) -> (?P<new>.+)")


def earlier_paths(content: Path) -> set[str]:
    """POSIX paths below the content folder; none where there is no report."""
    try:
        text = (content / WHOLE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return set()
    section = text.partition(f"\n{HEADING}\n")[2].lstrip("\n").partition("\n\n")[0]
    paths = {match["new"] for line in section.split("\n") if (match := WENT.fullmatch(line))}
    return paths | {f"{path.rpartition('/')[0]}/index.md" for path in paths if path.startswith("documents/")}
