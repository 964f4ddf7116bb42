"""What one fault, one change or one bug costs: no more than itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.cli import shell
from briefing.model.edition import Run, Slot, State
from briefing.model.errors import VoiceFailed
from briefing.pipeline.produce import produce
from briefing.pipeline.studio import Studio
from briefing.scheduling.claims import RunRequest
from briefing.scheduling.runner import run_show
from tests.support import make
from tests.support.fakes.speak import FakeVoice
from tests.support.fast import open_fast
from tests.support.newsroom import feeds_yaml, rss
from tests.support.stories import TOLD, entries
from tests.support.studio import studio

SHOW = make.show("morning", make.feed())
ITEMS = [make.item(title, text, hours_ago=1 + index) for index, (title, text) in enumerate(TOLD[:3])]


def begun(here: Studio, until: State) -> Run:
    """The edition, taken so far."""
    return produce(here.claims.claim(make.edition(SHOW.key).slot), here, until=until)


def test_a_story_that_no_voice_can_say_is_left_out() -> None:
    """The programme is made without it, and a note says why."""
    lost = ITEMS[1].text.split(". ")[0] + "."
    here = replace(studio(SHOW, ITEMS), voice=FakeVoice(fails_at=frozenset({lost})))
    run = begun(here, "mixed")
    assert run.script
    assert [segment.title for segment in run.script.segments if segment.kind == "story"] == [ITEMS[0].title, ITEMS[2].title]
    assert [(gone.title, gone.feed) for gone in run.script.dropped] == [(ITEMS[1].title, ITEMS[1].feed)]
    assert "cannot be spoken" in next(note.message for note in run.notes if note.stage == "speak")


def test_a_voice_that_cannot_say_the_opening_stops_the_programme() -> None:
    """Without date and disclosure nothing goes on air."""
    spoken = FakeVoice()
    begun(replace(studio(SHOW, ITEMS), voice=spoken), "spoken")
    broken = replace(studio(SHOW, ITEMS), voice=FakeVoice(fails_at=frozenset(spoken.spoken[1:2])))
    with pytest.raises(VoiceFailed):
        begun(broken, "mixed")


@pytest.mark.parametrize("state", [pytest.param("spoken", id="spoken"), pytest.param("mixed", id="mixed")])
def test_preparing_publishes_nothing(state: State) -> None:
    """An edition that has come further than its script stays where it is when it is only to be prepared."""
    here = studio(SHOW, ITEMS)
    run = begun(here, state)
    assert produce(run, here, until="written").state == state
    assert here.episodes.find(run.edition.id) is None


@pytest.mark.parametrize("state", [pytest.param(state, id=state) for state in ("selected", "written", "spoken", "mixed")])
def test_what_was_made_on_other_terms_is_made_again(state: State) -> None:
    """A disclosure changed in feeds.yaml is spoken and shown, in an edition begun before; the feeds are not asked again."""
    here = studio(SHOW, ITEMS)
    run = begun(here, state)
    changed = replace(here, show=replace(SHOW, disclosure="Made by a machine."))
    done = produce(run, changed, until="mixed")
    assert done.script
    assert "Made by a machine." in [line.text for line in done.script.segments[0].lines]
    assert done.cutoff == run.cutoff
    assert [note.message.split(":")[0] for note in done.notes if note.stage == "select"] == [
        "feeds.yaml has changed since this edition was started"
    ]
    assert produce(done, changed, until="mixed") == done


def test_two_editions_on_their_way_share_no_story() -> None:
    """What one edition is about to tell is not chosen by the next, prepared before the first is aired."""
    here = studio(SHOW, ITEMS[:2])
    first = begun(here, "written")
    later = Slot(SHOW.key, make.NOW + timedelta(hours=12), make.edition().slot.day, "18:00")
    second = produce(here.claims.claim(later), here, until="written")
    assert (first.state, second.state) == ("written", "nothing")
    assert second.reason == "0 stories, 1 wanted: 2 items: in another edition that is on its way (2)"


@dataclass(frozen=True, slots=True)
class Evening:
    """A clock that stands at 19:00 in Kyiv."""

    def now(self) -> datetime:
        return make.NOW + timedelta(hours=13)


def test_the_next_edition_waits_for_one_that_another_run_has() -> None:
    """While another run makes the first edition of the day, the second is not begun: nobody knows yet what the first airs."""
    show = replace(SHOW, schedule="0 6,18 * * *", catch_up="all")
    here = replace(studio(show, ITEMS), clock=Evening())
    with here.lease.hold("morning-2026-11-22"):
        (held,) = run_show(show, lambda _: here, lambda: None, RunRequest(named=False))
    assert (held.edition, held.exit) == ("morning-2026-11-22", 75)
    second = here.runs.find("morning-2026-11-22-1800")
    assert second
    assert (second.state, second.rundown) == ("due", None)


def test_other_hours_are_no_other_terms() -> None:
    """A schedule that changes does not throw away what was made."""
    here = studio(SHOW, ITEMS)
    run = begun(here, "written")
    assert produce(run, replace(here, show=replace(SHOW, schedule="0 7 * * *")), until="written") == run


def test_one_damaged_row_leaves_the_other_show_on_air(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When what was published of one show cannot be read, it is mended and told, nothing airs twice, and the other is made."""
    import sqlite3

    (tmp_path / "clock").write_text("2026-11-22T04:05:00Z", "utf-8")
    monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(tmp_path / "clock"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("briefing.wiring.workspace.open_workspace", open_fast)
    Path("a.xml").write_bytes(rss("Ledger", entries(0, 3, datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
    config = feeds_yaml(tmp_path, [{"path": "a.xml", "name": "Ledger"}])
    text = config.read_text("utf-8")
    config.write_text(text + text.partition("shows:\n")[2].replace("morning:", "evening:"), "utf-8")
    assert shell(["run", "morning"]) == 0
    with sqlite3.connect("output/state/briefing.db") as database:
        database.execute("update episodes set body = 'xx'")
    database.close()
    aired = Path("output/site/morning/2026-11-22/morning-2026-11-22.mp3").stat()
    assert shell(["run"]) == 0
    told = capsys.readouterr()
    assert "database: is damaged: morning-2026-11-22: is not a value of briefing" in told.err, told.err
    assert "morning-2026-11-22: already published" in told.out
    assert Path("output/site/morning/2026-11-22/morning-2026-11-22.mp3").stat().st_mtime_ns == aired.st_mtime_ns
    assert Path("output/site/evening/2026-11-22/evening-2026-11-22.mp3").is_file(), told.err + told.out


def test_one_bug_leaves_the_other_show_on_air(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bug met by one show is told with its trace and ends with 70; the other show is made and told."""
    from briefing.pipeline import produce as pipeline

    (tmp_path / "clock").write_text("2026-11-22T04:05:00Z", "utf-8")
    monkeypatch.setenv("BRIEFING_CLOCK_FILE", str(tmp_path / "clock"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("briefing.wiring.workspace.open_workspace", open_fast)
    Path("a.xml").write_bytes(rss("Ledger", entries(0, 3, datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
    config = feeds_yaml(tmp_path, [{"path": "a.xml", "name": "Ledger"}])
    text = config.read_text("utf-8")
    config.write_text(text + text.partition("shows:\n")[2].replace("morning:", "evening:"), "utf-8")
    stage, step = pipeline.STEPS["selected"]

    def faulty(run: Run, studio: Studio) -> Run:
        if studio.show.key == "morning":
            raise KeyError("a bug made on purpose")
        return step(run, studio)

    monkeypatch.setitem(pipeline.STEPS, "selected", (stage, faulty))
    assert shell(["run"]) == 70
    told = capsys.readouterr()
    assert "morning: this is a bug: KeyError" in told.err
    assert "evening-2026-11-22: published" in told.out
