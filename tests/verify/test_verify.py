"""Verify finds what is wrong with a published episode: each row damages one and names the check that must see it."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.model.errors import Faulty
from briefing.verify.finding import has_fault
from briefing.verify.verify import verify_episode, verify_site
from tests.support.newsroom import briefing, feeds_yaml, rss
from tests.support.stories import entries

NAME = "morning-2026-11-22.mp3"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one published episode, made once."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "a.xml").write_bytes(rss("Valley Ledger", entries(0, 2, datetime(2026, 11, 22, 3, 0, tzinfo=UTC))))
    feeds_yaml(folder, [{"path": "a.xml", "name": "Valley Ledger"}])
    made = briefing(folder, "run", real=True)
    assert made.returncode == 0, made.stderr
    return folder / "output" / "site"


@pytest.fixture
def copy(published: Path, tmp_path: Path) -> Path:
    """A copy of the site to damage; returns the episode's folder."""
    shutil.copytree(published, tmp_path / "site")
    return tmp_path / "site" / "morning" / "2026-11-22"


def test_a_published_episode_is_without_fault(copy: Path) -> None:
    """What was published stands every check, by itself and with its site."""
    assert not has_fault(verify_episode(copy / NAME))
    assert not has_fault(verify_site(copy.parent.parent))


def edit(name: str, pattern: str, replacement: str) -> Callable[[Path], None]:
    """Return a damage that replaces text in a file; it must be there."""

    def damage(folder: Path) -> None:
        file = folder / name
        text, count = re.subn(pattern, replacement, file.read_text("utf-8"), count=1)
        assert count == 1
        file.write_text(text, "utf-8")

    return damage


def cut(folder: Path) -> None:
    """Lose the second half of the MP3."""
    file = folder / NAME
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flip(folder: Path) -> None:
    """Turn some bytes of sound into others of the same number."""
    file = folder / NAME
    data = bytearray(file.read_bytes())
    for at in range(len(data) - 20_000, len(data) - 10_000):
        data[at] ^= 0x5A
    file.write_bytes(bytes(data))


def untag(folder: Path) -> None:
    """Take the tags away, and adjust episode.json so that only the tags can tell."""
    from hashlib import sha256

    from mutagen.id3 import ID3

    ID3(folder / NAME).delete(folder / NAME)
    file = folder / "episode.json"
    data = json.loads(file.read_text("utf-8"))
    sound = (folder / NAME).read_bytes()
    file.write_text(json.dumps({**data, "size": len(sound), "sha256": sha256(sound).hexdigest()}), "utf-8")


