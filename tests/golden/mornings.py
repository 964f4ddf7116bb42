"""The golden mornings: what goes in at which instants, and which of what comes out is kept beside this file.

A morning is a function that leaves files in a folder: feeds, feeds.yaml, the site that the program made of them, and what its
commands said. To add one: write the function, name in MORNINGS the files that show its point, and keep them with
`pytest tests/golden --update-golden`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from tests.golden.three_feeds import AGREE, APART, DIFFER, NAMES
from tests.golden.ukrainian import AGENCY, HERALD
from tests.support.newsroom import Entry, Wire, briefing, feeds_yaml, rss, shows_yaml, wire
from tests.support.stories import TOLD, entries

EARLY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # 05:00 in Kyiv
HOUR = timedelta(hours=1)
SUNDAY = "2026-11-22T04:05:00Z"  # 06:05 in Kyiv
SITE = "output/site"
FIRE = (
    "Two killed in fire at Odesa grain terminal",
    "A fire at a grain terminal in Odesa killed two workers. Firefighters needed four hours to put it out, the emergency service "
    "said. The terminal, the largest on the coast, belongs to the company Nordgrain. The cause is not known.",
)
TOLL = (
    "Death toll in Odesa grain terminal fire rises to five",
    "The number of workers killed in the fire at a grain terminal in Odesa has risen to five. Three people died in hospital "
    "overnight, the emergency service said.",
)


@dataclass(frozen=True, slots=True)
class Morning:
    """Makes a folder; `kept` are files in it, by the name under which they are kept in `tests/golden/NAME`."""

    name: str
    make: Callable[[Path], None]
    kept: Mapping[str, str]
    slow: bool = False


def english(folder: Path) -> None:
    """Two feeds, one event told by both, markup in a title, nothing to read in one text, and an item too old."""
    wire = [
        Entry(TOLD[0][0] + " of repairs", TOLD[0][1] + " Ships wait less.", EARLY - 2 * HOUR),
        Entry("Nothing is left of <b>this</b> & that", "It fell. But they said", EARLY - 3 * HOUR),
        Entry("Old news from the day before yesterday", TOLD[4][1], EARLY - 40 * HOUR),
    ]
    (folder / "ledger.xml").write_bytes(rss("Valley Ledger", entries(0, 4, EARLY)))
    (folder / "wire.xml").write_bytes(rss("Meridian Wire", wire))
    ledger = {"path": "ledger.xml", "name": "Valley Ledger", "weight": 2}
    feeds_yaml(folder, [ledger, {"path": "wire.xml", "name": "Meridian Wire", "rights": "own"}])
    said(folder, "run.jsonl", "run", "--json")
    said(folder, "why.txt", "script", "morning", "--why")
    said(folder, "text.txt", "script", "morning", "--text")
    said(folder, "script.json", "script", "morning", "--json")


def ukrainian(folder: Path) -> None:
    """Dates, amounts, counts and their cases; page, transcript and every sentence as it is read aloud, in Ukrainian."""
    (folder / "herald.xml").write_bytes(
        rss("Приморський вісник", [Entry(*told, EARLY - n * HOUR) for n, told in enumerate(HERALD)])
    )
    (folder / "agency.xml").write_bytes(rss("Меридіан", [Entry(*told, EARLY - (n + 2) * HOUR) for n, told in enumerate(AGENCY)]))
    herald = {"path": "herald.xml", "name": "Приморський вісник", "weight": 2, "rights": "own"}
    agency = {"path": "agency.xml", "name": "агентство «Меридіан»", "rights": "own"}
    feeds_yaml(folder, [herald, agency], title="«Ранкові новини»", description="Новини за п’ять хвилин.", language="uk")
    said(folder, "run.jsonl", "run", "--json")
    said(folder, "why.txt", "script", "morning", "--why")
    said(folder, "script.json", "script", "morning", "--json")
    script = json.loads((folder / "script.json").read_text("utf-8"))
    lines = [line for segment in script["segments"] for line in segment["lines"]]
    (folder / "readings.txt").write_text("".join(f"{line['text']}\n    {line['reading']}\n" for line in lines), "utf-8")


def shared_feeds(folder: Path) -> None:
    """Two shows share three of four feeds with weights and names of their own: cron asks each feed once, and has nothing twice."""
    with wire() as desk:
        url = [desk.serve(f"/{n}.xml", rss(f"Feed {n}", entries(n, n + 2, EARLY - n * HOUR / 2))) for n in range(4)]
        names = ("Valley Ledger", "Meridian Wire", "Harbour Courier", "Hill Gazette")
        world = [{"url": url[n], "name": names[n]} for n in range(4)]
        local = [{"url": url[n], "name": f"our {names[n]}", "weight": n + 1, "rights": "own"} for n in range(3)]
        shows_yaml(folder, {"world": ({"minutes": 1}, world), "local": ({}, local)})
        for now in (SUNDAY, "2026-11-22T04:15:00Z", "2026-11-23T04:05:00Z"):
            said(folder, "run.jsonl", "run", "--json", now=now)
            asked(folder, desk, now)
    said(folder, "why-world.txt", "script", "world", "--day", "2026-11-22", "--why")
    said(folder, "why-local.txt", "script", "local", "--day", "2026-11-22", "--why")


def two_slots(folder: Path) -> None:
    """Morning and evening of one day: the evening has an address of its own and tells only what is new since."""
    feed = folder / "ledger.xml"
    feeds_yaml(folder, [{"path": feed.name, "name": "Valley Ledger"}], title="The News Briefing", schedule='"0 6,18 * * *"')
    for now, slot, last in ((SUNDAY, "06:00", 2), ("2026-11-22T16:05:00Z", "18:00", 4)):
        feed.write_bytes(rss("Valley Ledger", entries(0, last, EARLY)))
        said(folder, "run.jsonl", "run", "--json", now=now)
        said(folder, f"why-{slot.replace(':', '')}.txt", "script", "morning", "--slot", slot, "--why", now=now)
    tree(folder)


def next_day(folder: Path) -> None:
    """Saturday tells of a fire; on Sunday its copy is left out, its death toll follows; topics, mutes and breaking news count."""
    names = ("Valley Ledger", "Meridian Wire", "Harbour Courier")
    feeds: list[dict[str, object]] = [{"path": f"{n}.xml", "name": name} for n, name in enumerate(names)]
    feeds_yaml(folder, [{**feeds[0], "weight": 2}, *feeds[1:]], topics='{harvest: 2, "electric*": 0.5}', mute="[horse racing]")
    saturday, day = EARLY - 24 * HOUR, [[Entry(*FIRE, EARLY - 24 * HOUR)], entries(4, 6, EARLY - 25 * HOUR), []]
    sunday = [
        [*entries(0, 3, EARLY), Entry("Horse racing returns to the valley", "The track is open again.", EARLY)],
        [Entry(*TOLL, EARLY), Entry(*FIRE, EARLY - 9 * HOUR), Entry(TOLD[0][0] + " of repairs", TOLD[0][1], EARLY - 2 * HOUR)],
        [Entry("BREAKING: Volcano erupts on the island", "Two villages are cleared, the coast guard said.", EARLY + HOUR)],
    ]
    for news, now in ((day, saturday + HOUR), (sunday, EARLY + HOUR)):
        for n, entry in enumerate(news):
            (folder / f"{n}.xml").write_bytes(rss(names[n], entry))
        said(folder, "run.jsonl", "run", "--json", now=f"{now:%Y-%m-%dT%H:05:00Z}")
    said(folder, "why.txt", "script", "morning", "--why")


def three_feeds(folder: Path, told: Sequence[tuple[str, str]]) -> None:
    """Three feeds tell it an hour apart, each beside two stories of its own."""
    for n, (name, news) in enumerate(zip(NAMES, told, strict=True)):
        (folder / f"{n}.xml").write_bytes(rss(name, [Entry(*news, EARLY - n * HOUR), *entries(2 * n, 2 * n + 2, EARLY - 5 * HOUR)]))
    feeds_yaml(folder, [{"path": f"{n}.xml", "name": name, "rights": "own"} for n, name in enumerate(NAMES)])
    said(folder, "run.jsonl", "run", "--json")
    said(folder, "why.txt", "script", "morning", "--why")
    said(folder, "text.txt", "script", "morning", "--text")


def empty_day(folder: Path) -> None:
    """Old news and a horoscope: one show is silent, the other says that there is nothing; neither is an error."""
    stars = Entry("Horoscope for Sunday", "The stars favour the patient.", EARLY)
    (folder / "ledger.xml").write_bytes(rss("Valley Ledger", [stars, *entries(0, 2, EARLY - 30 * HOUR)]))
    feeds = [{"path": "ledger.xml", "name": "Valley Ledger"}]
    shows_yaml(folder, {"silent": ({}, feeds), "told": ({"when_empty": "announce"}, feeds)})
    said(folder, "run.jsonl", "run", "--json")
    said(folder, "why.txt", "script", "told", "--why")
    said(folder, "text.txt", "script", "told", "--text")
    tree(folder)


def clock_change(folder: Path) -> None:
    """A slot at 03:30 in Kyiv, in 2025: skipped on 30 March, so at 04:30; there twice on 26 October, made the first time only."""
    feeds_yaml(folder, [{"path": "ledger.xml", "name": "Valley Ledger"}], title="The Night Briefing", schedule='"30 3 * * *"')
    for now in (
        "2025-03-29T01:35:00Z",  # 03:35 in winter time
        "2025-03-30T00:35:00Z",  # 02:35 in winter time
        "2025-03-30T01:35:00Z",  # 04:35 in summer time
        "2025-10-26T00:35:00Z",  # 03:35 in summer time
        "2025-10-26T01:35:00Z",  # 03:35 in winter time
    ):
        day = datetime.fromisoformat(now)
        fresh = [Entry(f"Bridge number {day:%d%m} opens", TOLD[0][1], day - HOUR)]
        (folder / "ledger.xml").write_bytes(rss("Valley Ledger", fresh))
        said(folder, "run.jsonl", "run", "--json", now=now)
    slots = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob(f"{SITE}/*/*/episode.json"))]
    (folder / "slots.txt").write_text("".join(f"{one['guid']}: slot {one['slot']}, {one['title']}\n" for one in slots), "utf-8")


def said(folder: Path, name: str, *arguments: str, now: str = SUNDAY) -> None:
    """Run the program at an instant; what it said on stdout is added to a file, which is proof that it went well."""
    ended = briefing(folder, *arguments, now=now, real=True)
    assert ended.returncode == 0, ended.stderr
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(ended.stdout)


def asked(folder: Path, desk: Wire, now: str) -> None:
    """Add what the feeds' server was asked since the last time, to `asked.txt`."""
    rows = [f"  {path} {'with' if known else 'without'} a bookmark: {status}\n" for path, known, status in sorted(desk.asked)]
    desk.asked.clear()
    with (folder / "asked.txt").open("a", encoding="utf-8") as file:
        file.write("".join([f"{now}\n", *(rows or ["  nothing\n"])]))


