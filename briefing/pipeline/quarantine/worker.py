"""A process that tries items and may end on them: `python -m briefing.pipeline.quarantine.worker`, started by `sandbox`.

The case comes first, then lists of ids, as messages on stdin; each is answered, unless it ends the process.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import cast

from briefing import languages
from briefing.lib.entry_points import load_target
from briefing.lib.worker_protocol import WAV, WorkerError, receive_message, send_message
from briefing.model import codec
from briefing.model.errors import BriefingError
from briefing.model.language import Language
from briefing.model.news import Item
from briefing.model.ports import Summarizer, SummarizerEngine
from briefing.model.progress import Note, Progress
from briefing.pipeline.quarantine.sandbox import Case
from briefing.select.choose import choose
from briefing.speak.normalize.reading import read_aloud
from briefing.speak.worker import die_with_parent, redirect_pipes, report_error
from briefing.write.compose import compose, count_frame_words, count_story_words
from briefing.write.fallback import FallbackSummarizer, OpenedLater

LATE = 5  # seconds after the parent's deadline at which we end ourselves, should it be gone


def main() -> None:
    """Try what is asked for until stdin ends, or an item ends us."""
    die_with_parent()
    source, out = redirect_pipes()
    sys.excepthook = lambda _kind, error, _trace: report_error(out, error)
    case = codec.loads(receive_message(source)[1], Case)
    language, summarizer = languages.load_language(case.show.language), _open_summarizer(case)
    items = {item.id: item for item in case.items}
    _limit_memory(case.memory)
    send_message(out, WAV, b"")
    with suppress(WorkerError):  # the parent has seen enough
        while True:
            ids = json.loads(receive_message(source)[1])
            signal.setitimer(signal.ITIMER_REAL, case.seconds + LATE)
            with suppress(BriefingError):  # the run would go on, or say so
                run_stages(case, [items[id] for id in ids], language, summarizer)
            signal.setitimer(signal.ITIMER_REAL, 0)
            send_message(out, WAV, b"")


def run_stages(case: Case, items: Sequence[Item], language: Language, summarizer: Summarizer) -> None:
    """Do with the items what the stages do in a run's own process: choose, write, read aloud."""
    show, latest = case.show, max(item.published for item in items)
    rundown = choose(
        show,
        items,
        frozenset(),
        titles=language.titles,
        now=max(case.edition.slot.at, latest + timedelta(seconds=1)),
        words_per_minute=case.words_per_minute,
        frame_words=count_frame_words(show, case.site, case.edition, language),
        story_words=count_story_words(language),
        kinds=language.not_news,
    )
    script = compose(case.edition, show, case.site, rundown, language, FallbackSummarizer(summarizer, NoEvents(), len(items)))
    for line in (line for segment in script.segments for line in segment.lines):
        read_aloud(line, language)


class NoEvents:
    """Events without an observer."""

    def emit(self, event: Progress | Note) -> None:
        """Take an event."""


def _open_summarizer(case: Case) -> Summarizer:
    engine = cast(SummarizerEngine, load_target(case.summarizer))
    return OpenedLater(engine, languages.load_language(case.show.language))


def _limit_memory(memory: int) -> None:
    """Hold this process to so many bytes more than it has, and have the kernel end it before any other, where there is Linux."""
    if sys.platform != "linux":
        return
    with suppress(OSError, ValueError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        limit, (_, hard) = pages * resource.getpagesize() + memory, resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


if __name__ == "__main__":
    main()
