"""MP3 encoder: a WAV to one MP3 at the target level, by ffmpeg and LAME."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from briefing.lib import decode, ffmpeg
from briefing.lib.scratch import Scratch, clear_dead
from briefing.lib.wav import parse_wav
from briefing.mix import loudness as level
from briefing.model.errors import CannotWrite, EngineFailed, Faulty
from briefing.model.ports import Events
from briefing.model.progress import Progress
from briefing.model.sound import Encoded

RATE = 44_100
BITRATE = "96k"
MAX_ENCODES = 5  # one is enough for every voice of eSpeak that was tried; the rest is for sharper ones
TOLERANCE = 0.002  # seconds: when 1 to 46 samples stand in the last frame, ffmpeg decodes up to 46 (1.04 ms) of its padding
TRIAL_SECONDS = 120  # seconds; one voice is as loud later on, and if not, the decoded MP3 tells
ATTACK_MS = 5
MIN_SECONDS = 0.5  # seconds; ebur128 needs a block of 0.4
# the same sound gives the same bytes, nothing is tagged, and the Info header lets players find the first sample
MP3 = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-ar", str(RATE), "-ac", "1", "-c:a", "libmp3lame",
       "-b:a", BITRATE, "-write_xing", "1", "-id3v2_version", "0", "-write_id3v1", "0", "-f", "mp3", "-y"]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FfmpegEncoder:
    """Encoder that uses `program`, or looks up an ffmpeg.

    Each of its passes may take `deadline` seconds; `events` get progress for each.
    """

    program: str = ""
    deadline: float = ffmpeg.DEADLINE
    events: Events | None = None

    def encode(self, wav: bytes) -> Encoded:
        """Return the WAV as 44.1 kHz mono CBR 96 kbit/s, -16 LUFS +-1 and at most -1 dBTP once decoded.

        The loudness of its first two minutes, and the effect of the limiter on it, are measured at the WAV's own low rate; the
        encoding is repeated only when the decoded MP3 is off target. Raises Faulty for a WAV that is damaged, too short or
        silent, EngineFailed when ffmpeg fails, CannotWrite when the temporary folder does.
        """
        rate, sound = parse_wav(wav, "sound")
        if len(sound) < 2 * MIN_SECONDS * rate:
            raise Faulty("sound", f"is shorter than {MIN_SECONDS} s", f"{len(sound) // 2} samples at {rate} Hz")
        program = self.program or ffmpeg.find()
        try:
            clear_dead()
            with Scratch("mix") as folder:
                source, target = folder / "in.wav", folder / "out.mp3"
                source.write_bytes(wav)
                return _Encoding(program, self.deadline, source, target, rate, len(sound) // 2, self.events).encode()
        except OSError as error:
            raise CannotWrite(tempfile.gettempdir(), "cannot hold the sound", str(error)) from error


@dataclass(frozen=True, slots=True)
class _Encoding:
    """One encoding in progress: the WAV's rate in Hz and its length in samples."""

    program: str
    deadline: float
    source: Path
    target: Path
    rate: int
    samples: int
    events: Events | None

    def encode(self) -> Encoded:
        setting = self._choose_level()
        for _ in range(MAX_ENCODES):
            made = self._write_mp3(setting)
            if level.is_on_target(made.loudness):
                return made
            setting = level.adjust_to_decoded(setting, made.loudness)
        heard = made.loudness
        raise Faulty(
            "sound", "cannot be brought to the target loudness", f"{heard.integrated_lufs} LUFS, {heard.true_peak_dbtp} dBTP"
        )

    def _choose_level(self) -> level.Level:
        raw = self._measure_loudness("")
        if level.is_silent(raw):
            raise Faulty("sound", "is silent", f"{raw} LUFS")
        setting = level.choose_first_level(raw)
        return level.adjust_to_trial(setting, self._measure_loudness(_build_filters(setting, self.rate) + ","))

    def _measure_loudness(self, chain: str) -> float:
        said = self._run_ffmpeg(
            ["-t", str(TRIAL_SECONDS), "-i", f"file:{self.source}", "-af", f"{chain}{decode.METER}", "-f", "null", "-"]
        )
        return decode.parse_loudness(said.log)

    def _write_mp3(self, setting: level.Level) -> Encoded:
        self.target.unlink(missing_ok=True)
        # four times oversampled, so that peaks between samples meet the limiter too
        chain = f"aresample={4 * self.rate},{_build_filters(setting, 4 * self.rate)},aresample={RATE}"
        said = self._run_ffmpeg(["-i", f"file:{self.source}", "-af", chain, *MP3, f"file:{self.target}"])
        if not self.target.exists() or not self.target.stat().st_size:
            raise EngineFailed("ffmpeg", "wrote no MP3 though it said it had", ffmpeg.extract_cause(said.log))
        self._report_step("measuring")
        heard = decode.measure_mp3(self.target, self.program, self.deadline)
        if heard.rate != RATE or abs(heard.seconds - self.samples / self.rate) > TOLERANCE:
            raise EngineFailed("ffmpeg", f"wrote {heard.seconds:.3f} s of {self.samples / self.rate:.3f} s", self.program)
        return Encoded(mp3=self.target.read_bytes(), samples=heard.samples, rate=heard.rate, loudness=heard.loudness)

    def _report_step(self, what: str) -> None:
        if self.events:
            self.events.emit(Progress("mix", 1, 3, what))

    def _run_ffmpeg(self, arguments: list[str]) -> ffmpeg.Output:
        self._report_step("encoding")
        return ffmpeg.run(self.program, arguments, deadline=self.deadline)


def _build_filters(setting: level.Level, rate: int) -> str:
    """Return gain and limiter as ffmpeg filters; the limiter looks ahead by its attack, and the delay that causes is trimmed."""
    delay = rate * ATTACK_MS // 1000
    return (
        f"volume={setting.gain:.3f}dB:precision=float,apad=pad_len={delay},"
        f"alimiter=limit={10 ** (setting.ceiling / 20):.5f}:attack={ATTACK_MS}:release={setting.release:g}:level=disabled,"
        f"atrim=start_sample={delay}"
    )
