"""Correction segments for aired items that their sources changed or withdrew: what was said, who corrected it, what stands now."""

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
from briefing.write.attribution import drop_source_name, get_told_text
from briefing.write.relative_days.apply import find_writing_time, resolve_days
from briefing.write.render import render
from briefing.write.sentences import split_sentences


def build_reason_segment(reason: str, language: Language) -> tuple[Segment, ...]:
    """Return the one segment that says why the programme was corrected; none without a reason."""
    if not reason:
        return ()
    said = render(language.templates["correction"], reason=reason)
    lines = tuple(Line(f"correction-{number}", text, "template", ()) for number, text in enumerate(said, 1))
    return (Segment(id="correction", kind="correction", title=language.words["correction"], url="", lines=lines),)


def announce_reason(script: Script, reason: str, language: Language) -> Script:
    """Return the script with this reason in place of the earlier one."""
    opening, *others = (segment for segment in script.segments if segment.id != "correction")
    return replace(script, segments=(opening, *build_reason_segment(reason, language), *others))


MOST = 3  # items put right in one programme; the others wait for the next
WEEK = 6  # days for which a weekday alone says which it was


def build_change_segments(
    changes: Sequence[Change], language: Language, feeds: Sequence[Feed], day: date, timezone: str
) -> tuple[Segment, ...]:
    """Return one segment for each changed item, in order; `day` is the local day on which it will be heard, in `timezone` (IANA).

    The current words of the source are quoted where they may be read; otherwise only the change is announced.
    """
    names = {feed.id: feed.name for feed in feeds}
    items = list(dict.fromkeys(change.item.id for change in changes if change.item.feed in names))[:MOST]
    return tuple(
        _build_segment([change for change in changes if change.item.id == id], language, names, day, timezone) for id in items
    )


def _build_segment(changes: Sequence[Change], language: Language, names: dict[str, str], day: date, timezone: str) -> Segment:
    item = changes[0].item
    id = f"correction-{item.id}"
    lines = [line for change in changes for line in _write_lines(change, names[item.feed], language, day, timezone)]
    numbered = tuple(replace(line, id=f"{id}-{number}") for number, line in enumerate(lines, 1))
    url = "" if any(change.kind == "withdrawn" for change in changes) else item.url
    return Segment(id=id, kind="correction", title=language.words["changed"], url=url, lines=numbered)


def _write_lines(change: Change, feed: str, language: Language, day: date, timezone: str) -> Iterator[Line]:
    """Yield the day and what was said then, word for word, then who changed it and the current words."""
    now = change.now if change.now and _may_be_read(change, change.now, day, timezone, language) else None
    said = render(
        language.templates[change.kind], when=_format_day(change.day, day, language), feed=feed, words="yes" if now else ""
    )
    first, *others = (Line("", text, "template", ()) for text in said)
    yield first
    if change.lead and _find_dependence(get_told_text(change.line), language):
        yield drop_source_name(change.lead)
    yield drop_source_name(change.line)
    yield from others
    if now:
        yield Line("", now.quote, "verbatim", (now,))


def _may_be_read(change: Change, now: Source, day: date, timezone: str, language: Language) -> bool:
    """Return whether the current words may be read after what was said before, on which they may depend in the same way.

    They must be literally true on the day they are heard, and nothing in the text may take them back.
    """
    item, before = change.item, get_told_text(change.line)
    doubted = any(rules.count_doubted(item.text[start:end], language) for start, end in split_sentences(item.text, language))
    if doubted or resolve_days(now.quote, find_writing_time(item, timezone, language), day, timezone, language):
        return False
    if now.field == "title":
        return not rules.find_headline_objection(now.quote, language)
    leaning = _find_dependence(now.quote, language)
    return not rules.find_objection(now.quote, language) and (not leaning or leaning == _find_dependence(before, language))


def _find_dependence(sentence: str, language: Language) -> str:
    return rules.find_dependence(sentence, language) or rules.find_late_dependence(sentence, language)


def _format_day(then: date, now: date, language: Language) -> str:
    if (now - then).days <= WEEK:
        return language.corrections.weekdays[then.weekday()]
    return format_date(then, language.corrections.on_date, locale=language.code)
