"""Links of items without what opens their feed."""

from __future__ import annotations

import pytest

from briefing.fetch.links import strip_secrets


@pytest.mark.parametrize(
    ("link", "published"),
    [
        pytest.param("https://e.example/1?id=7", "https://e.example/1?id=7", id="plain"),
        pytest.param("https://me:pw@e.example/1", "https://e.example/1", id="user and password"),
        pytest.param("https://e.example/1?id=7&t=s3cr3t", "https://e.example/1?id=7", id="the feed's own token"),
        pytest.param("https://e.example/1?token=other", "https://e.example/1?token=other", id="a value of its own"),
        pytest.param("https://e.example/1?to=/x%3Ft%3Ds3cr3t", "https://e.example/1", id="the feed's own token in a value"),
        pytest.param("https://e.example/s3cr3t/1", "", id="the feed's own token in the path"),
        pytest.param("https://e.example/world/1?cat=world", "https://e.example/world/1?cat=world", id="the feed's own word"),
        pytest.param("https://e.example/1?code=world&id=7", "https://e.example/1?id=7", id="the feed's own pair"),
    ],
)
def test_links_do_not_carry_the_feeds_secrets(link: str, published: str) -> None:
    """An item's link goes out without what opens its feed."""
    assert strip_secrets(link, "https://e.example/rss?token=s3cr3t&n=7&code=world") == published
