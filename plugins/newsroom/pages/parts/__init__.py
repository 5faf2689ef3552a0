"""Parts: what the pages share: cards, heads, bodies, dates, navigation."""
