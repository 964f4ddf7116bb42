"""The demo's sample news and its feeds.yaml."""

from __future__ import annotations

import hashlib
import html
import io
import re
from calendar import timegm
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import feedparser
import pytest
from cronsim import CronSim
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from briefing.cli.demo.prepare import prepare_demo
from briefing.languages import load_language
from briefing.model.errors import CannotWrite, Usage
from briefing.model.news import Item
from briefing.model.show import Feed, Show
from briefing.select.choose import choose
from tests.support import make

NOW = datetime(2026, 11, 22, 5, 12, 40, tzinfo=UTC)
RELATIVE_OR_PERSONAL = re.compile(r"\b(?:today|yesterday|tomorrow|tonight|last night|we|our|I)\b", re.IGNORECASE)


def loaded(config: Path) -> dict[str, Any]:
    """The feeds.yaml as data."""
    data: dict[str, Any] = YAML(typ="safe").load(config)
    return data


def plain(markup: str) -> str:
    """The text of an entry, a paragraph a line."""
    return html.unescape(re.sub("<[^>]+>", "", markup.replace("</p>", ""))).strip()


def news(config: Path) -> tuple[Show, list[Item]]:
    """The show and its items, read as a feed reader reads them."""
    wanted = loaded(config)["shows"]["demo"]
    feeds, items = [], []
    for given_feed in wanted["feeds"]:
        path = given_feed["path"]
        feed = Feed(hashlib.sha256(path.encode()).hexdigest()[:12], given_feed["name"], "", path,
                    given_feed["weight"], given_feed["rights"])  # fmt: skip
        feeds.append(feed)
        parsed = feedparser.parse(io.BytesIO((config.parent / path).read_bytes()))
        assert not parsed.bozo, parsed.get("bozo_exception")
        for entry in parsed.entries:
            when = datetime.fromtimestamp(timegm(entry.published_parsed), UTC)
            text = plain(entry.content[0].value if "content" in entry else entry.summary)
            item = make.item(entry.title, text, id=f"{feed.id[:8]}{entry.id[-8:]}", feed=feed.id, url=entry.link)
            items.append(Item(item.id, item.version, feed.id, item.title, text, item.url, "", when, when, True))
    return make.show("demo", *feeds, minutes=wanted["minutes"], words=wanted["summarizer"]["words"]), items


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The feeds.yaml of a demo just made."""
    return prepare_demo(tmp_path / "demo", NOW)


def test_the_show_is_due_at_the_minute_of_its_making(demo: Path) -> None:
    """The schedule's last slot is now, to the minute, in UTC."""
    show = loaded(demo)["shows"]["demo"]
    assert show["timezone"] == "UTC"
    assert next(CronSim(show["schedule"], NOW, reverse=True)) == NOW.replace(second=0)


@settings(max_examples=30, deadline=None)
@given(st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1)), st.integers(-12, 14))
def test_all_items_lie_within_the_twenty_hours_before_the_slot(moment: datetime, hours: int) -> None:
    """Whatever the moment and its zone, three well-formed feeds of about ten items are fresh, and none lies ahead."""
    now = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    with TemporaryDirectory() as folder:
        show, items = news(prepare_demo(Path(folder), now))
    slot = now.replace(second=0, microsecond=0)
    assert len(show.feeds) == 3
    assert 10 <= len(items) <= 12
    assert all(slot - timedelta(hours=20) < item.published < slot for item in items)
    assert len({item.id for item in items}) == len(items)


def test_one_event_is_told_twice_and_all_have_room(demo: Path) -> None:
    """The bridge is one story told by two feeds, and nothing is left out of the five minutes."""
    show, items = news(demo)
    rundown = choose(
        show, items, frozenset(), titles=load_language("en").titles, now=NOW, words_per_minute=160, frame_words=25, story_words=4
    )
    told = [story for story in rundown.stories if len(story.story.items) == 2]
    assert [story.story.items[0].title for story in told] == ["Old harbor bridge opens after two years of repairs"]
    assert told[0].reason.endswith("x 1.5 (2 sources); also told by Meridian Wire")
    assert rundown.rejected == ()
    assert len(rundown.stories) == len(items) - 1


def test_the_news_exercises_the_rules_and_opens_with_sentences_that_may_be_read(demo: Path) -> None:
    """Relative days and a first person stand in some texts, but in no headline and in none of the first two sentences."""
    _, items = news(demo)
    openings = [" ".join(re.split(r"(?<=[.”]) ", item.text.replace("\n", " "))[:2]) for item in items]
    assert [said for said in openings + [item.title for item in items] if RELATIVE_OR_PERSONAL.search(said)] == []
    broken = [item for item in items if RELATIVE_OR_PERSONAL.search(item.text)]
    assert len(broken) >= 5
    assert len(broken) < len(items)
    openers = load_language("en").dangling_openers
    assert [item.text for item in items if item.text.split()[0].lower() in openers] == []


