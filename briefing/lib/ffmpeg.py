"""Running ffmpeg: finds the program and runs it with a deadline."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from briefing.model.errors import CannotWrite, EngineFailed

DEADLINE = 600.0
PREFIX = re.compile(r"^(\[[^\]]*\]\s*)+")
COMPLAINT = re.compile(r"error|invalid|missing|no such|out of range|no space|denied|unable|unknown|not found", re.IGNORECASE)
DISK_FULL = re.compile(
    "No space left on device|File too large|Disk quota exceeded|Read-only file system"
)  # as the C library says it
HINT = "install ffmpeg with libmp3lame, or `pip install imageio-ffmpeg`"


class FfmpegFailed(EngineFailed):
    """Ffmpeg ran and reported a failure: more often its input is wrong than ffmpeg itself."""


@dataclass(frozen=True, slots=True)
class Output:
    """Output of ffmpeg: bytes from its standard output, text from its standard error."""

    data: bytes
    log: str


def find(path: str | None = None) -> str:
    """Return a usable ffmpeg: the first on `path` (default: PATH), else the one in imageio-ffmpeg's wheel.

    Raises EngineFailed when there is neither.
    """
    system = shutil.which("ffmpeg", path=path)
    if system and _is_usable(system):
        return system
    bundled = _find_bundled()
    if bundled:
        return bundled
    raise EngineFailed("ffmpeg", "there is none that works", f"{system} cannot make MP3" if system else "none on PATH", HINT)


def run(program: str, arguments: list[str], *, deadline: float = DEADLINE) -> Output:
    """Run ffmpeg for at most `deadline` seconds.

    Raises EngineFailed when it cannot start or takes longer, CannotWrite when it had no room, FfmpegFailed when it reports
    another failure; ffmpeg never outlives the call.
    """
    command = [program, "-hide_banner", "-nostdin", "-nostats", *arguments]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=deadline, check=False)  # noqa: S603  # a list, no shell
    except subprocess.TimeoutExpired as error:
        raise EngineFailed("ffmpeg", f"did not finish within {deadline:g} s", program) from error
    except OSError as error:
        raise EngineFailed("ffmpeg", "cannot be started", f"{program}: {error.strerror}", HINT) from error
    log = done.stderr.decode("utf-8", "replace")
    if done.returncode and DISK_FULL.search(log):
        raise CannotWrite(
            "ffmpeg", "could not write its file", extract_cause(log), "look at the free space of the folder TMPDIR names"
        )
    if done.returncode:
        raise FfmpegFailed("ffmpeg", f"ended with {done.returncode}", extract_cause(log))
    return Output(data=done.stdout, log=log)


def extract_cause(log: str) -> str:
    """Return the first complaint of ffmpeg, else the last line of its log, in one line of at most 200 characters."""
    lines = [PREFIX.sub("", line).strip() for line in log.splitlines() if line.strip()]
    said = next((line for line in lines if COMPLAINT.search(line)), lines[-1] if lines else "it said nothing")
    return "".join(c if c.isprintable() else "?" for c in said)[:200]


def _is_usable(program: str) -> bool:
    """Return whether it limits, measures and encodes a moment of silence; before 4.4 ebur128 changed the rate to 48 kHz."""
    try:
        _check_usable(program, Path(program).stat().st_mtime_ns)
    except (EngineFailed, OSError):
        return False
    return True


@lru_cache(8)  # a run asks several times, a daemon for months; a failure is not kept, since it may pass
def _check_usable(program: str, modified: int) -> None:
    """Raise EngineFailed unless a program, last modified at so many nanoseconds, makes MP3 at the rate it was given."""
    silence = ["-f", "lavfi", "-i", "anullsrc=r=44100:cl=mono", "-t", "0.1"]
    chain = ["-af", "alimiter,ebur128=framelog=verbose", "-c:a", "libmp3lame", "-f", "framecrc", "pipe:1"]
    if b"#sample_rate 0: 44100" not in run(program, silence + chain, deadline=20).data:
        raise EngineFailed("ffmpeg", "does not keep the rate of the sound", program, HINT)


def _find_bundled() -> str:
    """Return the ffmpeg of the wheel, or ""; importing the package would run it (0.2 s) to test it."""
    spec = find_spec("imageio_ffmpeg")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for file in sorted(Path(folder, "binaries").glob("ffmpeg-*")):
            if file.is_file() and os.access(file, os.X_OK):
                return str(file)
    return ""
