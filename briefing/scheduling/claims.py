"""Which runs to make now: those that were asked for, or those that are due; each slot is claimed here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from briefing.model.edition import FINAL, Run, Slot, State
from briefing.model.errors import NotPrepared, Usage
from briefing.model.progress import Stage
from briefing.model.show import Show
from briefing.pipeline.run_state import state_of
from briefing.pipeline.studio import Studio
from briefing.scheduling.catch_up import due_and_missed, find_look_back_start
from briefing.scheduling.slots import is_unfinished, list_due_slots


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What the producer asked for on the command line: `named` when the show was named, `until` written for --prepare.

    `again` is the stage from which an edition is made again, `correct` the reason why a published one is; `rehearse` only says
    that the studios' memory and site are a rehearsal's. With `recount` today's settled editions are reported, too.
    """

    named: bool
    day: date | None = None
    time: str | None = None
    until: State = "published"
    again: Stage | None = None
    correct: str = ""
    rehearse: bool = False
    recount: bool = False

    @property
    def unasked(self) -> bool:
        """Whether no edition was asked for by name, so that the schedule decides."""
        return not (self.named or self.day or self.time or self.again or self.rehearse)


def claim_due_runs(show: Show, studio: Studio, wish: RunRequest) -> Sequence[Run]:
    """Return the runs to make, claimed, oldest slot first: those on their way, corrections among them, then those that are due.

    Slots that are too late to be made are kept as missed, and returned with them, this once.
    """
    now = studio.clock.now()
    if wish.again:
        return [_find_known(show, studio, wish, now)]
    runs: dict[str, Run] = {}
    if wish.unasked:
        runs = {run.edition.id: run for run in studio.runs.list_unfinished(show.key) if run.state != "waiting"}
        claimed = _claim_due(show, studio, now)
        if wish.recount:
            waiting = [run for run in _list_todays_runs(show, studio, now) if run.state == "waiting"]
            claimed = sorted({run.edition.id: run for run in (*waiting, *claimed)}.values(), key=lambda run: run.edition.slot.at)
    else:
        if wish.day is None and wish.time is None:
            on_their_way = studio.runs.list_unfinished(show.key)
            runs = {run.edition.id: run for run in on_their_way if _goes_on_with(run, show, now)}
        asked = list_due_slots(show, now, named=wish.named, day=wish.day, time=wish.time)
        claimed = [_claim_requested(studio.claims.claim(slot, now), studio, now) for slot in asked]
    for run in claimed:
        runs.setdefault(run.edition.id, run)
    return list(runs.values())


def list_settled_runs(show: Show, studio: Studio, wish: RunRequest) -> Sequence[Run]:
    """Return today's runs that have ended, oldest slot first, when the request asks for them."""
    told = wish.recount and wish.unasked
    return [run for run in _list_todays_runs(show, studio, studio.clock.now()) if run.state in FINAL] if told else []


def _list_todays_runs(show: Show, studio: Studio, now: datetime) -> Sequence[Run]:
    return studio.runs.list_since(show.key, now.astimezone(ZoneInfo(show.timezone)).date())


def _claim_due(show: Show, studio: Studio, now: datetime) -> list[Run]:
    """Claim the slots that are due, note those that are missed, record the check, and return all of these runs."""
    watched = studio.claims.get_watched_until(show.key)
    first = find_look_back_start(show, now, watched).astimezone(ZoneInfo(show.timezone)).date()
    found = due_and_missed(show, now, watched, studio.claims.list_taken_slots(show.key, first))
    missed = [studio.claims.claim(slot, now, missed=_mark_missed(slot, show, now)) for slot in found.missed]
    runs = [run for run in missed if run.claimed == now]  # another process has told of the others
    runs += [studio.claims.claim(slot, now) for slot in found.make]
    if watched is None or found.make or found.missed or abs((now - watched).total_seconds()) >= 60:
        studio.claims.set_watched_until(show.key, now)
    return runs


def _mark_missed(slot: Slot, show: Show, now: datetime) -> str:
    hours = (now - slot.at).total_seconds() / 3600
    return f"no run before {hours:.1f} hours after its slot (catch_up: {show.catch_up})"


def _goes_on_with(run: Run, show: Show, now: datetime) -> bool:
    """Return whether a named show continues a run; one whose publishing has begun, or a correction, is finished."""
    return run.state != "waiting" and (run.published is not None or is_unfinished(run, now, show.give_up_after))


def _claim_requested(run: Run, studio: Studio, now: datetime) -> Run:
    """Return a run that was asked for by name; a missed one is made after all."""
    if run.state == "missed":
        run = replace(run, state=state_of(run), reason="", tries=0, retry_at=None, claimed=now)
        studio.runs.save(run)
    return run


def _find_known(show: Show, studio: Studio, wish: RunRequest, now: datetime) -> Run:
    """Return the one run of the day and time wished for; raises Usage, and NotPrepared when that day has none."""
    day = wish.day or now.astimezone(ZoneInfo(show.timezone)).date()
    time = wish.time and wish.time.rjust(5, "0")
    runs = [run for run in studio.runs.list_since(show.key, day) if run.edition.slot.day == day]
    found = [run for run in runs if time in (None, run.edition.slot.time)]
    if len(found) == 1:
        return found[0]
    if found:
        times = " or ".join(run.edition.slot.time for run in found)
        raise Usage(show.key, f"has {len(found)} editions on {day}", hint=f"say which with --slot {times}")
    list_due_slots(show, now, named=True, day=wish.day, time=wish.time)  # says what is wrong with the day or the time
    raise NotPrepared(f"{show.key} {day}", "has no edition to make again", hint=f"briefing run {show.key} --day {day}")
