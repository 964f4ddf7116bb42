"""Spool file for alerts sent while the database is unavailable, so that none is sent twice."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from briefing.lib.files import write_file
from briefing.lib.permissions import FILE
from briefing.model import codec
from briefing.model.alert import Alert
from briefing.model.errors import BriefingError

LARGEST = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class _Page:
    troubles: tuple[Alert, ...]


def _find_folder() -> Path:
    """Return the folder that systemd keeps for a service, since its folder for temporary files lasts one run; else that one."""
    return Path(os.environ.get("STATE_DIRECTORY", "").split(":")[0] or tempfile.gettempdir())


class AlertSpool:
    """An AlertMemory (`briefing.monitoring.notifier`) in a file outside the workspace, of one user and one workspace.

    What cannot be kept is told again: too often is better than never.
    """

    def __init__(self, output: Path, folder: Path | None = None) -> None:
        name = sha256(os.fsencode(output.absolute())).hexdigest()[:16]
        self._file = (folder or _find_folder()) / f"briefing-{os.getuid()}-{name}.json"

    def list_alerts(self) -> Sequence[Alert]:
        """Return the alerts on record; a file that is not this user's own, or cannot be read, holds none."""
        try:
            descriptor = os.open(self._file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(descriptor, "rb") as file:
                found = os.fstat(descriptor)
                if not stat.S_ISREG(found.st_mode) or found.st_uid != os.getuid():
                    return ()
                return codec.loads(file.read(LARGEST), _Page, subject=str(self._file)).troubles
        except (OSError, BriefingError):
            return ()

    def save_alerts(self, kept: Iterable[Alert], gone: Iterable[str]) -> None:
        """Keep these, and forget those with the keys `gone`."""
        known = {trouble.key: trouble for trouble in (*self.list_alerts(), *kept)}
        for key in gone:
            known.pop(key, None)
        try:
            if not known:
                self._file.unlink(missing_ok=True)
                return
            text = codec.dumps(_Page(tuple(known.values())))
            write_file(self._file, text.encode(), mode=FILE, keep_mode=False, unique=True)  # the folder may belong to any user
        except OSError:
            return