def tree(folder: Path) -> None:
    """Write the paths of what listeners get, to `files.txt`."""
    site = folder / SITE
    paths = sorted(str(path.relative_to(site)) for path in site.rglob("*") if path.is_file())
    (folder / "files.txt").write_text("".join(f"{path}\n" for path in paths), "utf-8")


def same(*names: str) -> dict[str, str]:
    """Files that are kept under the name they have."""
    return {name: name for name in names}


def episode(*names: str) -> dict[str, str]:
    """Files of the edition of that Sunday."""
    return {name: f"{SITE}/morning/2026-11-22/{name}" for name in names}


FEED = {"feed.xml": f"{SITE}/morning/feed.xml"}
MORNINGS = (
    Morning("english", english, {
        **same("run.jsonl", "why.txt", "text.txt", "script.json"),
        **episode("episode.json", "transcript.vtt", "chapters.json", "script.md", "index.html"),
        **FEED, "show.html": f"{SITE}/morning/index.html", "site.html": f"{SITE}/index.html",
    }),
    Morning("ukrainian", ukrainian, same("why.txt", "readings.txt") | episode("transcript.vtt", "chapters.json", "index.html")),
    Morning("shared-feeds", shared_feeds, {
        **same("run.jsonl", "asked.txt", "why-world.txt", "why-local.txt"),
        "feed-world.xml": f"{SITE}/world/feed.xml", "feed-local.xml": f"{SITE}/local/feed.xml",
    }, slow=True),
    Morning("two-slots", two_slots, same("run.jsonl", "why-0600.txt", "why-1800.txt", "files.txt") | FEED, slow=True),
    Morning("next-day", next_day, same("run.jsonl", "why.txt")),
    *(
        Morning(f"three-feeds-{name}", partial(three_feeds, told=told), same("why.txt", "text.txt"), slow=True)
        for name, told in (("agree", AGREE), ("differ", DIFFER), ("apart", APART))
    ),
    Morning("empty-day", empty_day, same("run.jsonl", "why.txt", "text.txt", "files.txt") | {"feed.xml": f"{SITE}/told/feed.xml"}),
    Morning("clock-change", clock_change, same("run.jsonl", "slots.txt") | FEED, slow=True),
)  # fmt: skip
