"""What open pages are told."""

import asyncio
import json
import threading

from plugins.desk.preview.reload import SCRIPT, TRY_AGAIN, Announcer, LastBuild, with_script


def test_the_script_is_the_last_thing_in_the_body_and_a_file():
    html = with_script(b"<body><p>&lt;/body></p></body></html>", version="7", notice='Held: "x" & <y>')
    assert html == (
        b'<body><p>&lt;/body></p><script src="/_reload.js" data-version="7" '
        b'data-notice="Held: &quot;x&quot; &amp; &lt;y&gt;" data-base="/"></script>\n</body></html>'
    )


def test_a_page_without_an_end_still_gets_the_script():
    assert with_script(b"<p>half", version="", notice="").endswith(b"</script>\n")


def test_a_report_of_many_lines_is_one_event():
    event = LastBuild("7", "a.md:4: no title\n  Fix: write one\r\n\n“é”").event()
    assert event.count(b"\n") == 2
    assert json.loads(event.removeprefix(b"data: "))["problem"].startswith("a.md:4: no title\n  Fix: write one\r\n")


def test_an_open_page_hears_of_every_announcement_and_of_the_end():
    announcer = Announcer()

    async def heard() -> list[bytes]:
        heard = []
        async for said in announcer.events():
            heard.append(said)
            if len(heard) == 2:
                threading.Timer(0.01, announcer.announce, [LastBuild("2")]).start()
            elif len(heard) == 3:
                threading.Timer(0.01, announcer.close).start()
        return heard

    assert asyncio.run(heard()) == [TRY_AGAIN, LastBuild().event(), LastBuild("2").event()]
    announcer.announce(LastBuild("3"))  # nobody is left to hear it


def test_a_page_that_is_slow_to_hear_is_told_how_things_stand_and_not_all_that_was():
    announcer = Announcer()

    async def heard() -> list[bytes]:
        events = announcer.events()
        first = [await anext(events), await anext(events)]
        for version in "23456":
            announcer.announce(LastBuild(version))
        second = await anext(events)
        announcer.close()
        return [*first, second, *[said async for said in events]]

    assert asyncio.run(heard())[2:] == [LastBuild("6").event()]


def test_the_script_never_reads_a_report_as_html():
    text = SCRIPT.read_text(encoding="utf-8")
    assert not [name for name in ("innerHTML", "outerHTML", "insertAdjacentHTML", "write(", "eval") if name in text]
