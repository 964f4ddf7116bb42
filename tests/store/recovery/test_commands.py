"""`briefing state`, as a person uses it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from briefing.cli import shell
from briefing.store.locks import FileLease
from tests.store.recovery.house import DATABASE, copy, half, now


class Desk:
    """A person at the command line, in a workspace with two mornings."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.state = folder / "output/state"
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        """Give a command; returns its exit code, what it printed, and what it said beside."""
        self._capsys.readouterr()
        code = shell(["state", *arguments])
        told = self._capsys.readouterr()
        return code, told.out, told.err


@pytest.fixture
def desk(tmp_path: Path, house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A command line in a copy of the workspace."""
    folder = copy(house, tmp_path)
    (folder / "clock").write_text(now(1), "utf-8")
    monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(folder / "clock"))
    monkeypatch.chdir(folder)
    return Desk(folder, capsys)


def forget(desk: Desk) -> None:
    """Let the database forget what was published."""
    with closing(sqlite3.connect(desk.folder / DATABASE)) as connection:
        for table in ("episodes", "aired", "runs"):
            connection.execute(f"DELETE FROM {table}")
        connection.commit()


def test_a_backup_is_whole_and_never_over_another(desk: Desk) -> None:
    """It is named on stdout; a file that is there is left alone."""
    code, out, _ = desk("backup")
    assert (code, out) == (0, f"{desk.state}/backups/briefing-2026-11-23T040500Z.db\n")
    code, _, said = desk("backup", out.strip())
    assert (code, "is there already" in said) == (64, True)
    assert desk("backup", "elsewhere.db")[:2] == (0, "elsewhere.db\n")


def test_restoring_takes_up_what_was_published_since(desk: Desk) -> None:
    """From a backup that knows nothing, everything in the site is known again, and the present database is kept aside."""
    whole = (desk.folder / DATABASE).read_bytes()
    forget(desk)
    desk("backup", "empty.db")
    (desk.folder / DATABASE).write_bytes(whole)
    code, out, said = desk("restore", "empty.db")
    assert (code, out) == (0, "empty.db\n")
    assert "2 published episodes" in said
    assert desk("check")[:2] == (0, "sound\n")
    assert len(list((desk.state / "damaged").glob("*.db"))) == 1


def test_restoring_waits_for_no_run(desk: Desk) -> None:
    """While a run is at work it is refused with 75, and nothing is changed."""
    desk("backup")
    before = (desk.folder / DATABASE).read_bytes()
    with FileLease(desk.state / "locks").hold("morning-2026-11-23"):
        code, _, said = desk("restore", "--newest")
    assert (code, said) == (75, "morning-2026-11-23: is at work: stop the schedule, wait for its run, then restore\n")
    assert (desk.folder / DATABASE).read_bytes() == before


def test_a_backup_that_cannot_be_used(desk: Desk) -> None:
    """A damaged one, none at all, a foreign one and two wishes at once are refused, and the database stays."""
    before = (desk.folder / DATABASE).read_bytes()
    assert desk("restore", "--newest")[0] == 66
    assert desk("restore", "missing.db")[0] == 66
    assert desk("restore")[0] == desk("restore", "a.db", "--newest")[0] == 64
    desk("backup", "damaged.db")
    half(Path("damaged.db"))
    assert desk("restore", "damaged.db")[0] == 65
    with closing(sqlite3.connect("foreign.db")) as connection:
        connection.execute("CREATE TABLE theirs (a)")
        connection.commit()
    code, _, said = desk("restore", "foreign.db")
    assert (code, "another program's" in said) == (65, True)
    assert (desk.folder / DATABASE).read_bytes() == before


def test_a_check_names_what_does_not_agree(desk: Desk) -> None:
    """A lost MP3, a folder that is not known, damage: each is said, the code is 65, and nothing is changed."""
    assert desk("check")[:2] == (0, "sound\n")
    mp3 = desk.folder / "output/site/morning/2026-11-22/morning-2026-11-22.mp3"
    mp3.unlink()
    assert desk("check")[:2] == (
        65,
        "morning-2026-11-22: morning-2026-11-22.mp3 is not in the site\n1 fault\n",
    )
    forget(desk)
    code, out, _ = desk("check")
    assert (code, out.count("the database does not know it")) == (65, 2)
    half(desk.folder / DATABASE)
    before = (desk.folder / DATABASE).read_bytes()
    code, out, _ = desk("check")
    assert (code, "is damaged" in out) == (65, True)
    assert (desk.folder / DATABASE).read_bytes() == before


def test_check_moves_no_database_on(desk: Desk) -> None:
    """A database of an older version is named, and left as it is: moving it on, with a backup before, is a run's work."""
    with closing(sqlite3.connect(desk.folder / DATABASE)) as database:
        database.execute("UPDATE alembic_version SET version_num = '0002'")
        database.execute("DROP TABLE feeds")
        database.commit()
    before = (desk.folder / DATABASE).read_bytes()
    code, _, said = desk("check")
    assert (code, "an older version wrote it: the next run upgrades it" in said) == (78, True), said
    assert (desk.folder / DATABASE).read_bytes() == before
