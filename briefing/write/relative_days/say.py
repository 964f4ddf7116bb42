"""A day in words that fit where relative words stood: "on Tuesday", "until the 23rd of May"."""

from __future__ import annotations

import re
from datetime import date

from briefing.model.language import Language
from briefing.write.relative_days.find import Found

NEAR = 7  # days; a weekday alone means the one within so many


def say(text: str, found: Found, day: date, heard: date, language: Language) -> str:
    """Return what is said of that day instead of what was found in the text, or "" when the language has no form for it."""
    near, far = language.days.said[found.row.said]
    form = near if abs((day - heard).days) < NEAR else far
    if not form:
        return ""
    words = form.format_map(_names(found, day, heard, language))
    if found.words[:1].isupper() and not text[: found.start].strip("\"' "):
        words = words[0].upper() + words[1:]
    return _sounding(text, found, words, language)


def _names(found: Found, day: date, heard: date, language: Language) -> dict[str, str]:
    """Return every name that a form may ask for; the year is in a date only where it is another."""
    days = language.days
    names = {case: row[day.weekday()] for case, row in days.weekdays.items()}
    names |= {case: row[day.month - 1] for case, row in days.months.items()}
    names |= {"day": days.ordinals[day.day - 1] if days.ordinals else str(day.day), "year": str(day.year)}
    names["date"] = (days.date if day.year == heard.year else days.dated).format_map(names)
    return {**names, "part": days.parts.get(found.part, found.part)}


def _sounding(text: str, found: Found, words: str, language: Language) -> str:
    """Put right what the words sound like behind and before others, such as the Ukrainian у that is в behind a vowel."""
    before, after = text[: found.start], text[found.end :]
    for pattern, instead in language.days.sounds:
        whole = f"{before}{words}{after}"
        end = len(before) + len(words)
        matches = [m for m in re.finditer(pattern, whole) if len(before) <= m.start() and m.end() <= end]
        for match in reversed(matches):
            whole = whole[: match.start()] + match.expand(instead) + whole[match.end() :]
        words = whole[len(before) : len(whole) - len(after)]
    return words
