"""One item from feed to MP3, top to bottom: six steps, each taking the run one state on. Start reading here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from briefing.lib.text import clock, count
from briefing.mix.mix import mix as mix_programme
from briefing.model.edition import Run, State
from briefing.model.errors import BriefingError, Unreachable
from briefing.model.progress import Note, Progress, Stage
from briefing.pipeline.history import history, planned, remembered, retold, window
from briefing.pipeline.quarantine.policy import apart, entered, left, spared, stopped
from briefing.pipeline.release import air, leave_out, overtaken
from briefing.pipeline.retractions import changed, taken_back
from briefing.pipeline.run_state import noted, on_these_terms, reached, standing, sum_up, tally, terms, unless_thin
from briefing.pipeline.studio import Studio
from briefing.select.choose import choose
from briefing.speak.speak import perform
from briefing.write.compose import as_written, compose, frame_words, story_words
from briefing.write.fallback import Sparing

Step = Callable[[Run, Studio], Run]


def fetch(run: Run, studio: Studio) -> Run:
    """Ask the feeds; what they say is kept with the bookmarks, and the cutoff is fixed. One feed that fails is a note."""
    show, now = studio.show, studio.clock.now()
    today = now.astimezone(ZoneInfo(show.timezone)).date()
    answers = studio.fetcher.fetch(show.feeds, studio.items.bookmarks(feed.id for feed in show.feeds), now)
    run = noted(run, studio, [note for answer in answers for note in answer.notes])
    new = {answer.feed.id: studio.items.save(answer) for answer in answers if not answer.error}
    studio.items.heard(answers, new, now)
    failed = sum(bool(answer.error) for answer in answers)
    sum_up(studio, "fetch", f"{count(len(answers), 'feed')}, {count(sum(new.values()), 'new item')}, {failed} failed")
    if failed == len(answers):  # the first says why; each is a note already
        raise Unreachable(show.key, "no feed answered", f"{failed} asked, first {answers[0].error}", "try again later")
    withdrawn, notes = taken_back(run, studio)
    cutoff = run.cutoff or (run.edition.slot.at if run.edition.slot.day < today else now)
    return replace(noted(run, studio, notes), state="fetched", cutoff=cutoff, withdrawn=withdrawn)


def select(run: Run, studio: Studio) -> Run:
    """Choose the stories from the items in the window that this show has not aired; and what was aired and changed since."""
    show, cutoff = studio.show, run.cutoff or run.edition.slot.at
    items, aside = apart(studio.items.between([feed.id for feed in show.feeds], *window(run, show), cutoff), run.aside)
    items, often = leave_out(items, run)
    amended = changed(run, studio)
    rundown = choose(
        show,
        items,
        studio.aired.aired(show.key) - frozenset(run.told),
        planned=planned(others := studio.runs.since(show.key, remembered(run)), run),
        history=history(others, run),
        titles=studio.language.titles,
        now=cutoff,
        words_per_minute=studio.words_per_minute,
        frame_words=frame_words(show, studio.site, run.edition, studio.language, run.correction, amended.changes),
        story_words=story_words(studio.language),
        kinds=studio.language.not_news,
    )
    sum_up(studio, "select", f"{count(len(rundown.stories), 'story', 'stories')} of {count(len(items), 'item')} in the window")
    rejected, again = (*rundown.rejected, *aside, *often), retold(others, run, [*rundown.stories, *rundown.reserves])
    rundown = replace(rundown, rejected=rejected, changes=tuple(amended.changes), retold=again)
    notes = [*amended.notes, *(Note("select", one.title, one.reason) for one in often)]
    run = noted(replace(run, state="selected", rundown=rundown), studio, notes)
    return unless_thin(run, show, len(rundown.stories), tally(len(items) + len(aside) + len(often), rundown.rejected))


def write(run: Run, studio: Studio) -> Run:
    """Write the rundown as a script, each line with its sources."""
    assert run.rundown
    summarizer = Sparing(studio.summarizer, studio.events, len(run.rundown.stories))
    script = compose(run.edition, studio.show, studio.site, run.rundown, studio.language, summarizer, run.correction)
    run = replace(run, state="written", rundown=as_written(run.rundown, script), script=script)
    run = noted(run, studio, [*summarizer.notes, *(Note("write", rejected.title, rejected.reason) for rejected in script.dropped)])
    stories = sum(segment.kind == "story" for segment in script.segments)
    lines = sum(len(segment.lines) for segment in script.segments)
    summarizer.answer_for(stories, studio.show)
    sum_up(studio, "write", f"{count(stories, 'story', 'stories')} in {count(lines, 'line')}")
    return unless_thin(run, studio.show, stories, tally(stories + len(script.dropped), script.dropped))


def speak(run: Run, studio: Studio) -> Run:
    """Speak every line into a checked clip; a story that no voice can say is left out."""
    assert run.script
    made = perform(run.script, studio.language, studio.voice, studio.blobs, studio.events, studio.fallback)
    script, clips, lost = made.script, made.clips, made.script.dropped[len(run.script.dropped) :]
    run = noted(run, studio, [*made.notes, *(Note("speak", rejected.title, rejected.reason) for rejected in lost)])
    sum_up(studio, "speak", f"{count(len(clips), 'line')}, {clock(sum(clip.samples / clip.rate for clip in clips))} of speech")
    stories = sum(segment.kind == "story" for segment in script.segments)
    run = replace(run, state="spoken", script=script, clips=clips)
    return unless_thin(run, studio.show, stories, tally(stories + len(lost), lost))


def mix(run: Run, studio: Studio) -> Run:
    """Join the clips into one MP3 at the house level; the last stories go when the sound is too long."""
    assert run.script
    programme = mix_programme(run.script, run.clips, studio.show.minutes, studio.blobs, studio.encoder, studio.events)
    run = noted(run, studio, [Note("mix", rejected.title, rejected.reason) for rejected in programme.dropped])
    sum_up(studio, "mix", f"{clock(programme.samples / programme.rate)}, {programme.loudness.integrated_lufs:.1f} LUFS")
    return replace(run, state="mixed", programme=programme)


def publish(run: Run, studio: Studio) -> Run:
    """Give it to the listeners, in the order of commitment: folder, then episode and what it aired; pages and feed follow."""
    assert run.programme
    mp3 = studio.blobs.get(run.programme.key)
    if mp3 is None:  # the blob store lost it: mix again
        return replace(run, state="spoken", programme=None)
    run, episode = air(run, studio, mp3)
    if episode is None:
        return run
    sum_up(studio, "publish", f"{episode.file}, {episode.size / 1e6:.1f} MB")
    return replace(run, state="corrected" if run.correction else "published")


STEPS: dict[State, tuple[Stage, Step]] = {
    "due": ("fetch", fetch),
    "fetched": ("select", select),
    "selected": ("write", write),
    "written": ("speak", speak),
    "approved": ("speak", speak),
    "spoken": ("mix", mix),
    "mixed": ("publish", publish),
}


def produce(run: Run, studio: Studio, *, until: State = "published") -> Run:
    """Take an edition from where it stands to `until` or to its end; what each step made is kept before the next begins."""
    if run.state == "failed":
        run = overtaken(replace(run, state=standing(run), reason=""), studio)
        studio.runs.save(run)  # its stories are its own again
    run = on_these_terms(run, terms(studio.show))
    while run.state in STEPS and not reached(run, until):
        stage, step = STEPS[run.state]
        studio.runs.save(run := entered(run, stage))
        studio.events.tell(Progress(stage, 0, 1, ""))
        try:
            run = left(spared(run, studio) or step(run, studio))
        except (BriefingError, KeyboardInterrupt, SystemExit) as error:  # what else ends us leaves the run inside, and counts
            studio.runs.save(stopped(studio.runs.find(run.edition.id) or run, error, studio.clock.now()))
            raise
        studio.runs.save(run)
    return run
