"""The encoder and its fake, held to the same contract; and what only the real one can get wrong."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from briefing.lib import ffmpeg
from briefing.lib.decode import measure_mp3
from briefing.mix import loudness as level
from briefing.mix.encoder import FfmpegEncoder
from briefing.model.errors import EngineFailed, Faulty
from briefing.model.ports import Encoder
from briefing.model.sound import Encoded
from tests.mix.programs import fake
from tests.mix.sounds import samples, speech, wav
from tests.support.fakes.mix import FakeEncoder


@pytest.fixture(params=[pytest.param(FfmpegEncoder, id="ffmpeg"), pytest.param(FakeEncoder, id="fake")])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    """Each encoder there is."""
    made: Encoder = request.param()
    return made


@pytest.mark.parametrize(
    "rate",
    [
        *(pytest.param(rate, id=f"{rate} Hz") for rate in (16_000, 22_050, 48_000)),
        *(pytest.param(rate, id=f"{rate} Hz", marks=pytest.mark.slow) for rate in (24_000, 44_100)),
    ],
)
def test_it_lasts_as_long_at_the_house_level(rate: int, encoder: Encoder) -> None:
    """A WAV of any rate becomes 44.1 kHz of the same length within 1 ms, at -16 LUFS +-1 and at most -1 dBTP."""
    made = encoder.encode(wav(samples(speech(2.0, rate)), rate))
    assert made.rate == 44_100
    assert made.samples / made.rate == pytest.approx(2.0, abs=0.001)
    assert level.is_on_target(made.loudness)


@pytest.mark.parametrize(
    "over",
    [
        *(pytest.param(over, id=f"{over} in the last frame") for over in (0, 1, 46, 47)),
        *(pytest.param(over, id=f"{over} in the last frame", marks=pytest.mark.slow) for over in (2, 23, 575, 1151)),
    ],
)
def test_no_length_is_refused(over: int) -> None:
    """However many samples stand in the last MP3 frame of 1,152, the sound is encoded; it lasts at most 46 samples longer."""
    count = 76 * 1152 + over
    made = FfmpegEncoder().encode(wav(samples(speech(2.0, 44_100))[: 2 * count].ljust(2 * count, b"\0"), 44_100))
    assert 0 <= made.samples - count <= 46


def test_the_same_sound_gives_the_same_bytes(encoder: Encoder, sound: bytes) -> None:
    """Encoding is repeatable to the byte, and another sound gives other bytes."""
    assert encoder.encode(sound).mp3 == encoder.encode(sound).mp3
    assert encoder.encode(sound).mp3 != encoder.encode(wav(samples(speech(4.0, seed=2)))).mp3


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"ID3" * 100, id="not a WAV"),
        pytest.param(wav(samples(speech(1.0)))[:-100], id="cut off"),
        pytest.param(wav(samples(speech(1.0)), channels=2), id="stereo"),
        pytest.param(wav(samples(speech(1.0)), width=1), id="8 bit"),
        pytest.param(wav(b""), id="no samples"),
        pytest.param(wav(samples(speech(0.4))), id="too short to measure"),
        pytest.param(wav(bytes(60_000)), id="silent"),
        pytest.param(wav(samples(value / 500 for value in speech(1.0))), id="nearly silent"),
    ],
)
def test_what_is_no_sound_is_refused(bad: bytes, encoder: Encoder) -> None:
    """A WAV that is damaged, of another form, too short or silent is faulty, never an MP3 of nothing."""
    with pytest.raises(Faulty):
        encoder.encode(bad)


def frames(mp3: bytes) -> list[tuple[int, int]]:
    """Offset and bit rate (kbit/s) of every MPEG-1 layer III frame at 44.1 kHz; the file must consist of them alone."""
    rates = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
    found, at = [], 0
    while at < len(mp3):
        assert mp3[at] == 0xFF
        assert mp3[at + 1] & 0xFE == 0xFA
        assert mp3[at + 2] & 0x0C == 0
        assert mp3[at + 3] >> 6 == 3
        rate = rates[mp3[at + 2] >> 4]
        found.append((at, rate))
        at += 144_000 * rate // 44_100 + (mp3[at + 2] >> 1 & 1)
    assert at == len(mp3)
    return found


def test_the_file_is_mono_cbr_96_untagged_with_an_info_header(encoded: Encoded) -> None:
    """From the first byte to the last the file is MPEG frames, mono, 44.1 kHz and 96 kbit/s; the first is the Info header."""
    assert {rate for _, rate in frames(encoded.mp3)[1:]} == {96}
    assert b"Info" in encoded.mp3[:64]
    assert b"TAG" not in encoded.mp3[-128:]


@pytest.mark.parametrize("at", [pytest.param(second, id=f"{second} s") for second in (1.0, 2.5)])
def test_nothing_moves_in_time(at: float, tmp_path: Path) -> None:
    """A burst that begins at a second begins there in the decoded MP3, within 2 ms: limiter and LAME delay nothing."""
    chance = random.Random(1)
    rate = 22_050
    values = [0.3 * chance.uniform(-1, 1) if at <= index / rate < at + 1 else 0.0 for index in range(4 * rate)]
    file, raw = tmp_path / "burst.mp3", tmp_path / "burst.raw"
    file.write_bytes(FfmpegEncoder().encode(wav(samples(values))).mp3)
    ffmpeg.run(ffmpeg.find(), ["-i", str(file), "-f", "s16le", str(raw)])
    heard = memoryview(raw.read_bytes()).cast("h")
    loud = max(map(abs, heard)) / 4
    first = next(index for index, value in enumerate(heard) if abs(value) > loud)
    assert first / 44_100 == pytest.approx(at, abs=0.002)


@pytest.mark.parametrize(
    "gain", [pytest.param(0.05, id="very soft"), pytest.param(0.3, id="soft"), pytest.param(8.0, id="badly clipped")]
)
def test_any_level_comes_to_the_house_level(gain: float) -> None:
    """Speech recorded far too soft or clipped comes out at the target loudness."""
    assert level.is_on_target(FfmpegEncoder().encode(wav(samples(gain * value for value in speech(3.0)))).loudness)


def test_a_voice_of_sharp_pulses_comes_to_the_house_level() -> None:
    """Pulses far sharper than any voice of eSpeak's still land, by a faster limiter."""
    assert level.is_on_target(FfmpegEncoder().encode(wav(samples(speech(3.0, sharp=8.0)))).loudness)


