# ruff: noqa: E501  (pages as programs write them)
"""The corpus: one file of each kind and fault that staff bring, and what must hold of the draft made of it."""

import quopri
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.desk.importing.samples import opendocument as o
from tests.desk.importing.samples.word import (
    BULLET,
    NUMBER,
    Word,
    b,
    cell,
    deleted,
    field_link,
    hidden,
    i,
    inserted,
    p,
    png,
    r,
    row,
    t,
    table,
)  # fmt: skip

SAMPLE = "This text is sample data for a test."
LEAD = "A county left the program after a sample memo called it voluntary. This is sample data."
DATELINE = f"SAN FRANCISCO, September 1, 2010 — {LEAD}"
ABOUT = (
    "Example Project is a nonprofit that works with counties. Founded in 1990, it is made of sample data. "
    "Learn more at https://example.org/."
)


@dataclass(frozen=True, slots=True)
class Case:
    file: str
    make: Callable[[], bytes]
    has: tuple[str, ...] = ()
    """What the body must hold, as Markdown."""
    never: tuple[str, ...] = ()
    """What must not be anywhere in the draft."""
    title: str = "A County Leaves"
    accept: bool = False
    """It has tracked changes or comments, and is refused without `--accept-changes`."""
    beside: dict[str, bytes] = field(default_factory=dict)
    """Other files of its folder."""


CASES: list[Case] = []


def case(file: str, **given: object) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    def take(make: Callable[[], bytes]) -> Callable[[], bytes]:
        CASES.append(Case(file, make, **given))  # type: ignore[arg-type]
        return make

    return take


# -- Word


@case("word-plain.docx", has=("## Why it matters", "- One county", SAMPLE), never=("FOR IMMEDIATE", "###"))
def word_plain() -> bytes:
    return Word().save(
        "FOR IMMEDIATE RELEASE", p("A County Leaves", style="Title"), p("What the memo says", style="Subtitle"), DATELINE,
        p("Why it matters", style="Heading2"), SAMPLE, p("One county", number=BULLET), p("Two counties", number=BULLET),
        "About Example Project", ABOUT, "###",
    )  # fmt: skip


@case("word-no-styles.docx", has=("## What happens next", "**not** all of it"))
def word_no_styles() -> bytes:
    return Word().save(
        "PRESS RELEASE", p(b("A County "), b("Leaves")), p(i("What the memo says")), p(b("SAN FRANCISCO, Sept. 1, 2010"), f" — {LEAD}"),
        p(b("What happens next")), p("The board meets, but ", b("not"), " all of it. ", SAMPLE),
    )  # fmt: skip


@case("word-tracked.docx", accept=True, has=("may leave the program today",), never=("DELETEDWORD", "MOVEDAWAY"))
def word_tracked() -> bytes:
    w = Word()
    return w.save(
        p("A County Leaves", style="Title"), DATELINE,
        p("Counties ", deleted("DELETEDWORD cannot"), inserted("may"), " leave the program ", inserted("today"), "."),
        SAMPLE,
    )  # fmt: skip


@case("word-moved.docx", accept=True, has=("Second, and moved words.", "joined in one"), never=("GONEROW",))
def word_moved() -> bytes:
    moved_from = f'<w:moveFrom w:id="1" w:author="A">{r("and moved words.")}</w:moveFrom>'
    moved_to = f'<w:moveTo w:id="2" w:author="A">{r("and moved words.")}</w:moveTo>'
    mark = '<w:rPr><w:del w:id="3" w:author="A"/></w:rPr>'
    return Word().save(
        p("A County Leaves", style="Title"), DATELINE, p("First, ", moved_from, "as it was."), p("Second, ", moved_to),
        p("Two paragraphs, joined ", props=mark), p("in one."), SAMPLE,
        table(row("County", "Asked"), row("GONEROW", "no", props='<w:del w:id="4" w:author="A"/>'), row("Marin", "yes")),
    )  # fmt: skip


@case("word-comments.docx", accept=True, has=("The memo says so.",), never=("COMMENTWORD",))
def word_comments() -> bytes:
    w = Word()
    return w.save(
        p("A County Leaves", style="Title"),
        DATELINE,
        p("The ", w.comment("COMMENTWORD: check this", "memo"), " says so."),
        SAMPLE,
    )


@case("word-hidden.docx", has=("The memo says so.",), never=("SECRETRUN", "SECRETSTYLE", "SECRETPARAGRAPH"))
def word_hidden() -> bytes:
    return Word().save(
        p("A County Leaves", style="Title"), DATELINE, p("The memo ", hidden("SECRETRUN "), "says so.", r("SECRETSTYLE", props='<w:rStyle w:val="Secret"/>')),
        p("SECRETPARAGRAPH of a memo", style="Memo"), SAMPLE,
    )  # fmt: skip


@case(
    "word-field-link.docx",
    has=("[the memo](https://example.org/memo)", "[the order](https://example.org/order#part)"),
    never=("tooltip",),
)
def word_field_link() -> bytes:
    return Word().save(
        p("A County Leaves", style="Title"), DATELINE,
        p("See ", field_link(' HYPERLINK "https://example.org/memo" \\o "A tooltip" ', "the memo"), " and ",
          '<w:fldSimple w:instr=" HYPERLINK &quot;https://example.org/order&quot; \\l &quot;part&quot; \\o &quot;tooltip&quot; ">'
          f"{r('the order')}</w:fldSimple>", "."),
        SAMPLE,
    )  # fmt: skip


