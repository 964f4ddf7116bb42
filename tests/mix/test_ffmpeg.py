"""Finding ffmpeg, and running it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from briefing.lib import ffmpeg
from briefing.model.errors import CannotWrite, EngineFailed
from tests.mix.programs import fake


def test_a_system_ffmpeg_is_used_when_it_works(tmp_path: Path) -> None:
    """The first ffmpeg on the path that can limit, measure and encode is taken before the wheel's."""
    system = fake(tmp_path, f'exec "{ffmpeg.find("")}" "$@"')
    assert ffmpeg.find(str(tmp_path)) == system


def test_an_ffmpeg_is_tried_once_until_it_is_another(tmp_path: Path) -> None:
    """One that works is not tried again before its file changes; one that does not is tried each time, since that may pass."""
    tries = tmp_path / "tries"
    body = f'echo x >>"{tries}"; echo "#sample_rate 0: 44100"'
    system = fake(tmp_path, body)
    assert [ffmpeg.find(str(tmp_path)) for _ in range(3)] == [system] * 3
    assert tries.read_text() == "x\n"
    fake(tmp_path, f"{body}; exit 1")
    os.utime(system, ns=(1, 1))
    assert system not in [ffmpeg.find(str(tmp_path)) for _ in range(2)]
    assert tries.read_text() == "x\n" * 3


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("echo \"Unknown encoder 'libmp3lame'\" >&2; exit 1", id="no LAME"),
        pytest.param("exit 0", id="says yes, makes nothing"),
        pytest.param("echo '#sample_rate 0: 48000'", id="too old: measures at 48 kHz only"),
    ],
)
def test_a_system_ffmpeg_that_cannot_is_passed_over(body: str, tmp_path: Path) -> None:
    """An ffmpeg without LAME, or one that only says that it works, gives way to the wheel's."""
    system = fake(tmp_path, body)
    assert ffmpeg.find(str(tmp_path)) not in ("", system)


def test_the_wheels_ffmpeg_makes_mp3() -> None:
    """With no ffmpeg on the path the wheel's is found, and it passes the same trial."""
    assert ffmpeg._is_usable(ffmpeg.find(""))


def test_without_any_ffmpeg_the_remedy_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With neither, the error says so and how to get one."""
    monkeypatch.setattr(ffmpeg, "find_spec", lambda name: None)
    with pytest.raises(EngineFailed, match="none on PATH: install ffmpeg with libmp3lame, or `pip install imageio-ffmpeg`"):
        ffmpeg.find(str(tmp_path))
    fake(tmp_path, "exit 1")
    with pytest.raises(EngineFailed, match="cannot make MP3"):
        ffmpeg.find(str(tmp_path))


def test_output_and_log_are_kept_apart(tmp_path: Path) -> None:
    """What it writes and what it says come back separately; its standard input is closed."""
    program = fake(tmp_path, "cat; echo out; echo said >&2")
    assert ffmpeg.run(program, []) == ffmpeg.Output(data=b"out\n", log="said\n")


def test_a_hang_ends_at_the_deadline(tmp_path: Path) -> None:
    """It is killed at the deadline, and the error says how long it had."""
    began = time.monotonic()
    with pytest.raises(EngineFailed, match=r"did not finish within 0\.2 s"):
        ffmpeg.run(fake(tmp_path, "exec sleep 600"), [], deadline=0.2)
    assert time.monotonic() - began < 300


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param("echo 'fine' >&2; echo '[out#0 @ 0x55] Invalid argument' >&2; echo 'Conversion failed!' >&2; exit 1",
                     "ended with 1: Invalid argument", id="complaint before the last line"),
        pytest.param("printf 'bye\\033[2J' >&2; exit 3", r"ended with 3: bye\?\[2J", id="control characters"),
        pytest.param("exit 4", "ended with 4: it said nothing", id="no word"),
        pytest.param("kill -9 $$", "ended with -9", id="killed"),
    ],
)  # fmt: skip
def test_what_it_complained_of_is_one_line(body: str, said: str, tmp_path: Path) -> None:
    """The error carries the first complaint, without ffmpeg's prefixes and without control characters."""
    with pytest.raises(ffmpeg.FfmpegFailed, match=said) as caught:
        ffmpeg.run(fake(tmp_path, body), [])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("mode", [pytest.param(0o755, id="not a program"), pytest.param(0o644, id="not executable")])
def test_what_cannot_start_is_named(mode: int, tmp_path: Path) -> None:
    """A file that is no program is an error with its path, not a traceback."""
    program = tmp_path / "ffmpeg"
    program.write_bytes(b"\x7fELF nothing")
    program.chmod(mode)
    with pytest.raises(EngineFailed, match=f"cannot be started: {program}"):
        ffmpeg.run(str(program), [])


def test_a_full_disk_is_no_fault_of_ffmpegs() -> None:
    """When ffmpeg has no room for its file, the error is the disk's, and says where to look."""
    silence = ["-f", "lavfi", "-i", "anullsrc=r=44100:cl=mono", "-t", "9", "-f", "wav", "-y", "/dev/full"]
    with pytest.raises(CannotWrite, match=r"No space left.*TMPDIR"):
        ffmpeg.run(ffmpeg.find(), silence)
