"""Publishers rewrite a story under its guid after it was aired: the next edition is published, and nothing is said twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest

from briefing.model.edition import Run, Slot
from briefing.model.news import Item, Story
from briefing.model.progress import Progress
from briefing.model.rundown import Chosen, Rundown
from briefing.pipeline.history import find_retold, list_tellings
from briefing.pipeline.produce import produce
from briefing.pipeline.release import ROUNDS, find_told_since, leave_out
from briefing.pipeline.studio import Studio
from briefing.write.attribution import get_told_text
from tests.support import make
from tests.support.fakes.fetch import FakeFetcher
from tests.support.studio import studio

DAY = timedelta(days=1)
FIRE = make.item(
    "Warehouse fire forces evacuation",
    "A warehouse fire in Leeds forced 200 people from their homes. Firefighters worked through the night. Nobody was hurt.",
    id="w1", url="https://news.example/fire",
)  # fmt: skip
MORE = (
    "Police in Leeds said on Sunday that the blaze had been started on purpose. Detectives are looking for two men. The owner of "
    "the building lost stock worth 3 million pounds. A school nearby stays closed for a week. Insurers have sent 12 experts."
)
OTHER = (
    "The orchestra of Turin plays in Oslo this winter. Its conductor has chosen 4 works by young composers. Tickets cost 20 euros."
)
UPDATES = {
    "paragraphs added, date kept": replace(FIRE, text=f"{FIRE.text} {MORE}", version="added"),
    "paragraphs added, date bumped": replace(FIRE, text=f"{FIRE.text} {MORE}", version="added", published=FIRE.published + DAY),
    "headline and lead new": replace(
        FIRE, title="Leeds warehouse fire was arson, police say", text=MORE, version="new", published=FIRE.published + DAY
    ),
    "another story under the same guid and link": replace(
        FIRE, title="Turin orchestra goes on tour", text=OTHER, version="other", published=FIRE.published + DAY
    ),
}


@dataclass(slots=True)
class At:
    """A clock that stands at an instant."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant


@dataclass(slots=True)
class Counted:
    """Events, of which the choices of stories are counted."""

    choices: int = 0

    def emit(self, event: object) -> None:
        """Take an event."""
        self.choices += getattr(event, "stage", "") == "select" and getattr(event, "what", "") == "" and hasattr(event, "done")


@dataclass(slots=True)
class Week:
    """A show of one feed over several days, in one memory."""

    first: Studio = field(default_factory=lambda: studio(replace(make.show(), max_age_hours=48), []))
    choices: int = 0

    def morning(self, day: int, items: Sequence[Item], **other: object) -> Run:
        """Make the edition of a day, `day` days after the first, from what the feed holds; each choice of stories is counted."""
        now, events = make.NOW + day * DAY, Counted()
        held: Mapping[str, Sequence[Item]] = {make.FEED_ID: [*items, *(filler(n) for n in range(day + 1))]}
        here = replace(self.first, clock=At(now), fetcher=FakeFetcher(held), events=events, **other)  # type: ignore[arg-type]  # ports by their names
        done = produce(here.claims.claim(Slot("morning", now, date(2026, 11, 22) + day * DAY, "06:00")), here)
        self.choices = events.choices
        return done


def filler(number: int) -> Item:
    """A story of its own for a day."""
    town = ("Graz", "Lyon", "Cork", "Bern", "Riga", "Bari", "Vigo", "Genk")[number]
    return make.item(
        f"{town} opens its museum of clocks", f"The museum of clocks in {town} opened on time. It shows {number + 11} towers.",
        id=f"filler-{number}", hours_ago=2 - 24 * number, url=f"https://news.example/{town}",
    )  # fmt: skip


def words(run: Run) -> list[str]:
    """What was said in an edition's stories."""
    assert run.script
    return [get_told_text(line) for segment in run.script.segments if segment.kind == "story" for line in segment.lines]


@pytest.mark.parametrize("update", UPDATES)
def test_the_day_after_is_published_in_its_slot(update: str) -> None:
    """A story that was aired and is rewritten under its guid takes one choice; only what goes on is called an update."""
    week = Week()
    assert week.morning(0, [FIRE]).state == "published"
    told = week.morning(1, [UPDATES[update]])
    assert (told.state, week.choices, told.overtaken) == ("published", 1, ())
    said = " ".join(words(told))
    assert ("An update on a story that you heard" in said) == (not update.startswith("another"))
    assert ("Turin" in said) == update.startswith("another")


