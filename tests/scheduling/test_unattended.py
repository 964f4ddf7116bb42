"""An unattended show, in a studio of fakes: editions made on time, late, missed, retried and given up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from briefing.model.errors import EngineFailed
from briefing.model.news import Answer, Bookmark, Item
from briefing.model.outcome import Outcome
from briefing.model.show import Feed, Show
from briefing.model.sound import Encoded
from briefing.pipeline.studio import Studio
from briefing.scheduling.claims import RunRequest
from briefing.scheduling.runner import run_show
from tests.store.values import episode
from tests.support import make
from tests.support.studio import studio

UNASKED = RunRequest(named=False)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TOWNS = ("Bardale", "Dorton", "Fimvik", "Gursun", "Helra", "Jatton", "Kovik", "Lusun")


@dataclass(slots=True)
class Wire:
    """A feed with a new item every six hours, and the clock; it may be down."""

    time: datetime = make.NOW
    down: bool = False
    asked: int = 0
    stuck: Sequence[Item] = field(default_factory=list)

    def now(self) -> datetime:
        return self.time

    def fetch(self, feeds: Sequence[Feed], bookmarks: Mapping[str, Bookmark], now: datetime) -> Sequence[Answer]:
        self.asked += 1
        if self.down:
            return [Answer(feed, (), None, (), error="no answer") for feed in feeds]
        return [Answer(feed, tuple(self.items(now)), None, (), whole=True) for feed in feeds]

    def items(self, now: datetime) -> Iterator[Item]:
        yield from self.stuck
        for back in range(8):
            count = int((now - make.NOW) / timedelta(hours=6)) - back
            when = make.NOW + timedelta(hours=6 * count - 1)
            town = TOWNS[count % len(TOWNS)]
            title, text = f"The council of {town} votes on plan {count + 99}", f"{town} has {count + 99} new trees."
            yield replace(make.item(title, text, id=f"i{count}"), published=when, seen=now)


class Broken:
    """An encoder that does not work."""

    def encode(self, wav: bytes) -> Encoded:
        """Fail."""
        raise EngineFailed("ffmpeg", "does not work")


@dataclass(slots=True)
class House:
    """A show of one slot a day, unless told otherwise."""

    wire: Wire
    studio: Studio
    show: Show

    def at(self, wall: timedelta, wish: RunRequest = UNASKED) -> list[Outcome]:
        """What a round comes to, so long after the first slot."""
        self.wire.time = make.NOW + wall
        return run_show(self.show, lambda show: replace(self.studio, show=show), lambda: None, wish)

    def states(self) -> dict[str, str]:
        """The state of every edition."""
        return {run.edition.id: run.state for run in self.studio.runs.list_since(self.show.key, make.edition().slot.day - 40 * DAY)}

    def aired(self) -> list[str]:
        """Every item that was told, as often as it was."""
        return [item for one in self.studio.episodes.list_episodes(self.show.key) for story in one.stories for item in story.items]


def house(catch_up: Literal["latest", "all", "none"] = "latest", schedule: str = "0 6 * * *", **more: float) -> House:
    """A workspace with a studio of fakes."""
    wire = Wire()
    show = replace(make.show(schedule=schedule), catch_up=catch_up, **more)  # type: ignore[arg-type]  # give_up_after alone
    return House(wire, replace(studio(show, []), clock=wire, fetcher=wire), show)


def test_every_tick_of_a_week_makes_seven_editions() -> None:
    """However often it is asked, each slot is made once, on time, without a word about lateness."""
    here = house()
    for tick in range(7 * 24 * 2):
        here.at(timedelta(minutes=30 * tick))
    assert here.states() == {f"morning-2026-11-{day}": "published" for day in range(22, 29)}
    assert len(set(here.aired())) == len(here.aired())
    assert not any("late" in note.message for one in here.studio.episodes.list_episodes("morning") for note in one.notes)


def test_after_days_off_the_newest_is_made_late_and_the_others_are_missed() -> None:
    """Each of them is said, the made one is marked late, and the next round has nothing to say."""
    here = house()
    here.at(timedelta(0))
    outcomes = here.at(4 * DAY + 3 * HOUR)
    assert [(one.edition, one.state, one.exit) for one in outcomes] == [
        *((f"morning-2026-11-{day}", "missed", 0) for day in (23, 24, 25)),
        ("morning-2026-11-26", "published", 0),
    ]
    (late,) = (note.message for note in outcomes[-1].notes if "late" in note.message)
    assert late == "late: started 3:00 hours after its slot"
    assert [state for edition, state in sorted(here.states().items())] == ["published", "missed", "missed", "missed", "published"]
    missed = here.studio.runs.find("morning-2026-11-24")
    assert missed
    assert missed.reason == "no run before 51.0 hours after its slot (catch_up: latest)"
    assert [one.edition for one in here.at(4 * DAY + 4 * HOUR)] == [None]


def test_a_missed_edition_is_made_when_somebody_asks_for_it() -> None:
    """The schedule lets it go; a person may have it all the same."""
    here = house("none")
    here.at(5 * HOUR)
    assert here.states() == {"morning-2026-11-22": "missed"}
    (outcome,) = here.at(6 * HOUR, RunRequest(named=True))
    assert (outcome.edition, outcome.state) == ("morning-2026-11-22", "published")


def test_a_failed_edition_is_tried_less_and_less_often_and_given_up_in_the_end() -> None:
    """Ticks every three minutes ask the feeds some fifty times in a day, not 480; then it is missed, with its last reason."""
    here = house(give_up_after=24.0)
    here.wire.down = True
    last = list[Outcome]()
    for tick in range(24 * 20 + 2):
        last = here.at(timedelta(minutes=3 * tick))
        if here.states()["morning-2026-11-22"] == "missed":
            break
    assert 40 <= here.wire.asked <= 65
    gone = here.studio.runs.find("morning-2026-11-22")
    assert gone
    assert gone.reason.startswith("given up 24 hours after its slot: morning: no feed answered")
    assert [(one.state, one.exit) for one in last if one.edition == "morning-2026-11-22"] == [("missed", 75)]


def test_between_two_tries_it_says_when_the_next_is() -> None:
    """The exit code stays, feeds are left alone, and a run that names the show does not wait."""
    here = house()
    here.wire.down = True
    here.at(timedelta(0))
    (waits,) = here.at(timedelta(seconds=20))
    assert (waits.exit, here.wire.asked) == (75, 1)
    assert "is tried again at 04:0" in waits.message
    here.at(timedelta(seconds=20), RunRequest(named=True))
    assert here.wire.asked == 2


def test_an_edition_that_fails_does_not_keep_the_next_off_the_air_nor_its_stories() -> None:
    """The morning cannot be spoken; the evening tells its stories; the morning, once it works, tells none of them again."""
    here = house(schedule="0 6,18 * * *")
    broken = replace(here.studio, encoder=Broken())
    here.studio, whole = broken, here.studio
    (failed,) = here.at(timedelta(0))
    assert (failed.state, failed.exit) == ("failed", 69)
    here.studio = whole
    morning = here.studio.runs.find("morning-2026-11-22")
    assert morning
    here.studio.runs.save(replace(morning, retry_at=make.NOW + 12 * HOUR + timedelta(minutes=30)))
    outcomes = here.at(12 * HOUR)
    assert [(one.edition, one.state) for one in outcomes] == [
        ("morning-2026-11-22", "failed"), ("morning-2026-11-22-1800", "published"),
    ]  # fmt: skip
    here.at(13 * HOUR)
    assert here.states()["morning-2026-11-22"] in ("published", "nothing")
    assert len(set(here.aired())) == len(here.aired())


def test_the_clock_runs_ahead_and_nothing_is_lost() -> None:
    """What was claimed and missed by a clock that ran ahead is claimed again by the right one, once its time has come."""
    here = house("none")
    here.at(timedelta(0))
    here.at(30 * DAY + 5 * HOUR)
    assert list(here.states().values()).count("missed") == 30
    for run in here.studio.runs.list_since("morning", make.edition().slot.day):
        if run.claimed and run.claimed > make.NOW + HOUR:
            here.studio.claims.delete_unpublished(run.edition.id)
    here.at(2 * HOUR)
    for day in (1, 2, 3):
        here.at(day * DAY)
    assert here.states() == {f"morning-2026-11-{day}": "published" for day in (22, 23, 24, 25)}


def test_the_story_that_two_editions_chose_is_aired_by_one() -> None:
    """An edition that was chosen before another aired one of its stories chooses again when it goes on air."""
    here = house(schedule="0 6,18 * * *")
    here.at(timedelta(0), replace(UNASKED, named=True, until="written"))
    chosen = here.studio.runs.find("morning-2026-11-22")
    assert chosen
    assert chosen.rundown
    (first, *_) = (item.id for one in chosen.rundown.stories for item in one.story.items)
    other = here.studio.claims.claim(replace(chosen.edition.slot, time="12:00", at=make.NOW + 6 * HOUR))
    here.studio.runs.save(replace(other, state="nothing"))
    here.studio.episodes.save(replace(episode(), edition=other.edition.id, guid=other.edition.id), [first])
    here.at(timedelta(minutes=10))
    (one,) = (one for one in here.studio.episodes.list_episodes("morning") if one.edition == "morning-2026-11-22")
    assert first not in [item for story in one.stories for item in story.items]
