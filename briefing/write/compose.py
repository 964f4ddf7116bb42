"""A rundown into a script: opening, one segment a story, closing, within the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from babel.dates import format_date

from briefing.model.edition import Edition, Slot
from briefing.model.errors import Faulty
from briefing.model.language import Language
from briefing.model.news import Line
from briefing.model.ports import Summarizer
from briefing.model.rundown import Change, Rundown
from briefing.model.script import Kind, Script, Segment
from briefing.model.show import Show, Site
from briefing.write import headlines
from briefing.write.attribution import typical_words
from briefing.write.corrections import corrected, correction
from briefing.write.render import one_line, render
from briefing.write.stories import Teller, count, ordered

SAYABLE = 30  # characters of an address that a listener can keep in mind
WORDLESS = 2.7  # seconds of chime and silence at both ends, as mix places them


def compose(
    edition: Edition, show: Show, site: Site, rundown: Rundown, language: Language, summarizer: Summarizer, reason: str = ""
) -> Script:  # fmt: skip
    """Return the programme in words; a script with no segment of kind `story` says that there is none, and `dropped` tells why.

    `reason` is why it corrects an earlier one. Pure, given the summarizer.
    Raises Faulty when the language's opening does not speak the disclosure.
    """
    head = (_opening(edition, show, site, language), *correction(reason, language))
    closing = _closing(edition, show, site, language)
    heard, stories = edition.slot.day, len(rundown.stories) + len(rundown.reserves)
    kept = headlines.words_kept(language) if headlines.wanted(show.minutes, stories) else 0
    room = _room(show, rundown, spoken_words([*head, closing]) + kept)
    head = (*head, *_in_half(corrected(rundown.changes, language, show.feeds, heard, show.timezone), room))
    teller = Teller(show, language, summarizer, _room(show, rundown, spoken_words([*head, closing]) + kept), heard)
    dropped = [out for chosen in rundown.stories if (out := teller.tell(chosen))]
    for chosen in rundown.reserves:
        teller.tell(chosen)  # one that is left out stays among the rundown's rejected
    told = teller.told()
    minutes = WORDLESS / 60 + spoken_words([*head, *told, closing]) / rundown.words_per_minute
    front = headlines.headlines(told, language, heard, kept + teller.left) if headlines.wanted(minutes, len(told)) else ()
    middle = told or [_said("headlines", language.words["no_news"], "nothing", edition, show, site, language)]
    end = closing if told else _closing(edition, show, site, language, empty=True)
    return Script(edition=edition.id, segments=(*head, *front, *middle, end), dropped=tuple(dropped))


def as_written(rundown: Rundown, script: Script) -> Rundown:
    """Return the rundown as it was written: the reserves that the script tells are among the stories, in the order of scores."""
    there = {segment.id for segment in script.segments}
    called = [chosen for chosen in rundown.reserves if chosen.story.id in there]
    items = {(item.title, item.feed) for chosen in called for item in chosen.story.items}
    return replace(
        rundown,
        stories=tuple(ordered([*rundown.stories, *called])),
        rejected=tuple(out for out in rundown.rejected if (out.title, out.feed) not in items),
        reserves=tuple(chosen for chosen in rundown.reserves if chosen not in called),
    )


def _in_half(corrections: Sequence[Segment], room: int) -> Sequence[Segment]:
    """Return as many as leave half the room to the news; the others wait for the next edition."""
    while corrections and 2 * spoken_words(corrections) > room:
        corrections = corrections[:-1]
    return corrections


def _room(show: Show, rundown: Rundown, frame: int) -> int:
    """Return how many words there are for stories."""
    return round((show.minutes - WORDLESS / 60) * rundown.words_per_minute) - frame


def spoken_words(segments: Iterable[Segment]) -> int:
    """Return how many words the lines of these segments have, counted between white space."""
    return sum(count(segment.lines) for segment in segments)


def frame_words(
    show: Show, site: Site, edition: Edition, language: Language, reason: str = "", changes: Sequence[Change] = ()
) -> int:  # fmt: skip
    """Return how many words there are but for the stories: opening, what was corrected, closing, and headlines where they fit."""
    kept = headlines.words_kept(language) if headlines.wanted(show.minutes, headlines.STORIES) else 0
    return _ends(show, site, edition, language, reason, changes) + kept


def _ends(
    show: Show, site: Site, edition: Edition, language: Language, reason: str = "", changes: Sequence[Change] = ()
) -> int:  # fmt: skip
    frame = [_opening(edition, show, site, language), *correction(reason, language), _closing(edition, show, site, language)]
    return spoken_words([*frame, *corrected(changes, language, show.feeds, edition.slot.day, show.timezone)])


def least_minutes(show: Show, site: Site, language: Language, words_per_minute: float) -> float:
    """Return how long a programme of this show is at least: opening, closing and one headline, for a day as long as most."""
    day = date(2026, 9, 23)  # Wednesday, 23 September 2026
    some = Edition(show.key, Slot(show.key, datetime(2026, 9, 23, tzinfo=UTC), day, "00:00"))
    return WORDLESS / 60 + (_ends(show, site, some, language) + story_words(language) + headlines.TYPICAL) / words_per_minute


def story_words(language: Language) -> int:
    """Return how many words it costs to name a story's source, for a name of three words."""
    return typical_words(language)


def _opening(edition: Edition, show: Show, site: Site, language: Language) -> Segment:
    segment = _said("opening", language.words["opening"], "opening", edition, show, site, language)
    disclosure = one_line(show.disclosure)
    if not disclosure or disclosure not in [line.text for line in segment.lines]:
        raise Faulty(f"languages/{language.code}/opening.j2", "does not speak the disclosure")
    return segment


def _closing(edition: Edition, show: Show, site: Site, language: Language, *, empty: bool = False) -> Segment:
    return _said("closing", language.words["closing"], "closing", edition, show, site, language, empty=empty)


def _said(
    kind: Kind, title: str, template: str, edition: Edition, show: Show, site: Site, language: Language, *, empty: bool = False
) -> Segment:
    day = format_date(edition.slot.day, language.date_format, locale=show.language.replace("-", "_"))
    said = render(language.templates[template], date=day[:1].upper() + day[1:], disclosure=show.disclosure, title=show.title,
                  site=site.title, link=_short(site.link), empty=empty)  # fmt: skip
    lines = tuple(Line(f"{kind}-{n}", text, "template", ()) for n, text in enumerate(said, 1))
    return Segment(id=kind, kind=kind, title=title, url="", lines=lines)


def _short(link: str) -> str:
    """Return the address of a site as it can be said and remembered: a host without a path, or ""."""
    host = link.partition("://")[2].removeprefix("www.")
    return host if "." in host and len(host) <= SAYABLE and not set(host) & set("/:@%?#") else ""
