"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefing.languages import load_language
from briefing.model.language import Language

settings.register_profile("usual", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
settings.load_profile("usual")
# A chance failure belongs on a developer's desk, not between a change and main.
settings.register_profile("ci", settings.get_profile("usual"), derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --update-golden."""
    parser.addoption("--update-golden", action="store_true", help="write what golden tests find, instead of comparing")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what runs only when -m names it: the simulated year, and rows that would make the suite too long."""
    asked = config.getoption("markexpr") or ""
    unnamed = [mark for mark in ("year", "thorough") if mark not in asked]
    out = [item for item in items if any(item.get_closest_marker(mark) for mark in unnamed)]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in set(out)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what --update-golden changed; here, since what a test prints itself is lost when processes share the work."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "golden":
                terminalreporter.write_line(f"\n{value}")


SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"


@pytest.fixture
def shared() -> Path:
    """The folder of real feeds and news beside the checkout; skips where there is none."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real feeds and news is not on this machine")
    return SHARED.resolve()


@pytest.fixture
def no_reader() -> None:
    """No reader of feeds waits that an earlier test has left, so that processes can be counted."""
    from tests.support.fast import READER

    READER.close()


@pytest.fixture
def english() -> Language:
    """The English language pack."""
    return load_language("en")
