"""What a corrected programme says of itself, right behind its opening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from babel.dates import format_date

from briefing.model.language import Language
from briefing.model.news import Line, Source
from briefing.model.rundown import Change
from briefing.model.script import Script, Segment
from briefing.model.show import Feed
from briefing.write import rules
from briefing.write.relative_days.apply import reckon, written
from briefing.write.render import render
from briefing.write.sentences import split


def correction(reason: str, language: Language) -> tuple[Segment, ...]:
    """Return the one segment that says why the programme was corrected; none where there is no reason."""
    if not reason:
        return ()
    said = render(language.templates["correction"], reason=reason)
    lines = tuple(Line(f"correction-{number}", text, "template", ()) for number, text in enumerate(said, 1))
    return (Segment(id="correction", kind="correction", title=language.words["correction"], url="", lines=lines),)


def announced(script: Script, reason: str, language: Language) -> Script:
    """Return a script that gives this reason, instead of the one it gave before."""
    opening, *others = (segment for segment in script.segments if segment.id != "correction")
    return replace(script, segments=(opening, *correction(reason, language), *others))


MOST = 3  # items put right in one programme; the others wait for the next
WEEK = 6  # days for which a weekday alone says which it was


def corrected(
    changes: Sequence[Change], language: Language, feeds: Sequence[Feed], day: date, timezone: str
) -> tuple[Segment, ...]:
    """Return one segment for each item that was changed, in order; `day` is the day on which it will be heard, by the show's wall
    in its `timezone` (IANA).

    What its source says now is quoted where it may be read, and only that it changed where not.
    """
    names = {feed.id: feed.name for feed in feeds}
    items = list(dict.fromkeys(change.item.id for change in changes if change.item.feed in names))[:MOST]
    return tuple(_segment([change for change in changes if change.item.id == id], language, names, day, timezone) for id in items)


def _segment(changes: Sequence[Change], language: Language, names: dict[str, str], day: date, timezone: str) -> Segment:
    item = changes[0].item
    id = f"correction-{item.id}"
    lines = [line for change in changes for line in _lines(change, names[item.feed], language, day, timezone)]
    numbered = tuple(replace(line, id=f"{id}-{number}") for number, line in enumerate(lines, 1))
    url = "" if any(change.kind == "withdrawn" for change in changes) else item.url
    return Segment(id=id, kind="correction", title=language.words["changed"], url=url, lines=numbered)


def _lines(change: Change, feed: str, language: Language, day: date, timezone: str) -> Iterator[Line]:
    """Yield the day and what was said then, word for word, then who changed it and what stands there now."""
    now = change.now if change.now and _may_be_read(change, change.now, day, timezone, language) else None
    said = render(language.templates[change.kind], when=_when(change.day, day, language), feed=feed, words="yes" if now else "")
    first, *others = (Line("", text, "template", ()) for text in said)
    yield first
    if change.lead and _leaning(change.line.text, language):
        yield change.lead
    yield change.line
    yield from others
    if now:
        yield Line("", now.quote, "verbatim", (now,))


def _may_be_read(change: Change, now: Source, day: date, timezone: str, language: Language) -> bool:
    """Whether what stands there now may be read behind what was said before, on which it may lean in the same way.

    It must be true word for word on the day it is heard, and nothing in the text may take it back.
    """
    item, before = change.item, change.line.text
    doubted = any(rules.doubts(item.text[start:end], language) for start, end in split(item.text, language))
    if doubted or reckon(now.quote, written(item, timezone, language), day, timezone, language):
        return False
    if now.field == "title":
        return not rules.against_headline(now.quote, language)
    leaning = _leaning(now.quote, language)
    return not rules.against(now.quote, language) and (not leaning or leaning == _leaning(before, language))


def _leaning(sentence: str, language: Language) -> str:
    return rules.leans(sentence, language) or rules.leans_when_late(sentence, language)


def _when(then: date, now: date, language: Language) -> str:
    if (now - then).days <= WEEK:
        return language.corrections.weekdays[then.weekday()]
    return format_date(then, language.corrections.on_date, locale=language.code)
