"""Audio checks: whether the MP3, once decoded, is whole and has the promised length, format and level."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from mutagen.mp3 import MP3, BitrateMode, HeaderNotFoundError

from briefing.lib.decode import measure_mp3
from briefing.model.episode import Episode
from briefing.model.errors import Faulty
from briefing.verify.finding import Finding, compare_values, make_finding

RATE, CHANNELS, BITRATE = 44_100, 1, 96_000  # Apple's table for mono speech: 44.1 kHz, 96 to 128 kbit/s
LUFS, LUFS_TOLERANCE, PEAK = -16.0, 1.0, -1.0  # the target loudness: -16 LUFS within 1, true peak at most -1 dBTP
LENGTH_TOLERANCE = 0.05  # seconds by which the decoded length may differ from episode.json


def check_audio(mp3: bytes, episode: Episode) -> Iterator[Finding]:
    """Compare the file with episode.json: size, hash, format, decoded length, level."""
    yield compare_values("size", len(mp3), episode.size)
    yield compare_values("sha256", hashlib.sha256(mp3).hexdigest(), episode.sha256)
    yield from _check_format(mp3)
    try:
        heard = measure_mp3(mp3)
    except Faulty as error:
        yield Finding("decodes", "fault", str(error))
        return
    seconds = heard.samples / heard.rate
    off = abs(seconds - episode.duration)
    yield make_finding("length", off <= LENGTH_TOLERANCE, f"{seconds:.3f} s decoded, {episode.duration:.3f} s promised")
    yield compare_values("sample rate", heard.rate, RATE)
    level, peak = heard.loudness.integrated_lufs, heard.loudness.true_peak_dbtp
    yield make_finding(
        "loudness", abs(level - LUFS) <= LUFS_TOLERANCE, f"{level:.1f} LUFS, {LUFS:.0f} within {LUFS_TOLERANCE:.0f} wanted"
    )
    yield make_finding("true peak", peak <= PEAK, f"{peak:.1f} dBTP, at most {PEAK:.0f} wanted")
    promised = episode.loudness
    agrees = abs(level - promised.integrated_lufs) <= 0.2 and abs(peak - promised.true_peak_dbtp) <= 0.2
    yield make_finding(
        "level as promised", agrees, f"episode.json says {promised.integrated_lufs} LUFS, {promised.true_peak_dbtp} dBTP"
    )


def _check_format(mp3: bytes) -> Iterator[Finding]:
    try:
        info: Any = MP3(BytesIO(mp3)).info
    except HeaderNotFoundError as error:
        yield Finding("form", "fault", f"is not an MP3: {error}")
        return
    yield compare_values("channels", info.channels, CHANNELS)
    yield compare_values("bit rate", info.bitrate, BITRATE)
    yield make_finding("constant bit rate", info.bitrate_mode == BitrateMode.CBR, str(info.bitrate_mode))
