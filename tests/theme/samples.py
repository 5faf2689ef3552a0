"""Views to draw every template with. All of it is sample data: no such case, person, letter or organization exists."""

from dataclasses import replace
from typing import Any

from plugins.newsroom.pages.views.case import (
    CaseEvent,
    CaseView,
    Counsel,
    DocumentGroup,
    Party,
    Proceeding,
    RecordsRequest,
)
from plugins.newsroom.pages.views.document import (
    CitedHere,
    CitedIn,
    DocumentTextView,
    DocumentView,
    PageNote,
    PageText,
    PageTile,
    Paragraph,
    Reference,
    Section,
    Version,
)
from plugins.newsroom.pages.views.embed import EmbeddedPage, EmbedView
from plugins.newsroom.pages.views.lists import (
    Facet,
    FacetValue,
    FeedGroup,
    FeedListing,
    Foreign,
    HomeView,
    Listing,
    ListView,
    OrganizationView,
    Rests,
    Step,
    SubscribeView,
)
from plugins.newsroom.pages.views.mail import MailView
from plugins.newsroom.pages.views.prose import (
    Boilerplate,
    NotFoundView,
    PressFile,
    PressView,
    RedirectView,
    TextPageView,
    VerifyView,
)
from plugins.newsroom.pages.views.release import (
    CaptionsView,
    ContactsView,
    PasteView,
    ReleaseTextView,
    ReleaseView,
    ShownRecording,
    TranscriptView,
)
from plugins.newsroom.pages.views.search import OtherSearch, SearchView
from plugins.newsroom.pages.views.shared import (
    Alternate,
    Briefing,
    BriefingTime,
    CaseCard,
    Change,
    ContactCard,
    CountedLink,
    Coverage,
    DateText,
    DocumentCard,
    EmbedCode,
    FeedLink,
    FileFacts,
    Head,
    HeldNote,
    Link,
    OrganizationCard,
    Original,
    PagePicture,
    Picture,
    Proof,
    ReleaseCard,
    Source,
    Withdrawal,
)
from plugins.newsroom.pages.views.tracker import (
    ChangedRow,
    OrderLink,
    PageOfRows,
    StatusCount,
    Tile,
    TileMap,
    TrackerCard,
    TrackerCounts,
    TrackerEntry,
    TrackerPageView,
    TrackerRow,
    TrackersView,
    TrackerTable,
    TrackerView,
)
from plugins.records.campaign.brand import COLOR, MARKER, shades
from plugins.render.theme import Site, SiteLink

ORIGIN = "https://example.org"
SHA256 = "0123456789abcdef" * 4
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_TITLE = (
    "Sample Memo of Seven Pages Says Jurisdictions May Decline the Example Program, Sample Groups Ask That Every "
    f"Request Made Since the Sample Launch Be Answered in Writing, and {LONG_WORD} Agrees"
)

PROSE = """<p>The Example Agency answered a sample request with a memo of seven pages. It says that a jurisdiction
<a href="/documents/sample-memo/#page=3">may ask in writing</a> to decline the program.<sup id="fnref:1"><a
class="footnote-ref" href="#fn:1">1</a></sup></p>
<figure class="quotation"><blockquote cite="/documents/sample-memo/#page=3">
<p>A jurisdiction may ask in writing to decline the sample program, and will be answered in writing.</p>
</blockquote><figcaption><a href="/documents/sample-memo/#page=3">Sample memo, p. 3</a></figcaption></figure>
<h2 id="what-the-memo-says">What the memo says</h2>
<p>The memo describes <strong>three steps</strong> and <em>no deadline</em>; the form is
<code>EX-104</code>, at <a href="https://agency.example/forms">the agency’s page of forms</a>.</p>
<ul><li>A letter to the sample office.</li><li><p>A meeting.</p><p>Within a month.</p></li><li>An answer.</li></ul>
<blockquote><p>Plain words set apart, with no source of their own.</p></blockquote>
<h3 id="in-figures">In figures</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Sample figures"><table><caption>Sample figures</caption>
<thead><tr><th scope="col" class="align-left">State</th><th scope="col" class="align-right">Asked</th>
<th scope="col" class="align-center">Answered</th></tr></thead>
<tbody><tr><td class="align-left">Example State</td><td class="align-right">12</td><td class="align-center">no</td></tr>
<tr><td class="align-left">Sample State</td><td class="align-right">1,204</td><td class="align-center">yes</td></tr>
</tbody></table></div>
<dl><dt>Opting out</dt><dd>Asking, in writing, not to take part.</dd></dl>
<pre><code>GET /sample/records HTTP/1.1
Accept: application/pdf, text/plain;q=0.5, application/json;q=0.1, */*</code></pre>
<details><summary>How the sample was counted</summary><p>By hand, twice.</p></details>
<p><img src="/releases/2024/sample/picture.png" alt="A drawn rectangle" width="640" height="240" loading="lazy"></p>
<div class="footnotes"><ol><li id="fn:1"><p>A sample footnote. <a class="footnote-backref" href="#fnref:1"
aria-label="Back to the text">↩</a></p></li></ol></div>"""

WORDS = """<p>A page of sample text, with <a href="/releases/">a link to the releases</a>.</p>
<h2 id="a-part">A part of it</h2><p>More sample text, so that the page has a second paragraph.</p>"""

SITE = Site(
    name="Example Records Project",
    tagline="Sample releases, and the sample documents that prove them",
    notice="This is a page of sample data: no such case, letter or organization exists.",
    absolute_url=ORIGIN,
    home_url="/",
    lang="en",
    sections=tuple(
        SiteLink(key=key, text="", url=f"/{key}/") for key in ("releases", "cases", "documents", "press", "subscribe")
    ),
    footer=(
        *(SiteLink(key=key, text="", url=f"/{key}/") for key in ("topics", "organizations", "corrections")),
        SiteLink(key="", text="About", url="/about/"),
        SiteLink(key="", text="Privacy", url="/privacy/"),
        SiteLink(key="", text="Accessibility", url="/accessibility/"),
    ),
    stylesheet_url="/theme/style.css",
    search_url="/search/",
    icon_url="/favicon.ico",
    assets=(("js/search.js", "/theme/js/search.js"),),
    rights="Sample text: CC BY 4.0. Sample records: public domain.",
)

SMALLEST_SITE = replace(
    SITE,
    name="Example",
    tagline="",
    notice="",
    rights="",
    icon_url="",
    search_url="",
    footer=(),
    sections=(SiteLink(key="releases", text="", url="/releases/"),),
)


