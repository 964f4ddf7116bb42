"""Unit files where systemd looks for them, and systemctl to start and stop what they say."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.cli.install.units import is_ours, list_start_calls, list_stop_calls
from briefing.lib.files import write_whole
from briefing.model.errors import CannotWrite, Faulty, Usage


@dataclass(frozen=True, slots=True)
class Systemd:
    """Where units lie: `folder`; `own` when they are a user's and not the system's; `running` when systemd runs here."""

    folder: Path
    own: bool
    running: bool

    def there(self, name: str, config: Path) -> dict[str, str]:
        """Return the units of that name that are ours, by file name; raises Usage for one that is not."""
        found = {}
        for file in (self.folder / f"{name}.service", self.folder / f"{name}.timer"):
            if os.path.lexists(file):
                text = _read(file)
                if not is_ours(text, config):
                    raise Usage(str(file), f"is not ours for {config} and was left alone", hint="--name another, or remove it")
                found[file.name] = text
        return found

    def install(self, old: Mapping[str, str], new: Mapping[str, str]) -> list[list[str]]:
        """Put the new units in the place of the old and start them; returns the calls that are left for a person to type.

        Raises Usage without systemctl, Faulty when systemd does not take the units (nothing is changed then), CannotWrite.
        """
        self._need_systemctl()
        self._verify(new)
        left = self._calls([["disable", "--now", unit] for unit in list_stop_calls(old, new)])
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(str(self.folder), "cannot be made", error.strerror or str(error)) from error
        for name, text in new.items():
            write_whole(self.folder / name, text.encode())
            if _read(self.folder / name) != text:
                raise CannotWrite(str(self.folder / name), "is not what was written")
        self._remove([name for name in old if name not in new])
        begin = [call for unit in list_start_calls(new) for call in (["enable", unit], ["restart", unit])]
        return left + self._calls([["daemon-reload"], *begin])

    def uninstall(self, old: Mapping[str, str]) -> list[list[str]]:
        """Stop and remove units; returns the calls that are left for a person to type; raises as `install` does."""
        self._need_systemctl()
        left = self._calls([["disable", "--now", unit] for unit in list_start_calls(old)])
        self._remove(list(old))
        return left + self._calls([["daemon-reload"]])

    def _calls(self, calls: list[list[str]]) -> list[list[str]]:
        """Make calls of systemctl, or return them when systemd does not run here."""
        whole = [["systemctl", *(["--user"] if self.own else []), *call] for call in calls]
        if not self.running:
            return whole
        for call in whole:
            ended = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603  # our own words, no shell
            if ended.returncode:
                raise CannotWrite(shlex.join(call), "was refused", ended.stderr.strip() or f"exit {ended.returncode}")
        return []

    def _remove(self, names: list[str]) -> None:
        for name in names:
            try:
                (self.folder / name).unlink()
            except OSError as error:
                raise CannotWrite(str(self.folder / name), "cannot be removed", error.strerror or str(error)) from error

    def _verify(self, texts: Mapping[str, str]) -> None:
        analyze = shutil.which("systemd-analyze")
        if not analyze or (self.own and "XDG_RUNTIME_DIR" not in os.environ):  # it cannot look at a person's units without
            return
        with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
            for name, text in texts.items():
                (Path(folder) / name).write_text(text, "utf-8")
            files = [str(Path(folder) / name) for name in texts]
            scope = "--user" if self.own else "--system"
            call = [analyze, "verify", scope, "--man=no", *files]
            ended = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603  # our own words, no shell
            if ended.returncode:
                raise Faulty("systemd-analyze verify", "does not take the units", " ".join(ended.stderr.split()))

    def _need_systemctl(self) -> None:
        if not shutil.which("systemctl"):
            raise Usage("systemctl", "there is no such program here", hint="use `briefing install cron` or `briefing schedule`")


def find_systemd(own: bool) -> Systemd:
    """Return where the units of this machine are, or those of the user who calls."""
    if not own:
        return Systemd(Path("/etc/systemd/system"), own, Path("/run/systemd/system").is_dir())
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return Systemd(settings / "systemd" / "user", own, bool(runtime) and Path(runtime or "", "systemd").is_dir())


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise CannotWrite(str(file), "cannot be read", error.strerror or str(error)) from error