@case(
    "word-tracking.docx", has=("[one](https://example.org/a?page=2)", "[two](https://example.org/b)", "[three](https://example.org/c)"),
    never=("utm_", "safelinks", "fbclid", "google.com"),
)  # fmt: skip
def word_tracking() -> bytes:
    w = Word()
    outlook = "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fc%3Ffbclid%3Dx&data=05%7C01&reserved=0"
    return w.save(
        p("A County Leaves", style="Title"), DATELINE,
        p("Links: ", w.link("https://example.org/a?utm_source=mail&page=2&utm_campaign=x", "one"), ", ",
          w.link("https://www.google.com/url?q=https://example.org/b&sa=D&usg=AOv", "two"), ", ", w.link(outlook, "three"), "."),
        SAMPLE,
    )  # fmt: skip


@case("word-local-link.docx", has=("See the memo and the share.",), never=("C:\\", "file:", "server"))
def word_local_link() -> bytes:
    w = Word()
    return w.save(
        p("A County Leaves", style="Title"), DATELINE,
        p("See ", w.link("file:///C:\\Users\\someone\\memo.docx", "the memo"), " and ", w.link("\\\\server\\share\\memo.docx", "the share"), "."),
        SAMPLE,
    )  # fmt: skip


@case("word-lists.docx", has=("- One\n- Two\n  1. first\n  2. second\n     - deep\n- Three",))
def word_lists() -> bytes:
    return Word().save(
        p("A County Leaves", style="Title"), DATELINE, SAMPLE, p("One", number=BULLET), p("Two", number=BULLET),
        p("first", number=NUMBER, level=1), p("second", number=NUMBER, level=1), p("deep", number=BULLET, level=2),
        p("Three", number=BULLET), "The end.",
    )  # fmt: skip


@case("word-list-goes-on.docx", has=("1. First\n2. Second", "3. Third"))
def word_list_goes_on() -> bytes:
    return Word().save(
        p("A County Leaves", style="Title"), DATELINE, p("First", number=NUMBER), p("Second", number=NUMBER), SAMPLE,
        p("Third", number=NUMBER), "The end.",
    )  # fmt: skip


@case(
    "word-table.docx", has=("| County | Asked |\n| --- | --- |\n| Marin \\| West | **yes**<br>twice |\n| Napa | no |",)
)
def word_table() -> bytes:
    rows = row("County", "Asked"), row("Marin | West", cell(p(b("yes")), "twice")), row("Napa", "no")
    return Word().save(p("A County Leaves", style="Title"), DATELINE, table(*rows), SAMPLE)


@case(
    "word-table-merged.docx",
    has=('<th colspan="2">Both <a href="https://example.org/memo">years</a></th>', '<td rowspan="2">Marin</td>'),
)
def word_table_merged() -> bytes:
    w = Word()
    first = cell(p("Both ", w.link("https://example.org/memo", "years")), props='<w:gridSpan w:val="2"/>')
    rows = (
        row("County", first),
        row(cell("Marin", props='<w:vMerge w:val="restart"/>'), "2009", "yes"), row(cell("", props="<w:vMerge/>"), "2010", "no < 5"),
    )  # fmt: skip
    return w.save(p("A County Leaves", style="Title"), DATELINE, table(*rows), SAMPLE)


@case("word-table-lists.docx", has=("<li>one</li>", "<table>"))
def word_table_lists() -> bytes:
    inner = cell(p("one", number=BULLET), p("two", number=BULLET))
    return Word().save(
        p("A County Leaves", style="Title"), DATELINE, table(row("County", "Steps"), row("Marin", inner)), SAMPLE
    )


@case("word-table-in-table.docx", has=("inner one", "<table>"))
def word_table_in_table() -> bytes:
    inner = table(row("inner one", "inner two"), row("inner three", "inner four"))
    return Word().save(
        p("A County Leaves", style="Title"),
        DATELINE,
        table(row("County", "Steps"), row("Marin", cell(inner, p()))),
        SAMPLE,
    )


@case("word-letterhead.docx", has=(SAMPLE,), never=("FOR IMMEDIATE",))
def word_letterhead() -> bytes:
    """A table of one row, only to put two things beside each other, and a page header."""
    w = Word()
    w.header("Example Project, 1 Sample Street")
    head = table(
        row(cell("FOR IMMEDIATE RELEASE", "September 1, 2010"), cell("Media contact:", "Jane Doe", "415-555-0100"))
    )
    return w.save(head, p(b("A County Leaves")), p("SAN FRANCISCO — ", LEAD), SAMPLE)


@case(
    "word-notes.docx", has=("voluntary.[^1]", "again.[^2]", "[^1]: The sample memo, page 3.", "[^2]: A sample endnote.")
)
def word_notes() -> bytes:
    w = Word()
    return w.save(
        p("A County Leaves", style="Title"), DATELINE, p("It is voluntary.", w.footnote("The sample memo, page 3.")),
        p("It says so again.", w.endnote("A sample endnote.")), SAMPLE, "About Example Project", ABOUT,
    )  # fmt: skip


