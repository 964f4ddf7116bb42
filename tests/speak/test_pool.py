"""The pool against engines that fail in every way real ones have."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil
import pytest

from briefing.lib.worker_protocol import WorkerError, pack_sound, unpack_sound
from briefing.model.errors import VoiceFailed
from briefing.model.script import Reading
from briefing.model.show import VoiceChoice
from briefing.speak.check import check_clip
from briefing.speak.pool import PooledVoice
from briefing.speak.voices import tone

TEXT = "The bridge opened at noon and thousands of people came."
GROWING = (0.5, 2.0, 8.0, 32.0)  # seconds until a hang is ended: a busy machine needs more of them to get as far as hanging
ZOMBIE = psutil.STATUS_ZOMBIE
TONE = "briefing.speak.voices.tone:ENGINE"
PARENT = """
import sys
from briefing.model.script import Reading
from briefing.model.show import VoiceChoice
from briefing.speak.pool import PooledVoice
list(PooledVoice(sys.argv[1], VoiceChoice("faulty", sys.argv[2], 165)).speak([Reading("a", "One."), Reading("b", "Two.")]))
"""


def pooled(engine: str, folder: Path, *, seconds: float = 60) -> PooledVoice:
    """A pool of one of the faulty engines."""
    choice = VoiceChoice("faulty", str(folder), 165)
    return PooledVoice(f"tests.speak.faulty:{engine}", choice, deadline=lambda _text: seconds)


def readings(*texts: str) -> list[Reading]:
    """Readings of these texts."""
    return [Reading(str(number), text) for number, text in enumerate(texts)]


def living(pids: Sequence[int]) -> list[int]:
    """Return those that still run; a zombie does not."""
    return [process.pid for process in psutil.process_iter(["status"]) if process.pid in pids and process.info["status"] != ZOMBIE]


def until(condition: Callable[[], bool], seconds: float = 60) -> bool:
    """Wait until the condition holds; false when it does not in time."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        threading.Event().wait(0.01)
    return condition()


def seen(folder: Path) -> list[int]:
    """Return the processes that left their mark."""
    return [int(mark.name.removeprefix("pid-")) for mark in folder.glob("pid-*")]


@pytest.mark.parametrize(
    ("engine", "cause"),
    [
        pytest.param("CRASHES", f"signal {signal.SIGSEGV.value}", id="crashes"),
        pytest.param("LEAVES", "exit code 3", id="ends itself"),
        pytest.param("COMPLAINS", "has a cold", id="says why not"),
        pytest.param("HAS_A_BUG", "ZeroDivisionError: oops", id="raises"),
        pytest.param("SILENT", "is silent", id="silence of the right length"),
        pytest.param("CUT_OFF", "was cut off", id="a third of the file"),
        pytest.param("TOO_SHORT", "was cut off", id="a third of the words"),
        pytest.param("RUNS_AWAY", "does not end", id="twenty times the words"),
        pytest.param("MISREADS", "has another length than its words", id="a fifth too fast"),
        pytest.param("REPEATS_A_WORD", "has another length than its words", id="two of ten words twice"),
        pytest.param("KNOWS_NO_NUMBER", "ValueError: a line should last nan s", id="a length that is none"),
        pytest.param("GARBAGE", "is not a WAV", id="random bytes"),
        pytest.param("NOTHING", "is not a WAV", id="no bytes"),
        pytest.param("MP3", "is not a WAV", id="an MP3"),
        pytest.param("NO_SUCH_ENGINE", "AttributeError", id="no such engine"),
    ],
)
def test_a_faulty_engine_is_tried_twice_and_then_named(engine: str, cause: str, tmp_path: Path) -> None:
    """Whatever an engine does wrong, the error names the line and the cause, and two processes were tried."""
    with pytest.raises(VoiceFailed) as failed:
        list(pooled(engine, tmp_path).speak(readings(TEXT)))
    assert failed.value.subject == f'"{TEXT}"'
    assert cause in str(failed.value)
    assert len(seen(tmp_path)) == (0 if engine == "NO_SUCH_ENGINE" else 2)
    assert living(seen(tmp_path)) == []


def test_a_hanging_engine_is_killed_with_its_children(tmp_path: Path) -> None:
    """At the deadline the worker and what it started are killed, and the line fails."""

    def hangs(seconds: float) -> bool:
        """Whether both tries got as far as hanging in so much time."""
        (folder := tmp_path / str(seconds)).mkdir()
        with pytest.raises(VoiceFailed, match="it hung"):
            list(pooled("HANGS_WITH_CHILD", folder, seconds=seconds).speak(readings(TEXT)))
        assert until(lambda: living(seen(folder)) == [])
        return len(seen(folder)) == 4

    assert any(hangs(seconds) for seconds in GROWING)


