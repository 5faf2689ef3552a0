"""What each page needs to be drawn: the contract between the newsroom and the theme.

A view has only plain values, so that a page is a pure function of it. Interface words ("Download", "Cases") come from
the theme; a view has addresses, dates already written out in the page's language, and the campaign's text. A name that
ends in `_html` is safe HTML; every other string is text. Addresses of pages are root-relative unless the name says
`absolute`. `None` and empty tuples mean that there is nothing to show.
"""
