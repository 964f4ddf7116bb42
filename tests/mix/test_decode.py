"""An MP3 decoded and measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.lib.decode import measure_mp3
from briefing.model.errors import EngineFailed, Faulty
from briefing.model.sound import Encoded
from tests.mix.programs import fake


def test_bytes_and_file_measure_alike(encoded: Encoded, tmp_path: Path) -> None:
    """An MP3 in memory and the same in a file have the same samples, rate, channels and loudness."""
    file = tmp_path / "a b'%d.mp3"
    file.write_bytes(encoded.mp3)
    heard = measure_mp3(file)
    assert heard == measure_mp3(encoded.mp3)
    assert (heard.samples, heard.rate, heard.channels, heard.loudness) == (encoded.samples, 44_100, 1, encoded.loudness)
    assert heard.seconds == 4.0


def test_a_file_cut_in_half_is_heard_to_be_shorter(encoded: Encoded) -> None:
    """Half a file decodes to half the time, whatever its header promises."""
    assert measure_mp3(encoded.mp3[: len(encoded.mp3) // 2]).seconds == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda mp3: b"", id="empty"),
        pytest.param(lambda mp3: b"<html>404</html>" * 100, id="not an MP3"),
        pytest.param(lambda mp3: mp3[:20_000] + bytes(2_000) + mp3[22_000:], id="a hole"),
    ],
)
def test_damage_is_found(damage: object, encoded: Encoded) -> None:
    """What does not decode from beginning to end without error is faulty."""
    assert callable(damage)
    with pytest.raises(Faulty, match="MP3: does not decode: "):
        measure_mp3(damage(encoded.mp3))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is an error with its name."""
    with pytest.raises(Faulty, match=r"gone\.mp3: does not decode"):
        measure_mp3(tmp_path / "gone.mp3")


@pytest.mark.parametrize(
    ("body", "deadline", "error", "said"),
    [
        pytest.param("exit 0", 60, Faulty, "decodes to nothing", id="writes nothing"),
        pytest.param(
            "printf '#sample_rate 0: 9\\n0, 0, 0, 100, 200, 0x0\\n'", 60, EngineFailed, "did not measure", id="no loudness"
        ),
        pytest.param("exec sleep 60", 0.5, EngineFailed, "did not finish", id="hangs"),
    ],
)
def test_an_ffmpeg_that_says_too_little_is_not_believed(
    body: str, deadline: float, error: type[Exception], said: str, tmp_path: Path
) -> None:
    """Without samples, without loudness or without an end there is no measurement."""
    with pytest.raises(error, match=said):
        measure_mp3(b"any", fake(tmp_path, body), deadline=deadline)
