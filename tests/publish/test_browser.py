"""The player of the episode page, in a real browser: it goes where it is told, shows where it is, and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.publish.window import CHROMIUM, Window, opened

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this machine")]
# Chapters begin at 0, 8.75 (the bridge), 19.75 (the harvest), 30.75 and 39 seconds; a line every 2.75 from 0.5 on.
BEGUN = ".line[href$='#t={}'][aria-current]"
TITLE = "Harvest is 12 % larger than a year ago"


def in_sight(window: Window) -> bool:
    """Tell whether the line that sounds is on the screen, below the player."""
    line = window.page.locator(".line[aria-current]").bounding_box()
    player = window.page.locator(".player").bounding_box()
    size = window.page.viewport_size
    assert line
    assert player
    assert size
    return player["y"] + player["height"] <= line["y"] and line["y"] + line["height"] <= size["height"]


def test_a_chapter_seeks_and_the_text_follows(browser: Browser, episode: Path) -> None:
    """A click goes to the chapter's time and plays; the line that sounds is marked, and so is its chapter."""
    window = opened(browser, episode)
    window.page.click(".chapters li:nth-child(3) a")
    window.page.wait_for_selector(".chapters li:nth-child(3) a[aria-current]")
    assert window.time() >= 19.75
    assert not window.audio("paused")
    assert window.page.inner_text(".line[aria-current]") == "Example News reports."
    assert window.page.inner_text(".chapters [aria-current] span:last-child") == TITLE
    assert window.page.title() != "evil"
    assert not window.foreign()


def test_a_sentence_seeks(browser: Browser, episode: Path) -> None:
    """A click on a line, or Enter on it, goes to its time; the headline is a line, too."""
    window = opened(browser, episode)
    window.page.click(f"h3 .line >> text={TITLE}")
    window.page.wait_for_selector("h3 .line[aria-current]")
    assert window.time() >= 22.5
    window.page.focus(".line[href$='#t=14.25']")
    window.page.keyboard.press("Enter")
    window.page.wait_for_selector(".line[href$='#t=14.25'][aria-current]")


@pytest.mark.parametrize(
    ("key", "after"),
    [
        pytest.param("j", 5, id="j goes back 15 seconds"),
        pytest.param("ArrowLeft", 5, id="so does the left arrow"),
        pytest.param("l", 50, id="l goes forward 30 seconds"),
        pytest.param("ArrowRight", 50, id="so does the right arrow"),
        pytest.param("n", 30.75, id="n goes to the next chapter"),
        pytest.param("p", 8.75, id="p goes to the previous one when this has just begun"),
        pytest.param("Shift+L", 50, id="capitals are letters"),
        pytest.param("Control+l", 20, id="what belongs to the browser is left alone"),
    ],
)
def test_keys_move_the_player(browser: Browser, episode: Path, key: str, after: float) -> None:
    """From second 20 each key goes where it says."""
    window = opened(browser, f"{episode.as_uri()}#t=20")
    window.page.wait_for_selector(".line[aria-current]")
    window.page.keyboard.press(key)
    assert window.time() == pytest.approx(after, abs=0.01)


def test_keys_are_found_by_place_on_other_keyboards(browser: Browser, episode: Path) -> None:
    """On a Ukrainian keyboard the key of J says о, and still goes back."""
    window = opened(browser, f"{episode.as_uri()}#t=20")
    window.page.wait_for_selector(".line[aria-current]")
    window.page.dispatch_event("body", "keydown", {"key": "о", "code": "KeyJ", "bubbles": True})
    assert window.time() == pytest.approx(5, abs=0.01)


@pytest.mark.parametrize("key", ["k", "Space"])
def test_keys_play_and_pause(browser: Browser, episode: Path, key: str) -> None:
    """The same key starts and stops."""
    window = opened(browser, episode)
    for paused in (False, True):
        window.page.keyboard.press(key)
        window.until("paused", paused)


def test_controls_keep_their_own_keys(browser: Browser, episode: Path) -> None:
    """Space presses the button that has the focus and does not start the sound; letters choose in a list and go nowhere."""
    window = opened(browser, f"{episode.as_uri()}#t=20")
    window.page.wait_for_selector(".line[aria-current]")
    window.page.focus("[data-act=back]")
    window.page.keyboard.press("Space")
    assert window.time() == pytest.approx(5, abs=0.01)
    assert window.audio("paused")
    window.page.focus("#speed")
    window.page.keyboard.press("n")
    assert window.time() == pytest.approx(5, abs=0.01)


def test_shortcuts_are_listed_and_can_be_switched_off(browser: Browser, episode: Path) -> None:
    """? opens the list; switched off there (WCAG 2.2, 2.1.4), no letter does anything, on the next visit neither."""
    window = opened(browser, episode)
    window.page.keyboard.press("?")
    assert window.page.locator("#help kbd").all_inner_texts() == ["Space", "K", "J", "←", "L", "→", "P", "N", "?"]
    assert window.page.evaluate("document.querySelector('#help').getBoundingClientRect().bottom <= innerHeight")
    window.page.uncheck("#keys")
    for _ in range(2):
        window.page.locator("h1").click()
        window.page.keyboard.press("l")
        assert window.time() == 0
        window.page.reload()


