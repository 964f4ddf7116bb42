"""Whom to tell: addresses that show a secret are refused, the others are kept as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.reading import config, mistakes, show

HINT = "shows a secret: write ${NAME} there and set NAME in the environment"


@pytest.mark.parametrize(
    ("key", "address"),
    [
        pytest.param("ping", "https://me:hunter2@hc.example/x", id="a password"),
        pytest.param("ping", "https://hc.example/0f1e2d3c-aaaa-4bbb-8ccc-1234567890ab", id="a UUID"),
        pytest.param("ping", "https://hc.example/x?token=abc", id="a token by name"),
        pytest.param("apprise", "mailto://me:hunter2@mail.example", id="a password of mail"),
        pytest.param("apprise", "tgram://123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/5", id="a bot's token"),
        pytest.param("apprise", "slack://T1JJ3T3L2A1B2C3D4E5F6G7/x", id="a long token"),
    ],
)
def test_a_secret_in_sight_is_refused(tmp_path: Path, key: str, address: str) -> None:
    """It is named by its place and with the way out, and not shown."""
    value = f'"{address}"' if key == "ping" else f'["ntfy://mine", "{address}"]'
    (told,) = mistakes(tmp_path, show(f"notify: {{{key}: {value}}}"))
    where = "ping" if key == "ping" else "apprise[1]"
    assert told.startswith("feeds.yaml:3:")
    assert told.endswith(f"shows.a.notify.{where}: {HINT}")


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("ntfy://${TOPIC}", id="from the environment"),
        pytest.param("mailto://me:${PASS}@mail.example?to=you@mail.example", id="its password from the environment"),
        pytest.param("ntfy://desk@ntfy.example/morning-news-of-the-harbor", id="nothing secret"),
        pytest.param("tgram://${BOT}/${CHAT}", id="a token from the environment"),
        pytest.param("json://hooks.example/x?key=${KEY}", id="a key from the environment"),
    ],
)
def test_what_shows_no_secret_is_kept(tmp_path: Path, address: str) -> None:
    """The values are filled in."""
    environ = {"TOPIC": "t0pic", "PASS": "hunter2", "BOT": "123456789:AAHdqTcvCH1vGWJxfSeofSAs", "CHAT": "5", "KEY": "k3y"}
    (found,) = config(tmp_path, show(f'notify: {{apprise: ["{address}"]}}'), environ).shows[0].notify.apprise
    assert "${" not in found


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        pytest.param("https://hc.example/x/", "https://hc.example/x", id="a slash at the end"),
        pytest.param("https://hc.example/x?next=/", "https://hc.example/x?next=/", id="a slash of a query"),
    ],
)
def test_a_ping_keeps_its_query(tmp_path: Path, written: str, kept: str) -> None:
    """Only the slash after the path goes."""
    assert config(tmp_path, show(f'notify: {{ping: "{written}"}}')).shows[0].notify.ping == kept
