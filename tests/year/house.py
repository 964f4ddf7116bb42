"""The workspace of the simulated year: three shows, their feeds.yaml, their slots by an own computation, and the clock file."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

SKIPPED = date(2026, 3, 10)  # of every show
BROKEN = (
    "version: 1\nshows: {morning: [",  # no YAML
    "version: 1\n",  # no show, no site
    "",
    "version: 9\nshows: {}\n",
)


@dataclass(frozen=True, slots=True)
class Rota:
    """A show's schedule, as this test understands it: wall times in a zone, and the weekdays (0 is Monday) that have them."""

    key: str
    zone: str
    times: tuple[str, ...]
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    hours: int = 6  # give_up_after
    title: str = ""

    @property
    def cron(self) -> str:
        """The cron expression of the rota; its times share their minute."""
        hours = ",".join(str(int(one[:2])) for one in self.times)
        return f"{int(self.times[0][3:])} {hours} * * {'*' if len(self.weekdays) == 7 else 'MON-FRI'}"

    def due(self, day: date) -> list[Due]:
        """Return what is due on a local day: the first instant at which the zone's clock shows each time, or has jumped over it."""
        if day == SKIPPED or day.weekday() not in self.weekdays:
            return []
        zone = ZoneInfo(self.zone)
        found = []
        for one in self.times:
            at = datetime.combine(day, time.fromisoformat(one), zone).astimezone(UTC)
            found.append(Due(self.key, at, f"{at.astimezone(zone):%Y-%m-%d %H:%M}"))
        return found


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A slot by this test's own reckoning; `local` is what the show's wall clock reads."""

    show: str
    at: datetime
    local: str


ROTAS = (
    Rota("kyiv", "Europe/Kyiv", ("06:00",), hours=4),
    Rota("newyork", "America/New_York", ("02:30",), (0, 1, 2, 3, 4)),
    Rota("kathmandu", "Asia/Kathmandu", ("06:45", "18:45")),
)


def slots(rotas: tuple[Rota, ...], first: datetime, last: datetime) -> list[Due]:
    """Return all that is due after `first` and until `last`, by this test's own reckoning."""
    days = [first.date() + timedelta(days=number) for number in range(-1, (last - first).days + 3)]
    return sorted(
        (due for rota in rotas for day in days for due in rota.due(day) if first < due.at <= last), key=lambda due: due.at
    )


@dataclass(slots=True)
class House:
    """A folder with feeds.yaml, local feeds and output; `rotas` are the shows as feeds.yaml has them now."""

    folder: Path
    feed_url: str
    rotas: tuple[Rota, ...] = ROTAS

    @property
    def config(self) -> Path:
        """Where feeds.yaml is."""
        return self.folder / "feeds.yaml"

    @property
    def output(self) -> Path:
        """Where the site and the state are."""
        return self.folder / "output"

    def change(self, rota: Rota) -> None:
        """Have a show as this rota says, and write feeds.yaml."""
        self.rotas = tuple(rota if rota.key == one.key else one for one in self.rotas)
        self.mend()

    def mend(self) -> None:
        """Write feeds.yaml as it should be."""
        shows = "".join(_show(rota, self.feed_url) for rota in self.rotas)
        put(self.config, HEAD + shows)

    def damage(self, how: int) -> None:
        """Write a feeds.yaml that is broken: no YAML, nothing in it, cut short, or with a key that nobody knows."""
        whole = self.config.read_text("utf-8")
        broken = (*BROKEN, whole[: len(whole) // 2], whole.replace("minutes:", "minuets:"), whole.replace("Kyiv", "Kyvi"))
        put(self.config, broken[how % len(broken)])

    def named(self, key: str) -> Rota:
        """Return the rota of a show."""
        return next(rota for rota in self.rotas if rota.key == key)


HEAD = """version: 1
site: {title: The Daily Briefing, link: https://example.org/briefing, author: Example Newsroom, email: news@example.org}
retention: {clips_mb: 40, runs_days: 60, items_days: 60}
shows:
"""


def _show(rota: Rota, feed_url: str) -> str:
    return f"""  {rota.key}:
    title: {rota.title or rota.key.title()}
    language: en-US
    timezone: {rota.zone}
    schedule: "{rota.cron}"
    minutes: 0.4
    give_up_after: {rota.hours}h
    skip: [{SKIPPED}]
    disclosure: Made with AI assistance.
    voice: {{engine: tone, name: tone, rate: 200}}
    summarizer: {{engine: extractive, words: 30}}
    feeds:
      - {{path: news/{rota.key}-ledger.xml, name: Valley Ledger, rights: own}}
      - {{url: "{feed_url}/{rota.key}.xml", name: Meridian Wire, rights: own, private: true}}
"""


def put(path: Path, text: str | bytes) -> None:
    """Write a file beside its place, then give it its name."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(text if isinstance(text, bytes) else text.encode())
    beside.replace(path)


@dataclass(slots=True)
class Clockwork:
    """The true time, what the machine's clock shows of it, and the seconds since boot, as the program reads them from a file."""

    path: Path
    true: datetime
    skew: timedelta = timedelta(0)
    boot: float = 1000.0
    boots: int = 1
    shown: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.move(self.true)

    @property
    def wall(self) -> datetime:
        """What the machine's clock shows."""
        return self.true + self.skew

    def move(self, to: datetime) -> None:
        """Let the true time go on, and have the program see it."""
        self.boot += (to - self.true).total_seconds()
        self.true, self.shown = to, to + self.skew
        put(self.path, f"{self.shown.isoformat()}\n{self.boot:.3f}\nboot-{self.boots}\n")

    def reboot(self) -> None:
        """Begin to count the seconds since boot anew."""
        self.boots, self.boot = self.boots + 1, 20.0

    def environment(self) -> dict[str, str]:
        """Return the environment of a process that reads this clock."""
        return {**os.environ, "BRIEFING_CLOCK_FILE": str(self.path), "NO_COLOR": "1"}


def later(rota: Rota, minute: int) -> Rota:
    """Return a rota at another minute of its hours."""
    return replace(rota, times=tuple(f"{one[:2]}:{minute:02}" for one in rota.times))