def head(path: str, title: str, *, section: str = "", lang: str = "en", kind: str = "website", **more: Any) -> Head:
    if more.get("alternates"):
        more = {"default_url": f"{ORIGIN}{path}", "languages": more["alternates"], **more}
    return Head(
        title=title,
        description=f"Sample page: {title}",
        absolute_url=f"{ORIGIN}{path}",
        lang=lang,
        direction="rtl" if lang == "ar" else "ltr",
        kind=kind,
        section=section,
        feeds=(
            FeedLink(title="All releases (RSS)", type="application/rss+xml", url="/feeds/all.rss.xml"),
            FeedLink(title="All releases (Atom)", type="application/atom+xml", url="/feeds/all.atom.xml"),
        ),
        **more,
    )


def day(iso: str, text: str) -> DateText:
    return DateText(iso=iso, text=text)


JANUARY = day("2024-01-14", "January 14, 2024")
MARCH = day("2024-03-11", "March 11, 2024")
MOMENT = day("2024-03-12T10:00:00-07:00", "March 12, 2024, 10:00 a.m. PDT")
NEXT = day("2024-05-02", "May 2, 2024")

HOME = Link(text="Home", url="/")
FILE = FileFacts(
    url="/documents/sample-memo/sample-memo.pdf",
    name="sample-memo.pdf",
    size_text="412 KB",
    bytes=421888,
    sha256=SHA256,
    pages=7,
)

EMBED = EmbedCode(absolute_url=f"{ORIGIN}/embed/release/sample/", title="A “sample” & more", height=480)
PICTURE = PagePicture(url="/documents/sample-memo/page-3-small.png", width=208, height=269)

MEMO = DocumentCard(
    title="Sample memo on how to decline the program",
    url="/documents/sample-memo/",
    kind="memo",
    date=MARCH,
    author="Example Agency",
    summary="Seven sample pages that say for the first time how a jurisdiction may decline.",
    docket_entry="47",
    file=FILE,
    first_page=PICTURE,
    cited_pages=(1, 3),
    cited=6,
)
LETTER = DocumentCard(
    title="Letter from the sample sheriff",
    url="/documents/sample-letter/",
    kind="letter",
    date=None,
    author="",
    summary="",
    docket_entry="",
    file=None,
)
COMPLAINT = replace(
    MEMO,
    title="Sample complaint",
    url="/documents/sample-complaint/",
    kind="complaint",
    date=JANUARY,
    author="Example Records Project",
    summary="",
    docket_entry="1",
    file=replace(FILE, url="/documents/sample-complaint/sample-complaint.pdf", size_text="1.2 MB", pages=1),
)
SPANISH_LETTER = replace(
    LETTER, title="Carta de ejemplo", url="/es/documents/carta/", kind="response", author="Ejemplo", lang="es"
)

LEAD = ReleaseCard(
    title="Sample memo confirms that counties may decline the example program",
    url="/releases/2024/sample/",
    date=MOMENT,
    summary="A document released in a sample lawsuit describes, for the first time, how a jurisdiction may opt out.",
    lang="",
)
EARLIER = ReleaseCard(
    title="Sample groups file for the records",
    url="/releases/2024/filed/",
    date=JANUARY,
    summary="The sample complaint asks for every record of the program’s first year.",
    lang="",
)
WITHDRAWN = ReleaseCard(
    title="A sample release that was taken back",
    url="/releases/2023/taken-back/",
    date=day("2023-11-02", "November 2, 2023"),
    summary="",
    lang="",
    withdrawn=True,
)
SPANISH = ReleaseCard(
    title="Un comunicado de ejemplo",
    url="/es/releases/2024/ejemplo/",
    date=day("2024-01-15", "January 15, 2024"),
    summary="Un resumen de ejemplo.",
    lang="es",
)
LONG = replace(LEAD, title=LONG_TITLE, url="/releases/2024/long/", summary=f"{LONG_WORD} {LONG_WORD}")

CASE = CaseCard(
    title="Example Records Project v. Example Agency",
    url="/cases/example-v-agency/",
    summary="A sample case about the records of the example program.",
    status_line="The sample court ordered the agency to release its memo; an index of what is withheld is due.",
    as_of=MARCH,
    next_date=NEXT,
    next_title="index of redactions due",
)
BARE_CASE = CaseCard(
    title="A case of which little is known",
    url="/cases/little-known/",
    summary="Its sample summary.",
    status_line="",
    as_of=None,
    next_date=None,
    next_title="",
)

PROJECT = OrganizationCard(
    name="Sample Records Alliance",
    short_name="SRA",
    url="/organizations/sra/",
    site_url="https://sra.example/",
    boilerplate="The Sample Records Alliance is sample text about an organization that does not exist.",
    lead=True,
)
GROUP = OrganizationCard(name="Sample Group", short_name="", url="", site_url="", boilerplate="")
CONTACT = ContactCard(
    name="Sample Contact",
    organization=Link(text="Sample Records Alliance", url="/organizations/sra/"),
    email="press@example.org",
    phone="+1 415 555 0100",
    phone_url="tel:+14155550100",
    languages="English and Spanish",
)
BARE_CONTACT = ContactCard(name="Second Sample", organization=None, email="", phone="", phone_url="", languages="")

CORRECTION = Change(
    date=MOMENT, note="The sample memo has seven pages; an earlier version said eight.", kind="correction"
)
UPDATE = Change(date=MARCH, note="Added the sample letter.", kind="update")
WITHDRAWAL = Withdrawal(
    date=MARCH, reason="The sample figures could not be confirmed.", replacement=Link(text=LEAD.title, url=LEAD.url)
)
TOPICS = (Link(text="Opting out", url="/topics/opting-out/"), Link(text="Records", url="/topics/records/"))
SPANISH_TWIN = (
    Alternate(
        lang="es",
        name="Español",
        url="/es/releases/2024/sample/",
        absolute_url=f"{ORIGIN}/es/releases/2024/sample/",
    ),
)

