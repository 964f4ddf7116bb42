"""An output folder as an older version left it is gone on with: nothing is aired twice, and all is well.

`older/` is what commit f9a402c left of a run with the tone voice at 06:05 in Kyiv on 21 November 2026: its database as SQL, and the
files of its edition but for the MP3, the pages and the cover.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from briefing.store.schema import SCHEMA
from tests.support.newsroom import briefing

OLDER = Path(__file__).parent / "older"
DAY = Path("output/site/morning/2026-11-21")
NEW = """<item><title>Lighthouse of Torvik gets a new lamp</title><guid isPermaLink="false">lamp</guid>
<link>https://news.example/lamp</link><pubDate>Sun, 22 Nov 2026 02:00:00 +0000</pubDate>
<description>The lighthouse of Torvik gets a new lamp. It shines as far as the old one.</description></item>"""
BEFORE_ALEMBIC = """
DROP TABLE alembic_version; CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY);
INSERT INTO schema_version VALUES (3);
"""
BEFORE_MARKS = f"""{BEFORE_ALEMBIC}
DROP TABLE feeds; DROP TABLE marks; DROP TABLE troubles; UPDATE schema_version SET version = 2;
"""


def moved_in(folder: Path, change: str) -> str:
    """Make the workspace in a folder, its database changed by SQL; returns the name of its MP3."""
    shutil.copytree(OLDER, folder, dirs_exist_ok=True)
    with closing(sqlite3.connect(folder / "output/state/briefing.db")) as database:
        database.executescript((folder / "briefing.sql").read_text("utf-8") + change)
    episode = json.loads((folder / DAY / "episode.json").read_text("utf-8"))
    (folder / DAY / episode["file"]).write_bytes(bytes(episode["size"]))  # only its size is looked at
    return str(episode["file"])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("", id="as it was left"),
        pytest.param(BEFORE_ALEMBIC, id="of a version before Alembic"),
        pytest.param(BEFORE_MARKS, id="of a version before marks and troubles"),
    ],
)
def test_a_house_of_an_older_version_goes_on(tmp_path: Path, change: str) -> None:
    """The old feed with one more story makes an edition of that one; both are offered, the schema is ours, all is well."""
    mp3 = moved_in(tmp_path, change)
    aired = {story["title"] for story in json.loads((tmp_path / DAY / "episode.json").read_text("utf-8"))["stories"]}
    guid = re.findall("<podcast:guid>.*?<", (tmp_path / "output/site/morning/feed.xml").read_text("utf-8"))
    feed = tmp_path / "a.xml"
    feed.write_text(feed.read_text("utf-8").replace("</channel>", f"{NEW}</channel>"), "utf-8")

    made = briefing(tmp_path, "run", "--json")

    assert made.returncode == 0, made.stderr
    (row,) = [json.loads(line) for line in made.stdout.splitlines()]
    assert (row["edition"], row["state"], row["stories"]) == ("morning-2026-11-22", "published", 1)
    told = json.loads((tmp_path / "output/site/morning/2026-11-22/episode.json").read_text("utf-8"))
    assert len(aired) == 2
    assert [story["title"] for story in told["stories"]] == ["Lighthouse of Torvik gets a new lamp"]
    offered = (tmp_path / "output/site/morning/feed.xml").read_text("utf-8")
    assert re.findall(r"<guid[^>]*>([^<]*)<", offered) == ["morning-2026-11-22", "morning-2026-11-21"]
    assert re.findall("<podcast:guid>.*?<", offered) == guid != []
    assert mp3 in offered
    with closing(sqlite3.connect(tmp_path / "output/state/briefing.db")) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [(SCHEMA,)]
        assert database.execute("SELECT count(*) FROM aired").fetchone() == (3,)
    looked = briefing(tmp_path, "status", now="2026-11-22T04:30:00Z")
    assert (looked.returncode, "Nothing needs attention." in looked.stdout) == (0, True), looked.stdout
    again = briefing(tmp_path, "run", now="2026-11-22T04:35:00Z")
    assert (again.returncode, "already published" in again.stdout) == (0, True), again.stdout


def test_the_old_edition_is_still_known_by_the_commands(tmp_path: Path) -> None:
    """Its run is listed and its rundown told, from rows that today's code did not write."""
    moved_in(tmp_path, "")
    listed = briefing(tmp_path, "episodes", "list", "--json")
    assert [(row["edition"], row["stories"], row["trouble"]) for row in json.loads(listed.stdout)] == [
        ("morning-2026-11-21", 2, None)
    ]
    why = briefing(tmp_path, "script", "morning", "--day", "2026-11-21", "--why")
    assert (why.returncode, why.stdout.count("\nchosen")) == (0, 2), why.stdout + why.stderr
