"""Cards: the picture that stands for a page where its link is shared.

Nothing here knows of the site: a view comes in, a PNG goes out. The libraries that draw are imported when the first
card is drawn, and by nothing else.
"""
