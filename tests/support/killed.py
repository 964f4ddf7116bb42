"""Run the morning show and die, by SIGKILL, at the moment named: `python -m tests.support.killed FEEDS.YAML MOMENT [STAGE REASON]`.

With a stage and a reason, the run is a correction from that stage on.

A moment is `after STATE` (the run has just been kept in that state) `before PORT.VERB` (that port is about to be asked),
or `inside encoder.N` (the encoder is about to begin its N-th pass).
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from briefing.cli.console import Lines
from briefing.languages import load_language
from briefing.mix.encoder import FfmpegEncoder
from briefing.model.edition import Run
from briefing.model.ports import Events
from briefing.model.progress import Stage
from briefing.model.show import Show
from briefing.pipeline.studio import Studio
from briefing.publish.cover import draw_cover
from briefing.publish.publish import refresh_site as derive
from briefing.scheduling.claims import RunRequest
from briefing.scheduling.runner import run_show
from briefing.store.site import FolderPublisher
from briefing.wiring.workspace import load_configuration, open_workspace


def die() -> None:
    """End as a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


class Runs:
    """The real memory of runs, which dies just after keeping a state."""

    def __init__(self, real: Any, state: str) -> None:
        self._real, self._state = real, state

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def save(self, run: Run) -> None:
        """Keep the run, then die if it has come that far."""
        self._real.save(run)
        if run.state == self._state:
            die()


class Deadly:
    """A real port that dies when a verb of it is asked for the n-th time."""

    def __init__(self, real: Any, verb: str, count: int) -> None:
        self._real, self._verb, self._count = real, verb, count

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name == self._verb:
            self._count -= 1
            if self._count <= 0:
                die()
        real: Callable[..., Any] = getattr(self._real, name)
        return real


def main() -> None:
    """Wire the real workspace with one deadly port, and run."""
    path, when, what = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    config = load_configuration(path)
    with open_workspace(config) as home:

        def studio(show: Show) -> Studio:
            real = home.studio(show, Lines(sys.stderr).on(show.key))
            if when == "after":
                return replace(real, runs=Runs(real.runs, what))
            if when == "inside":  # the encoder tells of each pass while its files lie there
                return replace(
                    real, encoder=FfmpegEncoder(events=cast(Events, Deadly(real.events, "emit", int(what.split(".")[1]))))
                )
            port, verb, *count = what.split(".")
            deadly = Deadly(getattr(real, port), verb, int(count[0]) if count else 1)
            return replace(real, **{port: deadly})  # type: ignore[arg-type]  # a port by its name

        def refresh() -> None:
            if when == "before" and what.startswith("publisher.write"):
                _, _, *count = what.split(".")
                site = cast(FolderPublisher, Deadly(home.site, "write", int(count[0]) if count else 1))
                shows = [(show, load_language(show.language)) for show in config.shows]
                derive(shows, config.site, site, home.store.episodes, draw_cover)
            home.refresh()

        stage, reason = sys.argv[4:6] or (None, "")
        wish = RunRequest(named=True, again=cast(Stage | None, stage), correct=reason)
        for show in config.shows:
            run_show(show, studio, refresh, wish)


if __name__ == "__main__":
    main()
