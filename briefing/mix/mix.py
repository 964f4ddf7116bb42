"""Mix stage: clips in, programme out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from briefing.mix.join import join_clips
from briefing.mix.resample import resample_wav, unify_rates
from briefing.mix.timeline import Timeline, fit_minutes, plan_timeline
from briefing.model.errors import Faulty
from briefing.model.ports import Blobs, Encoder, Events
from briefing.model.progress import Progress
from briefing.model.script import Script
from briefing.model.sound import Clip, Encoded, Programme

TOLERANCE = 0.050  # seconds between what was planned and what is heard
STEPS = ("joining", "encoding", "keeping")


def mix_programme(
    script: Script, clips: Sequence[Clip], minutes: float, blobs: Blobs, encoder: Encoder, events: Events
) -> Programme:
    """Join the clips of a script into one programme of at most `minutes` (5 % over), and store its MP3.

    The programme's samples are at the clips' rate, the higher one of two voices. Raises Faulty for a clip that is missing or
    damaged, for a script that does not fit with one story left, and for an MP3 that is not as long as planned; EngineFailed
    when the encoder fails; CannotWrite.
    """
    clips = unify_rates(clips, blobs, resample_wav)
    rate = _find_rate(script, clips)
    kept, dropped = fit_minutes(script, clips, minutes, rate)
    timeline = plan_timeline(kept, clips, rate)
    _report_step(events, 0)
    wav = join_clips(timeline, clips, blobs)
    _report_step(events, 1)
    encoded = encoder.encode(wav)
    _check_length(encoded, timeline, script.edition)
    _report_step(events, 2)
    key = hashlib.sha256(encoded.mp3).hexdigest()
    blobs.put(key, encoded.mp3)
    return Programme(key=key, samples=timeline.samples, rate=rate, spans=timeline.spans, chapters=timeline.chapters,
                     loudness=encoded.loudness, dropped=dropped)  # fmt: skip


def _find_rate(script: Script, clips: Sequence[Clip]) -> int:
    """Return the one rate of all clips."""
    rate = max((clip.rate for clip in clips), default=0)
    if rate <= 0:
        raise Faulty(script.edition, "has no clips", hint="speak it again")
    return rate


def _check_length(encoded: Encoded, timeline: Timeline, subject: str) -> None:
    heard = encoded.samples / encoded.rate
    if not encoded.mp3 or abs(heard - timeline.seconds) > TOLERANCE:
        raise Faulty(subject, f"its MP3 lasts {heard:.3f} s", f"the timeline lasts {timeline.seconds:.3f} s")


def _report_step(events: Events, done: int) -> None:
    events.emit(Progress("mix", done, len(STEPS), STEPS[done]))
