"""A site on disk and a browser to see it with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from briefing.publish.cover import draw_cover
from briefing.publish.publish import commit, refresh_site
from briefing.store.site import FolderPublisher
from tests.publish import given
from tests.publish.house import House
from tests.publish.window import chromium
from tests.support.fakes.publish import MemoryEpisodes, MemoryPublisher
from tests.support.make import edition, show, site

DAYS = 12  # episodes of the show: more than its page shows whole


def made_site(root: Path, link: str = "") -> Path:
    """Make a site of one show; its newest episode tells a story with a licence and, last, one whose title is hostile and long."""
    episodes, publisher = MemoryEpisodes(), FolderPublisher(root)
    evil = given.hostile("</script><script>document.title='evil'</script>" + "unbroken" * 60)
    licensed = replace(given.STORIES[0], license="https://creativecommons.org/licenses/by/4.0/")
    stories = [licensed, *given.STORIES[1:], replace(evil, url="https://news.example/")]
    told = given.package(given.run(stories, edition(), titled=True), cover=draw_cover("News"), seconds=60)
    commit(told, publisher, MemoryPublisher(), episodes, [])
    sound = {told.episode.file: told.files[told.episode.file]}
    for back in range(1, DAYS):
        day, slot = told.episode.day - timedelta(days=back), told.episode.slot - timedelta(days=back)
        episodes.save(replace(told.episode, edition=f"morning-{day}", guid=f"morning-{day}", day=day, slot=slot), [])
        publisher.place(f"morning/{day}", sound)
    refresh_site([(show(title="News"), given.ENGLISH)], site(link), publisher, episodes, draw_cover)
    return root


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, which has not been told where it is served."""
    return made_site(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def episode(folder: Path) -> Path:
    """The newest episode's page."""
    return folder / "morning/2026-11-22/index.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Three days of a show."""
    return House(tmp_path / "site", 3)
