"""Source checks: whether every line is in its source, word for word or with nothing but the recorded edits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from briefing.lib.same_fact import is_same_fact
from briefing.model.codec import loads
from briefing.model.episode import Citation, Cue, Episode, Snapshot
from briefing.model.fact_words import FactWords
from briefing.model.news import Item
from briefing.verify.edits import find_edit_error
from briefing.verify.finding import Finding, compare_values, make_finding

HASH_SHOWN = 12


def find_sources_folder(site: Path, workspace: Path | None = None) -> Path:
    """Return the folder with the sources of a site's episodes: a rehearsal's lies with it, others lie in the workspace's state."""
    rehearsed = site / ".sources"
    return rehearsed if rehearsed.is_dir() else (workspace or site.parent) / "state" / "sources"


def find_grounding_error(cue: Cue) -> str:
    """Return the reason why a line does not follow from its quotations, taken as they are given; "" when it does."""
    if cue.basis == "template":
        return "a template cites nothing" if cue.sources or cue.edits else ""
    if not cue.sources:
        return "names no source"
    if any(len(source.quote) != source.end - source.start for source in cue.sources):
        return "a quotation is not as long as the place it cites"
    if cue.basis == "verbatim":
        said = " ".join(source.quote for source in cue.sources)
        return "" if cue.text == said and not cue.edits else f"is not its quotation {said!r}"
    if cue.basis == "edited":
        return find_edit_error(cue)
    if cue.basis == "confirmed":
        return _find_confirmation_error(cue)
    return f"nothing can prove a line that is {cue.basis}"


def _find_confirmation_error(cue: Cue) -> str:
    """Return why a line that names who else reports something does not follow from what it cites; "" when it does."""
    feeds = [source.feed for source in cue.sources]
    if len(feeds) < 2 or len(set(feeds)) < len(feeds) or cue.edits or cue.weights is None:
        return "a confirmation cites the sentence and one place of each other publisher, with the weights it was judged by"
    named = [source.feed_name for source in cue.sources[1:] if source.feed_name in cue.text]
    counted = len(feeds) - 1 == len(named) or str(len(feeds) - 1 - len(named)) in cue.text
    return "" if named and counted else "it names other publishers than it cites"


def check_sources(episode: Episode, archive: Path, facts: FactWords | None = None) -> Iterator[Finding]:
    """Compare every quotation with the archived items; without an archive there is only a note.

    `facts` are the words of the episode's language by which confirmations are judged again; without them they are only noted.
    """
    cited = [(cue, source) for cue in episode.cues for source in cue.sources]
    file = archive / episode.show / f"{Path(episode.file).stem}.json"
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if cited:
            yield Finding("sources", "note", f"are not kept here, so its quotations cannot be held against them: no {file}")
        return
    snapshot = loads(data, Snapshot, subject=str(file))
    yield compare_values("sources are its own", (snapshot.edition, snapshot.revision), (episode.edition, episode.revision))
    known: dict[str, list[Item]] = {}
    for item in snapshot.items:
        known.setdefault(item.id, []).append(item)
    wrong = [(cue.line, trouble) for cue, source in cited if (trouble := _find_quote_error(source, known))]
    for line, trouble in wrong:
        yield Finding(f"source of {line}", "fault", trouble)
    yield make_finding("every quotation stands in its source", not wrong, f"{len(cited)} quotations, {len(wrong)} not so")
    confirmed = [cue for cue in episode.cues if cue.basis == "confirmed"]
    if confirmed and facts is None:
        yield Finding("confirmations", "note", f"{len(confirmed)} of them were not judged again: the language has no words for it")
    elif confirmed and facts:
        loose = [cue.line for cue in confirmed if not _is_confirmed(cue, known, facts)]
        what = f"{len(confirmed)} confirmations, {len(loose)} not so" + (f": {', '.join(loose)}" if loose else "")
        yield make_finding("every publisher named tells the same fact", not loose, what)


def _is_confirmed(cue: Cue, known: Mapping[str, Sequence[Item]], facts: FactWords) -> bool:
    """Return whether each place that a confirmation cites tells the fact of the sentence it cites first, by the kept items."""
    told, *others = cue.sources
    whole = [next((item for item in known.get(source.item, ())), None) for source in cue.sources]
    if cue.weights is None or None in whole:
        return False
    mine, *rest = [item for item in whole if item]
    ours = f"{mine.title}\n{mine.text}"
    return all(
        is_same_fact(told.quote, other.quote, ours, f"{item.title}\n{item.text}", item.title, cue.weights, facts)
        for other, item in zip(others, rest, strict=True)
    )


def _find_quote_error(source: Citation, known: Mapping[str, Sequence[Item]]) -> str:
    """Return the reason why a quotation is not at its place in any archived version of its item; "" when it is."""
    versions = known.get(source.item, ())
    if not versions:
        return f"no copy of item {source.item} is kept: {source.title!r}"
    cited = [item for item in versions if hashlib.sha256(_get_field(item, source).encode()).hexdigest() == source.hash]
    if not cited:
        return f"the {source.field} kept of item {source.item} is not the one cited, {source.hash[:HASH_SHOWN]}"
    field = _get_field(cited[0], source)
    if not 0 <= source.start < source.end <= len(field) or field[source.start : source.end] != source.quote:
        return f"{source.quote!r} does not stand at {source.start} to {source.end} of the {source.field} of item {source.item}"
    if cited[0].feed != source.feed:
        return f"item {source.item} is not of feed {source.feed}"
    return "" if any(_has_title(item, source) for item in cited) else f"{source.title!r} is not the title of item {source.item}"


def _get_field(item: Item, source: Citation) -> str:
    return item.title if source.field == "title" else item.text


def _has_title(item: Item, source: Citation) -> bool:
    """Return whether a citation has the title of the item, which is cut where it is long."""
    title = " ".join(item.title.split())
    return source.title == title or (source.title.endswith("…") and title.startswith(source.title[:-1]))
