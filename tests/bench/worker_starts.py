"""Counts lines of a wrong length from house voice workers started on a busy machine: python -m tests.bench.worker_starts 500."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict

from briefing.show import VoiceChoice
from briefing.speak.messages import ERROR, SPEAK, WAV, Broken, receive, send

LINES = (
    "The Kyiv Independent reports that thousands of people came to see the new bridge in the old town.",
    "Good morning.",
    "A bridge over the river opened at noon, and thousands of people crossed it.",
    "That was the briefing.",
)
ENGINE, CHOICE = "briefing.speak.voices.pyttsx3_voice:ENGINE", VoiceChoice("pyttsx3", "en-us", 165)
HEADER = 44  # bytes of a WAV before its sound
BESIDE = 2  # workers at a time, as in the pool
ODD = 0.15  # of the usual length


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


def begin() -> list[int | str]:
    """Start a worker, and return the bytes of sound of each line, or what went wrong."""
    command = [sys.executable, "-P", "-m", "briefing.speak.worker", ENGINE, json.dumps(asdict(CHOICE))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          start_new_session=True, env=environment, bufsize=0) as worker:  # fmt: skip
        assert worker.stdin
        assert worker.stdout
        lengths: list[int | str] = []
        try:
            for text in LINES:
                send(worker.stdin.fileno(), SPEAK, text.encode())
                kind, body = receive(worker.stdout.fileno(), within=90)
                while kind not in (WAV, ERROR):
                    kind, body = receive(worker.stdout.fileno(), within=90)
                if kind == ERROR:
                    lengths.append(body.decode("utf-8", "replace"))
                    break
                lengths.append(max(len(body) - HEADER, 0))
        except Broken as broken:
            lengths.append(str(broken))
        worker.kill()
        return lengths


def main() -> None:
    """Start so many workers beside two busy loops, and count what is off by more than 15 % of the median, by line."""
    starts = int(sys.argv[1])
    began = time.monotonic()
    with busy(2), ThreadPoolExecutor(BESIDE) as threads:
        heard = list(threads.map(lambda _start: begin(), range(starts)))
    faults: Counter[str] = Counter()
    for place, text in enumerate(LINES):
        said = [lengths[place] for lengths in heard if len(lengths) > place]
        whole = [length for length in said if isinstance(length, int)]
        usual = statistics.median(whole)
        odd = sorted({round(length / usual, 2) for length in whole if abs(length / usual - 1) > ODD})
        faults["odd"] += sum(abs(length / usual - 1) > ODD for length in whole)
        faults.update(length for length in said if isinstance(length, str))
        print(f"{text[:30]!r}: {len(whole)} said, spread {max(whole) / usual:.4f} to {min(whole) / usual:.4f}, odd {odd}")
    touched = sum(len(lengths) < len(LINES) or _odd(lengths, heard) for lengths in heard)
    print(f"{starts} starts in {time.monotonic() - began:.0f} s: {touched} with a fault; {dict(faults)}")


def _odd(lengths: list[int | str], heard: list[list[int | str]]) -> bool:
    usual = [statistics.median([each[n] for each in heard if len(each) > n and isinstance(each[n], int)]) for n in range(len(LINES))]
    return any(isinstance(length, str) or abs(length / usual[n] - 1) > ODD for n, length in enumerate(lengths))


if __name__ == "__main__":
    main()