FLOOD = (
    "The river Douro rose 3 centimetres overnight in Porto. Engineers opened two gates.",
    "Soldiers carried 400 pensioners out of a nursing home by boat. Schools stay closed.",
    "Insurers reckon with 80 million euros of damage to vineyards. Growers asked Lisbon for help.",
    "A bridge from 1886 lost a pillar, divers reported. Trains go round by Braga.",
    "Volunteers filled 9,000 sandbags beside the cathedral. A bakery gave them bread.",
    "Doctors treated 31 people for fever after wells were fouled. Tankers brought drinking water.",
    "The mayor lifted the curfew as the sun came out. Shops counted their losses.",
)
STRIKE = (
    "Tram drivers in Lille walked out over pay. Commuters queued for taxis.",
    "Nurses joined them and left only 12 wards open. A minister spoke of blackmail.",
    "Rubbish collectors parked 60 lorries across the ring road. Traffic stood for hours.",
    "A judge fined the union 50,000 euros a day. Its leader tore up the letter on television.",
    "Farmers drove tractors to the prefecture with milk. Police let them pass.",
    "Talks in Paris ended at dawn without handshakes. An adviser resigned.",
    "Both sides signed for a rise of 4 percent. Trams run again from Monday.",
)


def test_a_week_of_updates() -> None:
    """Seven mornings of two stories that gain two sentences a day are seven programmes; no sentence of news is said twice."""
    week, heard = Week(), list[str]()
    for day in range(len(FLOOD)):
        items = [
            make.item(f"{title} on day {day + 1}", " ".join(reversed(texts[: day + 1])), id=id, hours_ago=1 - 24 * day,
                      url=f"https://news.example/{id}")
            for id, title, texts in (("flood", "The river Douro rises in Porto", FLOOD), ("strike", "Strike in Lille", STRIKE))
        ]  # fmt: skip
        run = week.morning(day, items)
        assert (run.state, week.choices) == ("published", 1), day
        heard += [text for text in words(run) if any(text in told for told in (*FLOOD, *STRIKE))]
    assert len(heard) >= len(FLOOD) + len(STRIKE)
    assert len(heard) == len(set(heard))


@dataclass(slots=True)
class Overtaking:
    """Aired items among which one is aired again by another edition each time it is asked after."""

    item: str
    asked: int = 0

    def list_item_ids(self, show: str) -> frozenset[str]:
        """Return the item from the second question of each round on: not when stories are chosen, but when they go on air."""
        self.asked += 1
        return frozenset({self.item} if self.asked % 2 == 0 else ())


def test_an_item_that_is_always_overtaken_is_left_out() -> None:
    """After the third choice for the same item the same run leaves it out, notes it, and publishes in its slot."""
    week = Week()
    run = week.morning(0, [FIRE], aired=Overtaking("w1"))
    assert (run.state, week.choices) == ("published", ROUNDS + 1)
    assert run.overtaken == ("w1",) * ROUNDS
    assert [note.message for note in run.notes if note.subject == FIRE.title] == [
        "left out: 3 times another edition told it while this one was being made"
    ]
    assert run.rundown
    assert "left out: 3 times" in {out.title: out.reason for out in run.rundown.rejected}[FIRE.title]


class Killed(BaseException):
    """The end of a process that could do nothing about it."""


@dataclass(slots=True)
class Killing:
    """Events, at each second of which that begins the writing the process ends."""

    begun: int = 0

    def emit(self, event: object) -> None:
        """Take an event."""
        if isinstance(event, Progress) and (event.stage, event.done, event.what) == ("write", 0, ""):
            self.begun += 1
            if self.begun % 2:
                raise Killed


def test_the_count_of_choices_survives_kills() -> None:
    """A process that is killed in each round goes on counting: the item is left out after the same number of choices."""
    week, deaths = Week(), 0
    slot = Slot("morning", make.NOW, date(2026, 11, 22), "06:00")
    fetcher = FakeFetcher({make.FEED_ID: [FIRE, filler(0)]})
    here = replace(week.first, clock=At(make.NOW), fetcher=fetcher, events=Killing(), aired=Overtaking("w1"))
    while (run := here.claims.claim(slot)).state != "published" and deaths < 2 * ROUNDS:
        try:
            produce(run, here)
        except Killed:
            deaths += 1
    assert (run.state, deaths, run.overtaken) == ("published", ROUNDS + 1, ("w1",) * ROUNDS)


