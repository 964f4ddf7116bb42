"""`briefing install` and `briefing uninstall` at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.cli import shell
from tests.cli.install.places import script
from tests.support.newsroom import feeds_yaml

UNITS = "settings/systemd/user"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A feeds.yaml in the folder one stands in."""
    folder = tmp_path / "it's 100% news"
    folder.mkdir()
    (folder / "ledger.xml").touch()
    monkeypatch.chdir(folder)
    return feeds_yaml(folder, [{"path": "ledger.xml", "name": "Valley Ledger"}])


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Run a command that ends with this code; returns what it said on stdout and stderr."""
    assert shell(list(arguments)) == code
    shown = capsys.readouterr()
    return shown.out + shown.err


def test_a_crontab_gets_the_lines_and_loses_them(config: Path, crontab: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Shown, nothing changes; written twice, the lines stand there once; taken out, the crontab is as before."""
    from briefing.cli.install.crontab import Crontab

    Crontab().replace("", "# mine\n")
    shown = said(capsys, "install", "cron")
    assert Crontab().read() == "# mine\n"
    for _ in range(2):
        said(capsys, "install", "cron", "--write")
        assert Crontab().read() == "# mine\n" + shown
    said(capsys, "install", "cron", "--every", "30", "--write")
    assert Crontab().read() == "# mine\n" + shown.replace("*/10", "*/30")
    config.write_text("broken: [", "utf-8")  # what is broken can still be taken away
    assert "--write does it" in said(capsys, "uninstall", "cron")
    assert "*/30" in Crontab().read()
    said(capsys, "uninstall", "cron", "--write")
    assert Crontab().read() == "# mine\n"
    assert "was written by Briefing" in said(capsys, "uninstall", "cron", "--write")


@pytest.mark.parametrize("command", ["cron", "systemd"])
def test_a_wrong_feeds_yaml_is_told_first(command: str, config: Path, systemctl: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is installed for a feeds.yaml that no run could read."""
    config.write_text(config.read_text("utf-8").replace("minutes:", "minuets:"), "utf-8")
    assert "did you mean 'minutes'?" in said(capsys, "install", command, "--write", code=78)
    assert not systemctl.exists()


def test_a_secret_comes_from_the_file_beside(
    config: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What feeds.yaml takes from the environment may stand in secrets.env, and is not shown."""
    config.write_text(config.read_text("utf-8").replace("title: The Morning", "title: ${HUSH} Morning"), "utf-8")
    said(capsys, "install", "cron", code=78)
    monkeypatch.setenv("HUSH", "")  # so that it is put back afterwards
    (config.parent / "secrets.env").write_text("HUSH='hunter two'\n", "utf-8")
    assert "hunter" not in said(capsys, "install", "cron") + said(capsys, "install", "systemd")


def test_minutes_that_do_not_divide_the_hour_are_refused(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every 7 minutes would be four minutes at the hour; the times that work are named."""
    assert "take one of 1, 2, 3" in said(capsys, "install", "cron", "--every", "7", code=64)


def test_units_are_put_started_replaced_and_removed(
    config: Path, systemctl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Shown first; then timer, then daemon in its place, then nothing: systemctl is told at each step, and no file stays."""
    shown = said(capsys, "install", "systemd", "--user")
    assert not systemctl.exists()
    said(capsys, "install", "systemd", "--user", "--write")
    files = {file.name: file.read_text("utf-8") for file in (tmp_path / UNITS).iterdir()}
    assert set(files) == {"briefing.service", "briefing.timer"}
    assert all(text in shown for text in files.values())
    assert calls(systemctl) == ["daemon-reload", "enable briefing.timer", "restart briefing.timer"]
    said(capsys, "install", "systemd", "--user", "--daemon", "--write")
    assert [file.name for file in (tmp_path / UNITS).iterdir()] == ["briefing.service"]
    assert calls(systemctl) == [
        "disable --now briefing.timer",
        "daemon-reload",
        "enable briefing.service",
        "restart briefing.service",
    ]
    config.unlink()
    assert "briefing.service" in said(capsys, "uninstall", "systemd", "--user")
    assert not systemctl.exists()
    said(capsys, "uninstall", "systemd", "--user", "--write")
    assert calls(systemctl) == ["disable --now briefing.service", "daemon-reload"]
    assert list((tmp_path / UNITS).iterdir()) == []


def calls(file: Path) -> list[str]:
    """Return the calls of systemctl since the last look."""
    text = file.read_text("utf-8")
    file.unlink()
    assert all(line.startswith("--user ") for line in text.splitlines())
    return [line.removeprefix("--user ") for line in text.splitlines()]


@pytest.mark.parametrize("command", ["install", "uninstall"])
@pytest.mark.parametrize("file", ["briefing.service", "briefing.timer"])
def test_a_unit_that_is_not_ours_stays(
    command: str, file: str, config: Path, systemctl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file without our mark, or a masked unit, is neither overwritten nor removed, and nothing else is done."""
    foreign = tmp_path / UNITS / file
    foreign.parent.mkdir(parents=True)
    foreign.symlink_to("/dev/null")
    for _ in range(2):
        assert "is not ours" in said(capsys, command, "systemd", "--user", "--write", code=64)
        assert [one.name for one in foreign.parent.iterdir()] == [file]
        foreign.unlink()
        foreign.write_text("[Unit]\nDescription=mine\n", "utf-8")
    assert not systemctl.exists()
    assert said(capsys, command, "systemd", "--user", "--write", "--name", "news")


def test_where_systemd_does_not_run_the_calls_are_left_to_type(
    config: Path, systemctl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The units are put in place, and what is to be typed later is said."""
    (tmp_path / "runtime" / "systemd").rmdir()
    text = said(capsys, "install", "systemd", "--user", "--write")
    assert "systemctl --user daemon-reload\nsystemctl --user enable briefing.timer" in text
    assert (tmp_path / UNITS / "briefing.timer").is_file()
    assert not systemctl.exists()


def test_a_refusal_of_systemctl_is_handed_on(
    config: Path, systemctl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What systemctl said is in the line, and the exit code tells a machine that refuses."""
    script(tmp_path / "programs" / "systemctl", "echo 'Access denied' >&2; exit 4")
    assert "was refused: Access denied" in said(capsys, "install", "systemd", "--user", "--write", code=73)


def test_without_systemctl_it_says_what_else_there_is(
    config: Path, systemctl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No systemctl: nothing is written, and the hint names the other ways."""
    monkeypatch.setenv("PATH", "/nowhere")
    assert "briefing install cron" in said(capsys, "install", "systemd", "--user", "--write", code=64)
    assert not (tmp_path / UNITS).exists()
