"""One edition from feeds to published MP3, top to bottom: six steps, each taking the run one state on. Start reading here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

from briefing.lib.text import format_count, format_duration
from briefing.mix.mix import mix_programme
from briefing.model.edition import Run, State
from briefing.model.errors import BriefingError, Unreachable
from briefing.model.progress import Note, Progress, Stage
from briefing.model.script import count_stories
from briefing.pipeline.choice import list_items, make_teller_choice
from briefing.pipeline.history import build_history, find_history_start, find_planned_items, find_retold
from briefing.pipeline.notes import sum_up, with_notes
from briefing.pipeline.quarantine.policy import enter_stage, leave_stage, quarantine_culprits, stop_in_stage
from briefing.pipeline.release import drop_if_aired, release
from briefing.pipeline.retractions import find_changed_lines, find_retractions
from briefing.pipeline.run_state import apply_config_digest, config_digest, count_reasons, end_if_thin, has_reached, state_of
from briefing.pipeline.studio import Studio
from briefing.select.choose import choose
from briefing.speak.speak import speak_script
from briefing.write.compose import compose, count_frame_words, count_story_words, update_rundown
from briefing.write.fallback import FallbackSummarizer


def fetch(run: Run, studio: Studio) -> Run:
    """Ask the feeds; what they say is kept with the bookmarks, and the cutoff is fixed. One feed that fails is a note."""
    show, now = studio.show, studio.clock.now()
    today = now.astimezone(ZoneInfo(show.timezone)).date()
    answers = studio.fetcher.fetch(show.feeds, studio.items.load_bookmarks(feed.id for feed in show.feeds), now)
    run = with_notes(run, studio, [note for answer in answers for note in answer.notes])
    new = {answer.feed.id: studio.items.save(answer) for answer in answers if not answer.error}
    studio.items.record_answers(answers, new, now)
    failed = sum(bool(answer.error) for answer in answers)
    sum_up(studio, "fetch", f"{format_count(len(answers), 'feed')}, {format_count(sum(new.values()), 'new item')}, {failed} failed")
    if failed == len(answers):  # the first says why; each is a note already
        raise Unreachable(show.key, "no feed answered", f"{failed} asked, first {answers[0].error}", "try again later")
    withdrawn, notes = find_retractions(run, studio)
    cutoff = run.cutoff or (run.edition.slot.at if run.edition.slot.day < today else now)
    return replace(with_notes(run, studio, notes), state="fetched", cutoff=cutoff, withdrawn=withdrawn)


def select(run: Run, studio: Studio) -> Run:
    """Choose the stories from the items in the window that this show has not aired; and what was aired and changed since."""
    show, cutoff = studio.show, run.cutoff or run.edition.slot.at
    items, aside, often = list_items(run, studio, cutoff)
    amended = find_changed_lines(run, studio)
    rundown = choose(
        show,
        items,
        aired := studio.aired.list_item_ids(show.key) - frozenset(run.told),
        planned=find_planned_items(others := studio.runs.list_since(show.key, find_history_start(run)), run),
        history=build_history(others, run),
        titles=studio.language.titles,
        now=cutoff,
        words_per_minute=studio.words_per_minute,
        frame_words=count_frame_words(show, studio.site, run.edition, studio.language, run.correction, amended.changes),
        story_words=count_story_words(studio.language),
        kinds=studio.language.not_news,
        tellers=make_teller_choice(show, studio.language, run.edition.slot.day, items),
    )
    sum_up(studio, "select", f"{format_count(len(rundown.stories), 'story', 'stories')} of {format_count(len(items), 'item')}")
    rejected, chosen = (*rundown.rejected, *aside, *often), [*rundown.stories, *rundown.reserves]
    retold = find_retold(others, run, chosen, aired)
    rundown = replace(rundown, rejected=rejected, changes=tuple(amended.changes), retold=retold)
    run = replace(run, state="selected", rundown=rundown)
    run = with_notes(run, studio, [*amended.notes, *(Note("select", one.title, one.reason) for one in often)])
    return end_if_thin(run, show, len(rundown.stories), count_reasons(len(items) + len(aside) + len(often), rundown.rejected))


def write(run: Run, studio: Studio) -> Run:
    """Write the rundown as a script, each line with its sources."""
    assert run.rundown
    summarizer = FallbackSummarizer(studio.summarizer, studio.events, len(run.rundown.stories))
    script = compose(run.edition, studio.show, studio.site, run.rundown, studio.language, summarizer, run.correction)
    run = replace(run, state="written", rundown=update_rundown(run.rundown, script), script=script)
    dropped = [Note("write", rejected.title, rejected.reason) for rejected in script.dropped]
    run = with_notes(run, studio, [*summarizer.notes, *dropped])
    stories, lines = count_stories(script), sum(len(segment.lines) for segment in script.segments)
    summarizer.require_stories(stories, studio.show)
    sum_up(studio, "write", f"{format_count(stories, 'story', 'stories')} in {format_count(lines, 'line')}")
    return end_if_thin(run, studio.show, stories, count_reasons(stories + len(script.dropped), script.dropped))


def speak(run: Run, studio: Studio) -> Run:
    """Speak every line into a checked clip; a story that no voice can say is left out."""
    assert run.script
    made = speak_script(run.script, studio.language, studio.voice, studio.blobs, studio.events, studio.fallback)
    script, clips, lost = made.script, made.clips, made.script.dropped[len(run.script.dropped) :]
    run = with_notes(run, studio, [*made.notes, *(Note("speak", rejected.title, rejected.reason) for rejected in lost)])
    length = format_duration(sum(clip.samples / clip.rate for clip in clips))
    sum_up(studio, "speak", f"{format_count(len(clips), 'line')}, {length} of speech")
    run, stories = replace(run, state="spoken", script=script, clips=clips), count_stories(script)
    return end_if_thin(run, studio.show, stories, count_reasons(stories + len(lost), lost))


def mix(run: Run, studio: Studio) -> Run:
    """Join the clips into one MP3 at the target loudness; the last stories go when the sound is too long."""
    assert run.script
    programme = mix_programme(run.script, run.clips, studio.show.minutes, studio.blobs, studio.encoder, studio.events)
    run = with_notes(run, studio, [Note("mix", rejected.title, rejected.reason) for rejected in programme.dropped])
    sum_up(studio, "mix", f"{format_duration(programme.samples / programme.rate)}, {programme.loudness.integrated_lufs:.1f} LUFS")
    return replace(run, state="mixed", programme=programme)


def publish(run: Run, studio: Studio) -> Run:
    """Give it to the listeners, in the order of commitment: folder, then episode and what it aired; pages and feed follow."""
    assert run.programme
    mp3 = studio.blobs.get(run.programme.key)
    if mp3 is None:  # the blob store lost it: mix again
        return replace(run, state="spoken", programme=None)
    run, episode = release(run, studio, mp3)
    if episode is None:
        return run
    sum_up(studio, "publish", f"{episode.file}, {episode.size / 1e6:.1f} MB")
    return replace(run, state="corrected" if run.correction else "published")


STEPS: dict[State, tuple[Stage, Callable[[Run, Studio], Run]]] = {
    "due": ("fetch", fetch),
    "fetched": ("select", select),
    "selected": ("write", write),
    "written": ("speak", speak),
    "approved": ("speak", speak),
    "spoken": ("mix", mix),
    "mixed": ("publish", publish),
}


def produce(run: Run, studio: Studio, *, until: State = "published") -> Run:
    """Take an edition from its state to `until` or to its end; the result of each step is saved before the next begins."""
    if run.state == "failed":
        run = drop_if_aired(replace(run, state=state_of(run), reason=""), studio)
        studio.runs.save(run)  # its stories are its own again
    run = apply_config_digest(run, config_digest(studio.show))
    while run.state in STEPS and not has_reached(run, until):
        stage, step = STEPS[run.state]
        studio.runs.save(run := enter_stage(run, stage))
        studio.events.emit(Progress(stage, 0, 1, ""))
        try:
            run = leave_stage(quarantine_culprits(run, studio) or step(run, studio))
        except (BriefingError, KeyboardInterrupt, SystemExit) as error:  # what else ends us leaves the run inside, and counts
            studio.runs.save(stop_in_stage(studio.runs.find(run.edition.id) or run, error, studio.clock.now()))
            raise
        studio.runs.save(run)
    return run
