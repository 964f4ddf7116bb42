"""Runs a program that may hang: for so long and no longer, and without a shell."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: what it wrote, and in words what was wrong, or nothing."""

    output: bytes
    wrong: str


def run_process(
    arguments: Sequence[str], said: bytes, environment: Mapping[str, str], *, within: float, heard: bool = False
) -> Ended:
    """Run a program with `said` on its standard input, for `within` seconds; then it is killed with all that it started.

    What it writes is thrown away unless it is `heard`. Never raises for what the program does.
    """
    try:
        child = subprocess.Popen(  # noqa: S603  # the producer's own command, or ours
            list(arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE if heard else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True, env=dict(environment),
        )  # fmt: skip
    except OSError as error:
        return Ended(b"", f"cannot be started: {error.strerror or error}")
    except ValueError:  # a NUL, or half a character
        return Ended(b"", "cannot be started: an argument holds what no program can be given")
    try:
        output, _ = child.communicate(said, timeout=within)
    except subprocess.TimeoutExpired:
        _kill(child)
        output, _ = child.communicate()
        return Ended(output or b"", f"took longer than {within:g} s")
    except BaseException:
        _kill(child)
        raise
    return Ended(output or b"", _explain_failure(child.returncode))


def _kill(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _explain_failure(code: int) -> str:
    if code < 0:
        return f"was ended by signal {-code}"
    return f"ended with exit code {code}" if code else ""
