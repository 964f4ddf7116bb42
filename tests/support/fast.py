"""What a test need not wait for: a reader of feeds that stays, and a workspace whose voice and encoder are fakes."""

from __future__ import annotations

import atexit
from dataclasses import replace

from briefing.config.values import Config
from briefing.fetch.parser_process import IdleProcess
from briefing.model.ports import Events
from briefing.model.show import Show
from briefing.pipeline.studio import Studio
from briefing.store.recovery import Tell
from briefing.wiring import workspace
from briefing.wiring.workspace import Workspace
from tests.support.fakes.mix import FakeEncoder
from tests.support.fakes.speak import FakeVoice

READER = IdleProcess()  # starting one takes 0.3 s; a test that counts processes ends it first
atexit.register(READER.close)

_open = workspace.open_workspace  # the real one, also while a test has put another in its place


class QuickWorkspace(Workspace):
    """The real workspace, whose reader outlives it."""

    __slots__ = ()

    def close(self) -> None:
        """Close the store."""
        self.store.close()


class FastWorkspace(QuickWorkspace):
    """The real workspace but for the voice, which hums, and the encoder, which keeps the WAV."""

    __slots__ = ()

    def studio(self, show: Show, events: Events) -> Studio:
        """Return the ports of a show's run."""
        return replace(super().studio(show, events), voice=FakeVoice(), encoder=FakeEncoder())


def open_fast(config: Config, *, check: bool = False, tell: Tell | None = None) -> Workspace:
    """Open a workspace with fakes for voice and encoder, as `briefing.wiring.workspace.open_workspace` opens the real one."""
    home = _open(config, check=check, tell=tell)
    return FastWorkspace(home.config, home.store, home.clock, bench=READER)


def open_quick(config: Config, *, check: bool = False, tell: Tell | None = None) -> Workspace:
    """Open a workspace with the real voice and encoder, whose reader of feeds has been started already."""
    home = _open(config, check=check, tell=tell)
    return QuickWorkspace(home.config, home.store, home.clock, bench=READER)