@case(
    "word-pictures.docx", has=("![A map of two counties]({attach}a-county-leaves-1.png)", "![]({attach}a-county-leaves-2.png)"),
    never=("automatically generated",),
)  # fmt: skip
def word_pictures() -> bytes:
    w = Word()
    return w.save(
        p("A County Leaves", style="Title"), DATELINE, p(w.picture(png(1, told="SECRET"), "A map of two counties")), SAMPLE,
        p(w.picture(png(2), "A person in a room\n\nDescription automatically generated")), p(w.picture(png(1), "A map of two counties")),
    )  # fmt: skip


@case("word-drawing.docx", has=("<!-- import: picture not included",), never=("{attach}",))
def word_drawing() -> bytes:
    w = Word()
    return w.save(
        p("A County Leaves", style="Title"), DATELINE, p(w.picture(b"\x01\0\0\0EMF", "A chart", "emf")), SAMPLE
    )


@case("word-text-box.docx", has=("Words in a box", "Words in an old box"))
def word_text_box() -> bytes:
    box = f"<w:txbxContent>{p('Words in a box')}</w:txbxContent>"
    new = f"<mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    both = f"<w:r><mc:AlternateContent>{new}<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    old = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('Words in an old box')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    return Word().save(p("A County Leaves", style="Title"), DATELINE, p("Beside it.", both), p(SAMPLE, old))


@case("word-contact-first.docx", has=(SAMPLE,), never=("Media contact",))
def word_contact_first() -> bytes:
    return Word().save("Media contact:", "Jane Doe", "(415) 555-0100", "", p(b("A County Leaves")), DATELINE, SAMPLE)


@case("word-two-contacts.docx", has=(SAMPLE,), never=("CONTACTS",))
def word_two_contacts() -> bytes:
    w = Word()
    return w.save(
        "CONTACTS:", "Jane Doe, Communications Director, 415-555-0100,", p(w.link("mailto:jane@example.org", "jane@example.org")),
        "Maria Example | Example Project | maria@example.org | +1 212 555 0100 x12", "", p(b("A County Leaves")), DATELINE, SAMPLE,
    )  # fmt: skip


@case(
    "word-quotations.docx",
    has=("> We asked, and nobody answered.\n> — Maria Example, a sample supervisor", "> It was voluntary.\n> — Jane Doe", "> A styled quotation"),
)  # fmt: skip
def word_quotations() -> bytes:
    return Word().save(
        p("A County Leaves", style="Title"), DATELINE, "“We asked, and nobody answered,” said Maria Example, a sample supervisor.",
        "“It was voluntary.”", "— Jane Doe", p("A styled quotation", style="Quote"),
        "“Split,” said Jane Doe. “In two, so it stays as it is.”", SAMPLE,
    )  # fmt: skip


@case("word-spanish.docx", title="Un condado se retira", has=("Estos son datos de muestra.",), never=("PUBLICACIÓN",))
def word_spanish() -> bytes:
    return Word().save(
        "PARA PUBLICACIÓN INMEDIATA", p("Un condado se retira", style="Title"), "San José, 1 de septiembre de 2010 — El condado se retiró del programa.",
        "Estos son datos de muestra.",
    )  # fmt: skip


@case("word-marks.docx", has=("<s>not</s>", "H<sub>2</sub>O", "on June 1st", "1\\. not a list"))
def word_marks() -> bytes:
    return Word().save(
        p("A County Leaves", style="Title"), DATELINE, p("It is ", r("not", props="<w:strike/>"), " voluntary."),
        p("H", r("2", props='<w:vertAlign w:val="subscript"/>'), "O on June 1", r("st", props='<w:vertAlign w:val="superscript"/>'), "."),
        "1. not a list", "# not a heading, and *no* emphasis", SAMPLE,
    )  # fmt: skip


@case("word-macros.docm", has=(SAMPLE,), never=("AutoOpen",))
def word_macros() -> bytes:
    w = Word()
    w.parts["word/vbaProject.bin"] = b"AutoOpen Shell calc"
    return w.save(p("A County Leaves", style="Title"), DATELINE, SAMPLE)


@case("word-form.docx", has=("Filled in by hand.",), never=("Click or tap",))
def word_form() -> bytes:
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click or tap here to enter text.')}</w:sdtContent></w:sdt>"
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Filled in by hand.')}</w:sdtContent></w:sdt>"
    return Word().save(p("A County Leaves", style="Title"), DATELINE, empty, filled, SAMPLE)


@case("word-equation.docx", has=("a+b", "漢 (kan)"))
def word_equation() -> bytes:
    ruby = f"<w:r><w:ruby><w:rt>{r('kan')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase></w:ruby></w:r>"
    return Word().save(
        p("A County Leaves", style="Title"),
        DATELINE,
        p("Sum: ", "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"),
        p(ruby),
        SAMPLE,
    )


@case("word-strict.docx", has=("## Why it matters", SAMPLE), never=("SECRETRUN",))
def word_strict() -> bytes:
    return Word().save(
        p("A County Leaves", style="Title"),
        DATELINE,
        p("Why it matters", style="Heading2"),
        p(hidden("SECRETRUN"), SAMPLE),
        strict=True,
    )


@case("word-embargo.docx", has=(SAMPLE,), never=("EMBARGOED",))
def word_embargo() -> bytes:
    return Word().save(
        "EMBARGOED UNTIL 6 a.m. EDT, September 1, 2010", p("A County Leaves", style="Title"), DATELINE, SAMPLE
    )


# -- OpenDocument


