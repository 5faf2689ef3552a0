"""A Pelican site as people leave one: odd fields, drafts, pages, pictures, PDFs, links and dates of many forms."""

from io import BytesIO
from pathlib import Path
from random import Random

import pypdfium2
from PIL import Image

NAMES = (
    "image cover og_image og_title og_description og_type twitter_card twitter_image thumbnail featured "
    "featured_image image_alt image_credit layout styles sidebar toc comments disqus_id series series_index "
    "part gallery attachments pdf source source_url via credit copyright license rights permalink guid "
    "short_url old_id wp_id keywords description excerpt abstract lead kicker subtitle location city country "
    "region office contact press_contact phone email version reviewed editor translator mood "
)
ODD = NAMES.split()
CATEGORIES = ("News", "Press releases", "Court & law", "Comunicados")
TAGS = ("ICE", "ice", "Secure Communities", "secure communities", "Opt-out", "Praha 1", "derechos civiles")
CONF = '''"""A site."""
import os
raise SystemExit("this file is never run")
AUTHOR = 'Press office'
SITENAME = 'Old Site'
SITEURL = ''
PATH = 'content'
TIMEZONE = 'America/Los_Angeles'
DEFAULT_LANG = 'en'
BASE = 'posts/{date:%Y}/{date:%m}/{slug}/'
ARTICLE_URL = BASE
ARTICLE_SAVE_AS = ARTICLE_URL + 'index.html'
ARTICLE_LANG_URL = '{lang}/posts/{date:%Y}/{slug}/'
ARTICLE_LANG_SAVE_AS = '{lang}/posts/{date:%Y}/{slug}/index.html'
PAGE_URL = '{slug}/'
PAGE_SAVE_AS = '{slug}/index.html'
STATIC_PATHS = ['images', 'pdfs', 'extra']
EXTRA_PATH_METADATA = {'extra/CNAME': {'path': 'CNAME'}}
PLUGINS = [name for name in os.listdir('.')]
'''
PUBLISH = """import os
SITEURL = os.environ.get('OLD_URL', 'https://old.example.org')
FEED_ALL_ATOM = 'feeds/all.atom.xml'
"""


def make_old_site(folder: Path, articles: int = 300, seed: int = 13) -> None:
    """Write a whole Pelican project below `folder`."""
    dice = Random(seed)
    content = folder / "content"
    _put(folder / "pelicanconf.py", CONF)
    _put(folder / "publishconf.py", PUBLISH)
    for number in range(12):
        picture = content / f"images/photo {number}.png" if number == 3 else content / f"images/photo-{number}.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (40 + number, 30), (number * 20, 90, 120)).save(picture)
    for number in range(8):
        (content / "pdfs").mkdir(exist_ok=True)
        (content / f"pdfs/Memo_{number}.pdf").write_bytes(_pdf(number))
    (content / "leaks").mkdir()
    (content / "leaks/unseen.pdf").write_bytes(_pdf(99))
    _put(content / "extra/CNAME", "old.example.org\n")
    _put(content / "images/chart.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>")
    _put(content / "images/table.csv", "a,b\n1,2\n")
    for name in ("about", "privacy", "search"):
        head = f"Title: {name.capitalize()}\nSlug: {name}\n\n"
        _put(content / f"pages/{name}.md", f"{head}See [news](/posts/2010/01/item-0/).\n")
    _put(content / "pages/sobre.md", "Title: Sobre\nSlug: about\nLang: es\n\nSobre nosotros.\n")
    _put(content / "notes/old.rst", "Old\n###\n\n:date: 2010-01-01\n\nText.\n")
    _put(content / "notes/page.html", "<html><head><title>x</title></head><body>y</body></html>")
    for number in range(articles):
        _put(content / place_of_article(number), _article(number, articles, dice))
        if number % 9 == 4:
            _put(content / f"news/es/{name_of(number)}-es.md", _spanish(number))


def name_of(number: int) -> str:
    return f"item-{number}"


def place_of_article(number: int) -> str:
    return f"{('news', 'press', 'court', '')[number % 4]}/{name_of(number)}.md".lstrip("/")


