"""A damaged, cut or lost database: it is repaired when it is opened, and nothing that was published is lost or told twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from briefing.model.codec import dumps
from briefing.model.edition import Edition, Run
from briefing.model.episode import Correction
from briefing.model.errors import BriefingError, Faulty, UnknownVersion
from briefing.model.rundown import Earlier
from briefing.pipeline.history import build_history, find_history_start
from briefing.scheduling.slots import list_due_slots
from briefing.store import recovery as mending
from briefing.store.backup import back_up, list_backups
from briefing.store.integrity import find_damage
from briefing.store.open import Store
from briefing.store.rebuild import audit, list_published_folders
from briefing.store.recovery import open_sound_store
from tests.store.recovery.house import DATABASE, Damage, copy, guid, half, now, rubbish, statement
from tests.support import make
from tests.support.newsroom import tree

EDITIONS = ["morning-2026-11-23", "morning-2026-11-22"]
NOW = datetime.fromisoformat(now(1))
DAMAGES = [
    pytest.param(half, id="cut in half"),
    pytest.param(lambda file: file.write_bytes(b""), id="empty"),
    pytest.param(lambda file: file.unlink(), id="gone"),
    pytest.param(lambda file: file.write_bytes(b"this is no database " * 500), id="a text"),
    pytest.param(lambda file: file.write_bytes(b"\0" * 8192), id="zeros"),
    pytest.param(statement("DROP TABLE aired"), id="a table lost"),
    pytest.param(statement("UPDATE episodes SET body = substr(body, 9)"), id="episodes that cannot be read"),
    pytest.param(statement("UPDATE runs SET reason = CAST(x'ff80' AS TEXT)"), id="text that is not UTF-8"),
    pytest.param(statement("DELETE FROM episodes"), id="episodes forgotten"),
    *(pytest.param(rubbish(seed), id=f"rubbish {seed}") for seed in range(20)),
]


class Told(list[str]):
    """What was told, a line each."""

    def __call__(self, subject: str, message: str) -> None:
        """Take what it is about, and what happened."""
        self.append(f"{subject}: {message}")


def mended(folder: Path, told: Told | None = None) -> Store:
    """Open the database of a workspace as a run does."""
    state, site = folder / "output/state", folder / "output/site"
    return open_sound_store(state, site, NOW, told if told is not None else Told(), zones={"morning": "Europe/Kyiv"}, check=True)


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_was_published_is_known_again(tmp_path: Path, house: Path, damage: Damage) -> None:
    """Episodes, what they aired, their slots and the feed's guid are as they were; the site is not touched; all is sound."""
    folder = copy(house, tmp_path)
    site = tree(folder / "output/site")
    with closing(mended(folder)) as before:
        episodes, aired = before.episodes.list_episodes("morning"), before.aired.list_item_ids("morning")
    damage(folder / DATABASE)
    with closing(mended(folder)) as store:
        assert store.episodes.list_episodes("morning") == episodes
        assert store.aired.list_item_ids("morning") == aired
        runs = [store.runs.find(edition) for edition in EDITIONS]
        assert [run.state for run in runs if run] == ["published", "published"]
        (slot,) = list_due_slots(make.show(), NOW, named=False)
        assert store.claims.claim(slot).edition == Edition(EDITIONS[0], slot)
        assert store.episodes.ensure_show_guid("morning", "another") == guid(folder)
        assert list(audit(store, folder / "output/site")) == []
    assert find_damage(folder / DATABASE, whole=True) == ""
    assert tree(folder / "output/site") == site


def test_what_was_heard_is_remembered(tmp_path: Path, house: Path) -> None:
    """With nothing but the site and the sources, the next edition knows the same stories and lines as with the database."""
    folder = copy(house, tmp_path)
    with closing(mended(folder)) as store:
        known = _history(store)
    (folder / DATABASE).unlink()
    with closing(mended(folder)) as store:
        again = _history(store)
    assert [(one.edition, one.title, [line.text for line in one.lines]) for one in again] == [
        (one.edition, one.title, [line.text for line in one.lines]) for one in known
    ]
    assert [[line.sources for line in one.lines] for one in again] == [[line.sources for line in one.lines] for one in known]
    assert known


def _history(store: Store) -> list[Earlier]:
    run = Run(make.edition(day=datetime.fromisoformat(now(2)).date(), at=datetime.fromisoformat(now(2))), "due")
    return list(build_history(store.runs.list_since("morning", find_history_start(run)), run))


def test_the_newest_sound_backup_is_put_back(tmp_path: Path, house: Path) -> None:
    """What only the database knew comes from it, a damaged newer one is passed over, and what was there is kept aside."""
    folder = copy(house, tmp_path)
    with closing(mended(folder)) as store:
        store.marks.put("only", "here")
    back_up(folder / DATABASE, folder / "output/state/backups/briefing-2026-11-22.db")
    (folder / "output/state/backups/briefing-2026-11-23.db").write_bytes(b"damaged")
    half(folder / DATABASE)
    there, told = (folder / DATABASE).read_bytes(), Told()
    with closing(mended(folder, told)) as store:
        assert store.marks.get("only") == "here"
        assert store.marks.get("rebuilt") == f"{NOW.isoformat()} from briefing-2026-11-22.db"
        assert not store.marks.get("site/morning")  # pages and feed are all looked at again
    (aside,) = (folder / "output/state/damaged").glob("*.db")
    assert aside.read_bytes() == there
    assert any("briefing-2026-11-22.db" in line for line in told)


