"""A browser for the tests of the pages, with nothing of its own to say to the network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
PHONE, DESK = (390, 844), (1280, 900)
Scheme = Literal["light", "dark"]
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium that may play without being touched."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*_QUIET, "--autoplay-policy=no-user-gesture-required", "--mute-audio"]
        )
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True)
class Window:
    """A page, and what it asked for or complained about."""

    page: Page
    seen: list[str] = field(default_factory=list)

    def foreign(self, *own: str) -> list[str]:
        """Return what it asked of others, and every complaint."""
        return [said for said in self.seen if not said.startswith(("file://", "data:", *own))]

    def audio(self, what: str) -> object:
        """Return a property of the player."""
        return self.page.evaluate(f"document.querySelector('audio').{what}")

    def time(self) -> float:
        """Return where the player is, in seconds."""
        return float(str(self.audio("currentTime")))

    def until(self, what: str, value: object) -> None:
        """Wait until a property of the player is so; the browser's own waiting needs the eval that our pages forbid."""
        for _ in range(200):
            if self.audio(what) == value:
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"{what} is {self.audio(what)!r}, not {value!r}")


def opened(
    browser: Browser, address: Path | str, size: tuple[int, int] = DESK, *, script: bool = True, scheme: Scheme = "dark",
    before: str = "", touch: bool = False, bypass_csp: bool = False,
) -> Window:  # fmt: skip
    """Open a file or a URL in a fresh profile, the only one; `before` is a script that runs before the page's own."""
    for left in browser.contexts:
        left.close()
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=script, color_scheme=scheme, has_touch=touch,
        bypass_csp=bypass_csp, reduced_motion="reduce",
    )  # fmt: skip
    window = Window(context.new_page())
    window.page.on("request", lambda request: window.seen.append(request.url))
    window.page.on("console", lambda message: window.seen.append(f"console: {message.text}"))
    window.page.on("pageerror", lambda error: window.seen.append(f"error: {error}"))
    if before:
        window.page.add_init_script(before)
    window.page.goto(address.as_uri() if isinstance(address, Path) else address)
    return window
