"""The kinds of release: what each is called, and which lists, feeds and search engines tell them apart."""

RELEASE_KINDS = {
    "release": "Press release",
    "statement": "Statement",
    "advisory": "Media advisory",
    "guide": "Guide",
    "letter": "Letter",
}
"""Words of the theme, in the order in which lists offer them; its catalogs translate them."""
SCHEMA_TYPES = {
    "release": "NewsArticle",
    "statement": "OpinionNewsArticle",
    "advisory": "NewsArticle",
    "guide": "Article",
    "letter": "Article",
}
"""The type of each in schema.org."""