HOME_VIEW = HomeView(
    head=head("/", SITE.name),
    lead=LEAD,
    releases=(EARLIER, SPANISH, WITHDRAWN),
    more_releases_url="/releases/",
    case=CASE,
    documents=(MEMO, LETTER, COMPLAINT),
    topics=(
        CountedLink(text="Opting out", url="/topics/opting-out/", count=12),
        CountedLink(text="Records", url="/topics/records/", count=1),
    ),
    intro_html="",
    proof=Proof(
        words="A jurisdiction may ask in writing to decline the sample program.",
        title=MEMO.title,
        page=3,
        url="/documents/sample-memo/#page=3",
        picture=PICTURE,
        kind="exact",
        quoted_in=Link(text="Una muestra anterior", url="/es/releases/2024/sample/", lang="es"),
    ),
    rests=Rests(documents=3, pages=8, on_file=2),
    steps=(
        Step(title="Sample request", date=JANUARY),
        Step(title="Sample order", date=MARCH),
        Step(title="index of redactions due", date=NEXT, is_next=True),
    ),
    years=(
        CountedLink(text="2024", url="/releases/2024/", count=4),
        CountedLink(text="2023", url="/releases/2023/", count=1),
    ),
    contacts=(CONTACT,),
    press_url="/press/",
    cases_url="/cases/",
    documents_count=63,
    documents_url="/documents/",
    topics_url="/topics/",
)
ORIGINAL = Original(title="Un comunicado", url="/a/", lang="es", absolute_url=f"{ORIGIN}/a/", changed=MARCH)
BRIEFING = Briefing(
    time=BriefingTime(
        day=DateText(iso="2024-03-12", text="March 12, 2024"), hours=("10 a.m. Pacific", "1 p.m. Eastern"), is_over=True
    ),
    where="Sample hall, 1 Example Street",
    url="https://calls.example/sample",
    phone="+1 (415) 555-0100",
    phone_url="tel:+14155550100",
    code="0000",
    speakers=("A. Sample, Sample Clinic", "B. Example"),
    for_press=False,
    calendar_url="/releases/2024/sample/briefing.ics",
    outcomes=(Link(text="Sample article (Sample Paper)", url="https://paper.example/article"),),
)

