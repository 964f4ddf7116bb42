"""Composition of the script from the rundown: opening, one segment per story, closing, within the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from babel.dates import format_date

from briefing.model.edition import Edition, Slot
from briefing.model.errors import Faulty
from briefing.model.language import Language
from briefing.model.news import Line
from briefing.model.pauses import SECONDS_WITHOUT_WORDS
from briefing.model.ports import Summarizer
from briefing.model.rundown import Change, Rundown
from briefing.model.script import Kind, Script, Segment
from briefing.model.show import Show, Site
from briefing.write import headlines
from briefing.write.attribution import count_typical_words
from briefing.write.confirm import weigh_items
from briefing.write.corrections import build_change_segments, build_reason_segment
from briefing.write.render import join_lines, render
from briefing.write.stories import StoryWriter, count_words, order_by_score

SAYABLE = 30  # characters of an address that a listener can keep in mind


def compose(
    edition: Edition, show: Show, site: Site, rundown: Rundown, language: Language, summarizer: Summarizer, reason: str = ""
) -> Script:  # fmt: skip
    """Return the script; without a segment of kind `story` it says that there is none, and `dropped` has the reasons.

    `reason` says why it corrects an earlier one. Pure, given the summarizer.
    Raises Faulty when the language's opening does not speak the disclosure.
    """
    head = (_build_opening(edition, show, site, language), *build_reason_segment(reason, language))
    closing = _build_closing(edition, show, site, language)
    heard, stories = edition.slot.day, len(rundown.stories) + len(rundown.reserves)
    kept = headlines.count_kept_words(language) if headlines.has_headlines(show.minutes, stories) else 0
    room = _count_room(show, rundown, count_spoken_words([*head, closing]) + kept)
    head = (*head, *_limit_corrections(build_change_segments(rundown.changes, language, show.feeds, heard, show.timezone), room))
    every = [item for chosen in (*rundown.stories, *rundown.reserves) for item in chosen.story.items]
    weights = weigh_items(every)
    room = _count_room(show, rundown, count_spoken_words([*head, closing]) + kept)
    teller = StoryWriter(show, language, summarizer, room, heard, weights)
    dropped = [out for chosen in rundown.stories if (out := teller.add_story(chosen))]
    for chosen in rundown.reserves:
        teller.add_story(chosen)  # one that is left out stays among the rundown's rejected
    told = teller.list_segments()
    minutes = SECONDS_WITHOUT_WORDS / 60 + count_spoken_words([*head, *told, closing]) / rundown.words_per_minute
    spoken = teller.list_headlines() if headlines.has_headlines(minutes, len(told)) else []
    front = headlines.build_headlines(spoken, language, heard, kept + teller.left)
    middle = told or [_build_segment("headlines", language.words["no_news"], "nothing", edition, show, site, language)]
    end = closing if told else _build_closing(edition, show, site, language, empty=True)
    return Script(edition=edition.id, segments=(*head, *front, *middle, end), dropped=tuple(dropped))


def update_rundown(rundown: Rundown, script: Script) -> Rundown:
    """Return the rundown as written: reserves that the script tells join the stories, in the order of scores."""
    there = {segment.id for segment in script.segments}
    called = [chosen for chosen in rundown.reserves if chosen.story.id in there]
    items = {(item.title, item.feed) for chosen in called for item in chosen.story.items}
    return replace(
        rundown,
        stories=tuple(order_by_score([*rundown.stories, *called])),
        rejected=tuple(out for out in rundown.rejected if (out.title, out.feed) not in items),
        reserves=tuple(chosen for chosen in rundown.reserves if chosen not in called),
    )


def _limit_corrections(corrections: Sequence[Segment], room: int) -> Sequence[Segment]:
    """Return as many corrections as leave half the room to the news; the others wait for the next edition."""
    while corrections and 2 * count_spoken_words(corrections) > room:
        corrections = corrections[:-1]
    return corrections


def _count_room(show: Show, rundown: Rundown, frame: int) -> int:
    """Return the number of words available for stories."""
    return round((show.minutes - SECONDS_WITHOUT_WORDS / 60) * rundown.words_per_minute) - frame


def count_spoken_words(segments: Iterable[Segment]) -> int:
    """Return the number of words in the lines of these segments, separated by white space."""
    return sum(count_words(segment.lines) for segment in segments)


def count_frame_words(
    show: Show, site: Site, edition: Edition, language: Language, reason: str = "", changes: Sequence[Change] = ()
) -> int:  # fmt: skip
    """Return the number of words outside the stories: opening, corrections, closing, and headlines where they fit."""
    kept = headlines.count_kept_words(language) if headlines.has_headlines(show.minutes, headlines.STORIES) else 0
    return _count_end_words(show, site, edition, language, reason, changes) + kept


def _count_end_words(
    show: Show, site: Site, edition: Edition, language: Language, reason: str = "", changes: Sequence[Change] = ()
) -> int:  # fmt: skip
    frame = [
        _build_opening(edition, show, site, language),
        *build_reason_segment(reason, language),
        _build_closing(edition, show, site, language),
    ]
    return count_spoken_words([*frame, *build_change_segments(changes, language, show.feeds, edition.slot.day, show.timezone)])


def compute_least_minutes(show: Show, site: Site, language: Language, words_per_minute: float) -> float:
    """Return the minimum length of this show in minutes: opening, closing and one headline, on a date of typical length."""
    day = date(2026, 9, 23)  # Wednesday, 23 September 2026
    some = Edition(show.key, Slot(show.key, datetime(2026, 9, 23, tzinfo=UTC), day, "00:00"))
    return (
        SECONDS_WITHOUT_WORDS / 60
        + (_count_end_words(show, site, some, language) + count_story_words(language) + headlines.TYPICAL) / words_per_minute
    )


def count_story_words(language: Language) -> int:
    """Return the number of words needed to name a story's source, for a name of three words."""
    return count_typical_words(language)


def _build_opening(edition: Edition, show: Show, site: Site, language: Language) -> Segment:
    segment = _build_segment("opening", language.words["opening"], "opening", edition, show, site, language)
    disclosure = join_lines(show.disclosure)
    if not disclosure or disclosure not in [line.text for line in segment.lines]:
        raise Faulty(f"languages/{language.code}/opening.j2", "does not speak the disclosure")
    return segment


def _build_closing(edition: Edition, show: Show, site: Site, language: Language, *, empty: bool = False) -> Segment:
    return _build_segment("closing", language.words["closing"], "closing", edition, show, site, language, empty=empty)


def _build_segment(
    kind: Kind, title: str, template: str, edition: Edition, show: Show, site: Site, language: Language, *, empty: bool = False
) -> Segment:
    day = format_date(edition.slot.day, language.date_format, locale=show.language.replace("-", "_"))
    said = render(language.templates[template], date=day[:1].upper() + day[1:], disclosure=show.disclosure, title=show.title,
                  site=site.title, link=_shorten_link(site.link), empty=empty)  # fmt: skip
    lines = tuple(Line(f"{kind}-{n}", text, "template", ()) for n, text in enumerate(said, 1))
    return Segment(id=kind, kind=kind, title=title, url="", lines=lines)


def _shorten_link(link: str) -> str:
    """Return a site's address as it can be spoken and remembered: a host without a path, or ""."""
    host = link.partition("://")[2].removeprefix("www.")
    return host if "." in host and len(host) <= SAYABLE and not set(host) & set("/:@%?#") else ""
