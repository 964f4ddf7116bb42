"""Progress on a terminal: a table of the stages that moves while they do; each state is a word, colour only repeats it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from types import TracebackType
from typing import TextIO, get_args

from rich.console import Console, Group, RenderableType
from rich.live import Live as Screen
from rich.text import Text

from briefing.lib.text import format_duration, to_plain
from briefing.model.ports import Events
from briefing.model.progress import Note, Progress, Stage

STAGES: tuple[Stage, ...] = get_args(Stage)
STYLES = {"done": "green", "now": "bold", "stopped": "red", "waits": "dim"}
A_SECOND = 4  # times the table is drawn, so that the seconds advance while a slow feed is waited for


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
        self._console = Console(file=stream, highlight=False, markup=False, emoji=False)
        self._screen: Screen | None = None  # while a table moves; a resting one is plain text, which nothing draws again

    def __enter__(self) -> Live:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.rest()

    def on(self, show: str) -> Events:
        """Return what draws the events of a show."""
        return ShowLive(self, show)

    def rest(self) -> None:
        """Leave the table as it is, for good; the next event begins another below whatever is written until then."""
        if screen := self._screen:
            self._screen = None
            screen.stop()

    def take(self, show: str, event: Progress | Note) -> None:
        """Draw an event of a show; a stage that does not come after the last one begins another edition, in a table of its own."""
        if isinstance(event, Note):
            self._console.print(Text(to_plain(f"{event.stage}: {show}: {event.subject}: {event.message}")))
            return
        if self._screen is None or show != self._show or self._again(event):
            self._begin(show)
        row = self._rows.setdefault(event.stage, Row(self._now(), event))
        row.last = event
        if event.done >= event.total:
            row.ended = self._now()
        if self._screen:
            self._screen.refresh()

    def table(self) -> RenderableType:
        """Return what is to be seen now."""
        now, over, rows = self._now(), self._screen is None, dict(self._rows)  # a copy: another thread draws
        times = {stage: format_duration(row.seconds(now)) for stage, row in rows.items()}
        wide = max(map(len, times.values()), default=0)
        lines = [Text(f"{to_plain(self._show)}  {format_duration(now - self._began)}", "bold")] if rows else []
        for stage in STAGES:
            if row := rows.get(stage):
                lines.append(_format_line(stage, row.state(over), f"{times[stage]:>{wide}}  {_shorten(row)}"))
            elif rows and not over:
                lines.append(_format_line(stage, "waits", ""))
        return Group(*lines)

    def _again(self, event: Progress) -> bool:
        if row := self._rows.get(event.stage):
            return row.done and event.done < event.total
        return any(STAGES.index(stage) > STAGES.index(event.stage) for stage in self._rows)

    def _begin(self, show: str) -> None:
        self.rest()
        self._show, self._rows, self._began = show, {}, self._now()
        # what is printed on stdout stays there, it may be a pipe; a bug's trace on stderr is put above the table
        self._screen = Screen(console=self._console, refresh_per_second=A_SECOND, get_renderable=self.table, redirect_stdout=False)
        self._screen.start()


class ShowLive:
    """The Events of one show, drawn."""

    def __init__(self, live: Live, show: str) -> None:
        self._live, self._show = live, show

    def emit(self, event: Progress | Note) -> None:
        """Draw the event."""
        self._live.take(self._show, event)


def _format_line(stage: Stage, state: str, rest: str) -> Text:
    """Return one line of the table; where the terminal is narrow, only its end is cut."""
    return Text.assemble(f"  {stage:<9}", (f"{state:<9}", STYLES[state]), rest, no_wrap=True, overflow="ellipsis")


def _shorten(row: Row) -> str:
    told = row.last
    if row.done or told.total < 2:
        return to_plain(told.what)
    return to_plain(f"{told.done} of {told.total}, {told.done / told.total:.0%}: {told.what}")
