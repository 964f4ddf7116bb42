"""The examples that are more than a call: the operator's scripts and the foreign package, really done."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import wave
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, Example, examples
from tests.support.newsroom import briefing, feeds_yaml, rss
from tests.support.stories import entries

EARLY = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A folder with one published episode, and the program and Python where a shell finds them."""
    (tmp_path / "ledger.xml").write_bytes(rss("Valley Ledger", entries(0, 3, EARLY)))
    feeds_yaml(tmp_path, [{"path": "ledger.xml", "name": "Valley Ledger"}])
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, module in (("briefing", "-m briefing"), ("python3", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec {sys.executable} {module} "$@"\n', "utf-8")
        (programs / name).chmod(0o755)
    assert briefing(tmp_path, "run", "morning", real=True).returncode == 0
    return tmp_path


def sh(folder: Path, example: Example) -> str:
    """Run an example; returns what it wrote to stdout."""
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "BRIEFING_CLOCK_FILE": str(folder / "clock"),
    }
    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", example.text],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.mark.slow
def test_the_operators_scripts_back_up_restore_and_make_room(newsroom: Path) -> None:
    """After backup and restore the same episode is there and verified, and all is well; without its blobs nothing is lost."""
    backup, restore, clear = [example for example in examples("sh") if example.how == "run"]
    mp3 = newsroom / "output/site/morning/2026-11-22/morning-2026-11-22.mp3"
    before = mp3.read_bytes()
    sh(newsroom, backup)
    mp3.write_bytes(b"damaged")
    restored = sh(newsroom, restore)  # which ends with status, and its code with it
    assert ", 0 faults" in restored
    assert "Nothing needs attention." in restored
    assert mp3.read_bytes() == before
    blob = newsroom / "output/state/blobs/aa/old"
    blob.parent.mkdir(parents=True)
    blob.touch()
    os.utime(blob, (0, 0))
    sh(newsroom, clear)
    assert not blob.exists()
    assert "already published" in briefing(newsroom, "run", "morning", real=True).stdout


@pytest.mark.slow
def test_an_edition_goes_on_when_its_blobs_were_removed(newsroom: Path) -> None:
    """Blobs that went while an edition was under way are made again."""
    briefing(newsroom, "run", "morning", "--prepare", now="2026-11-23T04:05:00Z", process=True)
    for blob in (newsroom / "output/state/blobs").rglob("*"):
        if blob.is_file():
            blob.unlink()
    assert briefing(newsroom, "verify", "--site", process=True).returncode == 0
    assert briefing(newsroom, "run", "morning", now="2026-11-23T04:05:00Z", process=True).returncode == 0


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the package of docs/extending.md was installed by pip, without a network."""
    page = (ROOT / "docs" / "extending.md").read_text("utf-8")
    source, target = tmp_path_factory.mktemp("package"), tmp_path_factory.mktemp("installed")
    for name, text in re.findall(r"^`([\w.]+)`:\n\n```\w+\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        (source / name).write_text(text, "utf-8")
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check"]
    install = [sys.executable, "-m", "pip", "install", "--quiet", *offline, "--target", str(target), str(source)]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    return target


@pytest.fixture
def beside(foreign: Path, newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The newsroom, with the foreign package installed beside Briefing."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(foreign), str(ROOT))))
    return newsroom


@pytest.mark.slow
@pytest.mark.engines
def test_the_voice_of_the_docs_is_found_and_heard(beside: Path) -> None:
    """The package of docs/extending.md, installed, is listed as a voice and speaks a WAV that lasts its words."""
    example = next(example for example in examples("sh") if "--engine beep" in example.text)
    lines = [line.split() for line in example.text.splitlines()]
    listed = briefing(beside, *lines[0][1:], process=True)
    assert "English" in listed.stdout
    assert "beep" in listed.stdout
    said = briefing(
        beside,
        "voices",
        "--engine",
        "beep",
        "--language",
        "en",
        "--say",
        "One two three four five.",
        "-o",
        "beep.wav",
        process=True,
    )
    assert said.returncode == 0, said.stderr
    with wave.open(str(beside / "beep.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(5 * 60 / 165, abs=0.3)


@pytest.mark.slow
@pytest.mark.engines
def test_the_package_of_the_docs_makes_an_episode(beside: Path) -> None:
    """With its voice and its summarizer in feeds.yaml a whole episode is made, and verified."""
    config = beside / "feeds.yaml"
    text = config.read_text("utf-8").replace("{engine: tone, name: tone, rate: 165}", "{engine: beep, name: beep, rate: 165}")
    config.write_text(text.replace("    feeds:", "    summarizer: {engine: first, words: 40}\n    feeds:"), "utf-8")
    (beside / "ledger.xml").write_bytes(rss("Valley Ledger", entries(3, 6, EARLY.replace(day=23))))
    made = briefing(beside, "run", "morning", now="2026-11-23T04:05:00Z", process=True)
    assert made.returncode == 0, made.stderr
    verified = briefing(beside, "verify", "--site", process=True)
    assert verified.returncode == 0, verified.stdout
