"""Does every line stand in its source: word for word, or with nothing but the edits that are recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from briefing.model.codec import loads
from briefing.model.episode import Citation, Cue, Episode, Snapshot
from briefing.model.news import Item
from briefing.verify.edits import misedited
from briefing.verify.finding import Finding, check, same

HASH_SHOWN = 12


def kept(site: Path, house: Path | None = None) -> Path:
    """Return where the sources of a site's episodes lie: a rehearsal's with it, others in their house's state."""
    rehearsed = site / ".sources"
    return rehearsed if rehearsed.is_dir() else (house or site.parent) / "state" / "sources"


def ungrounded(cue: Cue) -> str:
    """Return why what a line says does not follow from the words it cites, taking those as they are given; "" when it does."""
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
        return misedited(cue)
    return f"nothing can prove a line that is {cue.basis}"


def sources(episode: Episode, archive: Path) -> Iterator[Finding]:
    """Hold every quotation against the items that the house keeps; where it keeps none, that is a note."""
    cited = [(cue, source) for cue in episode.cues for source in cue.sources]
    file = archive / episode.show / f"{Path(episode.file).stem}.json"
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if cited:
            yield Finding("sources", "note", f"are not kept here, so its quotations cannot be held against them: no {file}")
        return
    snapshot = loads(data, Snapshot, subject=str(file))
    yield same("sources are its own", (snapshot.edition, snapshot.revision), (episode.edition, episode.revision))
    known: dict[str, list[Item]] = {}
    for item in snapshot.items:
        known.setdefault(item.id, []).append(item)
    wrong = [(cue.line, trouble) for cue, source in cited if (trouble := _unproven(source, known))]
    for line, trouble in wrong:
        yield Finding(f"source of {line}", "fault", trouble)
    yield check("every quotation stands in its source", not wrong, f"{len(cited)} quotations, {len(wrong)} not so")


def _unproven(source: Citation, known: Mapping[str, Sequence[Item]]) -> str:
    """Return why a quotation does not stand where it should in any version kept of its item."""
    versions = known.get(source.item, ())
    if not versions:
        return f"no copy of item {source.item} is kept: {source.title!r}"
    cited = [item for item in versions if hashlib.sha256(_field(item, source).encode()).hexdigest() == source.hash]
    if not cited:
        return f"the {source.field} kept of item {source.item} is not the one cited, {source.hash[:HASH_SHOWN]}"
    field = _field(cited[0], source)
    if not 0 <= source.start < source.end <= len(field) or field[source.start : source.end] != source.quote:
        return f"{source.quote!r} does not stand at {source.start} to {source.end} of the {source.field} of item {source.item}"
    if cited[0].feed != source.feed:
        return f"item {source.item} is not of feed {source.feed}"
    return "" if any(_titled(item, source) for item in cited) else f"{source.title!r} is not the title of item {source.item}"


def _field(item: Item, source: Citation) -> str:
    return item.title if source.field == "title" else item.text


def _titled(item: Item, source: Citation) -> bool:
    """Tell whether a citation bears the item's title, which is cut where it is long."""
    title = " ".join(item.title.split())
    return source.title == title or (source.title.endswith("…") and title.startswith(source.title[:-1]))
