"""A site whose lists go on: by year, by month and by facet, in several languages. All content is sample data."""

from datetime import date, timedelta
from pathlib import Path

LAST = date(2009, 12, 31)
RELEASES = 150
"""Most of them in one year, which so goes on by month."""
DOCUMENTS = 70
ROWS = 230
KINDS = ("release", "statement", "advisory", "guide", "letter")
TRACKER = """---
title: Sample tracker
summary: What each sample place has asked for.
as_of: 2009-12-01
map: us-states
statuses:
  - {slug: asked, name: Asked, tone: open}
  - {slug: left, name: Left, tone: good}
---
How the sample rows were found.
"""


def write(content: Path) -> None:
    """Small texts, and no files beside them: what takes time in a build is left out."""
    files = {
        "organizations.yml": "sample-project:\n  name: Sample Project\n",
        "cases/sample-case.md": "---\ntitle: Sample v. Agency\nsummary: A sample case.\n---\nSample words.\n",
        "cases/muestra.md": "---\ntitle: El caso\nlang: es\nsummary: Un caso.\n---\nPalabras de muestra.\n",
        "trackers/sample.md": TRACKER,
        "trackers/sample.csv": "place,state,status,date,document,page,note\n"
        + "".join(
            f"Sample place {number},{('CA', 'NY', 'TX')[number % 3]},{('asked', 'left')[number % 2]},"
            f"{LAST - timedelta(days=number)},,,\n"
            for number in range(ROWS)
        ),
    }
    for number in range(RELEASES):
        day = LAST - timedelta(days=2 * number if number < 140 else 90 * (number - 137))
        files[f"releases/sample-{number}.md"] = (
            f"---\ntitle: Sample release {number}\ndate: {day}\nkind: {KINDS[number % 9 % 5]}\n"
            f"tags: [Sample topic, Sample topic {number % 4}]\norganizations: [sample-project]\ncases: [sample-case]\n"
            "---\nSample words.\n"
        )
    for number in range(DOCUMENTS):
        files[f"documents/sample-{number}/index.md"] = (
            f"---\ntitle: Sample letter {number}\nkind: {('letter', 'memo')[number // 65]}\n"
            f"date: {LAST - timedelta(days=11 * number)}\ncase: sample-case\n---\nSample words.\n"
        )
    for number in range(3):
        files[f"releases/es-{number}.md"] = (
            f"---\ntitle: Muestra {number}\nlang: es\ndate: 2009-0{number + 1}-01\ntags: [Muestra]\n"
            "organizations: [sample-project]\n---\nPalabras de muestra.\n"
        )
    for path, text in files.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
