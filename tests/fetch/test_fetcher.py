"""What every fetcher promises, the real one over files and over HTTP, and the fake one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from briefing.fetch.fetcher import FeedFetcher
from briefing.fetch.limits import Limits
from briefing.fetch.parser_process import IdleProcess
from briefing.model.ports import Fetcher
from briefing.model.show import Feed
from tests.fetch.feeds import entry, rss
from tests.fetch.server import Page, serving
from tests.support import make
from tests.support.fakes.fetch import FakeFetcher
from tests.support.fast import READER
from tests.support.make import NOW


@dataclass(frozen=True, slots=True)
class World:
    """A fetcher and its feeds: `good` has two items, One and Two, `dead` cannot be had."""

    fetcher: Fetcher
    good: Feed
    dead: Feed


def _files(tmp_path: Path, bench: IdleProcess | None = READER) -> Iterator[World]:
    (tmp_path / "good.xml").write_bytes(rss(entry("One", link="/1"), entry("Two", link="/2")))
    fetcher = FeedFetcher(tmp_path, per_host=2, bench=bench)
    yield World(fetcher, make.feed("good", path="good.xml"), make.feed("dead", path="dead.xml"))


def _web(tmp_path: Path, bench: IdleProcess | None = READER) -> Iterator[World]:
    body = rss(entry("One", link="/1"), entry("Two", link="/2"))
    with serving({"/good": Page(body, headers={"ETag": '"1"'})}) as server:
        fetcher = FeedFetcher(tmp_path, per_host=2, bench=bench)
        yield World(fetcher, *(make.feed(id, url=server.url(f"/{id}"), private=True) for id in ("good", "dead")))


def _fake(tmp_path: Path) -> Iterator[World]:
    items = [make.item("One", id="1"), make.item("Two", id="2")]
    yield World(FakeFetcher({"good": items}), make.feed("good"), make.feed("dead"))


@pytest.fixture(params=[_files, _web, _fake], ids=["files", "web", "fake"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """Each fetcher with its feeds."""
    made: Callable[[Path], Iterator[World]] = request.param
    yield from made(tmp_path)


def test_one_answer_a_feed_in_order(world: World) -> None:
    """Answers come in the order of the feeds, whatever becomes of each."""
    feeds = [world.good, world.dead, world.good]
    assert [answer.feed for answer in world.fetcher.fetch(feeds, {}, NOW)] == feeds


def test_items_belong_to_their_feed(world: World) -> None:
    """A feed's items carry its id, were seen now, and differ in their own ids."""
    (answer,) = world.fetcher.fetch([world.good], {}, NOW)
    assert [(item.title, item.feed, item.seen) for item in answer.items] == [("One", "good", NOW), ("Two", "good", NOW)]
    assert len({item.id for item in answer.items}) == 2
    assert answer.error == ""


def test_a_dead_feed_is_an_answer(world: World) -> None:
    """A feed that fails gives an error that names it, a note that says the same, and nothing else; others are not touched."""
    dead, good = world.fetcher.fetch([world.dead, world.good], {}, NOW)
    assert dead.error.startswith(f"{world.dead.name}: {world.dead.address}: ")
    assert (dead.items, dead.bookmark) == ((), None)
    (note,) = dead.notes
    assert (note.stage, note.subject) == ("fetch", world.dead.name)
    assert dead.error == f"{note.subject}: {note.message}"
    assert len(good.items) == 2


def test_a_bookmark_saves_the_second_asking(world: World) -> None:
    """Asked again with the bookmark it gave, a feed that has not changed answers nothing, and that is no error."""
    (first,) = world.fetcher.fetch([world.good], {}, NOW)
    if first.bookmark is None:  # a file is read every time
        return
    (second,) = world.fetcher.fetch([world.good], {"good": first.bookmark}, NOW)
    assert (second.items, second.bookmark, second.notes, second.error) == ((), None, (), "")


def test_no_feeds_no_answers(world: World) -> None:
    """Asking nobody is answered by nobody."""
    assert list(world.fetcher.fetch([], {}, NOW)) == []


@pytest.mark.usefixtures("no_reader")
@pytest.mark.parametrize("made", [pytest.param(_files, id="files"), pytest.param(_web, id="web")])
def test_no_process_stays(made: Callable[[Path, IdleProcess | None], Iterator[World]], tmp_path: Path) -> None:
    """When the answers are there, the process that read them is gone, unless there is a bench on which it may wait."""
    for world in made(tmp_path, None):
        world.fetcher.fetch([world.good, world.dead], {}, NOW)
        assert psutil.Process().children() == []


@pytest.mark.parametrize(
    ("path", "why"),
    [
        pytest.param("none.xml", "does not exist: check its path in feeds.yaml", id="missing"),
        pytest.param("folder", "is not a file", id="a folder"),
        pytest.param("empty.xml", "is empty", id="empty"),
        pytest.param("page.html", "is not a feed: it looks like a web page (HTML)", id="web page"),
        pytest.param("large.xml", "is larger than 0.001 MB", id="too large"),
    ],
)
def test_files_that_are_no_feeds(tmp_path: Path, path: str, why: str) -> None:
    """A file that cannot be used is told in words."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.xml").touch()
    (tmp_path / "page.html").write_text("<html><body>Hello</body></html>")
    (tmp_path / "large.xml").write_bytes(rss(entry()) + b" " * 1000)
    fetcher = FeedFetcher(tmp_path, per_host=1, limits=Limits(body=1000), bench=READER)
    (answer,) = fetcher.fetch([make.feed(path=path)], {}, NOW)
    assert answer.error == f"Example News: {path}: {why}"


def test_a_feed_cut_off_is_used_and_told(tmp_path: Path) -> None:
    """What is whole in a feed that stops in the middle is used, a note says so, and the bookmark stays where it was."""
    body = rss(entry("One"), entry("Two"))[:-80]
    with serving({"/cut": Page(body, headers={"ETag": '"1"'})}) as server:
        feed = make.feed(url=server.url("/cut"), private=True)
        (answer,) = FeedFetcher(tmp_path, per_host=1, bench=READER).fetch([feed], {}, NOW)
    assert [item.title for item in answer.items] == ["One"]
    assert (answer.bookmark, answer.error) == (None, "")
    assert "stops in the middle" in answer.notes[0].message
