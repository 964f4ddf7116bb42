"""Going on air, with nothing that another edition of the show has aired, or is about to, since this one chose its stories."""

from __future__ import annotations

from dataclasses import replace

from briefing.history import planned, remembered
from briefing.model import Note, Run
from briefing.ports import Studio
from briefing.publish.build import build
from briefing.publish.publish import commit
from briefing.published import Episode
from briefing.runs import back, begun, corrections, noted, sounded

WAIT = 60.0  # seconds for which another edition of the show may hold the air


def air(run: Run, studio: Studio, mp3: bytes) -> tuple[Run, Episode | None]:
    """Publish a run's MP3 unless it is published already; return the run and its episode.

    There is no episode when another edition has aired one of its stories since; the run is then taken back to its choice. One
    edition of a show is published at a time. Raises Held, Faulty, CannotWrite.
    """
    with studio.lease.hold(f"{studio.show.key}.air", wait=WAIT):
        episode = studio.episodes.find(run.edition.id)
        if episode and episode.revision >= run.revision:
            return run, episode
        if (free := overtaken(run, studio, on_air=True)).rundown is None:
            return free, None
        run = begun(run, studio.clock.now())  # fixed once: a run that dies here must make the same episode again
        studio.runs.save(run)
        assert run.published
        mended, cover = corrections(run, episode), studio.cover(studio.show.title)
        package = build(run, studio.show, studio.site, studio.language, mp3, cover,
                        published=run.published, revision=run.revision, corrections=mended, recall=studio.runs.find)  # fmt: skip
        commit(package, studio.publisher, studio.archive, studio.episodes, sounded(run))
        return run, package.episode


def overtaken(run: Run, studio: Studio, *, on_air: bool = False) -> Run:
    """Return the run, taken back to its choice when another edition has aired one of its items since, or is about to.

    When it is about to go `on_air` itself, plans of editions whose publishing has not begun do not count. A run whose own has begun
    keeps its stories.
    """
    if run.rundown is None or run.published is not None:
        return run
    chosen = {item.id for one in run.rundown.stories for item in one.story.items}
    near = studio.runs.since(studio.show.key, remembered(run))
    theirs = planned([other for other in near if other.published] if on_air else near, run)
    if not chosen & ((studio.aired.aired(studio.show.key) - frozenset(run.told)) | theirs):
        return run
    note = Note("select", run.edition.id, "another edition has told some of its stories meanwhile: they are chosen anew")
    return noted(replace(back(run, "select"), tries=run.tries), studio, [note])