@case("odt-plain.odt", has=("## Why it matters", "**not** *all*", "- One\n- Two\n  1. first\n  2. second", SAMPLE))
def odt_plain() -> bytes:
    nested = f"{o.p('Two')}{o.items('first', 'second')}"
    return o.save(
        "FOR IMMEDIATE RELEASE", o.p("A County Leaves", style="Title"), DATELINE, o.h("Why it matters", 2), o.p("Counties, but ", o.span("not", "B"), " ", o.span("all", "I"), "."),
        o.items("One", nested), SAMPLE, header="Example Project letterhead",
    )  # fmt: skip


@case("odt-tracked.odt", accept=True, has=("Counties may leave.",), never=("DELETEDWORD", "COMMENTWORD"))
def odt_tracked() -> bytes:
    changes = (
        "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><office:change-info><dc:creator>A</dc:creator></office:change-info>"
        f"{o.p('DELETEDWORD cannot')}</text:deletion></text:changed-region><text:changed-region text:id='c2'><text:insertion>"
        "<office:change-info/></text:insertion></text:changed-region></text:tracked-changes>"
    )
    note = f"<office:annotation><dc:creator>A</dc:creator>{o.p('COMMENTWORD')}</office:annotation>"
    return o.save(
        changes, o.p("A County Leaves", style="Title"), DATELINE,
        o.p("Counties <text:change text:change-id='c1'/><text:change-start text:change-id='c2'/>may<text:change-end text:change-id='c2'/> leave.", note),
        SAMPLE,
    )  # fmt: skip


@case("odt-hidden.odt", has=("The memo says so.",), never=("SECRETSPAN", "SECRETSECTION", "SECRETFIELD"))
def odt_hidden() -> bytes:
    return o.save(
        o.p("A County Leaves", style="Title"), DATELINE, o.p("The memo ", o.span("SECRETSPAN ", "H"), "says so."),
        f"<text:section text:display='none'>{o.p('SECRETSECTION')}</text:section>",
        o.p("<text:hidden-text text:is-hidden='true'>SECRETFIELD</text:hidden-text>", SAMPLE),
    )  # fmt: skip


@case("odt-numbers.odt", has=("1. First\n2. Second", "3. Third"))
def odt_numbers() -> bytes:
    return o.save(
        o.p("A County Leaves", style="Title"), DATELINE, o.items("First", "Second", style="L2"), SAMPLE,
        o.items("Third", style="L2", more='text:continue-numbering="true"'), "The end.",
    )  # fmt: skip


@case("odt-table.odt", has=('<th colspan="2">Both years</th>', "| County | Asked |"))
def odt_table() -> bytes:
    both = f"<table:table-cell table:number-columns-spanned='2'>{o.p('Both years')}</table:table-cell>"
    return o.save(
        o.p("A County Leaves", style="Title"), DATELINE, o.table(("County", "Asked"), ("Marin", "yes")), SAMPLE,
        o.table((both, "<table:covered-table-cell/>"), ("2009", "2010")),
    )  # fmt: skip


@case("odt-notes.odt", has=("voluntary.[^1]", "[^1]: The sample memo, page 3."))
def odt_notes() -> bytes:
    return o.save(
        o.p("A County Leaves", style="Title"),
        DATELINE,
        o.p("It is voluntary.", o.note("The sample memo, page 3.")),
        SAMPLE,
    )


@case(
    "odt-picture.odt",
    has=("![A map]({attach}a-county-leaves-1.png)", "[the memo](https://example.org/memo)"),
    never=("utm_",),
)
def odt_picture() -> bytes:
    return o.save(
        o.p("A County Leaves", style="Title"), DATELINE, o.p(o.picture("m.png", "A map")), o.p(o.picture("gone.png", "Not there")),
        o.p("See ", o.link("https://example.org/memo?utm_source=x", "the memo"), "."), SAMPLE, pictures={"m.png": png(3)},
    )  # fmt: skip


@case("odt-bold-lines.odt", has=("## What happens next",))
def odt_bold_lines() -> bytes:
    return o.save(o.p("A County Leaves", style="PB"), DATELINE, o.p("What happens next", style="PB"), SAMPLE)


# -- pages


def page(body: str, head: str = "", *, html: str = 'lang="en-US"') -> bytes:
    return f"<!doctype html><html {html}><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


@case(
    "wordpress.html", has=("[earlier](https://example.org/earlier/)", SAMPLE, "[the memo](https://example.org/memo.pdf)"),
    never=("Share this", "Posted in", "Related", "Leave a reply", "en-US", "By editor", "Skip to"),
)  # fmt: skip
def wordpress() -> bytes:
    return page(
        f"""<a class="screen-reader-text" href="#content">Skip to content</a><header class="site-header"><nav>Home News About</nav></header>
        <main><article class="post"><h1 class="entry-title">A County Leaves</h1>
        <div class="entry-meta"><span class="posted-on"><time class="entry-date published" datetime="2010-09-01T10:00:00-07:00">September 1, 2010</time></span>
        <span class="byline">By editor</span></div><div class="entry-content"><p>SAN FRANCISCO &#8212; {LEAD}</p><p>See <a href="/earlier/?utm_source=home">earlier</a>
        and <a href="https://example.org/memo.pdf">the memo</a>.</p><p>{SAMPLE}</p>
        <div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li>Facebook</li></ul></div>
        <div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3><p>Another sample post</p></div></div>
        <footer class="entry-footer"><span class="cat-links">Posted in News</span></footer></article>
        <div id="comments" class="comments-area"><h2>Leave a reply</h2><p>A reader wrote</p></div></main><aside class="widget-area">Archives</aside>""",
        "<title>A County Leaves &#8211; The Site</title><link rel='canonical' href='https://example.org/2010/09/leaves/'>"
        "<meta property='og:site_name' content='The Site'>",
    )  # fmt: skip


