"""Detection of changes that sources made to what was aired: compared line by line, noted, and announced where facts changed."""

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
from briefing.select.facts import Verdict, compare_sentences, compute_token_likeness
from briefing.select.marks import Mark, find_label, find_notice, is_ongoing
from briefing.select.statement import find_known_names, tokenize

Split = Callable[[str, Language], Sequence[tuple[int, int]]]  # where the sentences of a text are, `[start, end)`

RENEWED = 0.5  # of an item's words: one that keeps fewer is a new report under an old name
LINES = 2  # of one item are put right at most; who wants more reads its page
SHOWN = 90  # characters of a sentence in a note
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})

Spot = tuple[Field, int, int]


@dataclass(slots=True)
class FoundChanges:
    """The changes that listeners are told, and the notes that the producer gets."""

    changes: list[Change] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _AiredItem:
    """What an edition said of one item, with the item as it was then and as it is now."""

    earlier: Earlier
    old: Item
    new: Item
    lines: tuple[Line, ...]

    def make_change(self, kind: Literal["changed", "marked", "withdrawn"], line: Line, now: Source | None = None) -> Change:
        lead = self.lines[0] if self.lines and self.lines[0] is not line else None
        return Change(kind, self.earlier.edition, self.earlier.day, line, self.new, now, lead)

    def make_note(self, line: Line, what: str) -> Note:
        return Note("select", self.old.title, f'aired on {self.earlier.day}, "{_shorten_text(line.text)}": {what}')


def find_changes(
    history: Sequence[Earlier],
    newest: Mapping[str, Item],
    withdrawn: Collection[str],
    spoken_before: Sequence[Change],
    language: Language,
    split: Split,
) -> FoundChanges:
    """Return what was aired and has been withdrawn or changed in its facts since, the latest edition first, and notes.

    `history` is what listeners heard, latest edition first; `newest` has the current versions of the items it cites; `withdrawn`
    has the ids of items that are gone; `spoken_before` has the changes that were announced already: each is announced once.
    Doubtful changes are never announced.
    """
    found = FoundChanges()
    closed = {change.item.id for change in spoken_before if change.kind == "withdrawn"}
    marked = {change.item.id for change in spoken_before if change.kind == "marked"}
    done = {_make_key(source) for change in spoken_before for source in change.line.sources}
    for aired in _list_aired_items(history, newest):
        lines = tuple(line for line in aired.lines if not done & {_make_key(source) for source in line.sources})
        done |= {_make_key(source) for line in lines for source in line.sources}
        id = aired.new.id
        if id in closed or not lines:
            continue
        if id in withdrawn:
            closed.add(id)
            found.changes.append(aired.make_change("withdrawn", lines[0]))
            found.notes.append(aired.make_note(lines[0], "its source has withdrawn it: to be told"))
        elif aired.new.version != aired.old.version:
            _compare_item(_AiredItem(aired.earlier, aired.old, aired.new, lines), found, marked, language, split)
    return found


def _list_aired_items(history: Sequence[Earlier], newest: Mapping[str, Item]) -> Iterator[_AiredItem]:
    """Yield what each edition said of each item, unless a later edition told its story from the current version."""
    told: set[str] = set()
    for earlier in history:
        versions = {(item.id, item.version): item for item in earlier.story.items}
        cited = dict.fromkeys((source.item, source.version) for line in earlier.lines for source in line.sources)
        for id, version in cited:
            old, new = versions.get((id, version)), newest.get(id)
            if old and new and id not in told:
                lines = (line for line in earlier.lines if line.sources and {source.item for source in line.sources} == {id})
                yield _AiredItem(earlier, old, new, tuple(lines))
        told |= {item.id for item in earlier.story.items if item.id in newest and newest[item.id].version == item.version}


def _compare_item(aired: _AiredItem, found: FoundChanges, marked: set[str], language: Language, split: Split) -> None:
    """Add the result of comparing the lines of one item."""
    fresh = _find_new_sentences(aired, language, split)
    mark, notice = _find_mark(aired, fresh, language)
    judged = [(line, *_judge_line(aired, line, fresh, language)) for line in aired.lines]
    changed = [(line, verdict, spot) for line, verdict, spot in judged if verdict.kind == "changed"]
    if mark == "withdrawn":
        found.changes.append(aired.make_change(mark, aired.lines[0]))
        found.notes.append(aired.make_note(aired.lines[0], "its source says that it withdrew it: to be told"))
    elif mark and aired.new.id not in marked:
        marked.add(aired.new.id)
        line, now = (changed[0][0], changed[0][2]) if changed else (aired.lines[0], notice)
        found.changes.append(aired.make_change(mark, line, _make_source(aired.new, now)))
        found.notes.append(aired.make_note(line, "its source marks it as corrected: to be told"))
    elif _is_rewritten(aired.old, aired.new) or is_ongoing(aired.new.title, language.corrections):
        found.notes += [
            aired.make_note(line, f"its report goes on: {verdict.what}; nothing is said") for line, verdict, _ in changed
        ]
    else:
        _add_changed_lines(aired, changed, found)
    for line, verdict, spot in judged:
        if verdict.kind == "doubtful":
            stands = f', where now stands "{_shorten_text(_extract_words(aired.new, spot))}"' if spot else ""
            found.notes.append(aired.make_note(line, f"changed at its source ({verdict.what}){stands}; nothing is said"))


