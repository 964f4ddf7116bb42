"""The episode page as a listener's browser sees it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import which

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from briefing.publish.cover import cover
from briefing.publish.publish import commit, refresh
from briefing.publish.site import FolderPublisher
from tests.fakes.publish import MemoryEpisodes
from tests.make import edition, show, site
from tests.publish import given

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this machine")]
SIZES = [pytest.param((390, 844), id="phone"), pytest.param((1280, 800), id="desk")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site on disk, with a story whose title is hostile and long."""
    root = tmp_path_factory.mktemp("site")
    episodes, publisher = MemoryEpisodes(), FolderPublisher(root)
    evil = given.hostile("</script><script>document.title='evil'</script>" + "unbroken" * 60)
    made = given.package(given.run([*given.STORIES, replace(evil, url="https://news.example/")], edition()), cover=cover("News"))
    commit(made, publisher, episodes, [])
    refresh([(show(title="News"), given.ENGLISH)], site(""), publisher, episodes, cover)
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, with nothing of its own to say to the network."""
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*quiet, "--autoplay-policy=no-user-gesture-required"]
        )  # fmt: skip
        yield chromium
        chromium.close()


def opened(browser: Browser, file: Path, size: tuple[int, int] = (1280, 800), *, script: bool = True) -> tuple[Page, list[str]]:
    """A page opened from disk, and what it asked for or complained about."""
    page = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=script, color_scheme="dark"
    ).new_page()  # fmt: skip
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: seen.append(f"error: {error}"))
    page.goto(file.as_uri())
    return page, seen


def test_a_chapter_seeks_and_the_text_follows(browser: Browser, folder: Path) -> None:
    """A click goes to the chapter's time and plays; the line that sounds is marked, and so is its chapter."""
    page, seen = opened(browser, folder / "morning/2026-11-22/index.html")
    page.click(".chapters li:nth-child(3) a")
    page.wait_for_selector(".chapters li:nth-child(3) a[aria-current]")
    page.wait_for_selector(".line[aria-current]")
    assert page.evaluate("document.querySelector('audio').currentTime") >= 17
    assert not page.evaluate("document.querySelector('audio').paused")
    assert page.inner_text(".line[aria-current]") == "Example News reports."
    assert page.inner_text(".chapters [aria-current] span:last-child") == "Harvest is 12 % larger than a year ago"
    assert page.title() != "evil"
    assert not [said for said in seen if not said.startswith(("file://", "data:"))]


def test_the_keyboard_is_enough(browser: Browser, folder: Path) -> None:
    """A line can be reached with Tab and played with Enter."""
    page, _ = opened(browser, folder / "morning/2026-11-22/index.html")
    page.focus(".line >> nth=4")
    page.keyboard.press("Enter")
    page.wait_for_selector(".line[data-start='11.5'][aria-current]")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.start") == "14.25"


def test_a_shared_moment_opens_there(browser: Browser, folder: Path) -> None:
    """`#t=` in the page's own address sets the time."""
    page, _ = opened(browser, folder / "morning/2026-11-22/index.html")
    page.goto((folder / "morning/2026-11-22/index.html").as_uri() + "?#t=20")
    page.wait_for_selector(".line[data-start='19.75'][aria-current]")
    assert page.evaluate("document.querySelector('audio').currentTime") == 20


def test_without_script_it_is_still_all_there(browser: Browser, folder: Path) -> None:
    """Player, lines and links work; what needs the script is not shown."""
    page, seen = opened(browser, folder / "morning/2026-11-22/index.html", script=False)
    assert page.locator("audio").is_visible()
    assert page.locator(".line").count() > 10
    assert not page.locator("#follow").is_visible()
    assert page.locator(".chapters a").nth(1).get_attribute("href") == "morning-2026-11-22.mp3#t=8.75"
    assert not [said for said in seen if not said.startswith(("file://", "data:"))]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["index.html", "morning/index.html", "morning/2026-11-22/index.html"])
def test_pages_fit_the_screen(browser: Browser, folder: Path, path: str, size: tuple[int, int]) -> None:
    """Nothing makes the page scroll sideways, every picture is there, and nothing leaves the page."""
    page, seen = opened(browser, folder / path, size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.evaluate("[...document.images].every((image) => image.naturalWidth == 1400)")
    assert not [said for said in seen if not said.startswith(("file://", "data:"))]
