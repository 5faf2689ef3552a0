"""The pages of the sample archive, its lists, and the note beside its content."""

from collections.abc import Iterator
from random import Random

from plugins.desk.demo.names import CONTACTS, ORGANIZATIONS
from plugins.desk.demo.pictures import chart
from plugins.desk.demo.plan import Archive
from plugins.desk.demo.writing import File, record, yaml_list

KIT = "press/sample-chart.png"
SITE_YML = f"""# Sample data: who publishes this archive is said by the settings of its build.
zones: [America/Los_Angeles]
press:
  kit:
    - file: {KIT}
      title: A sample chart
      rights: Sample data, free for any use
"""
README = """Sample data
===========

Everything in this folder was made by `invoke demo`: an archive of sample data to look at, to test with and to measure.
No person, organization, agency, court, place or paper in it is real. Do not publish it as if it were.
"""


def page_files(archive: Archive) -> Iterator[File]:
    yield "contacts.yml", yaml_list(CONTACTS)
    yield "organizations.yml", yaml_list(ORGANIZATIONS)
    yield "site.yml", SITE_YML.encode()
    yield KIT, chart("For journalists: a chart of invented numbers", Random(archive.seed))
    release, paper, case = archive.releases[0], archive.papers[0], archive.cases[0]
    yield record(
        "pages/home.md",
        {"title": "Sample newsroom", "slug": "home", "summary": "A made-up newsroom."},
        [
            f"Everything here is **sample data**. Read [the first release]({{release}}{release.slug}), "
            f"[a case]({{case}}{case.slug}) or [a document]({{document}}{paper.slug}#page=1)."
        ],
    )
    yield record(
        "pages/about.md",
        {"title": "About this sample archive", "summary": "What this archive is for."},
        [
            "It shows how a campaign's releases, cases and documents look when there are many of them.",
            "## What is in it",
            f"- {len(archive.releases)} releases, some of them in Spanish too\n- {len(archive.cases)} cases\n"
            f"- {len(archive.papers)} documents: typed, scanned, stamped and redacted",
        ],
    )
    yield record(
        "pages/about.es.md",
        {
            "title": "Sobre este archivo de ejemplo",
            "lang": "es",
            "translation": True,
            "summary": "Para qué sirve este archivo.",
        },
        ["Muestra los comunicados, los casos y los documentos de una campaña cuando son muchos."],
        "es",
    )
    yield record(
        "pages/press.md",
        {"title": "Press: a sample page", "summary": "People who do not exist, and how not to reach them."},
        ["The contacts on this page are samples: their addresses end in example.org, and nobody reads what is sent."],
    )
    yield record(
        "pages/privacy.md",
        {"title": "Privacy: a sample page", "summary": "Where a campaign says what it keeps of its readers."},
        ["A campaign would say here what it keeps of its readers. This sample keeps nothing."],
    )
