"""Golden mornings: fixed feeds at fixed instants give the same rundown, script, chapters, transcript, pages and podcast feed.

`pytest tests/golden --update-golden` keeps what is found and prints what that changes; read it before committing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.golden.compare import difference, read, steady
from tests.golden.mornings import MORNINGS, Morning

GOLDEN = Path(__file__).parent
TESTS = GOLDEN.parent


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Morning], Path]:
    """Make a morning the first time it is asked for, once for all processes that share the work; returns its folder."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def make(morning: Morning) -> Path:
        folder, done = shared / f"morning-{morning.name}", shared / f"morning-{morning.name}.made"
        with FileLock(shared / f"morning-{morning.name}.lock"):
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)  # what a test that failed has left
                folder.mkdir()
                morning.make(folder)
                done.touch()
        return folder

    return make


@pytest.mark.parametrize(
    ("morning", "name"),
    [
        pytest.param(
            morning,
            name,
            id=f"{morning.name}/{name}",
            marks=[pytest.mark.slow] * morning.slow,
        )
        for morning in MORNINGS
        for name in morning.kept
    ],
)
def test_the_morning_is_as_it_was(
    made: Callable[[Morning], Path],
    morning: Morning,
    name: str,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    """Each file of each morning is, letter by letter, the one that is kept."""
    found = steady(read(made(morning) / morning.kept[name]))
    assert found, f"{morning.kept[name]} is missing or empty"
    kept = GOLDEN / morning.name / name
    change = difference(kept, found)
    if change and request.config.getoption("--update-golden"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(found.encode())
        record_property("golden", change)
    elif change:
        pytest.fail(f"{change}\n\nIs this what you wanted? pytest tests/golden --update-golden", pytrace=False)


def test_no_kept_file_is_left_without_a_test() -> None:
    """Each file in the mornings' folders is compared by the test above; one that no morning makes any more has to go."""
    kept = {f"{morning.name}/{name}" for morning in MORNINGS for name in morning.kept}
    there = {str(path.relative_to(GOLDEN)) for path in GOLDEN.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert there == kept


@pytest.mark.slow
@pytest.mark.thorough
def test_a_changed_letter_fails_and_updating_shows_and_mends_it(tmp_path: Path) -> None:
    """In a copy with one letter changed and a file too many two tests fail, one says what differs, and updating mends that."""
    copy = tmp_path / "tests"
    shutil.copytree(TESTS, copy, ignore=shutil.ignore_patterns("__pycache__", "test_[!m]*", "pictures"))
    golden = copy / "golden" / "empty-day" / "text.txt"
    right = golden.read_text("utf-8")
    golden.write_text(right.replace("no stories", "no storeys"), "utf-8")
    stray = golden.with_name("stray.txt")
    stray.touch()

    def ends(*options: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "pytest", "tests/golden", "-k", "empty-day or no_kept", "-p", "no:cacheprovider", *options]
        ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
        return ended.returncode, ended.stdout

    changed = "-There are no storeys in this edition.\n+There are no stories in this edition.\n"
    code, told = ends()
    assert (code, changed in told, "2 failed, 4 passed" in told) == (1, True, True), told
    stray.unlink()
    code, told = ends("--update-golden")
    assert (code, changed in told, golden.read_text("utf-8")) == (0, True, right), told


def test_the_docs_show_what_was_kept() -> None:
    """The example on docs/ranking.md is the table of a kept morning, letter by letter."""
    root = Path(__file__).resolve().parents[2]
    assert (root / "tests/golden/next-day/why.txt").read_text("utf-8") in (root / "docs/ranking.md").read_text("utf-8")
