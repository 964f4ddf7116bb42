"""May an item be used at all? Directive (EU) 2019/790, Article 4(3): who reserves a text from text and data mining is obeyed."""

from __future__ import annotations

from briefing.model import Item
from briefing.show import Feed


def reserved(item: Item, feed: Feed) -> str:
    """Return why an item may not be used, or nothing; with a licence, or as the owner, one has another permission."""
    if not item.reserved or feed.rights != "quote":
        return ""
    return f"its publisher reserved it from text and data mining: {item.reserved}"
