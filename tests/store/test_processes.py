"""What many processes, and one that is killed, do to the store."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.store.open import open_store
from tests.store.values import episode, slot
from tests.support import make

SAVER = """
import sys
from briefing.model.news import Answer
from briefing.model.news import Bookmark
from briefing.store.open import open_store
from tests.support import make
from tests.store.values import episode
store = open_store(sys.argv[1])
items = tuple(make.item(id=f"{n}", text="word " * 50) for n in range(20_000))
print("ready", flush=True)
if sys.argv[2] == "items":
    store.items.save(Answer(make.feed(), items, Bookmark(make.FEED_ID, "new", ""), ()))
else:
    store.episodes.save(episode(), [item.id for item in items])
print("done", flush=True)
"""

CLAIMER = """
import random, sys
from datetime import date, timedelta
from briefing.store.open import open_store
from tests.store.values import slot
store = open_store(sys.argv[1])
slots = [slot(time, date(2026, 11, 1) + timedelta(days=n)) for n in range(25) for time in ("06:00", "18:00")]
random.Random(int(sys.argv[2])).shuffle(slots)
for one in sorted(slots, key=lambda one: one.day):
    print(one.day, one.time, store.claims.claim(one).edition.id)
"""


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start Python on some code."""
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["items", "episode"])
def test_a_killed_process_leaves_all_or_nothing(tmp_path: Path, what: str) -> None:
    """Wherever kill -9 falls, items with their bookmark, or an episode with what it aired, are whole or absent."""
    seen = set()
    for attempt, wait in enumerate((0.02, 0.1, 0.2, 0.3, 30)):
        url = f"sqlite:///{tmp_path / f'{attempt}.db'}"
        with python(SAVER, url, what) as process:
            assert process.stdout
            assert process.stdout.readline() == "ready\n"
            try:
                process.wait(wait)
            except subprocess.TimeoutExpired:
                process.kill()
        store = open_store(url)
        if what == "items":
            kept = len(store.items.list_between([make.FEED_ID], make.NOW - timedelta(days=9), make.NOW, make.NOW))
            assert bool(store.items.load_bookmarks([make.FEED_ID])) == bool(kept)
        else:
            kept = len(store.aired.list_item_ids("morning"))
            assert store.episodes.list_episodes("morning") == ([episode()] if kept else [])
        store.close()
        seen.add(kept)
    assert seen <= {0, 20_000}
    assert 20_000 in seen


@pytest.mark.slow
def test_twenty_processes_claim_fifty_slots_once(tmp_path: Path) -> None:
    """Claimed by twenty processes at once, on a database not there yet, fifty slots are fifty rows, and all agree on ids."""
    url = f"sqlite:///{tmp_path / 'briefing.db'}"
    processes = [python(CLAIMER, url, str(number)) for number in range(20)]
    answers = {tuple(sorted(process.communicate(timeout=120)[0].splitlines())) for process in processes}
    assert {process.returncode for process in processes} == {0}
    assert len(answers) == 1
    (lines,) = answers
    assert len({line.split()[2] for line in lines}) == 50
    store = open_store(url)
    assert len(store.runs.list_since("morning", slot().day.replace(day=1))) == 50
    store.close()
