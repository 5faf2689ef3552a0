"""A tracker: its table checked row by row, its pages, its download, its feed, and what is held of it."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime

import brotli
import pytest

from plugins.checks.rules import find_problems
from plugins.newsroom.library.edition import Edition
from plugins.newsroom.library.reading import window_of_content
from plugins.newsroom.pages.outline import outline
from plugins.newsroom.pages.recording import recorded
from plugins.records.ledger import ledger_text
from tests.conftest import EditionMaker
from tests.newsroom.pages.drawing import drawn

HEAD = "place,state,status,date,document,page,note\n"
ROWS = "Sample County,CA,asked,2010-09-01,memo,2,By letter\nExample City,NY,how,2010-08-01,,,\n"
EARLIER = "Sample County,CA,how,2010-07-01,,,\n"
FIRST = "2010-10-01T12:00:00Z"


def tracker(fields: str = "", body: str = "Words.") -> str:
    statuses = "statuses:\n  - {slug: asked, name: Asked to leave, tone: open}\n  - {slug: how, name: Asked how}\n"
    return (
        f"---\ntitle: Sample tracker\nsummary: Who asked.\nuid: urn:t\nmap: us-states\n{statuses}{fields}---\n{body}\n"
    )


def files(rows: str = ROWS, fields: str = "", pdf: bytes | None = None) -> dict[str, str | bytes]:
    memo = "---\ntitle: Sample memo\nkind: memo\nuid: urn:m\n---\n"
    made: dict[str, str | bytes] = {"trackers/opt-out.md": tracker(fields), "trackers/opt-out.csv": HEAD + rows}
    made["documents/memo/index.md"] = memo
    return made | ({"documents/memo/memo.pdf": pdf} if pdf else {})


def faults(edition: Edition) -> list[tuple[str, int, str]]:
    return [(p.code, p.line, p.what) for p in find_problems(edition) if p.path == "trackers/opt-out.csv"]


def test_the_page_says_counts_map_and_table(edition: EditionMaker) -> None:
    site = drawn(edition(files(ROWS + EARLIER)))
    page = site["trackers/opt-out/index.html"].decode()
    assert re.search(r"2 places\s+in 2 states\.\s+Asked to leave: 1\.\s+Asked how: 1\.", page)
    assert 'aria-label="CA 1 place, California. Asked to leave: 1"' in page
    assert (
        '<a href="/trackers/opt-out/#ca-sample-county-2010-09-01" class="tile-map__tile tile-map__tile--open"' in page
    )
    assert page.count("<rect") == 51 + 2
    assert '<tr id="ca-sample-county-2010-09-01"><th scope="row">Sample County</th>' in page
    assert '<li id="ca-sample-county-2010-07-01">' in page
    assert "Tracker" in site["index.html"].decode() and '"/trackers/"' in site["index.html"].decode()
    assert "https://example.org/trackers/opt-out/" in site["sitemap.xml"].decode()
    assert "trackers/opt-out/card.png" in site


def test_it_stands_in_three_orders(edition: EditionMaker) -> None:
    site = drawn(edition(files()))
    by = {path for path in site if "/by/" in path}
    assert by == {f"trackers/opt-out/by/{order}/1/index.html" for order in ("status", "date")}

    def places(path: str) -> list[str]:
        return re.findall(r'<th scope="row">(.*?)</th>', site[path].decode())

    assert places("trackers/opt-out/index.html") == ["Sample County", "Example City"]
    assert places("trackers/opt-out/by/status/1/index.html") == ["Sample County", "Example City"]
    later = drawn(edition(files("Sample County,CA,how,2010-01-01,,,\nExample City,NY,asked,2010-08-01,,,\n")))
    site = later
    assert places("trackers/opt-out/by/status/1/index.html") == ["Example City", "Sample County"]
    assert places("trackers/opt-out/by/date/1/index.html") == ["Example City", "Sample County"]


def test_search_engines_read_a_dataset(edition: EditionMaker) -> None:
    page = drawn(edition(files(fields="as_of: 2010-09-05\n")))["trackers/opt-out/index.html"].decode()
    (data,) = re.findall(r'json">(.*?)</script>', page)
    found = json.loads(data)
    assert (found["@type"], found["dateModified"]) == ("Dataset", "2010-09-05")
    assert found["distribution"][0]["contentUrl"] == "https://example.org/trackers/opt-out/opt-out.csv"


def test_the_download_is_the_same_whatever_the_order_and_quoting_was(edition: EditionMaker) -> None:
    one = drawn(edition(files(ROWS)))["trackers/opt-out/opt-out.csv"]
    lines = ROWS.splitlines()
    other = f'\n"{lines[1].split(",")[0]}",NY,"Asked how",2010-08-01\n{lines[0]}\n'
    assert drawn(edition(files(other)))["trackers/opt-out/opt-out.csv"] == one
    assert one.startswith(b"place,state,status,date,document,page,note\r\nSample County,CA,asked,2010-09-01,memo,2,")
    semicolons = (HEAD + ROWS).replace(",", ";")
    assert drawn(edition(files() | {"trackers/opt-out.csv": semicolons}))["trackers/opt-out/opt-out.csv"] == one


@pytest.mark.parametrize(
    ("row", "code", "what", "fix"),
    [
        ("A,CA,askd,,,,", "M003", "status “askd” is not one of asked, how",
         "did you mean asked? write A,CA,asked,,,,"),
        ("A,XX,asked,,,,", "M003", "there is no state “XX”", "write its two letters: CA"),
        ("A,Califronia,asked,,,,", "M003", "there is no state “Califronia”", "did you mean CA? write A,CA,asked,,,,"),
        ("A,CA,asked,9/31/2010,,,", "F007", "date “9/31/2010”", ""),
        (",CA,asked,,,,", "M005", "place is empty", "write the place's name"),
        ("A,CA,asked,,,3,", "M005", "page 3 is given, but no document", "write the document's slug, or no page"),
        ("A,CA,asked,,memo,3-4,", "M005", "page “3-4” is not a whole number from 1", ""),
        ("A,CA,asked,,,,a,b", "M005", "the row has 8 cells, and the table 7 columns", ""),
        ('A,CA,asked,,,,"x', "M002", "the row cannot be read", ""),
        ("Sample County,CA,how,2010-09-01,,,", "M004",
         "Sample County, CA, 2010-09-01 is in the table twice, here and on line 2", ""),
    ],
)  # fmt: skip
def test_a_faulty_row_is_named_at_its_line(edition: EditionMaker, row: str, code: str, what: str, fix: str) -> None:
    found = edition(files(f"{ROWS}{row}\n"))
    ((problem),) = [p for p in find_problems(found) if p.path == "trackers/opt-out.csv"]
    assert (problem.code, problem.line) == (code, 4)
    assert what in problem.what and fix in problem.fix


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("A,California,Asked,,memo,p. 3,", "A,CA,asked,,memo,3,"),
        ("A,calif.,asked,,memo,page 03,", "A,CA,asked,,memo,3,"),
        ("A,N.Y.,asked,,,,", "A,NY,asked,,,,"),
        ("A,W. Va.,asked,,,,", "A,WV,asked,,,,"),
        ("A,D.C.,asked,,,,", "A,DC,asked,,,,"),
        ('A,"Washington, D.C.",asked,,,,', "A,DC,asked,,,,"),
        ("A,north carolina,asked,,,,", "A,NC,asked,,,,"),
        ("A,Virgin Islands,asked,,,,", "A,VI,asked,,,,"),
    ],
)
def test_a_state_and_a_page_are_read_as_people_write_them(edition: EditionMaker, written: str, read: str) -> None:
    found = edition(files(f"{written}\n"))
    assert [problem for problem in find_problems(found) if problem.path == "trackers/opt-out.csv"] == []
    assert drawn(found)["trackers/opt-out/opt-out.csv"].decode().splitlines()[1] == read


def test_a_line_to_write_has_the_signs_of_its_own_table(edition: EditionMaker) -> None:
    table = (HEAD + "Sample County,Califronia,asked,,,,\n").replace(",", ";")
    (problem,) = [p for p in find_problems(edition(files() | {"trackers/opt-out.csv": table})) if p.code == "M003"]
    assert problem.fix == "did you mean CA? write Sample County;CA;asked;;;;"


def test_the_line_of_a_row_counts_lines_within_cells(edition: EditionMaker) -> None:
    found = edition(files('A,CA,asked,,,,"two\nlines"\n\nB,CA,askd,,,,\n'))
    assert [(code, line) for code, line, _ in faults(found)] == [("M003", 5)]


@pytest.mark.parametrize(
    ("header", "what", "fix"),
    [
        (
            "place,state,statsu,date",
            "there is no column “statsu”",
            "did you mean status? write place,state,status,date",
        ),
        ("place,state", "the column status is missing", "write place,state,status, and in each row its status"),
        ("place,status,place", "the column place is there twice", "remove one of them"),
    ],
)
def test_a_wrong_column_names_the_nearest(edition: EditionMaker, header: str, what: str, fix: str) -> None:
    found = edition(files() | {"trackers/opt-out.csv": f"{header}\nA,CA,asked\n"})
    ((problem),) = [p for p in find_problems(found) if p.path == "trackers/opt-out.csv"]
    assert (problem.code, problem.line, problem.what, problem.fix) == ("M002", 1, what, fix)


def test_a_tracker_without_a_table_says_where_it_goes(edition: EditionMaker) -> None:
    (problem,) = edition({"trackers/opt-out.md": tracker()}).library.problems
    assert (problem.code, problem.path) == ("M001", "trackers/opt-out.md")
    assert problem.fix.startswith("write trackers/opt-out.csv, with the first line place,state,status,date")


def test_the_document_and_page_of_a_row_are_checked_at_its_line(
    edition: EditionMaker, pdf: Callable[[int], bytes]
) -> None:
    rows = "A,CA,asked,,memo,4,\nB,CA,asked,,memmo,,\nC,CA,asked,,memo,3,\nD,CA,asked,,held,,\n"
    held = {"documents/held/index.md": "---\ntitle: Held\nkind: memo\nstatus: draft\n---\n"}
    found = edition(files(rows, pdf=pdf(3)) | held)
    problems = [p for p in find_problems(found) if p.path == "trackers/opt-out.csv"]
    assert [(p.code, p.line) for p in problems] == [("L003", 2), ("R004", 3), ("R005", 5)]
    assert "memo" in problems[1].fix
    assert b"held" not in drawn(found)["trackers/opt-out/opt-out.csv"]


def test_a_document_shows_the_tracker_that_cites_its_page(edition: EditionMaker, pdf: Callable[[int], bytes]) -> None:
    site = drawn(edition(files(pdf=pdf(3))))
    page = site["documents/memo/index.html"].decode()
    assert page.count('href="/trackers/opt-out/"') >= 2  # cited in, and cited here, on page 2
    assert 'href="/documents/memo/#page=2"' in site["trackers/opt-out/index.html"].decode()


def test_a_row_dated_in_the_future_waits_for_its_day(edition: EditionMaker) -> None:
    coming = "Held Town,TX,asked,2010-10-05,,,\n"
    found = edition(files(ROWS + coming))
    assert not [path for path, data in drawn(found).items() if b"Held Town" in data or b"held-town" in data]
    day = datetime(2010, 10, 5, 4, tzinfo=UTC)
    assert found.library.window[1] == day == window_of_content(found.settings)[1]
    assert (
        b"Held Town" in drawn(edition(files(ROWS + coming), now="2010-10-05T04:00:00Z"))["trackers/opt-out/index.html"]
    )


def test_a_held_tracker_does_not_exist_nor_can_its_table_be_linked(edition: EditionMaker) -> None:
    linking = "---\ntitle: A\ndate: 2010-09-01\nuid: urn:a\n---\n[The table]({static}/trackers/opt-out.csv), {x}.\n"
    release = {"releases/a.md": linking.replace("{x}", "[the tracker]({tracker}opt-out)")}
    held = edition(files(fields="status: draft\n") | release)
    site = drawn(held)
    assert not [path for path in site if "tracker" in path]
    assert not [path for path, data in site.items() if b"Sample County" in data or b"Sample tracker" in data]
    assert [p.code for p in find_problems(held) if p.path == "releases/a.md" and p.code[0] == "L"] == ["L002", "L002"]
    shown = drawn(edition(files() | release))["releases/2010/a/index.html"].decode()
    assert 'href="/trackers/opt-out/opt-out.csv"' in shown and 'href="/trackers/opt-out/"' in shown


def test_each_changed_row_is_one_item_of_its_feed(edition: EditionMaker) -> None:
    ledger = ledger_text(recorded(edition(files(), now=FIRST, PUBLISHING=True, PUBLICATION=True)))
    first = drawn(edition(files() | {"ledger.json": ledger}))
    assert [item["title"] for item in json.loads(first["feeds/trackers/opt-out.json"])["items"]] == ["Sample tracker"]
    assert "Changed since" not in first["trackers/opt-out/index.html"].decode()
    changed = ROWS.replace("Example City,NY,how", "Example City,NY,asked") + "New Town,TX,asked,2010-10-02,,,\n"
    then = files(changed) | {"ledger.json": ledger}
    after = ledger_text(recorded(edition(then, now="2010-10-03T12:00:00Z", PUBLISHING=True, PUBLICATION=True)))
    site = drawn(edition(then | {"ledger.json": after}, now="2010-10-04T12:00:00Z"))
    items = json.loads(site["feeds/trackers/opt-out.json"])["items"]
    assert [item["title"] for item in items] == [
        "New Town, TX: Asked to leave", "Example City, NY: Asked to leave", "Sample tracker",
    ]  # fmt: skip
    assert items[0]["id"] == "urn:t#row-tx-new-town-2010-10-02-20101003T120000"
    assert items[0]["url"] == "https://example.org/trackers/opt-out/#tx-new-town-2010-10-02"
    assert items[0]["date_modified"].startswith("2010-10-03T12:00:00")
    page = site["trackers/opt-out/index.html"].decode()
    assert "Changed since" in page and "New Town, TX</a>: Asked to leave" in page
    again = ledger_text(
        recorded(edition(then | {"ledger.json": after}, now="2010-10-09T12:00:00Z", PUBLISHING=True, PUBLICATION=True))
    )
    assert again == after
    less = files("New Town,TX,asked,2010-10-02,,,\n") | {"ledger.json": after}
    gone = ledger_text(recorded(edition(less, now="2010-10-10T12:00:00Z", PUBLISHING=True, PUBLICATION=True)))
    assert "2010-10-10T12:00:00Z ca-sample-county-2010-09-01 -" in gone


def test_one_row_that_changes_changes_its_own_pages_alone(edition: EditionMaker) -> None:
    rows = [f"County {number:04},CA,asked,2010-01-01,,," for number in range(600)]
    before = drawn(edition(files("\n".join(rows) + "\n")))
    rows[450] += "A note"
    after = drawn(edition(files("\n".join(rows) + "\n")))
    changed = {path for path in after if before[path] != after[path]}
    assert changed == {
        "trackers/opt-out/opt-out.csv",
        "trackers/opt-out/by/place/3/index.html",
        "trackers/opt-out/by/status/3/index.html",
        "trackers/opt-out/by/date/3/index.html",
    } | {path for path in changed if path == "trackers/opt-out/index.html"}
    anchors = re.findall(r'<tr id="(.*?)"', after["trackers/opt-out/by/place/3/index.html"].decode())
    assert len(anchors) == 200


def test_three_thousand_rows_take_less_than_forty_kilobytes_a_page(edition: EditionMaker) -> None:
    names = ("Adams", "Baker", "Clay", "Douglas", "Ellis", "Franklin")
    rows = [
        f"Sample {names[n % 6]} County {n},{('CA', 'TX', 'NY', 'IL')[n % 4]},{('asked', 'how')[n % 2]},"
        f"20{n % 10:02}-{n % 12 + 1:02}-{n % 28 + 1:02},memo,,Sample note number {n * 7919} of the clerk"
        for n in range(3000)
    ]
    found = edition(files("\n".join(rows) + "\n"))
    sizes = {
        path: len(brotli.compress(data)) for path, data in drawn(found).items() if path.startswith("trackers/opt-out/")
    }
    pages = {path: size for path, size in sizes.items() if path.endswith(".html")}
    assert len(pages) == 45
    assert max(pages.values()) < 40_000
    table = drawn(found)["trackers/opt-out/opt-out.csv"].decode()
    assert len(list(csv.DictReader(io.StringIO(table)))) == 3000


def test_a_withdrawn_tracker_leaves_a_notice_and_no_table(edition: EditionMaker) -> None:
    gone = "status: withdrawn\nwithdrawn: {date: 2010-09-05, reason: Sample reason.}\n"
    site = drawn(edition(files(fields=gone)))
    assert "Sample reason." in site["trackers/opt-out/index.html"].decode()
    assert not [path for path, data in site.items() if b"Sample County" in data]
    assert "trackers/opt-out/opt-out.csv" not in site


def test_every_place_of_it_is_in_the_outline_once(edition: EditionMaker) -> None:
    paths = [place.path for place in outline(edition(files()))]
    assert len(paths) == len(set(paths))


def test_the_district_and_the_territories_are_not_called_states(edition: EditionMaker) -> None:
    rows = "Sample County,CA,asked,,,,\nSample Ward,DC,how,,,,\n"
    page = " ".join(drawn(edition(files(rows)))["trackers/opt-out/index.html"].decode().split())
    assert "2 places in 2 states and territories." in page
