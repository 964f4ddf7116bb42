"""Release of an edition: it must tell nothing that another edition of the show has aired, or is about to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from briefing.model.edition import Run
from briefing.model.episode import Episode
from briefing.model.news import Item
from briefing.model.progress import Note
from briefing.model.rundown import Rejected
from briefing.pipeline.history import find_history_start, find_planned_items, list_tellings
from briefing.pipeline.notes import with_notes
from briefing.pipeline.run_state import begin_publishing, list_corrections, list_heard_items, rewind
from briefing.pipeline.studio import Studio
from briefing.publish.build import build_package
from briefing.publish.publish import commit

ROUNDS = 3  # times that a run chooses again because of one item, before it leaves that out: the slot is kept
WAIT = 60.0  # seconds for which another edition of the show may hold the air


def release(run: Run, studio: Studio, mp3: bytes) -> tuple[Run, Episode | None]:
    """Publish a run's MP3 unless it is published already; return the run and its episode.

    There is no episode when another edition has aired one of its stories since; the run is then taken back to its choice. One
    edition of a show is published at a time. Raises Held, Faulty, CannotWrite.
    """
    with studio.lease.hold(f"{studio.show.key}.air", wait=WAIT):
        episode = studio.episodes.find(run.edition.id)
        if episode and episode.revision >= run.revision:
            return run, episode
        if (free := drop_if_aired(run, studio, on_air=True)).rundown is None:
            return free, None
        run = begin_publishing(run, studio.clock.now())  # fixed once: a run that dies here must make the same episode again
        studio.runs.save(run)
        assert run.published
        mended, cover = list_corrections(run, episode), studio.cover(studio.show.title)
        package = build_package(run, studio.show, studio.site, studio.language, mp3, cover,
                        published=run.published, revision=run.revision, corrections=mended, recall=studio.runs.find)  # fmt: skip
        commit(package, studio.publisher, studio.archive, studio.episodes, list_heard_items(run))
        return run, package.episode


def drop_if_aired(run: Run, studio: Studio, *, on_air: bool = False) -> Run:
    """Return the run, taken back to its choice when another edition has aired one of its items since, or is about to.

    When it is about to go `on_air` itself, plans of editions whose publishing has not begun do not count. A run whose own has begun
    keeps its stories.
    """
    if run.rundown is None or run.published is not None:
        return run
    chosen = {item.id for one in run.rundown.stories for item in one.story.items}
    near = studio.runs.list_since(studio.show.key, find_history_start(run))
    theirs = find_planned_items([other for other in near if other.published] if on_air else near, run)
    aired = studio.aired.list_item_ids(studio.show.key) - frozenset(run.told)
    taken = chosen & (find_told_since(aired & chosen, run.rundown.retold, list_tellings(near, run)) | theirs)
    if not taken:
        return run
    note = Note("select", run.edition.id, "another edition has told some of its stories meanwhile: they are chosen again")
    again = replace(rewind(run, "select"), tries=run.tries, overtaken=(*run.overtaken, *sorted(taken)))
    return with_notes(again, studio, [note])


def find_told_since(aired: Iterable[str], retold: Collection[tuple[str, str]], now: Collection[tuple[str, str]]) -> frozenset[str]:
    """Return those of the ids, which the show has aired, that an edition has told since a run chose them.

    `retold` are the items that the run chose although they had been told, each with the editions that had told it by then, and
    `now` the same as it stands now. An aired item that was not chosen so was told since.
    """
    known, later = {id for id, _ in retold}, {id for id, _ in set(now) - set(retold)}
    return frozenset(id for id in aired if id not in known or id in later)


def leave_out(items: Sequence[Item], run: Run) -> tuple[Sequence[Item], Sequence[Rejected]]:
    """Return the items to choose from, and those because of each of which the run has chosen again so often already."""
    often = {id for id, times in Counter(run.overtaken).items() if times >= ROUNDS}
    why = f"left out: {ROUNDS} times another edition told it while this one was being made"
    return [item for item in items if item.id not in often], [Rejected(i.title, i.feed, why) for i in items if i.id in often]