@pytest.mark.parametrize(
    ("damage", "seen_by"),
    [
        pytest.param(cut, "size", id="half the MP3"),
        pytest.param(flip, "sha256", id="noise in the MP3"),
        pytest.param(flip, "decodes", id="noise in the MP3, heard"),
        pytest.param(untag, "tags", id="no tags"),
        pytest.param(edit("episode.json", r'"duration": [\d.]+', '"duration": 1.0'), "length", id="wrong duration"),
        pytest.param(edit("episode.json", r'"integrated_lufs": -1', '"integrated_lufs": -2'), "level as promised", id="level"),
        pytest.param(edit("episode.json", "AI assistance", "great care"), "then the disclosure", id="another disclosure"),
        pytest.param(
            edit("episode.json", "The harbour bridge", "The harbor bridge"), "every line has its source", id="a word changed"
        ),
        pytest.param(edit("episode.json", '"title": "Farmers', '"title": "Farmer'), "tag chapters", id="another chapter title"),
        pytest.param(edit("transcript.vtt", "two years of repairs", "ten years of repairs"), "transcript.vtt", id="transcript"),
        pytest.param(edit("chapters.json", '"startTime": 0', '"startTime": 1'), "chapters.json", id="chapters"),
        pytest.param(edit("index.html", "two years of repairs", "a while"), "index.html", id="page"),
        pytest.param(lambda folder: (folder / "script.md").unlink(), "script.md", id="no script"),
        pytest.param(edit("../feed.xml", r'length="\d+"', 'length="7"'), "enclosure", id="enclosure length"),
        pytest.param(edit("../feed.xml", r"(?s)<item>.*</item>", ""), "has morning-2026-11-22", id="episode not in the feed"),
        pytest.param(edit("../feed.xml", "</channel>", ""), "morning/feed.xml", id="feed not well-formed"),
        pytest.param(edit("../feed.xml", r"(?s)(<item>.*?<title>)", r"\1Not "), "title", id="title in the feed"),
        pytest.param(edit("../feed.xml", r"<pubDate>\w+, 22", "<pubDate>Sat, 21"), "pubDate", id="date in the feed"),
        pytest.param(edit("../feed.xml", r"duration>\d+<", "duration>965<"), "duration", id="duration in the feed"),
        pytest.param(
            edit("../feed.xml", 'enclosure url="https://example', 'enclosure url="https://exampel'), "enclosure", id="host"
        ),
        pytest.param(edit("../feed.xml", "transcript.vtt", "transcripts.vtt"), "transcript", id="transcript's address"),
        pytest.param(edit("../feed.xml", "/chapters.json", "/../chapters.json"), "chapters", id="chapters' address"),
        pytest.param(edit("../feed.xml", "<link>https://example.org", "<link>http://[bad"), "enclosure", id="no address"),
        pytest.param(edit("../feed.xml", r"(?s)(<item>.*?)AI assistance.</desc", r"\1care.</desc"), "disclosure", id="no notes"),
        pytest.param(lambda folder: next(folder.parent.glob("cover-*")).unlink(), "cover", id="no cover"),
        pytest.param(lambda folder: (folder.parent / "index.html").unlink(), "page", id="no show page"),
        pytest.param(lambda folder: (folder.parent.parent / "index.html").unlink(), "site", id="no site page"),
        pytest.param(edit("index.html", 'src="morning', 'src="evening'), "player", id="page plays another file"),
        pytest.param(edit("index.html", r"(</strong>) This audio is created with AI assist", r"\1 "), "disclosure", id="no label"),
        pytest.param(lambda folder: (folder / "transcript.vtt").write_bytes(b"\xff\xfe"), "transcript.vtt", id="not text"),
        pytest.param(lambda folder: (folder / "chapters.json").write_text("[]"), "chapters.json", id="not chapters"),
        pytest.param(lambda folder: (folder / NAME).write_bytes((folder / NAME).read_bytes()[:2000]), "tags", id="2,000 bytes"),
        pytest.param(
            edit("../feed.xml", '(?s)<podcast:txt purpose="ai-content">true', "<podcast:txt>no"), "says AI", id="no AI mark"
        ),
    ],
)
def test_damage_is_seen(copy: Path, damage: Callable[[Path], None], seen_by: str) -> None:
    """A damaged episode has a fault, and the check that should see it does."""
    damage(copy)
    try:
        faults = [finding.what for finding in verify_episode(copy / NAME) if finding.verdict == "fault"]
    except Faulty as error:
        faults = [str(error)]
    assert any(seen_by in what for what in faults), faults


def test_a_folder_without_its_document(copy: Path) -> None:
    """An MP3 without episode.json beside it can't be verified, and says so."""
    (copy / "episode.json").unlink()
    with pytest.raises(Faulty, match=r"episode\.json"):
        list(verify_episode(copy / NAME))


def test_an_episode_that_is_offered_needs_its_folder(copy: Path) -> None:
    """A feed that lists an episode without an episode.json makes the site faulty."""
    (copy / "episode.json").unlink()
    faults = [finding.what for finding in verify_site(copy.parent.parent) if finding.verdict == "fault"]
    assert faults == ["morning/feed.xml morning-2026-11-22"]


def test_a_site_goes_through_all_episodes(copy: Path) -> None:
    """One damaged episode makes the site faulty, and is named."""
    (copy / NAME).unlink()
    faults = [finding.what for finding in verify_site(copy.parent.parent) if finding.verdict == "fault"]
    assert any("morning/2026-11-22" in what for what in faults)


@pytest.mark.parametrize(
    ("written_after", "verdict"),
    [
        pytest.param(-1, "note", id="the run was killed before it wrote the feed"),
        pytest.param(0, "fault", id="the feed was written with it"),
        pytest.param(1, "fault", id="the feed was written since"),
    ],
)
def test_an_episode_that_is_not_offered(copy: Path, written_after: int, verdict: str) -> None:
    """An episode without its entry is a fault of the feed, unless the feed was last written before the episode came."""
    feed, came = copy.parent / "feed.xml", (copy / "episode.json").stat().st_mtime_ns
    feed.write_text(re.sub(r"<item>.*?</item>", "", feed.read_text("utf-8"), count=1, flags=re.DOTALL), "utf-8")
    os.utime(feed, ns=(came, came + written_after * 10**9))
    found = [
        finding
        for finding in verify_site(copy.parent.parent)
        if finding.verdict != "ok" and "has morning-2026-11-22" in finding.what
    ]
    assert [finding.verdict for finding in found] == [verdict]
