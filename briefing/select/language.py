"""Is an item in the language of the programme?"""

from __future__ import annotations

from briefing.model import Item

NORWEGIAN = ("nb", "nn")  # items have `no` for both ways to write it


def foreign(item: Item, show_language: str) -> str:
    """Return why an item cannot be told in a show of this language (BCP 47), or nothing; regions do not matter."""
    own = show_language.partition("-")[0].lower()
    own = "no" if own in NORWEGIAN else own
    if item.language in ("", own):
        return ""
    return f"is in {_name(item.language)}, the programme is in {_name(own)}"


def _name(tag: str) -> str:
    """Return what English calls a language, or the tag where it has no name."""
    from babel import Locale  # here, since most editions have no foreign item

    return str(Locale("en").languages.get(tag, tag))