def _date(number: int, dice: Random) -> str:
    year, month, day = 2010 + number % 6, 1 + number % 12, 13 + number % 15
    return dice.choice(
        (
            f"{year}-{month:02}-{day:02}", f"{year}-{month:02}-{day:02} 10:30", f"{year}-{month:02}-{day:02} 10:30:15",
            f"{year}-{month:02}-{day:02}T10:30:00-07:00", f"{month}/{day}/{year}", f"{day}.{month}.{year}",
            f"{_month(month)} {day}, {year}", f"{year}/{month}/{day} 9:05", f"{month}/{month % 12 + 1}/{year}",
        )
    )  # fmt: skip


def _month(month: int) -> str:
    names = "January February March April May June July August September October November December"
    return names.split()[month - 1]


def _article(number: int, articles: int, dice: Random) -> str:
    title = f"Item {number}: “we won’t” say county's lawyers" if number % 5 == 0 else f"Item number {number}"
    fields = {"Title": title, "Date": "2010-01-14" if number == 0 else _date(number, dice), "Slug": name_of(number)}
    fields["Tags"] = ", ".join(dice.sample(TAGS, 3))
    if number % 3:
        fields["Category"] = dice.choice(CATEGORIES)
    if number % 10 == 7:
        fields["Status"] = dice.choice(("draft", "Draft", "hidden"))
    if number % 6 == 1:
        fields["Modified"] = f"{2016 + number % 3}-0{1 + number % 9}-03 08:00"
    if number % 4 == 2:
        fields |= {"Author": "O'Neil, Ann", "Summary": f"Short: what *happened* in [item](x.html) {number}"}
    for name in dice.sample(ODD, 5):
        is_picture = name in ("image", "cover", "thumbnail")
        fields[name] = f"images/photo-{number % 12}.png" if is_picture else f"{name} value: {number}"
    for name in (ODD[number % len(ODD)],):
        fields.setdefault(name, f"value # {number}")
    if number % 8 == 3:
        del fields["Slug"]
    body = _body(number, articles, dice)
    if number % 7 == 2:
        head = "\n".join(f"{name.lower()}: {value}" for name, value in fields.items())
        return f"---\n{head}\n---\n\n{body}"
    return "\n".join(f"{name}: {value}" for name, value in fields.items()) + f"\n\n{body}"


def _body(number: int, articles: int, dice: Random) -> str:
    other = dice.randrange(articles)
    while other % 8 == 3 or other % 10 == 7:
        other = dice.randrange(articles)
    up = "" if "/" not in place_of_article(number) else "../"
    photo, memo = number % 12, number % 8
    photo_file = "photo%203.png" if photo == 3 else f"photo-{photo}.png"
    return f"""First words of item {number}, with `{{filename}}code.md` in code.

Links: [by file]({{filename}}/{place_of_article(other)}), [beside]({{filename}}{up}{place_of_article(other)}#),
[old form](|filename|/{place_of_article(other)}), [memo {memo}]({{static}}/pdfs/Memo_{memo}.pdf),
[page]({{filename}}/pages/about.md), [whole](https://old.example.org/about/), [root](/pdfs/Memo_{memo}.pdf),
[relative](../../../../about/) and [the tag]({{tag}}ICE) and <https://old.example.org/privacy/>.

![A photo]({{static}}/images/{photo_file})
![](/images/{photo_file} "The crowd outside")

See [the data][data], or [home]({{index}}), or <a href="/pages-that-never-were/">nothing</a>.

[data]: {{static}}/images/table.csv

```
[not a link]({{filename}}gone.md)
```

- one
- two {{attach}} in words
"""


def _spanish(number: int) -> str:
    return (
        f"Title: Artículo {number}\nDate: 2015-03-0{1 + number % 9}\nSlug: {name_of(number)}\nLang: es\n\n"
        f"Véase [en inglés]({{filename}}/{place_of_article(number)}).\n"
    )


def _pdf(number: int) -> bytes:
    """Empty pages, another size for each."""
    document, stream = pypdfium2.PdfDocument.new(), BytesIO()
    for _ in range(1 + number % 4):
        document.new_page(200 + number, 200)
    document.save(stream)
    return stream.getvalue()


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
