"""The items that lines rest on, each in the version that is cited: for the citations, and for the stored copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from briefing.model.edition import Run
from briefing.model.episode import Episode, Snapshot
from briefing.model.news import Item, Line
from briefing.model.rundown import Rundown

Recall = Callable[[str], Run | None]
Items = Mapping[tuple[str, str], Item]


def get_snapshot_name(episode: Episode) -> str:
    """Return where the archive keeps an episode's sources: under the name of its MP3, so that every revision has its own."""
    return f"{episode.show}/{episode.file.removesuffix('.mp3')}.json"


def list_cited_items(rundown: Rundown, recall: Recall) -> Items:
    """Return every item that lines may cite, by id and version; `recall` finds the run that told what is now corrected."""
    found = (*_list_told(rundown), *(change.item for change in rundown.changes), *_list_earlier(rundown, recall))
    return {(item.id, item.version): item for item in reversed(found)}  # of equal ones the first stays


def take_snapshot(run: Run, lines: Iterable[Line], known: Items) -> Snapshot:
    """Return the items that lines cite, in the order of their first citation; one that is not known is left out."""
    cited = dict.fromkeys((source.item, source.version) for line in lines for source in line.sources)
    return Snapshot(run.edition.id, run.revision, tuple(known[key] for key in cited if key in known))


def _list_told(rundown: Rundown) -> Iterator[Item]:
    for chosen in rundown.stories:
        yield from chosen.story.items
        if chosen.follows:
            yield from chosen.follows.story.items


def _list_earlier(rundown: Rundown, recall: Recall) -> Iterator[Item]:
    """Yield what the editions had that said what has changed since."""
    for edition in dict.fromkeys(change.edition for change in rundown.changes):
        run = recall(edition)
        if run and run.rundown:
            yield from _list_told(run.rundown)
            yield from (change.item for change in run.rundown.changes)  # whose new words may have changed again
