"""A Saturday that told one story, and what became of an item of Sunday: for the tests of continuity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from briefing.languages import load_language
from briefing.model.news import Item, Story
from briefing.model.rundown import Earlier, Rundown
from briefing.select.choose import choose
from tests.support import make
from tests.support.stories import TOLD

WIRE = make.feed("aaaaaaaaaaaa", "Meridian Wire", weight=2, rights="own")
COURIER = make.feed("bbbbbbbbbbbb", "The Harbour Courier", rights="own")
LEDGER = make.feed("cccccccccccc", "Valley Ledger", rights="own")
SHOW = make.show("morning", WIRE, COURIER, LEDGER, minutes=30, words=200)
SATURDAY = date(2026, 11, 21)

MORE = (
    (
        "Court overturns ban on night flights",
        "An appeals court overturned the ban on night flights. Residents plan to go on to Lyon.",
    ),
    (
        "Chess champion keeps her title",
        "Anna Lindqvist kept her title in the last game of the match. She played white.",
    ),
    (
        "Bakers warn of dearer bread",
        "Bakers warn that bread will cost more because butter and power do. A loaf may reach four euros.",
    ),
    (
        "Robot cleans the canals of Utrecht",
        "A swimming robot collects plastic from the canals of Utrecht. It holds 60 litres.",
    ),
    (
        "Senate confirms new central bank head",
        "The senate confirmed Paul Okafor as head of the central bank with 61 votes to 38.",
    ),
    (
        "Volcano on La Palma grows quiet",
        "The volcano on La Palma has grown quiet. Scientists measure no tremor since Thursday.",
    ),
    (
        "Football: Ajax draw with Celtic",
        "Ajax and Celtic drew one all. The keeper saved a penalty in the last minute.",
    ),
    (
        "Hospital opens ward for burns",
        "The university hospital opened a ward for burns with twelve beds. Donors paid for half of it.",
    ),
    (
        "Wolves return to the Ardennes",
        "Wolves have returned to the Ardennes after a century. Shepherds ask for dogs and fences.",
    ),
    (
        "Airline cancels flights to Oslo",
        "The airline cancelled all flights to Oslo because of snow. Passengers slept in the hall.",
    ),
    (
        "Смуги для велосипедів у Луцьку",
        "У Луцьку малюють смуги для велосипедів на восьми вулицях. Міська рада обіцяє закінчити до весни.",
    ),
    (
        "Вчителі отримають надбавки",
        "Вчителі сільських шкіл отримають надбавки з вересня. Уряд виділив гроші з резерву.",
    ),
    (
        "Археологи знайшли скарб під Галичем",
        "Археологи знайшли під Галичем срібні прикраси. Їм близько восьмисот років, каже музей.",
    ),
    (
        "Авіакомпанія повертає рейси до Риги",
        "Авіакомпанія повертає рейси до Риги тричі на тиждень. Квитки вже продають.",
    ),
)
OTHERS = tuple(
    make.item(title, text, feed=LEDGER.id, hours_ago=5 + n / 4, id=f"other{n}") for n, (title, text) in enumerate((*TOLD, *MORE))
)


def told(title: str, text: str, *, id: str = "told", day: date = SATURDAY, hours_ago: float = 27, lines: int = 2) -> Earlier:
    """A story as it was told: its headline and its first sentences, by the wire."""
    item = make.item(title, text, id=id, feed=WIRE.id, hours_ago=hours_ago)
    said = [make.line(f"{id}-{n}", line) for n, line in enumerate((title, *text.split(". ")[:lines]))]
    return Earlier(f"morning-{day}", day, Story(id, (item,)), title, tuple(said))


def today(title: str, text: str, *, id: str = "today", feed: str = COURIER.id, hours_ago: float = 3) -> Item:
    """An item of Sunday."""
    return make.item(title, text, id=id, feed=feed, hours_ago=hours_ago)


def sunday(history: Sequence[Earlier], *items: Item, aired: Sequence[str] = (), code: str = "en") -> Rundown:
    """The rundown of a Sunday on which other things happened too."""
    heard = {item.id for earlier in history for item in earlier.story.items}
    return choose(
        SHOW, [*items, *OTHERS], frozenset({*heard, *aired}), titles=load_language(code).titles, now=make.NOW, words_per_minute=165,
        frame_words=20, story_words=3, history=history,
    )  # fmt: skip


def became(history: Sequence[Earlier], item: Item, code: str = "en") -> str:
    """What became of one item of Sunday: `new`, `maybe` (new, and said to the producer), `follows`, `told` or `aired`."""
    rundown = sunday(history, item, code=code)
    for chosen in rundown.stories:
        if item in chosen.story.items:
            return "follows" if chosen.follows else "maybe" if "may follow" in chosen.reason else "new"
    (reason,) = (out.reason for out in rundown.rejected if (out.title, out.feed) == (item.title, item.feed))
    return reason.split()[0]


def later(earlier: Earlier, title: str = "", text: str = "") -> Item:
    """The item that was told, as its feed has it on Sunday."""
    item = earlier.story.items[0]
    changed = make.item(title or item.title, text or item.text, id=item.id, feed=item.feed)
    return replace(changed, published=item.published)
