"""A voice in worker processes that can be killed: one line a call, with a deadline, and every clip checked."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from functools import cached_property

from briefing.errors import EngineFailed, VoiceFailed
from briefing.model import Reading
from briefing.show import VoiceChoice
from briefing.speak.check import FASTEST, SLOWEST, check, trim
from briefing.speak.crew import Crew
from briefing.speak.messages import Broken, Hung, unpack_sound
from briefing.speak.worker import resolve

FORM = 1  # counts up when check or trim change what is stored for the same words
TRIES = 2


def generous(text: str) -> float:
    """Return the seconds a line may take, loading its engine included: far more than any engine here needs, at most 5 minutes."""
    return min(20 + max(len(text.split()), len(text) / 6), 300)


class PooledVoice:
    """A Voice of an engine named by its entry point's value, in up to `workers` processes."""

    def __init__(self, target: str, choice: VoiceChoice, *, workers: int = 2, deadline: Callable[[str], float] = generous) -> None:
        self._target, self._choice, self._workers, self._deadline = target, choice, workers, deadline

    def __str__(self) -> str:
        """Return what a person calls it."""
        return " ".join(dict.fromkeys((self._choice.engine, self._choice.name)))

    def key(self, reading: Reading) -> str:
        """Return the content key: engine, its version, voice, settings and words, hashed; raises EngineFailed where it has none."""
        parts = [FORM, self._target, self._version, self._choice.name, self._choice.rate, reading.text]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def speak(self, readings: Sequence[Reading]) -> Iterator[bytes]:
        """Yield one whole, checked, trimmed WAV a reading, in order; raises VoiceFailed; nothing is left running."""
        with Crew(self._target, json.dumps(asdict(self._choice))) as crew, ThreadPoolExecutor(self._workers, "voice") as threads:
            waiting = deque(threads.submit(self._say, crew, reading.text) for reading in readings)
            try:
                while waiting:
                    yield waiting.popleft().result()
            finally:
                threads.shutdown(wait=False, cancel_futures=True)
                crew.end()

    @cached_property
    def _version(self) -> str:
        try:
            return resolve(self._target).version()
        except (ImportError, AttributeError) as error:
            raise EngineFailed(self._choice.engine, "cannot be started", str(error)) from error

    def _say(self, crew: Crew, text: str) -> bytes:
        """Speak one line, and once more in a new process when that fails."""
        pace = min(max(self._choice.rate, SLOWEST), FASTEST)
        cause, hung = "", False
        for _ in range(TRIES):
            try:
                with crew.worker() as worker:
                    wav, expected = unpack_sound(worker.say(text, self._deadline(text)))
                    check(wav, text, slowest=pace, fastest=pace, expected=expected)
                    return trim(wav)
            except (Broken, VoiceFailed) as error:
                cause, hung = str(error), isinstance(error, Hung)
        failed = VoiceFailed(f'"{text}"', f"could not be spoken by {self._choice.engine}", cause)
        failed.hung = hung
        raise failed