@case(
    "wordpress-blocks.html",
    has=("- One\n- Two", "![A map](", "voluntary.[^1]", "[^1]: The sample memo, page 3."),
    never=("Older post", "Teaser"),
)
def wordpress_blocks() -> bytes:
    picture = b64encode(png(4)).decode()
    return page(
        f"""<main><article><h1>A County Leaves</h1><div class="entry-content wp-block-post-content"><p>{DATELINE}</p>
        <p>It is voluntary.<sup data-fn="f1" class="fn"><a href="#f1" id="f1-link">1</a></sup></p>
        <ul class="wp-block-list"><li>One</li><li>Two</li></ul><figure class="wp-block-image"><img src="data:image/png;base64,{picture}" alt="A map"></figure>
        <p>{SAMPLE}</p><ol class="wp-block-footnotes"><li id="f1">The sample memo, page 3. <a href="#f1-link">↩︎</a></li></ol></div></article>
        <article class="teaser"><h2>Older post</h2><p>Teaser</p></article></main>""",
        "<meta property='article:published_time' content='2010-09-01T00:00:00+00:00'>",
    )  # fmt: skip


@case("drupal.html", has=(SAMPLE,), never=("By editor", "Records", "Log in", "Breadcrumb"))
def drupal() -> bytes:
    return page(
        f"""<div class="visually-hidden">Skip to main content</div><header role="banner"><a href="/user">Log in</a></header><div class="region-breadcrumb">
        <nav class="breadcrumb"><h2 class="visually-hidden">Breadcrumb</h2><a href="/">Home</a></nav></div><main role="main"><div class="block-page-title-block"><h1 class="page-header">A County Leaves</h1></div>
        <article class="node node--type-article"><div class="node__meta"><span class="submitted">By editor, Wed, 09/01/2010</span></div>
        <div class="node__content"><div class="field field--name-body"><p>{DATELINE}</p><p>{SAMPLE}</p></div>
        <div class="field field--name-field-tags"><div class="field__label">Tags</div><div class="field__items"><a href="/tags/records">Records</a></div></div>
        <div class="node__links"><ul class="links inline"><li>Read more</li></ul></div></div></article></main>""",
        "<meta name='Generator' content='Drupal 10'>", html='lang="en" dir="ltr"',
    )  # fmt: skip


GOOGLE_STYLE = "<style type='text/css'>.c1{font-weight:700}.c2{font-style:italic}.c3{display:none}ol.lst-x{list-style-type:none}</style>"


@case(
    "google-docs.html", accept=True, has=("[the memo](https://example.org/memo?a=1)", "**bold**", "*leaning*", "## What happens next", "- One\n  - deep\n- Two"),
    never=("google.com", "COMMENTWORD", "[a]", "SECRETCLASS"),
)  # fmt: skip
def google_docs() -> bytes:
    return page(
        f"""<p class="title"><span class="c1">A County Leaves</span></p><p><span>{DATELINE}</span></p><p><span class="c1">What happens next</span></p>
        <p><span>Some </span><span class="c1">bo</span><span class="c1">ld</span><span> and </span><span class="c2">leaning</span><span> words, in </span><span><a href="https://www.google.com/url?q=https://example.org/memo%3Fa%3D1&amp;sa=D&amp;source=editors&amp;ust=1">the memo</a></span>
        <sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><span>.</span><span class="c3">SECRETCLASS</span></p><ul><li>One</li></ul><ul><li style="margin-left:72pt">deep</li></ul><ul><li>Two</li></ul>
        <p>{SAMPLE}</p><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>COMMENTWORD, please check</span></p></div>""".replace(
            '<ul><li>One</li></ul><ul><li style="margin-left:72pt">deep</li></ul><ul><li>Two</li></ul>', "<ul><li>One<ul><li>deep</li></ul></li><li>Two</li></ul>"
        ),
        f"{GOOGLE_STYLE}<title>Untitled</title>", html="",
    ).replace(b"<body>", b'<body class="c9 doc-content">')  # fmt: skip


@case("google-notes.html", has=("voluntary.[^1]", "again.[^2]", "[^1]: The sample memo, page 3.", "[^2]: Page 4."))
def google_notes() -> bytes:
    return page(
        f"""<h1>A County Leaves</h1><p>{DATELINE}</p><p>It is voluntary.<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> It says so again.<sup><a href="#ftnt2" id="ftnt_ref2">[2]</a></sup></p>
        <p>{SAMPLE}</p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> The sample memo, page 3.</span></p></div><div><p><a href="#ftnt_ref2" id="ftnt2">[2]</a><span> Page 4.</span></p></div>""",
        html="",
    ).replace(b"<body>", b'<body class="doc-content">')  # fmt: skip


WORD_HEAD = "<meta name=Generator content='Microsoft Word 15'><title>Microsoft Word - release final</title>"