def test_a_run_of_the_program_before_goes_on() -> None:
    """A run that chose a follow-up before it was kept which editions had told it chooses once more, and publishes."""
    week = Week()
    assert week.morning(0, [FIRE]).state == "published"
    update = UPDATES["headline and lead new"]
    made = week.morning(1, [update])
    assert made.rundown
    old = replace(made, state="mixed", rundown=replace(made.rundown, retold=()), published=None)
    slot = replace(old.edition.slot, day=old.edition.slot.day, time="07:00")
    week.first.runs.save(replace(old, edition=replace(old.edition, id="morning-2026-11-23-0700", slot=slot)))
    here = replace(week.first, clock=At(make.NOW + DAY), fetcher=FakeFetcher({make.FEED_ID: [update, filler(3)]}))
    stored = week.first.runs.find("morning-2026-11-23-0700")
    assert stored
    done = produce(stored, here)
    assert done.state == "published"
    assert len(done.overtaken) <= ROUNDS


@pytest.mark.parametrize(
    ("aired", "retold", "now", "since"),
    [
        pytest.param("a", [], [], "a", id="aired, and not chosen as told before"),
        pytest.param("a", [("a", "mon")], [("a", "mon")], "", id="told again for what is new"),
        pytest.param("a", [("a", "mon")], [("a", "mon"), ("a", "tue")], "a", id="told by one more edition since"),
        pytest.param("ab", [("a", "mon")], [("a", "mon"), ("b", "tue")], "b", id="another item told since"),
        pytest.param("a", [("a", "mon")], [], "", id="the record of the telling was lost"),
        pytest.param("a", [("a", "")], [], "", id="chosen as aired, by an edition no longer known"),
        pytest.param("", [], [("a", "mon")], "", id="nothing aired"),
    ],
)
def test_told_since(aired: str, retold: list[tuple[str, str]], now: list[tuple[str, str]], since: str) -> None:
    """Only what an edition has told after this one chose its stories counts."""
    assert find_told_since(aired, retold, now) == frozenset(since)


@pytest.mark.parametrize(
    ("overtaken", "left"),
    [
        pytest.param((), "", id="never"),
        pytest.param(("a",) * (ROUNDS - 1), "", id="twice"),
        pytest.param(("a",) * ROUNDS, "a", id="three times"),
        pytest.param(("a", "b") * (ROUNDS - 1) + ("b",), "b", id="two items, one of them three times"),
    ],
)
def test_leave_out(overtaken: tuple[str, ...], left: str) -> None:
    """An item because of which a run has chosen again three times is left out, with the reason."""
    items = [make.item("A", id="a"), make.item("B", id="b")]
    run = replace(Run(make.edition(), "fetched"), overtaken=overtaken)
    kept, out = leave_out(items, run)
    assert ("".join(item.id for item in kept), [one.title for one in out]) == (
        "ab".replace(left, "") if left else "ab",
        list(left.upper()),
    )


def test_an_aired_item_without_a_known_telling_is_kept_as_retold() -> None:
    """What was aired longer ago than runs are remembered, and is chosen as going on from another item, is no telling since."""
    run = Run(make.edition(), "fetched")
    chosen = [Chosen(Story("s", (FIRE,)), 1.0, "")]
    assert find_retold([], run, chosen, frozenset({"w1", "other"})) == (("w1", ""),)
    assert find_retold([], run, chosen, frozenset()) == ()
    assert find_told_since({"w1"}, find_retold([], run, chosen, frozenset({"w1"})), frozenset()) == frozenset()


@pytest.mark.parametrize("state", ["published", "corrected", "retracted", "mixed", "failed", "nothing"])
def test_tellings_are_what_listeners_heard(state: str) -> None:
    """Only editions that were published count, and never the run's own."""
    rundown = Rundown((Chosen(Story("s", (FIRE,)), 1.0, ""),), (), 150.0)
    other = Run(make.edition(day=date(2026, 11, 21)), state, rundown=rundown)  # type: ignore[arg-type]  # a state, from the rows above
    run = Run(make.edition(), "fetched", rundown=rundown)
    heard = state in ("published", "corrected", "retracted")
    assert list_tellings([other, replace(run, state="published")], run) == ({("w1", "morning-2026-11-21")} if heard else set())
