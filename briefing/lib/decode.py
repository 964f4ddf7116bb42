"""MP3 decoding with ffmpeg, to measure duration and loudness."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from briefing.lib import ffmpeg
from briefing.lib.scratch import Scratch
from briefing.model.errors import CannotWrite, EngineFailed, Faulty
from briefing.model.sound import Loudness

# framelog=verbose keeps a line per 0.1 s out of the log
METER = "ebur128=framelog=verbose"
INTEGRATED = re.compile(r"^\s+I:\s+(\S+) LUFS", re.MULTILINE)
PEAK = re.compile(r"^\s+Peak:\s+(\S+) dBFS", re.MULTILINE)
RATE = re.compile(r"^#sample_rate 0: (\d+)", re.MULTILINE)
BLOCK = re.compile(r"^0,\s*-?\d+,\s*-?\d+,\s*(\d+),\s*(\d+),", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DecodedSound:
    """A decoded MP3: samples per channel, rate in Hz, channels, and loudness."""

    samples: int
    rate: int
    channels: int
    loudness: Loudness

    @property
    def seconds(self) -> float:
        """The duration in seconds."""
        return self.samples / self.rate


def measure_mp3(mp3: bytes | Path, program: str = "", deadline: float = ffmpeg.DEADLINE) -> DecodedSound:
    """Decode a whole MP3 and measure it with ebur128 and true peak; without `program` an ffmpeg is looked up.

    Raises Faulty when it does not decode to its end without error, EngineFailed when ffmpeg does not work, CannotWrite when a
    temporary file cannot be written.
    """
    program = program or ffmpeg.find()
    if isinstance(mp3, Path):
        return _measure_file(mp3, mp3.name, program, deadline)
    # from a pipe ffmpeg cannot see where an MP3 ends, and leaves the encoder's padding on
    try:
        with Scratch("mix") as folder:
            file = folder / "in.mp3"
            file.write_bytes(mp3)
            return _measure_file(file, "MP3", program, deadline)
    except OSError as error:
        raise CannotWrite("a temporary file", "cannot be written", error.strerror or str(error)) from error


def parse_loudness(log: str) -> float:
    """Return the integrated loudness (LUFS) at the end of an ebur128 log; raises EngineFailed where there is none."""
    return _parse_last(INTEGRATED, log)


def _measure_file(file: Path, subject: str, program: str, deadline: float) -> DecodedSound:
    chain = f"{METER}:peak=true,asetnsamples=n=1048576:p=0"
    arguments = ["-xerror", "-f", "mp3", "-i", f"file:{file}", "-map", "0:a:0", "-af", chain,
                 "-c:a", "pcm_s16le", "-f", "framecrc", "pipe:1"]  # fmt: skip
    try:
        said = ffmpeg.run(program, arguments, deadline=deadline)
    except ffmpeg.FfmpegFailed as error:
        raise Faulty(subject, "does not decode", error.cause) from error
    rate, blocks = RATE.search(text := said.data.decode("ascii", "replace")), BLOCK.findall(text)
    samples = sum(int(duration) for duration, _ in blocks)
    if not rate or not samples:
        raise Faulty(subject, "decodes to nothing", ffmpeg.extract_cause(said.log))
    return DecodedSound(
        samples=samples,
        rate=int(rate[1]),
        channels=sum(int(size) for _, size in blocks) // (2 * samples),
        loudness=Loudness(integrated_lufs=parse_loudness(said.log), true_peak_dbtp=_parse_last(PEAK, said.log)),
    )


def _parse_last(pattern: re.Pattern[str], log: str) -> float:
    found: list[str] = pattern.findall(log)
    if not found:
        raise EngineFailed("ffmpeg", "did not measure the loudness", ffmpeg.extract_cause(log))
    return float(found[-1])
