"""The pictures of the README, taken of the demo: `python -m tests.publish.pictures [DIR]`, docs/pictures unless named."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.publish.window import DESK, PHONE, Scheme, chromium, opened

LINK = "https://example.org/briefing"
LIMIT = 200_000  # bytes of a picture


def demo(folder: Path) -> Path:
    """Make the demo, tell it where it is served, so that its show can be subscribed to, and return its site."""
    command = [sys.executable, "-m", "briefing"]
    subprocess.run([*command, "demo", "--output", str(folder)], check=True, capture_output=True, timeout=300)
    config = folder / "feeds.yaml"
    config.write_text(config.read_text("utf-8").replace('link: ""', f"link: {LINK}"), "utf-8")
    subprocess.run([*command, "run", "--config", str(config)], check=True, capture_output=True, timeout=300)
    return folder / "output/site"


def picture(browser: Browser, page: str, size: tuple[int, int], scheme: Scheme, file: Path) -> None:
    """Take what a listener sees first."""
    window = opened(browser, page, size, scheme=scheme, touch=size == PHONE)
    window.page.wait_for_load_state("load")
    if "#t=" in page:
        window.page.wait_for_selector(".line[aria-current]")
    with Image.open(BytesIO(window.page.screenshot())) as taken:
        taken.convert("RGB").quantize(200).save(file, optimize=True)  # a page has few colours: a third of the bytes
    assert file.stat().st_size < LIMIT, f"{file} is too large"


def main(folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, chromium() as browser:
        site = demo(Path(made))
        episode = next(site.glob("*/*/index.html"))
        moment = f"{episode.as_uri()}#t=24"
        picture(browser, moment, DESK, "light", folder / "episode-light.png")
        picture(browser, moment, PHONE, "dark", folder / "episode-phone-dark.png")
        picture(browser, episode.parents[1].joinpath("index.html").as_uri(), DESK, "light", folder / "show-light.png")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
