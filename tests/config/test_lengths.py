"""How long a programme is and how many stories it has: what no programme can keep is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.reading import mistakes, show


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(show("style: radio"), "3:12: shows.a.style: must be 'bulletin' or 'digest', not 'radio'", id="no style"),
        pytest.param(
            show("min_stories: 5\n    max_stories: 3"),
            "4:18: shows.a.max_stories: is below min_stories: 5",
            id="fewer at most than at least",
        ),
        pytest.param(
            show("min_words: 90"),
            "3:16: shows.a.min_words: is above what a story may have: summarizer.words is 70",
            id="more than a story has",
        ),
    ],
)
def test_what_no_programme_can_keep(tmp_path: Path, text: str, expected: str) -> None:
    """One mistake is one line, with its place and the value that it is at odds with."""
    assert mistakes(tmp_path, text) == [f"feeds.yaml:{expected}"]