RELEASE_VIEW = ReleaseView(
    kind="release",
    head=head(
        LEAD.url,
        LEAD.title,
        section="releases",
        kind="article",
        alternates=SPANISH_TWIN,
        published_iso=MOMENT.iso,
        modified_iso=MOMENT.iso,
        json_ld_html='{"@context":"https://schema.org","@type":"NewsArticle","headline":"A \\u003c B"}',
    ),
    breadcrumbs=(HOME, Link(text="Releases", url="/releases/")),
    title=LEAD.title,
    subtitle="Sample groups say the agency must now answer every county that has asked",
    summary=LEAD.summary,
    dateline="Example City and Sampleton",
    date=MOMENT,
    modified=MOMENT,
    authors=(),
    body_html=PROSE,
    topics=TOPICS,
    cases=(CASE,),
    documents=(MEMO, LETTER, COMPLAINT),
    contacts=(CONTACT, BARE_CONTACT),
    organizations=(PROJECT, GROUP),
    images=(
        Picture(
            url="/releases/2024/sample/picture.png", alt="A drawn rectangle", credit="Sample", width=640, height=240
        ),
    ),
    lead=Picture(
        url="/releases/2024/sample/lead.jpg",
        alt="A drawn field",
        caption="A sample caption.",
        credit="Sample",
        width=1600,
        height=800,
        webp="/releases/2024/sample/lead-480.webp 480w, /releases/2024/sample/lead-1600.webp 1600w",
        plain="/releases/2024/sample/lead-480.jpg 480w, /releases/2024/sample/lead.jpg 1600w",
    ),
    recordings=(
        ShownRecording(
            title="A sample talk",
            kind="audio",
            url="/releases/2024/sample/talk.mp3",
            type="audio/mpeg",
            ending="MP3",
            size_text="1.2 MB",
            duration="12:34",
            transcript_html="<p>Sample words.</p>",
        ),
        ShownRecording(
            title="A sample walk",
            kind="video",
            url="/releases/2024/sample/walk.mp4",
            type="video/mp4",
            ending="MP4",
            size_text="8.4 MB",
            duration="",
            transcript_html="",
        ),
        ShownRecording(
            title="A sample elsewhere",
            kind="link",
            url="https://video.example/1",
            type="",
            ending="",
            size_text="",
            duration="1:02:03",
            transcript_html="<p>Sample words.</p>",
        ),
    ),
    coverage=(Coverage(title="A sample article", url="https://news.example/a", outlet="Sample News", date=MARCH),),
    changes=(CORRECTION, UPDATE),
    withdrawal=None,
    sources=(
        Source(number=1, text="may ask in writing", absolute_url=f"{ORIGIN}/documents/sample-memo/#page=3"),
        Source(number=2, text="the agency’s page of forms", absolute_url="https://agency.example/forms"),
    ),
    text_url="/releases/2024/sample/index.txt",
    press_url="/press/",
    newer=None,
    older=Link(text=EARLIER.title, url=EARLIER.url),
)
SMALLEST_RELEASE = ReleaseView(
    kind="statement",
    head=replace(head("/releases/2024/only/", "The only release"), description="", feeds=()),
    breadcrumbs=(),
    title="The only release",
    subtitle="",
    summary="",
    dateline="",
    date=MARCH,
    modified=None,
    authors=(),
    body_html="<p>One sample paragraph.</p>",
    topics=(),
    cases=(),
    documents=(),
    contacts=(),
    organizations=(),
    images=(),
    coverage=(),
    changes=(),
    withdrawal=None,
    sources=(),
    text_url="",
    press_url="",
    newer=None,
    older=None,
)
WITHDRAWN_RELEASE = replace(
    SMALLEST_RELEASE, title=WITHDRAWN.title, body_html="", withdrawal=WITHDRAWAL, press_url="/press/", newer=HOME
)
LONG_RELEASE = replace(
    RELEASE_VIEW,
    title=LONG_TITLE,
    subtitle=f"{LONG_WORD} {LONG_WORD}",
    contacts=(),
    authors=("Sample Writer", "Second Writer"),
    changes=(),
    documents=(replace(MEMO, title=LONG_TITLE, author=LONG_WORD),),
    body_html=f"<p>{LONG_WORD}{LONG_WORD}</p>{PROSE}",
)
ARABIC_RELEASE = replace(
    RELEASE_VIEW,
    head=head("/ar/releases/2024/sample/", "بيان صحفي تجريبي", lang="ar", section="releases"),
    title="بيان صحفي تجريبي عن وثائق تجريبية",
    subtitle="هذا نص تجريبي لا يصف أي حدث",
    dateline="مدينة تجريبية",
    body_html="<p>هذا نص تجريبي من فقرة واحدة، لا يصف أي حدث ولا أي شخص.</p><p>وهذه فقرة ثانية.</p>",
)
TEXT_VIEW = ReleaseTextView(
    original=ORIGINAL,
    kind="release",
    lang="en",
    title=LEAD.title,
    subtitle=RELEASE_VIEW.subtitle,
    date=MOMENT,
    organizations=("Sample Records Alliance", "Sample Group"),
    contacts=(CONTACT, BARE_CONTACT),
    body="The Example Agency answered a sample request with a memo & a letter [1].\n\nA second paragraph [2].",
    boilerplates=((PROJECT.name, PROJECT.boilerplate),),
    sources=RELEASE_VIEW.sources,
    changes=(CORRECTION,),
    withdrawal=None,
    absolute_url=f"{ORIGIN}{LEAD.url}",
)
MAIL_VIEW = MailView(
    text=TEXT_VIEW,
    direction="ltr",
    dateline="Sampleton",
    summary="A sample of an e-mail",
    body_html="<p>Sample words.</p>",
    lead=None,
    images=(Picture(url=f"{ORIGIN}/a.png", alt="Sample", credit="Nobody", caption="A", width=1600, height=900),),
    documents=(Link(text=MEMO.title, url=f"{ORIGIN}{MEMO.url}"),),
    light=shades(COLOR, MARKER)[0],
    dark=shades(COLOR, MARKER)[1],
)
SMALLEST_TEXT = replace(
    TEXT_VIEW,
    subtitle="",
    organizations=(),
    contacts=(),
    boilerplates=(),
    sources=(),
    changes=(),
)
ORDER_GRANTED = CaseEvent(
    date=MARCH,
    entry_number="47",
    title="Order granting release in part",
    body_html="",
    documents=(MEMO, LETTER),
)
CASE_VIEW = CaseView(
    head=head(CASE.url, CASE.title, section="cases"),
    breadcrumbs=(HOME, Link(text="Cases", url="/cases/")),
    title=CASE.title,
    short_name="ERP v. Agency",
    summary=CASE.summary,
    status_line=CASE.status_line,
    as_of=MARCH,
    next_date=NEXT,
    next_title="index of redactions due",
    body_html=WORDS,
    proceedings=(
        Proceeding(
            court="Example District Court",
            docket_number="1:24-ex-00000",
            date_filed=JANUARY,
            date_terminated=None,
            judge="Sample Judge",
            cause="Sample records law",
            source_url="https://court.example/docket/1-24-ex-00000",
        ),
        Proceeding(
            court="Example Court of Appeals",
            docket_number="24-0000",
            date_filed=None,
            date_terminated=MARCH,
            judge="",
            cause="",
            source_url="",
        ),
    ),
    parties=(
        Party(name="Example Records Project", role="plaintiff"),
        Party(name="Example Agency", role="defendant"),
        Party(name="Sample Group", role=""),
    ),
    counsel=(
        Counsel(name="Sample Counsel", organization="Sample Clinic", party="Example Records Project"),
        Counsel(name="Second Counsel", organization="", party=""),
    ),
    requests=(
        RecordsRequest(
            agency="Example Agency",
            tracking_id="EX-2024-0001",
            date=JANUARY,
            status="answered in part",
            exemptions=("b5", "b7E"),
        ),
    ),
    events=(
        CaseEvent(date=JANUARY, entry_number="1", title="Complaint filed", body_html="", documents=(COMPLAINT,)),
        CaseEvent(
            date=None,
            entry_number="",
            title="The sample request is left without an answer",
            body_html="<p>A sample sentence about it.</p>",
            documents=(),
        ),
        ORDER_GRANTED,
    ),
    latest=ORDER_GRANTED,
    groups=(
        DocumentGroup(kind="complaint", documents=(COMPLAINT,)),
        DocumentGroup(kind="memo", documents=(MEMO,)),
        DocumentGroup(kind="letter", documents=(LETTER,)),
    ),
    releases=(LEAD, EARLIER, SPANISH, WITHDRAWN),
    topics=TOPICS,
    changes=(UPDATE,),
    withdrawal=None,
)
SMALLEST_CASE = CaseView(
    head=head(BARE_CASE.url, BARE_CASE.title, section="cases"),
    breadcrumbs=(),
    title=BARE_CASE.title,
    short_name="",
    summary="",
    status_line="",
    as_of=None,
    next_date=None,
    next_title="",
    body_html="",
    proceedings=(),
    parties=(),
    counsel=(),
    requests=(),
    events=(),
    groups=(),
    releases=(),
    topics=(),
    changes=(),
    withdrawal=None,
)
PAGE_TEXTS = tuple(
    PageText(
        number=number,
        paragraphs=(Paragraph(segments=((words[:5], False), (words[5:], number == 3)), kind=kind_of),) if words else (),
        kind=kind,
        pdf_url=f"/documents/sample-memo/sample-memo.pdf#page={number}",
        picture=replace(PICTURE, url=f"/documents/sample-memo/page-{number}.png") if number < 6 else None,
        notes=("The first description of it.",) if number == 3 else (),
        cited=(
            CitedHere(title=LEAD.title, url=LEAD.url, date=MOMENT, verdict="exact"),
            CitedHere(title=EARLIER.title, url=EARLIER.url, date=None, verdict=""),
        )
        if number == 3
        else (),
        cited_more=2 if number == 3 else 0,
        embed=EMBED if number in (1, 3) else None,
    )
    for number, (kind, kind_of, words) in enumerate(
        [("text", "lines", "Typed words.\nA second line."), ("ocr", "text", "Words of a scan."),
         ("text", "text", "More words, quoted."), ("scan", "text", ""), ("blank", "text", ""),
         ("text", "heading", "x" * 200), ("text", "text", "The last page.")],
        start=1,
    )
)  # fmt: skip
TILES = tuple(
    PageTile(
        number=number,
        url=f"/documents/sample-memo/#page={number}",
        thumbnail_url=f"/documents/sample-memo/page-{number}-small.png" if number < 6 else "",
        width=208 if number < 6 else 0,
        height=269 if number < 6 else 0,
    )
    for number in range(1, 8)
)
DOCUMENT_VIEW = DocumentView(
    head=head(MEMO.url, MEMO.title, section="documents"),
    breadcrumbs=(HOME, Link(text="Documents", url="/documents/")),
    title=MEMO.title,
    kind="memo",
    summary=MEMO.summary,
    body_html=WORDS,
    file=FILE,
    date=MARCH,
    authors=("Example Agency",),
    source="Court docket",
    recipient="Sample Office",
    obtained_via="a sample request for records",
    obtained_date=MARCH,
    release_batch="2",
    bates="EX-000123 to EX-000129",
    exemptions=("b5", "b7E"),
    redacted_by="agency",
    language="English",
    rights="Public domain",
    case=Link(text=CASE.title, url=CASE.url),
    docket_entry="47",
    docket_url="/cases/example-v-agency/#entry-47",
    sections=(
        Section(page=1, title="Background"),
        Section(page=3, title="How to decline"),
    ),
    notes=(PageNote(page=3, text="The first description of it."),),
    versions=(
        Version(
            date=JANUARY,
            comment="As first released, with two pages missing.",
            file=replace(FILE, url="/documents/sample-memo/sample-memo.2024-01-14.pdf", size_text="390 KB"),
        ),
        Version(date=MOMENT, comment="", file=None),
    ),
    cited_in=(
        CitedIn(title=LEAD.title, url=LEAD.url, pages=(3, 7), date=MOMENT),
        CitedIn(title=EARLIER.title, url=EARLIER.url, pages=(), date=None),
    ),
    citation=f"Example Agency, Sample memo (March 11, 2024), {ORIGIN}/documents/sample-memo/",
    topics=TOPICS,
    changes=(UPDATE,),
    withdrawal=None,
    press_url="/press/",
    references=(Reference(name="BibTeX", text="@misc{sample-memo,\n  title = {{Sample memo}}\n}"),),
    received_sha256="b" * 64,
    signature_broken=True,
    tiles=TILES,
    texts=PAGE_TEXTS,
    most_cited=3,
    most_cited_url="#page=3",
    text_url="/documents/sample-memo/sample-memo.txt",
)
LONG_DOCUMENT = replace(
    DOCUMENT_VIEW,
    texts=(),
    parts=(Link(text="1–25", url="/documents/sample-memo/text/1-25/"),),
)
DOCUMENT_TEXT = DocumentTextView(
    head=head("/documents/sample-memo/text/1-25/", MEMO.title, section="documents"),
    breadcrumbs=(HOME,),
    title=MEMO.title,
    document=Link(text=MEMO.title, url=MEMO.url),
    first=1,
    last=25,
    pages=30,
    texts=PAGE_TEXTS,
    previous_url="/documents/sample-memo/text/0-0/",
    next_url="/documents/sample-memo/text/26-30/",
    previous="0–0",
    next="26–30",
)
MISSING_DOCUMENT = replace(
    DOCUMENT_VIEW,
    head=head(LETTER.url, LETTER.title, section="documents"),
    title=LETTER.title,
    kind="letter",
    summary="A sample letter that asks to decline the program.",
    body_html="",
    file=None,
    references=(),
    received_sha256="",
    signature_broken=False,
    tiles=(),
    texts=(),
    date=None,
    authors=(),
    source="",
    recipient="",
    obtained_via="",
    obtained_date=None,
    release_batch="",
    bates="",
    exemptions=(),
    redacted_by="",
    language="",
    rights="",
    case=None,
    docket_entry="",
    docket_url="",
    sections=(),
    notes=(),
    versions=(),
    cited_in=(),
    citation="",
    topics=(),
    changes=(),
)
CRUMBS = (HOME,)
FEED_ENDS = {"rss": "rss.xml", "atom": "atom.xml", "json": "json"}


