"""What sources changed in what was aired: compared line by line, told to the producer, and, where facts changed, to listeners."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from briefing.model.language import Language
from briefing.model.news import Field, Item, Line, Source
from briefing.model.progress import Note
from briefing.model.rundown import Change, Earlier
from briefing.select.facts import Verdict, compare, likeness
from briefing.select.marks import Mark, goes_on, labelled, noticed
from briefing.select.statement import known_names, tokens

Split = Callable[[str, Language], Sequence[tuple[int, int]]]  # where the sentences of a text are, `[start, end)`

RENEWED = 0.5  # of an item's words: one that keeps fewer is a new report under an old name
LINES = 2  # of one item are put right at most; who wants more reads its page
SHOWN = 90  # characters of a sentence in a note
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})

Spot = tuple[Field, int, int]


@dataclass(slots=True)
class Found:
    """What listeners are told, and what the producer is."""

    changes: list[Change] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Aired:
    """What an edition said of one item, and the item as it was then and as it is now."""

    earlier: Earlier
    old: Item
    new: Item
    lines: tuple[Line, ...]

    def change(self, kind: Literal["changed", "marked", "withdrawn"], line: Line, now: Source | None = None) -> Change:
        lead = next((one for one in self.lines if one is not line and one.sources[0].field == "title"), None)
        return Change(kind, self.earlier.edition, self.earlier.day, line, self.new, now, lead)

    def note(self, line: Line, what: str) -> Note:
        return Note("select", self.old.title, f'aired on {self.earlier.day}, "{_short(line.text)}": {what}')


def changes(
    history: Sequence[Earlier],
    newest: Mapping[str, Item],
    withdrawn: Collection[str],
    spoken_before: Sequence[Change],
    language: Language,
    split: Split,
) -> Found:
    """Return what was aired and has been taken back or changed in its facts since, the latest edition first, and notes.

    `history` is what listeners heard, latest edition first, `newest` the items it rests on as they are now, `withdrawn` the ids of
    those that are gone, `spoken_before` what they were told already: each thing is told once. Nothing doubtful is told.
    """
    found = Found()
    closed = {change.item.id for change in spoken_before if change.kind == "withdrawn"}
    marked = {change.item.id for change in spoken_before if change.kind == "marked"}
    done = {_key(source) for change in spoken_before for source in change.line.sources}
    for aired in _aired(history, newest):
        lines = tuple(line for line in aired.lines if not done & {_key(source) for source in line.sources})
        done |= {_key(source) for line in lines for source in line.sources}
        id = aired.new.id
        if id in closed or not lines:
            continue
        if id in withdrawn:
            closed.add(id)
            found.changes.append(aired.change("withdrawn", lines[0]))
            found.notes.append(aired.note(lines[0], "its source has withdrawn it: to be told"))
        elif aired.new.version != aired.old.version:
            _compare(_Aired(aired.earlier, aired.old, aired.new, lines), found, marked, language, split)
    return found


def _aired(history: Sequence[Earlier], newest: Mapping[str, Item]) -> Iterator[_Aired]:
    """Yield what each edition said of each item, unless a later edition told its story from the version that stands now."""
    told: set[str] = set()
    for earlier in history:
        versions = {(item.id, item.version): item for item in earlier.story.items}
        cited = dict.fromkeys((source.item, source.version) for line in earlier.lines for source in line.sources)
        for id, version in cited:
            old, new = versions.get((id, version)), newest.get(id)
            if old and new and id not in told:
                lines = (line for line in earlier.lines if line.sources and {source.item for source in line.sources} == {id})
                yield _Aired(earlier, old, new, tuple(lines))
        told |= {item.id for item in earlier.story.items if item.id in newest and newest[item.id].version == item.version}


def _compare(aired: _Aired, found: Found, marked: set[str], language: Language, split: Split) -> None:
    """Add what became of the lines of one item."""
    fresh = _fresh(aired, language, split)
    mark, notice = _mark(aired, fresh, language)
    judged = [(line, *_judge(aired, line, fresh, language)) for line in aired.lines]
    changed = [(line, verdict, spot) for line, verdict, spot in judged if verdict.kind == "changed"]
    if mark == "withdrawn":
        found.changes.append(aired.change(mark, aired.lines[0]))
        found.notes.append(aired.note(aired.lines[0], "its source says that it withdrew it: to be told"))
    elif mark and aired.new.id not in marked:
        marked.add(aired.new.id)
        line, now = (changed[0][0], changed[0][2]) if changed else (aired.lines[0], notice)
        found.changes.append(aired.change(mark, line, _source(aired.new, now)))
        found.notes.append(aired.note(line, "its source marks it as corrected: to be told"))
    elif _renewed(aired.old, aired.new) or goes_on(aired.new.title, language.corrections):
        found.notes += [aired.note(line, f"its report goes on: {verdict.what}; nothing is said") for line, verdict, _ in changed]
    else:
        _put_right(aired, changed, found)
    for line, verdict, spot in judged:
        if verdict.kind == "doubtful":
            stands = f', where now stands "{_short(_words(aired.new, spot))}"' if spot else ""
            found.notes.append(aired.note(line, f"changed at its source ({verdict.what}){stands}; nothing is said"))


def _put_right(aired: _Aired, changed: Sequence[tuple[Line, Verdict, Spot | None]], found: Found) -> None:
    """Add the lines whose facts changed, each fact once."""
    told: set[str] = set()
    for line, verdict, spot in changed:
        if verdict.what in told or len(told) == LINES:
            continue
        told.add(verdict.what)
        found.changes.append(aired.change("changed", line, _source(aired.new, spot)))
        found.notes.append(aired.note(line, f"changed at its source: {verdict.what}: to be told"))


def _judge(aired: _Aired, line: Line, fresh: Sequence[Spot], language: Language) -> tuple[Verdict, Spot | None]:
    """Return what became of a line, and what stands in its place."""
    source = line.sources[0]
    names = known_names((aired.old.text, aired.new.text, aired.old.title, aired.new.title), language)
    if source.field == "title":
        _, start, end = labelled(aired.new.title, language.corrections)
        spot: Spot = ("title", start, end)
        if _plain(source.quote) in (_plain(_words(aired.new, spot)), _plain(aired.new.title)):
            return Verdict("kept"), None
        return compare(source.quote, _words(aired.new, spot), language, names), spot
    if _stands(source.quote, aired.new.text):
        return Verdict("kept"), None
    said = tokens(source.quote, language, names)
    texts = [spot for spot in fresh if not noticed(_words(aired.new, spot), language.corrections)]
    near = {spot: likeness(said, tokens(_words(aired.new, spot), language, names)) for spot in texts}
    best = max(near, key=lambda spot: near[spot], default=None)
    if best is None:
        return Verdict("doubtful", "it no longer stands there"), None
    verdict = compare(source.quote, _words(aired.new, best), language, names)
    others = {token.key for spot in texts if spot != best for token in tokens(_words(aired.new, spot), language, names)}
    if verdict.kind == "changed" and verdict.lost & others:
        return Verdict("doubtful", f"{verdict.what}, but it may only have moved"), best
    return verdict, best


def _mark(aired: _Aired, fresh: Sequence[Spot], language: Language) -> tuple[Mark | None, Spot | None]:
    """Return what the item says of itself now and did not say before, and the sentence that says it."""
    mark, start, end = labelled(aired.new.title, language.corrections)
    before, *_ = labelled(aired.old.title, language.corrections)
    titles = (tokens(aired.old.title, language), tokens(aired.new.title[start:end], language))
    label = mark if mark and before != mark and likeness(*titles) >= RENEWED else None
    notices = [(noticed(_words(aired.new, spot), language.corrections), spot) for spot in fresh]
    said = next(((kind, spot) for kind, spot in notices if kind), (None, None))
    return ("withdrawn", None) if "withdrawn" in (label, said[0]) else (label or said[0], said[1])


def _fresh(aired: _Aired, language: Language, split: Split) -> list[Spot]:
    """Return the sentences of the item's text that did not stand there when it was aired."""
    text = aired.new.text
    return [("text", start, end) for start, end in split(text, language) if not _stands(text[start:end], aired.old.text)]


def _renewed(old: Item, new: Item) -> bool:
    """Tell whether an item was written anew, as a daily report is that keeps its address."""
    words = Counter(_plain(f"{old.title} {old.text}").split())
    kept = words & Counter(_plain(f"{new.title} {new.text}").split())
    return kept.total() < RENEWED * words.total()


def _stands(sentence: str, text: str) -> bool:
    return f" {_plain(sentence)} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split())


def _words(item: Item, spot: Spot | None) -> str:
    return (item.title if spot[0] == "title" else item.text)[spot[1] : spot[2]] if spot else ""


def _source(item: Item, spot: Spot | None) -> Source | None:
    if spot is None:
        return None
    whole = item.title if spot[0] == "title" else item.text
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return Source(item.feed, item.id, item.version, *spot, whole[spot[1] : spot[2]], digest)


def _key(source: Source) -> tuple[str, Field, str]:
    return source.item, source.field, source.quote


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"