def test_a_line_that_hung_once_is_spoken_by_a_new_worker(tmp_path: Path) -> None:
    """One hang costs a deadline and no line."""

    def speaks(seconds: float) -> bool:
        """Whether the first try got as far as hanging in so much time, and the second as far as speaking."""
        (folder := tmp_path / str(seconds)).mkdir()
        try:
            (wav,) = pooled("HANGS_ONCE", folder, seconds=seconds).speak(readings(TEXT))
        except VoiceFailed:
            return False
        assert (folder / "hung").exists()
        return check_clip(wav, TEXT).frames == tone.count_samples(TEXT, 165)

    assert any(speaks(seconds) for seconds in GROWING)


def test_a_line_that_was_misread_once_is_spoken_by_a_new_worker(tmp_path: Path) -> None:
    """A clip that does not last as long as the engine says is not kept: another process makes it again."""
    (wav,) = pooled("MISREADS_ONCE", tmp_path).speak(readings(TEXT))
    assert check_clip(wav, TEXT).frames == tone.count_samples(TEXT, 165)
    assert len(seen(tmp_path)) == 2


@pytest.mark.parametrize(
    "expected", [pytest.param(None, id="not known"), pytest.param(0.0, id="nothing"), pytest.param(5.5, id="known")]
)
def test_a_length_reaches_the_pool(expected: float | None) -> None:
    """What the worker packs, the pool unpacks; a message that is too short for it is refused."""
    assert unpack_sound(pack_sound(b"RIFF", expected)) == (b"RIFF", expected)
    with pytest.raises(WorkerError, match="out of turn"):
        unpack_sound(b"RIFF")


def test_what_an_engine_prints_does_not_reach_the_messages(tmp_path: Path) -> None:
    """Prints from Python, from C and from a child process leave every clip whole."""
    texts = ["One bridge opened.", "Two bridges opened there.", "Three bridges opened there today."]
    lengths = [
        check_clip(wav, text).frames for wav, text in zip(pooled("PRINTS", tmp_path).speak(readings(*texts)), texts, strict=True)
    ]
    assert lengths == [tone.count_samples(text, 165) for text in texts]


@pytest.mark.usefixtures("no_reader")
def test_one_bad_line_ends_all_workers(tmp_path: Path) -> None:
    """A failure in the middle raises at its place in the order and leaves no process and no file."""
    with pytest.raises(VoiceFailed):
        list(pooled("CRASHES", tmp_path).speak(readings(*[f"Line number {n} is here." for n in range(20)])))
    assert psutil.Process().children(recursive=True) == []


def test_results_come_in_order_and_at_once() -> None:
    """Twenty lines of different lengths come back in their order, the first before the last was asked for."""
    texts = ["word " * (1 + 7 * n % 11) for n in range(20)]
    voice = PooledVoice(TONE, VoiceChoice("tone", "tone", 165))
    frames = [check_clip(wav, text).frames for wav, text in zip(voice.speak(readings(*texts)), texts, strict=True)]
    assert frames == [tone.count_samples(text, 165) for text in texts]


@pytest.mark.usefixtures("no_reader")
def test_closing_early_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stops listening after the first line, while another hangs, waits for no deadline and leaves neither process nor file."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (marks := tmp_path / "marks").mkdir()
    (marks / "hung").touch()
    clips = pooled("HANGS_ONCE", marks).speak(readings(*[TEXT] * 6))
    next(clips)
    (marks / "hung").unlink()
    clips.close()  # type: ignore[attr-defined]  # the pool's iterator is a generator
    assert psutil.Process().children(recursive=True) == []
    assert list(tmp_path.glob("briefing-*")) == []


@pytest.mark.parametrize("engine", ["HANGS", "HANGS_IN_C"])
def test_workers_die_with_a_killed_parent(engine: str, tmp_path: Path) -> None:
    """kill -9 of the parent leaves no worker, even one that hangs in C and keeps the interpreter."""
    target = f"tests.speak.faulty:{engine}"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, "-c", PARENT, target, str(tmp_path)], env=environment) as parent:
        assert until(lambda: len(seen(tmp_path)) == 2)
        parent.kill()
    assert until(lambda: living(seen(tmp_path)) == [])


def test_a_worker_is_quick_to_start() -> None:
    """What a worker imports before its engine holds nothing heavy."""
    code = "import sys, briefing.speak.worker; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"pydantic", "sqlalchemy", "num2words", "babel", "asyncio", "pyttsx3"} & set(loaded)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(VoiceChoice("tone", "other", 165), id="voice"),
        pytest.param(VoiceChoice("tone", "tone", 166), id="rate"),
    ],
)
def test_the_key_holds_every_setting(other: VoiceChoice) -> None:
    """Another voice, rate or text is another key; the line's id is not."""
    usual = PooledVoice(TONE, VoiceChoice("tone", "tone", 165))
    assert usual.make_key(Reading("a", TEXT)) == usual.make_key(Reading("b", TEXT))
    assert usual.make_key(Reading("a", TEXT)) != usual.make_key(Reading("a", "Other words."))
    assert usual.make_key(Reading("a", TEXT)) != PooledVoice(TONE, other).make_key(Reading("a", TEXT))
