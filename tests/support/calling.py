"""The program called in this process, as if it were one of its own: nothing it changes is left for the next test."""

from __future__ import annotations

import faulthandler
import io
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess

from briefing.cli import shell
from briefing.lib import watchdog
from briefing.wiring import workspace
from briefing.wiring.workspace import Workspace

WAITS = (0.01, 0.03)  # seconds before a feed that failed in passing is asked again: as often as ever, but soon


def call(
    folder: Path, arguments: Sequence[str], environment: Mapping[str, str], opening: Callable[..., Workspace]
) -> CompletedProcess[str]:
    """Return what the program's command line did and said in a folder and an environment; `opening` opens its workspaces."""
    with _set_aside(), _captured() as (out, err):
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        _put_opening(opening)
        workspace.WAITS = WAITS
        try:
            code = shell(list(arguments))
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
        for stream in (sys.stdout, sys.stderr):
            if not stream.closed:
                stream.flush()
        return CompletedProcess([sys.executable, "-m", "briefing", *arguments], code, _text(out), _text(err))


@contextmanager
def _set_aside() -> Iterator[None]:
    """Put back afterwards what a process takes with it when it ends."""
    folder, environment = Path.cwd(), dict(os.environ)
    opening, waits = workspace.open_workspace, workspace.WAITS
    root = logging.getLogger()
    loggers = [root, *(one for one in root.manager.loggerDict.values() if isinstance(one, logging.Logger))]
    said = [(one, list(one.handlers), one.level, one.propagate, one.disabled) for one in loggers]
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM)}
    temporary, tempfile.tempdir = tempfile.tempdir, None  # asks the environment again
    try:
        yield
    finally:
        watchdog.disarm()
        faulthandler.unregister(signal.SIGALRM)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for one, kept, level, propagate, disabled in said:
            one.handlers[:], one.propagate, one.disabled = kept, propagate, disabled
            one.setLevel(level)
        tempfile.tempdir = temporary
        workspace.WAITS = waits
        _put_opening(opening)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)


def _put_opening(opening: Callable[..., Workspace]) -> None:
    """Let every module that opens workspaces open them so; one that is imported later takes it from the first of them."""
    for name, module in list(sys.modules.items()):
        if name.startswith("briefing.") and hasattr(module, "open_workspace"):
            vars(module)["open_workspace"] = opening


@contextmanager
def _captured() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Give the program streams of its own: nothing to read, and two that are kept."""
    streams = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(_Kept(out), encoding="utf-8", write_through=True)
    sys.stderr = io.TextIOWrapper(_Kept(err), encoding="utf-8", errors="backslashreplace", write_through=True)
    try:
        yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams


class _Kept(io.BufferedWriter):
    """Writes into bytes that stay when the stream above is closed."""

    def __init__(self, target: io.BytesIO) -> None:
        super().__init__(_Lent(target))


class _Lent(io.RawIOBase):
    def __init__(self, target: io.BytesIO) -> None:
        self._target = target

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return self._target.write(data)  # type: ignore[arg-type]  # what the buffer above hands over


def _text(kept: io.BytesIO) -> str:
    return io.TextIOWrapper(io.BytesIO(kept.getvalue()), encoding="utf-8").read()  # with plain line ends, as `text=True` gives
