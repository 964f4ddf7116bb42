"""A plain square cover: the title on a colour of its own, above a wave."""

from __future__ import annotations

import hashlib
import textwrap
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from briefing.lib.text import to_one_line

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIDE = 1400  # pixels; podcast directories take 1400 to 3000
_MARGIN, _WIDTH, _HEIGHT = 120, SIDE - 240, 660  # the title's box
_SIZES = range(176, 55, -8)  # points tried, largest first
_LINE = 1.2  # a line's height, in font sizes
_LETTERS = 18  # capitals that surely fit a line at the smallest size
# White on each has a contrast of 7 or more (WCAG 2.2, 1.4.6).
_COLOURS = (
    "#1f3a5f",
    "#2d4a3e",
    "#5b2a3c",
    "#3b2f63",
    "#0f4c5c",
    "#5a3d1e",
    "#333d47",
    "#274b73",
)
_BARS, _BAR = 29, 22  # the wave: how many bars, how wide each


@lru_cache(16)
def draw_cover(title: str, subtitle: str = "") -> bytes:
    """Return a JPEG of 1400 x 1400; the same words give the same bytes."""
    from PIL import Image, ImageDraw

    title, subtitle = to_one_line(title, 200) or "News", to_one_line(subtitle, 60)
    digest = hashlib.sha256(title.encode()).digest()
    image = Image.new("RGB", (SIDE, SIDE), _COLOURS[digest[0] % len(_COLOURS)])
    draw = ImageDraw.Draw(image)
    size, lines = _fit_title(title)
    for number, line in enumerate(lines):
        draw.text((_MARGIN, _MARGIN + number * size * _LINE), line, "white", _load_font(size))
    _draw_wave(draw, digest)
    if subtitle:
        draw.text((_MARGIN, SIDE - _MARGIN), subtitle, "#ffffffcc", _load_font(44), anchor="ls")
    file = BytesIO()
    image.save(file, "JPEG", quality=85)
    return file.getvalue()


def get_cover_name(image: bytes) -> str:
    """Return a cover's file name; another picture has another name, so that no cache shows the old one."""
    return f"cover-{hashlib.sha256(image).hexdigest()[:12]}.jpg"


def _load_font(size: int) -> FreeTypeFont:
    from PIL import ImageFont

    data = (files("briefing.publish") / "fonts" / "DejaVuSans-Bold.ttf").read_bytes()
    return ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


def _fit_title(text: str) -> tuple[int, list[str]]:
    """Return the largest size at which the text fits its box, and its lines; what fits at no size is cut."""
    for size in _SIZES:
        lines = _wrap(text, _load_font(size))
        if len(lines) * size * _LINE <= _HEIGHT and all(_load_font(size).getlength(line) <= _WIDTH for line in lines):
            return size, lines
    if any(_load_font(size).getlength(line) > _WIDTH for line in lines):
        lines = textwrap.wrap(text, _LETTERS)  # one word wider than the cover
    room = int(_HEIGHT / (size * _LINE))
    return size, [*lines[: room - 1], lines[room - 1] + "…"] if len(lines) > room else lines


def _wrap(text: str, font: FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= _WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _draw_wave(draw: ImageDraw, digest: bytes) -> None:
    """Draw bars as of sound, their heights from the title: no two shows look the same."""
    step = (SIDE - 2 * _MARGIN - _BAR) / (_BARS - 1)
    middle = SIDE - 400
    for number in range(_BARS):
        swell = 1 - abs(number - _BARS // 2) / (_BARS // 2 + 4)
        half = 16 + swell * (40 + digest[number % len(digest)] * 0.55)
        left = _MARGIN + number * step
        draw.rounded_rectangle((left, middle - half, left + _BAR, middle + half), _BAR / 2, "#ffffff")
