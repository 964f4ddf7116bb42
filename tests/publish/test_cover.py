from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from briefing.publish.cover import draw_cover, get_cover_name


@pytest.mark.parametrize(
    "title",
    ["News", "The Morning Briefing", "Ранковий огляд новин", "W" * 300, "word " * 200, "\x00\u202e", "Tech & <b>"],
    ids=["short", "usual", "Cyrillic", "one endless word", "very long", "nothing to show", "markup"],
)
def test_a_cover_is_what_directories_take(title: str) -> None:
    """A square RGB JPEG of 1400 pixels and moderate size, with the margins left free."""
    data = draw_cover(title, "Example Newsroom")
    image = Image.open(BytesIO(data))
    assert (image.format, image.size, image.mode) == ("JPEG", (1400, 1400), "RGB")
    assert len(data) < 300_000
    back = Image.new("RGB", (1400, 1400), image.getpixel((5, 5)))
    for edge in ((0, 0, 1400, 80), (0, 0, 80, 1400), (1320, 0, 1400, 1400)):
        difference = ImageChops.difference(image.crop(edge), back.crop(edge)).convert("L")
        assert max(difference.tobytes()) < 20


def test_the_same_words_give_the_same_bytes() -> None:
    """A cover and its name are stable, and another title has another one."""
    first = draw_cover("The Morning Briefing")
    assert first == draw_cover("The Morning Briefing")
    assert get_cover_name(first) != get_cover_name(draw_cover("The Evening Briefing"))
    assert get_cover_name(first).startswith("cover-")