def _add_changed_lines(aired: _AiredItem, changed: Sequence[tuple[Line, Verdict, Spot | None]], found: FoundChanges) -> None:
    """Add the lines whose facts changed, each fact once."""
    told: set[str] = set()
    for line, verdict, spot in changed:
        if verdict.what in told or len(told) == LINES:
            continue
        told.add(verdict.what)
        found.changes.append(aired.make_change("changed", line, _make_source(aired.new, spot)))
        found.notes.append(aired.make_note(line, f"changed at its source: {verdict.what}: to be told"))


def _judge_line(aired: _AiredItem, line: Line, fresh: Sequence[Spot], language: Language) -> tuple[Verdict, Spot | None]:
    """Return the verdict on a line, and the place of the text that replaced it."""
    source = line.sources[0]
    names = find_known_names((aired.old.text, aired.new.text, aired.old.title, aired.new.title), language)
    if source.field == "title":
        _, start, end = find_label(aired.new.title, language.corrections)
        spot: Spot = ("title", start, end)
        if _normalize_text(source.quote) in (_normalize_text(_extract_words(aired.new, spot)), _normalize_text(aired.new.title)):
            return Verdict("kept"), None
        return compare_sentences(source.quote, _extract_words(aired.new, spot), language, names), spot
    if _has_sentence(source.quote, aired.new.text):
        return Verdict("kept"), None
    said = tokenize(source.quote, language, names)
    texts = [spot for spot in fresh if not find_notice(_extract_words(aired.new, spot), language.corrections)]
    near = {spot: compute_token_likeness(said, tokenize(_extract_words(aired.new, spot), language, names)) for spot in texts}
    best = max(near, key=lambda spot: near[spot], default=None)
    if best is None:
        return Verdict("doubtful", "it no longer stands there"), None
    verdict = compare_sentences(source.quote, _extract_words(aired.new, best), language, names)
    others = {token.key for spot in texts if spot != best for token in tokenize(_extract_words(aired.new, spot), language, names)}
    if verdict.kind == "changed" and verdict.lost & others:
        return Verdict("doubtful", f"{verdict.what}, but it may only have moved"), best
    return verdict, best


def _find_mark(aired: _AiredItem, fresh: Sequence[Spot], language: Language) -> tuple[Mark | None, Spot | None]:
    """Return the correction mark that the item has now and did not have before, and the sentence that carries it."""
    mark, start, end = find_label(aired.new.title, language.corrections)
    before, *_ = find_label(aired.old.title, language.corrections)
    titles = (tokenize(aired.old.title, language), tokenize(aired.new.title[start:end], language))
    label = mark if mark and before != mark and compute_token_likeness(*titles) >= RENEWED else None
    notices = [(find_notice(_extract_words(aired.new, spot), language.corrections), spot) for spot in fresh]
    said = next(((kind, spot) for kind, spot in notices if kind), (None, None))
    return ("withdrawn", None) if "withdrawn" in (label, said[0]) else (label or said[0], said[1])


def _find_new_sentences(aired: _AiredItem, language: Language, split: Split) -> list[Spot]:
    """Return the sentences of the item's text that were not there when it was aired."""
    text = aired.new.text
    return [("text", start, end) for start, end in split(text, language) if not _has_sentence(text[start:end], aired.old.text)]


def _is_rewritten(old: Item, new: Item) -> bool:
    """Return whether an item was rewritten, as a daily report that keeps its address is."""
    words = Counter(_normalize_text(f"{old.title} {old.text}").split())
    kept = words & Counter(_normalize_text(f"{new.title} {new.text}").split())
    return kept.total() < RENEWED * words.total()


def _has_sentence(sentence: str, text: str) -> bool:
    return f" {_normalize_text(sentence)} " in f" {_normalize_text(text)} "


def _normalize_text(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split())


def _extract_words(item: Item, spot: Spot | None) -> str:
    return (item.title if spot[0] == "title" else item.text)[spot[1] : spot[2]] if spot else ""


def _make_source(item: Item, spot: Spot | None) -> Source | None:
    if spot is None:
        return None
    whole = item.title if spot[0] == "title" else item.text
    digest = hashlib.sha256(whole.encode()).hexdigest()
    return Source(item.feed, item.id, item.version, *spot, whole[spot[1] : spot[2]], digest)


def _make_key(source: Source) -> tuple[str, Field, str]:
    return source.item, source.field, source.quote


def _shorten_text(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"
