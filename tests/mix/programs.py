"""Small executables that stand for an ffmpeg with a fault."""

from __future__ import annotations

import os
from pathlib import Path


def fake(folder: Path, body: str, name: str = "ffmpeg") -> str:
    """Write a shell script that is executable, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    return os.fspath(program)
