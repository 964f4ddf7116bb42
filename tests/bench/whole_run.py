"""A five-minute programme, cold, beside the bare `espeak-ng | ffmpeg`: `python -m tests.bench.whole_run [ROUNDS]`.

Prints wall seconds, their ratio, and peak memory: the summed PSS of all processes, sampled every 50 ms. Needs espeak-ng on PATH.
"""

from __future__ import annotations

import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from briefing.lib.ffmpeg import find
from tests.support.newsroom import Entry, feeds_yaml, rss

NOW = datetime(2026, 11, 22, 4, 5, tzinfo=UTC)
PLACES = ("harbour", "valley", "northern", "island", "river", "market", "mountain", "station", "garden", "border")
PLANS = ("bridge", "school", "library", "hospital", "railway", "museum", "reservoir", "theatre", "airport", "laboratory")


def text(place: str, plan: str, number: int) -> str:
    """Return about 90 words of invented news, none like another's."""
    return (
        f"The {place} council has approved the plan for a new {plan} after a debate that lasted {number + 3} hours. "
        f"The work will cost {number + 2}.5 million dollars and is expected to take {number + 12} months, the council said. "
        f"Builders say that the {plan} will give work to about {number * 40 + 60} people in the {place} district. "
        f"Two members voted against the plan because of its price. "
        f"The mayor said the {plan} would serve {number + 4},000 visitors in its first year. "
        f"A report on the effects for the river and the old town is due before the end of the year."
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall time in seconds and peak memory in megabytes."""

    seconds: float
    megabytes: float


def measured(command: str, folder: Path, environment: dict[str, str]) -> Measured:
    """Run a shell command to its end, watching its whole process tree."""
    peak, over = [0], threading.Event()
    start = time.perf_counter()
    process = psutil.Popen(["bash", "-c", command], cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def watch() -> None:
        while not over.wait(0.05):
            total = 0
            for one in [process, *process.children(recursive=True)]:
                try:
                    total += one.memory_full_info().pss
                except psutil.Error:
                    continue
            peak[0] = max(peak[0], total)

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, error = process.communicate()
    seconds = time.perf_counter() - start
    over.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{command}: ended with {process.returncode}: {error.decode()}")
    return Measured(seconds, peak[0] / 1e6)


def newsroom(folder: Path) -> None:
    """Write feeds.yaml and two local feeds with more news than five minutes hold."""
    for index in range(2):
        news = [
            Entry(
                f"{place.title()} council approves new {plan}", text(place, plan, number), NOW - timedelta(minutes=30 * number + 10)
            )
            for number, (place, plan) in enumerate(zip(PLACES, PLANS[index * 3 :] + PLANS[: index * 3], strict=True))
        ]
        (folder / f"{index}.xml").write_bytes(rss(f"Feed {index}", news))
    rows = [{"path": f"{index}.xml", "name": f"Feed {index}", "rights": "own"} for index in range(2)]
    feeds_yaml(folder, rows, voice="pyttsx3", minutes=5)


def main() -> None:
    """Measure both, alternating, and print medians."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    whole: list[Measured] = []
    bare: list[Measured] = []
    said = length = ""
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            newsroom(folder)
            (folder / "clock").write_text(NOW.isoformat(), "utf-8")
            environment = {**os.environ, "BRIEFING_CLOCK_FILE": str(folder / "clock")}
            program = f"{shlex.quote(sys.executable)} -m briefing"
            whole.append(measured(f"{program} run morning > made", folder, environment))
            subprocess.run(["bash", "-c", f"{program} script morning --text > words"], cwd=folder, env=environment, check=True)
            encode = f"{shlex.quote(find())} -v error -y -i - -c:a libmp3lame -b:a 96k -ar 44100 bare.mp3"
            bare.append(measured(f"espeak-ng -v en-us -s 165 --stdout -f words | {encode}", folder, environment))
            said, length = (folder / "words").read_text("utf-8"), (folder / "made").read_text("utf-8").splitlines()[0]
    ours, theirs = (statistics.median(one.seconds for one in group) for group in (whole, bare))
    report = (
        f"{length}; {len(said.split())} words; {rounds} rounds, medians\n"
        f"briefing run          {ours:6.2f} s   peak {max(one.megabytes for one in whole):4.0f} MB\n"
        f"espeak-ng | ffmpeg    {theirs:6.2f} s   peak {max(one.megabytes for one in bare):4.0f} MB\n"
        f"ratio                 {ours / theirs:6.2f}\n"
    )
    sys.stdout.write(report)


if __name__ == "__main__":
    main()
