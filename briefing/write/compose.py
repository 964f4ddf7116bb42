"""A rundown into a script: opening, one segment a story, closing, within the minutes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from babel.dates import format_date

from briefing.errors import Faulty
from briefing.model import Edition, Feed, Item, Kind, Line, Rejected, Rundown, Script, Segment, Show, Site, Source, Story
from briefing.ports import Language, Summarizer
from briefing.write.correction import correction
from briefing.write.render import one_line, render
from briefing.write.rules import against_headline

TYPICAL_SOURCE = "The Kyiv Independent"  # as long as the names of most sources


def compose(
    edition: Edition, show: Show, site: Site, rundown: Rundown, language: Language, summarizer: Summarizer, reason: str = ""
) -> Script:  # fmt: skip
    """Return the programme in words; a script with no segment of kind `story` says that there is none, and `dropped` tells why.

    `reason` is why it corrects an earlier one. Pure, given the summarizer.
    Raises Faulty when the language's opening does not speak the disclosure.
    """
    head = (_opening(edition, show, site, language), *correction(reason, language))
    closing = _closing(edition, show, site, language)
    feeds = {feed.id: feed for feed in show.feeds}
    told: list[Segment] = []
    dropped: list[Rejected] = []
    for chosen in rundown.stories:
        outcome = _tell(chosen.story, feeds, show.summarizer.words, language, summarizer)
        if isinstance(outcome, Segment):
            told.append(outcome)
        else:
            dropped.append(outcome)
    room = show.minutes * rundown.words_per_minute - spoken_words([*head, closing])
    fitting = _fitting(told, room)
    homes = {chosen.story.id: chosen.story.items[0].feed for chosen in rundown.stories}
    dropped += [Rejected(s.title, homes[s.id], f"does not fit {show.minutes:g} minutes") for s in told[len(fitting) :]]
    middle = fitting or [_said("headlines", language.words["no_news"], "nothing", edition, show, site, language)]
    return Script(edition=edition.id, segments=(*head, *middle, closing), dropped=tuple(dropped))


def spoken_words(segments: Iterable[Segment]) -> int:
    """Return how many words the lines of these segments have, counted between white space."""
    return sum(len(line.text.split()) for segment in segments for line in segment.lines)


def frame_words(show: Show, site: Site, edition: Edition, language: Language, reason: str = "") -> int:
    """Return how many words opening and closing cost, and why it is corrected where it is."""
    frame = [_opening(edition, show, site, language), *correction(reason, language), _closing(edition, show, site, language)]
    return spoken_words(frame)


def story_words(language: Language) -> int:
    """Return how many words it costs to name a story's source, for a name of three words."""
    return sum(len(line.split()) for line in render(language.templates["story"], feed=TYPICAL_SOURCE))


def _opening(edition: Edition, show: Show, site: Site, language: Language) -> Segment:
    segment = _said("opening", language.words["opening"], "opening", edition, show, site, language)
    disclosure = one_line(show.disclosure)
    if not disclosure or disclosure not in [line.text for line in segment.lines]:
        raise Faulty(f"languages/{language.code}/opening.j2", "does not speak the disclosure")
    return segment


def _closing(edition: Edition, show: Show, site: Site, language: Language) -> Segment:
    return _said("closing", language.words["closing"], "closing", edition, show, site, language)


def _said(kind: Kind, title: str, template: str, edition: Edition, show: Show, site: Site, language: Language) -> Segment:
    day = format_date(edition.slot.day, language.date_format, locale=show.language.replace("-", "_"))
    said = render(
        language.templates[template], date=day[:1].upper() + day[1:], disclosure=show.disclosure, title=show.title, site=site.title
    )  # fmt: skip
    lines = tuple(Line(f"{kind}-{n}", text, "template", ()) for n, text in enumerate(said, 1))
    return Segment(id=kind, kind=kind, title=title, url="", lines=lines)


def _tell(story: Story, feeds: Mapping[str, Feed], words: int, language: Language, summarizer: Summarizer) -> Segment | Rejected:
    """Tell a story by its best item: who reports it, the headline, the summary; or say why nothing of it may be read."""
    item = story.items[0]
    if item.feed not in feeds:
        return Rejected(item.title, item.feed, "its feed is no longer in the show")
    feed = feeds[item.feed]
    summary = summarizer.summarize(item, words=words, rights=feed.rights)
    against = against_headline(item.title, language) if item.title.strip() else "there is none"
    if against and not summary:
        return Rejected(item.title, item.feed, f"nothing of it may be read; its headline: {against}")
    naming = [Line("", text, "template", ()) for text in render(language.templates["story"], feed=feed.name)]
    lines = [*naming, *([] if against else [_headline(item)]), *summary]
    return Segment(id=story.id, kind="story", title=item.title or feed.name, url=item.url, lines=_numbered(story.id, lines))


def _headline(item: Item) -> Line:
    start = len(item.title) - len(item.title.lstrip())
    text = item.title.strip()
    digest = hashlib.sha256(item.title.encode()).hexdigest()
    source = Source(item.feed, item.id, item.version, "title", start, start + len(text), text, digest)
    return Line("", text, "verbatim", (source,))


def _numbered(story: str, lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(replace(line, id=f"{story}-{n}") for n, line in enumerate(lines, 1))


def _fitting(told: Sequence[Segment], room: float) -> Sequence[Segment]:
    """Return the stories without those at the end that exceed `room` words."""
    while told and spoken_words(told) > room:
        told = told[:-1]
    return told
