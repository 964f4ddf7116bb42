"""Counts lines of a wrong length from default voice workers started on a busy machine: python -m tests.bench.worker_starts 500."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from briefing.lib.worker_protocol import WorkerError, unpack_sound
from briefing.model.errors import VoiceFailed
from briefing.model.show import VoiceChoice
from briefing.speak.check import LENGTH_TOLERANCE, check_clip
from briefing.speak.pool import WorkerPool

LINES = (
    "The Kyiv Independent reports that thousands of people came to see the new bridge in the old town.",
    "Good morning.",
    "A bridge over the river opened at noon, and thousands of people crossed it.",
    "That was the briefing.",
)
ENGINE, CHOICE = "briefing.speak.voices.pyttsx3_voice:ENGINE", VoiceChoice("pyttsx3", "en-us", 165)
HEADER, FRAME, RATE = 44, 2, 22_050  # bytes before the sound and of a sample; Hz
BESIDE = 2  # workers at a time, as in the pool
WITHIN = 120.0  # seconds for a line


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of the lines of one worker: the seconds each lasts, as far as it came, and why it ended before the last."""

    seconds: Sequence[float]
    refused: Sequence[str]
    ended: str = ""


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Keep so many processors busy with nothing."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processes)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def begin(_start: int) -> Heard:
    """Start a worker, have it say the lines, unchecked, and note what the pool would refuse."""
    seconds: list[float] = []
    refused: list[str] = []
    try:
        with WorkerPool(ENGINE, json.dumps(asdict(CHOICE))) as crew, crew.borrow_worker() as worker:
            for text in LINES:
                wav, expected = unpack_sound(worker.say(text, WITHIN))
                seconds.append(max(len(wav) - HEADER, 0) / FRAME / RATE)
                try:
                    check_clip(wav, text, slowest=CHOICE.rate, fastest=CHOICE.rate, expected=expected)
                except VoiceFailed as failed:
                    refused.append(str(failed))
    except WorkerError as broken:
        return Heard(seconds, refused, str(broken))
    return Heard(seconds, refused)


def start(workers: int) -> list[Heard]:
    """Return what so many workers said beside two busy loops."""
    with busy(2), ThreadPoolExecutor(BESIDE) as threads:
        return list(threads.map(begin, range(workers)))


def odd(heard: Sequence[Heard]) -> list[tuple[str, float]]:
    """Return the lines that are off the median of their words by more than 15 %, each with its share of it."""
    found = []
    for place, text in enumerate(LINES):
        said = [worker.seconds[place] for worker in heard if len(worker.seconds) > place]
        usual = statistics.median(said)
        found += [(text, seconds / usual) for seconds in said if abs(seconds / usual - 1) > LENGTH_TOLERANCE]
    return found


def main() -> None:
    """Say how many lines were odd, refused and never said."""
    began = time.monotonic()
    heard = start(int(sys.argv[1]))
    for text, share in odd(heard):
        print(f"{share:.2f} of the usual length: {text}")
    for said in (said for worker in heard for said in (*worker.refused, worker.ended) if said):
        print(said)
    print(f"{len(heard)} starts in {time.monotonic() - began:.0f} s, {sum(len(worker.seconds) for worker in heard)} lines: "
          f"{len(odd(heard))} odd, {sum(len(worker.refused) for worker in heard)} refused, "
          f"{sum(bool(worker.ended) for worker in heard)} workers ended early")  # fmt: skip


if __name__ == "__main__":
    main()
