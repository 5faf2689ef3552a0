"""Parts: what pages share (cards, heads, bodies, dates, navigation)."""