def feed_listing(title: str, name: str, *, lang: str = "") -> FeedListing:
    return FeedListing(
        title=title,
        lang=lang,
        **{f"{kind}_url": f"/feeds/{name}.{end}" for kind, end in FEED_ENDS.items()},
        **{f"{kind}_absolute_url": f"{ORIGIN}/feeds/{name}.{end}" for kind, end in FEED_ENDS.items()},
    )


VERIFY_VIEW = VerifyView(
    head=head("/verify/", "Verify a copy", section="verify"),
    breadcrumbs=(Link(text="Home", url="/"),),
    sums_url="https://sample.example/SHA256SUMS",
    signature_url="https://sample.example/SHA256SUMS.sig",
    signers_url="https://sample.example/verify/allowed_signers",
    command="ssh-keygen -Y verify -f allowed_signers -I sample.example -n file -s SHA256SUMS.sig < SHA256SUMS",
)
YEARS = Facet(
    name="year",
    values=(
        FacetValue(key="", text="2024", url="/releases/2024/", count=4, anchor="year-2024"),
        FacetValue(key="", text="2023", url="/releases/2023/", count=1, anchor="year-2023"),
    ),
)

ENTRY = TrackerEntry(
    anchor="ca-sample-county-2024-03-12",
    status="Asked to leave",
    tone="open",
    date=DateText(iso="2024-03-12", text="March 12, 2024"),
    source=Link(text="Sample memo, page 3", url="/documents/sample-memo/#page=3"),
    note="In a letter of the sample clerk",
)
BARE_ENTRY = TrackerEntry(anchor="tx-example-city", status="Left", tone="good", date=None, source=None, note="")
COUNTS = (
    StatusCount(name="Left", tone="good", count=1),
    StatusCount(name="Refused", tone="bad", count=1),
    StatusCount(name="Asked to leave", tone="open", count=1),
    StatusCount(name="Other", tone="none", count=0),
)
EARLIER_ENTRY = replace(ENTRY, anchor="ca-sample-county-2023-01-01", status="Refused", tone="bad", source=None)
TRACKER_TABLE = TrackerTable(
    rows=(
        TrackerRow(place="Sample County", state="CA", now=ENTRY, before=(EARLIER_ENTRY,)),
        TrackerRow(place=LONG_WORD, state="TX", now=BARE_ENTRY, before=()),
        TrackerRow(place="Nowhere", state="", now=replace(BARE_ENTRY, anchor="nowhere", tone="none"), before=()),
    ),
    orders=(
        OrderLink(order="place", url="/trackers/sample/", is_shown=True),
        OrderLink(order="status", url="/trackers/sample/by/status/1/", is_shown=False),
        OrderLink(order="date", url="/trackers/sample/by/date/1/", is_shown=False),
    ),
    pages=(
        PageOfRows(number=1, url="/trackers/sample/", is_shown=True),
        PageOfRows(number=2, url="/trackers/sample/by/place/2/", is_shown=False),
    ),
)


def tile(code: str, name: str, x: int, tone: str = "", said: tuple[StatusCount, ...] = (), anchor: str = "") -> Tile:
    url = f"/trackers/sample/#{anchor}" if anchor else ""
    return Tile(code=code, name=name, x=x, y=4, tone=tone, count=len(said), said=said, url=url)


