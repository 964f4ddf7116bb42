"""Addresses fit for the eyes of others."""

from __future__ import annotations

import pytest

from briefing.fetch.address import shown, without_secrets


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        pytest.param("https://e.example/rss?page=2", "https://e.example/rss?page=2", id="plain"),
        pytest.param("https://me:pw@e.example:8443/rss", "https://e.example:8443/rss", id="user and password"),
        pytest.param("https://me:p@ss@e.example/rss", "https://e.example/rss", id="at sign in password"),
        pytest.param("https://e.example/rss?api_key=abc&n=5", "https://e.example/rss?api_key=***&n=5", id="secret name"),
        pytest.param("https://e.example/rss?u=a1b2c3d4e5f6a7b8c9d0e1", "https://e.example/rss?u=***", id="secret value"),
        pytest.param("https://e.example/rss#token=abc", "https://e.example/rss", id="fragment"),
        pytest.param("local/feed.xml", "local/feed.xml", id="path"),
        pytest.param("http://[::1", "an address that is not one", id="no address"),
    ],
)
def test_shown(address: str, printed: str) -> None:
    """What is printed has no credentials and no tokens, and else tells the address."""
    assert shown(address) == printed


@pytest.mark.parametrize(
    ("link", "published"),
    [
        pytest.param("https://e.example/1?id=7", "https://e.example/1?id=7", id="plain"),
        pytest.param("https://me:pw@e.example/1", "https://e.example/1", id="user and password"),
        pytest.param("https://e.example/1?id=7&t=s3cr3t", "https://e.example/1?id=7", id="the feed's own token"),
        pytest.param("https://e.example/1?token=other", "https://e.example/1?token=other", id="a value of its own"),
    ],
)
def test_links_do_not_carry_the_feeds_secrets(link: str, published: str) -> None:
    """An item's link goes out without what opens its feed."""
    assert without_secrets(link, "https://e.example/rss?token=s3cr3t&n=7") == published
