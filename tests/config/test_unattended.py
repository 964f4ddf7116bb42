"""The keys of an unattended show: when, for how long, with which voice, and who is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing.config.effective import render_effective
from briefing.config.values import Retention
from briefing.model.show import Notify, VoiceChoice
from tests.config.reading import config, mistakes, show

SPAN = "must be a span from 10m to 30d, such as 90m, 6h or 2d, not"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("skip: [2026-13-01]", "3:12: shows.a.skip[0]: must be a day such as 2026-12-25, not '2026-13-01'",
                     id="month 13"),
        pytest.param("skip: [christmas]", "3:12: shows.a.skip[0]: must be a day such as 2026-12-25, not 'christmas'", id="a word"),
        pytest.param("catch_up: latst", "3:15: shows.a.catch_up: must be 'latest', 'all' or 'none', not 'latst'; "
                     "did you mean 'latest'?", id="catch_up misspelt"),
        pytest.param("give_up_after: 24", "3:20: shows.a.give_up_after: must be text, not 24; put it in quotes", id="no unit"),
        pytest.param("give_up_after: 5m", f"3:20: shows.a.give_up_after: {SPAN} '5m'", id="too short"),
        pytest.param("give_up_after: 31d", f"3:20: shows.a.give_up_after: {SPAN} '31d'", id="too long"),
        pytest.param("fallback: {engine: pyttsx3, name: klaus}", "3:39: shows.a.fallback.name: pyttsx3 has no voice 'klaus'",
                     id="fallback"),
        pytest.param("fallback: {engine: pyttsx4}", "3:24: shows.a.fallback.engine: no such voice engine: 'pyttsx4'; "
                     "did you mean 'pyttsx3'?", id="fallback's engine"),
        pytest.param("fallback: {engine: mute}", "3:5: shows.a.fallback.name: is missing: no voice of mute is known to speak en-US",
                     id="fallback that speaks another language"),
        pytest.param("notify: {ping: ftp://example.org}", "3:20: shows.a.notify.ping: must be an address that begins with http:// "
                     "or https://, not 'ftp://example.org'", id="ping"),
        pytest.param("notify: {mail: me}", "3:14: shows.a.notify.mail: unknown key; there are apprise, command, ping",
                     id="unknown way"),
    ],
)  # fmt: skip
def test_one_mistake_is_told_with_its_place(tmp_path: Path, line: str, expected: str) -> None:
    """Each key says what it must be, and where it is not."""
    assert mistakes(tmp_path, show(line)) == [f"feeds.yaml:{expected}"]


def test_retention_has_its_limits(tmp_path: Path) -> None:
    """Nothing that a run still needs may be thrown away by a number that is too small."""
    assert mistakes(tmp_path, f"retention: {{runs_days: 7}}\n{show()}") == [
        "feeds.yaml:1:24: retention.runs_days: must be at least 8, not 7"
    ]


def test_what_is_not_said_has_its_default(tmp_path: Path) -> None:
    """A show needs none of these keys."""
    found = config(tmp_path, show())
    one = found.shows[0]
    assert (one.skip, one.catch_up, one.give_up_after, one.fallback, one.notify) == ((), "latest", 24.0, None, Notify())
    assert found.retention == Retention()


def test_what_is_said_is_taken_and_shown_without_its_secrets(tmp_path: Path) -> None:
    """Values arrive as days, hours and voices; what `check` prints loads to the same again and shows `${NAME}` alone."""
    text = show(
        "skip: [2026-12-25]", "catch_up: all", "give_up_after: 90m", "fallback: {engine: tone, name: tone, rate: 150}",
        'notify: {apprise: ["ntfy://${TOPIC}"], command: [tell, "${TOPIC}"], ping: "https://hc.example/${TOPIC}/"}',
    )  # fmt: skip
    first = config(tmp_path, f"retention: {{clips_mb: 50}}\n{text}", {"TOPIC": "s3cret"})
    one = first.shows[0]
    assert (one.skip, one.catch_up, one.give_up_after) == ((date(2026, 12, 25),), "all", 1.5)
    assert one.fallback == VoiceChoice("tone", "tone", 150)
    assert one.notify == Notify(("ntfy://s3cret",), ("tell", "s3cret"), "https://hc.example/s3cret")
    assert first.retention == Retention(clips_mb=50)
    printed = render_effective(first)
    assert "s3cret" not in printed
    again = config(tmp_path, printed, {"TOPIC": "s3cret"})
    assert (again.shows, again.retention) == (first.shows, first.retention)