TRACKER_VIEW = TrackerView(
    head=head("/trackers/sample/", "Sample tracker", section="trackers"),
    breadcrumbs=CRUMBS,
    title="Sample tracker",
    summary="Which sample places asked, and what came of it.",
    body_html=WORDS,
    as_of=DateText(iso="2024-03-20", text="March 20, 2024"),
    method="Counted by hand, twice.",
    places=3,
    states=2,
    has_territories=False,
    counts=COUNTS,
    map=TileMap(
        width=180,
        height=48,
        size=40,
        tiles=(
            tile("CA", "California", 4, "open", COUNTS[2:3], "ca-sample-county-2024-03-12"),
            tile("TX", "Texas", 48, "good", COUNTS[:1], "tx-example-city"),
            tile("NY", "New York", 92, "bad", COUNTS[1:2], "nowhere"),
            tile("ME", "Maine", 136),
        ),
    ),
    table=TRACKER_TABLE,
    csv=replace(FILE, url="/trackers/sample/sample.csv", name="sample.csv"),
    changed=(
        ChangedRow(
            place="Sample County",
            state="CA",
            status="Asked to leave",
            url="/trackers/sample/#ca-sample-county-2024-03-12",
            date=DateText(iso="2024-03-12", text="March 12, 2024"),
        ),
    ),
    topics=(),
    changes=(),
    withdrawal=None,
)
TRACKER_CARD = TrackerCard(
    title="Sample tracker", url="/trackers/sample/", summary="Which asked.", as_of=TRACKER_VIEW.as_of
)

SMALLEST_SEARCH = SearchView(
    head=head("/search/", "Search", section="search"),
    breadcrumbs=CRUMBS,
    state="missing",
    url="/search/",
    index_url="/search/pagefind/",
    kinds=(),
    release_kinds=(),
    document_kinds=(),
    others=(),
)

