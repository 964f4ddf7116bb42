"""Pooled voice: speaks in worker processes that can be killed, one line per call, with a deadline and a check of every clip."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import cached_property
from types import TracebackType

from briefing.lib.scratch import Scratch, clear_dead
from briefing.lib.worker_protocol import (
    ERROR,
    SPEAK,
    WorkerError,
    WorkerExited,
    WorkerTimeout,
    receive_message,
    send_message,
    unpack_sound,
)
from briefing.model.errors import CannotWrite, EngineFailed, VoiceFailed
from briefing.model.script import Reading
from briefing.model.show import FASTEST_RATE, SLOWEST_RATE, VoiceChoice
from briefing.speak.check import check_clip, trim_silence
from briefing.speak.worker import resolve_engine

EXIT_TIMEOUT = (
    10.0  # seconds that a process may take to be gone once its pipe is closed: on a busy machine, or while its core is written
)


class WorkerPool:
    """Workers for one engine and choice; several threads use it, and each has a worker to itself for one line."""

    def __init__(self, target: str, choice: str) -> None:
        self._command = [sys.executable, "-P", "-m", "briefing.speak.worker", target, choice]
        try:
            clear_dead()
            self._folder = Scratch("speak")
        except OSError as error:
            hint = "look at the free space of the folder TMPDIR names"
            raise CannotWrite("a temporary folder", "cannot be made", error.strerror or str(error), hint) from error
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._all: list[Worker] = []
        self._ended = False

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.kill_all()
        for worker in self._all:
            worker.close()
        self._folder.close()

    def kill_all(self) -> None:
        """Kill every worker and start no other; a thread that waits for a worker gets an error at once."""
        with self._lock:
            self._ended = True
            for worker in self._all:
                worker.kill()

    @contextmanager
    def borrow_worker(self) -> Iterator[Worker]:
        """Lend an idle worker, or a new one; kill it for good after an error inside; raises WorkerError when the pool has ended."""
        worker = self._take_worker()
        try:
            yield worker
        except BaseException:
            worker.kill()
            raise
        with self._lock:
            self._idle.append(worker)

    def _take_worker(self) -> Worker:
        with self._lock:
            if self._ended:
                raise WorkerError("the programme was given up")
            if self._idle:
                return self._idle.pop()
            worker = Worker(self._command, str(self._folder.path))
            self._all.append(worker)
            return worker


class Worker:
    """One process in a session of its own, so that it can be killed together with everything it has started."""

    def __init__(self, command: list[str], folder: str) -> None:
        # The worker finds the modules we find, and nothing in the folder we happen to stand in.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TMPDIR": folder}
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                start_new_session=True, env=environment, bufsize=0,
            )  # fmt: skip
        except OSError as error:  # no memory, too many processes
            raise WorkerError(f"its process cannot be started: {error.strerror}") from error
        assert self._process.stdin
        assert self._process.stdout
        self._stdin, self._stdout, self._killed = self._process.stdin, self._process.stdout, False

    def say(self, text: str, within: float) -> bytes:
        """Return the answer to one line, to be read with `unpack_sound`; raises WorkerError."""
        try:
            send_message(self._stdin.fileno(), SPEAK, text.encode())
            kind, body = receive_message(self._stdout.fileno(), within=within)
        except WorkerExited as ended:
            raise WorkerExited(f"{ended} ({self._describe_exit()})") from ended
        if kind == ERROR:
            raise WorkerError(body.decode("utf-8", "replace"))
        return body

    def kill(self) -> None:
        """Kill the process and everything it started; calling it twice is harmless."""
        with suppress(ProcessLookupError):
            if not self._killed:
                self._killed = True
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """Close the pipes; call it when no thread reads them any more."""
        self._stdin.close()
        self._stdout.close()

    def _describe_exit(self) -> str:
        try:
            code = self._process.wait(timeout=EXIT_TIMEOUT)
        except subprocess.TimeoutExpired:
            return "its pipe is closed"
        return f"signal {-code}" if code < 0 else f"exit code {code}"


CACHE_VERSION = 2  # of the keys of clips; raised when clips kept before may be faulty: before 2 a line could be read too fast
MAX_TRIES = 2


def compute_deadline(text: str) -> float:
    """Return the deadline of a line in seconds, loading its engine included: far above what any engine needs, at most 5 minutes."""
    return min(20 + max(len(text.split()), len(text) / 6), 300)


class PooledVoice:
    """A Voice whose engine is given by the value of its entry point, in up to `workers` processes."""

    def __init__(
        self, target: str, choice: VoiceChoice, *, workers: int = 2, deadline: Callable[[str], float] = compute_deadline
    ) -> None:
        self._target, self._choice, self._workers, self._deadline = target, choice, workers, deadline

    def __str__(self) -> str:
        """Return the name that people use: engine and voice."""
        return " ".join(dict.fromkeys((self._choice.engine, self._choice.name)))

    def make_key(self, reading: Reading) -> str:
        """Return the content key: a hash of engine, its version, voice, settings and words; raises EngineFailed without one."""
        parts = [CACHE_VERSION, self._target, self._version, self._choice.name, self._choice.rate, reading.text]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def speak(self, readings: Sequence[Reading]) -> Iterator[bytes]:
        """Yield one whole, checked, trimmed WAV per reading, in order; raises VoiceFailed; leaves no process running."""
        with (
            WorkerPool(self._target, json.dumps(asdict(self._choice))) as crew,
            ThreadPoolExecutor(self._workers, "voice") as threads,
        ):
            waiting = deque(threads.submit(self._say_line, crew, reading.text) for reading in readings)
            try:
                while waiting:
                    yield waiting.popleft().result()
            finally:
                threads.shutdown(wait=False, cancel_futures=True)
                crew.kill_all()

    @cached_property
    def _version(self) -> str:
        try:
            return resolve_engine(self._target).version()
        except (ImportError, AttributeError) as error:
            raise EngineFailed(self._choice.engine, "cannot be started", str(error)) from error

    def _say_line(self, crew: WorkerPool, text: str) -> bytes:
        """Speak one line, and try once more in a new process when that fails."""
        pace = min(max(self._choice.rate, SLOWEST_RATE), FASTEST_RATE)
        cause, hung = "", False
        for _ in range(MAX_TRIES):
            try:
                with crew.borrow_worker() as worker:
                    wav, expected = unpack_sound(worker.say(text, self._deadline(text)))
                    check_clip(wav, text, slowest=pace, fastest=pace, expected=expected)
                    return trim_silence(wav)
            except (WorkerError, VoiceFailed) as error:
                cause, hung = str(error), isinstance(error, WorkerTimeout)
        failed = VoiceFailed(f'"{text}"', f"could not be spoken by {self._choice.engine}", cause)
        failed.hung = hung
        raise failed
