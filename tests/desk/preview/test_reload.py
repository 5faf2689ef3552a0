"""What open pages are told."""

import json
import threading

from plugins.desk.preview.reload import SCRIPT, Announcer, LastBuild, with_script


def test_the_script_is_the_last_thing_in_the_body_and_a_file():
    html = with_script(b"<body><p>&lt;/body></p></body></html>", version="7", notice='Held: "x" & <y>')
    assert html == (
        b'<body><p>&lt;/body></p><script src="/_reload.js" data-version="7" '
        b'data-notice="Held: &quot;x&quot; &amp; &lt;y&gt;"></script>\n</body></html>'
    )


def test_a_page_without_an_end_still_gets_the_script():
    assert with_script(b"<p>half", version="", notice="").endswith(b"</script>\n")


def test_a_report_of_many_lines_is_one_event():
    event = LastBuild("7", "a.md:4: no title\n  Fix: write one\r\n\n“é”").event()
    assert event.count(b"\n") == 2
    assert json.loads(event.removeprefix(b"data: "))["problem"].startswith("a.md:4: no title\n  Fix: write one\r\n")


def test_whoever_waits_wakes_at_the_next_standing_and_at_the_end():
    announcer = Announcer()
    known = announcer.next(None, patience=0)
    assert known == LastBuild()
    assert announcer.next(known, patience=0) is known
    threading.Timer(0.01, announcer.announce, [LastBuild("2")]).start()
    assert announcer.next(known, patience=60) == LastBuild("2")
    threading.Timer(0.01, announcer.close).start()
    assert announcer.next(announcer.last_build, patience=60) is None


def test_the_script_never_reads_a_report_as_html():
    text = SCRIPT.read_text(encoding="utf-8")
    assert not [name for name in ("innerHTML", "outerHTML", "insertAdjacentHTML", "write(", "eval") if name in text]
