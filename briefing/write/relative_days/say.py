"""Wording of a day that fits in place of relative words: "on Tuesday", "until the 23rd of May"."""

from __future__ import annotations

import re
from datetime import date

from briefing.model.language import Language
from briefing.write.relative_days.find import RelativeDay

NEAR = 7  # days; a weekday alone means the one within so many


def format_day(text: str, found: RelativeDay, day: date, heard: date, language: Language) -> str:
    """Return the words for that day that replace what was found in the text, or "" when the language has no form for it."""
    near, far = language.days.said[found.row.said]
    form = near if abs((day - heard).days) < NEAR else far
    if not form:
        return ""
    words = form.format_map(_build_names(found, day, heard, language))
    if found.words[:1].isupper() and not text[: found.start].strip("\"' "):
        words = words[0].upper() + words[1:]
    return _adjust_sounds(text, found, words, language)


def _build_names(found: RelativeDay, day: date, heard: date, language: Language) -> dict[str, str]:
    """Return every name that a form may use; a date includes the year only when it differs."""
    days = language.days
    names = {case: row[day.weekday()] for case, row in days.weekdays.items()}
    names |= {case: row[day.month - 1] for case, row in days.months.items()}
    names |= {"day": days.ordinals[day.day - 1] if days.ordinals else str(day.day), "year": str(day.year)}
    names["date"] = (days.date if day.year == heard.year else days.dated).format_map(names)
    return {**names, "part": days.parts.get(found.part, found.part)}


def _adjust_sounds(text: str, found: RelativeDay, words: str, language: Language) -> str:
    """Adapt the words to the sounds before and after them, such as the Ukrainian у that becomes в after a vowel."""
    before, after = text[: found.start], text[found.end :]
    for pattern, instead in language.days.sounds:
        whole = f"{before}{words}{after}"
        end = len(before) + len(words)
        matches = [m for m in re.finditer(pattern, whole) if len(before) <= m.start() and m.end() <= end]
        for match in reversed(matches):
            whole = whole[: match.start()] + match.expand(instead) + whole[match.end() :]
        words = whole[len(before) : len(whole) - len(after)]
    return words