def test_an_episode_that_cannot_be_read_is_named(tmp_path: Path, house: Path) -> None:
    """What it aired is known by its sources all the same, and the others are taken up."""
    folder = copy(house, tmp_path)
    with closing(mended(folder)) as store:
        aired = store.aired.list_item_ids("morning")
    (folder / "output/site/morning/2026-11-22/episode.json").write_bytes(b"{}")
    (folder / DATABASE).unlink()
    told = Told()
    with closing(mended(folder, told)) as store:
        assert store.aired.list_item_ids("morning") == aired
        assert list(store.overview.list_published()) == EDITIONS[:1]
    assert any(line.startswith("morning/2026-11-22: its episode.json cannot be read") for line in told)


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        pytest.param(statement("UPDATE alembic_version SET version_num = '0999'"), UnknownVersion, "schema 0999", id="a newer one"),
        pytest.param(statement("DROP TABLE alembic_version"), Faulty, "another program's", id="another program's"),
    ],
)
def test_what_is_not_damage_is_never_set_aside(
    tmp_path: Path, house: Path, change: Damage, error: type[BriefingError], said: str
) -> None:
    """A database of a newer version or of another program is an error, and stays as it is."""
    folder = copy(house, tmp_path)
    change(folder / DATABASE)
    before = (folder / DATABASE).read_bytes()
    with pytest.raises(error, match=said):
        mended(folder)
    assert (folder / DATABASE).read_bytes() == before
    assert not (folder / "output/state/damaged").exists()


def test_a_writer_at_work_is_no_damage(tmp_path: Path, house: Path) -> None:
    """While another process holds the database for writing, it is looked at and opened, and nothing is set aside."""
    folder = copy(house, tmp_path)
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO marks VALUES ('a', 'b')")
        mended(folder).close()
    assert not (folder / "output/state/damaged").exists()


def test_who_has_the_old_file_open_goes_on_with_the_new_one(tmp_path: Path, house: Path) -> None:
    """A process that runs for weeks writes into no database that was set aside."""
    folder = copy(house, tmp_path)
    daemon = mended(folder)
    daemon.marks.put("before", "1")
    other = folder / "output/state/other.db"
    back_up(folder / DATABASE, other)
    half(other)
    other.replace(folder / DATABASE)
    mended(folder).close()
    daemon.marks.put("after", "1")
    daemon.close()
    with closing(mended(folder)) as store:
        assert store.marks.get("after") == "1"


@pytest.mark.parametrize("stage", range(1, 8))
def test_killed_while_it_mends(tmp_path: Path, house: Path, monkeypatch: pytest.MonkeyPatch, stage: int) -> None:
    """Stopped before any of its changes to the disk, the next process finds a workspace that it can repair."""
    folder = copy(house, tmp_path)
    half(folder / DATABASE)
    steps = iter(range(stage))

    def stopped(real: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **named: object) -> object:
            if next(steps, None) is None:
                raise KeyboardInterrupt
            return real(*arguments, **named)

        return step

    with monkeypatch.context() as patch:
        for name in ("sync_to_disk", "recover_episode", "_link_or_move", "find_damage"):
            patch.setattr(mending, name, stopped(getattr(mending, name)))
        with suppress(KeyboardInterrupt):
            mended(folder).close()
    with closing(mended(folder)) as store:
        assert list(store.overview.list_published()) == EDITIONS
    assert len(list_published_folders(folder / "output/site")) == 2
    assert list_backups(folder / "output/state/backups") == []


def test_a_correction_that_the_database_does_not_know(tmp_path: Path, house: Path) -> None:
    """A database copied back by hand from before a correction learns of it; until its run ends, one under way is left to it."""
    folder = copy(house, tmp_path)
    place = folder / "output/site/morning/2026-11-23"
    with closing(mended(folder)) as store:
        (known,) = [one for one in store.episodes.list_episodes("morning") if one.edition == EDITIONS[0]]
        run = store.runs.find(EDITIONS[0])
    why = (Correction(NOW, "The name was wrong"),)
    new = replace(known, revision=2, file=f"{EDITIONS[0]}-r2.mp3", corrections=why)
    (place / known.file).rename(place / new.file)
    (place / "episode.json").write_text(dumps(new), "utf-8")
    assert run
    with closing(mended(folder)) as store:
        assert store.episodes.find(EDITIONS[0]) == new
        again = store.runs.find(EDITIONS[0])
        assert again
        assert (again.state, again.revision, again.correction, again.edition) == ("corrected", 2, why[0].reason, run.edition)
        store.runs.save(replace(run, state="mixed"))
        with store.database.write() as connection:
            connection.exec_driver_sql("DELETE FROM episodes")
    with closing(mended(folder)) as store:
        assert list(store.overview.list_published()) == EDITIONS[1:]


def test_a_folder_that_cannot_be_looked_into_keeps_no_house_closed(tmp_path: Path, house: Path) -> None:
    """As one of another user: an open workspace stays usable, and a rebuilt one reports that the folder could not be read."""
    folder = copy(house, tmp_path)
    odd = folder / "output/site/morning/2026-11-20"
    odd.symlink_to(odd)  # looking into it is an error, for root too
    mended(folder).close()
    half(folder / DATABASE)
    told = Told()
    store = mended(folder, told)
    assert store.overview.list_published() == EDITIONS
    store.close()
    assert any(line.startswith("morning/2026-11-20: its episode.json cannot be read") for line in told)
