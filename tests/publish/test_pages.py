"""All three pages in a real browser: accessible, on every screen, without a request to another host."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.publish.conftest import made_site
from tests.publish.window import CHROMIUM, DESK, PHONE, Scheme, opened

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this machine")]
SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk")]
PAGES = [
    pytest.param("index.html", id="site"),
    pytest.param("morning/index.html", id="show"),
    pytest.param("morning/2026-11-22/index.html", id="episode"),
]
LINK = "https://example.org/briefing"
FEED = f"{LINK}/morning/feed.xml"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was told where it is served."""
    return made_site(tmp_path_factory.mktemp("linked"), LINK)


@pytest.fixture
def served(folder: Path) -> Iterator[str]:
    """The address of the site that was not told, over HTTP."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_nobody_is_kept_out(browser: Browser, linked: Path, path: str, size: tuple[int, int], scheme: Scheme) -> None:
    """axe-core finds nothing against WCAG 2.2 AA or its best practice, with a line marked and everything unfolded."""
    address = (linked / path).as_uri() + ("#t=14.5" if "2026" in path else "")
    window = opened(browser, address, size, scheme=scheme, bypass_csp=True)
    if "2026" in path:
        window.page.wait_for_selector(".line[aria-current]")
    window.page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    found = Axe().run(window.page, options={"runOnly": {"type": "tag", "values": STANDARDS}})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_the_screen(browser: Browser, folder: Path, path: str, size: tuple[int, int]) -> None:
    """Nothing makes the page scroll sideways, every picture is there, and from a disk nothing leaves the page or complains."""
    window = opened(browser, folder / path, size)
    assert window.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert window.page.evaluate("[...document.images].every((image) => image.naturalWidth == 1400)")
    assert window.page.locator(".ai").first.is_visible()
    assert not window.foreign()


@pytest.mark.parametrize("path", PAGES)
def test_fingers_find_every_control(browser: Browser, linked: Path, path: str) -> None:
    """On a phone what is pressed is at least 44 px high and wide; the transcript begins on the first screen."""
    window = opened(browser, linked / path, PHONE, touch=True)
    if "2026" in path:
        heading = window.page.locator("#transcript").bounding_box()
        assert heading
        assert heading["y"] < PHONE[1] * 0.6
    window.page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    pressed = "button, select, summary, label, input[type=text], audio, .chapters a, .apps a, .date a, .older a, footer a"
    boxes = [(part.inner_text(), part.bounding_box()) for part in window.page.locator(pressed).all() if part.is_visible()]
    assert boxes
    assert not [(name, box) for name, box in boxes if not box or box["height"] < 44 or box["width"] < 44]


@pytest.mark.parametrize("path", PAGES)
def test_served_pages_ask_nobody_else(browser: Browser, served: str, path: str) -> None:
    """Over HTTP, too, every request goes to the site itself, and the page's own policy is never broken."""
    window = opened(browser, f"{served}/{path}")
    if "2026" in path:
        window.until("readyState > 0", True)
    assert not window.foreign(served)


def test_the_address_of_the_feed_is_copied(browser: Browser, linked: Path) -> None:
    """One press copies it without asking for a permission, says so, and it can be pasted."""
    window = opened(browser, linked / "morning/index.html")
    assert window.page.input_value("#address") == FEED
    window.page.click("#copy")
    window.page.wait_for_selector("#copied >> text=Copied")
    window.page.evaluate("document.querySelector('h1').contentEditable = true")
    window.page.click("h1")
    window.page.keyboard.press("Control+v")
    assert FEED in window.page.inner_text("h1")
    assert not window.foreign()


def test_refused_copying_leaves_the_address_selected(browser: Browser, linked: Path) -> None:
    """Where the browser has neither way of copying, nothing is claimed, and Ctrl+C is all that is missing."""
    refused = """
        document.execCommand = () => false;
        Object.defineProperty(navigator, 'clipboard', {value: {writeText: () => Promise.reject(new Error('denied'))}});
    """
    window = opened(browser, linked / "morning/index.html", before=refused)
    window.page.click("#copy")
    assert window.page.evaluate("getSelection().toString()") == FEED
    assert window.page.inner_text("#copied") == ""
    assert not window.foreign()


def test_without_script_the_feed_can_still_be_followed(browser: Browser, linked: Path) -> None:
    """The address is there to be selected, the links are there, and a button that would do nothing is not."""
    page = opened(browser, linked / "morning/index.html", script=False).page
    assert page.input_value("#address") == FEED
    assert not page.locator("#copy").is_visible()
    assert page.locator(".apps a").count() == 4


def test_a_site_without_an_address_of_its_own(browser: Browser, folder: Path, served: str) -> None:
    """From a disk it offers the file alone; served, it has found out its address; it promises no app anything."""
    disk = opened(browser, folder / "morning/index.html").page
    assert disk.get_by_role("link", name="Podcast feed").get_attribute("href") == "feed.xml"
    assert not disk.locator("#address").is_visible()
    page = opened(browser, f"{served}/morning/index.html").page
    assert page.input_value("#address") == f"{served}/morning/feed.xml"
    assert page.locator(".apps a").count() == 0


def test_printed_it_is_the_text_with_its_sources(browser: Browser, folder: Path) -> None:
    """On paper there is no player, and the addresses of the sources are written out."""
    page = opened(browser, folder / "morning/2026-11-22/index.html", scheme="light").page
    page.emulate_media(media="print")
    assert not page.locator(".player").is_visible()
    assert page.locator(".line").first.is_visible()
    after = page.evaluate("getComputedStyle(document.querySelector('.sources a'), '::after').content")
    assert "https://news.example/bridge?id=7" in after


def test_a_chapter_of_the_show_page_opens_its_moment(browser: Browser, folder: Path) -> None:
    """It leads to the episode's page, which is then at that time; older episodes are one line each."""
    page = opened(browser, folder / "morning/index.html").page
    assert page.locator(".episodes > li").count() == 10
    assert page.locator(".older li").count() == 2
    page.click("summary >> nth=0")
    page.click(".chapters a >> nth=2")
    page.wait_for_selector(".line[href$='#t=19.75'][aria-current]")