def test_the_claim_comes_with_its_source_and_its_doubt(demo: Path) -> None:
    """The firm says so, and the next sentence says that nobody could verify it."""
    _, items = news(demo)
    [claim] = [item for item in items if "could not be independently verified" in item.text]
    first, second, *_ = claim.text.split(". ")
    assert "firm Northgate says" in first
    assert "verified" in second


def test_names_are_few_enough_for_a_listener(demo: Path) -> None:
    """Words written as names within a sentence, easy ones too, are at most 5 percent of all words, and some are hard."""
    _, items = news(demo)
    text = " ".join(item.text for item in items)
    names = [word for word in re.findall(r"(?<=[a-z,;] )[A-Z]\w+(?: [A-Z]\w+)*", text) for word in word.split()]
    assert {"Oyelaran", "Zvolanec", "Hrebenok"} <= set(names)
    assert 0 < len(names) / len(text.split()) <= 0.05


def test_no_address_leads_anywhere(demo: Path) -> None:
    """Links use the reserved domain, so that no real site is named by invented news."""
    _, items = news(demo)
    assert all(re.match(r"https://[a-z-]+\.example/", item.url) for item in items)


def test_again_within_the_hour_goes_on_with_the_same_edition(demo: Path) -> None:
    """A demo that was killed or is asked for twice keeps its slot, and every byte of its files."""
    before = {path: path.read_bytes() for path in demo.parent.rglob("*") if path.is_file()}
    next(demo.parent.rglob("valley-ledger.xml")).unlink()
    assert prepare_demo(demo.parent, NOW + timedelta(minutes=59)) == demo
    assert {path: path.read_bytes() for path in demo.parent.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(timedelta(hours=1), id="an hour later"),
        pytest.param(timedelta(days=1), id="same minute of the next day"),
        pytest.param(-timedelta(minutes=5), id="the clock went back"),
    ],
)
def test_later_it_is_news_again(demo: Path, later: timedelta) -> None:
    """The schedule moves to the new minute, and no item is one that the earlier demo aired."""
    show, items = news(demo)
    moved_show, moved = news(prepare_demo(demo.parent, NOW + later))
    slot = next(CronSim(loaded(demo)["shows"]["demo"]["schedule"], NOW + later, reverse=True))
    assert slot == (NOW + later).replace(second=0)
    assert not {feed.id for feed in show.feeds} & {feed.id for feed in moved_show.feeds}
    assert not {item.id for item in items} & {item.id for item in moved}


def test_over_midnight_a_new_slot_is_taken(tmp_path: Path) -> None:
    """A slot of the day before is not today's, however fresh."""
    prepare_demo(tmp_path, datetime(2026, 11, 22, 23, 50, tzinfo=UTC))
    config = prepare_demo(tmp_path, datetime(2026, 11, 23, 0, 10, tzinfo=UTC))
    assert loaded(config)["shows"]["demo"]["schedule"] == "10 0 * * *"


@pytest.mark.parametrize(
    "theirs",
    [
        pytest.param(b"version: 1\nshows: {}\n", id="a producer's own"),
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\xfe\x00", id="not text"),
        pytest.param(b"# Made by `briefing demo` for friends; keep it\n", id="no slot"),
        pytest.param(b"# Made by `briefing demo` for 2026-13-45T99:99Z; keep it\n", id="no such time"),
    ],
)
def test_a_feeds_yaml_of_somebody_else_is_left_alone(tmp_path: Path, theirs: bytes) -> None:
    """What the demo did not make it does not touch, and writes nothing beside it."""
    (tmp_path / "feeds.yaml").write_bytes(theirs)
    with pytest.raises(Usage, match="was not made by the demo"):
        prepare_demo(tmp_path, NOW)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("feeds.yaml", theirs)]


def test_a_folder_that_is_a_file_cannot_be_written(tmp_path: Path) -> None:
    """The error names the file, the cause and a way out."""
    (tmp_path / "demo").write_text("here first")
    with pytest.raises(CannotWrite, match="cannot be written: Not a directory: choose another folder"):
        prepare_demo(tmp_path / "demo", NOW)


def test_a_refused_rename_leaves_nothing_half_written(tmp_path: Path) -> None:
    """When a folder stands in a feed's place, the error says so, and no file beside it remains."""
    place = tmp_path / "sample-feeds" / "2026-11-22-0512" / "meridian-wire.xml"
    place.mkdir(parents=True)
    with pytest.raises(CannotWrite, match=r"meridian-wire\.xml: cannot be written"):
        prepare_demo(tmp_path, NOW)
    assert sorted(path.name for path in place.parent.iterdir()) == ["harbor-courier.xml", "meridian-wire.xml"]
    assert not (tmp_path / "feeds.yaml").exists()
