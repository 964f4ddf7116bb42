"""What every change must pass: how it is called."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / ".ci" / "run"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["engine"], id="no such part"),
        pytest.param([""], id="an empty one"),
        pytest.param(["engines", "scale"], id="two"),
        pytest.param(["--help"], id="an option"),
    ],
)
def test_what_is_no_part_is_refused(arguments: list[str]) -> None:
    """Nothing is begun, the usage is told, and the code is that of a wrong call."""
    ended = subprocess.run([RUN, *arguments], capture_output=True, text=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (64, "", "usage: .ci/run [engines|delivery|scale]\n")


def test_the_script_is_whole() -> None:
    """Bash reads it to its end, and every folder and file that it names is there."""
    subprocess.run(["bash", "-n", RUN], check=True)
    named = {word for word in RUN.read_text("utf-8").split() if word.startswith("tests/")}
    assert "tests/speak" in named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("part", ["engines", "delivery", "scale"])
def test_the_readme_names_each_part(part: str) -> None:
    """A part is said where the command of the tests is."""
    assert f"`.ci/run {part}`" in (ROOT / "README.md").read_text("utf-8")