@case(
    "word-page.html", has=("- One\n- Two\n  - deep", "1. First\n2. Second"), never=("SECRETMSO", "·", "release final")
)
def word_page() -> bytes:
    def item(text: str, mark: str, level: int = 1, ignore: str = "Ignore") -> str:
        return (
            f"<p class=MsoListParagraph style='margin-left:{level * 36}pt;mso-list:l0 level{level} lfo1'><![if !supportLists]>"
            f"<span style='mso-list:{ignore}'>{mark}<span>&nbsp;&nbsp;&nbsp; </span></span><![endif]>{text}</p>"
        )

    return page(
        f"""<p class=MsoTitle>A County Leaves<o:p></o:p></p><p class=MsoNormal>{DATELINE}</p>{item("One", "·")}{item("Two", "·")}{item("deep", "o", 2)}
        <p class=MsoNormal>{SAMPLE}<span style='mso-hide:all'>SECRETMSO</span></p>{item("First", "1.")}{item("Second", "2.")}<p class=MsoNormal>The end.</p>""",
        WORD_HEAD, html="xmlns:o='urn:schemas-microsoft-com:office:office' xmlns:w='urn:schemas-microsoft-com:office:word'",
    )  # fmt: skip


@case("word-page-filtered.htm", has=("- One\n- Two", "voluntary.[^1]", "[^1]: The sample memo, page 3."), never=("·",))
def word_page_filtered() -> bytes:
    """“Web page, filtered”: the marks stand in the text. The headline is there twice."""
    return page(
        f"""<div class=WordSection1><h1>A County Leaves</h1><p class=MsoNormal>A County Leaves</p><p class=MsoNormal>{DATELINE}</p>
        <p class=MsoListParagraphCxSpFirst style='margin-left:.5in'><span style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span>One</p>
        <p class=MsoListParagraphCxSpLast style='margin-left:.5in'><span style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span>Two</p>
        <p class=MsoNormal>It is voluntary.<a href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference>[1]</span></a> {SAMPLE}</p></div>
        <div><br clear=all><hr align=left size=1 width="33%"><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> The sample memo, page 3.</p></div></div>""",
        WORD_HEAD, html="",
    )  # fmt: skip


@case("word-page-tracked.html", accept=True, has=("Counties may leave.",), never=("DELETEDWORD", "COMMENTWORD"))
def word_page_tracked() -> bytes:
    return page(
        f"""<p class=MsoTitle>A County Leaves</p><p class=MsoNormal>{DATELINE}</p><p class=MsoNormal>Counties <del cite="mailto:A" datetime="2010"><span>DELETEDWORD cannot</span></del><span class=msoIns><ins cite="mailto:A" datetime="2010">may</ins></span>
        leave.<span class=MsoCommentReference><a class=msocomanchor id="_anchor_1" href="#_msocom_1">[A1]</a></span></p><p class=MsoNormal>{SAMPLE}</p>
        <div style='mso-element:comment-list'><div style='mso-element:comment'><div id="_com_1" class=msocomtxt><p class=MsoCommentText>COMMENTWORD</p></div></div></div>""",
        WORD_HEAD, html="",
    )  # fmt: skip


@case("relative.html", has=("[the letter](https://example.org/docs/letter.pdf)", "[home](https://example.org/)"))
def relative() -> bytes:
    body = f"""<article><h1>A County Leaves</h1><p>{DATELINE}</p><p>See <a href="../docs/letter.pdf">the letter</a> from <a href="/">home</a>.</p><p>{SAMPLE}</p></article>"""
    return page(body, "<!-- saved from url=(0030)https://example.org/news/leaves.html -->")


@case("relative-unknown.html", has=("See the letter and this place.",), never=("letter.pdf)",))
def relative_unknown() -> bytes:
    body = f"""<article><h1>A County Leaves</h1><p>{DATELINE}</p><p>See <a href="../docs/letter.pdf">the letter</a> and <a href="javascript:void(0)">this place</a>.</p><p>{SAMPLE}</p></article>"""
    return page(body)


@case("hidden.html", has=("The memo says so.",), never=("SECRETSTYLE", "SECRETATTRIBUTE", "SECRETCLASS", "SECRETSMALL"))
def hidden_page() -> bytes:
    body = f"""<article><h1>A County Leaves</h1><p>{DATELINE}</p><p>The memo <span style="display: none !important">SECRETSTYLE</span>says <span hidden>SECRETATTRIBUTE</span><span class="x">SECRETCLASS</span>so.<span style="font-size:0">SECRETSMALL</span></p><p>{SAMPLE}</p></article>"""
    return page(body, "<style>.x, .y { display:none }</style>")


@case(
    "with-folder.html",
    has=("![A map]({attach}a-county-leaves-1.png)",),
    never=("../", "with-folder_files"),
    beside={"with-folder_files/map.png": png(5)},
)
def with_folder() -> bytes:
    body = f"""<article><h1>A County Leaves</h1><p>{DATELINE}</p><p><img src="./with-folder_files/map.png" alt="A map"></p><p><img src="https://example.org/remote.jpg" alt="Far away"></p><p>{SAMPLE}</p><img src="https://example.org/pixel" width="1" height="1"></article>"""
    return page(body)


