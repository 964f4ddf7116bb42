"""Times the mix of five minutes of speech beside a bare encode, and weighs it: python -m tests.bench.mix_bench SPEECH.wav."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
import wave
from pathlib import Path

import psutil

from briefing.lib import ffmpeg
from briefing.mix.encoder import FfmpegEncoder
from briefing.mix.mix import mix_programme
from briefing.model.sound import Clip
from tests.mix.sounds import Ears, Shelf, clip, script

SECONDS, LINES = 300, 60


def weigh(done: threading.Event, heaviest: list[float]) -> None:
    """Keep the greatest sum of proportional memory (MB) of this process and its children."""
    me = psutil.Process()
    while not done.wait(0.02):
        total = 0
        for process in [me, *me.children(recursive=True)]:
            try:
                total += process.memory_full_info().pss
            except psutil.Error:
                continue
        heaviest[0] = max(heaviest[0], total / 1e6)


def main() -> None:
    """Cut the WAV into lines, mix them, and say what it took."""
    with wave.open(sys.argv[1]) as reader:
        rate = reader.getframerate()
        data = reader.readframes(SECONDS * rate)
    step = len(data) // LINES // 2 * 2
    words = script(2, *[8] * 7, 2)
    clips: list[Clip] = []
    shelf = Shelf({})
    lines = (line.id for segment in words.segments for line in segment.lines)
    for number, line in enumerate(lines):
        made, blob = clip(line, data[number * step : (number + 1) * step], rate)
        clips.append(made)
        shelf.blobs |= blob
    del data
    heaviest, done = [0.0], threading.Event()
    watcher = threading.Thread(target=weigh, args=(done, heaviest))
    watcher.start()
    began = time.monotonic()
    programme = mix_programme(words, clips, 10, shelf, FfmpegEncoder(), Ears())
    took = time.monotonic() - began
    done.set()
    watcher.join()
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        target = str(Path(folder, "bare.mp3"))
        ffmpeg.run(
            ffmpeg.find(), ["-i", sys.argv[1], "-t", str(SECONDS), "-c:a", "libmp3lame", "-b:a", "96k", "-ar", "44100", target]
        )
        bare = time.monotonic() - began
    heard = programme.loudness
    sys.stdout.write(
        f"{programme.samples / rate:.0f} s of sound: mix {took:.2f} s, bare encode {bare:.2f} s, heaviest {heaviest[0]:.0f} MB, "
        f"{heard.integrated_lufs} LUFS, {heard.true_peak_dbtp} dBTP\n"
    )


if __name__ == "__main__":
    main()
