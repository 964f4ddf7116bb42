"""Files and folders for their owner alone: made so where they are missing; what exists keeps its mode."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

FOLDER, FILE = 0o700, 0o600


def make_folder(folder: Path, top: Path) -> None:
    """Make a folder where it is missing, from `top` down for its owner alone, above that as usual; raises OSError."""
    if folder.is_dir():
        return
    if top in folder.parents:
        make_folder(folder.parent, top)
    else:
        folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=FOLDER, exist_ok=True)


def make_file(file: Path) -> None:
    """Make an empty file for its owner alone, where there is none; raises OSError."""
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE))
