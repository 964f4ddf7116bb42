"""Worker process of the voice pool, speaking one line after the other: `python -m briefing.speak.worker TARGET CHOICE`.

It reads lines from stdin and writes WAVs to stdout. It imports little, so that it starts at once.
"""

from __future__ import annotations

import ctypes
import json
import math
import os
import signal
import sys
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, cast

from briefing.lib.entry_points import load_target
from briefing.lib.worker_protocol import ERROR, WAV, WorkerError, pack_sound, receive_message, send_message
from briefing.model.errors import BriefingError
from briefing.model.show import VoiceChoice

if TYPE_CHECKING:
    from briefing.model.ports import (  # brings the whole model along, which takes longer than Python's own start
        Speaker,
        VoiceEngine,
    )

PR_SET_PDEATHSIG = 1  # prctl(2)


def resolve_engine(target: str) -> VoiceEngine:
    """Return the engine that the value of an entry point, `module:ATTRIBUTE`, names."""
    return cast("VoiceEngine", load_target(target))


def main(target: str, choice: str) -> None:
    """Speak until stdin ends or the engine raises; the pool then gets the reason and starts another worker."""
    die_with_parent()
    source, out = redirect_pipes()
    lines: SimpleQueue[str] = SimpleQueue()
    Thread(target=_queue_lines, args=(source, lines), daemon=True).start()
    sys.excepthook = lambda _kind, error, _trace: report_error(out, error)
    text = lines.get()  # the engine is loaded within the deadline of the first line
    speaker = resolve_engine(target).open(VoiceChoice(**json.loads(choice)))
    while True:
        wav = speaker.say(text)
        send_message(out, WAV, pack_sound(wav, get_expected_seconds(speaker, text)))
        text = lines.get()


def get_expected_seconds(speaker: Speaker, text: str) -> float | None:
    """Return the expected duration of the line in seconds, or None for an engine that does not know it."""
    seconds = getattr(speaker, "seconds", None)  # a MeasuringSpeaker; to import the protocol takes longer than Python's own start
    if seconds is None:
        return None
    if not 0 <= (length := float(seconds(text))) < math.inf:
        raise ValueError(f"a line should last {length} s")
    return length


def report_error(out: int, error: BaseException) -> None:
    """Send the pool the error that ends this process; an engine may raise anything."""
    words = str(error) if isinstance(error, BriefingError) else f"{type(error).__name__}: {error}"
    with suppress(WorkerError):
        send_message(out, ERROR, words.encode("utf-8", "replace"))


def die_with_parent() -> None:
    """Make the kernel kill this process when the pool's thread ends.

    An engine that hangs in C and keeps the interpreter never sees EOF.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def redirect_pipes() -> tuple[int, int]:
    """Return private copies of stdin and stdout and point both at the null device: an engine's prints would garble the messages."""
    source, out = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return source, out


def _queue_lines(source: int, lines: SimpleQueue[str]) -> None:
    """Queue incoming lines; when they end, the pool has ended, and this process exits at once, whatever its engine is doing."""
    while True:
        try:
            lines.put(receive_message(source)[1].decode())
        except WorkerError:
            _kill_group()


def _kill_group() -> None:
    """Kill this process and everything the engine has started."""
    with suppress(ProcessLookupError):
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)  # when the pool did not make this process the leader of its group


if __name__ == "__main__":
    main(*sys.argv[1:])
