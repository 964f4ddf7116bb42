"""Progress on a terminal: a table of the stages that moves while they do; each state is a word, colour only repeats it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from types import TracebackType
from typing import TextIO, get_args

from rich.console import Console, Group, RenderableType
from rich.live import Live as Screen
from rich.table import Table
from rich.text import Text

from briefing.cli.console import plain
from briefing.figures import clock
from briefing.model import Note, Stage
from briefing.ports import Events, Progress

STAGES: tuple[Stage, ...] = get_args(Stage)
STYLES = {"done": "green", "now": "bold", "stopped": "red", "waits": "dim"}
A_SECOND = 4  # times the table is drawn anew, so that the seconds go on while a slow feed is waited for


@dataclass(slots=True)
class Row:
    """One stage of one edition: when it began and ended (monotonic seconds), and what it last told."""

    began: float
    last: Progress
    ended: float | None = None

    @property
    def done(self) -> bool:
        """Whether the stage has ended well."""
        return self.ended is not None

    def state(self, over: bool) -> str:
        """Return the word for it."""
        return "done" if self.done else "stopped" if over else "now"

    def seconds(self, now: float) -> float:
        """Return how long it took, or has taken so far."""
        return (now if self.ended is None else self.ended) - self.began


class Live:
    """A Watch that draws; use it as a context manager, so that the terminal is given back whatever happens."""

    def __init__(self, stream: TextIO, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._began = now()
        self._show = ""
        self._rows: dict[Stage, Row] = {}
        self._over = False
        console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self._screen = Screen(console=console, refresh_per_second=A_SECOND, get_renderable=self.table)

    def __enter__(self) -> Live:
        self._screen.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over = True
        self._screen.stop()

    def on(self, show: str) -> Events:
        """Return what draws the events of a show."""
        return ShowLive(self, show)

    def take(self, show: str, event: Progress | Note) -> None:
        """Draw an event of a show; a stage that is not behind the last one begins another edition, in a table of its own."""
        if isinstance(event, Note):
            self._screen.console.print(Text(plain(f"{event.stage}: {show}: {event.subject}: {event.message}")))
            return
        row = self._rows.get(event.stage)
        if row is None or (row.done and event.done < event.total):
            if show != self._show or any(STAGES.index(stage) >= STAGES.index(event.stage) for stage in self._rows):
                self._leave()
            self._show = show
            row = self._rows[event.stage] = Row(self._now(), event)
        row.last = event
        if event.done >= event.total:
            row.ended = self._now()
        self._screen.refresh()

    def table(self) -> RenderableType:
        """Return what is to be seen now."""
        if not self._rows:
            return Group()
        grid = Table.grid(padding=(0, 2))
        for _ in range(3):
            grid.add_column(no_wrap=True)
        grid.add_column(justify="right", no_wrap=True)
        grid.add_column(no_wrap=True, overflow="ellipsis")
        for stage in STAGES:
            if row := self._rows.get(stage):
                state = row.state(self._over)
                grid.add_row("", stage, Text(state, STYLES[state]), clock(row.seconds(self._now())), Text(_what(row)))
            elif not self._over:
                grid.add_row("", stage, Text("waits", STYLES["waits"]), "", "")
        return Group(Text(f"{plain(self._show)}  {clock(self._now() - self._began)}", "bold"), grid)

    def _leave(self) -> None:
        """Leave the table as it is, above the next one."""
        if self._rows:
            self._over = True
            self._screen.console.print(self.table())
            self._over = False
            self._rows = {}
            self._began = self._now()


class ShowLive:
    """The Events of one show, drawn."""

    def __init__(self, live: Live, show: str) -> None:
        self._live, self._show = live, show

    def tell(self, event: Progress | Note) -> None:
        """Draw the event."""
        self._live.take(self._show, event)


def _what(row: Row) -> str:
    told = row.last
    if row.done or told.total < 2:
        return plain(told.what)
    return plain(f"{told.done} of {told.total}, {told.done / told.total:.0%}: {told.what}")