EMBED_VIEW = EmbedView(
    head=head("/releases/2024/sample/", LEAD.title),
    url="/releases/2024/sample/",
    kind="release",
    label="release",
    title=LEAD.title,
    date=MARCH,
    summary="A sample summary.",
    withdrawal=None,
    proof=HOME_VIEW.proof,
)
EMBEDDED_PAGE = replace(
    EMBED_VIEW,
    url="/documents/sample-memo/#page=3",
    kind="document",
    label="memo",
    title=MEMO.title,
    proof=None,
    page=EmbeddedPage(
        number=3,
        count=7,
        picture=PICTURE,
        kind="text",
        paragraphs=PAGE_TEXTS[2].paragraphs,
        quoted=("More words, quoted.",),
        citation="Example Agency, Sample memo, p. 3",
    ),
)
SAMPLES: dict[str, tuple[str, Any, Site]] = {
    "embed-release": ("embed.html", EMBED_VIEW, SITE),
    "embed-smallest": ("embed.html", replace(EMBED_VIEW, summary="", proof=None), SMALLEST_SITE),
    "embed-withdrawn": ("embed.html", replace(EMBED_VIEW, summary="", proof=None, withdrawal=WITHDRAWAL), SITE),
    "embed-tracker": (
        "embed.html",
        replace(
            EMBED_VIEW,
            url="/trackers/sample/",
            kind="tracker",
            label="",
            title=TRACKER_VIEW.title,
            proof=None,
            table=TrackerCounts(
                places=3,
                states=2,
                has_territories=False,
                counts=TRACKER_VIEW.counts,
                map=TRACKER_VIEW.map,
            ),
        ),
        SITE,
    ),
    "embed-page": ("embed.html", EMBEDDED_PAGE, SITE),
    "embed-page-gone": ("embed.html", replace(EMBEDDED_PAGE, page=None), SITE),
    "home": ("home.html", HOME_VIEW, SITE),
    "home-intro": ("home.html", replace(HOME_VIEW, intro_html=WORDS, lead=LONG), SITE),
    "home-smallest": (
        "home.html",
        HomeView(
            head=head("/", "Example"),
            lead=EARLIER,
            releases=(),
            more_releases_url="",
            case=None,
            documents=(),
            topics=(),
            intro_html="",
        ),
        SMALLEST_SITE,
    ),
    "home-empty": ("home.html", replace(HOME_VIEW, lead=None, releases=(), case=BARE_CASE, documents=()), SITE),
    "releases": (
        "list.html",
        ListView(
            head=head("/releases/", "News", section="releases"),
            breadcrumbs=CRUMBS,
            page="releases",
            title="News",
            count=65,
            listings=(
                Listing(
                    kind="releases",
                    cards=(LEAD, LONG, EARLIER, WITHDRAWN),
                    count=64,
                    foreign=(
                        Foreign(
                            lang="es",
                            direction="ltr",
                            language="Spanish",
                            cards=(SPANISH,),
                            more_url="/es/releases/",
                        ),
                    ),
                ),
            ),
            facets=(
                YEARS,
                Facet(name="topic", values=(FacetValue(key="", text="Records", url="/topics/records/", count=3),)),
            ),
        ),
        SITE,
    ),
    "releases-year": (
        "list.html",
        ListView(
            head=head("/releases/2024/", "News, 2024", section="releases"),
            breadcrumbs=(HOME, Link(text="Releases", url="/releases/")),
            page="releases",
            title="News, 2024",
            count=2,
            listings=(
                Listing(kind="releases", title="March 2024", anchor="month-03", cards=(LEAD,)),
                Listing(kind="releases", title="January 2024", anchor="month-01", cards=(EARLIER,)),
            ),
            facets=(YEARS,),
        ),
        SITE,
    ),
    "release": ("release.html", replace(RELEASE_VIEW, kit=FILE, more_on_topic=(SPANISH,), embed=EMBED), SITE),
    "tracker": ("tracker.html", replace(TRACKER_VIEW, embed=EMBED), SITE),
    "tracker-smallest": (
        "tracker.html",
        replace(
            TRACKER_VIEW,
            as_of=None,
            method="",
            body_html="",
            map=None,
            csv=None,
            changed=(),
            table=TrackerTable(rows=TRACKER_TABLE.rows[1:2], orders=(), pages=()),
        ),
        SMALLEST_SITE,
    ),
    "tracker-withdrawn": ("tracker.html", replace(TRACKER_VIEW, withdrawal=WITHDRAWAL), SITE),
    "tracker-rows": (
        "tracker-rows.html",
        TrackerPageView(
            head=head("/trackers/sample/by/status/1/", "Sample tracker", section="trackers"),
            breadcrumbs=CRUMBS,
            title="Sample tracker",
            tracker=Link(text="Sample tracker", url="/trackers/sample/"),
            order="status",
            number=1,
            table=TRACKER_TABLE,
        ),
        SITE,
    ),
    "trackers": (
        "trackers.html",
        TrackersView(
            head=head("/trackers/", "Trackers", section="trackers"), breadcrumbs=CRUMBS, trackers=(TRACKER_CARD,)
        ),
        SITE,
    ),
    "release-translated": (
        "release.html",
        replace(SMALLEST_RELEASE, original=ORIGINAL),
        SITE,
    ),
    "release-briefing": ("release.html", replace(RELEASE_VIEW, kind="advisory", briefing=BRIEFING), SITE),
    "release-cancelled": (
        "release.html",
        replace(
            WITHDRAWN_RELEASE, briefing=replace(BRIEFING, time=replace(BRIEFING.time, is_cancelled=True), outcomes=())
        ),
        SITE,
    ),
    "release-text-briefing": ("release.txt", replace(TEXT_VIEW, kind="advisory", briefing=BRIEFING), SITE),
    "release-long": ("release.html", LONG_RELEASE, SITE),
    "release-rtl": ("release.html", ARABIC_RELEASE, SITE),
    "release-smallest": ("release.html", SMALLEST_RELEASE, SMALLEST_SITE),
    "release-withdrawn": ("release.html", WITHDRAWN_RELEASE, SITE),
    "release-text": ("release.txt", TEXT_VIEW, SITE),
    "release-text-letter": ("release.txt", replace(TEXT_VIEW, kind="letter"), SITE),
    "release-text-smallest": ("release.txt", SMALLEST_TEXT, SITE),
    "release-text-withdrawn": ("release.txt", replace(SMALLEST_TEXT, body="", withdrawal=WITHDRAWAL), SITE),
    "cases": (
        "list.html",
        ListView(
            head=head("/cases/", "Cases", section="cases"),
            breadcrumbs=CRUMBS,
            page="cases",
            title="Cases",
            count=2,
            listings=(Listing(kind="cases", cards=(CASE, BARE_CASE)),),
        ),
        SITE,
    ),
    "case": ("case.html", replace(CASE_VIEW, kit=FILE, years=HOME_VIEW.years), SITE),
    "case-text": ("case.txt", CASE_VIEW, SITE),
    "contacts-text": (
        "contacts.txt",
        ContactsView(title=LEAD.title, absolute_url=f"{ORIGIN}{LEAD.url}", contacts=(CONTACT, BARE_CONTACT)),
        SITE,
    ),
    "paste": (
        "paste.html",
        PasteView(
            lang="en",
            direction="ltr",
            title=LEAD.title,
            subtitle="A sample deck",
            dateline="Sampleton",
            body_html="<p>Sample words.</p>",
            boilerplates=((PROJECT.name, PROJECT.boilerplate),),
            absolute_url=f"{ORIGIN}{LEAD.url}",
        ),
        SITE,
    ),
    "email": ("email/release.html", MAIL_VIEW, SITE),
    "email-subject": (
        "email/subject.txt",
        replace(MAIL_VIEW, text=replace(TEXT_VIEW, held=HeldNote(embargo=True, until=MOMENT))),
        SITE,
    ),
    "captions": (
        "captions.txt",
        CaptionsView(
            title=LEAD.title,
            pictures=(("a.png", "A caption", "A drawn rectangle", "Sample"), ("b.png", "", "Another", "")),
        ),
        SITE,
    ),
    "transcript": (
        "transcript.txt",
        TranscriptView(title="A sample talk", duration="12:34", text="Sample words.\n\nMore of them."),
        SITE,
    ),
    "contacts-text-none": ("contacts.txt", ContactsView(title="A", absolute_url=f"{ORIGIN}/a/", contacts=()), SITE),
    "case-smallest": ("case.html", SMALLEST_CASE, SITE),
    "case-withdrawn": ("case.html", replace(SMALLEST_CASE, withdrawal=replace(WITHDRAWAL, replacement=None)), SITE),
    "documents": (
        "list.html",
        ListView(
            head=head("/documents/", "Documents", section="documents"),
            breadcrumbs=CRUMBS,
            page="documents",
            title="Documents",
            count=4,
            on_file=2,
            listings=(
                Listing(
                    kind="documents",
                    cards=(MEMO, COMPLAINT, LETTER),
                    foreign=(
                        Foreign(lang="es", direction="ltr", language="Spanish", cards=(SPANISH_LETTER,), more_url=""),
                    ),
                ),
            ),
            facets=(
                Facet(
                    name="year",
                    values=(
                        FacetValue(key="", text="2024", url="/documents/by/year/2024/", count=2),
                        FacetValue(key="undated", text="", url="/documents/by/year/undated/", count=1),
                    ),
                ),
                Facet(
                    name="kind",
                    values=(
                        FacetValue(
                            key="memo",
                            text="",
                            url="/documents/by/kind/memo/",
                            count=1,
                            current=True,
                            anchor="kind-memo",
                        ),
                        FacetValue(key="letter", text="", url="/documents/by/kind/letter/", count=1),
                    ),
                ),
                Facet(
                    name="case",
                    values=(
                        FacetValue(
                            key="", text="Caso de ejemplo", url="/documents/by/case/example/", count=1, lang="es"
                        ),
                    ),
                ),
                Facet(
                    name="file",
                    values=(
                        FacetValue(key="on-file", text="", url="/documents/by/file/on-file/", count=2),
                        FacetValue(key="missing", text="", url="/documents/by/file/missing/", count=1),
                    ),
                ),
            ),
        ),
        SITE,
    ),
    "document": ("document.html", DOCUMENT_VIEW, SITE),
    "document-long": ("document.html", LONG_DOCUMENT, SITE),
    "document-text": ("document-text.html", DOCUMENT_TEXT, SITE),
    "document-missing": ("document.html", MISSING_DOCUMENT, SITE),
    "document-withdrawn": (
        "document.html",
        replace(MISSING_DOCUMENT, withdrawal=WITHDRAWAL, press_url=""),
        SITE,
    ),
    "topics": (
        "list.html",
        ListView(
            head=head("/topics/", "Topics"),
            breadcrumbs=CRUMBS,
            page="topics",
            title="Topics",
            count=2,
            listings=(
                Listing(
                    kind="topics",
                    cards=tuple(CountedLink(text=topic.text, url=topic.url, count=3) for topic in TOPICS),
                ),
            ),
        ),
        SITE,
    ),
    "topic": (
        "list.html",
        ListView(
            head=head("/topics/opting-out/", "Opting out"),
            breadcrumbs=(HOME, Link(text="Topics", url="/topics/")),
            page="topic",
            title="Opting out",
            count=5,
            on_file=1,
            listings=(
                Listing(kind="releases", cards=(LEAD, EARLIER)),
                Listing(kind="cases", cards=(CASE,)),
                Listing(kind="documents", cards=(MEMO, LETTER)),
            ),
        ),
        SITE,
    ),
    "topic-smallest": (
        "list.html",
        ListView(
            head=head("/topics/records/", "Records"),
            breadcrumbs=CRUMBS,
            page="topic",
            title="Records",
            count=1,
            listings=(Listing(kind="releases", cards=(EARLIER,)),),
        ),
        SITE,
    ),
    "organizations": (
        "list.html",
        ListView(
            head=head("/organizations/", "Organizations"),
            breadcrumbs=CRUMBS,
            page="organizations",
            title="Organizations",
            count=2,
            listings=(Listing(kind="organizations", cards=(PROJECT, GROUP)),),
        ),
        SITE,
    ),
    "organization": (
        "organization.html",
        OrganizationView(
            head=head("/organizations/sra/", PROJECT.name),
            breadcrumbs=(HOME, Link(text="Organizations", url="/organizations/")),
            name=PROJECT.name,
            short_name=PROJECT.short_name,
            site_url=PROJECT.site_url,
            boilerplate=PROJECT.boilerplate,
            contacts=(CONTACT,),
            listings=(Listing(kind="releases", cards=(LEAD, EARLIER)), Listing(kind="cases", cards=(CASE,))),
            facets=(YEARS,),
        ),
        SITE,
    ),
    "organization-smallest": (
        "organization.html",
        OrganizationView(
            head=head("/organizations/group/", GROUP.name),
            breadcrumbs=CRUMBS,
            name=GROUP.name,
            short_name="",
            site_url="",
            boilerplate="",
            contacts=(),
            listings=(),
        ),
        SITE,
    ),
    "page": (
        "page.html",
        TextPageView(
            head=head("/about/", "About"),
            breadcrumbs=CRUMBS,
            title="About",
            body_html=WORDS,
            modified=MARCH,
            changes=(UPDATE,),
            withdrawal=None,
        ),
        SITE,
    ),
    "page-withdrawn": (
        "page.html",
        TextPageView(
            head=head("/old/", "Old"),
            breadcrumbs=(),
            title="Old",
            body_html="",
            modified=None,
            changes=(),
            withdrawal=WITHDRAWAL,
        ),
        SITE,
    ),
    "press": (
        "press.html",
        PressView(
            head=head("/press/", "For the press", section="press"),
            breadcrumbs=CRUMBS,
            title="For the press",
            body_html=WORDS,
            contacts=(CONTACT, BARE_CONTACT),
            releases=(LEAD, EARLIER),
            experts=(replace(CONTACT, name="Sample Expert", role="Sample title", topics=("detainers", "records")),),
            briefings=(LONG,),
            calendar_url="/press/briefings.ics",
            boilerplates=(
                Boilerplate(
                    name=PROJECT.name,
                    url=PROJECT.url,
                    texts=(("", "", "", PROJECT.boilerplate), ("ar", "rtl", "العربية", "نص تجريبي.")),
                ),
            ),
            subscribe_url="/subscribe/",
            feed_url=f"{ORIGIN}/feeds/all.rss.xml",
            kit=(
                PressFile(
                    title="The mark, for print",
                    url="/press/mark.svg",
                    kind="SVG",
                    size_text="2 KB",
                    rights="Free to use",
                ),
                PressFile(title="A photo", url="/press/photo.jpg", kind="JPG", size_text="412 KB", rights=""),
            ),
        ),
        SITE,
    ),
    "press-smallest": (
        "press.html",
        PressView(
            head=head("/press/", "Press", section="press"),
            breadcrumbs=(),
            title="Press",
            body_html="",
            contacts=(),
            releases=(),
            subscribe_url="/subscribe/",
            feed_url=f"{ORIGIN}/feeds/all.rss.xml",
        ),
        SMALLEST_SITE,
    ),
    "corrections": (
        "list.html",
        ListView(
            head=head("/corrections/", "Corrections"),
            breadcrumbs=CRUMBS,
            page="corrections",
            title="Corrections",
            count=2,
            listings=(
                Listing(
                    kind="changes",
                    cards=(
                        replace(CORRECTION, page=Link(text=LEAD.title, url=LEAD.url)),
                        replace(UPDATE, page=Link(text=MEMO.title, url=MEMO.url)),
                    ),
                ),
            ),
        ),
        SITE,
    ),
    "corrections-smallest": (
        "list.html",
        ListView(
            head=head("/corrections/", "Corrections"),
            breadcrumbs=CRUMBS,
            page="corrections",
            title="Corrections",
            count=0,
            listings=(),
        ),
        SITE,
    ),
    "subscribe": (
        "subscribe.html",
        SubscribeView(
            head=head("/subscribe/", "Subscribe", section="subscribe"),
            breadcrumbs=CRUMBS,
            groups=(
                FeedGroup(group="site", feeds=(feed_listing("", "all"), feed_listing("Corrections", "corrections"))),
                FeedGroup(group="languages", feeds=(feed_listing("Español", "languages/es", lang="es"),)),
                FeedGroup(group="topics", feeds=(feed_listing("Opting out", "topics/opting-out"),)),
            ),
            opml_url="/feeds/feeds.opml",
        ),
        SITE,
    ),
    "verify": ("verify.html", VERIFY_VIEW, SITE),
    "verify-unsigned": ("verify.html", replace(VERIFY_VIEW, signature_url="", signers_url="", command=""), SITE),
    "search": (
        "search.html",
        SearchView(
            head=head("/search/", "Search", section="search"),
            breadcrumbs=CRUMBS,
            state="on",
            url="/search/",
            index_url="/search/pagefind/",
            kinds=("release", "case", "document", "page"),
            release_kinds=("release", "statement"),
            document_kinds=("letter", "memo"),
            others=(OtherSearch(lang="es", name="Español", url="/es/search/"),),
        ),
        SITE,
    ),
    "search-later": ("search.html", replace(SMALLEST_SEARCH, state="later"), SMALLEST_SITE),
    "search-missing": ("search.html", SMALLEST_SEARCH, SMALLEST_SITE),
    "404": ("404.html", NotFoundView(head=head("/404.html", "Not found"), links=("releases", "cases")), SITE),
    "404-smallest": ("404.html", NotFoundView(head=head("/404.html", "Not found"), links=()), SMALLEST_SITE),
    "redirect": (
        "redirect.html",
        RedirectView(head=head("/old-address/", "Moved"), url="/releases/", absolute_url=f"{ORIGIN}/releases/"),
        SITE,
    ),
}