@case("wrong-charset.html", title="Señor Pérez’s County", has=("Él dijo “no”.",), never=("Ã", "â€"))
def wrong_charset() -> bytes:
    body = f"<article><h1>Señor Pérez’s County</h1><p>{DATELINE}</p><p>Él dijo “no”.</p><p>{SAMPLE}</p></article>"
    return page(body).replace(b"utf-8", b"iso-8859-1")


@case("windows.html", has=("“Quoted” – caf\u00e9.",))
def windows() -> bytes:
    body = f"<article><h1>A County Leaves</h1><p>{DATELINE}</p><p>“Quoted” – café.</p><p>{SAMPLE}</p></article>"
    return page(body).decode().replace("utf-8", "windows-1252").encode("cp1252")


@case("utf-16.html", has=("“Quoted” – caf\u00e9.",))
def utf_16() -> bytes:
    body = f"<article><h1>A County Leaves</h1><p>{DATELINE}</p><p>“Quoted” – café.</p><p>{SAMPLE}</p></article>"
    return page(body).decode().replace("utf-8", "utf-16").encode("utf-16")


@case("one-file.mht", has=("![A map]({attach}a-county-leaves-1.png)", SAMPLE), never=("Menu words",))
def one_file() -> bytes:
    body = page(
        f"<nav>Menu words</nav><article><h1>A County Leaves</h1><p>{DATELINE}</p><img src='https://example.org/map.png' alt='A map'><p>{SAMPLE}</p></article>"
    )
    return b"\r\n".join((
        b"MIME-Version: 1.0", b"Snapshot-Content-Location: https://example.org/leaves", b'Content-Type: multipart/related; boundary="B"', b"",
        b"--B", b"Content-Type: text/html", b"Content-Transfer-Encoding: quoted-printable", b"Content-Location: https://example.org/leaves", b"", quopri.encodestring(body),
        b"--B", b"Content-Type: image/png", b"Content-Transfer-Encoding: base64", b"Content-Location: https://example.org/map.png", b"", b64encode(png(6)), b"--B--", b"",
    ))  # fmt: skip


# -- mail


def mail(*parts: bytes, subject: str = "Press release: A County Leaves", kind: str = "mixed", more: str = "") -> bytes:
    head = f"From: Jane Doe <jane@example.org>\r\nTo: press@example.org\r\nSubject: {subject}\r\nDate: Wed, 01 Sep 2010 09:00:00 -0700\r\nMIME-Version: 1.0\r\n{more}"
    if len(parts) == 1:
        return head.encode() + parts[0]
    inner = b"".join(b"--B\r\n" + one + b"\r\n" for one in parts)
    return head.encode() + f'Content-Type: multipart/{kind}; boundary="B"\r\n\r\n'.encode() + inner + b"--B--\r\n"


def text_part(text: str, charset: str = "utf-8", kind: str = "plain", more: str = "") -> bytes:
    data = quopri.encodestring(text.encode(charset if charset != "x-unknown" else "utf-8"))
    return (
        f"Content-Type: text/{kind}; charset={charset}{more}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".encode()
        + data
    )


def file_part(kind: str, name: str, data: bytes, more: str = "") -> bytes:
    return (
        f'Content-Type: {kind}; name="{name}"\r\nContent-Disposition: {more or "attachment"}; filename="{name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'.encode()
        + b64encode(data)
    )


@case("mail-text.eml", has=(SAMPLE, LEAD), never=("jane@", "Sent from", "Content-Type"))
def mail_text() -> bytes:
    return mail(text_part(f"{LEAD}\n\n{SAMPLE}\n\nSent from my phone\n"))


@case("mail-release.eml", has=(SAMPLE,), never=("Dear", "IMMEDIATE"))
def mail_release() -> bytes:
    return mail(
        text_part(f"FOR IMMEDIATE RELEASE\n\nContact: Jane Doe, jane@example.org, 415-555-0100\n\nA County Leaves\n\n{DATELINE}\n\n{SAMPLE}\n\n###\n\n-- \nJane Doe\nExample Project\n"),
        subject="=?utf-8?q?News_from_us?=",
    )  # fmt: skip


@case(
    "mail-both.eml",
    has=("**bold**", "[the memo](https://example.org/memo)", "![A map]({attach}a-county-leaves-1.png)"),
    never=("safelinks", "PREHEADER", "plain twin"),
)
def mail_both() -> bytes:
    outlook = "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fmemo%3Futm_source%3Dx&amp;data=05"
    html = f"""<html><body><div style="display:none;max-height:0">PREHEADER</div><table role="presentation"><tr><td><h1>A County Leaves</h1><p>{DATELINE}</p><p>Some <b>bold</b> words, see <a href="{outlook}">the memo</a>.</p>
    <p><img src="cid:map@x" alt="A map"></p><p>{SAMPLE}</p></td></tr></table></body></html>"""
    related = (
        b'Content-Type: multipart/related; boundary="C"\r\n\r\n--C\r\n'
        + text_part(html, kind="html")
        + b"\r\n--C\r\nContent-ID: <map@x>\r\n"
        + file_part("image/png", "map.png", png(7), "inline")
        + b"\r\n--C--"
    )
    return mail(text_part("plain twin of the same sample text"), related, kind="alternative")


