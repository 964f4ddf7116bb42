"""Stand-ins for the machine's schedulers, and the real crontab of a user made for the test."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.install.places import script

# Does what Debian's crontab does with -l and -, in a file beside it.
FAKE = """
table="$0.table"
case "$1" in
  -l) if test -e "$table"; then cat "$table"; else echo "no crontab for somebody" >&2; exit 1; fi ;;
  -) cat >"$0.new"
     if test -s "$0.new" && test -n "$(tail -c 1 "$0.new")"; then echo "missing newline before EOF" >&2; exit 1; fi
     mv "$0.new" "$table" ;;
esac
"""


@pytest.fixture(params=["real", "fake"])
def crontab(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A `crontab` that PATH finds first: Debian's for a user of its own, or a script that does the same."""
    program = tmp_path / "programs" / "crontab"
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    if request.param == "fake":
        yield script(program, FAKE)
        return
    real = shutil.which("crontab")
    if not real or not shutil.which("useradd") or os.geteuid():
        pytest.skip("needs the program crontab, and root to make a user for it")
    name = f"briefingtest{os.getpid()}"
    subprocess.run(["useradd", "--system", "--no-create-home", name], check=True, capture_output=True)
    try:
        yield script(program, f'exec {real} -u {name} "$@"')
    finally:
        subprocess.run([real, "-u", name, "-r"], check=False, capture_output=True)
        subprocess.run(["userdel", name], check=True, capture_output=True)


@pytest.fixture
def systemctl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A running manager of a person's units: a systemctl that writes down its calls; returns where."""
    calls = tmp_path / "calls"
    script(tmp_path / "programs" / "systemctl", f'echo "$@" >>"{calls}"')
    (tmp_path / "runtime" / "systemd").mkdir(parents=True)
    monkeypatch.setenv("PATH", f"{tmp_path / 'programs'}:{os.environ['PATH']}")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return calls
