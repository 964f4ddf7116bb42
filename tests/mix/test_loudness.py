"""Which gain and ceiling bring a sound to the target loudness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.mix import loudness as level
from briefing.model.sound import Loudness


@pytest.mark.parametrize(
    ("lufs", "peak", "right"),
    [
        pytest.param(-16.0, -1.5, True, id="in the middle"),
        pytest.param(-17.0, -1.0, True, id="soft and peaky, just"),
        pytest.param(-15.0, -9.0, True, id="loud, just"),
        pytest.param(-17.1, -1.5, False, id="too soft"),
        pytest.param(-14.9, -1.5, False, id="too loud"),
        pytest.param(-16.0, -0.9, False, id="peak too high"),
    ],
)
def test_the_house_level(lufs: float, peak: float, right: bool) -> None:
    """Right is -16 LUFS give or take 1, and a true peak of at most -1 dBTP."""
    assert level.is_on_target(Loudness(lufs, peak)) is right


def test_what_lame_takes_is_given_first() -> None:
    """The gain aims 0.45 dB over the target, which LAME takes away again."""
    assert level.choose_first_level(-21.0).gain == pytest.approx(5.45)


@pytest.mark.parametrize("back", [pytest.param(share, id=f"limiter takes back {share:.0%}") for share in (0.0, 0.25, 0.5, 0.6)])
def test_a_rehearsal_comes_close(back: float) -> None:
    """Whether the limiter takes back nothing or most of each dB, one rehearsal lands within the tolerance."""

    def heard(gain: float) -> float:
        """A voice at -21 LUFS whose limiter begins to work after 4 dB of gain."""
        return -21.0 + gain - back * max(0.0, gain - 4.0)

    first = level.choose_first_level(-21.0)
    second = level.adjust_to_trial(first, heard(first.gain))
    assert abs(heard(second.gain) - level.LAME_LOSS - level.TARGET_LUFS) < level.TOLERANCE / 2


def test_a_peak_too_high_lowers_the_ceiling() -> None:
    """The ceiling goes down by what the peak was over and 0.3 dB; loudness that was right keeps its gain."""
    after = level.adjust_to_decoded(level.Level(5.0, -1.8), Loudness(-16.0, -0.6))
    assert after.gain == 5.0
    assert after.ceiling == pytest.approx(-2.5)


def test_a_limiter_that_holds_too_long_lets_go_sooner() -> None:
    """Where the sound stayed too soft the release is shortened each time, but never below 2 ms; a sound too loud keeps it."""
    setting = level.Level(20.0)
    releases = []
    for _ in range(4):
        setting = level.adjust_to_decoded(setting, Loudness(-18.0, -1.8))
        releases.append(setting.release)
    assert releases == [12.5, 3.125, 2.0, 2.0]
    assert level.adjust_to_decoded(level.Level(20.0), Loudness(-14.0, -1.8)).release == 50.0


@given(gain=st.floats(-30, 40), lufs=st.floats(-40, -5), peak=st.floats(-20, 3))
def test_corrections_go_the_right_way(gain: float, lufs: float, peak: float) -> None:
    """Too soft is raised, too loud is lowered, and no ceiling ever rises."""
    before = level.Level(gain)
    after = level.adjust_to_decoded(before, Loudness(lufs, peak))
    assert (after.gain - before.gain) * (level.TARGET_LUFS - lufs) >= 0
    assert after.ceiling <= before.ceiling


def test_silence_is_not_raised() -> None:
    """Below -50 LUFS there is nothing to hear; soft speech is not silence."""
    assert level.is_silent(-70.0)
    assert not level.is_silent(-45.0)
