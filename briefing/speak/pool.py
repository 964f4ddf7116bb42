"""The worker processes of one pool: started when first needed, replaced when they fail, all ended at the end."""

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
from briefing.lib.worker_protocol import ERROR, SPEAK, Broken, Ended, Hung, receive, send, unpack_sound
from briefing.model.errors import CannotWrite, EngineFailed, VoiceFailed
from briefing.model.script import Reading
from briefing.model.show import VoiceChoice
from briefing.speak.check import FASTEST, SLOWEST, check, trim
from briefing.speak.worker import resolve

ENDING = 10.0  # seconds that a process may take to be gone once its pipe is closed: on a busy machine, or while its core is written


class Crew:
    """Workers for one engine and choice; used by several threads, each of which has a worker to itself for a line."""

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

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.end()
        for worker in self._all:
            worker.close()
        self._folder.close()

    def end(self) -> None:
        """Kill every worker, and start no other: whoever waits for one is told at once."""
        with self._lock:
            self._ended = True
            for worker in self._all:
                worker.kill()

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        """Lend an idle worker, or a new one; after an error inside it is killed, and never lent again; raises Broken at the end."""
        worker = self._take()
        try:
            yield worker
        except BaseException:
            worker.kill()
            raise
        with self._lock:
            self._idle.append(worker)

    def _take(self) -> Worker:
        with self._lock:
            if self._ended:
                raise Broken("the programme was given up")
            if self._idle:
                return self._idle.pop()
            worker = Worker(self._command, str(self._folder.path))
            self._all.append(worker)
            return worker


class Worker:
    """One process, in a session of its own, so that it can be ended with whatever it has started."""

    def __init__(self, command: list[str], folder: str) -> None:
        # The worker finds the modules we find, and nothing in the folder we happen to stand in.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TMPDIR": folder}
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                start_new_session=True, env=environment, bufsize=0,
            )  # fmt: skip
        except OSError as error:  # no memory, too many processes
            raise Broken(f"its process cannot be started: {error.strerror}") from error
        assert self._process.stdin
        assert self._process.stdout
        self._stdin, self._stdout, self._killed = self._process.stdin, self._process.stdout, False

    def say(self, text: str, within: float) -> bytes:
        """Return the answer to one line, which `unpack_sound` takes apart; raises Broken."""
        try:
            send(self._stdin.fileno(), SPEAK, text.encode())
            kind, body = receive(self._stdout.fileno(), within=within)
        except Ended as ended:
            raise Ended(f"{ended} ({self._how_it_ended()})") from ended
        if kind == ERROR:
            raise Broken(body.decode("utf-8", "replace"))
        return body

    def kill(self) -> None:
        """End the process and all it started; ending it twice is harmless."""
        with suppress(ProcessLookupError):
            if not self._killed:
                self._killed = True
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """Let go of the pipes, once nobody reads them any more."""
        self._stdin.close()
        self._stdout.close()

    def _how_it_ended(self) -> str:
        try:
            code = self._process.wait(timeout=ENDING)
        except subprocess.TimeoutExpired:
            return "its pipe is closed"
        return f"signal {-code}" if code < 0 else f"exit code {code}"


FORM = 2  # of the keys of clips; raised when clips kept before may be faulty: before 2 a line could be read too fast
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
