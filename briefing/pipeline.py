"""One item from feed to MP3, top to bottom: six steps, each taking the run one state on. Start reading here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from briefing.errors import BriefingError, Unreachable
from briefing.mix.mix import mix as mix_programme
from briefing.model import Note, Run, Show, State
from briefing.ports import Studio
from briefing.publish.build import build
from briefing.publish.publish import commit
from briefing.select.choose import choose
from briefing.speak.speak import speak as speak_script
from briefing.write.compose import compose, frame_words, story_words

Step = Callable[[Run, Studio], Run]


def fetch(run: Run, studio: Studio) -> Run:
    """Ask the feeds; what they say is kept with the bookmarks, and the cutoff is fixed. One feed that fails is a note."""
    show, now = studio.show, studio.clock.now()
    today = now.astimezone(ZoneInfo(show.timezone)).date()
    answers = studio.fetcher.fetch(show.feeds, studio.items.bookmarks(feed.id for feed in show.feeds), now)
    notes = _tell(studio, [note for answer in answers for note in answer.notes])
    for answer in answers:
        if not answer.error:
            studio.items.save(answer)
    if all(answer.error for answer in answers):
        raise Unreachable(show.key, "no feed answered", "; ".join(answer.error for answer in answers), "try again later")
    cutoff = run.cutoff or (run.edition.slot.at if run.edition.slot.day < today else now)
    return replace(run, state="fetched", cutoff=cutoff, notes=_add(run, notes))


def select(run: Run, studio: Studio) -> Run:
    """Choose the stories from the items in the edition's window that this show has not aired."""
    show, cutoff = studio.show, run.cutoff or run.edition.slot.at
    after = run.edition.slot.at - timedelta(hours=show.max_age_hours)
    items = studio.items.between([feed.id for feed in show.feeds], after, cutoff, cutoff)
    rundown = choose(
        show,
        items,
        studio.aired.aired(show.key),
        titles=studio.language.titles,
        now=cutoff,
        words_per_minute=studio.words_per_minute,
        frame_words=frame_words(show, studio.site, run.edition, studio.language),
        story_words=story_words(studio.language),
    )
    run = replace(run, state="selected", rundown=rundown)
    return _unless_thin(run, studio.show, len(rundown.stories), f"{len(items)} items in the window")


def write(run: Run, studio: Studio) -> Run:
    """Write the rundown as a script, each line with its sources."""
    assert run.rundown
    script = compose(run.edition, studio.show, studio.site, run.rundown, studio.language, studio.summarizer)
    notes = _tell(studio, [Note("write", rejected.title, rejected.reason) for rejected in script.dropped])
    run = replace(run, state="written", script=script, notes=_add(run, notes))
    stories = sum(segment.kind == "story" for segment in script.segments)
    return _unless_thin(run, studio.show, stories, "the others may not be read aloud")


def speak(run: Run, studio: Studio) -> Run:
    """Speak every line into a checked clip."""
    assert run.script
    return replace(run, state="spoken", clips=speak_script(run.script, studio.language, studio.voice, studio.blobs, studio.events))


def mix(run: Run, studio: Studio) -> Run:
    """Join the clips into one MP3 at the house level; the last stories go when the sound is too long."""
    assert run.script
    programme = mix_programme(run.script, run.clips, studio.show.minutes, studio.blobs, studio.encoder, studio.events)
    notes = _tell(studio, [Note("mix", rejected.title, rejected.reason) for rejected in programme.dropped])
    return replace(run, state="mixed", programme=programme, notes=_add(run, notes))


def publish(run: Run, studio: Studio) -> Run:
    """Give it to the listeners, in the order of commitment: folder, then episode and what it aired; pages and feed follow."""
    assert run.programme
    mp3 = studio.blobs.get(run.programme.key)
    if mp3 is None:  # the blob store lost it: mix again
        return replace(run, state="spoken", programme=None)
    if run.published is None:
        run = replace(run, published=studio.clock.now())  # fixed once: a run that dies here must make the same episode again
        studio.runs.save(run)
    if studio.episodes.find(run.edition.id) is None:
        assert run.published
        cover = studio.cover(studio.show.title)
        package = build(run, studio.show, studio.site, studio.language, mp3, cover, published=run.published)
        commit(package, studio.publisher, studio.episodes, _aired(run))
    return replace(run, state="published")


STEPS: dict[State, Step] = {
    "due": fetch,
    "fetched": select,
    "selected": write,
    "written": speak,
    "approved": speak,
    "spoken": mix,
    "mixed": publish,
}


def produce(run: Run, studio: Studio, *, until: State = "published") -> Run:
    """Take an edition from where it stands to `until` or to its end; what each step made is kept before the next begins."""
    if run.state == "failed":
        run = replace(run, state=standing(run), reason="")
    while run.state != until and (step := STEPS.get(run.state)):
        try:
            run = step(run, studio)
        except BriefingError as error:
            studio.runs.save(replace(run, state="failed", reason=str(error)))
            raise
        studio.runs.save(run)
    return run


def standing(run: Run) -> State:
    """Return how far a run has come by what it holds: where one that failed goes on."""
    made: dict[State, object] = {"mixed": run.programme, "written": run.script, "selected": run.rundown, "fetched": run.cutoff}
    return next((state for state, value in made.items() if value), "due")  # not "spoken": a clip may be what failed


def _unless_thin(run: Run, show: Show, stories: int, why: str) -> Run:
    if stories >= show.min_stories or show.when_empty == "announce":
        return run
    return replace(run, state="nothing", reason=f"{stories} stories, {show.min_stories} wanted: {why}")


def _aired(run: Run) -> list[str]:
    """Return the ids of the items whose stories really sounded."""
    assert run.rundown
    assert run.programme
    sounded = {span.segment for span in run.programme.spans}
    return [item.id for chosen in run.rundown.stories if chosen.story.id in sounded for item in chosen.story.items]


def _add(run: Run, notes: Sequence[Note]) -> tuple[Note, ...]:
    return run.notes + tuple(note for note in notes if note not in run.notes)


def _tell(studio: Studio, notes: Sequence[Note]) -> Sequence[Note]:
    for note in notes:
        studio.events.tell(note)
    return notes
