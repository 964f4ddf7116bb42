"""A process that speaks one line after the other: `python -m briefing.speak.worker TARGET CHOICE`, started by the pool.

Lines come on stdin, WAVs go out on stdout. It imports little, so that it starts at once.
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
from briefing.lib.worker_protocol import ERROR, WAV, Broken, pack_sound, receive, send
from briefing.model.errors import BriefingError
from briefing.model.show import VoiceChoice

if TYPE_CHECKING:
    from briefing.model.ports import (  # brings the whole model along, which takes longer than Python's own start
        Speaker,
        VoiceEngine,
    )

PR_SET_PDEATHSIG = 1  # prctl(2)


def resolve(target: str) -> VoiceEngine:
    """Return the engine an entry point's value `module:ATTRIBUTE` names."""
    return cast("VoiceEngine", load_target(target))


def main(target: str, choice: str) -> None:
    """Speak until stdin ends, or the engine raises: then the pool is told why, and starts another."""
    die_with_parent()
    source, out = keep_pipes()
    lines: SimpleQueue[str] = SimpleQueue()
    Thread(target=_listen, args=(source, lines), daemon=True).start()
    sys.excepthook = lambda _kind, error, _trace: last_words(out, error)
    text = lines.get()  # the engine is loaded within the deadline of the first line
    speaker = resolve(target).open(VoiceChoice(**json.loads(choice)))
    while True:
        wav = speaker.say(text)
        send(out, WAV, pack_sound(wav, expected(speaker, text)))
        text = lines.get()


def expected(speaker: Speaker, text: str) -> float | None:
    """Return how many seconds the line should last, None for an engine that does not know."""
    seconds = getattr(speaker, "seconds", None)  # a MeasuringSpeaker; to import the protocol takes longer than Python's own start
    if seconds is None:
        return None
    if not 0 <= (length := float(seconds(text))) < math.inf:
        raise ValueError(f"a line should last {length} s")
    return length


def last_words(out: int, error: BaseException) -> None:
    """Tell the pool what ends this process: an engine may raise anything."""
    words = str(error) if isinstance(error, BriefingError) else f"{type(error).__name__}: {error}"
    with suppress(Broken):
        send(out, ERROR, words.encode("utf-8", "replace"))


def die_with_parent() -> None:
    """Have the kernel kill us when the pool's thread ends: an engine that hangs in C and keeps the interpreter hears no EOF."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def keep_pipes() -> tuple[int, int]:
    """Return private copies of stdin and stdout, with nothing in their place: what engines print would garble the messages."""
    source, out = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return source, out


def _listen(source: int, lines: SimpleQueue[str]) -> None:
    """Pass lines on; when they end, so has the pool, and this process goes at once, whatever its engine is doing."""
    while True:
        try:
            lines.put(receive(source)[1].decode())
        except Broken:
            _end()


def _end() -> None:
    """Go, with whatever the engine has started."""
    with suppress(ProcessLookupError):
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)  # when the pool did not make this process the leader of its group


if __name__ == "__main__":
    main(*sys.argv[1:])