@case("mail-attachments.eml", has=(SAMPLE, "![]({attach}a-county-leaves-1.png)"))
def mail_attachments() -> bytes:
    return mail(
        text_part(f"{LEAD}\n\n{SAMPLE}\n"), file_part("application/pdf", "Sample memo.pdf", b"%PDF-1.4\n%%EOF"), file_part("image/png", "photo.png", png(8)),
        file_part("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "release.docx", b"PK\3\4"),
    )  # fmt: skip


@case("mail-forwarded.eml", has=(SAMPLE,), never=("press@example.org", "Forwarded"))
def mail_forwarded() -> bytes:
    text = f"---------- Forwarded message ---------\nFrom: Jane Doe <jane@example.org>\nDate: Wed, Sep 1, 2010 at 9:00 AM\nSubject: A County Leaves\nTo: <press@example.org>\n\n{LEAD}\n\n{SAMPLE}\n"
    return mail(text_part(text), subject="Fwd: FW: something else")


@case("mail-charset.eml", title="Señor Pérez’s County", has=("café – “no”",), never=("Ã", "â€"))
def mail_charset() -> bytes:
    """It says Latin-1, and is UTF-8."""
    part = text_part(f"{LEAD}\n\ncafé – “no”\n\n{SAMPLE}\n").replace(b"charset=utf-8", b"charset=iso-8859-1")
    return mail(part, subject="=?utf-8?b?" + b64encode("Señor Pérez’s County".encode()).decode() + "?=")


@case("mail-windows.eml", has=("café – “no”",))
def mail_windows() -> bytes:
    part = text_part(f"{LEAD}\n\ncafé – “no”\n\n{SAMPLE}\n", charset="cp1252").replace(
        b"charset=cp1252", b"charset=x-unknown"
    )
    return mail(part)


@case("mail-flowed.eml", has=("A long line that goes on in the next one, and on to its end.",))
def mail_flowed() -> bytes:
    return mail(
        text_part(
            f"{LEAD}\n\nA long line that goes on \nin the next one, \nand on to its end.\n\n{SAMPLE}\n",
            more="; format=flowed",
        )
    )


# -- text, Markdown, posts


@case("plain.txt", has=("- One\n- Two", SAMPLE), never=("utm_",))
def plain() -> bytes:
    return f"FOR IMMEDIATE RELEASE\n\nA County Leaves\n\n{DATELINE}\n\n• One\n• Two\n\nSee https://example.org/memo?utm_source=x&utm_medium=y.\n\n{SAMPLE}\n\n###\n".encode()


@case("windows.txt", has=("“Quoted” – café.",))
def windows_text() -> bytes:
    return f"A County Leaves\r\n\r\n{DATELINE}\r\n\r\n“Quoted” – café.\r\n\r\n{SAMPLE}\r\n".encode("cp1252")


@case("utf-16.txt", has=("“Quoted” – café.",))
def utf_16_text() -> bytes:
    return f"A County Leaves\r\n\r\n{DATELINE}\r\n\r\n“Quoted” – café.\r\n\r\n{SAMPLE}\r\n".encode("utf-16")


@case("markdown.md", has=("[the memo](https://example.org/memo)", "[^1]: The sample memo."), never=("fbclid",))
def markdown() -> bytes:
    return f"# A County Leaves\n\n{DATELINE}\n\nSee [the memo](https://example.org/memo?fbclid=x).[^1] {SAMPLE}\n\n[^1]: The sample memo.\n".encode()


@case(
    "2010-09-01-a-county-leaves.md", has=(SAMPLE, "```ruby\nputs 1\n```"), never=("{%", "{:", "<!--more-->", "{{ site"),
)  # fmt: skip
def jekyll() -> bytes:
    return f"""---
layout: post
title: A County Leaves
excerpt: What the sample memo says.
permalink: /news/leaves/
categories: [news, records]
author: Jane Doe
---
{LEAD}

<!--more-->

{{% include share.html %}}

Some words.
{{: .right}}

{{% highlight ruby %}}
puts 1
{{% endhighlight %}}

See [about]({{{{ site.baseurl }}}}/about/). {SAMPLE}
""".encode()


@case("hugo-toml.md", has=(SAMPLE,), never=("+++", "{{<"))
def hugo_toml() -> bytes:
    return f"""+++
title = "A County Leaves"
date = 2010-09-01T10:00:00-07:00
draft = true
description = "What the sample memo says."
aliases = ["/old/leaves/"]
weight = 3
[taxonomies]
tags = ["records", "counties"]
+++

{LEAD}

{{{{< youtube abc >}}}}

{SAMPLE}
""".encode()


@case(
    "hugo-yaml.md",
    has=(SAMPLE, "![A map]({attach}a-county-leaves-1.png)", "*A caption*"),
    never=("{{<",),
    beside={"map.png": png(9)},
)
def hugo_yaml() -> bytes:
    return f"""---
title: "A County Leaves"
date: 2010-09-01
draft: true
description: What the sample memo says.
lastmod: 2010-09-02
---

{LEAD}

{{{{< figure src="map.png" alt="A map" caption="A caption" >}}}}

{{{{% notice %}}}}Noted.{{{{% /notice %}}}} {SAMPLE}
""".encode()


@case("hugo-json.md", has=(SAMPLE,), never=('"title"',))
def hugo_json() -> bytes:
    return f'{{"title": "A County Leaves", "date": "2010-09-01", "description": "What the sample memo says.", "draft": true}}\n\n{LEAD}\n\n{SAMPLE}\n'.encode()


__all__ = ["CASES", "Case", "t"]
