"""WAV parsing of the one kind that passes between stages: mono, 16 bit, whole."""

from __future__ import annotations

import io
import wave
from array import array

from briefing.model.errors import Faulty


def parse_wav(data: bytes, subject: str) -> tuple[int, bytes]:
    """Return rate (Hz) and samples (little-endian) of a mono 16-bit WAV; raises Faulty for any other or an incomplete one."""
    try:
        with wave.open(io.BytesIO(data)) as reader:
            channels, width, rate, told = reader.getnchannels(), reader.getsampwidth(), reader.getframerate(), reader.getnframes()
            samples = reader.readframes(told)
    except (wave.Error, EOFError) as error:
        raise Faulty(subject, "is not a WAV", str(error)) from error
    if (channels, width) != (1, 2) or rate <= 0:
        raise Faulty(subject, "is not mono 16-bit sound", f"{channels} channels of {8 * width} bits at {rate} Hz")
    if len(samples) != 2 * told:
        raise Faulty(subject, "is cut off", f"{len(samples) // 2} samples of {told}")
    return rate, samples


def build_wav(samples: array[int], rate: int) -> bytes:
    """Return 16-bit samples as a mono WAV."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return out.getvalue()