def test_what_cannot_be_brought_to_the_level_is_refused() -> None:
    """Single clicks cannot be loud without high peaks: after five tries that is said, with the figures."""
    clicks = (1.0 if index % 11_025 == 0 else 0.0 for index in range(44_100))
    with pytest.raises(Faulty, match=r"cannot be brought to the target loudness: -\d+\.\d LUFS"):
        FfmpegEncoder().encode(wav(samples(clicks)))


def passing(count: int, then: str) -> str:
    """An ffmpeg that works for so many calls and then does something else."""
    return (
        f'n=$(cat "$0.n" 2>/dev/null || echo 0); echo $((n+1)) > "$0.n"\n[ $n -lt {count} ] && exec "{ffmpeg.find()}" "$@"\n{then}'
    )


CALLS = ("measuring", "rehearsing", "encoding", "decoding")
FAULTS = {"writes nothing": "exit 0", "fails": "echo 'no space left' >&2; exit 1", "hangs": "exec sleep 60", "dies": "kill -9 $$"}


@pytest.mark.parametrize(
    ("call", "fault"),
    [pytest.param(CALLS.index(call), FAULTS[fault], id=f"{fault} when {call}") for call, fault in itertools.product(CALLS, FAULTS)],
)
def test_an_ffmpeg_that_fails_is_an_error(call: int, fault: str, sound: bytes, tmp_path: Path) -> None:
    """Whichever pass fails, hangs, dies or does nothing while it says yes, there is an error and never an MP3."""
    deadline = 0.4 if "sleep" in fault else 60
    with pytest.raises((EngineFailed, Faulty)):
        FfmpegEncoder(fake(tmp_path, passing(call, fault)), deadline=deadline).encode(sound)


def test_an_mp3_that_is_cut_short_is_found(sound: bytes, tmp_path: Path) -> None:
    """An encoder that says yes and writes half the file is caught by its decoded length."""
    cut = f'for last; do :; done; "{ffmpeg.find()}" "$@" || exit 1; file=${{last#file:}}; [ -f "$file" ] || exit 0\n' \
          'half=$(($(wc -c < "$file") / 2)); head -c $half "$file" > "$file.half"; mv "$file.half" "$file"'  # fmt: skip
    with pytest.raises(EngineFailed, match=r"wrote 1\.\d+ s of 4\.000 s"):
        FfmpegEncoder(fake(tmp_path, cut)).encode(sound)


def test_what_it_reports_is_what_the_file_measures(encoded: Encoded) -> None:
    """Samples, rate and loudness are those of the MP3 it returns."""
    heard = measure_mp3(encoded.mp3)
    assert (heard.samples, heard.rate, heard.loudness) == (encoded.samples, encoded.rate, encoded.loudness)