def test_speed_and_skips_are_buttons_too(browser: Browser, episode: Path) -> None:
    """They do what they say; the speed is still there on the next visit."""
    window = opened(browser, f"{episode.as_uri()}#t=20")
    window.page.wait_for_selector(".line[aria-current]")
    window.page.get_by_role("button", name="Back 15 seconds").click()
    assert window.time() == pytest.approx(5, abs=0.01)
    window.page.get_by_role("button", name="Next chapter").click()
    assert window.time() == pytest.approx(8.75, abs=0.01)
    assert window.page.locator("#speed option").all_inner_texts() == ["0.75×", "1×", "1.25×", "1.5×", "1.75×", "2×"]
    window.page.select_option("#speed", "1.5")
    window.page.reload()
    assert window.audio("playbackRate") == 1.5
    assert window.page.input_value("#speed") == "1.5"


def test_the_position_is_remembered_until_the_end(browser: Browser, episode: Path) -> None:
    """A visit goes on where the last one was, unless the address names a moment; after the end it starts again."""
    window = opened(browser, episode)
    window.page.click(".line[href$='#t=14.25']")
    window.until("paused", False)
    window.page.keyboard.press("k")
    left = window.time()
    window.page.reload()
    window.page.wait_for_selector(".line[href$='#t=14.25'][aria-current]")
    assert window.time() == pytest.approx(left, abs=0.5)
    assert window.audio("paused")
    window.page.goto(f"{episode.as_uri()}?#t=22.5")
    window.page.wait_for_selector("h3 .line[aria-current]")
    window.page.evaluate("document.querySelector('audio').currentTime = 59.9; document.querySelector('audio').play()")
    window.until("ended", True)
    window.page.goto(episode.as_uri())
    window.until("readyState > 0", True)
    assert window.time() == 0


def test_forbidden_storage_is_no_fault(browser: Browser, episode: Path) -> None:
    """Where even naming the storage throws, everything works and nothing complains."""
    denied = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError'); }})"
    window = opened(browser, episode, before=denied)
    window.page.select_option("#speed", "2")
    window.page.click(".line[href$='#t=14.25']")
    window.page.wait_for_selector(".line[href$='#t=14.25'][aria-current]")
    window.page.keyboard.press("k")
    assert not window.foreign()


def test_the_page_follows_the_reader_not_the_other_way(browser: Browser, episode: Path) -> None:
    """A new line comes into sight; who scrolled away is left alone until the line is in sight again."""
    window = opened(browser, f"{episode.as_uri()}#t=17", (390, 500))
    window.page.wait_for_selector(BEGUN.format(17.0))
    window.page.select_option("#speed", "2")
    window.page.keyboard.press("n")
    window.page.wait_for_selector(BEGUN.format(19.75))
    assert in_sight(window)
    window.page.keyboard.press("k")
    window.page.wait_for_selector(BEGUN.format(22.5))
    window.page.evaluate("scrollTo(0, 0)")
    window.page.wait_for_selector(BEGUN.format(25.25))
    assert window.page.evaluate("scrollY") == 0
    window.page.evaluate("document.querySelector('.line[aria-current]').scrollIntoView({block: 'end'})")
    window.page.wait_for_selector(BEGUN.format(28.0))
    assert in_sight(window)


def test_following_can_be_switched_off(browser: Browser, episode: Path) -> None:
    """Unchecked, the page stays where it is, even when the listener goes elsewhere."""
    window = opened(browser, f"{episode.as_uri()}#t=17", (390, 500))
    window.page.wait_for_selector(BEGUN.format(17.0))
    window.page.uncheck("#follow")
    window.page.evaluate("scrollTo(0, 0)")
    window.page.keyboard.press("n")
    window.page.wait_for_selector(BEGUN.format(19.75))
    assert window.page.evaluate("scrollY") == 0


def test_the_lock_screen_knows_what_plays(browser: Browser, episode: Path) -> None:
    """The system's media controls are given title, show and cover."""
    window = opened(browser, episode)
    told = window.page.evaluate("[navigator.mediaSession.metadata.title, navigator.mediaSession.metadata.artist]")
    assert told == ["Sunday, 22 November 2026", "The Morning Briefing"]


def test_without_script_it_is_still_all_there(browser: Browser, episode: Path) -> None:
    """Player, chapters, lines and sources are there and are links; what needs the script is not shown."""
    window = opened(browser, episode, script=False)
    page = window.page
    assert page.locator("audio").is_visible()
    assert page.locator(".line").count() == 18
    assert not any(page.locator(part).is_visible() for part in ("#controls", "#follow", "#help"))
    assert page.locator(".chapters a").nth(1).get_attribute("href") == "morning-2026-11-22.mp3#t=8.75"
    assert page.locator(".chapters a").nth(1).is_visible()
    page.click("summary >> text=Chapters")
    assert not page.locator(".chapters a").nth(1).is_visible()
    assert not window.foreign()
